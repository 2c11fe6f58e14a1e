"""15 CFR 791.301, *vehicle connectivity system*: does the part itself communicate by radio?

In: what directly enables the transmission, receipt, conversion or processing of
radio-frequency communications over 450 MHz. Out, where an item does so *exclusively* and
the edition knows the exclusion: (1) automotive sensing, (2) ultra-wideband for physical
vehicle access, (3) receiving one-way signals, (4) supplying power. A combined part is not
"exclusively" and stays in.

What the part is *built into* is not asked here; see ``s301_vcs_hardware`` and
``s301_covered_software``.
"""

from __future__ import annotations

from collections.abc import Iterable

from vcs_check.classification import radios
from vcs_check.classification.tag import Confidence, Function, Identity, Layer
from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark, Radio
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts

CONNECTIVITY_EXCLUSIONS = (
    Exclusion.SENSING,
    Exclusion.UWB_ACCESS,
    Exclusion.RECEIVE_ONLY,
    Exclusion.POWER,
)
_FUNCTION_OF = {
    Function.SENSING: Exclusion.SENSING,
    Function.UWB_ACCESS: Exclusion.UWB_ACCESS,
    Function.RECEIVE_ONLY: Exclusion.RECEIVE_ONLY,
    Function.POWER: Exclusion.POWER,
}
CLEARING_FUNCTIONS = frozenset(
    {
        *_FUNCTION_OF, Function.LOW_BAND, Function.PASSIVE, Function.UNRELATED,
        Function.DRIVER_ASSISTANCE,
    }
)  # fmt: skip


def effective_function(identity: Identity) -> Function:
    """The function that a verdict may rest on: a weak clue never clears anything."""
    if identity.confidence is Confidence.LOW and identity.function in CLEARING_FUNCTIONS:
        return Function.UNKNOWN
    return identity.function


def is_known_radio(identity: Identity) -> bool:
    """Whether a part family, package, FCC ID or the name of a listed kind makes it a radio."""
    if identity.function is not Function.RADIO:
        return False
    return identity.layer in {Layer.IDENTITY, Layer.ASSEMBLY, Layer.DECLARED} or (
        bool(identity.listed_kind) and identity.confidence is not Confidence.LOW
    )


