"""``vcs-check.toml``, or ``[tool.vcs-check]`` in ``pyproject.toml``, of the working folder.

Every option can stand there by its long name; flags win over ``VCS_CHECK_*`` variables, those
over the program file, that over this file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from vcs_check.cli.limit_option import statements_of
from vcs_check.errors import UnreadableError
from vcs_check.tomlfile import TomlTable, read_toml

_LISTS: Final = {
    "output": "outputs",
    "register": "registers",
    "assume": "assumptions",
    "answers": "answers",
    "knowledge": "knowledge",
    "certificate": "certificates",
    "trust": "trust",
    "crl": "crls",
}
_NAMES: Final = {**_LISTS, "date": "on"}
_KEYS: Final = (
    "model-year", "no-model-year", "date", "today", "gvwr-lb", "edition", "compare-edition",
    "register", "knowledge", "answers", "decisions", "evidence", "software-scope", "output",
    "report-dir",
    "fail-on", "exit-zero", "assume", "part", "components", "quiet", "verbose", "no-color",
    "baseline", "previous", "no-reference", "max-list-age", "possibly-dominant-percent", "limits",
    "certificate", "trust", "crl",
    "results", "jobs", "scheduler", "memory-limit", "time-limit", "allow-remote",
)  # fmt: skip


def load_settings(commands: Iterable[str]) -> tuple[dict[str, Any], TomlTable | None]:
    """Defaults for every command, from the working folder, and the table that they stand in.

    Raises:
        InputError: the file is unreadable, no TOML, or has an unknown key; with the line.
    """
    table = _table()
    if table is None:
        return {}, None
    table.allow(_KEYS)
    values: dict[str, Any] = {}
    for key, value in table.values.items():
        name = _NAMES.get(key, key.replace("-", "_"))
        if key == "limits":
            limits = table.table(key)
            values[name] = statements_of(limits) if limits is not None else []
        elif key in _LISTS:
            items = value if isinstance(value, list) else [value]
            values[name] = [str(item) for item in items]
        else:
            values[name] = _plain(value)
    return dict.fromkeys(commands, values), table


def _plain(value: Any) -> Any:
    # As a flag or a variable would bring it, so that click checks all three the same way.
    return value if isinstance(value, bool) else str(value)


def _table() -> TomlTable | None:
    own = Path("vcs-check.toml")
    if own.is_file():
        return read_toml(_bytes(own), own.name).root
    shared = Path("pyproject.toml")
    if shared.is_file():
        data = _bytes(shared)
        if b"vcs-check" not in data:
            return None
        tool = read_toml(data, shared.name).root.table("tool")
        return tool.table("vcs-check") if tool is not None else None
    return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(str(path), f"cannot be read: {error.strerror}") from None
