"""Reviewed human decisions: answerable, dated, expiring (contract, section 4).

A decision states facts about one component, or claims an authorization for it. It never
works in silence: whether it applied, what it changed and why it did not is all reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.facts import (
    FACT_NAMES,
    DeclaredFacts,
    FactError,
    parse_facts,
)
from vcs_check.tomlfile import TomlTable, read_toml

_KEYS: Final = (
    "component", "version", "bom", "sets", "authorization", "reason", "by", "on", "expires",
    "evidence",
)  # fmt: skip


class DecisionStatus(StrEnum):
    """What came of a decision."""

    APPLIED = "applied"
    EXPIRED = "expired"
    NOT_YET_IN_FORCE = "not yet in force"
    UNMATCHED = "unmatched"
    OVER_BROAD = "over-broad"
    CONFLICTING = "conflicting"


class Decision(Struct, frozen=True, kw_only=True):
    """One entry of a decisions file."""

    component: str
    """A purl, ``bom-ref``, SPDX id or name."""
    version: str = ""
    bom: str = ""
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

    def in_words(self) -> str:
        """What it sets, who decided it, when and why."""
        if self.hypothetical:
            return f"assumed (--assume): {self.shown}"
        return f"decided: {self.shown} (by {self.by} on {self.on}: {self.reason})"

    def timely(self, today: date) -> DecisionStatus | None:
        """Why it is not in force on a day; None where it is. The day it expires is too late."""
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
    for key in ("reason", "by", "on"):
        if key not in table.values:
            raise table.fault(f"a decision needs {key!r}: who decided it, when and why")
    sets = table.table("sets")
    authorization = _authorization(table)
    if sets is None and not authorization:
        raise table.fault("a decision needs 'sets' or 'authorization'")
    pairs = _pairs(sets) if sets is not None else []
    try:
        facts = parse_facts(pairs, prefix="")
    except FactError as error:
        place = table.place() if sets is None else sets.place(error.fact)
        raise MalformedError(path, str(error), place) from None
    shown = ", ".join(f"{name} = {value}" for name, value in pairs)
    return Decision(
        component=table.need("component", table.text("component")),
        version=table.text("version") or "",
        bom=table.text("bom") or "",
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
        component=component,
        facts=parse_facts([(fact, value)], prefix=""),
        sets=((fact, value),),
        fact_names=frozenset({fact}),
        shown=f"{fact} = {value}",
        reason=statement,
        by="--assume",
        on=date.min,
        hypothetical=True,
    )


class DecisionBook:
    """Which decisions apply to which components of the files given."""

    def __init__(self, decisions: Sequence[Decision], today: date) -> None:
        self.decisions = tuple(decisions)
        self.status: list[DecisionStatus] = [
            decision.timely(today) or DecisionStatus.UNMATCHED for decision in self.decisions
        ]
        self._by_word: dict[str, list[int]] = {}
        for position, decision in enumerate(self.decisions):
            if decision.timely(today) is None:
                self._by_word.setdefault(_base(decision.component), []).append(position)
        self.matches: list[list[tuple[int, int]]] = [[] for _ in self.decisions]
        """For each decision the ``(input, position)`` of the components it names."""

    def collect(self, bom: int, path: str, components: Sequence[Component]) -> None:
        """Note which components of one file the decisions name."""
        if not self._by_word:
            return
        for position, component in enumerate(components):
            words = {component.id, component.name, _base(component.id), _base(component.purl)}
            for word in words:
                for index in self._by_word.get(word, ()):
                    if _fits(self.decisions[index], component, path):
                        self.matches[index].append((bom, position))

    def settle(
        self, component_at: dict[int, Sequence[Component]]
    ) -> dict[tuple[int, int], tuple[int, ...]]:
        """The decisions that apply to each component, by ``(input, position)``.

        A decision whose word means different things is over-broad, two decisions that set one
        fact of one component differently are conflicting; neither is applied.
        """
        applying: dict[tuple[int, int], list[int]] = {}
        for index, found in enumerate(self.matches):
            if not found:
                continue
            things = {_identity(component_at[bom][position]) for bom, position in found}
            exact = _base(self.decisions[index].component).startswith("pkg:")
            if len(things) > 1 and not exact and not self.decisions[index].hypothetical:
                self.status[index] = DecisionStatus.OVER_BROAD
                continue
            self.status[index] = DecisionStatus.APPLIED
            for place in dict.fromkeys(found):
                applying.setdefault(place, []).append(index)
        for indices in applying.values():
            self._conflicts(indices)
        return {
            place: kept
            for place, indices in applying.items()
            if (kept := tuple(i for i in indices if self.status[i] is DecisionStatus.APPLIED))
        }

    def _conflicts(self, indices: list[int]) -> None:
        real = [i for i in indices if not self.decisions[i].hypothetical]
        for left in real:
            for right in real:
                if left < right and _conflict(self.decisions[left], self.decisions[right]):
                    self.status[left] = self.status[right] = DecisionStatus.CONFLICTING


def _base(word: str) -> str:
    """A purl without version, qualifiers and subpath; any other word as it is."""
    if not word.startswith("pkg:"):
        return word
    head, slash, last = _without_qualifiers(word).rpartition("/")
    return f"{head}{slash}{last.partition('@')[0]}"


def _without_qualifiers(word: str) -> str:
    """A purl without qualifiers and subpath; any other word as it is."""
    return word.partition("#")[0].partition("?")[0] if word.startswith("pkg:") else word


def _fits(decision: Decision, component: Component, path: str) -> bool:
    if decision.version and decision.version != component.version:
        return False
    word = decision.component
    if word != _base(word):  # a purl that says more than which package: a version, qualifiers
        whole = {component.purl, component.id}
        if word not in whole | {_without_qualifiers(purl) for purl in whole}:
            return False
    if not decision.bom:
        return True
    wanted = decision.bom.replace("\\", "/")
    given = path.replace("\\", "/")
    return given == wanted or given.endswith(f"/{wanted}")


def _identity(component: Component) -> tuple[object, ...]:
    return (
        component.kind,
        component.name,
        component.version,
        component.purl,
        component.part_number,
        component.group,
        component.description,
        component.cpe,
        component.licences,
        component.parties,
        component.declared,
    )


def _conflict(left: Decision, right: Decision) -> bool:
    if left.authorization and right.authorization:
        return left.authorization != right.authorization
    shared = left.fact_names & right.fact_names
    return any(_said(left, fact) != _said(right, fact) for fact in shared)


def _said(decision: Decision, fact: str) -> DeclaredFacts:
    """What a decision says of one fact alone; the same facts in other spelling are equal."""
    return parse_facts(((name, value) for name, value in decision.sets if name == fact), prefix="")
