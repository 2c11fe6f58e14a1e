"""15 CFR 791.301, *covered software*: what software does, and what it runs on.

Executed by the primary processing unit of an item that directly enables VCS or ADS. Broad
reading: everything on such an item is in question, whatever its name; narrow reading:
software whose own function is the communication or the driving.
"""

from __future__ import annotations

from msgspec import Struct

from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import Answer, ComponentClass, Exclusion, Mark, SoftwareScope
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d import s301_connectivity as connectivity
from vcs_check.regulations.us_15cfr791_subpart_d.s301_driving import drives
from vcs_check.regulations.us_15cfr791_subpart_d.s301_vcs_hardware import (
    applies_after_class,
    contradicts_other,
)
from vcs_check.regulations.us_15cfr791_subpart_d.scope import item_communicates, item_drives


class SoftwareFunction(Struct, frozen=True):
    """The reading on function, and which class it makes."""

    reading: Reading
    component_class: ComponentClass


def software_function(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> SoftwareFunction:
    """Whether software runs on, or is, what enables communication or automated driving."""
    declared = facts.declared
    driving = drives(facts, edition)
    is_ads = declared.component_class is ComponentClass.ADS_SOFTWARE
    if is_ads and driving is not None:
        return SoftwareFunction(driving, ComponentClass.ADS_SOFTWARE)
    if declared.component_class is ComponentClass.OTHER:
        return SoftwareFunction(_declared_other(facts, transaction, edition), ComponentClass.OTHER)
    if declared.component_class is ComponentClass.VCS_SOFTWARE or declared.directly_enables:
        reading = _declared_vcs(facts, edition)
        if reading.answer is Answer.NO and driving is not None and driving.answer is not Answer.NO:
            return SoftwareFunction(driving, ComponentClass.ADS_SOFTWARE)
        return SoftwareFunction(reading, ComponentClass.VCS_SOFTWARE)
    if driving is not None and driving.answer is Answer.YES:
        return SoftwareFunction(driving, ComponentClass.ADS_SOFTWARE)
    own = _own_function(facts, edition)
    found = _with_host(facts, transaction, edition, own)
    if driving is not None and found.reading.answer is not Answer.YES:
        # Undecided driving stays undecided; driver assistance clears only what nothing else holds.
        if driving.answer is Answer.UNKNOWN:
            return SoftwareFunction(driving, ComponentClass.ADS_SOFTWARE)
        if found.reading.answer is Answer.NO or _item_unknown(facts):
            return SoftwareFunction(driving, ComponentClass.OTHER)
    return found


def _item_unknown(facts: ComponentFacts) -> bool:
    """Whether nothing is known of the item that software runs on."""
    return facts.tag.host.function is Function.UNKNOWN and not facts.tag.host.name


def _declared_vcs(facts: ComponentFacts, edition: Edition) -> Reading:
    declared = facts.declared
    if declared.directly_enables is False:
        if "directly-enables" in facts.decided_facts:
            return connectivity.only_supports(facts, edition, "decided: it only supports")
        return undecided(
            "declared vcs-software and not directly enabling",
            "contradiction", facts.ask, "Which of the two is right, and what shows it?",
            warnings=("contradicting statements",),
        )  # fmt: skip
    by_radio = connectivity.by_declared_radios(facts, edition)
    if by_radio is not None and applies_after_class(by_radio):
        return by_radio
    excluded = connectivity.declared_exclusion(facts, edition, class_is_declared=True)
    if excluded is not None:
        return excluded
    if Exclusion.UNRELATED in declared.exclusions and "exclusion" not in facts.decided_facts:
        return undecided(
            "declared vcs-software and unrelated",
            "contradiction", facts.ask, "Which of the two is right, and what shows it?",
            warnings=("contradicting statements",),
        )  # fmt: skip
    if Exclusion.UNRELATED in declared.exclusions:
        return outside(Exclusion.UNRELATED, "decided: unrelated")
    what = "vcs-software" if declared.component_class else "to enable communication directly"
    return within(f"declared {what}")


def _declared_other(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Reading:
    against = contradicts_other(facts)
    level = facts.declared.automation_level
    if level is not None and level >= edition.driving.min_automation_level:
        against = against or f"it is declared at automation level {level}"
    if not against and transaction.software_scope is SoftwareScope.BROAD:
        against = _runs_on_covered_item(facts, edition)
    if against and not facts.was_decided("class", exclusion=Exclusion.UNRELATED):
        return undecided(
            f"declared to be neither VCS nor ADS, but {against}",
            "contradiction", facts.ask, "What does it do, and on which processor does it run?",
            warnings=("a declaration that would clear it is contradicted",),
        )  # fmt: skip
    return outside(Exclusion.UNRELATED, "declared to be neither VCS nor ADS")


def _runs_on_covered_item(facts: ComponentFacts, edition: Edition) -> str:
    host = facts.tag.host
    if Answer.YES in (item_communicates(host, edition), item_drives(host)):
        return f"it runs on an item that is covered: {host.because}"
    return ""


def _own_function(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """What the software itself does by radio; None where it does nothing of the kind."""
    declared = facts.declared
    by_declaration = connectivity.by_declaration(facts, edition)
    if by_declaration is not None:
        return by_declaration
    excluded = connectivity.declared_exclusion(facts, edition, class_is_declared=False)
    if excluded is not None:
        return excluded
    if Exclusion.UNRELATED in declared.exclusions:
        return outside(Exclusion.UNRELATED, "declared exclusion unrelated")
    return connectivity.by_identity(facts, edition)


def _with_host(
    facts: ComponentFacts, transaction: Transaction, edition: Edition, own: Reading | None
) -> SoftwareFunction:
    """Join what the software does with what it runs on."""
    host, identity = facts.tag.host, facts.tag.own
    communicates, driven = item_communicates(host, edition), item_drives(host)
    made = (
        ComponentClass.ADS_SOFTWARE
        if driven is Answer.YES and communicates is not Answer.YES
        else ComponentClass.VCS_SOFTWARE
    )
    covered_item = Answer.YES in (communicates, driven)
    if own is not None and own.answer is Answer.YES:
        if communicates is Answer.NO and driven is Answer.NO and not facts.declared.radios:
            return SoftwareFunction(
                undecided(
                    f"{own.because}; but the item that it runs on does not communicate: "
                    f"{host.because}",
                    "host", facts.ask,
                    "On which control unit does it run, and does that communicate?",
                ),
                made,
            )  # fmt: skip
        return SoftwareFunction(own, ComponentClass.VCS_SOFTWARE)
    declared_clear = own is not None and own.answer is Answer.NO and _rests_on_declaration(facts)
    if covered_item:
        return SoftwareFunction(
            _on_covered_item(facts, transaction, own, declared_clear=declared_clear), made
        )
    if own is not None:
        if (
            own.answer is Answer.NO
            and not declared_clear
            and Answer.UNKNOWN in (communicates, driven)
        ):
            return SoftwareFunction(_unknown_item(facts), made)
        return SoftwareFunction(own, made)
    if communicates is Answer.NO and driven is Answer.NO:
        return SoftwareFunction(
            outside(Exclusion.UNRELATED, f"it runs on an item that is neither: {host.because}"),
            made,
        )
    if _not_in_the_vehicle(facts):
        return SoftwareFunction(outside(Exclusion.UNRELATED, identity.because), made)
    return SoftwareFunction(_unknown_item(facts), made)


def _rests_on_declaration(facts: ComponentFacts) -> bool:
    declared = facts.declared
    return bool(
        declared.exclusions
        or declared.radios
        or declared.frequency_mhz is not None
        or declared.receive_only
        or declared.directly_enables is False
    )


def _on_covered_item(
    facts: ComponentFacts, transaction: Transaction, own: Reading | None, *, declared_clear: bool
) -> Reading:
    """On the main processor of a covered item: in question whatever its name (broad)."""
    host, identity = facts.tag.host, facts.tag.own
    where = f"it runs on an item that is covered: {host.because}"
    if declared_clear and own is not None:
        if _clearing_was_decided(facts):
            return own
        return undecided(
            f"{own.because}; but {where}",
            "contradiction", facts.ask, "What does it do, and on which processor does it run?",
            warnings=("a declaration that would clear it is contradicted",),
        )  # fmt: skip
    if _not_in_the_vehicle(facts):
        return outside(Exclusion.UNRELATED, identity.because)
    if transaction.software_scope is SoftwareScope.BROAD:
        return within(where)
    if own is not None and own.answer is Answer.UNKNOWN:
        return own
    known = identity.layer is Layer.IDENTITY and identity.confidence is not Confidence.LOW
    if known and identity.function is not Function.UNKNOWN:
        return outside(
            Exclusion.UNRELATED,
            f"{identity.because}; under the narrow reading only communication or driving itself "
            "is covered",
            mark=Mark.INTERPRETATION,
        )
    return undecided(
        f"{where}; whether its own function is communication or driving is not known (narrow)",
        "function", facts.ask, "Is its own function communication or automated driving?",
    )  # fmt: skip


def _clearing_was_decided(facts: ComponentFacts) -> bool:
    """Whether it is a decision, and not a supplier's word, that clears the software itself."""
    named = {"radio", "frequency-mhz", "receive-only", "directly-enables"}
    return facts.was_decided(*named) or (
        "exclusion" in facts.decided_facts and bool(facts.declared.exclusions)
    )


def _not_in_the_vehicle(facts: ComponentFacts) -> bool:
    identity = facts.tag.own
    return identity.function is Function.UNRELATED and identity.confidence is Confidence.HIGH


def _unknown_item(facts: ComponentFacts) -> Reading:
    host, own = facts.tag.host, facts.tag.own
    item = f"{host.name}: {host.because}" if host.name else "no enclosing item is known"
    return undecided(
        f"{own.because}; what it runs on is not known well enough ({item})",
        "host", facts.ask, "On which control unit does it run, and does that communicate or drive?",
    )  # fmt: skip
