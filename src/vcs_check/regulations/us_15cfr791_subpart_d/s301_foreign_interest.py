"""15 CFR 791.301, *covered software*: software in which no foreign person has an interest is out.

Any interest of any person outside the United States counts, not only of a foreign adversary;
an unknown foreign interest counts as one. So only a statement clears, and only where nothing
contradicts it.
"""

from __future__ import annotations

from vcs_check.inventory.vocabulary import Answer, Exclusion, Origin
from vcs_check.origin.finding import PartyFinding
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.facts import VERBS, ComponentFacts

QUESTION = "Is there a foreign interest in it?"


def read_foreign_interest(facts: ComponentFacts) -> Reading | None:
    """No foreign interest is out (answer no); None where nobody states that there is none."""
    declared = facts.declared
    if declared.foreign_interest is True:
        return within("declared to have a foreign interest")
    in_verbs = [party for party in facts.parties if party.role in VERBS]
    foreign = [p for p in in_verbs if p.finding.origin is Origin.NEXUS]
    claimed = (
        declared.foreign_interest is False or Exclusion.NO_FOREIGN_INTEREST in declared.exclusions
    )
    if claimed:
        if foreign:
            return within(
                "declared without foreign interest, but "
                f"{foreign[0].finding.name} is a nexus person",
                warnings=("declared without foreign interest, yet a nexus person is named",),
            )
        abroad = [
            p
            for p in facts.parties
            if p.finding.candidates
            or p.finding.origin is Origin.NEXUS
            or (p.role in VERBS and _is_foreign(p.finding))
        ]
        decided = facts.was_decided("foreign-interest", exclusion=Exclusion.NO_FOREIGN_INTEREST)
        if abroad and not decided:
            return undecided(
                f"declared without foreign interest, but {abroad[0].role.value}: "
                f"{abroad[0].finding.why}",
                "foreign-interest", facts.ask,
                "Which persons outside the US have an interest in it?",
                warnings=("declared without foreign interest, yet a foreign party is named",),
            )  # fmt: skip
        return outside(Exclusion.NO_FOREIGN_INTEREST, "declared without any foreign interest")
    named = {party.role for party in in_verbs}
    stated = all(p.finding.foreign_interest is False for p in in_verbs)
    if named >= set(VERBS) and stated and not foreign:
        return outside(
            Exclusion.NO_FOREIGN_INTEREST, "no party named for it has a foreign interest (register)"
        )
    return None


def foreign_interest_of(finding: PartyFinding) -> Answer:
    """Whether the party is, or is owned by, a person outside the United States.

    Yes where something speaks of one, no only where the register states that there is none.
    """
    if finding.origin is Origin.NEXUS or _is_foreign(finding):
        return Answer.YES
    return Answer.NO if finding.foreign_interest is False else Answer.UNKNOWN


def _is_foreign(finding: PartyFinding) -> bool:
    """Whether something speaks of a person outside the United States."""
    return bool(finding.foreign_sign) or (finding.known and finding.country not in ("", "US"))
