r"""The literals that any match of a part-number pattern must begin with.

Patterns are a small part of regular expressions: letters, digits, spaces, classes in square
brackets, groups with alternatives, ``? * + {n} {n,m}``, ``\b`` and look-ahead. Anything else
is refused, so that a literal is always a true necessary condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MIN_CHARS = 2
_WANTED_CHARS = 3
_MAX_LITERALS = 80
_ATOM = re.compile(
    r"(?P<class>\[[^\]^\\]+\])|(?P<group>\((?:\?[!=])?[^()]*\))|(?P<bound>\\b)|(?P<char>[a-z0-9 ])"
)
_QUANTIFIER = re.compile(r"[?*+]|\{(?P<least>\d+)(,\d*)?\}")


class PatternError(ValueError):
    """A pattern uses what :mod:`vcs_check.classification.literals` does not know."""


def _members(body: str) -> Iterator[str]:
    index = 0
    while index < len(body):
        if body[index + 1 : index + 2] == "-" and index + 2 < len(body):
            yield from map(chr, range(ord(body[index]), ord(body[index + 2]) + 1))
            index += 3
        else:
            yield body[index]
            index += 1


def _choices(atom: re.Match[str]) -> list[str] | None:
    if char := atom["char"]:
        return [char]
    if group := atom["class"]:
        return sorted(set(_members(group[1:-1])))
    if (group := atom["group"]) and not group.startswith("(?"):
        options = group[1:-1].split("|")
        if all(re.fullmatch(r"[a-z0-9 ]+", option) for option in options):
            return sorted(set(options))
    return None


def prefixes(pattern: str) -> tuple[str, ...]:
    """Literals, one of which every match of ``pattern`` begins with.

    Raises:
        PatternError: the pattern has no useful beginning, or an unknown construct.
    """
    found, position, growing = [""], 0, True
    while position < len(pattern):
        atom = _ATOM.match(pattern, position)
        if atom is None:
            raise PatternError(f"{pattern!r}: cannot be read from character {position}")
        position = atom.end()
        quantifier = _QUANTIFIER.match(pattern, position)
        least = 1
        if quantifier:
            position = quantifier.end()
            least = int(quantifier["least"] or (1 if quantifier[0] == "+" else 0))
        if not growing:
            continue
        choices = _choices(atom)
        if choices and quantifier and quantifier[0] == "?" and min(map(len, found)) < MIN_CHARS:
            found += [prefix + choice for prefix in found for choice in choices]
            continue
        if choices is None or least == 0:
            growing = atom["bound"] is not None and least == 1
            continue
        for _ in range(least):
            longer = [prefix + choice for prefix in found for choice in choices]
            enough = min(map(len, found)) >= _WANTED_CHARS and len(choices) > 1
            if enough or len(longer) > _MAX_LITERALS:
                growing = False
                break
            found = longer
        if quantifier and quantifier[0] != f"{{{least}}}":
            growing = False
    if min(map(len, found)) < MIN_CHARS:
        raise PatternError(f"{pattern!r}: begins with less than {MIN_CHARS} certain characters")
    return tuple(sorted(set(found)))
