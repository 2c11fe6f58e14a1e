"""The sentences that the text and the page of a draft share."""

from __future__ import annotations

from typing import Final

from vcs_check.declaration.draft import (
    AuthorizationLine,
    Certification,
    Declaration,
    Draft,
    ItemLine,
    PartyLine,
    UnitLine,
)
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    DueState,
    OverallVerdict,
    Verdict,
)
from vcs_check.reports._digest import plural

UNOFFICIAL: Final = (
    "A draft to be checked and signed by the declarant. Its wording is that of vcs-check, not of "
    "the official form. No legal advice."
)
TITLES: Final = {
    "no-knowing-prohibited-transaction": "No knowing prohibited transaction",
    "due-diligence": "Due diligence",
    "documentation": "Documentation kept",
}
ROLES: Final = {
    "manufacturer": "connected vehicle manufacturer (15 CFR 791.303)",
    "importer": "VCS hardware importer (15 CFR 791.302)",
}
_STATE_WORDS: Final = {
    DueState.NOT_NEEDED: "not needed", DueState.UNKNOWN: "unknown", DueState.DUE: "due",
    DueState.OVERDUE: "overdue", DueState.FILED_IN_TIME: "filed in time",
    DueState.FILED_LATE: "filed late",
}  # fmt: skip


def tone(draft: Draft) -> OverallVerdict:
    """How the draft stands, as a verdict: fail, pass, or something is left to do."""
    if draft.verdict is OverallVerdict.FAIL:
        return OverallVerdict.FAIL
    late = {DueState.OVERDUE, DueState.FILED_LATE, DueState.UNKNOWN}
    states = {draft.deadline.state, *(update.deadline.state for update in draft.updates)}
    if draft.complete and draft.verdict is OverallVerdict.PASS and not states & late:
        return OverallVerdict.PASS
    return OverallVerdict.INDETERMINATE


def headline(draft: Draft) -> str:
    """The draft in a word or three."""
    if draft.verdict is OverallVerdict.FAIL:
        return "Cannot be certified"
    if not draft.complete:
        return "Not complete"
    if draft.deadline.state is DueState.NOT_NEEDED:
        return "Not needed"
    if draft.deadline.state in (DueState.FILED_IN_TIME, DueState.FILED_LATE):
        return "Filed late" if draft.deadline.state is DueState.FILED_LATE else "Filed"
    return "Overdue" if draft.deadline.state is DueState.OVERDUE else "Ready to file"


def sentence(draft: Draft) -> str:
    """What is left, and by when."""
    if draft.deadline.state is DueState.NOT_NEEDED:
        return f"{plural(len(draft.gaps), 'obstacle')}." if draft.gaps else f"{draft.because}."
    left = f"{plural(len(draft.gaps), 'thing')} missing; " if draft.gaps else ""
    return f"{left}{deadline_words(draft)}."


def deadline_words(draft: Draft) -> str:
    """When it is due, and how that stands."""
    deadline = draft.deadline
    number = f", number {deadline.number}" if deadline.number and deadline.filed else ""
    due = f"due on {deadline.due}: " if deadline.due else ""
    return f"{due}{deadline.text}{number}"


def needed_words(draft: Draft) -> str:
    """Whether it is needed at all, and why."""
    word = {Answer.YES: "yes", Answer.NO: "no", Answer.UNKNOWN: "cannot be said not to be"}
    return f"{word[draft.needed]} ({draft.because})"


def state_words(state: DueState) -> str:
    """The state in plain words."""
    return _STATE_WORDS[state]


def units(draft: Draft) -> list[UnitLine]:
    """The units whose FCC ID belongs into the declaration, and those that have one anyway."""
    return [unit for unit in draft.units if unit.declared or unit.fcc_ids or unit.no_fcc_id]


def unit_words(unit: UnitLine) -> str:
    """The FCC IDs of a unit."""
    if unit.fcc_ids:
        return ", ".join(unit.fcc_ids)
    return "none, as stated" if unit.no_fcc_id else "not known"


def verdict_words(item: ItemLine) -> str:
    """The verdict, with its end where it has one."""
    if item.verdict is Verdict.EXEMPT and item.exempt_until:
        return f"exempt until {item.exempt_until}"
    if item.component_class is ComponentClass.UNKNOWN:
        return f"{item.verdict.value}, function not known"
    return item.verdict.value


def item_name(item: ItemLine) -> str:
    """Name, part number and version."""
    number = f" ({item.part_number})" if item.part_number not in ("", item.name) else ""
    return f"{item.name}{number}{' ' + item.version if item.version else ''}"


def party_words(party: PartyLine) -> str:
    """Where a party is, and what it did."""
    country = f", {party.country}" if party.country else ""
    return f"{', '.join(party.roles)}{country}; origin {party.origin.value}"


def authorization_words(line: AuthorizationLine) -> str:
    """What rests on an authorization."""
    title = f": {line.title}" if line.title else ""
    return f"{line.kind} authorization{title}; {plural(line.components, 'component')} rest on it"


def signed_words(made: Certification) -> str:
    """Who answers for a certification, and since when."""
    return ", ".join(part for part in (made.by, made.title, made.on) if part)


def restricted(items: tuple[ItemLine, ...]) -> list[ItemLine]:
    """The items that are declared: those that are not exempt still."""
    return [item for item in items if item.verdict is not Verdict.EXEMPT]


def exempt(items: tuple[ItemLine, ...]) -> int:
    """How many components are exempt still."""
    return sum(item.components for item in items if item.verdict is Verdict.EXEMPT)


def bom_words(declaration: Declaration) -> str:
    """What is done with the BOMs under the edition."""
    if declaration.edition.boms_submitted:
        return "To be submitted with the declaration"
    return "Kept and furnished on request; not submitted"
