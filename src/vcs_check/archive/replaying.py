"""From an archive back to the request that was evaluated; nothing is read from anywhere else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import msgspec

from vcs_check.archive.record import KeptBom, KeptEdition, KeptFile, Record
from vcs_check.classification.own_knowledge import read_own_knowledge
from vcs_check.decisions import Decision, read_decisions
from vcs_check.errors import MalformedError, UnreadableError, UsageError
from vcs_check.forms import answers_for
from vcs_check.limits import DEFAULT_LIMITS, Limits, with_values
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.origin.register import read_or_waiting
from vcs_check.pipeline import BomInput, Request
from vcs_check.pipeline.bundles import Bundle, bundle_of, refusal
from vcs_check.regulations.edition import Edition, edition_by_id, parse_edition


class UnreadableData(Exception):
    """This version cannot read a data file of the archive: its format is another."""


def request_of_record(
    record: Record, members: Mapping[str, bytes], *, own_data: bool = False
) -> Request:
    """What was evaluated then, as a request.

    Args:
        record: of the archive.
        members: the archive's files, by name.
        own_data: judge by the editions of this version in place of the archived ones.

    Raises:
        UnreadableData: an archived edition is of a format that this version does not read.
        InputError: a file of the archive cannot be used as what it should be.
    """
    limits = _limits(record)
    read, waiting = _registers(record, members)
    return Request(
        program=record.program,
        inputs=_inputs(record, members, limits),
        edition=_edition(record.edition, members, own_data=own_data),
        other_edition=None
        if record.other_edition is None
        else _edition(record.other_edition, members, own_data=own_data),
        today=record.today,
        registers=read,
        data_files=waiting,
        max_list_age_days=record.max_list_age_days,
        decisions=(*_decisions(record, members), *record.assumed_facts),
        knowledge=tuple(
            read_own_knowledge(content(members, kept), kept.path) for kept in record.knowledge
        ),
        answers=(
            *answers_for(
                ((content(members, kept), kept.path) for kept in record.answers),
                record.program,
                record.today,
            ),
            *record.certified,
        ),
        evidence=record.evidence,
        software_scope=record.software_scope,
        assumed_parties=record.assumed_parties,
        hypotheses=record.hypotheses,
        use_reference=record.use_reference,
        possibly_dominant_percent=record.possibly_dominant_percent,
        notes=record.notes,
        limits=limits,
    )


def content(members: Mapping[str, bytes], kept: KeptFile | KeptBom | KeptEdition) -> bytes:
    """The bytes of a kept file.

    Raises:
        MalformedError: the archive does not have it.
    """
    data = members.get(kept.member)
    if data is None:
        raise MalformedError("archive.json", f"names {kept.member!r:.80}, which is not there")
    return data


def _limits(record: Record) -> Limits:
    try:
        return with_values(DEFAULT_LIMITS, record.limits)
    except ValueError as error:
        raise MalformedError("archive.json", f"limits: {error}") from None


def _edition(kept: KeptEdition, members: Mapping[str, bytes], *, own_data: bool) -> Edition:
    if own_data:
        try:
            return edition_by_id(kept.id)
        except UsageError as error:
            raise UnreadableData(str(error)) from None
    try:
        return parse_edition(content(members, kept))
    except (msgspec.MsgspecError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableData(f"{kept.member}: {error}") from None


def _inputs(record: Record, members: Mapping[str, bytes], limits: Limits) -> tuple[BomInput, ...]:
    bundles: dict[str, Bundle | None] = {}
    found = []
    for kept in record.boms:
        given = BomInput(
            path=kept.path,
            load=lambda: b"",
            part=kept.part,
            supplier=kept.supplier,
            quantity=kept.quantity,
            layout=kept.layout,
        )
        if kept.refused is not None:
            error = UnreadableError(kept.path, kept.refused.message, kept.refused.place)
            given = msgspec.structs.replace(given, load=refusal(error))
        elif kept.in_container:
            given = _of_container(given, kept, members, bundles, limits)
        else:
            data = content(members, kept)
            given = msgspec.structs.replace(given, load=lambda data=data: data)
        found.append(given)
    return tuple(found)


def _of_container(
    given: BomInput,
    kept: KeptBom,
    members: Mapping[str, bytes],
    bundles: dict[str, Bundle | None],
    limits: Limits,
) -> BomInput:
    if kept.member not in bundles:
        path = kept.path.partition("!/")[0]
        bundles[kept.member] = bundle_of(content(members, kept), path, limits)
    bundle = bundles[kept.member]
    inside = [m for m in bundle.members if m.path == kept.path] if bundle is not None else []
    if bundle is None or not inside:
        raise MalformedError(kept.member, f"has no BOM {kept.path!r:.120}, which was evaluated")
    return msgspec.structs.replace(given, load=inside[0].load, container_sha256=bundle.sha256)


def _registers(
    record: Record, members: Mapping[str, bytes]
) -> tuple[tuple[Register, ...], tuple[DataFile, ...]]:
    return read_or_waiting(
        DataFile.of_bytes(content(members, kept), kept.path) for kept in record.registers
    )


def _decisions(record: Record, members: Mapping[str, bytes]) -> tuple[Decision, ...]:
    kept = record.decisions
    return read_decisions(content(members, kept), kept.path) if kept is not None else ()
