"""The program, what it was judged by, and what was found beside its components."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.assessment.component import Missing
from vcs_check.inventory.vocabulary import Answer, DueState, OverallVerdict, Standing, Verdict


class InputView(Struct, frozen=True, kw_only=True):
    """One file that was given, read or not."""

    path: str
    sha256: str
    format: str
    version: str
    components: int
    files: int = 0
    part: str = ""
    """What the program file or ``--part`` says that the BOM is installed in."""
    quantity: int = 1
    container_sha256: str = ""
    """Of the archive that it is a member of; empty where it is none."""
    error: str | None = None
    incomplete: bool = False
    """Whether the BOM says of itself that components are missing from it."""
    standing: Standing | None = None
    """With a baseline: whether it was unreadable, empty or incomplete then too."""


class ProgramView(Struct, frozen=True, kw_only=True):
    """The vehicle program as it was evaluated."""

    name: str
    manufacturer: str
    model_year: int | None
    no_model_year: bool
    gvwr_lb: float | None
    gvwr_kg: float | None
    date: str
    transaction: str
    vehicle_kind: str
    service_model_year: int | None
    made_in: str
    ads_service: bool
    authorizations: tuple[str, ...] = ()


class EditionView(Struct, frozen=True, kw_only=True):
    """The edition of the rule that was applied."""

    id: str
    title: str
    citation: str
    digest: str
    """SHA-256 of the edition's file."""


class ScheduleRow(Struct, frozen=True, kw_only=True):
    """The verdict on the program if it were of this model year."""

    model_year: int
    verdict: OverallVerdict
    prohibited: int
    indeterminate: int


class OtherEdition(Struct, frozen=True, kw_only=True):
    """The same program under another edition."""

    id: str
    citation: str
    verdict: OverallVerdict
    differs: tuple[str, ...]
    """Keys of the components whose verdict differs."""


class DecisionView(Struct, frozen=True, kw_only=True):
    """A reviewed human decision and what came of it."""

    component: str
    sets: str
    reason: str
    by: str
    on: str
    expires: str
    status: str
    """``applied``, ``expired``, ``not yet in force``, ``unmatched``, ``over-broad`` …"""
    matched: int
    changed: tuple[str, ...] = ()
    """Keys of the components whose verdict it changed, with both verdicts."""
    evidence: tuple[str, ...] = ()


class KnowledgeView(Struct, frozen=True, kw_only=True):
    """A file of the user's own knowledge, and what it decided."""

    path: str
    sha256: str
    """Of its bytes, lower-case hex."""
    entries: int
    components: int
    """Components that one of its entries says what they are."""
    not_followed: int
    """Components on which it would have cleared what the bundled knowledge recognises."""


class DeclarationView(Struct, frozen=True, kw_only=True):
    """When a Declaration of Conformity (15 CFR 791.305) is due."""

    due: str | None
    status: str
    citation: str = ""
    needed: Answer = Answer.UNKNOWN
    because: str = ""
    """Why one is needed, is not, or cannot be said not to be."""
    state: DueState = DueState.UNKNOWN
    filed: str = ""
    """The day (ISO date) on which it was filed; empty where it is not."""


class Finding(Struct, frozen=True, kw_only=True):
    """A verdict on the program itself, beside those on its components."""

    verdict: Verdict
    citation: str
    reason: str
    missing: tuple[Missing, ...] = ()
    standing: Standing | None = None
    """With a baseline: whether this finding is in it."""


class Action(Struct, frozen=True, kw_only=True):
    """Something to do next, most effective first."""

    what: str
    who: str
    """Who can do it: a party's name, or ``you``."""
    effect: int
    """How many components it concerns."""


class Assumption(Struct, frozen=True, kw_only=True):
    """An assumption of ``standard`` evidence and how many components rest on it."""

    text: str
    components: int


class Counts(Struct, frozen=True, kw_only=True):
    """Counts in equal counts out."""

    components: int
    verdicts: dict[str, int]
    classes: dict[str, int]
    assumptions: int
    """Components whose verdict rests on at least one assumption."""
    files: int = 0


class BaselineView(Struct, frozen=True, kw_only=True):
    """An earlier report that this one is measured against; it changes no verdict."""

    path: str
    sha256: str
    """Of the earlier report, lower-case hex."""
    today: str
    """The day that it was made for."""
    new_prohibited: int
    new_indeterminate: int
    """Components, verdicts on the program, and inputs that leave it open."""
    known: int
    """Findings that the baseline has as well."""
    gone: int
    """Findings of the baseline that are none any more."""
    notes: tuple[str, ...] = ()
    """In what the two evaluations differ."""
