"""YAML that came from outside, written again as the JSON that it stands for.

Works on the parser's events, so that nothing is constructed, nothing recurses and a tag can do
nothing. Refused with line and column: a key that stands twice, tags, merge keys, keys that are
no text, a second document, numbers that JSON does not have; and aliases that stand for more
than ``limits.max_alias_bytes`` (each alias is cheap, but aliases of aliases multiply).

The elements of the document's long lists are packed away some at a time as they end: the JSON
that is being written would otherwise double what the file takes in memory.

A plain scalar is the text that is written (``1.10`` stays ``1.10``, ``2026-05-01`` a text, ``NO``
a country), except for ``null``, ``true`` and ``false`` as YAML 1.2 spells them.
"""

from __future__ import annotations

import copy
import re
import zlib
from collections.abc import Iterator
from json.encoder import encode_basestring as quoted
from typing import Any, Final, NoReturn

import yaml
from msgspec import Raw

from vcs_check.errors import LimitError, MalformedError
from vcs_check.readers import _json
from vcs_check.readers._content import Content
from vcs_check.readers._notes import shown

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Of it only the parser is used; the one in C is ten times as fast."""
_WORDS: Final = {
    "": "null", "~": "null", "null": "null", "Null": "null", "NULL": "null",
    "true": "true", "True": "true", "TRUE": "true",
    "false": "false", "False": "false", "FALSE": "false",
}  # fmt: skip
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONG_NUMBER = re.compile(rf"[-+]?[\d_]{{{_json.MAX_NUMBER_CHARS + 1},}}", re.ASCII)
_PLAIN_TAGS: Final = frozenset(
    {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))}
)
_PARTS_PACKED: Final = 1 << 12
"""Of the pieces of JSON that are packed together; about ten packages."""


class Packed:
    """The first elements of lists, as JSON arrays, packed: a tenth of their size in memory."""

    def __init__(self) -> None:
        self._lists: dict[str, list[bytes]] = {}

    def put(self, name: str, array: str) -> None:
        """Keep more elements of the list ``name``."""
        self._lists.setdefault(name, []).append(zlib.compress(array.encode(), 1))

    def arrays(self, name: str) -> Iterator[Raw]:
        """What was put there, in order; each is let go of as it is taken."""
        waiting = self._lists.pop(name, [])
        waiting.reverse()
        while waiting:
            yield Raw(zlib.decompress(waiting.pop()))


def as_json(content: Content) -> tuple[Content, Packed]:
    """The same file with its data written as JSON; digest and name stay those of the file.

    Returns:
        the file, and the elements that come before those which are left in the lists of the
        outermost mapping.

    Raises:
        MalformedError: no YAML, or YAML that stands for no JSON; with line and column.
        LimitError: nested too deep, a text too long, or aliases that stand for too much.
    """
    made = copy.copy(content)
    for cached in ("unwrapped", "escapes_colons"):
        made.__dict__.pop(cached, None)
    made.may_guess = made.is_plain = False
    written = _Transcription(content)
    made.data, made.kind = written.json(), "json"
    return made, written.packed


class _Open:
    """A mapping or sequence that has begun and not ended."""

    __slots__ = ("anchor", "at", "count", "key", "keys")

    def __init__(self, keys: set[str] | None, anchor: str | None, at: int) -> None:
        self.keys, self.anchor, self.at = keys, anchor, at
        self.key = keys is not None
        self.count = 0


class _Transcription:
    """One file being written as JSON."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.parts: list[str] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[int, int]] = {}
        self.alias_chars = 0
        self.documents = 0
        self.member = ""
        self.packed = Packed()
        self._longest = content.limits.max_string_chars

    def json(self) -> bytes:
        """The JSON of the one document."""
        actions: dict[type[Any], Any] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for event in yaml.parse(self.content.data, Loader=_LOADER):
                if action := actions.get(type(event)):
                    action(event)
            return "".join(self.parts).encode()
        except yaml.YAMLError as error:
            raise self.content.broken(
                f"not valid YAML: {_said(error)}; write the file again", _place_of(error)
            ) from None
        except (ValueError, OverflowError) as error:  # escapes, in the parser that is in Python
            raise self.content.broken(
                f"not valid YAML: {error}; write the file again", ""
            ) from None

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(event, "a second YAML document begins; give each BOM its own file")

    def _before_value(self) -> None:
        """Write what separates a value from the one before it."""
        if not self.open:
            return
        above = self.open[-1]
        if above.keys is not None:
            above.key = True
        elif above.count:
            self.parts.append(",")
        above.count += 1

    def _scalar(self, event: Any) -> None:
        self._check_tag(event)
        value: str = event.value
        if len(value) > self._longest:
            self._refuse_length(event)
        if self.open and self.open[-1].key:
            self._key(event, value)
            return
        at = len(self.parts)
        self._before_value()
        plain = event.implicit[0] and event.tag is None
        if plain and value in _WORDS:
            self.parts.append(_WORDS[value])
        elif plain and (_NO_NUMBER.fullmatch(value) or _LONG_NUMBER.fullmatch(value)):
            self._refuse(event, f"{shown(value)} is no number that is read; write it as text")
        else:
            self.parts.append(quoted(value))
        if event.anchor is not None:
            self.anchors[event.anchor] = (at, len(self.parts))

    def _key(self, event: Any, value: str) -> None:
        above = self.open[-1]
        assert above.keys is not None
        if value == "<<" and event.implicit[0]:
            self._refuse(event, "the merge key << is not read; write out what it stands for")
        if value in above.keys:
            self._refuse(
                event,
                f"the key {shown(value)} stands twice in one mapping, so its value is ambiguous; "
                "keep one",
            )
        above.keys.add(value)
        if above.count:
            self.parts.append(",")
        self.parts.append(quoted(value) + ":")
        above.key = False
        if len(self.open) == 1:
            self.member = value
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)

    def _begin(self, event: Any) -> None:
        self._check_tag(event)
        if self.open and self.open[-1].key:
            self._refuse(event, "a key must be a text; write it as one")
        limit = self.content.limits.max_document_depth
        if len(self.open) >= limit:
            raise _json.too_deep(self.content.file, _mark(event.start_mark), limit)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        at = len(self.parts)
        self._before_value()
        self.anchors.pop(event.anchor, None)  # until its end, an alias of it would be endless
        self.open.append(_Open(set() if is_mapping else None, event.anchor, at))
        self.parts.append("{" if is_mapping else "[")

    def _end(self, _: Any) -> None:
        ended = self.open.pop()
        self.parts.append("]" if ended.keys is None else "}")
        if ended.anchor is not None:
            self.anchors[ended.anchor] = (ended.at, len(self.parts))
        if len(self.open) == 2 and len(self.parts) - self.open[1].at > _PARTS_PACKED:
            self._pack(self.open[1])

    def _pack(self, around: _Open) -> None:
        """Pack the elements of a list that have ended away, unless an alias may name one."""
        if self.anchors or around.keys is not None or any(each.anchor for each in self.open):
            return
        bracket = around.at + (self.parts[around.at] != "[")
        elements = self.parts[bracket + 1 :]
        self.packed.put(self.member, f"[{''.join(elements)}]")
        del self.parts[bracket + 1 :]
        around.count = 0

    def _alias(self, event: Any) -> None:
        if self.open and self.open[-1].key:
            self._refuse(event, "a key must be a text; write it as one")
        if event.anchor not in self.anchors:
            self._refuse(event, f"the alias *{event.anchor:.40} stands for nothing before it")
        start, end = self.anchors[event.anchor]
        limit = self.content.limits.max_alias_bytes
        # counted before it is copied, so that what a refused alias costs stays small
        self.alias_chars += sum(map(len, self.parts[start:end])) + end - start
        if self.alias_chars > limit:
            raise LimitError(
                self.content.file,
                f"the aliases stand for more than {limit} bytes (limits.max_alias_bytes); "
                "write the file without aliases",
                _mark(event.start_mark),
            )
        self._before_value()
        copied = self.parts[start:end]
        if copied[0] == ",":  # the comma before the anchored value
            del copied[0]
        self.parts += copied

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _PLAIN_TAGS:
            self._refuse(event, f"the tag {shown(str(event.tag))} is not read; leave it out")

    def _refuse_length(self, event: Any) -> NoReturn:
        raise LimitError(
            self.content.file,
            f"a text of more than {self._longest} characters (limits.max_string_chars); shorten it",
            _mark(event.start_mark),
        )

    def _refuse(self, event: Any, message: str) -> NoReturn:
        raise MalformedError(self.content.file, message, _mark(event.start_mark))


def _mark(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}"


def _place_of(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return _mark(mark) if mark is not None else ""


def _said(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    return str(problem or "it cannot be parsed")[:200]
