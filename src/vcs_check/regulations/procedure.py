"""Who asks the questions of the rule, in order, and joins the answers to one verdict.

1. vehicle in scope? 2. part excluded by kind? 3. function? 4. programmable listed hardware,
or software on a primary processor that is neither firmware, open source, legacy nor without
foreign interest? 5. time; 6. nexus over all roles; 7. authorization.

An unknown stops nothing by itself: where a later question settles the outcome whatever the
answer, the outcome stands and the trace says that the open question did not matter. An
unknown that matters makes the component indeterminate. The procedure knows no edition by
name and asks no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from vcs_check.assessment import Missing, Outcome, TraceLine
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Role,
    Verdict,
)
from vcs_check.regulations.answers import Answered, all_of, any_of, opposite
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, NamedParty, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d.s301_connected_vehicle import (
    declared_vehicle_exclusion,
    vehicle_in_scope,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s301_covered_software import software_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s301_nexus import (
    made_in_adversary,
    origin_line,
    origin_of,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s301_open_source import is_privately_modified
from vcs_check.regulations.us_15cfr791_subpart_d.s301_vcs_hardware import hardware_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s304_controlled_manufacturers import (
    controlled_manufacturer,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s306_authorizations import authorization
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import (
    Exemption,
    hardware_exemption,
    software_exemption,
)
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope

DID_NOT_MATTER = "The open questions above did not matter"


class Judged(Struct, frozen=True, kw_only=True):
    """Everything that was asked about a component before the answers are joined."""

    facts: ComponentFacts
    transaction: Transaction
    edition: Edition
    vehicle: Answered
    scope: Scope
    axis: Axis
    exemption: Exemption
    origin: Origin
    origin_line: Answered
    manufacturer: Answered | None

    @property
    def lines(self) -> list[Answered]:
        """The answers in the order asked."""
        lines = [self.vehicle, *self.scope.lines, self.exemption.line, self.origin_line]
        if self.manufacturer is not None:
            lines.append(self.manufacturer)
        return lines


def evaluate(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Outcome:
    """The verdict on one component, with its whole trace.

    Args:
        facts: what is known of the component.
        transaction: the vehicle program.
        edition: the edition of the rule that is applied.
    """
    return Procedure(transaction, edition).evaluate(facts)


class Procedure:
    """The questions for one transaction under one edition; remembers answers that are shared.

    Most components of a vehicle differ only in who made them, so what does not depend on the
    parties is asked once for all that share ``ComponentFacts.base``.
    """

    def __init__(self, transaction: Transaction, edition: Edition) -> None:
        self.transaction = transaction
        self.edition = edition
        self._by_year: dict[tuple[int | None, bool], Timing] = {}
        self._scopes: dict[int, tuple[ComponentFacts, Axis, Scope]] = {}
        self._origins: dict[int, tuple[object, Origin]] = {}
        self._out: dict[tuple[object, ...], tuple[object, Outcome]] = {}

    def evaluate(self, facts: ComponentFacts) -> Outcome:
        """The verdict on one component, with its whole trace."""
        timing = self._timing(facts)
        vehicle = self._vehicle(facts, timing)
        if vehicle.answer is Answer.NO:
            return _out_for_vehicle(facts, vehicle, self._origin(facts))
        if _is_service(facts):
            return _service(facts, self.edition, vehicle)
        axis, scope = self._scope(facts, timing)
        origin = self._origin(facts)
        if scope.answer is Answer.NO:
            return self._out_of_scope(facts, vehicle, scope, origin)
        judged = Judged(
            facts=facts,
            transaction=timing.transaction,
            edition=self.edition,
            vehicle=vehicle,
            scope=scope,
            axis=axis,
            exemption=timing.exemption(axis),
            origin=origin,
            origin_line=made_in_adversary(facts, self.edition)
            or origin_line(
                _parties_of_the_verbs(facts),
                self.edition,
                is_strict=self.transaction.is_strict,
                ask=facts.ask,
            ),
            manufacturer=timing.manufacturer,
        )
        return _join(judged)

    def verdict(self, facts: ComponentFacts) -> Verdict:
        """The verdict alone: the same as :meth:`evaluate` gives, without reasons."""
        return self.verdicts(facts, (self._timing(facts),))[0]

    def verdicts(self, facts: ComponentFacts, timings: Sequence[Timing]) -> tuple[Verdict, ...]:
        """The verdict under each of several timings of the same transaction."""
        vehicle = self._vehicle(facts, timings[0])
        if vehicle.answer is Answer.NO or _is_service(facts):
            return (Verdict.OUT_OF_SCOPE,) * len(timings)
        axis, scope = self._scope(facts, timings[0])
        if scope.answer is Answer.NO:
            return (Verdict.OUT_OF_SCOPE,) * len(timings)
        origin = self._origin(facts)
        may_be_authorized = bool(facts.authorization or self.transaction.authorizations)
        found = []
        for timing in timings:
            forbidden, verdict = _verdict(
                scope,
                origin,
                timing.exemption(axis).answer,
                timing.manufacturer,
            )
            if forbidden and may_be_authorized:
                name, line = authorization(facts, timing.transaction, self.edition)
                verdict = _with_authorization(verdict, name, line)
            found.append(verdict)
        return tuple(found)

    # -- the questions, each asked as seldom as its answer allows ------------------------------

    def _timing(self, facts: ComponentFacts) -> Timing:
        declared = facts.declared
        key = (declared.model_year, declared.no_model_year)
        timing = self._by_year.get(key)
        if timing is None:
            transaction = effective_transaction(facts, self.transaction)
            timing = self._by_year[key] = Timing(transaction, self.edition)
        return timing

    def _vehicle(self, facts: ComponentFacts, timing: Timing) -> Answered:
        if timing.vehicle.answer is Answer.NO or not facts.declared.exclusions:
            return timing.vehicle
        declared = declared_vehicle_exclusion(facts, timing.transaction, self.edition)
        return declared or timing.vehicle

    def _scope(self, facts: ComponentFacts, timing: Timing) -> tuple[Axis, Scope]:
        """Axis and scope; neither depends on the model year."""
        if facts.base is None or _scope_rests_on_parties(facts):
            axis = _axis(facts)
            return axis, self._ask_scope(facts, timing, axis)
        known = self._scopes.get(id(facts.base))
        if known is None:
            axis = _axis(facts)
            known = (facts.base, axis, self._ask_scope(facts, timing, axis))
            self._scopes[id(facts.base)] = known
        return known[1], known[2]

    def _ask_scope(self, facts: ComponentFacts, timing: Timing, axis: Axis) -> Scope:
        transaction, edition = timing.transaction, self.edition
        if axis is Axis.HARDWARE:
            return hardware_scope(facts, transaction, edition)
        software = software_scope(facts, transaction, edition)
        if axis is Axis.SOFTWARE:
            return software
        # Hardware or software is not known: out only if out as both.
        hardware = hardware_scope(facts, transaction, edition)
        if hardware.not_imported is not None and software.answer is not Answer.NO:
            return software  # that hardware is not imported takes no software out
        return min((hardware, software), key=lambda scope: _STRICTNESS[scope.answer])

    def _origin(self, facts: ComponentFacts) -> Origin:
        is_strict = self.transaction.is_strict
        if made_in_adversary(facts, self.edition):
            return Origin.NEXUS
        if is_privately_modified(facts):
            return origin_of(_parties_of_the_verbs(facts), is_strict=is_strict)
        known = self._origins.get(id(facts.parties))
        if known is None:
            known = (facts.parties, origin_of(facts.parties, is_strict=is_strict))
            self._origins[id(facts.parties)] = known
        return known[1]

    def _out_of_scope(
        self, facts: ComponentFacts, vehicle: Answered, scope: Scope, origin: Origin
    ) -> Outcome:
        """Out of scope whoever made it: one outcome for all that differ in parties only."""
        warnings = _warnings(facts, (vehicle, *scope.lines))
        key = (id(scope), id(vehicle), origin, warnings)
        known = self._out.get(key)
        if known is None:
            known = self._out[key] = ((scope, vehicle), _out(scope, vehicle, origin, warnings))
        return known[1]


class Timing:
    """What depends on the transaction alone."""

    def __init__(self, transaction: Transaction, edition: Edition) -> None:
        self.transaction = transaction
        self.vehicle = vehicle_in_scope(transaction, edition)
        self.manufacturer = controlled_manufacturer(transaction, edition)
        self._hardware = hardware_exemption(transaction, edition)
        self._software = software_exemption(transaction, edition)

    def exemption(self, axis: Axis) -> Exemption:
        """By axis; where that is not known, exempt only if exempt as both."""
        if axis is Axis.HARDWARE:
            return self._hardware
        if axis is Axis.SOFTWARE:
            return self._software
        return min(
            (self._hardware, self._software),
            key=lambda exemption: _STRICTNESS[opposite(exemption.answer)],
        )


_STRICTNESS = {Answer.YES: 0, Answer.UNKNOWN: 1, Answer.NO: 2}


def effective_transaction(facts: ComponentFacts, transaction: Transaction) -> Transaction:
    """The transaction with the BOM's own model year, where the program states none."""
    declared = facts.declared
    if transaction.model_year is not None or transaction.no_model_year:
        return transaction
    if declared.model_year is None and not declared.no_model_year:
        return transaction
    return msgspec.structs.replace(
        transaction, model_year=declared.model_year, no_model_year=declared.no_model_year
    )


