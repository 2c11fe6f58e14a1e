"""Properties in CycloneDX XML (1.3 and later), at the place that the schema's order gives them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from xml.parsers import expat

from msgspec import Struct, field

from vcs_check.errors import MalformedError
from vcs_check.readers import _xml
from vcs_check.readers._annotating.json_edit import check_minor_version
from vcs_check.readers._content import Content

_NAMESPACE: Final = re.compile(r"http://cyclonedx\.org/schema/bom/1\.(\d{1,3})", re.ASCII)
_STEP: Final = re.compile(r"([^\[\]/]+)(?:\[(\d+)\])?", re.ASCII)
_FOLLOWING: Final = frozenset(
    {
        "components", "services", "evidence", "releaseNotes", "modelCard", "data",
        "cryptoProperties", "tags", "signature", "patentAssertions",
    }
)  # fmt: skip
"""Children of a component or service that the schema puts behind ``properties``."""
_END_TAG: Final = re.compile(rb"</([^\s>]+)\s*>")
_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Edit(NamedTuple):
    start: int
    end: int
    text: bytes


class _Open(Struct):
    """A wanted element that has started."""

    properties: Sequence[tuple[str, str]]
    depth: int
    qualifier: str
    """``cdx:`` where the document gives its elements a prefix."""
    insert_at: int | None = None
    """Where the first child stands that must follow the properties."""
    list_at: int | None = None
    list_end: int = 0
    entry_at: int | None = None
    """Where the property that is being read began, if it is to be kept."""
    kept: list[bytes] = field(default_factory=list)


def with_properties(
    content: Content,
    data: bytes,
    additions: Mapping[str, Sequence[tuple[str, str]]],
    prefix: str,
) -> bytes:
    """The edited bytes; places that the document does not have are passed over.

    Raises:
        MalformedError: older than 1.3, not CycloneDX, or in UTF-16.
    """
    namespace = _xml.root_tag(content).rpartition(" ")[0]
    check_minor_version(content, _NAMESPACE.fullmatch(namespace))
    if content.transcoded:
        raise MalformedError(content.file, "UTF-16, which cannot be annotated; save it as UTF-8")
    source = content.data.lstrip()
    made, at = [data[: len(data) - len(source)]], 0
    for start, end, text in sorted(_Editor(source, namespace, additions, prefix).edits()):
        made += [source[at:start], text]
        at = end
    return b"".join([*made, source[at:]])


class _Editor:
    def __init__(
        self,
        data: bytes,
        namespace: str,
        additions: Mapping[str, Sequence[tuple[str, str]]],
        prefix: str,
    ) -> None:
        self.data, self.prefix = data, prefix
        self.namespace = f"{namespace} "
        self.wanted = {_key(source): properties for source, properties in additions.items()}
        self.found: list[_Edit] = []
        self.path: list[tuple[str, int]] = []
        self.counts: list[dict[str, int]] = [{}]
        self.open: list[_Open] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def edits(self) -> list[_Edit]:
        """What to put where, in the order in which the elements end."""
        self.parser.Parse(self.data, True)
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name, qualifier = self._name(tag)
        counts = self.counts[-1]
        counts[name] = counts.get(name, 0) + 1
        self.path.append((name, counts[name]))
        self.counts.append({})
        at = self.parser.CurrentByteIndex
        if self.open and len(self.path) == self.open[-1].depth + 1:
            self._start_of_child(self.open[-1], name, at)
        elif self._is_entry() and not attributes.get("name", "").startswith(self.prefix):
            self.open[-1].entry_at = at
        properties = self.wanted.get(tuple(self.path))
        if properties is not None:
            self.open.append(_Open(properties, len(self.path), qualifier))

    @staticmethod
    def _start_of_child(above: _Open, name: str, at: int) -> None:
        if name == "properties":
            above.list_at = at
        elif above.insert_at is None and (name in _FOLLOWING or not name):
            above.insert_at = at

    def _end(self, _: str) -> None:
        at = self.parser.CurrentByteIndex
        above = self.open[-1] if self.open else None
        if above is not None and len(self.path) == above.depth:
            self.found.append(self._edit(self.open.pop(), at))
        elif above is not None and self._is_entry() and above.entry_at is not None:
            above.kept.append(self.data[above.entry_at : self._behind(at, "property")])
            above.entry_at = None
        elif above is not None and self.path[above.depth :] == [("properties", 1)]:
            above.list_end = self._behind(at, "properties")
        self.path.pop()
        self.counts.pop()

    def _is_entry(self) -> bool:
        """Whether a property of the innermost wanted element starts or ends here."""
        if not self.open:
            return False
        below = self.path[self.open[-1].depth :]
        return len(below) == 2 and below[0] == ("properties", 1) and below[1][0] == "property"

    @staticmethod
    def _written(qualifier: str, properties: Sequence[tuple[str, str]]) -> Iterator[bytes]:
        for name, value in properties:
            element = (
                f'<{qualifier}property name="{_text(name)}">{_text(value)}</{qualifier}property>'
            )
            yield element.encode("ascii", "xmlcharrefreplace")

    def _edit(self, ended: _Open, at: int) -> _Edit:
        entries = [*ended.kept, *self._written(ended.qualifier, ended.properties)]
        name = f"{ended.qualifier}properties".encode()
        if ended.list_at is not None:
            space = self._space_before(ended.list_at)
            return _Edit(ended.list_at, ended.list_end, _list(name, entries, space))
        if ended.insert_at is not None:
            space = self._space_before(ended.insert_at)
            text = _list(name, entries, space) + space
            return _Edit(ended.insert_at, ended.insert_at, text)
        space = self._space_before(at)
        deeper = b"  " if space else b""
        return _Edit(at, at, deeper + _list(name, entries, space + deeper) + space)

    def _space_before(self, at: int) -> bytes:
        """The line break and indentation in front of a tag; nothing where it follows another."""
        start = at
        while start and self.data[start - 1] in b" \t\r\n":
            start -= 1
        line_break = self.data.rfind(b"\n", start, at)
        return self.data[line_break:at] if line_break >= 0 else b""

    def _behind(self, at: int, name: str) -> int:
        """Behind the element of that name whose end the parser reports at ``at``."""
        tag = _END_TAG.match(self.data, at)
        # for an element that is empty in itself, the parser is behind it already
        return tag.end() if tag and tag[1].rpartition(b":")[2] == name.encode() else at

    def _name(self, tag: str) -> tuple[str, str]:
        """Local name and prefix with colon; no name for an element of another namespace."""
        if not tag.startswith(self.namespace):
            return "", ""
        name, _, prefix = tag[len(self.namespace) :].partition(" ")
        return name, f"{prefix}:" if prefix else ""


def _text(value: str) -> str:
    """For an element or attribute; white space survives the normalisation of attributes."""
    escaped = html.escape(_ILLEGAL.sub("\ufffd", value))
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def _list(name: bytes, entries: Iterable[bytes], space: bytes) -> bytes:
    """The element with its entries, each on a line of its own where ``space`` has a line break."""
    inner = space + b"  " if space else b""
    return b"<%b>%b%b</%b>" % (name, b"".join(inner + e for e in entries), space, name)


def _key(source: str) -> tuple[tuple[str, int], ...]:
    steps = [_STEP.fullmatch(step) for step in source.split("/")[1:]]
    return tuple((step[1], int(step[2] or 1)) for step in steps if step is not None)
