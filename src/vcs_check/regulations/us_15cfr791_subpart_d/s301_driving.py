"""15 CFR 791.301, *automated driving system*: SAE J3016 levels 3 to 5.

The entire dynamic driving task on a sustained basis. Level 0 to 2, driver assistance, is
out. Only ADS software is restricted.
"""

from __future__ import annotations

from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import Answer, ComponentClass, Exclusion
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.us_15cfr791_subpart_d.scope import item_drives


def drives(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """Whether software is part of automated driving; None where nothing speaks of driving."""
    declared, own = facts.declared, facts.tag.own
    least = edition.driving.min_automation_level
    level = declared.automation_level
    known_stack = (
        own.layer is Layer.IDENTITY
        and own.function is Function.DRIVING
        and own.automation_level is not None
        and own.automation_level >= least
    )
    if level is not None and level >= least:
        return within(f"declared automation level {level}, at or above {least}")
    claimed = level is not None or Exclusion.DRIVER_ASSISTANCE in facts.declared.exclusions
    if claimed:
        evidence = (
            f"declared automation level {level}, below {least}"
            if level is not None
            else "declared exclusion driver-assistance"
        )
        decided = (
            facts.was_decided("automation-level")
            if level is not None
            else facts.was_decided(exclusion=Exclusion.DRIVER_ASSISTANCE)
        )
        if known_stack and not decided:
            return undecided(
                f"{evidence}, but {own.because}",
                "contradiction", facts.ask, "Which automation level (SAE J3016) is it built for?",
                warnings=("a declaration that would clear it is contradicted",),
            )  # fmt: skip
        return outside(Exclusion.DRIVER_ASSISTANCE, evidence)
    if declared.component_class is ComponentClass.ADS_SOFTWARE:
        return within("declared ads-software")
    return _by_knowledge(facts, least)


def _by_knowledge(facts: ComponentFacts, least: int) -> Reading | None:
    own = facts.tag.own
    if own.function is Function.DRIVING:
        level = own.automation_level
        if level is not None and level < least:
            if own.confidence is Confidence.LOW:
                return None
            return outside(Exclusion.DRIVER_ASSISTANCE, own.because)
        if level is not None or item_drives(facts.tag.host) is Answer.YES:
            return within(own.because)
        return undecided(
            f"{own.because}; its automation level is not known",
            "automation-level", facts.ask, "Which automation level (SAE J3016) is it built for?",
        )  # fmt: skip
    if own.function is Function.DRIVER_ASSISTANCE and own.confidence is not Confidence.LOW:
        return outside(Exclusion.DRIVER_ASSISTANCE, own.because)
    return None
