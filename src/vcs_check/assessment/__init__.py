"""The result of an evaluation: pure data, rendered by ``reports`` and changed by nobody.

Every text that may come from a BOM is hostile until a report's escape function has seen it;
that is every ``str`` here except the ids, citations and questions.
"""

from __future__ import annotations

from msgspec import Struct

from vcs_check.asked import AnswersView, SupplierRequest
from vcs_check.assessment.component import (
    AssessedComponent,
    ExemptBefore,
    Missing,
    Outcome,
    PartyView,
    TraceLine,
)
from vcs_check.assessment.parties import Asking, Holding, SupplierView
from vcs_check.assessment.program import (
    Action,
    Assumption,
    BaselineView,
    Counts,
    DecisionView,
    DeclarationView,
    EditionView,
    Finding,
    InputView,
    KnowledgeView,
    OtherEdition,
    ProgramView,
    ScheduleRow,
)
from vcs_check.assessment.statement import Statement
from vcs_check.inventory.vocabulary import Evidence, OverallVerdict, SoftwareScope

__all__ = [
    "REPORT_SCHEMA",
    "Action",
    "Asking",
    "AssessedComponent",
    "Assessment",
    "Assumption",
    "BaselineView",
    "Counts",
    "DecisionView",
    "DeclarationView",
    "EditionView",
    "ExemptBefore",
    "Finding",
    "Holding",
    "InputView",
    "KnowledgeView",
    "Missing",
    "OtherEdition",
    "Outcome",
    "PartyView",
    "ProgramView",
    "ScheduleRow",
    "Statement",
    "SupplierView",
    "TraceLine",
]

REPORT_SCHEMA = "vcs-check/report/1"


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
    """What each of those to be asked is asked; empty where the request did not want it."""
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
    knowledge: tuple[KnowledgeView, ...] = ()
    """The user's own knowledge; the bundled one is part of the tool."""
