"""Is a component VCS hardware or covered software? The definitions of § 791.301, joined."""

from __future__ import annotations

from msgspec import Struct

from vcs_check.classification.tag import Confidence, Function, Host
from vcs_check.inventory.vocabulary import Answer, ComponentClass, Exclusion, Radio
from vcs_check.regulations.answers import Answered, Reading, answered
from vcs_check.regulations.edition import Edition, Provision


class Scope(Struct, frozen=True, kw_only=True):
    """Whether a component is in scope, as what, and the lines of the trace that say so."""

    component_class: ComponentClass
    answer: Answer
    exclusion: Exclusion | None
    lines: tuple[Answered, ...]
    reason: str
    citation: str
    not_imported: Answered | None = None
    """Set where hardware is shown not to be imported: § 791.302 does not forbid it then, but
    § 791.304 asks for no import."""


def line(
    question: str,
    reading: Reading,
    provision: Provision,
    *,
    asks_for_exclusion: bool = False,
    assumptions: tuple[str, ...] = (),
) -> Answered:
    """A definition's reading as a line of the trace; the rest as in :class:`Answered`."""
    return answered(
        question,
        reading.answer,
        reading.because,
        provision,
        mark=reading.mark,
        exclusion=reading.exclusion,
        missing=reading.missing,
        asks_for_exclusion=asks_for_exclusion,
        assumptions=assumptions,
        warnings=reading.warnings,
    )


def item_communicates(host: Host, edition: Edition) -> Answer:
    """Whether the item that a component is part of, or runs on, is a VCS item."""
    exclusions = edition.connectivity.exclusions
    match host.function:
        case Function.RADIO:
            answer = Answer.YES
        case (
            Function.LOW_BAND | Function.UNRELATED | Function.PASSIVE | Function.DRIVER_ASSISTANCE
            | Function.DRIVING
        ):  # fmt: skip
            answer = Answer.NO
        case Function.RECEIVE_ONLY | Function.SENSING | Function.UWB_ACCESS | Function.POWER:
            excluded = exclusions.get(Exclusion(host.function.value), Answer.NO)
            answer = Answer.NO if excluded is Answer.YES else Answer.UNKNOWN
            if excluded is Answer.NO and Radio.GNSS in host.radios:
                answer = Answer.YES
        case _:
            answer = Answer.UNKNOWN
    return _unless_weak(host, answer)


def item_drives(host: Host) -> Answer:
    """Whether the item that software runs on is an automated driving system."""
    match host.function:
        case Function.DRIVING:
            answer = Answer.YES
        case Function.UNKNOWN | Function.COMPUTE | Function.GENERIC_SOFTWARE:
            answer = Answer.UNKNOWN
        case _:
            answer = Answer.NO
    return _unless_weak(host, answer)


def _unless_weak(host: Host, answer: Answer) -> Answer:
    """A weak clue on the item settles nothing."""
    return Answer.UNKNOWN if host.confidence is Confidence.LOW else answer
