"""A comparison in the order in which people read it: what is newly bad, what else changed, why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from vcs_check.comparison.records import ComponentRecord, ReportRecord
from vcs_check.comparison.result import (
    Cause,
    Change,
    ChangeKind,
    Comparison,
    FieldChange,
    FindingChange,
    InputChange,
    PartyChange,
)
from vcs_check.inventory.vocabulary import OverallVerdict, Verdict
from vcs_check.reports._digest import plural

_RANKS: Final = {OverallVerdict.PASS: 0, OverallVerdict.INDETERMINATE: 1, OverallVerdict.FAIL: 2}
_TITLES: Final = {
    "prohibited": ("Newly prohibited", "prohibited now, and not so before"),
    "undecided": ("Newly undecided", "a fact is missing now that was not missing before"),
    ChangeKind.WORSE: ("Worse", "and neither prohibited nor undecided"),
    ChangeKind.BETTER: ("Better", "a milder verdict than before"),
    ChangeKind.APPEARED: ("Appeared", "and neither prohibited nor undecided"),
    ChangeKind.GONE: ("Gone", "no longer in any BOM"),
    ChangeKind.UNREAD: ("Not read", "one of the reports could not read the input: not gone"),
    ChangeKind.UNLISTED: (
        "Not listed in one report",
        "it counts components without listing them (--components relevant): not gone",
    ),
    ChangeKind.OTHER: ("Changed, verdict as before", "moved, renamed, of another version or maker"),
}


@dataclass(frozen=True)
class Group:
    """Changes of equal verdicts and causes."""

    verdicts: str
    """``exempt → prohibited``; one word where there is no other."""
    causes: tuple[Cause, ...]
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """One kind of change."""

    title: str
    lead: str
    verdict: Verdict | None
    """For its colour: prohibited or indeterminate where it is newly so."""
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many components it is about."""
        return sum(len(group.changes) for group in self.groups)


def got_worse(comparison: Comparison) -> OverallVerdict | None:
    """What is worse now: ``fail``, ``indeterminate``, or nothing.

    ``fail`` where something is newly prohibited or the verdict became one; ``indeterminate``
    where something is newly undecided or a pass became that.
    """
    old, new = comparison.old.verdict, comparison.new.verdict
    newly, worse = comparison.newly, _RANKS[new] > _RANKS[old]
    if newly[Verdict.PROHIBITED] or (worse and new is OverallVerdict.FAIL):
        return OverallVerdict.FAIL
    return OverallVerdict.INDETERMINATE if newly[Verdict.INDETERMINATE] or worse else None


def sections(comparison: Comparison) -> list[Section]:
    """All changes of components, each in one section, the worst first."""
    found: dict[str, dict[tuple[str, tuple[Cause, ...]], Group]] = {word: {} for word in _TITLES}
    for change in comparison.changes:
        groups = found[_section_of(change)]
        words = verdict_words(change)
        key = (words, change.causes)
        groups.setdefault(key, Group(words, change.causes)).changes.append(change)
    colors = {"prohibited": Verdict.PROHIBITED, "undecided": Verdict.INDETERMINATE}
    return [
        Section(
            *_TITLES[word],
            colors.get(word),
            sorted(groups.values(), key=lambda group: -len(group.changes)),
        )
        for word, groups in found.items()
        if groups
    ]


def _section_of(change: Change) -> str:
    if not change.is_new_finding:
        return change.kind
    prohibited = change.component.verdict is Verdict.PROHIBITED
    return "prohibited" if prohibited else "undecided"


def verdict_words(change: Change) -> str:
    """``exempt → prohibited``, ``prohibited``."""
    old, new = change.verdicts
    if old is not None and new is not None and old is not new:
        return f"{old.value} → {new.value}"
    return (new or old or change.component.verdict).value


def headline(comparison: Comparison) -> str:
    """What matters, in one sentence."""
    if comparison.is_empty:
        return "Nothing differs."
    newly = comparison.newly
    words = [
        f"{newly[verdict]:,} newly {word}"
        for verdict, word in (
            (Verdict.PROHIBITED, "prohibited"),
            (Verdict.INDETERMINATE, "undecided"),
        )
        if newly[verdict]
    ]
    if words:
        return f"{', '.join(words).capitalize()}."
    if got_worse(comparison) is not None:
        return "The verdict is worse, and no component is newly prohibited or undecided."
    return "Nothing is newly prohibited or undecided."


def counted(comparison: Comparison) -> str:
    """How many components changed in which way."""
    words = [f"{section.count:,} {section.title.lower()}" for section in sections(comparison)]
    total = plural(comparison.same, "component")
    return ", ".join([*words, f"{total} as before"])


def overall_words(comparison: Comparison) -> str:
    """``fail → pass``, or ``fail as before``."""
    old, new = comparison.old.verdict.value, comparison.new.verdict.value
    marks = [" (hypothetical)" if r.hypotheses else "" for r in (comparison.old, comparison.new)]
    if old == new and marks[0] == marks[1]:
        return f"{new}{marks[1]}, as before"
    return f"{old}{marks[0]} → {new}{marks[1]}"


def name_of(component: ComponentRecord) -> str:
    """Name and version."""
    return f"{component.name or component.id} {component.version}".strip()


def place_of(component: ComponentRecord) -> str:
    """Where it stands in the vehicle, without itself."""
    return " > ".join(component.path[:-1]) or "the program"


def facts_of(change: Change) -> list[FieldChange]:
    """The facts that changed beside the verdict, which is shown already."""
    return [item for item in change.fields if item.field != "verdict"]


def fact_words(fact: FieldChange) -> str:
    """``version: 1.2 → 1.3``."""
    return f"{fact.field}: {fact.old or 'none'} → {fact.new or 'none'}"


def cause_words(cause: Cause) -> str:
    """``register: Example Telematics: unknown → none``."""
    return f"{cause.kind.value}: {cause.text}"


def answers_of(change: Change) -> list[str]:
    """The questions that are answered otherwise now."""
    return [
        f"{item.question} {item.old.value if item.old else 'not asked'} → "
        f"{item.new.value if item.new else 'not asked'}: {item.because} ({item.citation})"
        for item in change.answers
    ]


def finding_words(change: FindingChange) -> str:
    """A verdict on the program itself, before and now."""
    old = change.old.verdict.value if change.old else "no finding"
    new = change.new.verdict.value if change.new else "no finding"
    either = change.new or change.old
    return f"the program itself: {old} → {new}: {either.reason if either else ''}"


def input_words(change: InputChange) -> str:
    """What became of a file."""
    name = f"{change.old_path} → {change.path}" if change.old_path else change.path
    digests = ""
    if change.old_sha256 and change.new_sha256 and change.old_sha256 != change.new_sha256:
        digests = f" (SHA-256 {change.old_sha256[:12]} → {change.new_sha256[:12]})"
    detail = f": {change.detail}" if change.detail else ""
    return f"{name}: {change.what}{digests}{detail}"


def party_words(change: PartyChange) -> str:
    """What else is known of a party."""
    old, new = change.old.value, change.new.value
    origin = new if old == new else f"{old} → {new}"
    return f"{change.name}: {origin}, {plural(change.components, 'component')}; {change.why}"


def report_words(report: ReportRecord) -> str:
    """A report in one line: the file, the program, the day."""
    name = report.program.name or "unnamed program"
    total = plural(len(report.components) + report.unlisted, "component")
    return f"{report.path}: {name}, {report.edition.id}, as of {report.today or '?'}, {total}"
