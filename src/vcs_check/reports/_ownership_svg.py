"""An ownership graph as inline SVG: owners above, the party below, the deciding path in bold.

No script, no style (a page may forbid it inline, and fits the picture by a sheet of its own), no
colour that carries meaning: strokes take ``currentColor``, and what is known of a holder stands in
words, so that it reads in dark mode and on paper as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from vcs_check.assessment import Holding
from vcs_check.inventory.vocabulary import Origin
from vcs_check.reports._escape import shown, xml

_BOX_WIDTH: Final = 176
_BOX_HEIGHT: Final = 40
_GAP: Final = 16
_ROW: Final = 104
_MAX_A_ROW: Final = 6
_MAX_BOXES: Final = 36
"""Beyond these a picture shows nothing; what is left out is counted, and listed in the text."""
_MAX_NAME: Final = 26
_MAX_LABEL: Final = 24
_WORDS: Final = {Origin.NEXUS: "nexus", Origin.UNKNOWN: "not known", Origin.NONE: "no nexus"}
_DASHES: Final = {Origin.NEXUS: "", Origin.UNKNOWN: ' stroke-dasharray="6 3"', Origin.NONE: ""}


class _Box(Struct, kw_only=True):
    name: str
    line: str
    origin: Origin
    row: int
    column: int = 0


def ownership_lines(holdings: Sequence[Holding]) -> tuple[str, ...]:
    """The same graph as text, one holding a line; not escaped for any format."""
    return tuple(_sentence(holding) for holding in holdings)


def ownership_svg(
    name: str, origin: Origin, country: str, holdings: Sequence[Holding], *, identifier: str
) -> Markup:
    """The graph of who holds a party; empty where nobody is known to.

    Args:
        name: the party's name, hostile.
        origin: what is known of the party.
        country: its country code; may be empty.
        holdings: nearest first, as ``SupplierView.holdings`` has them.
        identifier: an id that is unique in the page, of letters, digits and hyphens.
    """
    if not holdings:
        return Markup("")
    drawn, boxes = _chosen(name, origin, country, holdings)
    rows = 1 + max(box.row for box in boxes.values())
    columns = [sum(1 for box in boxes.values() if box.row == row) for row in range(rows)]
    width = max(columns) * (_BOX_WIDTH + _GAP) + _GAP
    left_out = len(holdings) - len(drawn)
    height = rows * _ROW - (_ROW - _BOX_HEIGHT) + 2 * _GAP + (20 if left_out else 0)
    lines = [*map(_sentence, drawn)]
    if left_out:
        lines.append(f"{_more(left_out)} not drawn")
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{xml(identifier)}-t {xml(identifier)}-d" font-family="sans-serif" '
        'font-size="12">',
        f'<title id="{xml(identifier)}-t">Who holds {xml(name)}</title>',
        f'<desc id="{xml(identifier)}-d">{xml("; ".join(lines))}</desc>',
    ]
    places = {key: _corner(box, columns, width, rows) for key, box in boxes.items()}
    for number, holding in enumerate(drawn):
        parts += _edge(holding, places[holding.owner], places[holding.of], number)
    for key, box in boxes.items():
        parts += _drawn_box(box, places[key])
    if left_out:
        parts.append(_text(_GAP, height - 8, f"and {_more(left_out)}, in the list", anchor="start"))
    parts.append("</svg>")
    return Markup("".join(parts))  # noqa: S704 - every text went through xml()


def _chosen(
    name: str, origin: Origin, country: str, holdings: Sequence[Holding]
) -> tuple[list[Holding], dict[str, _Box]]:
    """The holdings that are drawn and their boxes; those that decide come first."""
    boxes = {name: _Box(name=name, line=_line(origin, country), origin=origin, row=0)}
    in_row: dict[int, int] = {0: 1}
    drawn: list[Holding] = []
    taken: set[int] = set()
    for only_deciding in (True, False):
        for number, holding in enumerate(holdings):
            below = boxes.get(holding.of)
            if number in taken or below is None or (only_deciding and not holding.decides):
                continue
            if holding.owner not in boxes:
                row = below.row + 1
                column = in_row.get(row, 0)
                if column >= _MAX_A_ROW or len(boxes) >= _MAX_BOXES:
                    continue
                in_row[row] = column + 1
                boxes[holding.owner] = _Box(
                    name=holding.owner,
                    line=_line(holding.owner_origin, holding.owner_country),
                    origin=holding.owner_origin,
                    row=row,
                    column=column,
                )
            taken.add(number)
            drawn.append(holding)
    return drawn, boxes


def _more(count: int) -> str:
    return f"{count} more holding{'s' if count > 1 else ''}"


def _line(origin: Origin, country: str) -> str:
    return f"{country}, {_WORDS[origin]}" if country else _WORDS[origin]


def _sentence(holding: Holding) -> str:
    country = f" ({holding.owner_country})" if holding.owner_country else ""
    rights = f", with {', '.join(holding.rights)}" if holding.rights else ""
    day = f", as of {holding.as_of}" if holding.as_of else ""
    source = f" [{holding.source}]" if holding.source else ""
    return (
        f"{holding.owner}{country}, {_WORDS[holding.owner_origin]}: {holding.what} of "
        f"{holding.of}{rights}{day}{source}"
    )


def _corner(box: _Box, columns: Sequence[int], width: int, rows: int) -> tuple[int, int]:
    row_width = columns[box.row] * (_BOX_WIDTH + _GAP) - _GAP
    x = (width - row_width) // 2 + box.column * (_BOX_WIDTH + _GAP)
    return x, _GAP + (rows - 1 - box.row) * _ROW


def _edge(
    holding: Holding, owner: tuple[int, int], held: tuple[int, int], number: int
) -> list[str]:
    """A line from the holder to the held; beside the boxes where it runs upwards or in a circle."""
    weight = "2.5" if holding.decides else "1"
    x1, y1 = owner[0] + _BOX_WIDTH // 2, owner[1] + _BOX_HEIGHT
    x2, y2 = held[0] + _BOX_WIDTH // 2, held[1]
    if y1 < y2:
        path = f"M{x1} {y1}L{x2} {y2}"
        # Labels near the holder, in turn a little lower, so that neighbours do not meet.
        lower = 16 + 14 * (number % 3)
        x, y = x1 + (x2 - x1) * lower // (y2 - y1), y1 + lower
    else:
        path = f"M{x1} {y1}C{x1 + 90} {y1 + 40} {x2 + 90} {y2 - 40} {x2} {y2}"
        x, y = (x1 + x2) // 2 + 60, (y1 + y2) // 2
    return [
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="{weight}"/>',
        _text(x, y, _cut(_label(holding), _MAX_LABEL), anchor="middle", small=True),
    ]


def _label(holding: Holding) -> str:
    what = holding.what.removesuffix(" of the votes")
    rights = f" + {', '.join(holding.rights)}" if holding.rights else ""
    return f"{what}{rights}"


def _drawn_box(box: _Box, corner: tuple[int, int]) -> list[str]:
    x, y = corner
    weight = 2.5 if box.origin is Origin.NEXUS else 1
    middle = x + _BOX_WIDTH // 2
    return [
        f"<g><title>{xml(box.name)}</title>",
        f'<rect x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="4" fill="none" '
        f'stroke="currentColor" stroke-width="{weight:g}"{_DASHES[box.origin]}/>',
        _text(middle, y + 16, _cut(box.name, _MAX_NAME), anchor="middle"),
        _text(middle, y + 32, box.line, anchor="middle", small=True),
        "</g>",
    ]


def _text(x: int, y: int, text: str, *, anchor: str, small: bool = False) -> str:
    size = ' font-size="11"' if small else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="currentColor"{size}>{xml(text)}</text>'
    )


def _cut(text: str, most: int) -> str:
    """At most so many characters, counted as they are shown."""
    visible = shown(text)
    return visible if len(visible) <= most else f"{visible[: most - 1]}…"
