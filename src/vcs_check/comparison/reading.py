"""A JSON report from its bytes, whatever they are."""

from __future__ import annotations

import hashlib
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Raw

from vcs_check.assessment import REPORT_SCHEMA
from vcs_check.comparison.records import (
    MissingRecord,
    PartyRecord,
    ReportRecord,
)
from vcs_check.errors import LimitError, MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits

_Item = TypeVar("_Item")
_NOTHING: Final = Raw(b"[]")
_AGAIN: Final = "write it anew: vcs-check check PATH -o json=FILE"


class _Head(msgspec.Struct):
    schema: str


def read_report(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> ReportRecord:
    """A report of ``vcs-check check -o json``.

    Raises:
        LimitError: larger than an input may be.
        MalformedError: no JSON, no report, another version of it, or values of the wrong kind.
    """
    if len(data) > limits.max_input_bytes:
        raise LimitError(
            path,
            f"{len(data):,} bytes, the limit is {limits.max_input_bytes:,} "
            "(limits.max_input_bytes)",
        )
    schema = _decoded(data, _Head, path, "", "is no JSON report of vcs-check").schema
    if schema != REPORT_SCHEMA:
        raise MalformedError(
            path, f"its schema is {schema[:100]!r}, and {REPORT_SCHEMA!r} is read; {_AGAIN}"
        )
    report = _decoded(data, ReportRecord, path)
    report.path, report.sha256 = path, hashlib.sha256(data).hexdigest()
    _share(report, path)
    return report


def _decoded(
    data: bytes | Raw, kind: type[_Item], path: str, place: str = "", what: str = "cannot be used"
) -> _Item:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedError(path, f"{what}: {error}; {_AGAIN}", place) from None
    except RecursionError:
        raise MalformedError(path, f"{what}: it is nested too deeply; {_AGAIN}", place) from None


def _share(report: ReportRecord, path: str) -> None:
    """Decode parties and questions, equal ones once, and check what positions refer to."""
    known: dict[tuple[type[Any], bytes], Any] = {}

    def once(kind: type[_Item], raw: Raw, place: str) -> _Item:
        key = (kind, bytes(raw))
        found: _Item | None = known.get(key)
        if found is None:
            found = known[key] = _decoded(raw, kind, path, place)
        return found

    people, questions = tuple[PartyRecord, ...], tuple[MissingRecord, ...]
    for number, component in enumerate(report.components):
        if not 0 <= component.input < len(report.inputs):
            raise MalformedError(
                path,
                f"input {component.input} is not among the {len(report.inputs)} inputs; {_AGAIN}",
                f"/components/{number}",
            )
        component.people = once(people, component.parties, f"/components/{number}/parties")
        component.questions = once(questions, component.missing, f"/components/{number}/missing")
        if not component.paths:
            component.paths = (component.path,)
        component.parties = component.missing = _NOTHING
