"""15 CFR 791.301, *covered software*.

Software-based components with a foreign interest, executed by the primary processing unit
of an item that directly enables VCS or ADS at the vehicle level. Out: firmware, open source,
legacy software, what has no foreign interest, and what runs on a subordinate processor.

Broad reading (default): everything that runs on the main processor of such an item is in
question, whatever its name. Narrow reading: software whose own function is the communication
or the driving.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Processor,
    SoftwareScope,
)
from vcs_check.regulations.answers import Answered, Reading, answered, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import VERBS, ComponentFacts, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d import s301_connectivity as connectivity
from vcs_check.regulations.us_15cfr791_subpart_d import s301_firmware as firmware
from vcs_check.regulations.us_15cfr791_subpart_d import s301_legacy as legacy
from vcs_check.regulations.us_15cfr791_subpart_d import s301_open_source as open_source
from vcs_check.regulations.us_15cfr791_subpart_d.s301_driving import drives
from vcs_check.regulations.us_15cfr791_subpart_d.s301_vcs_hardware import (
    applies_after_class,
    contradicts_other,
)
from vcs_check.regulations.us_15cfr791_subpart_d.scope import (
    Scope,
    item_communicates,
    item_drives,
    line,
)

QUESTION_FUNCTION = (
    "Does it run on an item that directly enables communication over the threshold, or automated "
    "driving?"
)
QUESTION_PROCESSOR = "Does it run on a primary processing unit?"
QUESTION_INTEREST = "Is there a foreign interest in it?"


class _Function(Struct, frozen=True):
    """The reading on function, and which class it makes."""

    reading: Reading
    component_class: ComponentClass


def software_scope(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Scope:
    """Whether a piece of software is covered software."""
    provision = edition.covered_software
    function = _function(facts, transaction, edition)
    lines = [line(QUESTION_FUNCTION, function.reading, provision)]
    answer, exclusion, reason = (
        function.reading.answer,
        function.reading.exclusion,
        function.reading.because,
    )
    if answer is not Answer.NO:
        for step in _exclusions(facts, transaction, edition, function):
            lines.append(step)
            if step.answer is Answer.NO:
                answer, exclusion, reason = Answer.NO, step.exclusion, step.because
                break
            if step.answer is Answer.UNKNOWN and answer is Answer.YES:
                answer, reason = Answer.UNKNOWN, step.because
    if answer is Answer.NO and firmware.operating_system_called_firmware(facts, edition):
        # Shown, not followed, and never out of scope: somebody's word on it is not reliable.
        answer, exclusion = Answer.UNKNOWN, None
        contradiction = undecided(
            "an operating system or system software is declared firmware, so nothing clears it",
            "contradiction", facts.ask, "Why is an operating system declared to be firmware?",
            mark=Mark.INTERPRETATION, warnings=("declared firmware contradicts what it is",),
        )  # fmt: skip
        lines.append(line(firmware.QUESTION, contradiction, provision))
    return Scope(
        component_class=_class(function, answer, exclusion, facts),
        answer=answer,
        exclusion=exclusion if answer is Answer.NO else None,
        lines=tuple(lines),
        reason=reason,
        citation=provision.citation,
    )


def _class(
    function: _Function, answer: Answer, exclusion: Exclusion | None, facts: ComponentFacts
) -> ComponentClass:
    declared = facts.declared.component_class
    if declared is not None:
        return declared
    if function.reading.answer is Answer.YES:
        return function.component_class
    if function.reading.answer is Answer.NO:
        return ComponentClass.OTHER
    return ComponentClass.UNKNOWN


# -- what it does, and where it runs ---------------------------------------------------------


def _function(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> _Function:
    declared = facts.declared
    driving = drives(facts, edition)
    is_ads = declared.component_class is ComponentClass.ADS_SOFTWARE
    if is_ads and driving is not None:
        return _Function(driving, ComponentClass.ADS_SOFTWARE)
    if declared.component_class is ComponentClass.OTHER:
        return _Function(_declared_other(facts, transaction, edition), ComponentClass.OTHER)
    if declared.component_class is ComponentClass.VCS_SOFTWARE or declared.directly_enables:
        reading = _declared_vcs(facts, edition)
        if reading.answer is Answer.NO and driving is not None and driving.answer is not Answer.NO:
            return _Function(driving, ComponentClass.ADS_SOFTWARE)
        return _Function(reading, ComponentClass.VCS_SOFTWARE)
    if driving is not None and driving.answer is Answer.YES:
        return _Function(driving, ComponentClass.ADS_SOFTWARE)
    own = _own_function(facts, edition)
    found = _with_host(facts, transaction, edition, own)
    if driving is not None and found.reading.answer is not Answer.YES:
        # Undecided driving stays undecided; driver assistance clears only what nothing else holds.
        if driving.answer is Answer.UNKNOWN:
            return _Function(driving, ComponentClass.ADS_SOFTWARE)
        if found.reading.answer is Answer.NO or item_unknown(facts):
            return _Function(driving, ComponentClass.OTHER)
    return found


def item_unknown(facts: ComponentFacts) -> bool:
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
    if against and not facts.decided_facts & {"class", "exclusion"}:
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
    if declared.directly_enables is False:
        return connectivity.only_supports(
            facts, edition, "declared to support communication without enabling it directly"
        )
    by_radio = connectivity.by_declared_radios(facts, edition)
    if by_radio is not None:
        return by_radio
    excluded = connectivity.declared_exclusion(facts, edition, class_is_declared=False)
    if excluded is not None:
        return excluded
    if Exclusion.UNRELATED in declared.exclusions:
        return outside(Exclusion.UNRELATED, "declared exclusion unrelated")
    return connectivity.by_identity(facts, edition)


def _with_host(
    facts: ComponentFacts, transaction: Transaction, edition: Edition, own: Reading | None
) -> _Function:
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
            return _Function(
                undecided(
                    f"{own.because}; but the item that it runs on does not communicate: "
                    f"{host.because}",
                    "host", facts.ask,
                    "On which control unit does it run, and does that communicate?",
                ),
                made,
            )  # fmt: skip
        return _Function(own, ComponentClass.VCS_SOFTWARE)
    declared_clear = own is not None and own.answer is Answer.NO and _rests_on_declaration(facts)
    if covered_item:
        return _Function(
            _on_covered_item(facts, transaction, own, declared_clear=declared_clear), made
        )
    if own is not None:
        if (
            own.answer is Answer.NO
            and not declared_clear
            and Answer.UNKNOWN in (communicates, driven)
        ):
            return _Function(_unknown_item(facts), made)
        return _Function(own, made)
    if communicates is Answer.NO and driven is Answer.NO:
        return _Function(
            outside(Exclusion.UNRELATED, f"it runs on an item that is neither: {host.because}"),
            made,
        )
    if _not_in_the_vehicle(facts):
        return _Function(outside(Exclusion.UNRELATED, identity.because), made)
    return _Function(_unknown_item(facts), made)


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
        if facts.decided_facts:
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


# -- what leaves covered software out --------------------------------------------------------


def _exclusions(
    facts: ComponentFacts, transaction: Transaction, edition: Edition, function: _Function
) -> Iterator[Answered]:
    """Each exclusion as a line: no = excluded. Only those that something speaks of, or yes."""
    provision = edition.covered_software
    for exclusion, question, found, assumption in _readings(facts, transaction, edition):
        available = provision.exclusions.get(exclusion.value, Answer.NO)
        if found is None:
            continue
        reading = found
        if reading.answer is not Answer.YES and available is Answer.NO:
            # Where there is no such exclusion, an open question about it does not matter either.
            reading = within(f"{reading.because}, but this edition has no such exclusion")
        elif reading.answer is Answer.NO and available is Answer.UNKNOWN:
            because = f"{reading.because}, but whether this edition has that exclusion is unclear"
            reading = undecided(because, "exclusion", facts.ask, "Does the exclusion apply?")
        yield answered(
            question,
            reading.answer,
            reading.because,
            provision,
            mark=reading.mark,
            exclusion=reading.exclusion,
            missing=reading.missing,
            assumptions=(assumption,) if assumption else (),
            warnings=reading.warnings,
        )


def _readings(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> Iterator[tuple[Exclusion, str, Reading | None, str]]:
    yield Exclusion.SUBORDINATE_PROCESSOR, QUESTION_PROCESSOR, _processor(facts), ""
    yield Exclusion.FIRMWARE, firmware.QUESTION, firmware.read_firmware(facts, edition), ""
    reading, assumption = open_source.read_open_source(facts, is_strict=transaction.is_strict)
    yield Exclusion.OPEN_SOURCE, open_source.QUESTION, reading, assumption
    yield Exclusion.NO_FOREIGN_INTEREST, QUESTION_INTEREST, _foreign_interest(facts), ""
    yield Exclusion.LEGACY, legacy.QUESTION, legacy.read_legacy(facts, edition), ""


def _processor(facts: ComponentFacts) -> Reading | None:
    declared = facts.declared
    claimed = Exclusion.SUBORDINATE_PROCESSOR in declared.exclusions
    if declared.processor is Processor.PRIMARY:
        if not claimed:
            return within("declared to run on a primary processing unit")
        if "exclusion" not in facts.decided_facts:
            return undecided(
                "declared to run on a primary processing unit and on a subordinate one",
                "contradiction", facts.ask, "On which processor does it run?",
                warnings=("contradicting statements",),
            )  # fmt: skip
    if claimed or declared.processor is Processor.SUBORDINATE:
        return outside(
            Exclusion.SUBORDINATE_PROCESSOR, "declared to run on a subordinate processor only"
        )
    return None


def _foreign_interest(facts: ComponentFacts) -> Reading | None:
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
            or (p.role in VERBS and p.finding.known and p.finding.country not in ("", "US"))
        ]
        if abroad and not facts.decided_facts & {"foreign-interest", "exclusion"}:
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
