"""One entry of a decisions file, and how the file is read (contract, section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from vcs_check.decisions.selector import GROUP_KEYS, Selector
from vcs_check.errors import MalformedError
from vcs_check.inventory.facts import (
    FACT_NAMES,
    NOTHING_DECLARED,
    DeclaredFacts,
    FactError,
    parse_facts,
)
from vcs_check.tomlfile import TomlTable, read_toml

_KEYS: Final = (
    "component", *GROUP_KEYS, "version", "bom", "sets", "authorization", "reason", "by", "on",
    "expires", "evidence",
)  # fmt: skip


class DecisionStatus(StrEnum):
    """What came of a decision."""

    APPLIED = "applied"
    EXPIRED = "expired"
    NOT_YET_IN_FORCE = "not yet in force"
    UNMATCHED = "unmatched"
    OVER_BROAD = "over-broad"
    CONFLICTING = "conflicting"
    OPEN = "not filled in"


class Decision(Struct, frozen=True, kw_only=True):
    """One entry of a decisions file."""

    selector: Selector
    facts: DeclaredFacts
    sets: tuple[tuple[str, str], ...] = ()
    """The facts as ``(name, value)``, as written."""
    fact_names: frozenset[str]
    shown: str
    """What it sets, in words."""
    authorization: str = ""
    reason: str
    by: str
    on: date
    expires: date | None = None
    evidence: tuple[str, ...] = ()
    hypothetical: bool = False
    """Whether it is an ``--assume``, not a decision."""
    is_open: bool = False
    """Whether it is an entry of a review that nobody has filled in yet."""

    def in_words(self) -> str:
        """What it sets, who decided it, when and why."""
        if self.hypothetical:
            return f"assumed (--assume): {self.shown}"
        return f"decided: {self.shown} (by {self.by} on {self.on}: {self.reason})"

    def timely(self, today: date) -> DecisionStatus | None:
        """Why it is not in force on a day; None where it is. The day it expires is too late."""
        if self.is_open:
            return DecisionStatus.OPEN
        if self.expires is not None and today >= self.expires:
            return DecisionStatus.EXPIRED
        return DecisionStatus.NOT_YET_IN_FORCE if self.on > today else None


def read_decisions(data: bytes, path: str) -> tuple[Decision, ...]:
    """Decisions from the bytes of their TOML file.

    Raises:
        MalformedError: a decision without reason, by and on, or anything unknown or wrong.
    """
    root = read_toml(data, path).root
    root.allow(("decision",))
    return tuple(_decision(table, path) for table in root.tables("decision"))


def _decision(table: TomlTable, path: str) -> Decision:
    table.allow(_KEYS)
    if _is_open(table):
        return Decision(
            selector=_selector(table), facts=NOTHING_DECLARED, fact_names=frozenset(), shown="",
            reason="", by="", on=date.min, is_open=True,
        )  # fmt: skip
    for key in ("reason", "by", "on"):
        if key not in table.values:
            raise table.fault(f"a decision needs {key!r}: who decided it, when and why")
    sets = table.table("sets")
    authorization = _authorization(table)
    if sets is None and not authorization:
        raise table.fault("a decision needs 'sets' or 'authorization'")
    pairs = _pairs(sets) if sets is not None else []
    selector = _selector(table)
    if authorization and selector.is_group:
        raise table.fault(
            "an authorization covers what it names: name the component, not a group",
            "authorization",
        )
    try:
        facts = parse_facts(pairs, prefix="")
    except FactError as error:
        place = table.place() if sets is None else sets.place(error.fact)
        raise MalformedError(path, str(error), place) from None
    shown = ", ".join(f"{name} = {value}" for name, value in pairs)
    return Decision(
        selector=selector,
        facts=facts,
        sets=tuple(pairs),
        fact_names=frozenset(name for name, _ in pairs),
        shown="; ".join(filter(None, (shown, authorization and f"authorization {authorization}"))),
        authorization=authorization,
        reason=table.need("reason", table.text("reason")),
        by=table.need("by", table.text("by")),
        on=table.need("on", table.date("on")),
        expires=table.date("expires"),
        evidence=tuple(table.texts("evidence")),
    )


def _is_open(table: TomlTable) -> bool:
    """Whether it is as ``inventory --review`` wrote it: nothing set, nobody answers for it."""
    values = table.values
    return (
        values.get("reason") == ""
        and values.get("by") == ""
        and values.keys().isdisjoint({"sets", "authorization", "on", "expires", "evidence"})
    )


def _selector(table: TomlTable) -> Selector:
    """Which components it is about.

    Raises:
        MalformedError: it names none, or a component and a group.
    """
    values = {key: text for key in Selector.__struct_fields__ if (text := table.text(key))}
    selector = Selector(**values)
    if selector.is_group and selector.component:
        raise table.fault("name a component, or a group; not both", "component")
    if not selector.is_group:
        table.need("component", table.text("component"))
    return selector


_GENERAL: Final = re.compile(r"ga\W*\d+", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"(?!GA)[A-Z][A-Z0-9]*(?:[-/.][A-Z0-9]+)*[-/.]\d+", re.IGNORECASE)
"""Letters, then parts joined by hyphens, the last a number: ``SA-2026-0113``."""


def _authorization(table: TomlTable) -> str:
    """A general authorization by its exact name, or the reference number of a specific one."""
    text = table.text("authorization") or ""
    if _GENERAL.fullmatch(text) and not re.fullmatch(r"GA\d+", text):
        raise table.fault(f"write {text!r} as GA and its number, such as GA1", "authorization")
    if text and not _GENERAL.fullmatch(text) and not _REFERENCE.fullmatch(text):
        raise table.fault(
            f"{text!r} is no reference number of a specific authorization, such as SA-2026-0113",
            "authorization",
        )
    return text


def _pairs(sets: TomlTable) -> list[tuple[str, str]]:
    sets.allow(sorted(FACT_NAMES))
    return [
        (name, text) for name, value in sets.values.items() for text in _texts(sets, name, value)
    ]


def _texts(sets: TomlTable, name: str, value: Any) -> Iterable[str]:
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, list):
        for item in value:
            yield from _texts(sets, name, item)
    elif isinstance(value, str | int | float | date):
        yield str(value)
    else:
        raise sets.fault(f"{name} is a table, which is not a value of that fact", name)


def assumed_fact(statement: str, component: str, fact: str, value: str) -> Decision:
    """An ``--assume "component:REF.fact=value"`` as a hypothetical decision.

    Raises:
        FactError: the fact is unknown, or the value does not belong there.
    """
    if fact not in FACT_NAMES:
        raise FactError(fact, value, f"a fact; known are {', '.join(sorted(FACT_NAMES))}")
    return Decision(
        selector=Selector(component=component),
        facts=parse_facts([(fact, value)], prefix=""),
        sets=((fact, value),),
        fact_names=frozenset({fact}),
        shown=f"{fact} = {value}",
        reason=statement,
        by="--assume",
        on=date.min,
        hypothetical=True,
    )
