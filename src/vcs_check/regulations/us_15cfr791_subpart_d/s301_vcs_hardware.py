"""15 CFR 791.301, *VCS hardware*: programmable parts that directly enable connectivity.

Listed kinds that directly enable, and are directly connected to, a VCS or are part of an
item that directly enables it. Every listed part inside a telematics unit is itself VCS
hardware. Not VCS hardware: parts that contribute nothing to communication. Whether the list
is closed is disputed, so an unlisted programmable part on the radio path, and a passive
external antenna, stay undecided (interpretation). ADS hardware is not restricted.
"""

from __future__ import annotations

from vcs_check.classification import radios
from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import Answer, ComponentClass, Exclusion, Mark
from vcs_check.regulations.answers import Answered, Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d import s301_connectivity as connectivity
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope, item_communicates, line

QUESTION_FUNCTION = (
    "Does it, or the item that it is part of, directly enable communication over the threshold?"
)
QUESTION_KIND = "Is it programmable hardware of a listed kind?"
QUESTION_IMPORTED = "Is it imported?"
_OF_HARDWARE = frozenset(
    {
        *connectivity.CONNECTIVITY_EXCLUSIONS, Exclusion.FREQUENCY, Exclusion.NOT_ENABLING,
        Exclusion.PASSIVE, Exclusion.NOT_LISTED, Exclusion.UNRELATED,
    }
)  # fmt: skip


