"""The statement file (TOML), read and checked; every fault has its line."""

from __future__ import annotations

from datetime import date
from typing import Final

from vcs_check.certification.statement import (
    SUBJECTS,
    About,
    CertificateStatement,
    EvidenceFile,
    Item,
    Open,
    Part,
    form_of,
)
from vcs_check.forms._base import OWNER_FIELDS, Cell
from vcs_check.forms.checks import AnswerChecks
from vcs_check.inventory.facts import MODEL_YEARS
from vcs_check.origin.party import Owner
from vcs_check.questions.answers import COMPANY, Statement
from vcs_check.questions.fields import field_named, is_company_field, names_of_fields
from vcs_check.sealing import fault_of_name, sha256_of
from vcs_check.text import BomText
from vcs_check.tomlfile import TomlTable, read_toml

_ROOT: Final = ("certificate", "part", "company", "owner", "item", "open", "evidence")
_HEAD: Final = (
    "company", "reference", "signed_by", "function", "place", "date", "expires", "certifies",
)  # fmt: skip
_PART: Final = ("name", "number", "model_years", "date", "boms")
_WHAT: Final = ("component", "version", "bom")
_LONGEST_DAYS: Final = 3660


def read_statement(data: bytes, path: str) -> CertificateStatement:
    """A statement from the bytes of its TOML file.

    Raises:
        MalformedError: something in it is unknown, missing or wrong; with the line.
        LimitError: the file is too large for settings.
    """
    root = read_toml(data, path).root
    head = root.table("certificate")
    if head is None:
        raise root.fault("this is no statement to certify: it has no [certificate] table")
    root.allow(_ROOT)
    head.allow(_HEAD)
    company = head.need("company", head.text("company"))
    checks = AnswerChecks(path, company)
    signed_on = head.need("date", head.date("date"))
    says = _says(root.table("company"), COMPANY, checks, of_company=True)
    made = CertificateStatement(
        file=path,
        sha256=sha256_of(data),
        company=company,
        reference=head.text("reference") or "",
        signed_by=head.need("signed_by", head.text("signed_by")),
        function=head.need("function", head.text("function")),
        signed_at=head.need("place", head.text("place")),
        signed_on=signed_on,
        expires=_expires(head, signed_on),
        certifies=_certifies(head),
        parts=_parts(root),
        says=says,
        owners=_owners(root, says, checks, signed_on),
        items=tuple(_item(table, checks) for table in root.tables("item")),
        open=tuple(_open(table) for table in root.tables("open")),
        evidence=tuple(_evidence(table) for table in root.tables("evidence")),
    )
    _check_ownership(made, root, checks)
    return made


def _expires(head: TomlTable, signed_on: date) -> date:
    expires = head.need("expires", head.date("expires"))
    if expires <= signed_on:
        raise head.fault(f"expires is {expires}, not after the day signed ({signed_on})", "expires")
    if (expires - signed_on).days > _LONGEST_DAYS:
        raise head.fault("expires is more than ten years after the day signed", "expires")
    return expires


def _certifies(head: TomlTable) -> tuple[str, ...]:
    said = head.texts("certifies")
    for word in said:
        if word not in SUBJECTS:
            raise head.fault(
                f"certifies names {word!r:.60}; it can name {', '.join(SUBJECTS)}", "certifies"
            )
    for needed in ("origin", "changes"):
        if needed not in said:
            raise head.fault(
                f"certifies has to name {needed!r}: {SUBJECTS[needed]}",
                "certifies" if said else None,
            )
    return tuple(word for word in SUBJECTS if word in said)


def _parts(root: TomlTable) -> tuple[Part, ...]:
    tables = root.tables("part")
    if not tables:
        raise root.fault("a certificate needs a [[part]]: what it covers, and which model years")
    found = tuple(_part(table) for table in tables)
    names = [(part.name.casefold(), part.number) for part in found]
    for number, (table, part) in enumerate(zip(tables, found, strict=True)):
        if names.index(names[number]) != number:
            raise table.fault(f"the part {part.name!r} stands twice; give numbers", "name")
        if len(found) > 1 and not part.boms:
            raise table.fault("with several parts, each needs 'boms': the BOMs that are its own")
    return found


