"""Small BOMs with a known verdict, and the command line in this process and in another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner, Result

from vcs_check.cli import command

TODAY: Final = "2026-11-21"
PRC_MAKER: Final = "Example Huadong Software (Shenzhen) Co., Ltd."
UNKNOWN_MAKER: Final = "Muster Telematik GmbH"

REGISTER: Final = f"""\
[[party]]
name = "{UNKNOWN_MAKER}"
incorporated_in = "DE"
headquarters = "DE"
principal_place_of_business = "DE"
creates_what_it_supplies = true
ownership_reviewed = 2026-03-02
"""

Thing = dict[str, Any]


def thing(
    name: str,
    *,
    kind: str = "application",
    maker: str = "",
    country: str = "",
    parts: list[Thing] | None = None,
    ref: str | None = None,
    **facts: str,
) -> Thing:
    """A CycloneDX component; ``facts`` are ``vcs:`` properties, with ``_`` for ``-``."""
    made: Thing = {"type": kind, "name": name}
    if ref != "":
        made["bom-ref"] = ref or name
    if maker:
        made["manufacturer"] = {"name": maker}
        if country:
            made["manufacturer"]["address"] = {"country": country}
    if facts:
        made["properties"] = [
            {"name": f"vcs:{fact.rstrip('_').replace('_', '-')}", "value": value}
            for fact, value in facts.items()
        ]
    if parts:
        made["components"] = parts
    return made


def prohibited(name: str = "remote-agent", **more: Any) -> Thing:
    """Covered software of a maker in the PRC: prohibited from model year 2027."""
    return thing(name, maker=PRC_MAKER, country="CN", class_="vcs-software", **more)


def undecided(name: str = "radio-stack", **more: Any) -> Thing:
    """Covered software of a maker of whom nothing is known without a register."""
    return thing(name, maker=UNKNOWN_MAKER, class_="vcs-software", **more)


def unrelated(name: str = "seat-heater", **more: Any) -> Thing:
    """A part that is declared to have nothing to do with the rule."""
    return thing(name, kind="device", class_="other", **more)


def bom(*things: Thing, **metadata: Any) -> str:
    """CycloneDX JSON."""
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": metadata,
            "components": list(things),
        }
    )


def spdx(contains: list[tuple[str, str]], *names: str) -> str:
    """SPDX 2.3 JSON of packages, with ``(assembly, part)`` pairs."""
    return json.dumps(
        {
            "spdxVersion": "SPDX-2.3",
            "SPDXID": "SPDXRef-DOCUMENT",
            "dataLicense": "CC0-1.0",
            "name": "example",
            "documentNamespace": "https://example.com/spdx/1",
            "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: example"]},
            "packages": [
                {"SPDXID": f"SPDXRef-{name}", "name": name, "downloadLocation": "NOASSERTION"}
                for name in names
            ],
            "relationships": [
                {
                    "spdxElementId": f"SPDXRef-{assembly}",
                    "relationshipType": "CONTAINS",
                    "relatedSpdxElement": f"SPDXRef-{part}",
                }
                for assembly, part in contains
            ],
        }
    )


def program(*boms: str, extra: str = "", model_year: str = "2027") -> str:
    """A program file of these BOMs; ``extra`` are further lines of ``[program]``."""
    head = f'[program]\nname = "Example EV"\nmodel_year = {model_year}\ngvwr_lb = 6200\n{extra}\n'
    return head + "".join(f'[[bom]]\npath = "{path}"\n' for path in boms)


def decision(component: str = "remote-agent", what: str = 'sets = { class = "other" }') -> str:
    """A complete entry of a decisions file."""
    return (
        f'[[decision]]\ncomponent = "{component}"\n{what}\n'
        'reason = "Reviewed."\nby = "compliance desk"\non = 2026-05-11\n'
    )


def write(folder: Path, **files: str) -> None:
    """Files by name; ``_`` before the ending stands for a dot (``a_json`` is ``a.json``)."""
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, "utf-8")


def run(
    *arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None
) -> Result:
    """The command line in this process."""
    return CliRunner().invoke(command, arguments, input=stdin, env=env)


def check(*arguments: str, env: dict[str, str] | None = None) -> Result:
    """``check`` on a fixed day, in this process."""
    return run("check", *arguments, "--today", TODAY, env=env)


def report(
    *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> dict[str, Any]:
    """The JSON report of ``check`` with these arguments."""
    result = run("check", *arguments, "--today", TODAY, "-o", "json", stdin=stdin, env=env)
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def verdicts(read: dict[str, Any]) -> dict[str, str]:
    """The verdict of each component of a report, by name."""
    return {component["name"]: component["verdict"] for component in read["components"]}


def spawn(
    *arguments: str,
    cwd: Path,
    stdin: str = "",
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """The command line as a user has it: another process."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("VCS_CHECK_") and name not in ("NO_COLOR", "SOURCE_DATE_EPOCH")
    }
    return subprocess.run(
        [sys.executable, "-m", "vcs_check", *arguments],
        cwd=cwd,
        input=stdin,
        env={**kept, **(env or {})},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