def hardware_scope(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Scope:
    """Whether a piece of hardware is VCS hardware that is imported."""
    provision = edition.vcs_hardware
    reading = _function(facts, edition)
    if reading.answer is not Answer.NO:
        reading = _excluded(facts, edition) or reading
    lines = [line(QUESTION_FUNCTION, reading, provision)]
    answer, exclusion, reason = reading.answer, reading.exclusion, reading.because
    not_imported: Answered | None = None
    if answer is not Answer.NO:
        kind = _kind(facts, edition)
        lines.append(line(QUESTION_KIND, kind, provision))
        imported = _imported(facts, transaction, edition)
        lines.append(imported)
        if kind.answer is Answer.NO or (kind.answer is Answer.UNKNOWN and answer is Answer.YES):
            answer = kind.answer
        if imported.answer is Answer.UNKNOWN and answer is Answer.YES:
            answer = Answer.UNKNOWN
        if kind.answer is Answer.NO:
            exclusion, reason = kind.exclusion, kind.because
        if imported.answer is Answer.NO and answer is not Answer.NO:
            not_imported = imported
    return Scope(
        component_class=_class(facts, answer),
        answer=answer,
        exclusion=exclusion if answer is Answer.NO else None,
        lines=tuple(lines),
        reason=reason,
        citation=provision.citation,
        not_imported=not_imported,
    )


def _class(facts: ComponentFacts, answer: Answer) -> ComponentClass:
    declared = facts.declared.component_class
    if declared is not None:
        return declared
    if answer is Answer.YES:
        return ComponentClass.VCS_HARDWARE
    if answer is Answer.UNKNOWN:
        return ComponentClass.UNKNOWN
    driving = connectivity.effective_function(facts.tag.own) is Function.DRIVING
    return ComponentClass.ADS_HARDWARE if driving else ComponentClass.OTHER


def _function(facts: ComponentFacts, edition: Edition) -> Reading:
    """Whether the part, or its item, directly enables communication."""
    declared = facts.declared
    kind = facts.tag.own.listed_kind
    if kind in edition.vcs_hardware.kinds_restricted_by_themselves:
        return within(f"{facts.tag.own.because}; this edition restricts {kind}")
    match declared.component_class:
        case ComponentClass.VCS_HARDWARE:
            if declared.directly_enables is False and not _decided(facts, "directly-enables"):
                return _contradiction(facts, "declared vcs-hardware and not directly enabling")
            if declared.directly_enables is False:
                return connectivity.only_supports(facts, edition, "decided: it only supports")
            return within("declared vcs-hardware")
        case ComponentClass.ADS_HARDWARE:
            return _ads_hardware(facts, edition)
        case ComponentClass.OTHER:
            return _declared_other(facts)
    if declared.directly_enables is True:
        return within("declared to enable communication directly")
    by_declaration = connectivity.by_declaration(facts, edition)
    if by_declaration is not None:
        return by_declaration
    by_identity = connectivity.by_identity(facts, edition)
    if by_identity is not None:
        return by_identity
    return _by_kind_and_host(facts, edition)


def _by_kind_and_host(facts: ComponentFacts, edition: Edition) -> Reading:
    """A part without a radio of its own: its kind and the item around it decide."""
    own, host = facts.tag.own, facts.tag.host
    item = item_communicates(host, edition)
    match connectivity.effective_function(own):
        case Function.PASSIVE:
            return outside(Exclusion.PASSIVE, own.because)
        case Function.UNRELATED | Function.DRIVER_ASSISTANCE:
            return outside(Exclusion.UNRELATED, own.because)
        case Function.DRIVING if own.confidence is not Confidence.LOW:
            return _ads_hardware(facts, edition)
        case Function.COMPUTE if item is Answer.YES:
            return within(f"{own.because}; part of an item that communicates: {host.because}")
        case Function.COMPUTE | Function.RADIO_PATH | Function.ANTENNA if (
            item is Answer.NO and own.confidence is not Confidence.LOW
        ):
            return outside(
                Exclusion.UNRELATED,
                f"{own.because}; part of an item that does not communicate: {host.because}",
            )
        case Function.COMPUTE:
            return undecided(
                f"{own.because}; what it is part of is not known",
                "host", facts.ask, "Which control unit is it part of, and does that communicate?",
            )  # fmt: skip
        case Function.RADIO_PATH | Function.ANTENNA:
            return within(own.because)  # its kind is asked next
    where = f"part of {host.name}" if host.name else "what it is part of is not known"
    return undecided(
        f"{own.because}; {where}",
        "function", facts.ask, "What does it do, and does it communicate by radio?",
    )  # fmt: skip


def _ads_hardware(facts: ComponentFacts, edition: Edition) -> Reading:
    if edition.vcs_hardware.driving_hardware_restricted:
        return within("hardware of an automated driving system, which this edition restricts")
    two_way = frozenset(facts.declared.radios) & radios.TWO_WAY
    if two_way or facts.declared.directly_enables or connectivity.is_known_radio(facts.tag.own):
        return _contradiction(facts, "ADS hardware that also communicates by radio")
    if item_communicates(facts.tag.host, edition) is Answer.YES:
        return undecided(
            f"ADS hardware inside an item that communicates: {facts.tag.host.because}",
            "function", facts.ask, "Does it take part in the radio communication of that item?",
        )  # fmt: skip
    return outside(
        Exclusion.NOT_LISTED, "hardware of an automated driving system is not restricted as such"
    )


def _declared_other(facts: ComponentFacts) -> Reading:
    """A declaration of *other* clears, unless something known says otherwise."""
    against = contradicts_other(facts)
    if against and not _decided(facts, "class"):
        return _contradiction(facts, f"declared other, but {against}")
    return outside(Exclusion.UNRELATED, "declared to be neither VCS nor ADS")


def contradicts_other(facts: ComponentFacts) -> str:
    """What speaks against a declaration that a component is neither VCS nor ADS."""
    declared, own = facts.declared, facts.tag.own
    two_way = frozenset(declared.radios) & radios.TWO_WAY
    if two_way:
        return f"it has {', '.join(sorted(r.value for r in two_way))}"
    if declared.directly_enables:
        return "it is declared to enable communication directly"
    if declared.fcc_id:
        return f"it has the FCC ID {declared.fcc_id}"
    known = own.layer in {Layer.IDENTITY, Layer.ASSEMBLY} or (
        bool(own.listed_kind) and own.confidence is not Confidence.LOW
    )
    suspicious = {Function.RADIO, Function.BAND_UNKNOWN, Function.RADIO_PATH, Function.ANTENNA}
    if known and own.function in suspicious | {Function.DRIVING}:
        return own.because
    if known and own.function is Function.COMPUTE and facts.tag.host.function is Function.RADIO:
        return f"{own.because}; {facts.tag.host.because}"
    return ""


def _excluded(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """Exclusions that apply to the part itself, after its class and what it enables."""
    declared, kind = facts.declared, facts.tag.own.listed_kind
    if kind in edition.vcs_hardware.kinds_restricted_by_themselves:
        return _excluded_by_word_alone(facts, f"this edition restricts {kind}")
    class_is_declared = (
        declared.component_class is ComponentClass.VCS_HARDWARE or declared.directly_enables is True
    )
    if class_is_declared:
        by_radio = connectivity.by_declared_radios(facts, edition)
        if by_radio is not None and applies_after_class(by_radio):
            return by_radio
    by_connectivity = connectivity.declared_exclusion(
        facts, edition, class_is_declared=class_is_declared
    )
    if by_connectivity is not None:
        return by_connectivity
    for exclusion in (Exclusion.PASSIVE, Exclusion.NOT_LISTED, Exclusion.UNRELATED):
        if exclusion in declared.exclusions:
            return _declared_kind_exclusion(exclusion, facts, edition)
    return None


def _excluded_by_word_alone(facts: ComponentFacts, against: str) -> Reading | None:
    """A declared exclusion of a part that is restricted whether or not it communicates."""
    for exclusion in facts.declared.exclusions:
        if exclusion in _OF_HARDWARE:
            evidence = f"declared exclusion {exclusion.value}"
            if _decided(facts, "exclusion"):
                return outside(exclusion, evidence)
            return _contradiction(facts, f"{evidence}, but {against}")
    return None


def applies_after_class(reading: Reading) -> bool:
    """Whether declared radios take out what is declared to be VCS: by an exclusion, or frequency.

    That a thing senses without radio is no exclusion; the declaration says otherwise.
    """
    if reading.answer is Answer.NO:
        return reading.exclusion is not Exclusion.UNRELATED
    return bool(reading.warnings)


def _declared_kind_exclusion(
    exclusion: Exclusion, facts: ComponentFacts, edition: Edition
) -> Reading:
    declared, own = facts.declared, facts.tag.own
    evidence = f"declared exclusion {exclusion.value}"
    if _decided(facts, "exclusion"):
        return outside(exclusion, evidence)
    against = contradicts_other(facts)
    if exclusion is not Exclusion.UNRELATED and declared.programmable:
        against = against or "it is declared to be programmable"
    if exclusion is Exclusion.UNRELATED and declared.component_class is not None:
        against = against or f"it is declared {declared.component_class.value}"
    if exclusion is Exclusion.NOT_LISTED and declared.programmable is not False:
        against = against or "whether the list of kinds is closed is disputed"
    if own.listed_kind in edition.vcs_hardware.listed_kinds and own.layer is Layer.IDENTITY:
        against = against or own.because
    if against:
        return _contradiction(facts, f"{evidence}, but {against}", mark=Mark.INTERPRETATION)
    return outside(exclusion, evidence)


def _kind(facts: ComponentFacts, edition: Edition) -> Reading:
    """Whether the part is software-enabled or programmable, and of a listed kind."""
    provision, declared, own = edition.vcs_hardware, facts.declared, facts.tag.own
    function = connectivity.effective_function(own)
    if declared.programmable is False:
        if _decided(facts, "programmable"):
            return outside(Exclusion.NOT_LISTED, "decided: it is not programmable")
        if function is Function.UNKNOWN and not _speaks_of_radio(facts):
            return outside(Exclusion.NOT_LISTED, "declared not to be programmable")
        return _contradiction(
            facts, "declared not to be programmable, yet named as a part that communicates",
            mark=Mark.INTERPRETATION,
        )  # fmt: skip
    if declared.component_class is ComponentClass.VCS_HARDWARE:
        return within("declared vcs-hardware")
    if own.listed_kind in provision.kinds_restricted_by_themselves:
        return within(f"of a listed kind: {own.listed_kind}")
    if function is Function.ANTENNA and not declared.programmable:
        return _open_kind(provision.passive_external_antenna, facts, own.because)
    if function is Function.RADIO_PATH or (
        own.listed_kind and own.listed_kind not in provision.listed_kinds
    ):
        return _open_kind(provision.unlisted_programmable_part_on_radio_path, facts, own.because)
    if own.listed_kind:
        return within(f"of a listed kind: {own.listed_kind}")
    return within("it communicates by radio, which is a listed kind of its own")


def _open_kind(answer: Answer, facts: ComponentFacts, because: str) -> Reading:
    match answer:
        case Answer.YES:
            return within(because)
        case Answer.NO:
            return outside(Exclusion.NOT_LISTED, f"{because}; not a listed kind")
    return undecided(
        f"{because}; whether the list of kinds covers it is disputed",
        "listed-kind", facts.ask, "Is it programmable, and does it take part in the communication?",
        mark=Mark.INTERPRETATION,
    )  # fmt: skip


def _speaks_of_radio(facts: ComponentFacts) -> bool:
    declared = facts.declared
    return bool(
        declared.component_class is ComponentClass.VCS_HARDWARE
        or declared.radios
        or declared.directly_enables
        or declared.fcc_id
        or (declared.frequency_mhz is not None)
        or facts.tag.own.radios
    )


def _imported(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Answered:
    """Hardware made in the United States is not imported, by itself; its parts may be."""
    provision = edition.prohibitions.vcs_hardware
    declared = facts.declared
    if declared.made_in == "US":
        if transaction.kind in {"import", "import-hardware"}:
            reading = undecided(
                "declared made in the United States, yet the transaction is an import",
                "import", facts.ask, "Is this unit imported, by itself or inside the vehicle?",
                mark=Mark.INTERPRETATION,
            )  # fmt: skip
        else:
            reading = outside(
                Exclusion.NOT_IMPORTED, "declared made in the United States, so not imported"
            )
    elif Exclusion.NOT_IMPORTED in declared.exclusions:
        reading = (
            outside(Exclusion.NOT_IMPORTED, "decided: it is not imported")
            if _decided(facts, "exclusion")
            else undecided(
                "declared not imported, but its place of manufacture (vcs:made-in) is not given",
                "made-in", facts.ask, "In which country is it made?",
            )
        )  # fmt: skip
    else:
        reading = within("nothing shows that it is made in the United States")
    return line(QUESTION_IMPORTED, reading, provision)


def _decided(facts: ComponentFacts, fact: str) -> bool:
    return fact in facts.decided_facts


def _contradiction(facts: ComponentFacts, because: str, *, mark: Mark | None = None) -> Reading:
    return undecided(
        because,
        "contradiction", facts.ask, "Which of the two is right, and what shows it?",
        mark=mark, warnings=("contradicting statements",),
    )  # fmt: skip
