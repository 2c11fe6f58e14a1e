"""What a comparison needs of a JSON report (contract section 7), as it reads it.

Fields that the contract does not have are optional, so that reports of older versions and of
other tools can be compared. Every text is hostile.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw, Struct

from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Evidence,
    Exclusion,
    Origin,
    OverallVerdict,
    Verdict,
)


class PartyRecord(Struct, frozen=True, kw_only=True):
    """A party of a component in one role."""

    role: str
    name: str
    origin: Origin
    country: str = ""
    why: str = ""


class MissingRecord(Struct, frozen=True, kw_only=True):
    """A fact that an undecided verdict lacks."""

    fact: str
    of: str
    ask: str


class TraceRecord(Struct, frozen=True, kw_only=True):
    """One question of the procedure and its answer."""

    question: str
    answer: Answer
    because: str
    citation: str


class ExemptRecord(Struct, frozen=True, kw_only=True):
    """Until when the component is exempt."""

    model_year: int | None = None
    date: str | None = None


class ComponentRecord(Struct, kw_only=True, weakref=False):
    """One component of a report."""

    id: str
    input: int
    path: tuple[str, ...]
    name: str
    version: str = ""
    purl: str = ""
    source: str = ""
    class_: ComponentClass = msgspec.field(name="class")
    exclusion: Exclusion | None = None
    origin: Origin = Origin.UNKNOWN
    parties: Raw = Raw(b"[]")
    verdict: Verdict
    citation: str = ""
    reason: str = ""
    exempt_before: ExemptRecord | None = None
    missing: Raw = Raw(b"[]")
    assumptions: tuple[str, ...] = ()
    trace: Raw = Raw(b"[]")
    key: str = ""
    paths: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    layer: str = ""
    entry: str = ""
    authorization: str = ""
    decisions: tuple[int, ...] = ()
    hypothetical: bool = False
    people: tuple[PartyRecord, ...] = msgspec.field(name="(people)", default=())
    """``parties``, decoded; components with the same ones share them."""
    questions: tuple[MissingRecord, ...] = msgspec.field(name="(questions)", default=())
    """``missing``, decoded."""


class InputRecord(Struct, frozen=True, kw_only=True):
    """One file that was given, read or not."""

    path: str
    sha256: str
    components: int = 0
    error: str | None = None
    incomplete: bool = False
    part: str = ""


class ProgramRecord(Struct, frozen=True, kw_only=True):
    """The vehicle program as it was evaluated."""

    name: str = ""
    manufacturer: str = ""
    model_year: int | None = None
    no_model_year: bool = False
    gvwr_lb: int | float | None = None
    gvwr_kg: int | float | None = None
    date: str | None = None
    transaction: str = ""
    vehicle_kind: str = ""
    service_model_year: int | None = None
    made_in: str = ""
    ads_service: bool = False
    authorizations: tuple[str, ...] = ()


class EditionRecord(Struct, frozen=True, kw_only=True):
    """The edition that was applied."""

    id: str
    citation: str = ""
    sha256: str = ""


class SupplierRecord(Struct, frozen=True, kw_only=True):
    """A party and what is known of it."""

    name: str
    origin: Origin
    components: int = 0
    country: str = ""
    why: str = ""


class DecisionRecord(Struct, frozen=True, kw_only=True):
    """A reviewed decision and what came of it."""

    component: str
    sets: str = ""
    by: str = ""
    on: str = ""
    status: str = ""


class AnswersRecord(Struct, frozen=True, kw_only=True):
    """A form that a supplier has filled in."""

    path: str
    sha256: str = ""
    supplier: str = ""


class FindingRecord(Struct, frozen=True, kw_only=True):
    """A verdict on the program itself."""

    verdict: Verdict
    citation: str = ""
    reason: str = ""


class GroupRecord(Struct, frozen=True, kw_only=True):
    """What is counted and not listed."""

    why: str
    components: int = 0


class ToolRecord(Struct, frozen=True, kw_only=True):
    """The tool that made the report."""

    name: str
    version: str


class ReportRecord(Struct, kw_only=True):
    """One report."""

    tool: ToolRecord
    verdict: OverallVerdict
    program: ProgramRecord
    edition: EditionRecord
    evidence: Evidence
    inputs: tuple[InputRecord, ...]
    components: list[ComponentRecord]
    suppliers: tuple[SupplierRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    notes: tuple[str, ...] = ()
    today: str = ""
    software_scope: str = ""
    policy: dict[str, str] = {}
    answers: tuple[AnswersRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    hypotheses: tuple[str, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    counts: dict[str, Any] = {}
    path: str = msgspec.field(name="(path)", default="")
    """The file's name, as given."""
    sha256: str = msgspec.field(name="(sha256)", default="")
    """SHA-256 of the report's bytes, lower-case hex."""

    @property
    def unlisted(self) -> int:
        """Components that are counted in groups and not listed."""
        return sum(group.components for group in self.groups)


def trace_of(component: ComponentRecord) -> tuple[TraceRecord, ...]:
    """The questions of a component; nothing where they are not as they should be."""
    try:
        return msgspec.json.decode(component.trace, type=tuple[TraceRecord, ...])
    except (msgspec.MsgspecError, RecursionError):
        return ()