def _scope_rests_on_parties(facts: ComponentFacts) -> bool:
    """Legacy software and foreign interest ask who the parties are."""
    declared = facts.declared
    return bool(
        declared.exclusions
        or declared.developed
        or declared.first_supplied
        or declared.foreign_interest is False
        or any(party.finding.foreign_interest is False for party in facts.parties)
    )


def _is_service(facts: ComponentFacts) -> bool:
    return facts.axis is Axis.SERVICE and facts.declared.component_class in {
        None,
        ComponentClass.OTHER,
    }


def _axis(facts: ComponentFacts) -> Axis:
    match facts.declared.component_class:
        case ComponentClass.VCS_HARDWARE | ComponentClass.ADS_HARDWARE:
            return _unless_by_type(facts, Axis.HARDWARE)
        case ComponentClass.VCS_SOFTWARE | ComponentClass.ADS_SOFTWARE:
            return _unless_by_type(facts, Axis.SOFTWARE)
    # A type that is not stated is not guessed from a name: hardware is restricted later than
    # software, so the guess would decide towards leniency.
    return facts.axis if facts.axis in {Axis.HARDWARE, Axis.SOFTWARE} else Axis.UNKNOWN


def _unless_by_type(facts: ComponentFacts, axis: Axis) -> Axis:
    """The axis; unknown where the BOM's type contradicts the class, so that neither clears."""
    by_type = facts.axis
    contradicts = by_type in {Axis.HARDWARE, Axis.SOFTWARE} and by_type is not axis
    return Axis.UNKNOWN if contradicts else axis


