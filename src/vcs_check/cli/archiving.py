"""What an archive takes from this machine: the files that a command line names, and versions."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from vcs_check import __version__
from vcs_check.archive.making import GivenFile, GivenFiles
from vcs_check.archive.record import Made
from vcs_check.cli.certificates import certificate_files
from vcs_check.cli.files import Given, gather, knowledge_named, registers_named
from vcs_check.cli.limit_option import limits_of
from vcs_check.cli.options import decisions_path
from vcs_check.containers.files import is_plain_file, read_bytes
from vcs_check.errors import UsageError
from vcs_check.pipeline import Request
from vcs_check.tomlfile import TomlTable


def made_by() -> Made:
    """The versions of vcs-check, Python and the libraries that it needs."""
    return Made(
        version=__version__,
        python=platform.python_version(),
        dependencies={name: importlib.metadata.version(name) for name in _installed()},
    )


def _installed() -> Iterable[str]:
    try:
        wanted = importlib.metadata.requires("vcs-check") or []
    except importlib.metadata.PackageNotFoundError:
        return
    for requirement in wanted:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            importlib.metadata.version(name[0])
        except importlib.metadata.PackageNotFoundError:
            continue
        yield name[0]


def given_files(
    ctx: click.Context, paths: Sequence[str], options: dict[str, Any], request: Request
) -> GivenFiles:
    """The bytes of everything that the request was made from, its BOMs excepted.

    Raises:
        InputError: one of them cannot be read any more.
    """
    given = gather(paths, options["part"], limits_of(ctx, options["limits"]))
    decisions = decisions_path(ctx, given.program, given.folder, options["decisions"])
    program = next((path for path in paths if path.lower().endswith(".toml")), "")
    return GivenFiles(
        program_file=_file(program) if program else None,
        registers=_files(registers_named(given, options["registers"])),
        decisions=_file(decisions) if decisions else None,
        knowledge=_files(knowledge_named(given, options["knowledge"])),
        answers=_files(options["answers"]),
        others=_files(
            [
                *_settings(ctx),
                *certificate_files(given, options),
                *_evidence(request, given, decisions),
            ]
        ),
        containers=_containers(given, request),
    )


def _file(path: str) -> GivenFile:
    if Path(path).exists() and not is_plain_file(path):
        raise UsageError(f"{path} is no plain file: what is archived is read twice, a pipe once")
    return GivenFile(path=path, data=read_bytes(path))


def _files(paths: Iterable[str]) -> tuple[GivenFile, ...]:
    return tuple(_file(path) for path in dict.fromkeys(paths))


def _settings(ctx: click.Context) -> list[str]:
    """The settings file of the working folder, where there is one."""
    table = ctx.find_root().obj
    return [table.document.path] if isinstance(table, TomlTable) else []


def _evidence(request: Request, given: Given, decisions: str | None) -> list[str]:
    """The documents that decisions and registers name, where they lie below the naming file."""
    named: list[tuple[Path, str]] = []
    if decisions:
        named += [(Path(decisions), e) for d in request.decisions for e in d.evidence]
    for register in request.registers:
        named += [(Path(register.path), e) for party in register.parties for e in party.evidence]
    found = []
    for file, name in named:
        path = file.parent / name
        inside = not Path(name).is_absolute() and ".." not in Path(name).parts
        if inside and is_plain_file(str(path)):
            found.append(str(path))
    return found


def _containers(given: Given, request: Request) -> dict[str, bytes]:
    """The zip archives of BOMs, by the digest that their inputs have."""
    found: dict[str, bytes] = {}
    for bom in request.inputs:
        if bom.container_sha256 and bom.container_sha256 not in found:
            shown = bom.path.partition("!/")[0]
            in_program = bool(given.program.boms)
            found[bom.container_sha256] = read_bytes(
                str(given.folder / shown) if in_program else shown
            )
    return found
