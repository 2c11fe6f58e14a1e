"""``vcs-check certify``: a supplier's self-certification as one sealed package."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

import vcs_check
from vcs_check.assessment import Assessment
from vcs_check.certification import members as m
from vcs_check.certification.covering import as_certified, coverage_of, program_in, years_of
from vcs_check.certification.objections import Kind, objections
from vcs_check.certification.package import GivenFile, Making, package_of
from vcs_check.certification.statement import CertificateStatement, form_of
from vcs_check.certification.statement_file import read_statement
from vcs_check.cli.certificates import evidence_of
from vcs_check.cli.check import EXIT_FAIL, EXIT_INDETERMINATE, EXIT_REPORT, are_one_file, say
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.files import Given, gather
from vcs_check.cli.lines import LINES
from vcs_check.cli.options import decisions_path, evaluation_options_without, request_of
from vcs_check.containers.files import read_bytes
from vcs_check.errors import LimitError, MalformedError, ReportError, UsageError
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.pipeline import BomInput, Request, assess
from vcs_check.readers import read_bom
from vcs_check.reports import write_atomically
from vcs_check.reports._digest import plural
from vcs_check.reports._escape import terminal

if TYPE_CHECKING:
    from vcs_check.signing.keys import SigningKey

_PASSPHRASE: Final = "VCS_CHECK_KEY_PASSPHRASE"  # the name of a variable
_FROM_STATEMENT: Final[dict[str, Any]] = {
    "model_year": None, "no_model_year": None, "part": "", "assumptions": (),
}  # fmt: skip
"""Options of an evaluation that the statement settles, or on which nothing can be certified."""


@click.command(
    "certify",
    epilog=endings(
        0, 1, 2, 3, 4, 5, 70,
        zero="certified",
        one="refused: something is prohibited, or contradicts the statement",
        three="refused: something is undecided and not left open by name",
    ),
)  # fmt: skip
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=a_file)
@evaluation_options_without("--model-year", "--no-model-year", "--part", "--assume")
@click.option(
    "--statement",
    required=True,
    metavar="FILE",
    shell_complete=a_file,
    help="Who certifies what, for which parts and model years (TOML).",
)
@click.option("--output", "target", required=True, metavar="FILE.zip", help="The package.")
@click.option(
    "--key",
    metavar="PEM",
    shell_complete=a_file,
    help=f"Private key to sign with. Its passphrase: --passphrase-file, {_PASSPHRASE}, or asked.",
)
@click.option("--passphrase-file", metavar="FILE", help="The key's passphrase, in its first line.")
@click.option(
    "--cert",
    metavar="PEM",
    shell_complete=a_file,
    help="Certificate of the key, then those of its authorities.",
)
@click.option(
    "--attach-signature",
    "attached",
    multiple=True,
    type=LINES,
    metavar="FILE",
    help="A signature over SHA256SUMS by another tool (GPG, Sigstore), to be carried along.",
)
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard output.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Certify parts to a customer: BOMs, assessment and statement in one sealed package.

    Refuses, item by item, what the assessment contradicts or leaves undecided and the statement
    does not leave open by name. What is prohibited is never certified.

    \b
    Examples:
      vcs-check certify tcu.cdx.json --statement statement.toml --register us.toml --output tcu.zip
      vcs-check certify tcu.cdx.json --statement statement.toml --output tcu.zip --key k.pem --cert chain.pem
    """  # noqa: D301, E501 - click reads \\b as "leave these lines as they are"
    options |= _FROM_STATEMENT
    _check_options(paths, options)
    data = read_bytes(options["statement"])
    statement = read_statement(data, options["statement"])
    key = _key(options)
    # Which certificates of others count differs from model year to model year.
    request = request_of(ctx, paths, {**options, "certificates": None})
    if fault := statement.fault_on(request.today):
        raise MalformedError(options["statement"], f"nothing is certified with it: {fault}")
    chain = _chain(options, key)
    making = _making(ctx, paths, options, statement, data, request, chain)
    refused = objections(statement, making.coverage, making.assessments)
    if refused:
        for one in refused:
            click.echo(terminal(one.in_words()))
        kinds = {one.kind for one in refused}
        say(f"nothing is certified: {plural(len(refused), 'point')} against it")
        ctx.exit(EXIT_INDETERMINATE if kinds == {Kind.UNDECIDED} else EXIT_FAIL)
    package = package_of(making, _signing(key))
    try:
        write_atomically(options["target"], package)
    except ReportError as error:
        say(str(error))
        ctx.exit(EXIT_REPORT)
    if not options["quiet"]:
        click.echo(_done(options["target"], package, statement, is_signed=key is not None))


