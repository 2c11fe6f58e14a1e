"""The cases of ``tests/cases`` as data, and the files and command line that each stands for."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from vcs_check.cli import command
from vcs_check.errors import VcsCheckError

CASES: Final = Path(__file__).parents[1] / "cases"
COMMON_PARTIES: Final = CASES / "parties.toml"
TODAY: Final = "2026-11-21"


@dataclass(frozen=True)
class Case:
    """One sentence of the rule, the facts that it speaks of, and what follows from them."""

    provision: str
    stem: str
    number: int
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.stem}: {self.data.get('sentence', self.number)}"

    def editions(self, usual: Sequence[str]) -> Sequence[str]:
        """The editions that the case is run under: the usual ones, or the one that it names."""
        return (self.data["edition"],) if "edition" in self.data else usual

    def expected(self, edition: str) -> dict[str, Any]:
        """What the edition must say; the proposal's citations are compared only where given."""
        expect: dict[str, Any] = self.data["expect"]
        if edition != "nprm-2024":
            return expect
        shared = {key: value for key, value in expect.items() if key != "citation"}
        other: dict[str, Any] = self.data.get("expect_nprm_2024", {})
        if "verdict" in other:  # what goes with the final's verdict does not go with this one
            shared = {key: shared[key] for key in ("of", "origin") if key in shared}
        return {**shared, **other}


def read_cases() -> list[Case]:
    return [
        Case(path.parent.name, path.stem, number, data)
        for path in sorted(CASES.glob("*/*.toml"))
        for number, data in enumerate(tomllib.loads(path.read_text("utf-8"))["case"])
    ]


def _property_value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _properties(facts: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": f"vcs:{name}", "value": _property_value(one)}
        for name, value in facts.items()
        for one in (value if isinstance(value, list) else [value])
    ]


def _component(data: dict[str, Any]) -> dict[str, Any]:
    """A CycloneDX component; ``facts``, ``all_roles``, ``parts`` and ``id`` are the cases' own."""
    facts: dict[str, Any] = {}
    if "all_roles" in data:
        for role in ("designer", "developer", "manufacturer", "supplier"):
            facts[role] = data["all_roles"]
    facts |= data.get("facts", {})
    own = {"facts", "all_roles", "parts", "id"}
    built = {key: value for key, value in data.items() if key not in own}
    if "id" in data:
        built["bom-ref"] = data["id"]
    if facts:
        built["properties"] = _properties(facts)
    if "parts" in data:
        built["components"] = [_component(part) for part in data["parts"]]
    return built


def _service(data: dict[str, Any]) -> dict[str, Any]:
    return {("bom-ref" if key == "id" else key): value for key, value in data.items()}


def bom_text(data: dict[str, Any]) -> str:
    """The CycloneDX 1.6 text of a case."""
    if "bom_text" in data:
        return str(data["bom_text"])
    top = data.get("components", [data["component"]] if "component" in data else [])
    bom: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    metadata: dict[str, Any] = {}
    if "metadata" in data:
        metadata["component"] = _component({"id": "metadata", **data["metadata"]})
    if "metadata_facts" in data:
        metadata["properties"] = _properties(data["metadata_facts"])
    if metadata:
        bom["metadata"] = metadata
    bom["components"] = [
        _component({"id": f"component-{number}", **one}) for number, one in enumerate(top)
    ]
    if "services" in data:
        bom["services"] = [_service(one) for one in data["services"]]
    return json.dumps(bom, ensure_ascii=False, indent=1)


def _toml_value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml_value(one) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, str) else str(value)


def write_files(data: dict[str, Any], folder: Path) -> Path:
    """Writes BOM, registers, decisions and program file; returns the program file."""
    (folder / "case.cdx.json").write_text(bom_text(data), "utf-8")
    registers = list(data.get("registers", []))
    if "register" in data:
        registers.append(data["register"])
    names = []
    if data.get("common_parties", True):
        (folder / "parties.toml").write_text(COMMON_PARTIES.read_text("utf-8"), "utf-8")
        names.append("parties.toml")
    for number, text in enumerate(registers):
        names.append(f"register-{number}.toml")
        (folder / names[-1]).write_text(text, "utf-8")
    if "register_csv" in data:
        names.append("register.csv")
        (folder / names[-1]).write_text(data["register_csv"], "utf-8")
    program = {"name": "Case", **data.get("program", {})}
    if names:
        program.setdefault("register", names)
    if "decisions" in data:
        (folder / "decisions.toml").write_text(data["decisions"], "utf-8")
        program.setdefault("decisions", "decisions.toml")
    lines = [f"{key} = {_toml_value(value)}" for key, value in program.items()]
    text = "\n".join(["[program]", *lines, "", "[[bom]]", 'path = "case.cdx.json"', ""])
    file = folder / "program.toml"
    file.write_text(data.get("program_text", text), "utf-8")
    return file


def arguments(data: dict[str, Any], program: Path, edition: str) -> list[str]:
    """The command line of a case."""
    if "args" in data:
        places = {"{program}": str(program), "{folder}": str(program.parent)}
        return [_replaced(argument, places) for argument in data["args"]]
    options: dict[str, Any] = {"today": TODAY, **data.get("options", {})}
    line = ["check", str(program), "-o", "json", "--edition", edition]
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        if value is True:
            line.append(flag)
            continue
        for one in value if isinstance(value, list) else [value]:
            line += [flag, str(one)]
    return line


def _replaced(argument: str, places: dict[str, str]) -> str:
    for mark, place in places.items():
        argument = argument.replace(mark, place)
    return argument


def run(line: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command, run in this process."""
    result = CliRunner().invoke(command, line)
    error = result.exception
    if isinstance(error, VcsCheckError):
        return error.exit_code, result.stdout, str(error)
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return result.exit_code, result.stdout, result.stderr