def _part(table: TomlTable) -> Part:
    table.allow(_PART)
    years: tuple[int, ...] = ()
    value = table.need("model_years", table.values.get("model_years"))
    if value != "none":
        given = value if isinstance(value, list) else [value]
        for year in given:
            if isinstance(year, bool) or not isinstance(year, int) or year not in MODEL_YEARS:
                raise table.fault(
                    'model_years is a list of model years such as [2027, 2028], or "none"',
                    "model_years",
                )
        years = tuple(sorted(set(given)))
        if not years:
            raise table.fault("model_years is empty, so it would cover nothing", "model_years")
        if "date" in table.values:
            raise table.fault("date is for units without a model year", "date")
    return Part(
        name=table.need("name", table.text("name")),
        number=table.text("number") or "",
        model_years=years,
        on=table.date("date"),
        boms=tuple(table.texts("boms")),
        place=table.place(),
    )


def _about(table: TomlTable) -> About:
    return About(
        component=table.text("component") or "",
        version=table.text("version") or "",
        bom=table.text("bom") or "",
        place=table.place(),
    )


def _item(table: TomlTable, checks: AnswerChecks) -> Item:
    about = _about(table)
    table.need("component", table.text("component"))
    says = _says(table, "", checks, of_company=False)
    if not says:
        raise table.fault("nothing is stated of it; name facts such as firmware, or take it out")
    known = {said.field: said.value for said in says}
    if known.get("open-source") == "true" and not {"licence", "source-location"} <= known.keys():
        raise table.fault(
            "open source needs its 'licence' and its place, 'source-location'", "open-source"
        )
    return Item(about=about, says=says)


def _open(table: TomlTable) -> Open:
    table.allow((*_WHAT, "reason"))
    about = _about(table)
    if not about.component and not about.bom:
        raise table.fault("an open point needs 'component' or 'bom': what is left open")
    return Open(about=about, reason=table.need("reason", table.text("reason")))


def _evidence(table: TomlTable) -> EvidenceFile:
    table.allow(("path", "title"))
    path = table.need("path", table.text("path"))
    if fault := fault_of_name(path):
        raise table.fault(
            f"{path!r:.120} is no file beneath the statement's folder: {fault}", "path"
        )
    return EvidenceFile(path=path, title=table.text("title") or BomText(path), place=table.place())


def _says(
    table: TomlTable | None, subject: str, checks: AnswerChecks, *, of_company: bool
) -> tuple[Statement, ...]:
    if table is None:
        return ()
    fields = [n for n in names_of_fields() if is_company_field(n) is of_company]
    table.allow(fields if of_company else (*_WHAT, *fields))
    found: list[Statement] = []
    for name, value in table.values.items():
        if name in _WHAT:
            continue
        if isinstance(value, dict | list):
            raise table.fault(f"{name} is no single value", name)
        said = checks.statement(subject, field_named(name), Cell(value, table.place(name)))
        if said is None:
            raise table.fault(f"{name} is empty; give a value or leave the key out", name)
        found.append(said)
    return tuple(found)


def _owners(
    root: TomlTable, says: tuple[Statement, ...], checks: AnswerChecks, signed_on: date
) -> tuple[Owner, ...]:
    rows: list[dict[str, Cell]] = []
    for table in root.tables("owner"):
        table.allow(OWNER_FIELDS)
        table.need("name", table.text("name"))
        rows.append({key: Cell(_owner_value(table, key), table.place(key)) for key in OWNER_FIELDS})
    day = next((said for said in says if said.field == "ownership-day"), None)
    return checks.owners(rows, Cell(day.value, day.place) if day else None, signed_on)


def _owner_value(table: TomlTable, key: str) -> object:
    value = table.values.get(key, "")
    if isinstance(value, list):
        return "|".join(table.texts(key))
    if isinstance(value, dict):
        raise table.fault(f"{key} is no single value", key)
    return value


def _check_ownership(made: CertificateStatement, root: TomlTable, checks: AnswerChecks) -> None:
    """A certified table of owners is complete, dated, and there."""
    cells = {said.field: Cell(said.value, said.place) for said in made.says}
    checks.check_ownership(form_of(made, file=made.file, program="", statements=made.says), cells)
    complete = next((s.value for s in made.says if s.field == "ownership-complete"), "")
    if "ownership" in made.certifies and complete != "true":
        head = root.table("certificate") or root
        raise head.fault(
            "ownership is certified, so [company] needs ownership-complete = true, with "
            "ownership-day and an [[owner]] for each",
            "certifies",
        )