def _parties_of_the_verbs(facts: ComponentFacts) -> tuple[NamedParty, ...]:
    """The parties that count; whoever modified open source privately is its developer."""
    if not is_privately_modified(facts):
        return facts.parties
    return tuple(
        msgspec.structs.replace(p, role=Role.DEVELOPER) if p.role is Role.ALTERED_BY else p
        for p in facts.parties
    )


# -- joining the answers ---------------------------------------------------------------------


def _forbidden_by_part(scope: Scope, origin: Origin, exempt: Answer) -> Answer:
    """Whether § 791.302 or § 791.303 forbids it, for whoever made it."""
    if scope.not_imported is not None:
        return Answer.NO
    return all_of((_is_nexus(origin), opposite(exempt)))


def _verdict(
    scope: Scope, origin: Origin, exempt: Answer, manufacturer: Answered | None
) -> tuple[bool, Verdict]:
    """Whether an authorization could matter, and the verdict without one."""
    in_scope = scope.answer
    if in_scope is Answer.NO:
        return False, Verdict.OUT_OF_SCOPE
    by_part = _forbidden_by_part(scope, origin, exempt)
    by_manufacturer = manufacturer.answer if manufacturer else Answer.NO
    forbidden = any_of((by_part, by_manufacturer))
    if forbidden is Answer.NO and scope.not_imported is not None:
        return False, Verdict.OUT_OF_SCOPE
    if forbidden is Answer.NO:
        return False, Verdict.EXEMPT if exempt is Answer.YES else Verdict.PERMITTED
    if forbidden is Answer.YES and in_scope is Answer.YES:
        return True, Verdict.PROHIBITED
    return True, Verdict.INDETERMINATE


