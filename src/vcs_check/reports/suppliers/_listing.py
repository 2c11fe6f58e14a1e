"""The rows that all formats of the list share: a party or an unnamed supplier, and its step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vcs_check.assessment import Asking, Assessment, SupplierView
from vcs_check.inventory.vocabulary import Verdict

FIRST: Final = 10


@dataclass(frozen=True, kw_only=True)
class Row:
    """A party of the program, or somebody unnamed who has to be asked."""

    name: str
    view: SupplierView | None
    """None for the supplier of a unit that nobody names."""
    step: Asking | None
    rank: int
    """From 1 in the order of asking; 0 where there is nothing to ask."""

    @property
    def origin(self) -> str:
        """Origin with the prong that decides: ``nexus 3``."""
        if self.view is None:
            return "unnamed"
        return f"{self.view.origin.value} {self.view.prong}".rstrip()

    @property
    def missing(self) -> str:
        """The facts that are missing, as words."""
        if self.view is None:
            return "who it is"
        return ", ".join(dict.fromkeys(item.fact for item in self.view.missing))

    @property
    def evidence(self) -> str:
        """The decisive fact and where it comes from."""
        return self.view.why if self.view is not None else "no BOM names whoever supplies the unit"

    @property
    def short_evidence(self) -> str:
        """The evidence without the name that it begins with, for a table that has the name."""
        text = self.evidence.removeprefix(self.name).lstrip(": ")
        return text.removeprefix("is ")

    @property
    def components(self) -> int:
        """Components that depend on it."""
        if self.view is not None:
            return self.view.components
        return self.step.asked_about if self.step is not None else 0


def rows(assessment: Assessment) -> list[Row]:
    """Whom to ask in order, then all other parties."""
    views = {view.name: view for view in assessment.suppliers}
    asked = [
        Row(name=step.who, view=views.pop(step.who, None), step=step, rank=number)
        for number, step in enumerate(assessment.asking, 1)
    ]
    return [*asked, *(Row(name=v.name, view=v, step=None, rank=0) for v in views.values())]


def undecided(assessment: Assessment) -> int:
    """Components without a verdict yet."""
    return assessment.counts.verdicts.get(Verdict.INDETERMINATE.value, 0)


def promises(assessment: Assessment) -> list[str]:
    """What asking settles, in sentences: the first ten, and all."""
    total, steps = undecided(assessment), assessment.asking
    if not total:
        return ["Nothing is undecided, so nobody has to be asked."]
    if not steps:
        return [f"{_counted(total)}, and no supplier can settle any of them."]
    sentences = []
    first = steps[:FIRST]
    whom = "this one" if len(first) == 1 else f"these {len(first)}"
    sentences.append(f"Asking {whom} settles {first[-1].so_far:,} of {_counted(total)}.")
    if len(steps) > FIRST:
        sentences.append(f"Asking all {len(steps):,} settles {steps[-1].so_far:,}.")
    left = total - steps[-1].so_far
    if left:
        sentences.append(
            f"{left:,} of them also {_need(left)} a fact of the program or a decision of yours."
        )
    return sentences


def _counted(count: int) -> str:
    return f"{count:,} undecided component{'' if count == 1 else 's'}"


def _need(count: int) -> str:
    return "needs" if count == 1 else "need"
