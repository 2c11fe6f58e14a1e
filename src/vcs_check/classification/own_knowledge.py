"""A user's own knowledge file: the shape of ``knowledge/*.toml``, checked with file and line.

Own entries add to the bundled ones. They may make a component stricter, and they may recognise
what nothing was known of. They never clear by themselves what the bundled knowledge recognises as
a radio, as driving, as a listed kind or as an operating system: the bundled entry stands, both are
shown, and a reviewed decision settles it, because that one has a name and a day.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.classification.compilation import add_entry
from vcs_check.classification.entry import Compiled, Entry, Form, Rule
from vcs_check.classification.knowledge import Knowledge, load
from vcs_check.errors import MalformedError
from vcs_check.tomlfile import TomlTable, read_toml

_KEYS: Final = (
    "id", "form", "function", "reason", "source", "radios", "listed_kind", "programmable",
    "system_software", "device_firmware", "automation_level", "confidence", "needs_maker", "makers",
    "made_by", "needs_unit_word", "weak", "gives_way", "axis", "patterns", "words", "names",
)  # fmt: skip
_MOST_RULES: Final = 50_000


class OwnKnowledge(Struct, frozen=True, kw_only=True):
    """One file, compiled: positions in ``rules`` and ``names`` are those of ``entries``."""

    path: str
    """The file's name as the user gave it."""
    sha256: str
    """Of its bytes, lower-case hex."""
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]
    names: dict[str, int]


def read_own_knowledge(data: bytes, path: str) -> OwnKnowledge:
    """The entries of a file.

    Raises:
        MalformedError: an entry without id, reason or source, an unknown key or word, a pattern
            that cannot be used, an id twice; with the line.
        LimitError: the file is too large for settings.
    """
    root = read_toml(data, path).root
    root.allow(("form", "entry"))
    form = root.word("form", [form.value for form in Form])
    entries: list[Entry] = []
    rules: list[Rule] = []
    names: dict[str, int] = {}
    seen: dict[str, str] = {}
    for table in root.tables("entry"):
        table.allow(_KEYS)
        identity = table.need("id", table.text("id"))
        if identity in seen:
            raise table.fault(f"the id {identity!r} stands on {seen[identity]} already", "id")
        seen[identity] = table.place()
        if form is None and "form" not in table.values:
            raise table.fault(
                f"'form' is missing, in the entry or at the top: {', '.join(f.value for f in Form)}"
            )
        _check(table)
        raw: dict[str, Any] = {**table.values}
        try:
            add_entry(raw, form or "", entries, rules, names)
        except (ValueError, re.error) as fault:
            raise table.fault(f"{identity}: {fault}") from None
        where = f"own knowledge {path}, {table.place()}"
        entries[-1] = msgspec.structs.replace(entries[-1], own=where)
        if len(rules) > _MOST_RULES:
            raise table.fault(f"more than {_MOST_RULES} words and patterns; split the file")
    if not entries:
        raise MalformedError(path, "no [[entry]] in it, so it says nothing")
    return OwnKnowledge(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        entries=tuple(entries),
        rules=tuple(rules),
        names=names,
    )


def knowledge_of(owns: tuple[OwnKnowledge, ...]) -> Knowledge:
    """The bundled knowledge, with a user's own where there is any."""
    bundled = load()
    return Knowledge(with_own(bundled.compiled, owns), bundled) if owns else bundled


def _check(table: TomlTable) -> None:
    """What the compiler takes for granted in the bundled files."""
    table.need("reason", table.text("reason"))
    table.text("source")
    table.texts("names")
    table.texts("makers")
    for key in ("patterns", "words"):
        inner = table.table(key)
        for name in inner.values if inner is not None else ():
            assert inner is not None
            if key == "words":
                inner.texts(name)
            else:
                inner.text(name)


def with_own(bundled: Compiled, owns: tuple[OwnKnowledge, ...]) -> Compiled:
    """The bundled knowledge and a user's; an own entry takes the place of one with its id."""
    entries = list(bundled.entries)
    replaced = {entry.id for own in owns for entry in own.entries}
    dropped = {n for n, entry in enumerate(entries) if entry.id in replaced}
    rules = [rule for rule in bundled.rules if rule.entry not in dropped]
    names = {name: n for name, n in bundled.names.items() if n not in dropped}
    for own in owns:
        start = len(entries)
        entries += own.entries
        rules += (msgspec.structs.replace(r, entry=r.entry + start) for r in own.rules)
        names.update({name: n + start for name, n in own.names.items()})
    return Compiled(
        digest=bundled.digest,
        entries=tuple(entries),
        rules=tuple(rules),
        names=names,
        radios=bundled.radios,
    )
