"""15 CFR 791.301, *covered software*, exclusion of legacy software (final rule only).

Designed, developed, manufactured *or* supplied before 17 March 2026, provided that no nexus
person maintains, augments or alters it after that date. Supplied on the 17th is not legacy
unless an earlier development date is shown; altered by a nexus person on the 17th is left
undecided (interpretation).
"""

from __future__ import annotations

from datetime import date

from vcs_check.inventory.vocabulary import Exclusion, Mark, Origin, Role
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import VERBS, ComponentFacts

QUESTION = "Is it legacy software that no nexus person alters?"
_AFTER = (Role.MAINTAINER, Role.ALTERED_BY)


def read_legacy(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """Legacy is out (answer no); None where nothing speaks of an early date."""
    legacy = edition.covered_software.legacy
    if legacy is None:
        return None
    too_late = legacy.first_day_too_late
    declared = facts.declared
    claimed = Exclusion.LEGACY in declared.exclusions
    stated = [day for day in (declared.developed, declared.first_supplied) if day is not None]
    early = [day for day in stated if day < too_late]
    if not early and not claimed:
        return _by_signs(facts, too_late) if not stated else None
    if not early and stated:
        return within(
            f"declared legacy, but its dates are not before {too_late}",
            warnings=("declared exclusion legacy contradicts the declared dates",),
        )
    if declared.developed is not None and declared.developed >= too_late:
        return _ask(
            facts, f"first supplied before {too_late}, but developed until {declared.developed}"
        )
    late = [day for day in (facts.built_on, facts.released_on) if day and day >= too_late]
    altered = declared.last_altered
    if late and (not early or (altered is not None and altered < too_late)):
        return _ask(facts, f"declared legacy, but built or released on {max(late)}")
    evidence = f"dated {min(early)}, before {too_late}" if early else "declared legacy"
    return _altered_since(facts, evidence, too_late, claimed=claimed)


def _altered_since(
    facts: ComponentFacts, evidence: str, too_late: date, *, claimed: bool
) -> Reading:
    """The proviso: nobody with a nexus maintains or alters it from that day on."""
    declared = facts.declared
    last = declared.last_altered
    maintainers = _origins(facts, Role.MAINTAINER)
    alterers = _origins(facts, Role.ALTERED_BY)
    if Origin.NEXUS in maintainers:
        return within(f"{evidence}, but a nexus person maintains it")
    if last is not None and last < too_late:
        if Origin.UNKNOWN in maintainers:
            return _ask(facts, f"{evidence}, but who maintains it is not known well enough")
        return outside(Exclusion.LEGACY, f"{evidence}, and last altered on {last}")
    everyone = {p.finding.origin for p in facts.parties if p.role in (*VERBS, *_AFTER)}
    if last is not None:
        return _altered_late(facts, evidence, last, too_late, alterers | maintainers, everyone)
    if claimed and not alterers and not maintainers & {Origin.UNKNOWN}:
        return outside(Exclusion.LEGACY, f"{evidence}; declared to be legacy")
    # Silent on later alteration: with a nexus party this decides, without one it does not matter.
    return _ask(facts, f"{evidence}, but whether and by whom it was altered later is not stated")


def _altered_late(
    facts: ComponentFacts,
    evidence: str,
    last: date,
    too_late: date,
    after: frozenset[Origin],
    everyone: set[Origin],
) -> Reading:
    """Altered on or after the day: by whom decides."""
    if Origin.NEXUS in after:
        if last == too_late:
            return _ask(
                facts, f"{evidence}, but a nexus person altered it on {last} itself",
                mark=Mark.INTERPRETATION, warning="altered by a nexus person on the very day",
            )  # fmt: skip
        return within(f"{evidence}, but a nexus person altered it on {last}")
    if _origins(facts, Role.ALTERED_BY) == {Origin.NONE} and Origin.UNKNOWN not in after:
        return outside(
            Exclusion.LEGACY, f"{evidence}, and altered on {last} by someone without nexus"
        )
    if everyone == {Origin.NONE}:
        return outside(Exclusion.LEGACY, f"{evidence}, and nobody named for it has a nexus")
    return _ask(facts, f"{evidence}, but who altered it on {last} is not known well enough")


def _by_signs(facts: ComponentFacts, too_late: date) -> Reading | None:
    signs = (
        ("last altered", facts.declared.last_altered),
        ("built", facts.built_on),
        ("released", facts.released_on),
    )
    for what, day in signs:
        if day is not None and day < too_late:
            return _ask(facts, f"{what} on {day}, which is a sign and no proof of first supply")
    return None


def _origins(facts: ComponentFacts, role: Role) -> frozenset[Origin]:
    return frozenset(p.finding.origin for p in facts.parties if p.role is role)


def _ask(
    facts: ComponentFacts, because: str, *, mark: Mark | None = None, warning: str = ""
) -> Reading:
    return undecided(
        because,
        "legacy", facts.ask,
        "When was it first developed or supplied, when was it last altered, and by whom?",
        mark=mark, warnings=(warning,) if warning else (),
    )  # fmt: skip
