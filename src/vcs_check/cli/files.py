"""From the paths of the command line to inputs: files, folders, one program file, stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from vcs_check.containers.files import at_most, read_bytes
from vcs_check.containers.streams import stream_kind
from vcs_check.errors import InputError, UnreadableError, UsageError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.pipeline import BomInput
from vcs_check.pipeline.bundles import may_be_bundle, refusal
from vcs_check.pipeline.inputs import beginning_of, expand, inputs_of
from vcs_check.program import Program, read_program
from vcs_check.readers import looks_like_bom

_HEAD_BYTES = 64 * 1024
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Given(Struct, kw_only=True):
    """What the paths of the command line stand for."""

    program: Program
    inputs: tuple[BomInput, ...]
    folder: Path
    """What the program file's own paths are relative to."""
    notes: tuple[str, ...] = ()


def registers_named(given: Given, stated: Sequence[str]) -> list[str]:
    """The paths of the registers: those of the program, and what the options add."""
    return [*(str(given.folder / path) for path in given.program.registers), *stated]


def knowledge_named(given: Given, stated: Sequence[str]) -> list[str]:
    """The paths of the user's own knowledge: that of the program, and what the options add."""
    paths = [*(str(given.folder / path) for path in given.program.knowledge), *stated]
    return list(dict.fromkeys(paths))


def gather(paths: Sequence[str], part: str, limits: Limits = DEFAULT_LIMITS) -> Given:
    """The program and its inputs.

    Raises:
        UsageError: a program file beside other paths.
        InputError: the program file is unreadable or wrong.
    """
    if "" in paths:
        raise UsageError("a PATH is empty; is a variable not set?")
    programs = [path for path in paths if path.lower().endswith(".toml")]
    if programs:
        if len(paths) > 1:
            raise UsageError(
                "one program file, or BOM files and folders, not both: give one program a run"
            )
        return _program(Path(programs[0]), part, limits)
    inputs: list[BomInput] = []
    notes: list[str] = []
    for path in paths:
        if path != "-" and _is_folder(path):
            for file in _files_of(Path(path)):
                if isinstance(file, UnreadableError):
                    inputs.append(BomInput(path=file.file, load=refusal(file)))
                elif (beginning := beginning_of(file)) and may_be_bundle(beginning):
                    expand(_input(str(file), part, limits), limits, inputs, notes, is_named=False)
                elif _may_be_bom(file, limits):
                    inputs.append(_input(str(file), part, limits))
                else:
                    notes.append(f"{file}: no BOM, so it is not read")
        else:
            expand(_input(path, part, limits), limits, inputs, notes)
    return Given(program=Program(), inputs=tuple(inputs), folder=Path(), notes=tuple(notes))


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # a name that the system does not take; reading it says why
        return False


def _program(path: Path, part: str, limits: Limits) -> Given:
    program = read_program(read_bytes(str(path)), str(path))
    folder = path.parent
    inputs, notes = inputs_of(program, lambda name: str(folder / name), part, limits)
    return Given(program=program, inputs=inputs, folder=folder, notes=notes)


def _input(path: str, part: str, limits: Limits) -> BomInput:
    load = _loader(path, limits)
    if path == "-":
        return BomInput(path="(standard input)", load=load, part=part)
    return BomInput(path=path, load=load, file=path, part=part)


class _loader:
    def __init__(self, path: str, limits: Limits) -> None:
        self.path, self.most = path, limits.max_input_bytes

    def __call__(self) -> bytes:
        return bytes_of(self.path, self.most)


def bytes_of(path: str, most: int | None = None) -> bytes:
    """The bytes of a file, or of standard input where the path is ``-``.

    Args:
        path: as the user gave it.
        most: how many may be read; a pipe or a device may have no end.

    Raises:
        UnreadableError: it is missing, closed, a folder, or may not be read.
        LimitError: there are more bytes.
    """
    if path != "-":
        return read_bytes(path, most)
    stdin: TextIO | None = sys.stdin  # None where the caller has closed it
    if stdin is None:
        raise UnreadableError("(standard input)", "it is closed")
    stream = stdin.buffer
    return stream.read() if most is None else at_most(stream, "(standard input)", most)


def _files_of(folder: Path) -> Iterator[Path | UnreadableError]:
    """Files below a folder in a stable order; links and hidden ones are skipped.

    A folder that cannot be listed is an error in its place, so that the others are still read.
    """
    waiting = [folder]
    while waiting:  # a loop, because folders can be nested deeper than functions
        entry = waiting.pop()
        if entry is folder or entry.is_dir():
            try:
                inside = sorted(entry.iterdir(), key=lambda path: path.name, reverse=True)
            except OSError as error:
                yield UnreadableError(str(entry), f"cannot be listed: {error.strerror}")
                continue
            waiting += (p for p in inside if not p.name.startswith(".") and not p.is_symlink())
        elif entry.is_file():
            yield entry


def _may_be_bom(file: Path, limits: Limits) -> bool:
    """Whether a file found in a folder may be a BOM; unreadable ones may, so that they show."""
    if file.suffix.lower() == ".toml":
        return False
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            if looks_like_bom(head, limits):
                return True
            packed = bool(stream_kind(head))
            if not packed and b"\x00" in head and not head.startswith(_UTF16_MARKS):
                return False
            if file.stat().st_size > limits.max_input_bytes:
                return head.lstrip()[:1] in (b"{", b"<")
            # The words that tell a BOM may stand at its end: JSON has no order.
            return looks_like_bom(head + stream.read(), limits)
    except (OSError, InputError):
        return True