def _check_options(paths: Sequence[str], options: dict[str, Any]) -> None:
    if options["cert"] and not options["key"]:
        raise UsageError("--cert goes with --key: a certificate alone signs nothing")
    if options["passphrase_file"] and not options["key"]:
        raise UsageError("--passphrase-file goes with --key")
    given = (*paths, options["statement"], *options["registers"], *options["answers"])
    files = [*given, *filter(None, (options["key"], options["cert"], options["decisions"]))]
    if any(are_one_file(options["target"], path) for path in files):
        raise UsageError(f"{options['target']} is an input; give the package another name")


def _key(options: dict[str, Any]) -> SigningKey | None:
    """The private key to sign with, None where nothing is to be signed."""
    path = options["key"]
    if not path:
        return None
    from vcs_check.signing.keys import NeedsPassphraseError, read_signing_key

    data = read_bytes(path)
    given: bytes | None = None
    if options["passphrase_file"]:
        given = read_bytes(options["passphrase_file"]).partition(b"\n")[0].rstrip(b"\r")
    elif _PASSPHRASE in os.environ:
        given = os.environ[_PASSPHRASE].encode()
    try:
        return read_signing_key(data, path, given or None)
    except NeedsPassphraseError:
        if not sys.stdin.isatty():
            raise UsageError(
                f"{path} is encrypted; give its passphrase by --passphrase-file or {_PASSPHRASE}"
            ) from None
        asked = click.prompt(f"Passphrase of {path}", hide_input=True, err=True)
        return read_signing_key(data, path, str(asked).encode())


def _signing(key: SigningKey | None) -> Callable[[bytes], bytes] | None:
    if key is None:
        return None
    from vcs_check.signing.dsse import IN_TOTO, signed

    return lambda attestation: signed(attestation, IN_TOTO, key)


def _chain(options: dict[str, Any], key: SigningKey | None) -> bytes:
    """The certificates that go with the signature, the signer's first."""
    if not options["cert"]:
        return b""
    from cryptography.hazmat.primitives.serialization import Encoding

    from vcs_check.signing.chains import read_certificates

    found = read_certificates(read_bytes(options["cert"]), options["cert"])
    if key is not None and found[0].public_key() != key.public_key():
        raise MalformedError(options["cert"], "its first certificate is not that of the key")
    return b"".join(one.public_bytes(Encoding.PEM) for one in found)


def _making(
    ctx: click.Context,
    paths: Sequence[str],
    options: dict[str, Any],
    statement: CertificateStatement,
    data: bytes,
    request: Request,
    chain: bytes,
) -> Making:
    inputs = tuple(map(_without_folder, request.inputs))
    contents = [bom.load() for bom in inputs]
    documents = {
        number: read_bom(content, bom.path, request.limits, layout=bom.layout)
        for number, (bom, content) in enumerate(zip(inputs, contents, strict=True))
    }
    coverage = coverage_of(statement, [bom.path for bom in inputs], documents)
    boms = tuple(
        as_certified(statement, msgspec.structs.replace(bom, load=_Loaded(content)), part)
        for bom, content, part in zip(inputs, contents, coverage.parts, strict=True)
    )
    form = form_of(
        statement, file=m.STATEMENT, program=request.program.name, statements=coverage.says
    )
    request = msgspec.structs.replace(request, inputs=boms, answers=(*request.answers, form))
    taken, left = _inputs(ctx, paths, options, request)
    return Making(
        statement=statement,
        statement_data=data,
        coverage=coverage,
        documents=documents,
        boms=tuple(zip(boms, contents, strict=True)),
        assessments=_assessments(statement, request, gather(paths, ""), options),
        inputs=taken,
        evidence=_evidence(statement),
        not_included=left,
        attached=tuple(
            GivenFile(folder=m.SIGNATURES, path=path, data=read_bytes(path))
            for path in options["attached"]
        ),
        chain=chain,
        tool_version=vcs_check.__version__,
        limits=request.limits,
    )


