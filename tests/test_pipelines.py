"""What the files for build servers contain is run here, word for word."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

_ROOT: Final = Path(__file__).parent.parent
_BIN: Final = Path(sys.executable).parent
_TODAY: Final = {"VCS_CHECK_TODAY": "2026-11-21"}
_TIMEOUT_S: Final = 240


def loaded(name: str) -> Any:
    return yaml.safe_load((_ROOT / name).read_text("utf-8"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A user's repository: the small programs, and vcs-check where the files install it."""
    work = tmp_path / "work"
    shutil.copytree(_ROOT / "sboms" / "small", work)
    for place in (work / ".vcs-check", tmp_path / "runner" / "vcs-check"):
        place.mkdir(parents=True)
        (place / "bin").symlink_to(_BIN)
    return work


def sh(script: str, cwd: Path, shell: str = "bash", **env: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "VCS_CHECK" not in name}
    return subprocess.run(
        [shell, "-e", "-c", script],
        cwd=cwd,
        env={**kept, **_TODAY, **env},
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )


class TestGitHubAction:
    action: Final = loaded("action.yml")

    def step(self, name: str) -> dict[str, Any]:
        return next(step for step in self.action["runs"]["steps"] if step["name"] == name)

    def run(self, work: Path, **inputs: str) -> tuple[int, dict[str, str], str, str]:
        """Exit code, outputs, summary and standard output of the step that checks."""
        step = self.step("Check")
        known = {name: each.get("default", "") for name, each in self.action["inputs"].items()}
        assert inputs.keys() <= known.keys()
        known.update(inputs)
        env = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: known[found[1]], value)
            for name, value in step["env"].items()
        }
        runner = work.parent / "runner"
        env |= {
            "RUNNER_TEMP": str(runner),
            "GITHUB_OUTPUT": str(runner / "output"),
            "GITHUB_STEP_SUMMARY": str(runner / "summary"),
        }
        for name in ("output", "summary"):
            (runner / name).write_text("")
        done = sh(step["run"], work, **env)
        lines = (runner / "output").read_text().splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        assert {*outputs} == {
            match
            for each in self.action["outputs"].values()
            for match in re.findall(r"steps\.check\.outputs\.([a-z-]+)", each["value"])
        }
        return done.returncode, outputs, (runner / "summary").read_text(), done.stdout

    @pytest.mark.parametrize(
        ("program", "code", "verdict"),
        [("pass", 0, "pass"), ("fail", 1, "fail"), ("undecided", 3, "indeterminate")],
    )
    def test_it_tells_the_verdict_and_writes_all_reports(
        self, checkout: Path, program: str, code: int, verdict: str
    ) -> None:
        ended, outputs, summary, stdout = self.run(checkout, paths=f"{program}/program.toml")
        assert (ended, outputs["exit-code"]) == (code, str(code))
        assert outputs["verdict"] == verdict
        assert json.loads((checkout / outputs["sarif"]).read_bytes())["version"] == "2.1.0"
        assert (checkout / outputs["report-dir"] / "report.html").is_file()
        assert summary == (checkout / outputs["report-dir"] / "report.md").read_text()
        assert bool(re.search(r"^::(error|warning) file=", stdout, re.M)) == (code != 0)

    def test_fail_on_decides_what_fails_the_step(self, checkout: Path) -> None:
        undecided, failing = "undecided/program.toml", "fail/program.toml"
        one = self.run(checkout, **{"paths": undecided, "fail-on": "prohibited"})
        assert (one[0], one[1]["verdict"]) == (0, "indeterminate")
        assert self.run(checkout, **{"paths": failing, "fail-on": "never"})[0] == 0
        assert self.run(checkout, **{"paths": failing, "fail-on": "prohibited"})[0] == 1

    def test_with_a_baseline_only_what_is_new_fails_the_step(self, checkout: Path) -> None:
        program = "fail/program.toml"
        assert self.run(checkout, paths=program)[0] == 1
        (checkout / "vcs-check-reports" / "report.json").rename(checkout / "main.json")
        ended, outputs, _, _ = self.run(checkout, paths=program, baseline="main.json")
        assert (ended, outputs["verdict"]) == (0, "fail")

    def test_inputs_reach_the_command_as_single_words(self, checkout: Path) -> None:
        bom = checkout / "fail" / "telematics-unit.cdx.json"
        bom.rename(checkout / "a b;touch hit $(touch hit).cdx.json")
        ended, outputs, _, _ = self.run(
            checkout,
            **{
                "paths": f"\n{checkout / 'a b;touch hit $(touch hit).cdx.json'}\n",
                "model-year": "2027",
                "part": "Telematics `touch hit`",
                "options": "--register\nfail/suppliers.toml\n",
                "report-dir": "out $(touch hit)",
            },
        )
        assert (ended, outputs["verdict"]) == (1, "fail")
        assert not (checkout / "hit").exists()
        report = json.loads((checkout / "out $(touch hit)" / "report.json").read_bytes())
        assert report["program"]["model_year"] == 2027

    def test_without_an_assessment_nothing_old_passes_for_its_result(self, checkout: Path) -> None:
        self.run(checkout, paths="pass/program.toml")
        ended, outputs, summary, _ = self.run(checkout, paths="missing.toml")
        assert (ended, outputs["verdict"], outputs["sarif"], summary) == (4, "error", "", "")
        ended, outputs, _, _ = self.run(checkout, **{"paths": "pass/program.toml", "fail-on": "x"})
        assert (ended, outputs["verdict"]) == (2, "error")
        ended, outputs, _, _ = self.run(checkout, paths="")
        assert (ended, outputs["verdict"]) == (2, "error")

    def test_an_unreadable_bom_is_no_pass(self, checkout: Path) -> None:
        (checkout / "pass" / "telematics-unit.cdx.json").write_text("{")
        ended, outputs, _, stdout = self.run(checkout, paths="pass/program.toml")
        assert (ended, outputs["verdict"]) == (4, "indeterminate")
        assert "::warning file=pass/telematics-unit.cdx.json," in stdout

    def test_no_input_is_pasted_into_a_script(self) -> None:
        assert all("${{" not in step.get("run", "") for step in self.action["runs"]["steps"])

    def test_it_installs_itself_into_a_place_of_its_own(self, tmp_path: Path) -> None:
        if not os.environ.get("VCS_CHECK_TEST_INSTALL"):
            pytest.skip("installs packages; set VCS_CHECK_TEST_INSTALL=1")
        script = self.step("Install vcs-check")["run"]
        done = sh(
            script,
            tmp_path,
            PYTHON=getattr(sys, "_base_executable", sys.executable),
            RUNNER_TEMP=str(tmp_path),
            GITHUB_ACTION_PATH=str(_ROOT),
        )
        assert done.returncode == 0, done.stderr
        assert sh('"$PWD/vcs-check/bin/vcs-check" --version', tmp_path).returncode == 0


