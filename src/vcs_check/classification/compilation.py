"""Turns the TOML sources of knowledge into the one file that the engine loads.

Run ``python -m vcs_check.classification.compilation`` after a change to a source; a test
fails while the two disagree. TOML is for people, and would take a tenth of a second to read.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from unicodedata import combining

import msgspec

from vcs_check.classification.entry import Compiled, Entry, Form, RadioKind, Rule
from vcs_check.classification.literals import prefixes
from vcs_check.classification.normal import is_east_asian, words
from vcs_check.classification.tag import Function

COMPILED_NAME = "compiled.json"
NAME_MARK = "\x02"
"""Stands before each name in the text that is searched; see ``matching``."""


def sources() -> list[Traversable]:
    """The TOML files of knowledge, by name."""
    folder = resources.files("vcs_check.classification.knowledge")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)


def digest() -> str:
    """SHA-256 over the names and contents of all sources."""
    hashed = hashlib.sha256()
    for file in sources():
        hashed.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return hashed.hexdigest()


def compile_knowledge() -> Compiled:
    """Every source, read, checked and brought into the form that loads fastest.

    Raises:
        ValueError: an entry without id, reason or source, an id that is not unique, a
            pattern that cannot be used; with the name of the file.
    """
    entries: list[Entry] = []
    rules: list[Rule] = []
    names: dict[str, int] = {}
    radios: tuple[RadioKind, ...] = ()
    for file in sources():
        table = tomllib.loads(file.read_text("utf-8"))
        if "radio" in table:
            radios = msgspec.convert(table["radio"], tuple[RadioKind, ...])
            continue
        for raw in table["entry"]:
            try:
                add_entry(raw, table["form"], entries, rules, names)
            except ValueError as fault:
                raise ValueError(f"{file.name}: {raw.get('id')}: {fault}") from fault
    ids = [entry.id for entry in entries]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ValueError(f"ids are not unique: {', '.join(twice)}")
    return Compiled(
        digest=digest(), entries=tuple(entries), rules=tuple(rules), names=names, radios=radios
    )


def add_entry(
    raw: dict[str, Any], form: str, entries: list[Entry], rules: list[Rule], names: dict[str, int]
) -> None:
    """Checks one entry and adds what it is recognised by to ``rules`` or ``names``.

    Raises:
        ValueError: it lacks an id, a reason or a source, or cannot be recognised.
    """
    patterns: dict[str, str] = raw.pop("patterns", {})
    vocabulary: dict[str, list[str]] = raw.pop("words", {})
    packages: list[str] = raw.pop("names", [])
    raw.setdefault("form", form)
    raw["radios"] = sorted(raw.get("radios", ()))
    raw["makers"] = [words(maker) for maker in raw.get("makers", ())]
    if raw["form"] == Form.PART and raw.get("function") in _HARDWARE_ALONE:
        raw.setdefault("axis", "hardware")
    entry = msgspec.convert(raw, Entry)
    index = len(entries)
    if not (patterns or vocabulary or packages or entry.form is Form.MAKER):
        raise ValueError("nothing to recognise it by")
    if not entry.reason or not (entry.source or (all(patterns.values()) and patterns)):
        raise ValueError("a reason and a source are needed")
    entries.append(entry)
    for pattern, source in patterns.items():
        re.compile(pattern)
        for literal in prefixes(pattern):
            rules.append(Rule(f" {literal}", index, "" if pattern == literal else pattern, source))
    literals = (literal for terms in vocabulary.values() for literal in _literals(terms))
    rules.extend(Rule(literal, index) for literal in dict.fromkeys(literals))
    for package in packages:
        _add_package(package, index, rules, names)


_HARDWARE_ALONE = frozenset(
    {
        Function.PASSIVE, Function.POWER, Function.UNRELATED, Function.RADIO_PATH,
        Function.ANTENNA, Function.COMPUTE,
    }
)  # fmt: skip
"""Families of which software is never named so that it matters; only radios have drivers here."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _literals(terms: list[str]) -> Iterator[str]:
    """What each term is found by: as it is written, without accents, and ``ae`` for ``ä``."""
    for term in terms:
        yield _literal(term)
        plain = "".join(c for c in unicodedata.normalize("NFKD", term) if not combining(c))
        if plain.isascii() and not term.isascii():
            yield _literal(plain)
            yield _literal(unicodedata.normalize("NFC", term).translate(_UMLAUTS))


def _literal(term: str) -> str:
    core = words(term)
    if not core:
        raise ValueError(f"{term!r} has no letters")
    if is_east_asian(core) and not term.startswith(" "):
        return core
    before = "" if term.startswith("*") else " "
    return before + core + ("" if term.endswith("*") else " ")


def _add_package(name: str, index: int, rules: list[Rule], names: dict[str, int]) -> None:
    core = words(name)
    if name.startswith("*"):
        rules.append(Rule(f" {core} {NAME_MARK}", index))
    elif name.endswith("*"):
        space = " " if name[-2] in "-_./ " else ""
        rules.append(Rule(f"{NAME_MARK} {core}{space}", index))
    elif names.setdefault(core, index) != index:
        raise ValueError(f"{name!r} stands in two entries")


def write(path: Path) -> None:
    """Compiles all sources into ``path``."""
    path.write_bytes(msgspec.json.encode(compile_knowledge()) + b"\n")


if __name__ == "__main__":
    write(Path(__file__).parent / "knowledge" / COMPILED_NAME)
