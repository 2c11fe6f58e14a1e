"""15 CFR 791.301, *covered software*, exclusion of open-source software.

Human-readable source, available in its entirety for use, study, re-use, modification,
enhancement and redistribution; not where it was modified for proprietary purposes and the
modification was not redistributed or shared. Then the modifier is the developer.
"""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.vocabulary import Answer, Exclusion
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.facts import ComponentFacts

QUESTION = "Is it open source, unmodified or with its modifications shared?"
UNMODIFIED_ASSUMED: Final = (
    "a public package under an open-source licence without a sign of modification is taken as "
    "unmodified open source"
)


def is_privately_modified(facts: ComponentFacts) -> bool:
    """Whether it is stated to be modified, and not stated that the changes are shared."""
    return is_stated_modified(facts) and facts.declared.modifications_shared is not True


def is_stated_modified(facts: ComponentFacts) -> bool:
    """``vcs:modified``, or CycloneDX ``modified`` where that is silent."""
    stated = facts.declared.modified
    return facts.open_source.stated_modified is True if stated is None else stated


def read_open_source(facts: ComponentFacts, *, is_strict: bool) -> tuple[Reading | None, str]:
    """Open source is out (answer no); with the assumption that this rests on, if any.

    None where nothing speaks of open source.
    """
    declared, signs = facts.declared, facts.open_source
    claimed = Exclusion.OPEN_SOURCE in declared.exclusions
    if claimed and "exclusion" in facts.decided_facts and not is_privately_modified(facts):
        return outside(Exclusion.OPEN_SOURCE, "decided: open source"), ""
    if signs.licence is Answer.NO:
        if not claimed:
            return within(signs.licence_because), ""
        return _ask(facts, f"declared open source, but {signs.licence_because}", conflict=True), ""
    if is_stated_modified(facts):
        return _modified(facts, claimed=claimed), ""
    if claimed:
        if signs.modification and declared.modified is None:
            return _ask(facts, f"declared open source, but {signs.modification}"), ""
        return outside(Exclusion.OPEN_SOURCE, "declared open source"), ""
    return _by_signs(facts, is_strict=is_strict)


def _modified(facts: ComponentFacts, *, claimed: bool) -> Reading | None:
    declared, signs = facts.declared, facts.open_source
    if not claimed and signs.licence is not Answer.YES:
        return None
    match declared.modifications_shared:
        case True:
            return outside(
                Exclusion.OPEN_SOURCE, "open source, modified and the modifications are shared"
            )
        case False:
            return within("open source that was modified and whose modifications are not shared")
    return undecided(
        "open source that was modified; whether the modifications are shared is not stated",
        "modifications-shared", facts.ask,
        "Were the modifications published or shared with those who receive it?",
    )  # fmt: skip


def _by_signs(facts: ComponentFacts, *, is_strict: bool) -> tuple[Reading | None, str]:
    declared, signs = facts.declared, facts.open_source
    if signs.licence is Answer.UNKNOWN and not signs.coordinates:
        return None, ""
    if signs.licence is Answer.UNKNOWN:
        return _ask(
            facts, f"a public package ({signs.coordinates}), but {signs.licence_because}"
        ), ""
    if not signs.coordinates:
        return _ask(facts, f"{signs.licence_because}, but no public package is named"), ""
    evidence = f"{signs.licence_because} and the package is public ({signs.coordinates})"
    if declared.modifications_shared is True:
        return outside(Exclusion.OPEN_SOURCE, f"{evidence}; any modifications are shared"), ""
    if signs.modification:
        return _ask(facts, f"{evidence}, but {signs.modification}"), ""
    if declared.altered_by or declared.modifications_shared is False:
        return _ask(facts, f"{evidence}, but somebody is said to have altered it"), ""
    if declared.modified is False:
        return outside(Exclusion.OPEN_SOURCE, f"{evidence}; declared unmodified"), ""
    if is_strict:
        return _ask(facts, f"{evidence}, but nobody states that it is unmodified"), ""
    return outside(Exclusion.OPEN_SOURCE, evidence), UNMODIFIED_ASSUMED


def _ask(facts: ComponentFacts, because: str, *, conflict: bool = False) -> Reading:
    return undecided(
        because,
        "contradiction" if conflict else "open-source", facts.ask,
        "Under which licence and from where is its source, and was it modified?",
        warnings=("contradicting statements on the licence",) if conflict else (),
    )  # fmt: skip
