"""What a report is, and the choices that a reader of one may make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from vcs_check.assessment import Assessment
from vcs_check.errors import ReportError


class ComponentChoice(StrEnum):
    """Which components a report lists (``--components``)."""

    ALL = "all"
    RELEVANT = "relevant"
    """Leaves out what is out of scope and says how many and why."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a file that a build server can open; line and column from 1."""

    file: str
    """Relative to the folder that the tool runs in, unless it lies outside of it."""
    line: int = 1
    column: int = 1


PROGRAM_FILE: Final = -1
"""In place of an input's position: the program file."""

Locate = Callable[[int, Sequence[str]], Mapping[str, Place]]
"""Position of an input and ``source`` of some of its components → the places of those that can
be found; ``""`` is the file itself."""


def nowhere(_input: int, _sources: Sequence[str], /) -> Mapping[str, Place]:
    """Finds nothing: for an assessment whose files are out of reach."""
    return {}


Annotate = Callable[[int, Mapping[str, Sequence[tuple[str, str]]], str], bytes]
"""Position of an input, properties by ``source``, and the prefix of those to replace → the
input's own document with them; raises ReportError where it cannot be annotated."""


def out_of_reach(_input: int, _properties: object, _prefix: str, /) -> bytes:
    """Annotates nothing: for an assessment whose files are out of reach."""
    raise ReportError("the input files are out of reach, so there is nothing to annotate")


@dataclass(frozen=True, kw_only=True)
class RenderOptions:
    """How a report is to look; never what it finds."""

    color: bool = False
    """Whether a terminal report may use colour; it never relies on it."""
    width: int = 80
    """Columns of the terminal."""
    components: ComponentChoice = ComponentChoice.ALL
    verbose: int = 0
    """0: a summary of at most 60 lines; 1 or more: everything that the summary cuts short."""
    written: tuple[str, ...] = ()
    """Paths of the reports that the same run wrote, for the terminal report to name."""
    locate: Locate = nowhere
    """Where components stand in their files; asked only by reports that point into them."""
    annotate: Annotate = out_of_reach
    """Writes into copies of the inputs; asked only by reports that are such copies."""


_Subject = TypeVar("_Subject")


@dataclass(frozen=True, kw_only=True)
class ReportOf(Generic[_Subject]):
    """One format for one kind of result."""

    name: str
    """The word after ``--output``."""
    file_name: str
    """The file's name inside ``--report-dir``; empty where it is not part of the set."""
    media_type: str
    render: Callable[[_Subject, RenderOptions], bytes]
    """UTF-8 bytes, the same for the same result and options.

    Raises ReportError where this result has no such report.
    """
    render_files: Callable[[_Subject, RenderOptions], dict[str, bytes]] | None = None
    """For a report that is a copy of each input: its files, by a name for each."""


class Report(ReportOf[Assessment]):
    """One report format. A module ``to_*.py`` in this folder offers one as ``REPORT``."""