def _with_authorization(verdict: Verdict, name: str, line: Answered) -> Verdict:
    """An authorization that applies covers it; one that may apply leaves it undecided."""
    if name:
        return Verdict.AUTHORIZED
    return Verdict.INDETERMINATE if line.answer is Answer.UNKNOWN else verdict


def _join(judged: Judged) -> Outcome:
    scope, edition = judged.scope, judged.edition
    forbidden, verdict = _verdict(
        scope, judged.origin, judged.exemption.answer, judged.manufacturer
    )
    if verdict is Verdict.OUT_OF_SCOPE:
        return _not_imported(judged)
    if not forbidden:
        return _harmless(judged, verdict)
    name, line = authorization(judged.facts, judged.transaction, edition)
    verdict = _with_authorization(verdict, name, line)
    if verdict is Verdict.AUTHORIZED:
        return _outcome(
            judged, Verdict.AUTHORIZED, line.citation, f"Authorized: {line.because}.",
            last=line, authorized_by=name,
        )  # fmt: skip
    by_part = _forbidden_by_part(scope, judged.origin, judged.exemption.answer)
    if verdict is Verdict.PROHIBITED:
        return _prohibited(judged, by_part, line)
    return _undecided(judged, by_part, line)


def _is_nexus(origin: Origin) -> Answer:
    match origin:
        case Origin.NEXUS:
            return Answer.YES
        case Origin.NONE:
            return Answer.NO
    return Answer.UNKNOWN


def _not_imported(judged: Judged) -> Outcome:
    """Hardware that is not imported, where § 791.304 does not forbid it either."""
    line = judged.scope.not_imported
    assert line is not None
    outcome = _outcome(
        judged, Verdict.OUT_OF_SCOPE, line.citation, f"Out of scope: {line.because}."
    )
    return msgspec.structs.replace(
        outcome, exclusion=Exclusion.NOT_IMPORTED, exempt_before=None, assumptions=()
    )


def _harmless(judged: Judged, verdict: Verdict) -> Outcome:
    """Nothing can forbid it: exempt by time, or permitted because nobody has a nexus."""
    if verdict is Verdict.EXEMPT:
        until = judged.exemption.until
        shown = (
            f"model year {until.model_year}"
            if until.model_year is not None
            else f"an import on {until.import_date}"
        )
        return _outcome(
            judged,
            Verdict.EXEMPT,
            judged.exemption.citation,
            f"Exempt until {shown}: {judged.exemption.line.because}.",
        )
    return _outcome(
        judged,
        Verdict.PERMITTED,
        _prohibition_citation(judged),
        f"Permitted: {judged.origin_line.because}; a declaration of conformity may be due.",
    )


