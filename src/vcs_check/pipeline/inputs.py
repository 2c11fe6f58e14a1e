"""From the files that a program names to inputs: single BOMs, and the members of archives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from vcs_check.containers.files import read_bytes
from vcs_check.errors import InputError, NotABomError
from vcs_check.limits import Limits
from vcs_check.pipeline.bundles import BEGINNING_BYTES, bundle_of, may_be_bundle, refusal
from vcs_check.pipeline.request import BomInput
from vcs_check.program import Program
from vcs_check.readers import looks_like_bom


def inputs_of(
    program: Program, locate: Callable[[str], str], part: str, limits: Limits
) -> tuple[tuple[BomInput, ...], tuple[str, ...]]:
    """The BOMs of a program file as inputs, and notes on what is none.

    Args:
        program: whose ``boms`` are meant.
        locate: where a path of the program file lies on this disk; may raise InputError.
        part: what a BOM is installed in where its entry does not say.
        limits: on each file.
    """
    inputs: list[BomInput] = []
    notes: list[str] = []
    for bom in program.boms:
        try:
            file = locate(bom.path)
        except InputError as error:
            inputs.append(
                BomInput(path=bom.path, load=refusal(error), part=bom.part, quantity=bom.quantity)
            )
            continue
        given = BomInput(
            path=bom.path,
            load=FileLoader(file, limits),
            file=file,
            part=bom.part or part,
            supplier=bom.supplier,
            quantity=bom.quantity,
            layout=bom.layout,
        )
        expand(given, limits, inputs, notes)
    return tuple(inputs), tuple(notes)


class FileLoader:
    """Reads one file each time it is asked."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.path, self.most = path, limits.max_input_bytes

    def __call__(self) -> bytes:
        """The bytes; raises InputError."""
        return read_bytes(self.path, self.most)


def expand(
    given: BomInput,
    limits: Limits,
    inputs: list[BomInput],
    notes: list[str],
    *,
    is_named: bool = True,
) -> None:
    """Add an input, or the members of the archive that it is.

    Args:
        given: the input; its path is the shown one.
        limits: for archives.
        inputs: gets the input, or one for each member.
        notes: gets what is no BOM.
        is_named: whether it was named itself, so that being no BOM is an error.
    """
    if given.file and not may_be_bundle(beginning_of(Path(given.file))):
        inputs.append(given)
        return
    try:
        data = given.load()
        if not given.file:  # a stream is read once
            given = msgspec.structs.replace(given, load=lambda: data)
        bundle = bundle_of(data, given.path, limits) if may_be_bundle(data) else None
        if bundle is None and not is_named and not looks_like_bom(data, limits):
            notes.append(f"{given.path}: no BOM, so it is not read")
            return
    except NotABomError as error:
        if is_named:
            inputs.append(msgspec.structs.replace(given, load=refusal(error)))
        else:
            notes.append(f"{given.path}: no BOM, so it is not read")
        return
    except InputError as error:
        inputs.append(msgspec.structs.replace(given, load=refusal(error)))
        return
    if bundle is None:
        inputs.append(given)
        return
    notes += bundle.notes
    inputs += (
        msgspec.structs.replace(
            given, path=member.path, load=member.load, file="", container_sha256=bundle.sha256
        )
        for member in bundle.members
    )


def beginning_of(file: Path) -> bytes:
    """The first bytes of a plain file; empty where there are none, or it cannot be read."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as stream:
            return stream.read(BEGINNING_BYTES)
    except (OSError, ValueError):  # reading it says why
        return b""
