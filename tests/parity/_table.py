"""The unit as rows of a table, which CSV and workbooks have in common."""

from __future__ import annotations

from tests.parity.unit import Part, Unit, everything

COLUMNS = (
    "Component ID", "Parent ID", "Name", "Type", "Manufacturer", "Manufacturer Country",
    "Supplier", "Supplier Country", "Version", "purl", "CPE", "License", "Description",
    "Release Date", "Patches",
)  # fmt: skip


def rows(unit: Unit) -> list[list[str]]:
    parts = everything(unit.part)
    facts = list(dict.fromkeys(name for part in parts for name in part.facts))
    above = {inner.id: outer.id for outer in parts for inner in outer.parts}
    declared = [[name, value] for name, value in unit.facts.items()]
    return [*declared, [*COLUMNS, *facts], *(_row(part, facts, above) for part in parts)]


def _row(part: Part, facts: list[str], above: dict[str, str]) -> list[str]:
    return [
        part.id, above.get(part.id, ""), part.name, part.kind,
        part.maker, part.country if part.maker else "",
        part.supplier, part.country if part.supplier else "",
        part.version, part.purl, part.cpe, part.licence, part.description,
        part.released, "fix.patch" if part.patched else "",
        *(part.facts.get(name, "") for name in facts),
    ]  # fmt: skip