def _prohibited(judged: Judged, by_part: Answer, last: Answered) -> Outcome:
    if by_part is Answer.YES:
        reason = f"Prohibited: {judged.origin_line.because}; {judged.exemption.line.because}"
        reason += _way_out(judged)
        return _outcome(
            judged, Verdict.PROHIBITED, _prohibition_citation(judged), f"{reason}.", last=last
        )
    provision = judged.edition.prohibitions.controlled_manufacturer
    because = judged.manufacturer.because if judged.manufacturer else ""
    return _outcome(
        judged, Verdict.PROHIBITED, provision.citation, f"Prohibited: {because}.", last=last
    )


def _way_out(judged: Judged) -> str:
    """The exclusion that positive evidence could still bring, for software without any date."""
    legacy = judged.edition.covered_software.legacy
    declared = judged.facts.declared
    dated = declared.developed or declared.first_supplied or declared.last_altered
    if judged.axis is not Axis.SOFTWARE or legacy is None or dated:
        return ""
    return f"; unless shown to be supplied before {legacy.first_day_too_late} and not altered since"


def _undecided(judged: Judged, by_part: Answer, last: Answered) -> Outcome:
    matter: list[Answered] = []
    if judged.scope.answer is Answer.UNKNOWN:
        matter += [line for line in judged.scope.lines if line.answer is Answer.UNKNOWN]
    if by_part is Answer.UNKNOWN:
        if judged.origin is Origin.UNKNOWN:
            matter.append(judged.origin_line)
        if judged.exemption.answer is Answer.UNKNOWN:
            matter.append(judged.exemption.line)
    if judged.manufacturer is not None and judged.manufacturer.answer is Answer.UNKNOWN:
        matter.append(judged.manufacturer)
    if last.answer is Answer.UNKNOWN:
        matter.append(last)
    missing = tuple(dict.fromkeys(item for line in matter for item in line.missing))
    reason = "; ".join(dict.fromkeys(line.because for line in matter))
    return _outcome(
        judged, Verdict.INDETERMINATE, _prohibition_citation(judged), f"Undecided: {reason}.",
        last=last, missing=missing,
    )  # fmt: skip


def _prohibition_citation(judged: Judged) -> str:
    prohibitions = judged.edition.prohibitions
    if judged.axis is Axis.HARDWARE:
        return prohibitions.vcs_hardware.citation
    sale, imported = prohibitions.covered_software_sale, prohibitions.covered_software_import
    match judged.transaction.kind:
        case "import" | "import-hardware" | "testing":
            software = imported.citation
        case "sale":
            software = sale.citation
        case _:
            software = (
                f"{imported.citation}, (b)" if sale.citation.endswith("(b)") else sale.citation
            )
    if judged.axis is Axis.SOFTWARE:
        return software
    return f"{prohibitions.vcs_hardware.citation}; {software}"


def _outcome(
    judged: Judged,
    verdict: Verdict,
    citation: str,
    reason: str,
    *,
    last: Answered | None = None,
    authorized_by: str = "",
    missing: tuple[Missing, ...] = (),
) -> Outcome:
    lines = judged.lines
    if last is not None:
        lines.append(last)
    trace = [line.line() for line in lines]
    settled = verdict not in {Verdict.PROHIBITED, Verdict.INDETERMINATE}
    if settled and any(line.answer is Answer.UNKNOWN for line in lines):
        trace.append(_did_not_matter(verdict, citation))
    return Outcome(
        verdict=verdict,
        component_class=judged.scope.component_class,
        exclusion=None,
        origin=judged.origin,
        citation=citation,
        reason=_sentence(reason),
        exempt_before=judged.exemption.until,
        missing=missing,
        assumptions=_assumptions(judged, verdict),
        warnings=_warnings(judged.facts, (*lines, judged.origin_line)),
        trace=tuple(trace),
        authorization=authorized_by,
    )


