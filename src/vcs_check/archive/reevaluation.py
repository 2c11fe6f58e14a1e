"""The archived evaluation once more, with the data of the archive in place of this version's.

Only for a process in which none of this version's data was read before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from vcs_check import bundled
from vcs_check.archive.package import read_members
from vcs_check.archive.record import DATA, RECORD, read_record
from vcs_check.archive.replaying import UnreadableData, request_of_record
from vcs_check.errors import InputError
from vcs_check.limits import Limits
from vcs_check.pipeline import assess
from vcs_check.reports import RenderOptions, available


class Reevaluation(Struct, frozen=True, kw_only=True):
    """What came out, or why nothing did."""

    report: str = ""
    """The JSON report."""
    unreadable: str = ""
    """The archived data file that this version cannot read, and why."""
    error: str = ""
    """An input of the archive that cannot be used any more."""
    absent: tuple[str, ...] = ()
    """Data files of this version that the archive does not have; its own are used."""


def reevaluated(path: str, limits: Limits, *, own_data: bool) -> Reevaluation:
    """The evaluation of an archive, with the data of the archive or of this version."""
    try:
        members = read_members(path, limits)
        record = read_record(members.get(RECORD, b""), path)
        absent: tuple[str, ...] = ()
        if not own_data:
            absent = _take_data(members)
        request = request_of_record(record, members, own_data=own_data)
        report = available()["json"].render(assess(request), RenderOptions())
    except UnreadableData as error:
        return Reevaluation(unreadable=str(error))
    except InputError as error:
        return Reevaluation(error=str(error))
    return Reevaluation(report=report.decode(), absent=absent)


def _take_data(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Puts the archived data in place, and reads each once to see that this version can.

    Raises:
        UnreadableData: one that it cannot read.
    """
    names = bundled.bundled_names()
    kept = {
        name.removeprefix(DATA): data for name, data in members.items() if name.startswith(DATA)
    }
    bundled.use(kept)
    for name, load in _loaders():
        try:
            load()
        except Exception as error:  # whatever another format makes of our code, it is one thing
            raise UnreadableData(f"{DATA}{name}: {type(error).__name__}: {error}") from None
    return tuple(name for name in names if name not in kept and bundled.EDITIONS not in name)


def _loaders() -> tuple[tuple[str, Callable[[], object]], ...]:
    """Each data file that decides a verdict, with what reads it."""
    from vcs_check.classification.knowledge import load
    from vcs_check.classification.open_source_data import open_source_data
    from vcs_check.origin.countries import country_name
    from vcs_check.origin.distributors import is_distributor
    from vcs_check.origin.reference_data import reference_parties
    from vcs_check.questions.fields import fields_for
    from vcs_check.readers._columns import words

    return (
        ("classification/knowledge/compiled.json", load),
        ("classification/open_source_licences.toml", open_source_data),
        ("origin/reference/countries.csv", lambda: country_name("US")),
        ("origin/reference/distributors.csv", lambda: is_distributor("")),
        ("origin/reference/suppliers.jsonl", reference_parties),
        ("questions/fields.toml", lambda: fields_for("ownership")),
        ("readers/column_words.toml", words),
    )
