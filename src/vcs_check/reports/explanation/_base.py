"""What there is to explain, and what a format of it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcs_check.assessment import AssessedComponent, Assessment, SupplierView, TraceLine
from vcs_check.inventory.vocabulary import Answer, Verdict
from vcs_check.reports._base import Place, ReportOf


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One component of an assessment, with what its proof refers to."""

    assessment: Assessment
    item: AssessedComponent
    place: Place | None = None
    """Where it stands on disk; None where that cannot be found."""
    other: tuple[Assessment, AssessedComponent] | None = None
    """The same component under the other edition, if one is compared."""

    def known(self) -> list[SupplierView]:
        """What is known of the parties of the component, in their order."""
        known = {view.name: view for view in self.assessment.suppliers}
        names = dict.fromkeys(party.name for party in self.item.parties)
        return [known[name] for name in names if name in known]

    def answered(self, answer: Answer) -> list[TraceLine]:
        """The questions with this answer, in their order."""
        return [line for line in self.item.outcome.trace if line.answer is answer]

    def otherwise(self) -> list[tuple[TraceLine | None, TraceLine]]:
        """The questions that the other edition answers otherwise, or asks alone."""
        if self.other is None:
            return []
        here = {line.question: line for line in self.item.outcome.trace}
        lines = ((here.get(line.question), line) for line in self.other[1].outcome.trace)
        return [
            (ours, theirs) for ours, theirs in lines if not ours or ours.answer != theirs.answer
        ]

    def changes(self) -> Iterator[str]:
        """What would lead to another verdict, as far as the assessment knows."""
        outcome = self.item.outcome
        for fact in outcome.missing:
            yield f"{fact.fact} of {fact.of}: {fact.ask}"
        until = outcome.exempt_before if outcome.verdict is not Verdict.EXEMPT else None
        if until is not None and until.model_year is not None:
            yield f"a vehicle of a model year before {until.model_year}: exempt"
        if until is not None and until.import_date:
            yield f"without a model year, an import before {until.import_date}: exempt"
        first = outcome.first_model_year_prohibited
        if first is not None and outcome.verdict is not Verdict.PROHIBITED:
            yield f"a vehicle of model year {first} or later: prohibited"
        if outcome.assumptions:
            yield "--evidence strict, which makes none of the assumptions below"


class ExplanationReport(ReportOf[Explained]):
    """One format. A module ``to_*.py`` in this folder offers one as ``REPORT``."""
