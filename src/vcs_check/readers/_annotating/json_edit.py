"""Properties in CycloneDX JSON, 1.3 and later: of components, services and the metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from vcs_check.errors import MalformedError
from vcs_check.readers._content import Content
from vcs_check.readers._positions.json_spans import json_spans

_FIRST_MINOR_VERSION: Final = 3
_VERSION: Final = re.compile(r'"1\.(\d{1,3})"', re.ASCII)
_DRAFT: Final = re.compile(r'"2\.\d{1,3}"', re.ASCII)
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def with_properties(
    content: Content, additions: Mapping[str, Sequence[tuple[str, str]]], prefix: str
) -> str:
    """The edited text; places that the document does not have are passed over.

    Raises:
        MalformedError: older than 1.3, or not CycloneDX.
    """
    text = content.data.decode()
    _check_version(content, text)
    metadata = "/metadata"
    lists = [f"{source}/properties" for source in additions]
    spans = json_spans(text, ["", *additions, *lists])
    edits = []
    for source, properties in additions.items():
        if source in spans:
            within = spans.get(f"{source}/properties")
            edits.append(_edit(text, spans[source], within, properties, prefix))
        elif source == metadata:
            edits.append(_new_metadata(text, spans[""][0], properties))
    made, at = [], 0
    for start, end, replacement in sorted(edits):
        made += [text[at:start], replacement]
        at = end
    return "".join([*made, text[at:]])


def _check_version(content: Content, text: str) -> None:
    span = json_spans(text, ["/specVersion"]).get("/specVersion")
    said = text[slice(*span)] if span else ""
    if _DRAFT.fullmatch(said) is None:
        check_minor_version(content, _VERSION.fullmatch(said))


def check_minor_version(content: Content, version: re.Match[str] | None) -> None:
    """Refuse a version, its minor one as group 1, that has no properties.

    Raises:
        MalformedError: older than 1.3, or none at all.
    """
    if version is None:
        raise MalformedError(content.file, "no CycloneDX document, so it cannot be annotated")
    if int(version[1]) < _FIRST_MINOR_VERSION:
        raise MalformedError(
            content.file,
            f"CycloneDX 1.{version[1]} has no properties, so it cannot be annotated; convert it "
            "to 1.3 or later",
        )


def _edit(
    text: str,
    span: tuple[int, int],
    within: tuple[int, int] | None,
    properties: Sequence[tuple[str, str]],
    prefix: str,
) -> _Edit:
    """The properties at the end of the list that is there, or in a new first member."""
    new = [_written(name, value) for name, value in properties]
    after = span[0] + 1
    space = _space(text, after)
    if within is not None:
        kept = _kept(text[slice(*within)], prefix)
        return _Edit(*within, _list([*kept, *new], space))
    closes_at_once = text[after + len(space)] == "}"
    comma = "" if closes_at_once else ","
    return _Edit(after, after, f'{space}"properties": {_list(new, space)}{comma}')


def _new_metadata(text: str, start: int, properties: Sequence[tuple[str, str]]) -> _Edit:
    space = _space(text, start + 1)
    new = [_written(name, value) for name, value in properties]
    inner = space + space.rpartition("\n")[2] if "\n" in space else space
    member = f'{space}"metadata": {{{inner}"properties": {_list(new, inner)}{space}}},'
    return _Edit(start + 1, start + 1, member)


def _kept(text: str, prefix: str) -> list[str]:
    """The entries of a list of properties, as written, without those of our own."""
    try:
        entries = json.loads(text, strict=False)
    except ValueError:  # pragma: no cover - a reader has read it
        return []
    if not isinstance(entries, list):  # null
        return []
    spans = json_spans(text, [f"/{number}" for number in range(len(entries))])
    return [
        text[slice(*spans[f"/{number}"])]
        for number, entry in enumerate(entries)
        if not str(entry.get("name", "")).startswith(prefix)
    ]


def _written(name: str, value: str) -> str:
    return f'{{"name": {_text(name)}, "value": {_text(value)}}}'


def _text(value: str) -> str:
    return json.dumps(value.encode("utf-8", "backslashreplace").decode(), ensure_ascii=False)


def _list(entries: list[str], space: str) -> str:
    """A list, each entry on a line of its own where the members are so."""
    inner = f"{space}  " if "\n" in space else ""
    joined = (f",{inner}" if inner else ", ").join(entries)
    return f"[{inner}{joined}{space if inner else ''}]"


def _space(text: str, at: int) -> str:
    match = _SPACE.match(text, at)
    assert match is not None  # the pattern matches nothing as well
    return match[0]