def _did_not_matter(verdict: Verdict, citation: str) -> TraceLine:
    why = {
        Verdict.EXEMPT: "the schedule exempts it whatever their answer",
        Verdict.PERMITTED: "no party named for it has a nexus, whatever their answer",
        Verdict.AUTHORIZED: "an authorization covers it whatever their answer",
        Verdict.OUT_OF_SCOPE: "one exclusion is enough, whatever their answer",
    }[verdict]
    return TraceLine(
        question="Do the open questions matter?",
        answer=Answer.NO,
        because=f"{DID_NOT_MATTER}: {why}",
        citation=citation,
        mark=Mark.INTERPRETATION,
    )


def _assumptions(judged: Judged, verdict: Verdict) -> tuple[str, ...]:
    """The assumptions that the verdict rests on, and no others."""
    found = [*judged.exemption.line.assumptions]
    if verdict is Verdict.PERMITTED:
        found += judged.origin_line.assumptions
    if judged.manufacturer is not None and verdict in {Verdict.PERMITTED, Verdict.EXEMPT}:
        found += judged.manufacturer.assumptions
    return tuple(dict.fromkeys(found))


def _warnings(facts: ComponentFacts, lines: Iterable[Answered]) -> tuple[str, ...]:
    found = [warning for line in lines for warning in line.warnings]
    for party in facts.parties:
        if party.role in {Role.MAINTAINER, Role.ALTERED_BY, Role.PROVIDER}:
            found += party.finding.warnings
            if party.finding.origin is Origin.NEXUS:
                who = f"{party.role.value} {party.finding.name}"
                found.append(f"{who} is a nexus person (15 CFR 791.1(a)(1))")
    return tuple(dict.fromkeys(found))


def _sentence(reason: str) -> str:
    return reason.replace("..", ".")


# -- components that never come to the questions ----------------------------------------------


def _out(scope: Scope, vehicle: Answered, origin: Origin, warnings: tuple[str, ...]) -> Outcome:
    """Out of scope by a definition."""
    lines = (vehicle, *scope.lines)
    trace = [line.line() for line in lines]
    if any(line.answer is Answer.UNKNOWN for line in lines):
        trace.append(_did_not_matter(Verdict.OUT_OF_SCOPE, scope.citation))
    excluding = [line for line in scope.lines if line.answer is Answer.NO]
    return Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=scope.component_class,
        exclusion=scope.exclusion,
        origin=origin,
        citation=scope.citation,
        reason=_sentence(f"Out of scope: {scope.reason}."),
        assumptions=tuple(dict.fromkeys(a for line in excluding for a in line.assumptions)),
        warnings=warnings,
        trace=tuple(trace),
    )


def _out_for_vehicle(facts: ComponentFacts, vehicle: Answered, origin: Origin) -> Outcome:
    return Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=facts.declared.component_class or ComponentClass.UNKNOWN,
        exclusion=vehicle.exclusion,
        origin=origin,
        citation=vehicle.citation,
        reason=_sentence(f"Out of scope: {vehicle.because}."),
        warnings=_warnings(facts, (vehicle,)),
        trace=(vehicle.line(),),
    )


def _service(facts: ComponentFacts, edition: Edition, vehicle: Answered) -> Outcome:
    """A service is not installed in the vehicle: its provider's nexus is a warning."""
    provision = edition.covered_software
    because = "a service is not installed in the vehicle"
    origins = {p.finding.origin for p in facts.parties}
    origin = next((o for o in Origin if o in origins), Origin.UNKNOWN)
    line = TraceLine(
        question="Is it installed in the vehicle?",
        answer=Answer.NO,
        because=because,
        citation=provision.citation,
        mark=Mark.INTERPRETATION,
    )
    return Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=ComponentClass.OTHER,
        exclusion=Exclusion.UNRELATED,
        origin=origin,
        citation=provision.citation,
        reason=f"Out of scope: {because}.",
        warnings=_warnings(facts, (vehicle,)),
        trace=(vehicle.line(), line),
    )
