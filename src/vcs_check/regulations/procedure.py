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

from collections.abc import Sequence

import msgspec

from vcs_check.assessment import Outcome
from vcs_check.inventory.vocabulary import Answer, Axis, ComponentClass, Origin, Role, Verdict
from vcs_check.regulations.answers import Answered
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, NamedParty, Transaction
from vcs_check.regulations.joining import Judged, joined, verdict_of, with_authorization
from vcs_check.regulations.out_of_scope import (
    DID_NOT_MATTER,
    out_for_vehicle,
    out_of_scope,
    service,
    warnings_of,
)
from vcs_check.regulations.timing import STRICTEST_FIRST, Timing, effective_transaction
from vcs_check.regulations.us_15cfr791_subpart_d.s301_connected_vehicle import (
    declared_vehicle_exclusion,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s301_covered_software import software_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s301_nexus import (
    made_in_adversary,
    origin_line,
    origin_of,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s301_open_source import is_privately_modified
from vcs_check.regulations.us_15cfr791_subpart_d.s301_vcs_hardware import hardware_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s306_authorizations import authorization
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope

__all__ = ["DID_NOT_MATTER", "Procedure", "Timing", "evaluate"]


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
        self._by_year: dict[tuple[int | None, bool, bool], Timing] = {}
        self._scopes: dict[int, tuple[ComponentFacts, Axis, Scope]] = {}
        self._origins: dict[int, tuple[object, Origin]] = {}
        self._origin_lines: dict[tuple[int, str], tuple[object, Answered]] = {}
        self._out: dict[tuple[object, ...], tuple[object, Outcome]] = {}

    def evaluate(self, facts: ComponentFacts) -> Outcome:
        """The verdict on one component, with its whole trace."""
        timing = self._timing(facts)
        vehicle = self._vehicle(facts, timing)
        if vehicle.answer is Answer.NO:
            return out_for_vehicle(facts, vehicle, self._origin(facts))
        if _is_service(facts):
            return service(facts, self.edition, vehicle)
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
            origin_line=self._origin_line(facts),
            manufacturer=timing.manufacturer,
        )
        return joined(judged)

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
            forbidden, verdict = verdict_of(
                scope,
                origin,
                timing.exemption(axis).answer,
                timing.manufacturer,
            )
            if forbidden and may_be_authorized:
                name, line = authorization(facts, timing.transaction, self.edition)
                verdict = with_authorization(verdict, name, line)
            found.append(verdict)
        return tuple(found)

    # -- the questions, each asked as seldom as its answer allows ------------------------------

    def _timing(self, facts: ComponentFacts) -> Timing:
        declared = facts.declared
        key = (declared.model_year, declared.no_model_year, facts.model_year_contradicted)
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
        return min((hardware, software), key=lambda scope: STRICTEST_FIRST.index(scope.answer))

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

    def _origin_line(self, facts: ComponentFacts) -> Answered:
        """Why the origin is what it is; the same for all that name the same parties."""
        made_in = made_in_adversary(facts, self.edition)
        if made_in is not None:
            return made_in
        parties = _parties_of_the_verbs(facts)
        key = (id(parties), facts.ask)
        known = self._origin_lines.get(key)
        if known is None:
            is_strict = self.transaction.is_strict
            line = origin_line(parties, self.edition, is_strict=is_strict, ask=facts.ask)
            known = self._origin_lines[key] = (parties, line)
        return known[1]

    def _out_of_scope(
        self, facts: ComponentFacts, vehicle: Answered, scope: Scope, origin: Origin
    ) -> Outcome:
        """Out of scope whoever made it: one outcome for all that differ in parties only."""
        warnings = warnings_of(facts, (vehicle, *scope.lines))
        key = (id(scope), id(vehicle), origin, warnings)
        known = self._out.get(key)
        if known is None:
            known = self._out[key] = (
                (scope, vehicle),
                out_of_scope(scope, vehicle, origin, warnings),
            )
        return known[1]


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
