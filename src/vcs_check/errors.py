"""Every error that vcs-check raises on purpose, and the exit code that each stands for.

::

    VcsCheckError
    ├── UsageError            2   the command line asks for what does not exist
    ├── InputError            4   a file given to us cannot be used as what it should be
    │   ├── UnreadableError   4   no bytes: missing, no permission, a folder in place of a file
    │   ├── NotABomError      4   bytes, but no BOM of a format that is read
    │   ├── MalformedError    4   a BOM, program, register or decisions file with a fault in it
    │   └── LimitError        4   larger, deeper or longer than limits.py allows
    └── ReportError           5   a report could not be written

Anything else that escapes is a defect of the tool (70). The translation to exit codes
happens once, in ``vcs_check.cli``.
"""

from __future__ import annotations

from typing import ClassVar, Final


class VcsCheckError(Exception):
    """The root: one line that says what, where, why and what to do now."""

    exit_code: ClassVar[int] = 70


class UsageError(VcsCheckError):
    """The command line asks for something that does not exist or does not fit."""

    exit_code: ClassVar[int] = 2


_MAX_CHARS: Final = 450
"""Of a message, and of a place: they quote what a file contains, which may be a megabyte."""


def _shortened(text: str) -> str:
    """The text, without its middle where that is long."""
    if len(text) <= _MAX_CHARS:
        return text
    return f"{text[: _MAX_CHARS // 2]} … {text[-(_MAX_CHARS // 2) :]}"


class InputError(VcsCheckError):
    """A file cannot be used as what it was given as.

    Args:
        file: the file's name as the user gave it.
        message: what was found and what to do.
        place: where in the file: a JSON pointer, an XPath, a cell or ``line N``; may be empty.

    Both are shortened where what they quote is long.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, file: str, message: str, place: str = "") -> None:
        self.file = file
        self.place = _shortened(place)
        self.message = _shortened(message)
        super().__init__(": ".join(part for part in (file, self.place, self.message) if part))


class UnreadableError(InputError):
    """There are no bytes to read: the file is missing, forbidden or not a file."""


class NotABomError(InputError):
    """The bytes are no BOM of any format that is read."""


class MalformedError(InputError):
    """The file is of a known kind, but something in it is wrong."""


class LimitError(InputError):
    """The file exceeds a limit of :mod:`vcs_check.limits`."""


class ReportError(VcsCheckError):
    """A report could not be written; nothing half-written is left behind."""

    exit_code: ClassVar[int] = 5


def place_of_defect(error: BaseException) -> str:
    """``module:line`` where an error that is a defect of the tool was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
