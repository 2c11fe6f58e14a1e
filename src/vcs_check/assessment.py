"""The result of an evaluation: pure data, rendered by ``reports`` and changed by nobody.

Every text that may come from a BOM is hostile until a report's escape function has seen it;
that is every ``str`` here except the ids, citations and questions.
"""

from __future__ import annotations

from msgspec import Struct

from vcs_check.asked import AnswersView, SupplierRequest
from vcs_check.inventory.component import Component
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Evidence,
    Exclusion,
    Mark,
    Origin,
    OverallVerdict,
    Role,
    SoftwareScope,
    Standing,
    Verdict,
)

REPORT_SCHEMA = "vcs-check/report/1"


class TraceLine(Struct, frozen=True, kw_only=True):
    """One question of the decision procedure (rule, section 4) and its answer."""

    question: str
    answer: Answer
    because: str
    citation: str
    mark: Mark


class Missing(Struct, frozen=True, kw_only=True):
    """A fact that an ``indeterminate`` lacks, and who could give it."""

    fact: str
    of: str
    """The party, component or program that the fact is about."""
    ask: str
    """The question to ask, in one sentence."""


class ExemptBefore(Struct, frozen=True, kw_only=True):
    """Until when 15 CFR 791.308 exempts: a model year, or a day of import."""

    model_year: int | None = None
    """First model year that is no longer exempt."""
    import_date: str = ""
    """First day of import (ISO date) that is no longer exempt."""


class PartyView(Struct, frozen=True, kw_only=True):
    """A party of one component in one role."""

    role: Role
    name: str
    origin: Origin
    country: str
    why: str
    path: tuple[str, ...] = ()


class Outcome(Struct, frozen=True, kw_only=True):
    """The verdict on a component. Components with the same facts share one object."""

    verdict: Verdict
    component_class: ComponentClass
    exclusion: Exclusion | None
    origin: Origin
    citation: str
    reason: str
    """One sentence."""
    exempt_before: ExemptBefore | None = None
    missing: tuple[Missing, ...] = ()
    ways_out: tuple[Missing, ...] = ()
    """What could still show that a prohibited component is none of the rule's, if it is so."""
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    trace: tuple[TraceLine, ...] = ()
    authorization: str = ""
    """Number of the specific, or name of the general, authorization that applies."""
    first_model_year_prohibited: int | None = None
    """First model year of the schedule in which the component would be prohibited."""


class AssessedComponent(Struct, kw_only=True, weakref=False):
    """One component with its verdict and its place in the vehicle."""

    component: Component
    key: str
    """``INPUT#ID``, unique in the report."""
    input: int
    """Position in :attr:`Assessment.inputs`."""
    outcome: Outcome
    parties: tuple[PartyView, ...]
    rolled_up: Verdict
    """The worst verdict of the component and its parts."""
    layer: str
    """The layer of classification that decided."""
    confidence: str
    entry: str
    """The knowledge entry that decided, if any."""
    path: tuple[str, ...] = ()
    """Names from the program down to the component; the first of ``paths``."""
    more_paths: tuple[tuple[str, ...], ...] = ()
    other_verdict: Verdict | None = None
    """The verdict under the other edition, where it differs."""
    decisions: tuple[int, ...] = ()
    """Positions in :attr:`Assessment.decisions` of those that apply."""
    hypothetical: bool = False
    """Whether the verdict rests on an ``--assume``."""
    standing: Standing | None = None
    """With a baseline: whether this finding is in it. None for what is no finding."""


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


class Holding(Struct, frozen=True, kw_only=True):
    """What one holder has in a party, on the way up from a party of the BOM to its owners."""

    owner: str
    owner_origin: Origin
    owner_country: str
    """ISO 3166-1 alpha-2 code; empty where unknown."""
    of: str
    """The party that is held: the party itself, or an owner named in another holding."""
    what: str
    """The holding in words: ``51 % of the votes``, ``acts for it``."""
    rights: tuple[str, ...] = ()
    voting_percent_min: float | None = None
    voting_percent_max: float | None = None
    as_of: str = ""
    """The day of the share (ISO date), where one is stated."""
    source: str = ""
    """Where the holding is stated: file and place."""
    decides: bool = False
    """Whether it lies on the path that decided the origin of the party."""


class SupplierView(Struct, frozen=True, kw_only=True):
    """A party, what depends on it, and what is missing about it."""

    name: str
    origin: Origin
    country: str
    why: str
    components: int
    """Components that name the party in any role."""
    decides: int
    """Undecided components that a word on this party would bring closer to a verdict."""
    roles: tuple[Role, ...]
    prong: str = ""
    """``1`` to ``4`` of the definition (15 CFR 791.301) where the origin is nexus."""
    path: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    """Who holds the party and its holders, nearest first; at most as many as are worth drawing."""
    missing: tuple[Missing, ...] = ()
    candidates: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    from_reference: bool = False


class Asking(Struct, frozen=True, kw_only=True):
    """One step of asking the suppliers: whom, and what is settled once they have answered."""

    who: str
    """A party, or a supplier that nobody names: ``the supplier of tcu.cdx.json``."""
    asked_about: int
    """Undecided components that a question to them concerns."""
    settles: int
    """Components that this step settles, those before it taken as answered."""
    so_far: int
    """Components settled by this step and all before it."""


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


class DeclarationView(Struct, frozen=True, kw_only=True):
    """When a Declaration of Conformity (15 CFR 791.305) is due."""

    due: str | None
    status: str
    citation: str = ""


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


class Assessment(Struct, kw_only=True):
    """Everything that a report can say."""

    tool_version: str
    today: str
    verdict: OverallVerdict
    program: ProgramView
    edition: EditionView
    evidence: Evidence
    software_scope: SoftwareScope
    schedule: tuple[ScheduleRow, ...]
    counts: Counts
    inputs: tuple[InputView, ...]
    components: list[AssessedComponent]
    findings: tuple[Finding, ...]
    suppliers: tuple[SupplierView, ...]
    answers: tuple[AnswersView, ...]
    """Forms that suppliers have filled in."""
    requests: tuple[SupplierRequest, ...]
    """What each of those to be asked is asked."""
    asking: tuple[Asking, ...]
    """Whom to ask, in the order that settles the most components with the fewest answers."""
    other_edition: OtherEdition | None
    decisions: tuple[DecisionView, ...]
    declaration: DeclarationView
    actions: tuple[Action, ...]
    assumptions: tuple[Assumption, ...]
    hypotheses: tuple[str, ...]
    """``--assume`` statements in force; never empty in silence."""
    notes: tuple[str, ...]
    policy: dict[str, str]
    """Settings of this project, not of the law, that the verdict rests on."""
    baseline: BaselineView | None = None
