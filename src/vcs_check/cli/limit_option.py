"""``--limit NAME=VALUE``, and the table ``[limits]`` of the settings: how much an input may ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import click

from vcs_check.errors import UsageError
from vcs_check.limits import DEFAULT_LIMITS, Limits, with_values
from vcs_check.tomlfile import TomlTable

_F = TypeVar("_F", bound=Callable[..., Any])
_STATEMENT: Final = re.compile(
    r"(?:limits\.)?(?P<name>[A-Za-z_-]+)\s*=\s*(?P<value>\d[\d_]*)", re.A
)
_MAX_DIGITS: Final = 18


def limit_option(function: _F) -> _F:
    """Add ``--limit`` to a command."""
    return click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=VALUE",
        help="Another limit on input, such as max_components=3000000; repeatable.",
    )(function)


def limits_of(ctx: click.Context, stated: Iterable[str]) -> Limits:
    """The limits in force: the defaults, then the settings, then what was stated.

    Raises:
        UsageError: a limit that does not exist, or a value that it cannot have.
    """
    from_settings = (ctx.default_map or {}).get("limits", ())
    values: dict[str, int] = {}
    for statement in (*from_settings, *stated):
        found = _STATEMENT.fullmatch(statement.strip())
        if found is None or len(found["value"]) > _MAX_DIGITS:
            raise UsageError(
                f"--limit {statement!r:.80} is not NAME=VALUE with a whole number, "
                "such as max_components=3000000"
            )
        values[found["name"].replace("-", "_")] = int(found["value"])
    try:
        return with_values(DEFAULT_LIMITS, values)
    except ValueError as error:
        raise UsageError(f"--limit: {error}") from None


def statements_of(table: TomlTable) -> list[str]:
    """The table ``[limits]`` as statements of ``--limit``.

    Raises:
        MalformedError: a limit that does not exist, or a value that it cannot have; its line.
    """
    statements = []
    for name in table.values:
        value = table.integer(name)
        assert value is not None
        try:
            with_values(DEFAULT_LIMITS, {name.replace("-", "_"): value})
        except ValueError as error:
            raise table.fault(str(error), name) from None
        statements.append(f"{name}={value}")
    return statements
