"""``--certificate FILE --trust FILE --crl FILE``: verified certificates as evidence."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from vcs_check.cli.completing import a_file
from vcs_check.cli.files import Given
from vcs_check.cli.lines import LINES
from vcs_check.containers.files import read_bytes
from vcs_check.errors import MalformedError, UsageError
from vcs_check.limits import Limits
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm

if TYPE_CHECKING:
    from cryptography import x509

    from vcs_check.signing.trust import Trusted

_F = TypeVar("_F", bound=Callable[..., Any])


_TRUST: Final = click.option(
    "--trust",
    multiple=True,
    type=LINES,
    metavar="[COMPANY=]FILE",
    shell_complete=a_file,
    help="A public key, certificate or authority (PEM) whose signatures count; or a folder of "
    "them. With COMPANY= for that company alone.",
)
_CRL: Final = click.option(
    "--crl",
    "crls",
    multiple=True,
    type=LINES,
    metavar="FILE",
    shell_complete=a_file,
    help="A revocation list; with any, every certificate of a chain needs one of its issuer.",
)
_CERTIFICATE: Final = click.option(
    "--certificate",
    "certificates",
    multiple=True,
    type=LINES,
    metavar="FILE",
    shell_complete=a_file,
    help="A supplier's certificate (see: certify); needs --trust.",
)


def trust_options(function: _F) -> _F:
    """``--trust`` and ``--crl``."""
    return _TRUST(_CRL(function))


def certificate_options(function: _F) -> _F:
    """``--certificate`` with ``--trust`` and ``--crl``."""
    return _CERTIFICATE(trust_options(function))


def read_trust(given: Sequence[str]) -> tuple[Trusted, ...]:
    """Whom the user trusts.

    Args:
        given: files and folders, each perhaps after ``COMPANY=``.

    Raises:
        InputError: a file cannot be read or is no key or certificate; a folder without any.
    """
    from vcs_check.signing.trust import read_trusted  # loads the library of signatures

    return tuple(
        read_trusted(read_bytes(path), path, company) for path, company in _trust_files(given)
    )


def _trust_files(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each file of ``--trust``, those of its folders included, and the company it is for."""
    for word in given:
        company, equals, path = word.rpartition("=")
        if not equals or Path(word).exists():
            company, path = "", word
        if not Path(path).is_dir():
            yield path, company.strip()
            continue
        files = sorted(p for p in Path(path).iterdir() if p.suffix in (".pem", ".crt", ".pub"))
        if not files:
            raise MalformedError(path, "no .pem, .crt or .pub in this folder, so nobody is trusted")
        for file in files:
            yield str(file), company.strip()


def read_crls(given: Sequence[str]) -> tuple[x509.CertificateRevocationList, ...]:
    """Revocation lists.

    Raises:
        InputError: one cannot be read.
    """
    from vcs_check.signing.revocation import read_revocations

    return tuple(read_revocations(read_bytes(path), path) for path in given)


def evidence_of(
    given: Given,
    program: Program,
    options: dict[str, Any],
    today: datetime.date,
    limits: Limits,
) -> tuple[tuple[AnsweredForm, ...], tuple[str, ...]]:
    """The certificates that count as evidence, and a note for each that does not.

    Args:
        given: of the command line; its program's own paths are relative to its folder.
        program: as evaluated, which decides on the model year.
        options: ``certificates``, ``trust`` and ``crls``, which add to the program's; None for
            the first: none at all.
        today: the day that expiries are judged by.
        limits: for the packages.

    Raises:
        UsageError: certificates without anybody who is trusted.
        InputError: a certificate is not whole, or not signed by anybody trusted.
    """
    files, trust, crls = _named(given, options)
    if not files or options.get("certificates", ()) is None:
        return (), ()
    from vcs_check.certification.evidence import certificate_evidence

    if not trust:
        raise UsageError("--certificate needs --trust: whose signatures count")
    trusted, revocations = read_trust(trust), read_crls(crls)
    forms: list[AnsweredForm] = []
    notes: list[str] = []
    for path in files:
        form, note = certificate_evidence(
            read_bytes(path), path, trusted, revocations,
            program=program, today=today, limits=limits,
        )  # fmt: skip
        forms += [form] if form is not None else []
        notes += [note] if note else []
    return tuple(forms), tuple(notes)


def certificate_files(given: Given, options: dict[str, Any]) -> list[str]:
    """The files that certificates as evidence rest on: themselves, whom is trusted, revocations."""
    files, trust, crls = _named(given, options)
    return [*files, *(path for path, _ in _trust_files(trust)), *crls] if files else []


def _named(given: Given, options: dict[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """The paths of certificates, trust and revocation lists: the program's, then the options'."""
    own = given.program

    def all_of(names: Sequence[str], stated: str) -> list[str]:
        return [*(str(given.folder / name) for name in names), *(options.get(stated) or ())]

    trust = [*map(_beside(given.folder), own.trust), *(options.get("trust") or ())]
    return all_of(own.certificates, "certificates"), trust, all_of(own.crls, "crls")


def _beside(folder: Path) -> Callable[[str], str]:
    """``COMPANY=FILE`` with the file relative to a folder."""

    def placed(word: str) -> str:
        company, equals, path = word.rpartition("=")
        return f"{company}{equals}{folder / path}"

    return placed
