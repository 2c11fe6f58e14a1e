"""What the pipeline is asked: a program, its inputs, and how to judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from vcs_check.classification.own_knowledge import OwnKnowledge
from vcs_check.decisions import Decision
from vcs_check.errors import MalformedError
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.inventory.vocabulary import Evidence, Origin, SoftwareScope
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.origin.data_file import DataFile
from vcs_check.origin.party import Register
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm
from vcs_check.regulations.edition import Edition, edition_by_id, editions


class BomInput(Struct, frozen=True, kw_only=True):
    """One file to read."""

    path: str
    """The file's name as the user gave it."""
    load: Callable[[], bytes]
    """Returns the file's bytes, or raises ``InputError``; called in order, and once more where
    another BOM states a digest of the file that was not made while reading it, or a report points
    into it."""
    file: str = ""
    """Where it lies on disk, from the folder that the tool runs in; empty for standard input."""
    container_sha256: str = ""
    """Of the archive that it is a member of, as it is on disk; empty where it is none."""
    part: str = ""
    supplier: str = ""
    quantity: int = 1
    layout: TableLayout = NO_LAYOUT
    """How a spreadsheet is laid out, where that is known."""


class Request(Struct, frozen=True, kw_only=True):
    """Everything that an assessment depends on. Nothing else is asked: no clock, no network."""

    program: Program
    inputs: tuple[BomInput, ...]
    edition: Edition
    other_edition: Edition | None
    today: date
    registers: tuple[Register, ...] = ()
    data_files: tuple[DataFile, ...] = ()
    """Screening lists and data sets: read after the BOMs, for what these ask of them."""
    max_list_age_days: int | None = None
    """From which age on a list is named as old; None: no limit."""
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[OwnKnowledge, ...] = ()
    """The user's own, beside the bundled one."""
    answers: tuple[AnsweredForm, ...] = ()
    """Forms that suppliers have filled in."""
    questionnaires: bool = False
    """Whether to work out what each supplier is to be asked (``Assessment.requests``)."""
    evidence: Evidence = Evidence.STANDARD
    software_scope: SoftwareScope = SoftwareScope.BROAD
    assumed_parties: dict[str, Origin] = {}
    hypotheses: tuple[str, ...] = ()
    """The ``--assume`` statements, as given."""
    use_reference: bool = True
    possibly_dominant_percent: float = 5.0
    limits: Limits = DEFAULT_LIMITS
    notes: tuple[str, ...] = ()
    """What the caller noticed: files that are no BOMs, settings that disagree."""


def check_authorizations(program: Program, edition: Edition, path: str) -> None:
    """Whether a program relies on general authorizations of the edition only.

    Raises:
        MalformedError: it names another one; ``path`` is the program file.
    """
    for name in program.authorizations:
        if name not in edition.authorizations:
            raise MalformedError(
                path,
                f"authorizations: {name!r} is no general authorization "
                f"({', '.join(edition.authorizations)}); a specific one needs a decision on the "
                "component",
            )


def edition_to_compare(stated: str, main: Edition) -> Edition | None:
    """The edition of ``--compare-edition``; another one where that is the main one itself.

    Raises:
        UsageError: there is no such edition.
    """
    if stated in ("", "none"):
        return None
    other = edition_by_id(stated)
    if other.id != main.id:
        return other
    return next((e for e in editions().values() if e.id != main.id), None)
