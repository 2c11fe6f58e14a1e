"""SPDX 3.0 in JSON-LD: https://spdx.github.io/spdx-spec/v3.0.1/serializations/ .

Elements stand in ``@graph``, or one alone is the document. They are decoded as typed structs,
some at a time; one that is written in another form of JSON-LD is brought into the compact form
first. They refer to each other in any order, so they are put together at the end, by
:mod:`vcs_check.readers._spdx3_assembly`. Classes of 3.1 (hardware, supply chain) are read where
their names say what they are.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.readers import _json, _spdx3, _spdx3_normal
from vcs_check.readers._content import Content
from vcs_check.readers._elementwise import Elementwise, is_whole
from vcs_check.readers._inventory import text
from vcs_check.readers._reader import Reader
from vcs_check.readers._spdx3_assembly import Assembly
from vcs_check.readers._spdx3_collected import Collected

NAME: Final = "spdx3-json"
_VERSION: Final = re.compile(r"3\.\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_CONTEXT: Final = re.compile(rb"spdx\.org/rdf/v?(3(?:\.\d{1,3}){0,2})/")


def _is_spdx3(content: Content) -> bool:
    if content.kind != "json":
        return False
    members, _ = content.unwrapped
    if members and not members.keys() & {"@graph", "@context", "@type"}:
        return False
    data = content.data
    return _CONTEXT.search(data) is not None or (b'"spdxId"' in data and b"CreationInfo" in data)


class _Elements(Elementwise[Any]):
    """Decodes elements; one that is not in the usual form becomes nodes."""

    def __init__(self, content: Content) -> None:
        super().__init__(content, _spdx3.ANY)
        self._limits = content.limits

    def decoded(self, raw: Raw, place: str) -> Any:
        """A struct, or a list of nodes: the element and those that stand inside it."""
        try:
            element = self._decode(raw)
        except (ValueError, RecursionError):
            pass
        else:
            if is_whole(bytes(raw), element, self._escapes_colons):
                return element
        value = _json.loose(raw, self._file, place)
        if not isinstance(value, dict):
            raise MalformedError(self._file, "an SPDX element { … } belongs here", place)
        return _spdx3_normal.nodes(value, self._file, place, self._limits)


def _read(content: Content) -> Document:
    collected = _collected(content)
    return Assembly(content, NAME, _version(content, collected), collected).document()


def _collected(content: Content) -> Collected:
    """Every element of the file, sorted by what it is."""
    members, base = content.unwrapped
    elements, collected = _Elements(content), Collected(content.file)
    graph = members.get("@graph")
    raws: list[Raw] | None = None
    if not members:  # a JSON array, as the expanded form has it
        raws = _json.elements(Raw(content.data), content.file, "")
    elif graph is not None and bytes(graph)[:1] != b"{":
        base += "/@graph"
        raws = _json.elements(graph, content.file, base)
    if raws is None:  # one element is the whole document, or the whole graph
        raw = graph if graph is not None else _object(members)
        collected.take(elements.decoded(raw, base), base)
        return collected
    collected.take_all(elements.each(raws, base), base)
    return collected


def _object(members: dict[str, Raw]) -> Raw:
    pairs = (msgspec.json.encode(key) + b":" + bytes(raw) for key, raw in members.items())
    return Raw(b"{" + b",".join(pairs) + b"}")


def _version(content: Content, collected: Collected) -> str:
    """``3.0.1``, as the creation information says, or else the context.

    Raises:
        MalformedError: another version than one of SPDX 3, or none.
    """
    for info, _, place in collected.of(_spdx3.CreationInfo):
        said = text(info.spec_version)
        if said:
            if _VERSION.fullmatch(said) is None:
                raise MalformedError(
                    content.file,
                    f"specVersion {said[:20]!r} is not one of SPDX 3 such as 3.0.1",
                    place,
                )
            return said
    found = _CONTEXT.search(content.data)
    if found is not None:
        return found[1].decode()
    inline = re.search(rb'"specVersion"\s*:\s*"(3\.[0-9.]{1,8})"', content.data)
    if inline is None:
        raise MalformedError(content.file, "no version of SPDX is stated; state specVersion", "")
    return inline[1].decode()


READER: Final = Reader(name=NAME, sniff=_is_spdx3, read=_read)
