"""What everything is judged from under one edition: who stands behind whom, and the transaction."""

from __future__ import annotations

from collections.abc import Sequence

from vcs_check.origin.finding import PartyFinding
from vcs_check.origin.party import Register
from vcs_check.origin.resolver import PartyResolver, Resolver
from vcs_check.pipeline.answered_parties import AnsweredResolver
from vcs_check.pipeline.request import Request
from vcs_check.questions.claims import company_register, self_reviewed
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import Transaction


def resolver_of(
    request: Request, edition: Edition, control_over_percent: float | None = None
) -> PartyResolver:
    """Who stands behind a party under an edition; with a number of its own for control, if any."""
    known = _resolver(request, request.registers, edition, control_over_percent)
    said = company_register(request.answers, request.evidence)
    if not said.parties:
        return known
    return AnsweredResolver(
        known,
        _resolver(request, (*request.registers, said), edition, control_over_percent),
        said,
        self_reviewed(request.answers),
    )


def _resolver(
    request: Request,
    registers: Sequence[Register],
    edition: Edition,
    control_over_percent: float | None,
) -> Resolver:
    return Resolver(
        registers,
        prongs=edition.foreign_adversaries.countries,
        evidence=request.evidence,
        today=request.today,
        use_reference=request.use_reference,
        possibly_dominant_percent=request.possibly_dominant_percent,
        control_over_percent=control_over_percent or edition.nexus.control_over_percent,
        assumed=request.assumed_parties,
    )


def transaction_of(request: Request, resolver: PartyResolver, edition: Edition) -> Transaction:
    """The vehicle program, as far as the rule cares."""
    program = request.program
    return Transaction(
        kind=program.transaction,
        model_year=program.model_year,
        no_model_year=program.no_model_year,
        on=program.on,
        gvwr_lb=program.gvwr_lb,
        gvwr_kg=program.gvwr_kg,
        vehicle_kind=program.vehicle_kind,
        service_model_year=program.service_model_year,
        manufacturer=_manufacturer(request, resolver, edition),
        ads_service=program.ads_service,
        authorizations=program.authorizations,
        evidence=request.evidence,
        software_scope=request.software_scope,
    )


def _manufacturer(
    request: Request, resolver: PartyResolver, edition: Edition
) -> PartyFinding | None:
    """The vehicle's manufacturer, under its own number where the edition has one."""
    name = request.program.manufacturer
    number = edition.nexus.manufacturer_control_over_percent
    if not name:
        return None
    known = resolver if number is None else resolver_of(request, edition, number)
    return known.resolve_name(name)
