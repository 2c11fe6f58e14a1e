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

from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Mark,
    Processor,
)
from vcs_check.regulations.answers import Answered, Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d import s301_firmware as firmware
from vcs_check.regulations.us_15cfr791_subpart_d import s301_foreign_interest as foreign_interest
from vcs_check.regulations.us_15cfr791_subpart_d import s301_legacy as legacy
from vcs_check.regulations.us_15cfr791_subpart_d import s301_open_source as open_source
from vcs_check.regulations.us_15cfr791_subpart_d.s301_software_function import (
    SoftwareFunction,
    software_function,
)
from vcs_check.regulations.us_15cfr791_subpart_d.scope import (
    Scope,
    line,
)

QUESTION_FUNCTION = (
    "Does it run on an item that directly enables communication over the threshold, or automated "
    "driving?"
)
_ASKED_THE_OTHER_WAY = frozenset({Exclusion.FIRMWARE, Exclusion.OPEN_SOURCE, Exclusion.LEGACY})
"""Questions such as *Is it firmware?*, whose yes leaves the component out."""
QUESTION_PROCESSOR = "Does it run on a primary processing unit?"


def software_scope(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Scope:
    """Whether a piece of software is covered software."""
    provision = edition.covered_software
    function = software_function(facts, transaction, edition)
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
    function: SoftwareFunction, answer: Answer, exclusion: Exclusion | None, facts: ComponentFacts
) -> ComponentClass:
    declared = facts.declared.component_class
    if declared is not None:
        return declared
    if function.reading.answer is Answer.YES:
        return function.component_class
    if function.reading.answer is Answer.NO:
        return ComponentClass.OTHER
    return ComponentClass.UNKNOWN


def _exclusions(
    facts: ComponentFacts, transaction: Transaction, edition: Edition, function: SoftwareFunction
) -> Iterator[Answered]:
    """Each exclusion as a line: no = excluded. Only those that something speaks of, or yes."""
    provision = edition.covered_software
    for exclusion, question, found, assumption in _readings(facts, transaction, edition):
        available = provision.exclusions.get(exclusion, Answer.NO)
        if found is None:
            continue
        reading = found
        if reading.answer is not Answer.YES and available is Answer.NO:
            # Where there is no such exclusion, an open question about it does not matter either.
            reading = within(f"{reading.because}, but this edition has no such exclusion")
        elif reading.answer is Answer.NO and available is Answer.UNKNOWN:
            because = f"{reading.because}, but whether this edition has that exclusion is unclear"
            reading = undecided(because, "exclusion", facts.ask, "Does the exclusion apply?")
        yield line(
            question,
            reading,
            provision,
            asks_for_exclusion=exclusion in _ASKED_THE_OTHER_WAY,
            assumptions=(assumption,) if assumption else (),
        )


def _readings(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> Iterator[tuple[Exclusion, str, Reading | None, str]]:
    yield Exclusion.SUBORDINATE_PROCESSOR, QUESTION_PROCESSOR, _processor(facts), ""
    yield Exclusion.FIRMWARE, firmware.QUESTION, firmware.read_firmware(facts, edition), ""
    reading, assumption = open_source.read_open_source(facts, is_strict=transaction.is_strict)
    yield Exclusion.OPEN_SOURCE, open_source.QUESTION, reading, assumption
    yield (
        Exclusion.NO_FOREIGN_INTEREST,
        foreign_interest.QUESTION,
        foreign_interest.read_foreign_interest(facts),
        "",
    )
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
