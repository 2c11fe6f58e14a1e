"""From what stands in a form to answers: signed, about the questions asked, each one allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NoReturn

from vcs_check.errors import MalformedError
from vcs_check.forms._base import SIGNATURE, Cell, RawForm, text_of
from vcs_check.inventory.facts import FactError, parse_date, parse_number
from vcs_check.origin.countries import country_code, is_country_code
from vcs_check.origin.party import OWNER_KINDS, RIGHTS, Owner
from vcs_check.questions.answers import COMPANY, AnsweredForm, Statement
from vcs_check.questions.fields import NOBODY, UNKNOWN_WORD, Field, Kind, field_named
from vcs_check.questions.requests import FORM, request_digest
from vcs_check.text import BomText, folded, visible

_OURSELVES: Final = frozenset({"we", "us", "ourselves", "our company", "ourself"})
_NOT_KNOWN: Final = frozenset({"don't know", "dont know", "don’t know", "unknown", "not known"})
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})
_WITH_COUNTRY: Final = re.compile(r"(?P<name>.+?)\s*\[\s*(?P<country>[A-Za-z]{2})\s*\]")
_MOST_CHARACTERS: Final = 2_000
_MOST_PERCENT: Final = 100.5


def answered(raw: RawForm, path: str, sha256: str) -> AnsweredForm:
    """The answers of a form.

    Raises:
        MalformedError: what is wrong, where, and what is allowed.
    """
    return _Checked(raw, path).form(sha256)


class _Checked:
    def __init__(self, raw: RawForm, path: str) -> None:
        self._raw, self._path = raw, path
        self._company = ""

    def form(self, sha256: str) -> AnsweredForm:
        raw = self._raw
        self._about_what_was_asked()
        supplier, program = self._head("supplier"), self._head("program")
        self._company = self._signed("company")
        by = f"{self._signed('name')}, {self._signed('position')}"
        on = self._day_signed()
        if self._yes_no(self._signature("confirm")) != "true":
            self._refuse(
                "the form is not confirmed; it takes yes to count", self._signature("confirm")
            )
        if not supplier.startswith("the supplier of ") and folded(self._company) != folded(
            supplier
        ):
            self._refuse(
                f"{self._company!r} answers for {supplier!r}; a supplier answers for itself only",
                self._signature("company"),
            )
        statements = [
            statement
            for name, cell in raw.company.items()
            if (statement := self._statement(COMPANY, field_named(name), cell)) is not None
        ]
        for item, cells in raw.items.items():
            statements += self._of_item(item, cells)
        form = AnsweredForm(
            file=self._path, sha256=sha256, program=program, supplier=supplier, by=by, on=on,
            statements=tuple(statements), owners=self._owners(on),
        )  # fmt: skip
        self._ownership_fits(form)
        return form

    # -- the form itself -----------------------------------------------------------------------

    def _about_what_was_asked(self) -> None:
        raw = self._raw
        if text_of(raw.head["form"].value) != FORM if "form" in raw.head else True:
            raise MalformedError(
                self._path, f"no form that vcs-check has written: it does not say {FORM}"
            )
        for cell in raw.repeated:
            self._refuse("this id stands in the form twice", cell)
        for name, cell in (*raw.company.items(), *self._item_cells()):
            try:
                field_named(name)
            except KeyError:
                self._refuse(f"{name!r} is no question of this tool", cell)
        digest = request_digest(
            self._head("program"),
            self._head("supplier"),
            list(raw.company),
            {item: list(cells) for item, cells in raw.items.items()},
        )
        if digest != self._head("request"):
            self._refuse(
                "questions, ids, program or supplier were changed, so the answers cannot be told "
                "apart; fill in the form as it was sent",
                raw.head.get("request", raw.head["form"]),
            )

    def _item_cells(self) -> list[tuple[str, Cell]]:
        return [pair for cells in self._raw.items.values() for pair in cells.items()]

    def _head(self, name: str) -> str:
        cell = self._raw.head.get(name)
        if cell is None:
            raise MalformedError(self._path, f"the form has lost its {name!r}")
        # Kept as written: the digest is over these very characters.
        return cell.value if isinstance(cell.value, str) else text_of(cell.value)

    def _signature(self, name: str) -> Cell:
        cell = self._raw.signature.get(name)
        if cell is None:
            raise MalformedError(self._path, f"the form has lost {SIGNATURE[name]!r}")
        return cell

    def _signed(self, name: str) -> str:
        cell = self._signature(name)
        text = visible(text_of(cell.value)).strip()
        if not text or folded(text) in _NOT_KNOWN:
            self._refuse(f"{SIGNATURE[name]!r} is missing; an unsigned form is not accepted", cell)
        return self._short(text, cell)

    def _day_signed(self) -> date:
        cell = self._signature("day")
        text = self._signed("day")
        try:
            return parse_date("the day", text)
        except FactError:
            self._refuse(f"{text!r} is no day such as 2026-03-31", cell)

    # -- answers -------------------------------------------------------------------------------

    def _of_item(self, item: str, cells: Mapping[str, Cell]) -> list[Statement]:
        found: dict[str, Statement] = {}
        for name, cell in cells.items():
            statement = self._statement(item, field_named(name), cell)
            if statement is None and name in self._raw.for_all:
                statement = self._statement(item, field_named(name), self._raw.for_all[name])
            if statement is not None:
                found[name] = statement
        said = found.get("open-source")
        if said is not None and said.value == "true":
            for needed in ("licence", "source-location"):
                if needed in cells and not (needed in found and found[needed].known):
                    self._refuse("open source needs its licence and its place", cells[needed])
        return list(found.values())

    def _statement(self, subject: str, field: Field, cell: Cell) -> Statement | None:
        text = visible(text_of(cell.value)).strip()
        if not text:
            return None
        self._short(text, cell)
        if folded(text) in _NOT_KNOWN:
            return Statement(subject=subject, field=field.name, value="", place=cell.place)
        country = ""
        match field.kind:
            case Kind.YES_NO:
                value = self._yes_no(cell)
            case Kind.DAY:
                value = self._day(field, text, cell)
            case Kind.NUMBER:
                value = self._number(field, text, cell)
            case Kind.COUNTRY:
                value = self._country(text, cell)
            case Kind.WORD:
                value = text.lower()
                if value not in field.words:
                    self._not_allowed(field, text, cell)
            case Kind.PARTY:
                value, country = self._party(text, cell)
            case _:
                value = text
        return Statement(
            subject=subject, field=field.name, value=value, country=country, place=cell.place
        )

    def _yes_no(self, cell: Cell) -> str:
        word = folded(text_of(cell.value))
        if word not in _YES | _NO:
            self._refuse(f"{word!r} is neither yes nor no (nor {UNKNOWN_WORD})", cell)
        return "true" if word in _YES else "false"

    def _day(self, field: Field, text: str, cell: Cell) -> str:
        try:
            return parse_date(field.name, text).isoformat()
        except FactError:
            self._not_allowed(field, text, cell)

    def _number(self, field: Field, text: str, cell: Cell) -> str:
        try:
            return f"{parse_number(field.name, text):.15g}"
        except FactError:
            self._not_allowed(field, text, cell)

    def _country(self, text: str, cell: Cell) -> str:
        code = text.upper() if len(text) == 2 else country_code(text)
        if code is None or not is_country_code(code):
            self._refuse(f"{text!r} is no country code such as DE (ISO 3166-1)", cell)
        return code

    def _party(self, text: str, cell: Cell) -> tuple[str, str]:
        found = _WITH_COUNTRY.fullmatch(text)
        name = found["name"] if found else text
        country = self._country(found["country"], cell) if found else ""
        if folded(name) in _OURSELVES:
            return self._company, country
        return (NOBODY if folded(name) == NOBODY else name), country

    # -- owners --------------------------------------------------------------------------------

    def _owners(self, on: date) -> tuple[Owner, ...]:
        owners: dict[str, Owner] = {}
        day = self._raw.company.get("ownership-day")
        as_of = on
        if day is not None and (text := text_of(day.value)) and folded(text) not in _NOT_KNOWN:
            as_of = date.fromisoformat(self._day(field_named("ownership-day"), text, day))
        for row in self._raw.owners:
            said = {key: visible(text_of(cell.value)).strip() for key, cell in row.items()}
            if not any(said.values()):
                continue
            cell = row["name"]
            if not said["name"]:
                self._refuse("an owner without a name", cell)
            if folded(said["name"]) in owners:
                self._refuse(f"the owner {said['name']!r} is named twice", cell)
            owners[folded(said["name"])] = self._owner(row, said, as_of)
        if sum(o.voting_percent_min or 0 for o in owners.values()) > _MOST_PERCENT:
            place = self._raw.owners[0]["voting-percent"]
            self._refuse("the votes of the owners add up to more than 100 %", place)
        return tuple(owners.values())

    def _owner(self, row: Mapping[str, Cell], said: Mapping[str, str], as_of: date) -> Owner:
        kind = folded(said["kind"]) or "company"
        if kind not in OWNER_KINDS:
            self._refuse(f"{said['kind']!r} is none of {', '.join(OWNER_KINDS)}", row["kind"])
        if not said["country"]:
            self._refuse("an owner needs a country", row["country"])
        rights = [word.strip().lower() for word in re.split(r"[,;|]", said["rights"])]
        for word in filter(None, rights):
            if word not in RIGHTS:
                self._refuse(f"{word!r} is none of {', '.join(RIGHTS)}", row["rights"])
        percent: float | None = None
        if said["voting-percent"] and folded(said["voting-percent"]) not in _NOT_KNOWN:
            cell = row["voting-percent"]
            try:
                percent = parse_number("votes", said["voting-percent"].rstrip("% "))
            except FactError:
                self._refuse(f"{said['voting-percent']!r} is no share in percent", cell)
            if percent > 100:
                self._refuse(f"{percent:g} is more than 100 percent", cell)
        person = said["us-person"]
        known_country = folded(said["country"]) not in _NOT_KNOWN
        return Owner(
            name=BomText(self._short(said["name"], row["name"])),
            country=self._country(said["country"], row["country"]) if known_country else "",
            kind=kind,
            voting_percent_min=percent,
            voting_percent_max=percent,
            rights=tuple(filter(None, rights)),
            us_person=(
                self._yes_no(row["us-person"]) == "true"
                if person and folded(person) not in _NOT_KNOWN
                else None
            ),
            as_of=as_of,
            place=row["name"].place,
        )

    def _ownership_fits(self, form: AnsweredForm) -> None:
        """A complete table has owners and a day; a day to come counts for nothing."""
        said = {s.field: s for s in form.statements if s.subject == COMPANY and s.known}
        complete = said.get("ownership-complete")
        if complete is None or complete.value != "true":
            return
        cell = self._raw.company["ownership-complete"]
        if not form.owners:
            self._refuse("the table of owners is said to be complete, but it is empty", cell)
        day = said.get("ownership-day")
        if day is None:
            self._refuse(
                "the day of the table of owners is missing", self._raw.company["ownership-day"]
            )
        if date.fromisoformat(day.value) > form.on:
            self._refuse(
                f"the table of owners is of {day.value}, after the answers of {form.on}",
                self._raw.company["ownership-day"],
            )

    # -- faults --------------------------------------------------------------------------------

    def _short(self, text: str, cell: Cell) -> str:
        if len(text) > _MOST_CHARACTERS:
            self._refuse(f"{len(text)} characters, at most {_MOST_CHARACTERS} are read", cell)
        return text

    def _not_allowed(self, field: Field, text: str, cell: Cell) -> NoReturn:
        self._refuse(
            f"{field.name}: {text[:80]!r} is not {field.allowed}, nor {UNKNOWN_WORD}", cell
        )

    def _refuse(self, message: str, cell: Cell) -> NoReturn:
        raise MalformedError(self._path, message, cell.place)