def by_declaration(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """What is declared short of a class: that it only supports, or its radios; None if silent."""
    if facts.declared.directly_enables is False:
        return only_supports(
            facts, edition, "declared to support communication without enabling it directly"
        )
    return by_declared_radios(facts, edition)


def by_declared_radios(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """What ``vcs:radio``, ``vcs:frequency-mhz`` and ``vcs:receive-only`` say; None if silent."""
    declared = facts.declared
    frequency = declared.frequency_mhz
    named = frozenset(declared.radios)
    over = edition.connectivity.frequency_over_mhz
    if not named and frequency is None and declared.receive_only is not True:
        return None
    two_way = named & radios.TWO_WAY
    if frequency is not None and frequency <= over:
        return _at_or_below(facts, two_way, frequency, over)
    if two_way:
        shown = _words(named)
        combined = named - two_way
        also = " together with other functions, so not exclusively an excluded one"
        return within(f"declared radio: {shown}" + (also if combined else ""))
    if declared.receive_only:
        return _unless_known(
            facts,
            excluded_kind(Exclusion.RECEIVE_ONLY, named, facts, edition, "declared receive-only"),
            decided=facts.was_decided("receive-only"),
        )
    if not named:
        return within(f"declared to communicate at {frequency:g} MHz, over {over:g} MHz")
    return _unless_known(
        facts, _without_two_way(facts, named, edition), decided=facts.was_decided("radio")
    )


def _at_or_below(
    facts: ComponentFacts, two_way: frozenset[Radio], frequency: float, over: float
) -> Reading:
    contradicting = two_way - {Radio.OTHER_WIRELESS}
    if contradicting and "frequency-mhz" not in facts.decided_facts:
        return undecided(
            f"declared at {frequency:g} MHz, but {_words(contradicting)} works above {over:g} MHz",
            "frequency", facts.ask, "What is the highest frequency that it communicates at?",
            warnings=("the declared frequency contradicts the declared radio",),
        )  # fmt: skip
    return _unless_known(
        facts,
        outside(
            Exclusion.FREQUENCY,
            f"it communicates at {frequency:g} MHz at most, which is not over {over:g} MHz",
        ),
        decided=facts.was_decided("frequency-mhz"),
    )


def _without_two_way(facts: ComponentFacts, named: frozenset[Radio], edition: Edition) -> Reading:
    """Radios none of which is two-way: out only if they are all of one excluded kind."""
    shown, over = _words(named), edition.connectivity.frequency_over_mhz
    frequency = facts.declared.frequency_mhz
    if named & radios.BAND_UNKNOWN:
        if frequency is not None:
            return within(f"declared radio {shown} at {frequency:g} MHz")
        return undecided(
            f"declared radio {shown} may work on either side of {over:g} MHz",
            "frequency", facts.ask, "What is the highest frequency that it communicates at?",
        )  # fmt: skip
    kinds: set[Exclusion] = set()
    if named & radios.RECEIVE_ONLY:
        kinds.add(Exclusion.RECEIVE_ONLY)
    if named & radios.SENSING:
        kinds.add(Exclusion.SENSING)
    if Radio.UWB in named:
        purpose = _uwb_purpose(facts)
        if purpose is None:
            return undecided(
                "ultra-wideband is left out only for physical vehicle access or for ranging",
                "uwb-purpose", facts.ask,
                "What is ultra-wideband used for in it, and nothing else?",
            )  # fmt: skip
        kinds.add(purpose)
    if not kinds:
        return outside(
            Exclusion.FREQUENCY, f"declared radio {shown} never works above {over:g} MHz"
        )
    if len(kinds) > 1:
        return undecided(
            f"declared radio {shown}: more than one excluded kind, so not exclusively one",
            "exclusive-function", facts.ask, "Is it one item, and what does each radio serve?",
            mark=Mark.INTERPRETATION,
        )  # fmt: skip
    return excluded_kind(kinds.pop(), named, facts, edition, f"declared radio: {shown}")


def _uwb_purpose(facts: ComponentFacts) -> Exclusion | None:
    for exclusion in (Exclusion.UWB_ACCESS, Exclusion.SENSING):
        if exclusion in facts.declared.exclusions:
            return exclusion
    function = effective_function(facts.tag.own)
    return (
        _FUNCTION_OF.get(function) if function in {Function.UWB_ACCESS, Function.SENSING} else None
    )


def excluded_kind(
    exclusion: Exclusion,
    named: frozenset[Radio],
    facts: ComponentFacts,
    edition: Edition,
    evidence: str,
) -> Reading:
    """An item that exclusively does what one of the four exclusions names.

    Where the edition has no such exclusion, the item is in if it communicates above 450 MHz.
    """
    match edition.connectivity.exclusions.get(exclusion, Answer.NO):
        case Answer.YES:
            return outside(exclusion, f"{evidence}: exclusively {_PHRASE[exclusion]}")
        case Answer.UNKNOWN:
            return undecided(
                f"{evidence}: whether this edition leaves it out is unclear",
                "exclusion", facts.ask, "Does the exclusion apply under this edition?",
                mark=Mark.INTERPRETATION,
            )  # fmt: skip
    over = edition.connectivity.frequency_over_mhz
    none_here = f"{evidence}; this edition has no exclusion for {_PHRASE[exclusion]}"
    if exclusion is Exclusion.UWB_ACCESS or named & radios.RECEIVE_ONLY_ABOVE_450_MHZ:
        return within(none_here)
    if named and named <= radios.LOW_BAND | {Radio.AM_FM}:
        return outside(Exclusion.FREQUENCY, f"{evidence}: never above {over:g} MHz")
    if named and named <= radios.SENSING_WITHOUT_RADIO:
        return outside(
            Exclusion.UNRELATED,
            f"{evidence}: it senses without radio-frequency communication",
            mark=Mark.INTERPRETATION,
        )
    frequency = facts.declared.frequency_mhz
    if exclusion is Exclusion.RECEIVE_ONLY and frequency is not None:
        return within(f"{none_here}, and it works at {frequency:g} MHz")
    return undecided(
        f"{none_here}, and whether it communicates by radio above {over:g} MHz is open",
        "function", facts.ask, f"Does it receive or send radio communications above {over:g} MHz?",
        mark=Mark.INTERPRETATION,
    )  # fmt: skip


def by_identity(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """What knowledge says that the part itself does by radio; None if it does nothing such."""
    own = facts.tag.own
    match effective_function(own):
        case Function.RADIO:
            return within(own.because)
        case Function.LOW_BAND:
            return outside(Exclusion.FREQUENCY, own.because)
        case Function.BAND_UNKNOWN:
            return undecided(
                own.because, "frequency", facts.ask,
                "What is the highest frequency that it communicates at?",
            )  # fmt: skip
        case function if function in _FUNCTION_OF:
            return excluded_kind(
                _FUNCTION_OF[function], frozenset(own.radios), facts, edition, own.because
            )
    return None


def declared_exclusion(
    facts: ComponentFacts, edition: Edition, *, class_is_declared: bool
) -> Reading | None:
    """A declared exclusion of this definition: followed unless other facts speak against it."""
    declared = facts.declared
    two_way = frozenset(declared.radios) & radios.TWO_WAY
    kinds = [e.value for e in CONNECTIVITY_EXCLUSIONS if e in declared.exclusions]
    if len(kinds) > 1 and "exclusion" not in facts.decided_facts:
        return undecided(
            f"declared exclusions {' and '.join(kinds)}: exclusively neither",
            "exclusive-function", facts.ask, "Is it one item, and what does it do only?",
            mark=Mark.INTERPRETATION, warnings=("contradicting exclusions",),
        )  # fmt: skip
    for exclusion in (*CONNECTIVITY_EXCLUSIONS, Exclusion.FREQUENCY, Exclusion.NOT_ENABLING):
        if exclusion not in declared.exclusions:
            continue
        evidence = f"declared exclusion {exclusion.value}"
        if exclusion is Exclusion.NOT_ENABLING:
            return only_supports(facts, edition, evidence)
        if two_way:
            return within(
                f"{evidence} is lost: with {_words(two_way)} it is not exclusively so",
                warnings=(f"{evidence} contradicts the declared radio",),
            )
        if exclusion is Exclusion.FREQUENCY:
            over = edition.connectivity.frequency_over_mhz
            if declared.frequency_mhz is not None and declared.frequency_mhz > over:
                return within(
                    f"{evidence} is not followed: it is declared at {declared.frequency_mhz:g} MHz",
                    warnings=(f"{evidence} contradicts the declared frequency",),
                )
            reading = outside(exclusion, evidence)
        else:
            if exclusion is Exclusion.RECEIVE_ONLY and declared.receive_only is False:
                return _contradicted(facts, evidence, "it is declared not to be receive-only")
            reading = excluded_kind(exclusion, frozenset(declared.radios), facts, edition, evidence)
            lost = reading.answer is Answer.UNKNOWN or reading.exclusion is Exclusion.UNRELATED
            if lost and class_is_declared:
                # Without the exclusion, what is declared to be VCS stays VCS.
                reading = within(reading.because)
        decided = facts.was_decided(exclusion=exclusion)
        return _unless_known(facts, reading, decided=decided)
    return None


def only_supports(facts: ComponentFacts, edition: Edition, evidence: str) -> Reading:
    """A part that supports communication without directly enabling it."""
    provision = edition.connectivity
    two_way = frozenset(facts.declared.radios) & radios.TWO_WAY
    decided = facts.was_decided("directly-enables", exclusion=Exclusion.NOT_ENABLING)
    if two_way and not decided:
        return _contradicted(facts, evidence, f"it has {_words(two_way)}")
    match provision.part_that_only_supports:
        case Answer.NO:
            return _unless_known(facts, outside(Exclusion.NOT_ENABLING, evidence), decided=decided)
        case Answer.YES:
            return within(f"{evidence}, but this edition includes what only supports")
    return undecided(
        f"{evidence}; whether this edition includes what only supports is unclear",
        "function", facts.ask, "Does it support the communication at all, and how?",
        mark=Mark.INTERPRETATION,
    )  # fmt: skip


def _unless_known(facts: ComponentFacts, reading: Reading, *, decided: bool) -> Reading:
    """A declaration does not clear what a known part family, package or FCC ID contradicts."""
    if reading.answer is not Answer.NO or decided:
        return reading
    if is_known_radio(facts.tag.own):
        return _contradicted(facts, reading.because, facts.tag.own.because)
    return reading


def _contradicted(facts: ComponentFacts, claim: str, against: str) -> Reading:
    return undecided(
        f"{claim}, but {against}",
        "contradiction", facts.ask, "Which of the two is right, and what shows it?",
        warnings=("a declaration that would clear it is contradicted",),
    )  # fmt: skip


def _words(found: Iterable[Radio]) -> str:
    return ", ".join(sorted(radio.value for radio in found))


_PHRASE = {
    Exclusion.SENSING: "automotive sensing",
    Exclusion.UWB_ACCESS: "ultra-wideband for physical vehicle access",
    Exclusion.RECEIVE_ONLY: "receiving one-way signals",
    Exclusion.POWER: "supplying or managing power",
}
