"""XML parts of a workbook, streamed through expat: no DOCTYPE, no entity, no tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NoReturn
from xml.parsers import expat

from vcs_check.errors import InputError, LimitError, MalformedError

Attributes = dict[str, str]
_MAX_DEPTH: Final = 100
"""Parts of a workbook are about ten elements deep."""


class Part:
    """A parser of one part, fed piece by piece.

    Element names come without their prefix, since writers differ in it.

    Args:
        file: the file's name, for messages.
        name: the part's name in the archive, for messages.
    """

    def __init__(self, file: str, name: str) -> None:
        self._file, self._name = file, name
        self.started: Callable[[str, Attributes], None] = _ignore_start
        """Called with the name and the attributes of each element."""
        self.ended: Callable[[str, str], None] = _ignore_end
        """Called with the name and the text of each element that contains no other."""
        self._ready = False
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype

    def _begin(self) -> None:
        """Set the handlers, made as closures: five calls a cell are most of the cost."""
        local: dict[str, str] = {}
        text: list[str] = []
        started, ended = self.started, self.ended
        depth = 0

        def start(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > _MAX_DEPTH:
                self._too_deep()
            text.clear()
            known = local.get(name)
            if known is None:
                known = local[name] = name.rpartition(":")[2]
            started(known, attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            ended(local[name], text[0] if len(text) == 1 else "".join(text))
            text.clear()

        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text.append
        self._ready = True

    def feed(self, pieces: Iterable[bytes]) -> None:
        """Parse all the pieces; raises as :meth:`feed_one`."""
        for piece in pieces:
            self.feed_one(piece)
        self.feed_one(b"", last=True)

    def feed_one(self, piece: bytes, *, last: bool = False) -> None:
        """Parse one piece.

        Raises:
            MalformedError: no well-formed XML, or XML with a DOCTYPE; with part and line.
            LimitError: nested deeper than any workbook is.
        """
        if not self._ready:
            self._begin()
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise self.fault(f"not well-formed XML ({error}); save the workbook again") from None
        except (ValueError, LookupError) as error:  # an encoding that does not exist
            if isinstance(error, InputError):
                raise
            raise self.fault(f"XML that cannot be decoded ({error})") from None

    def fault(self, message: str) -> MalformedError:
        """The error to raise for something wrong at the current line of the part."""
        return MalformedError(
            self._file, message, f"{self._name}, line {self._parser.CurrentLineNumber}"
        )

    def _too_deep(self) -> NoReturn:
        raise LimitError(
            self._file, f"nested more than {_MAX_DEPTH} elements deep; save the workbook again",
            self._name,
        )  # fmt: skip

    def _doctype(self, *_: object) -> None:
        raise self.fault("a DOCTYPE, which no workbook has; it is refused")


def _ignore_start(_: str, __: Attributes) -> None:
    """Nothing to do at the start of an element."""


def _ignore_end(_: str, __: str) -> None:
    """Nothing to do at the end of an element."""


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute by its name without prefix; empty where it is absent."""
    value = attributes.get(name)
    if value is not None:
        return value
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")
