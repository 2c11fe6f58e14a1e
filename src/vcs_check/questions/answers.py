"""Answers that a supplier has given: facts with who, when and where. Nothing is concluded here.

Whatever brings such facts (a form, a certificate) becomes an :class:`AnsweredForm`, and
:mod:`vcs_check.questions.claims` is the one place where they become claims.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from vcs_check.origin.party import Owner

COMPANY = ""
"""The subject of a statement about the supplier itself."""
_DIGEST_DIGITS: Final = 12


class Statement(Struct, frozen=True, kw_only=True):
    """One answer."""

    subject: str
    """The id of a thing, or :data:`COMPANY`."""
    field: str
    value: str
    """As the field's facts are written; empty where it is not known."""
    country: str = ""
    """Of a party that is named, where it was given."""
    place: str = ""
    """Sheet and cell, or line."""

    @property
    def known(self) -> bool:
        """Whether it says something; ``don't know`` is an answer as well."""
        return bool(self.value)


class Seal(Struct, frozen=True, kw_only=True):
    """What is verified of a certificate, and what it is bound to."""

    signer: str
    """Who has signed, as verified."""
    trusted_by: str
    boms: frozenset[str]
    """SHA-256 of the BOMs that it covers in the model year at hand; it counts for no others."""
    expires: date
    warnings: tuple[str, ...] = ()


class AnsweredForm(Struct, frozen=True, kw_only=True):
    """A filled form, or a verified certificate: by somebody, dated, with its answers."""

    file: str
    """The file's name as the user gave it."""
    sha256: str
    program: str
    supplier: str
    by: str
    """The name of whoever answered, with the position."""
    on: date
    statements: tuple[Statement, ...] = ()
    owners: tuple[Owner, ...] = ()
    seal: Seal | None = None
    """Of a certificate; None: a form, which nobody has signed in a way that can be verified."""

    def source(self, place: str = "") -> str:
        """Where an answer stands, for people: ``FILE#Items!D5 by A. Example on 2026-05-01``."""
        where = f"{self.file}#{place}" if place else self.file
        if self.seal is None:
            return f"answer {where} by {self.by} on {self.on}"
        return (
            f"certificate {where} (SHA-256 {self.sha256[:_DIGEST_DIGITS]}…) by {self.by} on "
            f"{self.on}, signed: {self.seal.signer}"
        )
