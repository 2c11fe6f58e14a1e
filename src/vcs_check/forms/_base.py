"""What a form is, whatever its format: words that all formats share, and what is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vcs_check.asked import SupplierRequest

TITLE: Final = "Questions about what you supply"
INSTRUCTIONS: Final = (
    "US law (15 CFR Part 791 Subpart D) asks vehicle makers who stands behind the communication "
    "and automated-driving parts of a vehicle. Please answer what is asked here about your company "
    "and your own products, nothing else.",
    "Fill in the cells that are not grey. Leave nothing that you know empty; write don't know "
    "where you do not know. That is an answer too, and better than a guess.",
    "A company is written with its country: Example GmbH [DE]. Write we for your own company. "
    "A day is written 2026-03-31, a country as two letters (CN, HK, MO, TW, DE, US ...).",
    "An answer in the row ALL holds for every product below that has none of its own.",
    "Sign with your name, position and the day, and confirm with yes. A form without them is not "
    "accepted. Do not change ids, questions or the request number.",
)
ALL: Final = "ALL"
"""Instead of an item's id: the answer for all items that have none of their own."""
WAY_OUT: Final = (
    "From what is known, US law does not let this product in. Answer only if you can show that it "
    "falls under an exception: supplied before the day that the law names and unaltered since, or "
    "firmware."
)
"""Said beside a product that is prohibited as far as is known; nothing is settled by asking."""
NOT_ASKED: Final = "not asked"
SIGNATURE: Final = {
    "company": "Your company",
    "name": "Your name",
    "position": "Your position",
    "day": "Day of your answers",
    "confirm": "I have the right to answer for the company, and the answers are complete and true "
    "to the best of my knowledge (yes)",
}
"""What makes a form answerable, and how it is asked for."""
OWNER_FIELDS: Final = {
    "name": "Owner",
    "kind": "company, person or state",
    "country": "Country (two letters)",
    "voting-percent": "Votes in percent",
    "rights": "Rights: board, proxy, special-share, contract",
    "us-person": "For a person: US citizen or permanent resident?",
}
OWNER_ROWS: Final = 40


@dataclass(frozen=True)
class Cell:
    """Something that stands in a form: a text, number, day or truth value, and where."""

    value: object
    place: str


@dataclass
class RawForm:
    """A form as it was read: cells by what they answer, nothing checked yet."""

    head: dict[str, Cell] = field(default_factory=dict)
    """``form``, ``program``, ``supplier``, ``request``."""
    signature: dict[str, Cell] = field(default_factory=dict)
    company: dict[str, Cell] = field(default_factory=dict)
    """Answers by field; a field that was asked and left empty has an empty text."""
    owners: list[dict[str, Cell]] = field(default_factory=list)
    items: dict[str, dict[str, Cell]] = field(default_factory=dict)
    """Answers by item id and field, those asked only."""
    for_all: dict[str, Cell] = field(default_factory=dict)
    repeated: list[Cell] = field(default_factory=list)
    """Item ids that stand in the form more than once."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One format of the form. A module ``form_*.py`` in this folder offers one as ``FORMAT``."""

    ending: str
    """Of the file's name, with its dot."""
    write: Callable[[SupplierRequest, str, str], bytes]
    """Bytes from request, day (ISO date) and version of the tool; the same for the same."""
    read: Callable[[bytes, str], RawForm]
    """What stands in a filled form; MalformedError where it is none."""


def text_of(value: object) -> str:
    """A cell as text: days in ISO form, whole numbers without a point, truth values as words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
