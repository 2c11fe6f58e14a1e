"""XML that came from outside: any DOCTYPE refused before a parser sees the rest, depth bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.etree import ElementTree as ET
from xml.parsers import expat

from vcs_check.errors import LimitError, MalformedError
from vcs_check.readers._content import Content

_PROLOG_CHUNK_BYTES = 1 << 14
_CHUNK_BYTES = 1 << 16


class _DoctypeError(Exception):
    pass


class _RootError(Exception):
    pass


def root_tag(content: Content) -> str:
    """``namespace tag`` of the root element (no namespace: ``tag``); no DOCTYPE may precede it.

    Raises:
        InputError: a DOCTYPE, or no XML.
    """
    found: list[str] = []

    def on_start(name: str, _: object) -> NoReturn:
        found.append(name)
        raise _RootError

    def on_doctype(*_: object) -> NoReturn:
        raise _DoctypeError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = on_start
    parser.StartDoctypeDeclHandler = on_doctype
    data = source(content)
    start, size = 0, _PROLOG_CHUNK_BYTES
    try:
        while start < len(data):
            parser.Parse(data[start : start + size], False)
            start, size = (
                start + size,
                2 * size,
            )  # the end of a comment is looked for anew each time
        parser.Parse("", True)
    except _RootError:
        return found[0]
    except _DoctypeError:
        raise content.broken(
            "contains a DOCTYPE, which can define entities and is never read; take it out",
            f"line {parser.CurrentLineNumber}",
        ) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise content.broken(f"not valid XML: {error}; write the file again", "") from None
    raise content.broken("not valid XML: no element in it", "")


def growing_tree(content: Content) -> Iterator[tuple[ET.Element, bool]]:
    """The root element after each part of the file, and whether it is whole.

    An element that another one follows has ended, with all that is in it; take it out of its
    parent once it has been read. That costs half as much as an event for each element.

    Raises:
        MalformedError: not well-formed; with line and column.
    """
    root_tag(content)
    builder = ET.TreeBuilder()
    parser = ET.XMLParser(target=builder)  # noqa: S314 - a DOCTYPE is refused above
    data = source(content)
    start, size = 0, _CHUNK_BYTES
    last: ET.Element | None = None
    try:
        while start < len(data):
            parser.feed(data[start : start + size])
            start += size
            root: ET.Element | None = builder.close()  # ends nothing: it gives what there is
            before, last = last, _innermost(root)
            # within a comment, say, its end is looked for anew with each part
            size = 2 * size if last is before else _CHUNK_BYTES
            if root is not None:
                yield root, False
        yield parser.close(), True
    except (ET.ParseError, ValueError, LookupError) as error:
        raise MalformedError(
            content.file, f"not valid XML: {error}; write the file again"
        ) from None


def _innermost(root: ET.Element | None) -> ET.Element | None:
    """The element that was begun last."""
    while root is not None and len(root):
        root = root[-1]
    return root


def check_depth(content: Content, element: ET.Element, depth: int) -> None:
    """Refuse what is nested deeper than ``limits.max_document_depth``.

    Args:
        content: the file.
        element: whole, that is, ended.
        depth: of the element itself, the root's being 1.
    """
    deepest = content.limits.max_document_depth
    if depth + len(list(element.iter())) - 1 <= deepest:  # the usual case, at a tenth of the cost
        return
    level = [element]
    while level:
        if depth > deepest:
            raise too_deep(content, level[0].tag)
        level = [child for each in level for child in each]
        depth += 1


def check_open_depth(content: Content, root: ET.Element) -> None:
    """As :func:`check_depth`, for the elements that have not ended."""
    element, depth = root, 1
    while len(element):
        element, depth = element[-1], depth + 1
        if depth > content.limits.max_document_depth:
            raise too_deep(content, element.tag)


def too_deep(content: Content, tag: str) -> LimitError:
    """The error for elements nested deeper than ``limits.max_document_depth``."""
    return LimitError(
        content.file,
        f"nested more than {content.limits.max_document_depth} levels deep "
        "(limits.max_document_depth); flatten the BOM",
        f"element {tag.rpartition('}')[2]}",
    )


def source(content: Content) -> bytes | str:
    """What to parse, without white space before it; text where its encoding was changed."""
    return content.data.decode().lstrip() if content.transcoded else content.data.lstrip()