class _Loaded:
    """The bytes of a file that has been read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self) -> bytes:
        return self._data


def _without_folder(bom: BomInput) -> BomInput:
    """A BOM whose path says nothing of the machine that it lies on."""
    if not Path(bom.path).is_absolute():
        return bom
    return msgspec.structs.replace(bom, path=Path(bom.path).name)


def _assessments(
    statement: CertificateStatement, request: Request, given: Given, options: dict[str, Any]
) -> dict[int | None, Assessment]:
    made: dict[int | None, Assessment] = {}
    for year in years_of(statement):
        program = program_in(statement, request.program, year)
        certified, notes = evidence_of(given, program, options, request.today, request.limits)
        made[year] = assess(
            msgspec.structs.replace(
                request,
                program=program,
                answers=(*request.answers, *certified),
                notes=(*request.notes, *notes),
            )
        )
    return made


def _inputs(
    ctx: click.Context, paths: Sequence[str], options: dict[str, Any], request: Request
) -> tuple[tuple[GivenFile, ...], tuple[str, ...]]:
    """What the assessment rests on as files of the package, and what is too large for it."""
    program = request.program
    folder = Path(paths[0]).parent if paths[0].lower().endswith(".toml") else Path()
    decisions = decisions_path(ctx, program, folder, options["decisions"])
    given = [
        *(("registers", str(folder / name), "Register") for name in program.registers),
        *(("registers", path, "Register") for path in options["registers"]),
        *([("decisions", decisions, "Decisions")] if decisions else []),
        *(("knowledge", str(folder / name), "Own knowledge") for name in program.knowledge),
        *(("knowledge", path, "Own knowledge") for path in options["knowledge"]),
        *(("answers", path, "Answers") for path in options["answers"]),
        *(("certificates", str(folder / name), "Certificate") for name in program.certificates),
        *(("certificates", path, "Certificate") for path in options["certificates"]),
    ]
    taken: list[GivenFile] = []
    left: list[str] = []
    for name, path, title in given:
        try:
            data = read_bytes(path, DEFAULT_LIMITS.max_settings_bytes)
            taken.append(GivenFile(folder=name, path=path, data=data, title=title))
        except LimitError:
            left.append(Path(path).name)
    return tuple(taken), tuple(left)


def _evidence(statement: CertificateStatement) -> tuple[GivenFile, ...]:
    """The evidence documents, which lie beneath the statement's folder, links followed."""
    folder = Path(statement.file).parent.resolve()
    found: list[GivenFile] = []
    for file in statement.evidence:
        path = folder / file.path
        if not path.resolve().is_relative_to(folder):
            raise MalformedError(
                statement.file, f"{file.path!r} lies outside the statement's folder", file.place
            )
        data = read_bytes(str(path), DEFAULT_LIMITS.max_settings_bytes)
        found.append(GivenFile(folder=m.EVIDENCE, path=file.path, data=data, title=file.title))
    return tuple(found)


def _done(target: str, package: bytes, statement: CertificateStatement, *, is_signed: bool) -> str:
    from vcs_check.sealing import sha256_of

    years = ", ".join("no model year" if y is None else str(y) for y in years_of(statement))
    parts = ", ".join(part.name for part in statement.parts)
    left = f", {plural(len(statement.open), 'point')} left open" if statement.open else ""
    how = "signed" if is_signed else "not signed (--key)"
    return "\n".join(
        (
            terminal(f"{target}: {statement.company} certifies {parts} for {years}{left}; {how}"),
            f"SHA-256 {sha256_of(package)}",
        )
    )
