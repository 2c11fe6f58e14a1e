"""The registers of a program, with what its BOMs ask of screening lists and data sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.origin.known_by import KnownBy
from vcs_check.origin.party import Register
from vcs_check.origin.register import select_from
from vcs_check.origin.wanted import wanted_by
from vcs_check.pipeline.request import Request
from vcs_check.questions.claims import company_register, parties_named
from vcs_check.text import BomText


def registers_of(request: Request, documents: Mapping[int, Document]) -> tuple[Register, ...]:
    """The registers that were read whole, and of each list or data set what somebody asks for.

    Raises:
        InputError: a list or data set cannot be read, or has a fault.
    """
    if not request.data_files:
        return request.registers
    claims = everybody_named(request, documents)
    said = company_register(request.answers, request.evidence)
    wanted = wanted_by(claims, (*request.registers, said), request.today)
    return (*request.registers, *select_from(request.data_files, wanted))


def everybody_named(request: Request, documents: Mapping[int, Document]) -> Iterator[PartyClaim]:
    """Everybody whom a program asks about, wherever it names them; claims may repeat."""
    yield from claims_of_request(request)
    known_by = known_by_of(request)
    for document in documents.values():
        yield from claims_of(document)
        for component in document.components:
            yield from known_by.claims(component)


def known_by_of(request: Request) -> KnownBy:
    """Who is known by identifiers that components carry."""
    return KnownBy(request.registers, use_reference=request.use_reference)


def claims_of(document: Document) -> Iterator[PartyClaim]:
    """Everybody whom a BOM names, for the unit or for any component; equal claims once."""
    seen: set[int] = set()
    for component in document.components:
        for claim in component.parties:
            if id(claim) not in seen:
                seen.add(id(claim))
                yield claim
        for name in component.declared.altered_by:
            yield _named(name, Role.ALTERED_BY)
    yield from document.unit_parties


def claims_of_request(request: Request) -> Iterator[PartyClaim]:
    """Everybody whom the program file, the decisions or a what-if name."""
    yield _named(request.program.manufacturer, Role.MANUFACTURER)
    for bom in request.inputs:
        yield _named(bom.supplier, Role.SUPPLIER)
    for decision in request.decisions:
        for role, name in decision.facts.roles:
            yield _named(name, role)
        for name in decision.facts.altered_by:
            yield _named(name, Role.ALTERED_BY)
    for form in request.answers:
        for name in parties_named(form):
            yield _named(name, Role.MANUFACTURER)


def _named(name: str, role: Role) -> PartyClaim:
    return PartyClaim(role=role, name=BomText(name))
