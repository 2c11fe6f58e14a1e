"""Small archives: of a real evaluation, and of as few files as an archive can have."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.cli.vehicle import TODAY, run
from tests.declaration.programs import program

from vcs_check import __version__
from vcs_check.archive.package import intact
from vcs_check.archive.record import KIND, RECORD, REPORT, Record
from vcs_check.sealing import sealed

NAME: Final = "aurora.zip"


def archive(folder: Path, name: str = NAME, *arguments: str) -> Path:
    """A program that passes, and its archive."""
    target = folder / "evidence" / name
    result = run("archive", program(folder), "--today", TODAY, "--output", str(target), *arguments)
    assert result.exit_code == 0, result.output
    return target


@cache
def fewest() -> tuple[dict[str, bytes], Record]:
    """The members of an archive without its inputs and data, and its record."""
    with TemporaryDirectory() as folder:
        members, record = intact(str(archive(Path(folder))))
    kept = {name: members[name] for name in (RECORD, REPORT)}
    return sealed(kept, KIND, __version__), record
