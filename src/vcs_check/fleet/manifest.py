"""The manifest: which programs make a fleet; a TOML file, or a folder of program files."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct

from vcs_check.containers.files import read_bytes
from vcs_check.errors import InputError, MalformedError, UnreadableError, UsageError
from vcs_check.fleet.job import Given
from vcs_check.fleet.sources import folder_of, is_url, shown_place
from vcs_check.inventory.facts import MODEL_YEARS
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.regulations.edition import editions
from vcs_check.tomlfile import TomlTable, read_toml

_FLEET_KEYS: Final = ("name", "edition", "register")
_PROGRAM_KEYS: Final = (
    "path", "id", "edition", "register", "decisions", "answers", "model_years",
)  # fmt: skip
_ID: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
"""A name for a folder on every file system, and nothing that is taken for a number."""
_NO_ID: Final = re.compile(r"[^A-Za-z0-9._]+", re.ASCII)
_DIGEST_DIGITS: Final = 8
_PROGRAM_TABLE: Final = re.compile(rb"(?m)^\s*\[\s*program\s*\]")


class Entry(Struct, frozen=True, kw_only=True):
    """One program of the manifest."""

    id: str
    program: Given
    root: str
    place: str = ""
    """``fleet.toml: line 12``; empty for a folder."""
    edition: str = ""
    registers: tuple[Given, ...] = ()
    decisions: Given | None = None
    answers: tuple[Given, ...] = ()
    model_years: tuple[int, ...] = ()


class Fleet(Struct, frozen=True, kw_only=True):
    """All programs, in the order of the manifest."""

    name: str
    manifest: str
    """As the user gave it, without what may be a secret."""
    identity: str
    """The same wherever the tool is started from."""
    edition: str = ""
    registers: tuple[Given, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


class _Reader:
    """Turns what a manifest names into places; URLs only where they are allowed."""

    def __init__(self, where: str, allow_remote: bool) -> None:
        self.where, self.allow_remote = where, allow_remote
        self.folder = folder_of(where)

    def given(self, table: TomlTable, key: str, name: str) -> Given:
        """Where a file that the manifest names lies."""
        if is_url(name):
            if not self.allow_remote:
                raise table.fault(
                    f"{shown_place(name)} is a URL; --allow-remote lets the fleet read URLs", key
                )
            return Given(name, shown_place(name))
        if is_url(self.where):
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise table.fault(f"{name!r} leads out of the folder of the manifest", key)
            return Given(f"{self.folder}/{name}", name)
        return Given(os.path.normpath(Path(self.folder) / name), name)

    def many(self, table: TomlTable, key: str) -> tuple[Given, ...]:
        """The same for a list of files."""
        return tuple(self.given(table, key, name) for name in table.texts(key))


def read_manifest(path: str, *, allow_remote: bool = False) -> Fleet:
    """The fleet that a manifest file, or a folder of program files, describes.

    Args:
        path: a path or, where ``allow_remote`` is set, a URL.
        allow_remote: whether URLs may be read, with the user's own credentials.

    Raises:
        UsageError: a URL that is not allowed.
        InputError: it cannot be read, or has a fault, with its line.
    """
    if is_url(path):
        if not allow_remote:
            raise UsageError(
                f"{shown_place(path)} is a URL; --allow-remote lets the fleet read URLs"
            )
        return _by_url(path)
    if Path(path).is_dir():
        return _of_folder(path)
    where = str(Path(path).absolute())
    return _of_file(read_bytes(path), path, where, allow_remote=allow_remote)


def _by_url(url: str) -> Fleet:
    from vcs_check.fleet import remote

    if url.endswith("/") or (not url.lower().endswith(".toml") and remote.is_folder(url)):
        root, named = remote.program_files(url)
        return _listed(named, root, shown_place(url), root, _fetched)
    return _of_file(_fetched(url), shown_place(url), url, allow_remote=True)


def _fetched(url: str) -> bytes:
    from vcs_check.fleet import remote

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "fetched"
        remote.fetch(url, target, DEFAULT_LIMITS.max_settings_bytes)
        return target.read_bytes()


def _of_folder(path: str) -> Fleet:
    root = str(Path(path).absolute())
    named: list[tuple[str, str]] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            if name.lower().endswith(".toml") and name[0] != "." and not file.is_symlink():
                named.append((str(file), file.relative_to(root).as_posix()))
    return _listed(sorted(named, key=lambda pair: pair[1]), root, path, root, _read_settings)


def _read_settings(where: str) -> bytes:
    return read_bytes(where, DEFAULT_LIMITS.max_settings_bytes)


def _listed(
    named: list[tuple[str, str]],
    root: str,
    shown: str,
    identity: str,
    load: Callable[[str], bytes],
) -> Fleet:
    """The fleet of a folder: every TOML file in it that has a ``[program]`` table."""
    programs: list[tuple[str, str]] = []
    others = 0
    for where, relative in named:
        try:
            is_program = _PROGRAM_TABLE.search(load(where)) is not None
        except InputError:
            is_program = True  # evaluating it says why it cannot be read
        if is_program:
            programs.append((where, relative))
        else:
            others += 1
    if not programs:
        raise UnreadableError(shown, "no program file (*.toml with a [program] table) is in it")
    ids = _ids([relative for _, relative in programs])
    entries = tuple(
        Entry(id=found, program=Given(where, relative), root=root)
        for found, (where, relative) in zip(ids, programs, strict=True)
    )
    words = "TOML file is no program file" if others == 1 else "TOML files are no program files"
    notes = (f"{shown}: {others} {words}",) if others else ()
    return Fleet(name="", manifest=shown, identity=identity, entries=entries, notes=notes)


def _of_file(data: bytes, shown: str, where: str, *, allow_remote: bool) -> Fleet:
    root = read_toml(data, shown).root
    root.allow(("fleet", "program"))
    tables = root.tables("program") if isinstance(root.values.get("program"), list) else []
    if not tables:
        hint = ", but a program file: check is for one program" if "program" in root.values else ""
        raise root.fault(f"this is no manifest of a fleet{hint}; it has no [[program]] tables")
    fleet = root.table("fleet")
    reader = _Reader(where, allow_remote)
    entries = _entries(tables, reader)
    if fleet is None:
        return Fleet(name="", manifest=shown, identity=where, entries=entries)
    fleet.allow(_FLEET_KEYS)
    return Fleet(
        name=fleet.text("name") or "",
        manifest=shown,
        identity=where,
        edition=_edition(fleet),
        registers=reader.many(fleet, "register"),
        entries=entries,
    )


def _entries(tables: list[TomlTable], reader: _Reader) -> tuple[Entry, ...]:
    paths = [table.need("path", table.text("path")) for table in tables]
    derived = _ids([shown_place(path) if is_url(path) else path for path in paths])
    found: list[Entry] = []
    seen: dict[str, TomlTable] = {}
    for table, path, own in zip(tables, paths, derived, strict=True):
        table.allow(_PROGRAM_KEYS)
        stated = table.text("id")
        if stated is not None and not _ID.fullmatch(stated):
            raise table.fault(
                f"id {stated!r:.90} is none: letters, digits, dots, hyphens and underscores, at "
                "most 80, at least one letter",
                "id",
            )
        name = str(stated or own)
        other = seen.setdefault(name.casefold(), table)
        if other is not table:
            raise table.fault(
                f"the program {name} stands here and in {other.place()}; give one of them another "
                "id",
                "id" if stated else "path",
            )
        program = reader.given(table, "path", path)
        within = program.where.startswith(reader.folder.rstrip("/" + os.sep) + "/")
        decisions = table.text("decisions")
        found.append(
            Entry(
                id=name,
                program=program,
                root=reader.folder if within else folder_of(program.where),
                place=f"{table.document.path}: {table.place()}",
                edition=_edition(table),
                registers=reader.many(table, "register"),
                decisions=reader.given(table, "decisions", decisions) if decisions else None,
                answers=reader.many(table, "answers"),
                model_years=_years(table),
            )
        )
    return tuple(found)


def _edition(table: TomlTable) -> str:
    return table.word("edition", sorted(editions())) or ""


def _years(table: TomlTable) -> tuple[int, ...]:
    value = table.values.get("model_years", [])
    is_list = isinstance(value, list) and all(type(year) is int for year in value)
    if not is_list or not all(year in MODEL_YEARS for year in value):
        raise table.fault(
            "model_years is no list of model years such as [2027, 2028]", "model_years"
        )
    return tuple(sorted(set(value)))


def _ids(paths: list[str]) -> list[str]:
    """An id for each path that stays the same as long as the path does."""
    plain = [_slug(path) for path in paths]
    count = Counter(slug.casefold() for slug, _ in plain)
    return [
        slug if is_exact and count[slug.casefold()] == 1 else f"{slug[:70]}-{_digest(path)}"
        for path, (slug, is_exact) in zip(paths, plain, strict=True)
    ]


def _slug(path: str) -> tuple[str, bool]:
    """Letters and digits of a path, and whether nothing but separators was lost."""
    bare = path.replace("\\", "/").partition("://")[2] or path.replace("\\", "/")
    bare = re.sub(r"(?i)(?:(?:^|/)program)?\.toml$", "", bare)
    bare = re.sub(r"^(?:\.{0,2}/)+", "", bare) or "program"
    slug = _NO_ID.sub("-", bare).strip("-.") or "program"
    if not re.search(r"[A-Za-z]", slug):
        slug = f"program-{slug}"
    is_exact = len(slug) <= 80 and not re.search(r"[^A-Za-z0-9._/-]", bare)
    return slug[:80], is_exact


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGEST_DIGITS]


def refused(entry: Entry, error: InputError) -> MalformedError:
    """An error of a program with its place in the manifest."""
    return MalformedError(entry.place or entry.program.shown, str(error))
