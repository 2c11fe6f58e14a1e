"""The one way from a hostile string into each report format.

All of them start with :func:`shown`, which makes visible what a reader would not see: control
characters, terminal sequences, bidirectional overrides, zero-width characters, lone
surrogates. Nothing is dropped, so that two different strings never look the same by omission.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec
from markupsafe import Markup, escape

_KEPT_SEPARATOR = "Zs"  # spaces such as U+3000 are not "printable", yet harmless
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!$&^]")
_BLOCK_START = re.compile(r"^(\s*\d+(?=[.)])|(?=[-+=:]))")
_LINKED_BY_SITES = re.compile(r"(:(?=//)|www(?=\.)|[@#!~%$&](?=\w)|\bGH-(?=\d))", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def shown(text: str) -> str:
    r"""The text with every invisible character written as ``\x1b`` or ``\u202e``."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or unicodedata.category(char) == _KEPT_SEPARATOR
        else _code(ord(char))
        for char in text
    )


def _code(point: int) -> str:
    if point in (0x09, 0x0A, 0x0D):
        return {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}[point]
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def terminal(text: str) -> str:
    """For one line of a terminal: no control sequence, no line break, no override survives."""
    return shown(text)


def toml(text: str) -> str:
    """For a basic string of TOML 1.0, with its quotes; reads back as the same text."""
    return '"' + "".join(map(_in_toml, text)) + '"'


def _in_toml(char: str) -> str:
    if char in ('"', "\\"):
        return f"\\{char}"
    if char == " " or (char.isprintable() and not char.isspace()):
        return char
    point = ord(char)
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def html(value: object) -> object:
    """For an HTML element or quoted attribute; Jinja2 calls it on every expression.

    Markup that a template or this package made itself passes, all other text is escaped.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape(shown(str(value)))


def html_text(text: str) -> str:
    """The same for rows that are too many for a template."""
    return str(escape(shown(text)))


def script_json(value: object) -> str:
    r"""For a block of JSON inside ``<script>``: no ``<`` survives, so nothing can end it.

    Its texts have been through :func:`shown`; the script puts them into the page as text.
    """
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")


def xml(text: str) -> str:
    """For an XML 1.0 element or double-quoted attribute; illegal characters become visible."""
    return str(escape(shown(text)))


def csv_cell(text: str) -> str:
    """For a cell that a spreadsheet may open: no formula, one line.

    The apostrophe that spreadsheets hide is put before a start that could mean a formula, also
    behind leading spaces and in the full-width forms that some of them accept.
    """
    neutral = "'" if text.lstrip(" \u00a0\u3000").startswith(_FORMULA_STARTS) else ""
    return neutral + shown(text)


def markdown(text: str) -> str:
    """For running text or a table cell: no markup, link, mention or issue reference.

    Markup characters get a backslash or become an entity; what the sites that show Markdown
    link by themselves (``@name``, ``#12``, ``https://``, ``www.``) is broken by a zero-width
    space.
    """
    apart = _LINKED_BY_SITES.sub("\\1\u200b", shown(text).lstrip(" "))
    escaped = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), apart)
    return _BLOCK_START.sub(r"\1\\", escaped)


def sarif_message(text: str) -> str:
    """For a plain-text message of SARIF, in which ``[text](target)`` would be a link (3.11.6)."""
    return shown(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def github_message(text: str) -> str:
    """For the message of a workflow command: no line break and no percent code survives."""
    return shown(text).replace("%", "%25")


def github_property(text: str) -> str:
    """For a property of a workflow command, which a comma or colon would end."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


_MAX_CELL_CHARS = 32_767
_CUT_CELL = " … (cut; the JSON report has all of it)"


def xlsx_cell(text: str) -> str:
    """For a text cell of a workbook, which holds 32,767 characters."""
    visible = shown(text)
    if len(visible) <= _MAX_CELL_CHARS:
        return visible
    return visible[: _MAX_CELL_CHARS - len(_CUT_CELL)] + _CUT_CELL
