"""One answer, one owner: what may stand in a cell, whatever it stands in.

Forms and the statement of a certificate ask the same questions, and are checked here alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NoReturn

from vcs_check.errors import MalformedError
from vcs_check.forms._base import Cell, text_of
from vcs_check.inventory.facts import FactError, parse_date, parse_number
from vcs_check.origin.countries import country_code, is_country_code
from vcs_check.origin.party import OWNER_KINDS, RIGHTS, Owner
from vcs_check.questions.answers import COMPANY, AnsweredForm, Statement
from vcs_check.questions.fields import NOBODY, UNKNOWN_WORD, Field, Kind, field_named
from vcs_check.text import BomText, folded, visible

_OURSELVES: Final = frozenset({"we", "us", "ourselves", "our company", "ourself"})
NOT_KNOWN: Final = frozenset({"don't know", "dont know", "don’t know", "unknown", "not known"})
"""Words that are an answer and say nothing."""
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})
_WITH_COUNTRY: Final = re.compile(r"(?P<name>.+?)\s*\[\s*(?P<country>[A-Za-z]{2})\s*\]")
_MOST_CHARACTERS: Final = 2_000
_MOST_PERCENT: Final = 100.5


class AnswerChecks:
    """Checks the answers of one file; every fault is a MalformedError with its place.

    Args:
        path: the file's name as the user gave it.
        company: who answers; *we* stands for it.
    """

    def __init__(self, path: str, company: str = "") -> None:
        self.path, self.company = path, company

    def statement(self, subject: str, field: Field, cell: Cell) -> Statement | None:
        """What an answer says; None where the cell is empty."""
        text = visible(text_of(cell.value)).strip()
        if not text:
            return None
        self.short(text, cell)
        if folded(text) in NOT_KNOWN:
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
            self.refuse(f"{word!r} is neither yes nor no (nor {UNKNOWN_WORD})", cell)
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
            self.refuse(f"{text!r} is no country code such as DE (ISO 3166-1)", cell)
        return code

    def _party(self, text: str, cell: Cell) -> tuple[str, str]:
        found = _WITH_COUNTRY.fullmatch(text)
        name = found["name"] if found else text
        country = self._country(found["country"], cell) if found else ""
        if folded(name) in _OURSELVES:
            return self.company, country
        return (NOBODY if folded(name) == NOBODY else name), country

    # -- owners --------------------------------------------------------------------------------

    def owners(
        self, rows: Sequence[Mapping[str, Cell]], day: Cell | None, on: date
    ) -> tuple[Owner, ...]:
        """The owners of a table.

        Args:
            rows: a cell for each of ``OWNER_FIELDS``.
            day: the day that the table was true, where it is stated.
            on: the day of the answers, which counts otherwise.
        """
        owners: dict[str, Owner] = {}
        as_of = on
        if day is not None and (text := text_of(day.value)) and folded(text) not in NOT_KNOWN:
            as_of = date.fromisoformat(self._day(field_named("ownership-day"), text, day))
        for row in rows:
            said = {key: visible(text_of(cell.value)).strip() for key, cell in row.items()}
            if not any(said.values()):
                continue
            cell = row["name"]
            if not said["name"]:
                self.refuse("an owner without a name", cell)
            if folded(said["name"]) in owners:
                self.refuse(f"the owner {said['name']!r} is named twice", cell)
            owners[folded(said["name"])] = self._owner(row, said, as_of)
        if sum(o.voting_percent_min or 0 for o in owners.values()) > _MOST_PERCENT:
            place = rows[0]["voting-percent"]
            self.refuse("the votes of the owners add up to more than 100 %", place)
        return tuple(owners.values())

    def _owner(self, row: Mapping[str, Cell], said: Mapping[str, str], as_of: date) -> Owner:
        kind = folded(said["kind"]) or "company"
        if kind not in OWNER_KINDS:
            self.refuse(f"{said['kind']!r} is none of {', '.join(OWNER_KINDS)}", row["kind"])
        if not said["country"]:
            self.refuse("an owner needs a country", row["country"])
        rights = [word.strip().lower() for word in re.split(r"[,;|]", said["rights"])]
        for word in filter(None, rights):
            if word not in RIGHTS:
                self.refuse(f"{word!r} is none of {', '.join(RIGHTS)}", row["rights"])
        percent: float | None = None
        if said["voting-percent"] and folded(said["voting-percent"]) not in NOT_KNOWN:
            cell = row["voting-percent"]
            try:
                percent = parse_number("votes", said["voting-percent"].rstrip("% "))
            except FactError:
                self.refuse(f"{said['voting-percent']!r} is no share in percent", cell)
            if percent > 100:
                self.refuse(f"{percent:g} is more than 100 percent", cell)
        person = said["us-person"]
        known_country = folded(said["country"]) not in NOT_KNOWN
        return Owner(
            name=BomText(self.short(said["name"], row["name"])),
            country=self._country(said["country"], row["country"]) if known_country else "",
            kind=kind,
            voting_percent_min=percent,
            voting_percent_max=percent,
            rights=tuple(filter(None, rights)),
            us_person=(
                self._yes_no(row["us-person"]) == "true"
                if person and folded(person) not in NOT_KNOWN
                else None
            ),
            as_of=as_of,
            place=row["name"].place,
        )

    def check_ownership(self, form: AnsweredForm, cells: Mapping[str, Cell]) -> None:
        """A complete table has owners and a day; a day to come counts for nothing."""
        said = {s.field: s for s in form.statements if s.subject == COMPANY and s.known}
        complete = said.get("ownership-complete")
        if complete is None or complete.value != "true":
            return
        cell = cells["ownership-complete"]
        if not form.owners:
            self.refuse("the table of owners is said to be complete, but it is empty", cell)
        day = said.get("ownership-day")
        if day is None:
            self.refuse(
                "the day of the table of owners is missing",
                cells.get("ownership-day") or cells["ownership-complete"],
            )
        if date.fromisoformat(day.value) > form.on:
            self.refuse(
                f"the table of owners is of {day.value}, after the answers of {form.on}",
                cells["ownership-day"],
            )

    def short(self, text: str, cell: Cell) -> str:
        """The text, which may not be longer than any honest answer."""
        if len(text) > _MOST_CHARACTERS:
            self.refuse(f"{len(text)} characters, at most {_MOST_CHARACTERS} are read", cell)
        return text

    def _not_allowed(self, field: Field, text: str, cell: Cell) -> NoReturn:
        self.refuse(f"{field.name}: {text[:80]!r} is not {field.allowed}, nor {UNKNOWN_WORD}", cell)

    def refuse(self, message: str, cell: Cell) -> NoReturn:
        """Raise what is wrong with a cell, at its place."""
        raise MalformedError(self.path, message, cell.place)
