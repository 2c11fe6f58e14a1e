"""One program to be evaluated, as plain data that travels to whoever evaluates it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from vcs_check.decisions import Decision
from vcs_check.inventory.vocabulary import Evidence, Origin, SoftwareScope
from vcs_check.limits import DEFAULT_LIMITS, Limits


class Settings(Struct, frozen=True, kw_only=True):
    """How all programs of a fleet are judged."""

    edition: str
    compare: str
    """Id of the edition to compare with; ``none`` for no comparison."""
    today: date
    stated: Mapping[str, Any] = {}
    """What options state of every program, by the names of :data:`vcs_check.program.STATED`."""
    overriding: tuple[str, ...] = ()
    """Those of ``stated``, and ``decisions``, that beat the program files."""
    evidence: Evidence = Evidence.STANDARD
    software_scope: SoftwareScope = SoftwareScope.BROAD
    assumed_parties: Mapping[str, Origin] = {}
    assumed_facts: tuple[Decision, ...] = ()
    hypotheses: tuple[str, ...] = ()
    use_reference: bool = True
    possibly_dominant_percent: float = 5.0
    max_list_age_days: int | None = None
    part: str = ""
    limits: Limits = DEFAULT_LIMITS


class Given(Struct, frozen=True):
    """A file that the manifest or an option names for a program."""

    where: str
    """An absolute path, or a URL."""
    shown: str
    """As whoever named it wrote it."""


class Trust(Struct, frozen=True):
    """A key or certificate of somebody whose signatures count."""

    company: str
    """For whom it may sign; empty: for whoever it names itself."""
    key: Given


class Job(Struct, frozen=True, kw_only=True):
    """One program of the fleet."""

    id: str
    program: Given
    """The program file."""
    root: str
    """The folder or URL that no path in the program file may lead out of."""
    place: str = ""
    """Where the manifest names it."""
    edition: str = ""
    """Where the manifest names another one than the settings."""
    registers: tuple[Given, ...] = ()
    """Beside those that the program file names."""
    decisions: Given | None = None
    """In place of those that the program file names."""
    fallback_decisions: Given | None = None
    """Where nobody else names any."""
    knowledge: tuple[Given, ...] = ()
    """Beside those that the program file names, as the three that follow."""
    certificates: tuple[Given, ...] = ()
    trust: tuple[Trust, ...] = ()
    crls: tuple[Given, ...] = ()
    answers: tuple[Given, ...] = ()
    model_years: tuple[int, ...] = ()
    """In which it is to be sold; empty where the manifest does not say."""
    settings: Settings
    tool: str
    """Digest of the installation that planned it; another one does not evaluate it."""
    record: bytes = b""
    """Of its last result; empty where there is none."""
    real_record: bytes = b""
    """In a what-if: of its last result without the hypotheses."""
    packed: Mapping[str, bytes | str] | None = None
    """Where the files travel with the job: bytes, or why there are none, by ``where``."""
    memory_limit_bytes: int | None = None
    time_limit_s: float | None = None


class Status(StrEnum):
    """What came of a job."""

    EVALUATED = "evaluated"
    UNCHANGED = "unchanged"
    """The last result still stands."""
    UNCONCERNED = "unconcerned"
    """In a what-if: no finding of the program changes, so the real result stands."""
    FAILED = "failed"
    """There is no result; ``message`` says why, and the dataset says so too."""
    UNREACHED = "unreached"
    """It was not evaluated in this run; the dataset has what it had."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of one job."""

    id: str
    status: Status
    exit_code: int
    """By the contract, for this program alone."""
    message: str = ""
    """Why there is no result, or what could not be read; one line."""
    components: int = 0
    record: bytes = b""
    """To be kept with the result."""
    tables: Mapping[str, bytes] = {}
    """Parquet files, by table; empty where nothing new is to be kept."""
    peak_bytes: int = 0
    """Largest memory that the process has had so far."""
