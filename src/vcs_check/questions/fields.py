"""What a supplier can be asked, in plain words, and which missing fact each answer may settle.

The questions are data (``fields.toml``): a new one is an entry there, and a fact that it sets in
:mod:`vcs_check.questions.claims`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.bundled import read_bundled


class Kind(StrEnum):
    """What may stand in the answer."""

    PARTY = "party"
    DAY = "day"
    YES_NO = "yes-no"
    WORD = "word"
    NUMBER = "number"
    COUNTRY = "country"
    TEXT = "text"


ALLOWED: Final = {
    Kind.PARTY: "a company's name, with its country in brackets, such as Example GmbH [DE]; or we",
    Kind.DAY: "a day such as 2026-03-31",
    Kind.YES_NO: "yes or no",
    Kind.WORD: "one of",
    Kind.NUMBER: "a number such as 2400",
    Kind.COUNTRY: "a country as two capital letters (ISO 3166-1), such as DE",
    Kind.TEXT: "a text",
}
"""What is allowed, for people; ``don't know`` always is."""
UNKNOWN_WORD: Final = "don't know"
"""An answer like any other: it is kept and shown, and settles nothing."""
NOBODY: Final = "nobody"


class Field(Struct, frozen=True, kw_only=True):
    """One question of a form."""

    name: str
    question: str
    kind: Kind
    settles: tuple[str, ...]
    """Missing facts that the answer may settle."""
    words: tuple[str, ...] = ()
    heading: str = ""
    """A few words for the head of a column."""

    @property
    def allowed(self) -> str:
        """What may be answered, for people."""
        if self.kind is Kind.WORD:
            return f"{ALLOWED[self.kind]} {', '.join(self.words)}"
        return ALLOWED[self.kind]


class _Fields(Struct, frozen=True, kw_only=True):
    item: tuple[Field, ...]
    company: tuple[Field, ...]


_ANYTHING_ELSE: Final = ("explanation",)


@cache
def _fields() -> _Fields:
    data = read_bundled("questions/fields.toml")
    return msgspec.convert(tomllib.loads(data.decode()), _Fields)


@cache
def _by_name() -> dict[str, Field]:
    return {field.name: field for field in (*_fields().item, *_fields().company)}


@cache
def _by_fact() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field in _by_name().values():
        for fact in field.settles:
            found[fact] = (*found.get(fact, ()), field.name)
    return found


@cache
def _company_facts() -> frozenset[str]:
    return frozenset(fact for field in _fields().company for fact in field.settles)


def field_named(name: str) -> Field:
    """The field of that name; KeyError where there is none."""
    return _by_name()[name]


def is_company_field(name: str) -> bool:
    """Whether a field is about the supplier itself."""
    return any(field.name == name for field in _fields().company)


def is_about_company(fact: str) -> bool:
    """Whether a missing fact is about the supplier itself and not about a thing it supplies."""
    return fact in _company_facts()


def fields_for(fact: str) -> tuple[str, ...]:
    """Names of the fields that may settle a missing fact; a free text where nothing fits."""
    return _by_fact().get(fact, _ANYTHING_ELSE)


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct field names in the order of the form."""
    wanted = set(names)
    return tuple(name for name in _by_name() if name in wanted)


def names_of_fields() -> tuple[str, ...]:
    """The names of all fields, in the order of the form."""
    return tuple(_by_name())
