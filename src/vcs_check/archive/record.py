"""``archive.json``: what was evaluated, with which files, options and versions.

A path is as the user gave it and only shown; a *member* is the file of the archive that has its
bytes. Fields with a default may be absent from what other versions wrote.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from vcs_check.decisions import Decision
from vcs_check.errors import MalformedError
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.inventory.vocabulary import Evidence, Origin, OverallVerdict, SoftwareScope
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm

_Kind = TypeVar("_Kind")
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
RECORD: Final = "archive.json"
SCHEMA: Final = "vcs-check/archive/1"
REPORT: Final = "reports/report.json"
KIND: Final = "archive"
DATA: Final = "data/"
"""Folder of the data files that came with the tool, each under its path in the package."""


class KeptFile(Struct, frozen=True, kw_only=True):
    """A file as it was given."""

    path: str
    member: str
    sha256: str


class Refused(Struct, frozen=True, kw_only=True):
    """Why a file could not be read."""

    place: str = ""
    message: str


class KeptBom(Struct, frozen=True, kw_only=True):
    """One BOM: a file of its own, a member of a zip archive of BOMs, or one that was not read."""

    path: str
    member: str = ""
    """The file, or the zip archive that it stands in; empty where it could not be read."""
    in_container: bool = False
    refused: Refused | None = None
    part: str = ""
    supplier: str = ""
    quantity: int = 1
    layout: TableLayout = NO_LAYOUT


class KeptEdition(Struct, frozen=True, kw_only=True):
    """An edition of the rule."""

    id: str
    member: str
    sha256: str


class Made(Struct, frozen=True, kw_only=True):
    """What the evaluation ran on."""

    version: str
    """Of vcs-check."""
    python: str
    dependencies: dict[str, str] = {}
    """Version by name."""


class Record(Struct, frozen=True, kw_only=True):
    """Everything that the evaluation depends on, and what came out."""

    schema: str
    made: Made
    today: date
    keep_until: date
    """The last day on which the records have to be kept still, counted as ``keep_because`` says."""
    keep_because: str
    program: Program
    edition: KeptEdition
    other_edition: KeptEdition | None = None
    program_file: KeptFile | None = None
    boms: tuple[KeptBom, ...] = ()
    registers: tuple[KeptFile, ...] = ()
    decisions: KeptFile | None = None
    knowledge: tuple[KeptFile, ...] = ()
    """The user's own, beside the bundled one."""
    answers: tuple[KeptFile, ...] = ()
    certified: tuple[AnsweredForm, ...] = ()
    """What verified certificates said, as they were verified on that day; the certificates, keys
    and revocation lists themselves are among ``others``."""
    others: tuple[KeptFile, ...] = ()
    """Files that evaluating once more does not read: settings, certificates and whose signatures
    counted, the documents that decisions and registers name as evidence."""
    evidence: Evidence = Evidence.STANDARD
    software_scope: SoftwareScope = SoftwareScope.BROAD
    hypotheses: tuple[str, ...] = ()
    """The ``--assume`` statements, as given; the next two are what they say."""
    assumed_parties: dict[str, Origin] = {}
    assumed_facts: tuple[Decision, ...] = ()
    use_reference: bool = True
    possibly_dominant_percent: float = 5.0
    max_list_age_days: int | None = None
    limits: dict[str, int] = {}
    """Those that an option changed."""
    notes: tuple[str, ...] = ()
    verdict: OverallVerdict = OverallVerdict.INDETERMINATE
    components: int = 0


class _Head(Struct):
    schema: str


def written(record: Record) -> bytes:
    """The record as UTF-8 JSON with a line break at its end; the same bytes for the same record."""
    try:
        return msgspec.json.format(_ENCODER.encode(record), indent=1) + b"\n"
    except UnicodeEncodeError:
        raise MalformedError(
            RECORD, "a path or text is no UTF-8, which an archive has to be; rename the file"
        ) from None


def read_record(data: bytes, file: str) -> Record:
    """The record of an archive.

    Raises:
        MalformedError: no record, of a later version, or with values of the wrong kind.
    """
    schema = _decoded(data, _Head, file).schema
    if schema != SCHEMA:
        raise MalformedError(
            file,
            f"its schema is {schema!r:.60}, and this version reads {SCHEMA!r} only; use the "
            "version of vcs-check that wrote it",
            RECORD,
        )
    return _decoded(data, Record, file)


def _decoded(data: bytes, kind: type[_Kind], file: str) -> _Kind:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(file, f"cannot be read: {error}", RECORD) from None