@pytest.mark.parametrize(("program", "code"), [("pass", 0), ("fail", 1), ("undecided", 3)])
def test_the_gitlab_job_ends_as_the_check_and_leaves_its_artifacts(
    checkout: Path, program: str, code: int
) -> None:
    job = loaded("ci/gitlab.yml")[".vcs-check"]
    create, install, check = job["script"]
    assert create == "python3 -m venv .vcs-check"
    assert install.endswith('"$VCS_SOURCE"')
    env = {**job["variables"], "VCS_PATHS": f"{program}/program.toml"}
    done = sh(check, checkout, "sh", **env)
    assert done.returncode == code, done.stderr
    quality = json.loads((checkout / job["artifacts"]["reports"]["codequality"]).read_bytes())
    assert bool(quality) == (code != 0)
    assert (checkout / job["artifacts"]["reports"]["junit"]).is_file()
    assert all((checkout / path).exists() for path in job["artifacts"]["paths"])
    assert re.search("PASS|FAIL|UNDECIDED|pass|fail|undecided", done.stdout)


@pytest.mark.parametrize(("program", "code"), [("pass", 0), ("fail", 1), ("undecided", 3)])
def test_the_commands_of_the_jenkins_stage_run(checkout: Path, program: str, code: int) -> None:
    text = (_ROOT / "ci" / "Jenkinsfile").read_text("utf-8")
    check = re.search(r"'''(.*?)'''", text, re.S)
    assert check
    assert len(re.findall(r"\bsh[ (]", text)) == 3
    done = sh(check[1].strip(), checkout, "sh", VCS_PATHS=f"{program}/program.toml")
    assert done.returncode == code, done.stderr
    for named in re.findall(r"vcs-check-reports/[a-z.]+\w", text):
        assert (checkout / named).exists(), named
    assert text.count("{") == text.count("}")


