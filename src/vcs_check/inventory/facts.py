"""Facts that a BOM can declare about a component (contract section 5, prefix ``vcs:``).

The same words serve decisions (``sets = { … }``), where they stand without the prefix.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.inventory.vocabulary import ComponentClass, Exclusion, Processor, Radio, Role

PREFIX: Final = "vcs:"


class FactError(ValueError):
    """A declared value is not one of the words, numbers or dates that belong there."""

    def __init__(self, fact: str, value: str, expected: str) -> None:
        self.fact = fact
        super().__init__(f"{fact}: {value!r} is not {expected}")


class DeclaredFacts(Struct, frozen=True, kw_only=True):
    """What somebody declared about one component; None or empty where nothing was said."""

    component_class: ComponentClass | None = None
    exclusions: tuple[Exclusion, ...] = ()
    radios: tuple[Radio, ...] = ()
    frequency_mhz: float | None = None
    """Highest communication frequency, in MHz."""
    receive_only: bool | None = None
    programmable: bool | None = None
    directly_enables: bool | None = None
    automation_level: int | None = None
    """SAE J3016 level, 0 to 5."""
    processor: Processor | None = None
    firmware: bool | None = None
    modified: bool | None = None
    modifications_shared: bool | None = None
    foreign_interest: bool | None = None
    developed: date | None = None
    """Day on which development finished."""
    first_supplied: date | None = None
    last_altered: date | None = None
    """Day of the last change of any kind."""
    altered_by: tuple[str, ...] = ()
    roles: tuple[tuple[Role, str], ...] = ()
    """``(role, party name)`` for designer, developer, manufacturer, supplier, maintainer."""
    made_in: str = ""
    """ISO 3166-1 alpha-2 code of the place of manufacture; evidence only."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """``(scheme, value)`` of the manufacturer: lei, uscc, inn, ogrn, duns, cage; ``fcc``."""
    model_year: int | None = None
    no_model_year: bool = False
    """True where the unit is stated to have no model year."""
    part: str = ""
    """What the component is installed in."""
    fcc_id: str = ""

    def stated(self) -> dict[str, Any]:
        """The facts of which something was said, by field."""
        return {
            name: value
            for name, silence in _SILENCE.items()
            if (value := getattr(self, name)) != silence
        }

    def over(self, below: DeclaredFacts) -> DeclaredFacts:
        """These facts, completed by ``below`` where they are silent (metadata, or a BOM)."""
        if below == NOTHING_DECLARED:
            return self
        if self == NOTHING_DECLARED:
            return below
        merged = {
            name: mine if (mine := getattr(self, name)) != silence else getattr(below, name)
            for name, silence in _SILENCE.items()
        }
        if self.model_year is not None or self.no_model_year:
            merged["model_year"], merged["no_model_year"] = self.model_year, self.no_model_year
        spoken = {role for role, _ in self.roles}
        merged["roles"] = self.roles + tuple(r for r in below.roles if r[0] not in spoken)
        schemes = {scheme for scheme, _ in self.identifiers}
        merged["identifiers"] = self.identifiers + tuple(
            pair for pair in below.identifiers if pair[0] not in schemes
        )
        return DeclaredFacts(**merged)


NOTHING_DECLARED: Final = DeclaredFacts()
_SILENCE: Final = {
    name: getattr(NOTHING_DECLARED, name) for name in DeclaredFacts.__struct_fields__
}
MODEL_YEARS: Final = range(1980, 2100)
"""Model years that can be meant; anything else is a slip of the pen."""


def _word(enum: type[Any]) -> Callable[[str, str], Any]:
    def parse(fact: str, value: str) -> Any:
        try:
            return enum(value.strip())
        except ValueError:
            words = ", ".join(item.value for item in enum if item.value != "unknown")
            raise FactError(fact, value, f"one of {words}") from None

    return parse


def parse_class(fact: str, value: str) -> ComponentClass:
    """A class of contract section 6 that can be declared (``unknown`` cannot)."""
    word: ComponentClass = _word(ComponentClass)(fact, value)
    if word is ComponentClass.UNKNOWN:
        raise FactError(fact, value, "a class; leave the property out where it is not known")
    return word


def parse_bool(fact: str, value: str) -> bool:
    """``true`` or ``false``, nothing else."""
    match value.strip():
        case "true":
            return True
        case "false":
            return False
    raise FactError(fact, value, "true or false")


_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


def parse_number(fact: str, value: str) -> float:
    """A finite decimal number that is not negative."""
    text = value.strip()
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise FactError(fact, value, "a number such as 2400 or 433.92")
    return float(text)


def parse_level(fact: str, value: str) -> int:
    """An SAE J3016 level, 0 to 5."""
    if value.strip() not in {"0", "1", "2", "3", "4", "5"}:
        raise FactError(fact, value, "a level of SAE J3016: 0, 1, 2, 3, 4 or 5")
    return int(value)


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_date(fact: str, value: str) -> date:
    """An ISO 8601 calendar date, ``YYYY-MM-DD``."""
    text = value.strip()
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise FactError(fact, value, "a date in the form YYYY-MM-DD")


def parse_model_year(fact: str, value: str) -> int | None:
    """A model year, or None for the stated ``none``."""
    text = value.strip()
    if text == "none":
        return None
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or int(text) not in MODEL_YEARS:
        raise FactError(fact, value, "a model year such as 2027, or none")
    return int(text)


def _country(fact: str, value: str) -> str:
    text = value.strip()
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise FactError(fact, value, "an ISO 3166-1 alpha-2 country code such as US")
    return text


def _name(fact: str, value: str) -> str:
    if not value.strip():
        raise FactError(fact, value, "a name; leave the property out where it is not known")
    return value.strip()


def _radios(fact: str, value: str) -> tuple[Radio, ...]:
    words = [word.strip() for word in value.split(",")]
    parse = _word(Radio)
    return tuple(sorted({parse(fact, word) for word in words}))


_SINGLE: Final[dict[str, tuple[str, Callable[[str, str], Any]]]] = {
    "class": ("component_class", parse_class),
    "frequency-mhz": ("frequency_mhz", parse_number),
    "receive-only": ("receive_only", parse_bool),
    "programmable": ("programmable", parse_bool),
    "directly-enables": ("directly_enables", parse_bool),
    "automation-level": ("automation_level", parse_level),
    "processor": ("processor", _word(Processor)),
    "firmware": ("firmware", parse_bool),
    "modified": ("modified", parse_bool),
    "modifications-shared": ("modifications_shared", parse_bool),
    "foreign-interest": ("foreign_interest", parse_bool),
    "developed": ("developed", parse_date),
    "first-supplied": ("first_supplied", parse_date),
    "last-altered": ("last_altered", parse_date),
    "made-in": ("made_in", _country),
    "part": ("part", _name),
    "fcc-id": ("fcc_id", _name),
}
_ROLES: Final = ("designer", "developer", "manufacturer", "supplier", "maintainer")
_IDENTIFIERS: Final = ("lei", "uscc", "inn", "ogrn", "duns", "cage")
FACT_NAMES: Final = frozenset(
    {*_SINGLE, *_ROLES, *_IDENTIFIERS, "exclusion", "radio", "altered-by", "model-year"}
)
"""Every property of contract section 5, without its prefix."""


def parse_facts(pairs: Iterable[tuple[str, str]], prefix: str = PREFIX) -> DeclaredFacts:
    """Facts from ``(name without prefix, value)`` pairs.

    Names outside :data:`FACT_NAMES` must be sorted out (and reported) by the caller.

    Raises:
        FactError: a value is not one that belongs there, or one fact is declared twice with
            different values.
    """
    values: dict[str, Any] = {}
    exclusions: list[Exclusion] = []
    radios: set[Radio] = set()
    roles: dict[tuple[Role, str], None] = {}
    altered_by: dict[str, None] = {}
    identifiers: dict[str, str] = {}
    for name, value in pairs:
        fact = prefix + name
        if name in _ROLES:
            roles[Role(name), _name(fact, value)] = None
        elif name == "altered-by":
            altered_by[_name(fact, value)] = None
        elif name == "exclusion":
            word = _word(Exclusion)(fact, value)
            if word not in exclusions:
                exclusions.append(word)
        elif name == "radio":
            radios.update(_radios(fact, value))
        elif name == "model-year":
            year = parse_model_year(fact, value)
            _set_once(values, "model_year", year, fact, value)
            _set_once(values, "no_model_year", year is None, fact, value)
        elif name in _IDENTIFIERS:
            _set_once(identifiers, name, _name(fact, value), fact, value)
        else:
            field, parse = _SINGLE[name]
            _set_once(values, field, parse(fact, value), fact, value)
    return DeclaredFacts(
        **values,
        exclusions=tuple(sorted(exclusions)),
        radios=tuple(sorted(radios)),
        roles=tuple(roles),
        altered_by=tuple(altered_by),
        identifiers=tuple(sorted(identifiers.items())),
    )


def _set_once(values: dict[str, Any], key: str, new: object, fact: str, value: str) -> None:
    if key in values and values[key] != new:
        raise FactError(fact, value, f"what was declared before ({values[key]!s}); say it once")
    values[key] = new


def replace_facts(facts: DeclaredFacts, **changes: Any) -> DeclaredFacts:
    """A copy of ``facts`` with some of them changed."""
    return msgspec.structs.replace(facts, **changes)
