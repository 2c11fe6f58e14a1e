"""A program that passes, with everything that a declaration needs; tests take parts away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from click.testing import Result
from tests.cli.vehicle import REGISTER, UNKNOWN_MAKER, bom, run, thing

MAKER: Final = UNKNOWN_MAKER
"""Known by the register, as a company of Germany."""
MODEM: Final = "LTE modem"
STACK: Final = "radio-stack"

WHO: Final = """
[declaration]
declarant = "Example Motors"
address = "1 Example Way, Example City"
role = ["manufacturer", "importer"]
"""
CONTACT: Final = """
[[declaration.contact]]
name = "Alex Example"
email = "alex@example.com"
"""
VEHICLE: Final = """
[[declaration.vehicle]]
make = "Example"
model = "Aurora"
trim = ["Base", "Touring"]
vin_series = "1EXAU1*"
"""
DILIGENCE: Final = """
[declaration.due_diligence]
done = true
third_parties = []
by = "Alex Example"
on = 2026-05-20
"""
DOCUMENTS: Final = """
[declaration.documentation]
kept = true
where = "the archive"
by = "Alex Example"
on = 2026-05-20
"""
CERTIFIED: Final = """
[declaration.certification]
no_knowing_prohibited_transaction = true
by = "Sam Sample"
title = "Vice President"
on = 2026-05-22
"""
FCC: Final = f"""
[declaration.fcc_ids]
"{MODEM}" = "2AXYZLTE4"
"""
STATEMENTS: Final = (WHO, CONTACT, VEHICLE, DILIGENCE, DOCUMENTS, CERTIFIED, FCC)


def modem(name: str = MODEM, maker: str = MAKER, **facts: Any) -> dict[str, Any]:
    """VCS hardware of a maker whom the register knows."""
    return thing(name, kind="device", maker=maker, class_="vcs-hardware", **facts)


def stack(name: str = STACK, maker: str = MAKER, **facts: Any) -> dict[str, Any]:
    """Covered software of a maker whom the register knows."""
    return thing(name, maker=maker, class_="vcs-software", **facts)


def program(
    folder: Path,
    *statements: str,
    things: tuple[dict[str, Any], ...] | None = None,
    year: str = "2030",
    day: str = "date = 2029-09-01",
    more: str = "",
    register: str = REGISTER,
) -> str:
    """Writes the program, its BOM and its register; returns the program's path."""
    (folder / "tcu.json").write_text(bom(*(things or (modem(), stack()))))
    (folder / "suppliers.toml").write_text(register)
    (folder / "program.toml").write_text(
        '[program]\nname = "Example EV"\n'
        f"model_year = {year}\n"
        f'gvwr_lb = 6200\nregister = ["suppliers.toml"]\n{day}\n{more}\n'
        '[[bom]]\npath = "tcu.json"\n' + "".join(statements or STATEMENTS),
        "utf-8",
    )
    return str(folder / "program.toml")


def declare(path: str, *arguments: str, today: str = "2029-06-01") -> Result:
    """``declare`` on a fixed day, in this process."""
    return run("declare", path, "--today", today, *arguments)


def drafted(path: str, *arguments: str, today: str = "2029-06-01") -> dict[str, Any]:
    """The first draft as JSON."""
    result = declare(path, "-o", "json", *arguments, today=today)
    assert result.stdout, result.stderr
    draft: dict[str, Any] = json.loads(result.stdout)["drafts"][0]
    return draft


def missing(draft: dict[str, Any]) -> str:
    """What is missing, in one text."""
    return "\n".join(f"{gap['what']} [{gap['who']}] {gap['how']}" for gap in draft["gaps"])