class TestPreCommit:
    hooks: Final = {hook["id"]: hook for hook in loaded(".pre-commit-hooks.yaml")}

    def test_the_hook_checks_the_program_that_its_arguments_name(self, checkout: Path) -> None:
        entry = self.hooks["vcs-check"]["entry"]
        path = f"{_BIN}{os.pathsep}{os.environ['PATH']}"
        for program, code in (("pass", 0), ("fail", 1), ("undecided", 3)):
            done = sh(f"{entry} {program}/program.toml", checkout, PATH=path)
            assert done.returncode == code, done.stderr

    def test_the_other_hook_reads_what_it_is_given(self, checkout: Path) -> None:
        entry = self.hooks["vcs-check-readable"]["entry"]
        path = f"{_BIN}{os.pathsep}{os.environ['PATH']}"
        good = "pass/telematics-unit.cdx.json undecided/telematics-unit.spdx.json"
        done = sh(f"{entry} {good}", checkout, PATH=path)
        assert (done.returncode, done.stdout) == (0, "")
        (checkout / "pass" / "telematics-unit.cdx.json").write_text("{")
        assert sh(f"{entry} {good}", checkout, PATH=path).returncode == 4

    def test_they_run_for_boms_and_the_first_for_what_goes_with_them_too(self) -> None:
        both = "a.cdx.json b/c.cdx.xml d.spdx e.spdx.json f.spdx.yaml g.spdx.rdf.xml bom.json"
        for name in (*both.split(), "x/sbom.xml", "T.CDX.JSON"):
            assert all(re.search(hook["files"], name) for hook in self.hooks.values()), name
        for name in ("program.toml", "suppliers.toml"):
            assert re.search(self.hooks["vcs-check"]["files"], name)
            assert not re.search(self.hooks["vcs-check-readable"]["files"], name)
        for name in ("package.json", "README.md", "bom.py", "carbom.json"):
            assert not any(re.search(hook["files"], name) for hook in self.hooks.values()), name


class TestImage:
    lines: Final = (_ROOT / "Dockerfile").read_text("utf-8").splitlines()

    def test_it_is_built_in_one_stage_and_runs_in_another_as_nobody(self) -> None:
        assert [line.split()[0] for line in self.lines if line.startswith("FROM")] == ["FROM"] * 2
        last = max(n for n, line in enumerate(self.lines) if line.startswith("FROM"))
        (user,) = (line for line in self.lines[last:] if line.startswith("USER"))
        assert re.fullmatch(r"USER [1-9]\d*:[1-9]\d*", user)

    def test_what_it_copies_exists_and_is_let_through(self) -> None:
        let = (_ROOT / ".dockerignore").read_text("utf-8").splitlines()
        assert let[0] == "*"
        copied = [
            word
            for line in self.lines
            if line.startswith("COPY") and "--from" not in line
            for word in line.split()[1:-1]
        ]
        assert copied
        for name in copied:
            assert (_ROOT / name).exists()
            assert f"!{name}" in let

    def test_it_has_all_that_the_build_reads(self) -> None:
        build = (_ROOT / "pyproject.toml").read_text("utf-8")
        for name in re.findall(r'^(?:readme = |license-files = \[)"([^"]+)"', build, re.M):
            assert any(line.startswith("COPY") and name in line for line in self.lines), name

    def test_a_linter_of_dockerfiles_finds_nothing(self) -> None:
        hadolint = shutil.which("hadolint", path=f"{_BIN}{os.pathsep}{os.environ['PATH']}")
        if hadolint is None:
            pytest.skip("no hadolint here")
        done = subprocess.run(
            [hadolint, str(_ROOT / "Dockerfile")], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "ci/gitlab.yml")],
)
def test_the_files_are_valid_by_the_schema_of_their_reader(schema: str, file: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(_ROOT / file)],
        capture_output=True,
        text=True,
        timeout=_TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout
