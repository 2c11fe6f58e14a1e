"""Answers that a supplier has given: facts with who, when and where. Nothing is concluded here.

Whatever brings such facts (a form, later a certificate) becomes an :class:`AnsweredForm`, and
:mod:`vcs_check.questions.claims` is the one place where they become claims.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vcs_check.origin.party import Owner

COMPANY = ""
"""The subject of a statement about the supplier itself."""


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


class AnsweredForm(Struct, frozen=True, kw_only=True):
    """A filled form: signed, dated, and about the questions that were asked."""

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

    def source(self, place: str = "") -> str:
        """Where an answer stands, for people: ``FILE#Items!D5 by A. Example on 2026-05-01``."""
        where = f"{self.file}#{place}" if place else self.file
        return f"answer {where} by {self.by} on {self.on}"
