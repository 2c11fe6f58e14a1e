"""Fifty runs with different hash seeds and orders of the files: what must not differ does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS, ORDERS = 10, 5
_RUNS = """
import hashlib, json, sys
from pathlib import Path
from click.testing import CliRunner
from vcs_check.cli import command
from vcs_check.reports import available

names = [name for name in available() if name not in ("cyclonedx", "github")]
boms = sorted(Path("boms").iterdir())
for shift in range(int(sys.argv[1])):
    order = [*boms[shift:], *boms[:shift]]
    outputs = [word for name in names for word in ("-o", f"{name}=out/{name}")]
    done = CliRunner().invoke(command, [
        "check", *map(str, order), "--model-year", "2030", "--today", "2026-11-21",
        "--register", "suppliers.toml", "-o", "github", "-o", "cyclonedx=out/boms/", *outputs,
    ])
    digest = hashlib.sha256(done.stdout_bytes)
    for file in sorted(Path("out").rglob("*")):
        if file.is_file():
            digest.update(file.name.encode() + file.read_bytes())
    report = json.loads(Path("out/json").read_bytes())
    verdicts = sorted(
        [report["inputs"][c["input"]]["path"], c["id"], c["verdict"], c["reason"], c["class"]]
        for c in report["components"]
    )
    print(json.dumps([done.exit_code, digest.hexdigest(), report["verdict"], verdicts]))
"""


def test_fifty_runs_agree(tmp_path: Path) -> None:
    (tmp_path / "boms").mkdir()
    for source in (
        "small/fail/telematics-unit.cdx.json", "small/undecided/telematics-unit.spdx.json",
        "meridian-aurora/tpms-receiver.spdx", "meridian-aurora/trailer-camera.cdx.json",
        "small/pass/telematics-unit.cdx.json",
    ):  # fmt: skip
        data = (ROOT / "sboms" / source).read_bytes()
        (tmp_path / "boms" / source.replace("/", "-")).write_bytes(data)
    register = ROOT / "sboms" / "meridian-aurora" / "suppliers.toml"
    (tmp_path / "suppliers.toml").write_bytes(register.read_bytes())
    seen: set[str] = set()
    for seed in range(SEEDS):
        done = subprocess.run(
            [sys.executable, "-c", _RUNS, str(ORDERS)],
            cwd=tmp_path,
            env={
                **{name: value for name, value in os.environ.items() if "VCS_CHECK" not in name},
                "PYTHONHASHSEED": str(seed * 911),
            },
            capture_output=True,
            text=True,
            timeout=240,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1, "the hash seed changed a report"
    runs = [json.loads(line) for line in seen.pop().splitlines()]
    assert len(runs) == ORDERS
    assert len({digest for _, digest, _, _ in runs}) == ORDERS  # the reports keep the order given
    assert {(code, verdict) for code, _, verdict, _ in runs} == {(1, "fail")}
    assert all(verdicts == runs[0][3] for *_, verdicts in runs)
    assert len(runs[0][3]) > 20
