"""What an assessment rests on beside the bytes of its inputs: whom it asked about, what was said.

Whoever keeps a result needs it to tell whether a changed register changes the result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.origin.party import Register
from vcs_check.origin.resolver import PartyResolver
from vcs_check.pipeline.registers import everybody_named
from vcs_check.pipeline.request import Request
from vcs_check.pipeline.run import Run
from vcs_check.pipeline.standpoint import resolver_of
from vcs_check.regulations.edition import Edition
from vcs_check.text import BomText


class Asked(Struct, frozen=True, array_like=True, order=True):
    """What a resolver is asked about one party; equal ones have the same finding."""

    name: str
    country: str
    address: str
    identifiers: tuple[tuple[str, str], ...]
    is_person: bool
    identified: bool

    @classmethod
    def of(cls, claim: PartyClaim) -> Asked:
        """What a claim of a BOM asks."""
        return cls(
            claim.name,
            claim.country,
            claim.address,
            claim.identifiers,
            claim.is_person,
            claim.role is Role.IDENTIFIED,
        )

    def claim(self) -> PartyClaim:
        """A claim that asks it."""
        return PartyClaim(
            role=Role.IDENTIFIED if self.identified else Role.MANUFACTURER,
            name=BomText(self.name),
            country=BomText(self.country),
            address=BomText(self.address),
            identifiers=self.identifiers,
            is_person=self.is_person,
        )


class Basis(Struct, frozen=True, kw_only=True):
    """Whom an evaluation asked about, and what its registers said."""

    asked: tuple[Asked, ...]
    """Everybody whom the program names, sorted, each once."""
    findings: str
    """SHA-256 of the findings on them under all editions; see :func:`findings_digest`."""
    selected: tuple[Register, ...]
    """What was taken from lists and data sets."""
    register_notes: tuple[str, ...]
    """What was noticed in the registers, whether the program uses the entry or not."""


def basis_of(request: Request, run: Run) -> Basis:
    """What a run that is over rests on.

    Args:
        request: as it was given to the run.
        run: after its assessment.
    """
    asked = tuple(sorted({Asked.of(c) for c in everybody_named(run.request, run.documents)}))
    resolvers: list[tuple[str, PartyResolver]] = [(request.edition.id, run.resolver)]
    if request.other_edition is not None:
        resolvers.append((request.other_edition.id, run.other_resolver))
    resolvers += manufacturer_resolvers(run.request)
    return Basis(
        asked=asked,
        findings=findings_digest(asked, resolvers),
        selected=run.request.registers[len(request.registers) :],
        register_notes=tuple(run.resolver.notes),
    )


def resolvers_of(request: Request) -> list[tuple[str, PartyResolver]]:
    """The resolvers that an evaluation of the request would ask, by a name for each."""
    editions = (request.edition, request.other_edition)
    return [(e.id, resolver_of(request, e)) for e in editions if e] + manufacturer_resolvers(
        request
    )


def manufacturer_resolvers(request: Request) -> list[tuple[str, PartyResolver]]:
    """Those that only the vehicle's manufacturer is looked up in: editions with its own number."""

    def number(edition: Edition) -> float | None:
        return edition.nexus.manufacturer_control_over_percent

    editions = (request.edition, request.other_edition)
    return [
        (f"{e.id}, manufacturer", resolver_of(request, e, number(e)))
        for e in editions
        if e and number(e) is not None
    ]


def findings_digest(asked: Iterable[Asked], resolvers: Iterable[tuple[str, PartyResolver]]) -> str:
    """SHA-256 (lower-case hex) of all findings, in the order given."""
    digest = hashlib.sha256()
    claims = [question.claim() for question in asked]
    for name, resolver in resolvers:
        digest.update(f"\n{name}\n".encode())
        for claim in claims:
            finding = msgspec.structs.astuple(resolver.resolve(claim))
            digest.update(repr(finding).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
