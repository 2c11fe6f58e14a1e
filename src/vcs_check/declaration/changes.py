"""What changed since an earlier declaration, and whether it has to be told by a day.

An item, a maker, a supplier, a party behind them, a vehicle, an authorization or the declarant
that is not as it was is taken as material; a new version by the same makers, or another point of
contact, is not by itself. That is this project's reading: the rule says *material change* only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from vcs_check.declaration.draft import (
    SCHEMA_ID,
    Change,
    Declaration,
    Draft,
    Earlier,
    ItemLine,
    PartyLine,
)
from vcs_check.errors import LimitError, MalformedError
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.limits import DEFAULT_LIMITS, Limits

_Line = TypeVar("_Line")
_About = Literal["hardware", "software", "party", "vehicle", "authorization"]
_AGAIN: Final = "write it anew: vcs-check declare PROGRAM -o json=FILE"


class Previous(Struct, frozen=True, kw_only=True):
    """An earlier declaration, as it was read."""

    path: str
    sha256: str
    today: date
    declaration: Declaration


class _Head(Struct):
    schema: str


def read_previous(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> Previous:
    """The JSON of ``vcs-check declare``.

    Raises:
        LimitError: larger than a settings file may be.
        MalformedError: no JSON, no declaration, another version of it, or values of the wrong kind.
    """
    if len(data) > limits.max_settings_bytes:
        raise LimitError(
            path,
            f"{len(data):,} bytes, the limit is {limits.max_settings_bytes:,} "
            "(limits.max_settings_bytes)",
        )
    schema = _decoded(data, _Head, path, "is no declaration of vcs-check").schema
    if schema != SCHEMA_ID:
        raise MalformedError(
            path, f"its schema is {schema[:100]!r}, and {SCHEMA_ID!r} is read; {_AGAIN}"
        )
    found = _decoded(data, Declaration, path, "cannot be used")
    try:
        today = date.fromisoformat(found.today)
    except ValueError:
        raise MalformedError(
            path, f"today is {found.today[:40]!r}, which is no date", "/today"
        ) from None
    return Previous(
        path=path, sha256=hashlib.sha256(data).hexdigest(), today=today, declaration=found
    )


def _decoded(data: bytes, kind: type[_Line], path: str, what: str) -> _Line:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MalformedError(path, f"{what}: {error}; {_AGAIN}") from None
    except RecursionError:
        raise MalformedError(path, f"{what}: it is nested too deeply; {_AGAIN}") from None


def earlier_draft(draft: Draft, previous: Previous) -> Draft:
    """The earlier draft to compare with: of the same year, else the latest."""
    drafts = previous.declaration.drafts
    same = [old for old in drafts if _year(old) == _year(draft)]
    if same:
        return same[-1]
    before = [old for old in drafts if _number(old) < _number(draft)]
    return max(before or drafts, key=_number)


def _year(draft: Draft) -> tuple[int | None, int | None]:
    return draft.model_year, draft.calendar_year


def _number(draft: Draft) -> int:
    return draft.model_year or draft.calendar_year or 0


def compared(draft: Draft, edition_id: str, previous: Previous) -> Earlier:
    """The earlier declaration and everything that is not as it was in it."""
    old = earlier_draft(draft, previous)
    changes: list[Change] = []
    if _year(old) != _year(draft):
        changes.append(
            Change(
                about="year",
                text=f"{draft.year_words} in place of {old.year_words}: a declaration of its own "
                "is due for each year",
                material=True,
            )
        )
    changes += _declarant(old, draft)
    changes += _differences("vehicle", old.vehicles, draft.vehicles, _vehicle_key, _of_vehicle)
    changes += _differences("hardware", old.hardware, draft.hardware, _item_key, _of_item)
    changes += _differences("software", old.software, draft.software, _item_key, _of_item)
    changes += _differences("party", old.parties, draft.parties, lambda p: (p.name,), _of_party)
    changes += _differences(
        "authorization", old.authorizations, draft.authorizations, lambda a: (a.id,), lambda *_: []
    )
    if previous.declaration.edition.id != edition_id:
        changes.append(
            Change(
                about="edition",
                text=f"judged by {edition_id} in place of {previous.declaration.edition.id}",
                material=False,
            )
        )
    return Earlier(
        path=previous.path,
        sha256=previous.sha256,
        today=previous.declaration.today,
        year=old.year_words,
        changes=tuple(changes),
    )


def _declarant(old: Draft, new: Draft) -> Iterable[Change]:
    for what, was, is_ in (
        ("name", old.declarant, new.declarant),
        ("address", old.address, new.address),
        ("role", ", ".join(sorted(old.roles)), ", ".join(sorted(new.roles))),
    ):
        if was != is_:
            text = f"{what} of the declarant: {is_ or 'not stated'} in place of {was or 'none'}"
            yield Change(about="declarant", text=text, material=True)
    if set(old.contacts) != set(new.contacts):
        yield Change(about="contact", text="the points of contact are others", material=False)


def _differences(
    about: _About,
    old: Sequence[_Line],
    new: Sequence[_Line],
    key: Callable[[Any], tuple[str, ...]],
    inside: Callable[[list[Any], list[Any]], list[tuple[str, bool]]],
) -> Iterable[Change]:
    """What is new, gone, or the same with another content."""
    was, is_ = _by_key(old, key), _by_key(new, key)
    for found in is_:
        name = " ".join(filter(None, found))
        if found not in was:
            yield Change(about=about, text=f"new: {name}", material=True)
            continue
        for text, material in inside(was[found], is_[found]):
            yield Change(about=about, text=f"{name}: {text}", material=material)
    for found in was:
        if found not in is_:
            name = " ".join(filter(None, found))
            yield Change(about=about, text=f"gone: {name}", material=True)


def _by_key(
    lines: Iterable[_Line], key: Callable[[Any], tuple[str, ...]]
) -> dict[tuple[str, ...], list[_Line]]:
    found: dict[tuple[str, ...], list[_Line]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return found


def _item_key(line: ItemLine) -> tuple[str, ...]:
    return (line.name, line.part_number)


def _vehicle_key(line: Any) -> tuple[str, ...]:
    return (line.make, line.model)


def _of_item(old: list[ItemLine], new: list[ItemLine]) -> list[tuple[str, bool]]:
    found = []
    for words, values, material in (
        ("made by", lambda line: line.makers, True),
        ("supplied by", lambda line: line.suppliers, True),
        ("FCC ID", lambda line: line.fcc_ids, True),
        ("version", lambda line: (line.version,), False),
    ):
        found += _sets(words, old, new, values, material)
    was, is_ = _exempt(old), _exempt(new)
    if was and not is_:
        found.append(("no longer exempt, so it is declared for the first time", True))
    elif is_ and not was:
        found.append(("exempt now", True))
    return found


def _exempt(lines: list[ItemLine]) -> bool:
    return all(line.verdict is Verdict.EXEMPT for line in lines)


def _of_party(old: list[PartyLine], new: list[PartyLine]) -> list[tuple[str, bool]]:
    return [
        *_sets("origin", old, new, lambda line: (line.origin.value,), True),
        *_sets("country", old, new, lambda line: (line.country,), True),
        *_sets("role", old, new, lambda line: line.roles, True),
    ]


def _of_vehicle(old: list[Any], new: list[Any]) -> list[tuple[str, bool]]:
    return [
        *_sets("trim", old, new, lambda line: line.trims, True),
        *_sets("VIN series", old, new, lambda line: line.vin_series, True),
    ]


def _sets(
    words: str,
    old: list[_Line],
    new: list[_Line],
    values: Callable[[_Line], Iterable[str]],
    material: bool,
) -> list[tuple[str, bool]]:
    was = sorted({value for line in old for value in values(line) if value})
    is_ = sorted({value for line in new for value in values(line) if value})
    if was == is_:
        return []
    return [
        (
            f"{words} {', '.join(is_) or 'not known'} in place of {', '.join(was) or 'none'}",
            material,
        )
    ]
