"""From files and options to the members of an archive.

What is evaluated is what is archived: the request is made from the archive's own bytes, never from
the files on disk, which may change meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from vcs_check.archive.record import (
    DATA,
    KIND,
    RECORD,
    REPORT,
    SCHEMA,
    KeptBom,
    KeptEdition,
    KeptFile,
    Made,
    Record,
    Refused,
    written,
)
from vcs_check.archive.replaying import request_of_record
from vcs_check.assessment import Assessment
from vcs_check.bundled import EDITIONS, bundled_names, own_bytes
from vcs_check.declaration.drafting import declaration_of
from vcs_check.errors import InputError, LimitError
from vcs_check.filing import Filing
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.pipeline import BomInput, Request, assess
from vcs_check.pipeline.summary import year_of
from vcs_check.regulations.edition import Edition
from vcs_check.reports import RenderOptions, available, declaration
from vcs_check.sealing import member_name, sealed, sha256_of

_REPORTS: Final = ("json", "html", "text")


class GivenFile(Struct, frozen=True, kw_only=True):
    """A file of the command line, read."""

    path: str
    data: bytes


class GivenFiles(Struct, frozen=True, kw_only=True):
    """What a command line names beside the BOMs."""

    program_file: GivenFile | None = None
    registers: tuple[GivenFile, ...] = ()
    decisions: GivenFile | None = None
    knowledge: tuple[GivenFile, ...] = ()
    answers: tuple[GivenFile, ...] = ()
    others: tuple[GivenFile, ...] = ()
    containers: Mapping[str, bytes] = {}
    """Zip archives of BOMs, by the SHA-256 that their inputs have."""


class MadeArchive(Struct, frozen=True, kw_only=True):
    """An archive before it is written."""

    members: dict[str, bytes]
    record: Record
    assessment: Assessment


class _Members:
    """Members under plain names; equal files of one path are one."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}
        self._known: dict[tuple[str, str], str] = {}

    def keep(self, folder: str, path: str, data: bytes) -> str:
        """The name under which the bytes are kept."""
        key = (folder, sha256_of(data))
        if key not in self._known:
            name = member_name(f"inputs/{folder}", path, len(self._known) + 1)
            self.found[name] = data
            self._known[key] = name
        return self._known[key]

    def file(self, folder: str, given: GivenFile) -> KeptFile:
        """The same for a file that is named beside the BOMs."""
        return KeptFile(
            path=given.path,
            member=self.keep(folder, given.path, given.data),
            sha256=sha256_of(given.data),
        )


def archive_of(request: Request, files: GivenFiles, made: Made) -> MadeArchive:
    """The archive of one evaluation, sealed.

    Args:
        request: what is to be evaluated; its BOMs are read here, once.
        files: the bytes of everything else that it was made from.
        made: the versions.

    Raises:
        InputError: a register, decisions file or form cannot be used.
    """
    members = _Members()
    data = {DATA + name: own_bytes(name) for name in bundled_names()}
    until, because = _kept_until(request)
    record = Record(
        schema=SCHEMA,
        made=made,
        today=request.today,
        keep_until=until,
        keep_because=because,
        program=request.program,
        edition=_edition(request.edition),
        other_edition=None if request.other_edition is None else _edition(request.other_edition),
        program_file=members.file("program", files.program_file) if files.program_file else None,
        boms=tuple(_bom(bom, files.containers, members) for bom in request.inputs),
        registers=tuple(members.file("registers", given) for given in files.registers),
        decisions=members.file("decisions", files.decisions) if files.decisions else None,
        knowledge=tuple(members.file("knowledge", given) for given in files.knowledge),
        answers=tuple(members.file("answers", given) for given in files.answers),
        certified=tuple(form for form in request.answers if form.seal is not None),
        others=tuple(members.file("others", given) for given in files.others),
        evidence=request.evidence,
        software_scope=request.software_scope,
        hypotheses=request.hypotheses,
        assumed_parties=request.assumed_parties,
        assumed_facts=tuple(d for d in request.decisions if d.hypothetical),
        use_reference=request.use_reference,
        possibly_dominant_percent=request.possibly_dominant_percent,
        max_list_age_days=request.max_list_age_days,
        limits=_changed(request.limits),
        notes=request.notes,
    )
    assessment = assess(request_of_record(record, {**members.found, **data}))
    record = msgspec.structs.replace(
        record, verdict=assessment.verdict, components=assessment.counts.components
    )
    whole = {**members.found, **data, RECORD: written(record), **rendered(assessment)}
    if request.program.filing != Filing():
        whole |= _declaration(request, assessment)
    _check_size(whole, request.limits)
    return MadeArchive(
        members=sealed(whole, KIND, made.version), record=record, assessment=assessment
    )


