"""Outcomes of components that the rule does not reach, and what every outcome shares."""

from __future__ import annotations

from collections.abc import Iterable

from vcs_check.assessment import Outcome, TraceLine
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Role,
    Verdict,
)
from vcs_check.regulations.answers import Answered
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope

DID_NOT_MATTER = "The open questions above did not matter"


def did_not_matter(verdict: Verdict, citation: str) -> TraceLine:
    """The line that says why open questions did not stop a verdict."""
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


def warnings_of(facts: ComponentFacts, lines: Iterable[Answered]) -> tuple[str, ...]:
    """Every warning, once: of the answers, and of who maintains, alters or serves it."""
    found = [warning for line in lines for warning in line.warnings]
    for party in facts.parties:
        if party.role in {Role.MAINTAINER, Role.ALTERED_BY, Role.PROVIDER}:
            found += party.finding.warnings
            if party.finding.origin is Origin.NEXUS:
                who = f"{party.role.value} {party.finding.name}"
                found.append(f"{who} is a nexus person (15 CFR 791.1(a)(1))")
    return tuple(dict.fromkeys(found))


def sentence(reason: str) -> str:
    """A reason that ends with one full stop."""
    return reason.replace("..", ".")


def out_of_scope(
    scope: Scope, vehicle: Answered, origin: Origin, warnings: tuple[str, ...]
) -> Outcome:
    """Out of scope by a definition."""
    lines = (vehicle, *scope.lines)
    trace = [line.line() for line in lines]
    if any(line.answer is Answer.UNKNOWN for line in lines):
        trace.append(did_not_matter(Verdict.OUT_OF_SCOPE, scope.citation))
    excluding = [line for line in scope.lines if line.answer is Answer.NO]
    return Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=scope.component_class,
        exclusion=scope.exclusion,
        origin=origin,
        citation=scope.citation,
        reason=sentence(f"Out of scope: {scope.reason}."),
        assumptions=tuple(dict.fromkeys(a for line in excluding for a in line.assumptions)),
        warnings=warnings,
        trace=tuple(trace),
    )


def out_for_vehicle(facts: ComponentFacts, vehicle: Answered, origin: Origin) -> Outcome:
    """Out of scope because of the vehicle, or because nothing is sold."""
    return Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=facts.declared.component_class or ComponentClass.UNKNOWN,
        exclusion=vehicle.exclusion,
        origin=origin,
        citation=vehicle.citation,
        reason=sentence(f"Out of scope: {vehicle.because}."),
        warnings=warnings_of(facts, (vehicle,)),
        trace=(vehicle.line(),),
    )


def service(facts: ComponentFacts, edition: Edition, vehicle: Answered) -> Outcome:
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
        warnings=warnings_of(facts, (vehicle,)),
        trace=(vehicle.line(), line),
    )
