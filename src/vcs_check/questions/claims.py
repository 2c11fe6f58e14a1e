"""The one place where what a supplier says becomes claims.

A statement about a thing has the weight of a fact that a BOM declares (contract, section 5): it
beats what is inferred and clears nothing that a known part family, package or FCC ID contradicts.
A statement about the company is an entry of a register for that company alone. Its own word on its
owners stands for a review in ``standard`` evidence, as an assumption that is written down; in
``strict`` somebody has to review it. Identifiers are not taken from an answer: whoever names
another company's would be taken for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from vcs_check.classification.licences import licence_is_open
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.facts import DeclaredFacts, parse_facts, replace_facts
from vcs_check.inventory.vocabulary import Answer, Evidence, Exclusion, Role
from vcs_check.origin.party import Party, Register
from vcs_check.questions.answers import COMPANY, AnsweredForm, Statement
from vcs_check.questions.fields import NOBODY
from vcs_check.text import BomText

_ROLES: Final = ("designer", "developer", "manufacturer", "supplier")
_FACTS: Final = frozenset(
    {
        "developed", "first-supplied", "last-altered", "processor", "firmware", "modified",
        "modifications-shared", "directly-enables", "programmable", "frequency-mhz",
        "automation-level", "made-in", "foreign-interest",
    }
)  # fmt: skip


class ItemClaims(Struct, frozen=True, kw_only=True):
    """What one form says of one thing."""

    form: AnsweredForm
    declared: DeclaredFacts
    parties: tuple[PartyClaim, ...]
    not_open_source: str
    """Why it is no open source by its supplier's own word; empty where it does not say so."""
    fields: frozenset[str]
    """The questions that were answered, ``don't know`` included."""
    shown: tuple[str, ...]
    """The answers in words, with their places."""


def item_claims(form: AnsweredForm, item: str) -> ItemClaims:
    """The claims of a form about one thing."""
    statements = [statement for statement in form.statements if statement.subject == item]
    known = {statement.field: statement for statement in statements if statement.known}
    facts = [(field, said.value) for field, said in known.items() if field in _FACTS]
    declared = parse_facts(facts, prefix="")
    not_open, is_open = _open_source(known)
    if is_open:
        declared = replace_facts(declared, exclusions=(Exclusion.OPEN_SOURCE,))
    altered_by = known.get("altered-by")
    if altered_by is not None and altered_by.value != NOBODY:
        declared = replace_facts(declared, altered_by=(altered_by.value,))
    return ItemClaims(
        form=form,
        declared=declared,
        parties=tuple(
            PartyClaim(
                role=Role(role),
                name=BomText(known[role].value),
                country=BomText(known[role].country),
                field=form.source(known[role].place),
                stated_on=form.on,
            )
            for role in _ROLES
            if role in known
        ),
        not_open_source=not_open,
        fields=frozenset(statement.field for statement in statements),
        shown=tuple(map(_in_words, statements)),
    )


def _in_words(statement: Statement) -> str:
    value = statement.value if statement.known else "not known"
    return f"{statement.field} = {value} ({statement.place})"


def _open_source(known: dict[str, Statement]) -> tuple[str, bool]:
    """Why it is no open source, and whether it is said to be, under a licence that is open."""
    said = known.get("open-source")
    if said is None:
        return "", False
    if said.value != "true":
        return "its supplier answered that it is not open source", False
    licence = known["licence"].value if "licence" in known else ""
    if licence_is_open(licence) is not Answer.YES:
        return "", False
    return "", True


def parties_named(form: AnsweredForm) -> Iterator[str]:
    """Everybody whom a form names as maker, supplier or whoever altered something."""
    for statement in form.statements:
        if statement.known and statement.field in (*_ROLES, "altered-by"):
            yield statement.value


def company_register(forms: Sequence[AnsweredForm], evidence: Evidence) -> Register:
    """What suppliers say of themselves, as a register."""
    found = [party for form in forms if (party := _company(form, evidence)) is not None]
    return Register(path="answers", parties=tuple(found))


def self_reviewed(forms: Iterable[AnsweredForm]) -> dict[str, str]:
    """The assumption that rests on each supplier's own word on its owners, by its name."""
    return {
        form.supplier: (
            f"ownership of {form.supplier} as it stated itself on {day} ({form.source()})"
        )
        for form in forms
        if (day := _stated_ownership(form)) is not None
    }


def _stated_ownership(form: AnsweredForm) -> date | None:
    """The day of a complete statement on owners; None where there is none."""
    said = {s.field: s.value for s in form.statements if s.subject == COMPANY and s.known}
    if said.get("ownership-complete") != "true":
        return None
    day = said.get("ownership-day")
    return min(date.fromisoformat(day), form.on) if day else None


def _company(form: AnsweredForm, evidence: Evidence) -> Party | None:
    said = {s.field: s for s in form.statements if s.subject == COMPANY and s.known}
    values = {field: statement.value for field, statement in said.items()}
    acts_for = values.get("acts-for", NOBODY)
    party = Party(
        name=BomText(form.supplier),
        file=form.file,
        place=f"answered by {form.by} on {form.on}",
        incorporated_in=values.get("incorporated-in", ""),
        headquarters=values.get("headquarters", ""),
        principal_place_of_business=values.get("principal-place-of-business", ""),
        creates_what_it_supplies={"true": True, "false": False}.get(
            values.get("creates-what-it-supplies", "")
        ),
        ownership_reviewed=_stated_ownership(form) if evidence is Evidence.STANDARD else None,
        acts_for=() if acts_for == NOBODY else (BomText(acts_for),),
        owners=form.owners,
        stated_on=form.on,
    )
    return party if values or form.owners else None