def _check_size(members: Mapping[str, bytes], limits: Limits) -> None:
    """Refuse what could not be read back within the same limits."""
    size = sum(map(len, members.values()))
    for found, limit, what in (
        (size, "max_unpacked_bytes", "bytes"),
        (len(members) + 2, "max_archive_members", "files"),  # the manifest and what checks it
    ):
        most = getattr(limits, limit)
        if found > most:
            raise LimitError(
                "the archive",
                f"{found} {what}, the limit is {most} (limits.{limit}); --limit {limit}=N raises "
                "it, for writing and for --check",
            )


def rendered(assessment: Assessment, formats: Sequence[str] = _REPORTS) -> dict[str, bytes]:
    """The reports of an assessment, by the name of the member."""
    reports = available()
    found = {}
    for name in formats:
        ending = reports[name].file_name.partition(".")[2] or "txt"
        found[f"reports/report.{ending}"] = reports[name].render(assessment, RenderOptions())
    assert REPORT in found
    return found


def _declaration(request: Request, assessment: Assessment) -> dict[str, bytes]:
    """The draft declaration for the program's own year, as it stood on that day."""
    filing, of = request.program.filing, year_of(assessment.program)
    year = msgspec.structs.replace(filing.of_year(of), of=of)
    made = declaration_of([(year, assessment)], filing, request.edition)
    reports = declaration.available()
    return {
        f"reports/declaration.{name}": reports[name].render(made, RenderOptions())
        for name in ("json", "html")
    }


def _edition(edition: Edition) -> KeptEdition:
    """Where the edition's own file stands among the data: found by its digest, not its name."""
    for name in bundled_names():
        if name.startswith(EDITIONS) and sha256_of(own_bytes(name)) == edition.digest:
            return KeptEdition(id=edition.id, member=DATA + name, sha256=edition.digest)
    raise AssertionError(f"the edition {edition.id} is none of this version")


def _bom(bom: BomInput, containers: Mapping[str, bytes], members: _Members) -> KeptBom:
    kept = KeptBom(
        path=bom.path,
        part=bom.part,
        supplier=bom.supplier,
        quantity=bom.quantity,
        layout=bom.layout,
    )
    if bom.container_sha256:
        path = bom.path.partition("!/")[0]
        name = members.keep("boms", path, containers[bom.container_sha256])
        return msgspec.structs.replace(kept, member=name, in_container=True)
    try:
        data = bom.load()
    except InputError as error:
        refused = Refused(place=error.place, message=error.message)
        return msgspec.structs.replace(kept, refused=refused)
    return msgspec.structs.replace(kept, member=members.keep("boms", bom.path, data))


def _changed(limits: Limits) -> dict[str, int]:
    return {
        name: getattr(limits, name)
        for name in Limits.__struct_fields__
        if getattr(limits, name) != getattr(DEFAULT_LIMITS, name)
    }


def _kept_until(request: Request) -> tuple[date, str]:
    """Until when the records are kept: from the later of today and the first import or sale."""
    records = request.edition.records
    on = request.program.on
    is_later = on is not None and on > request.today
    start = on if on is not None and is_later else request.today
    try:
        until = start.replace(year=start.year + records.years)
    except ValueError:  # 29 February
        until = start.replace(year=start.year + records.years, month=3, day=1)
    since = "the first import or sale" if is_later else "the day of the archive"
    return until, f"{records.years} years from {since}, {start} ({records.citation})"
