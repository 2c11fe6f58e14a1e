"""Suppliers' certificates of one program: the files, and what they say for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from vcs_check.errors import MalformedError
from vcs_check.fleet.job import Given, Trust
from vcs_check.fleet.workspace import Workspace
from vcs_check.limits import Limits
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm


class Certificates(Struct, frozen=True, kw_only=True):
    """Certificates, whose signatures count, and what was revoked."""

    files: tuple[Given, ...] = ()
    trust: tuple[Trust, ...] = ()
    crls: tuple[Given, ...] = ()

    def every(self) -> tuple[Given, ...]:
        """All files; none where there is no certificate."""
        if not self.files:
            return ()
        return (*self.files, *(trust.key for trust in self.trust), *self.crls)


def trust_of(words: Sequence[str], place: Workspace) -> tuple[Trust, ...]:
    """``COMPANY=FILE`` or ``FILE`` of a program file."""
    found = []
    for word in words:
        company, _, path = word.rpartition("=")
        found.append(Trust(company.strip(), place.beside(path)))
    return tuple(found)


def said_by(
    certificates: Certificates, files: Workspace, program: Program, today: date, limits: Limits
) -> tuple[tuple[AnsweredForm, ...], tuple[str, ...]]:
    """What the certificates say for a program, and a note for each that says nothing for it.

    Raises:
        InputError: a certificate is not whole, or not signed by anybody trusted.
    """
    if not certificates.files:
        return (), ()
    from vcs_check.certification.evidence import certificate_evidence
    from vcs_check.signing.revocation import read_revocations
    from vcs_check.signing.trust import read_trusted

    if not certificates.trust:
        raise MalformedError(
            certificates.files[0].shown, "a certificate needs somebody who is trusted: trust"
        )
    trusted = [
        read_trusted(files.read(each.key), each.key.shown, each.company)
        for each in certificates.trust
    ]
    revoked = [read_revocations(files.read(crl), crl.shown) for crl in certificates.crls]
    forms: list[AnsweredForm] = []
    notes: list[str] = []
    for each in certificates.files:
        form, note = certificate_evidence(
            files.read(each), each.shown, trusted, revoked,
            program=program, today=today, limits=limits,
        )  # fmt: skip
        forms += [form] if form is not None else []
        notes += [note] if note else []
    return tuple(forms), tuple(notes)
