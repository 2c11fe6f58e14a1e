"""From the rows of a table to components: the half that CSV and workbooks share."""

from __future__ import annotations

from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, PREFIX, DeclaredFacts
from vcs_check.readers._containment import Containment
from vcs_check.readers._content import Content
from vcs_check.readers._dates import noted_date
from vcs_check.readers._inventory import NO_TEXT, BomInventory
from vcs_check.readers._nesting import Line, Nesting
from vcs_check.readers._plan import Plan, place_of
from vcs_check.readers._row_kind import kind_of_row, stated_kind
from vcs_check.readers._spdx_inventory import kind_of
from vcs_check.readers._table_parties import TableParties, said
from vcs_check.sheets import Row, column_letters
from vcs_check.text import BomText

_NAMES: Final = ("name", "value", "part-number", "internal-part-number", "description")
_NOT_FITTED: Final = frozenset(
    {"dnp", "dni", "dnf", "dnm", "nc", "n.c.", "no stuff", "do not populate", "not fitted",
     "not populated", "do not place", "do not install", "nicht bestückt", "不贴", "未実装"}
)  # fmt: skip
_NO: Final = frozenset({"", "0", "false", "no", "n", "nein", "not fitted", "否", "不", "いいえ"})
_REPEATABLE: Final = frozenset(
    {"exclusion", "altered-by", "designer", "developer", "manufacturer", "supplier", "maintainer"}
)
"""Facts that a component may have several of; in one cell they stand between ``|``."""


class TableInventory(BomInventory):
    """Collects the components of one spreadsheet, in the order of its rows."""

    def __init__(self, content: Content, name: str) -> None:
        super().__init__(content, name, "")
        self.parties = TableParties(self.claimed)
        self.inside = Containment(self.document, self.notes, self.limits)
        self._ids: dict[str, str] = {}
        self._not_fitted = 0

    def metadata(self, pairs: list[tuple[str, str]], place: str) -> None:
        """Take in ``vcs:`` facts from above the header, which apply to every row."""
        facts = tuple((name.removeprefix(PREFIX), value) for name, value in pairs)
        self.document.declared = self.claimed.set_metadata(facts, place)

    def add(self, row: Row, plan: Plan, sheet: str, nesting: Nesting) -> None:
        """Add the component that a row lists."""
        position = len(self.components)
        if position >= self.limits.max_components:
            self._refuse_number()
        place = place_of(sheet, row.number, plan.first_column)
        component = self._component(row, plan, sheet, place)
        self.components.append(component)
        if component.id != place:
            first = self._ids.setdefault(component.id, place)
            if first != place:
                self.notes.add(
                    "duplicate ids",
                    f"the id {component.id!r:.80} also stands at {first}; both rows are kept, "
                    "references to it mean all of them",
                    place,
                )
        self._nest(component, position, row, plan, nesting)

    def _component(self, row: Row, plan: Plan, sheet: str, place: str) -> Component:
        cells = row.cells
        names = {field: _first(plan, field, cells) for field in _NAMES}
        designator = _first(plan, "designator", cells)
        of_level = next((cells[c] for c, _ in plan.levels if c in cells), NO_TEXT)
        name = (
            names["name"]
            or (of_level if len(of_level) > 1 else NO_TEXT)
            or names["value"]
            or names["part-number"]
            or names["internal-part-number"]
            or names["description"]
            or designator
            or _first(plan, "purl", cells)
        )
        if not name:
            self.notes.add("rows without name", "nothing in this row names a part", place)
        elif not (name.isascii() and name.isprintable()):
            self.notes.odd_characters(name, place)
        version = _first(plan, "version", cells)
        purl, cpe = _first(plan, "purl", cells), _first(plan, "cpe", cells)
        made = Component(
            id=_first(plan, "id", cells) or BomText(place),
            kind="",
            name=name,
            source=place,
            version=self._texts.setdefault(version, version),
        )
        made.purl, made.cpe = purl, cpe
        made.part_number = names["part-number"] or names["internal-part-number"]
        made.description = _described(plan, cells, name, names["value"])
        made.quantity = _first(plan, "quantity", cells)
        made.licences = tuple(t for t in plan.all("licence", cells) if said(t))
        made.kind = self._kind_of(made, plan, cells, is_placed=bool(designator))
        if plan.properties:
            made.properties = self._properties(plan, cells)
        if not cells.keys() <= plan.headers.keys():
            made.properties += self._unheaded(plan, cells, place)
        self._count_fitting(plan, cells)
        if released := _first(plan, "released", cells):
            made.released_on = noted_date(released, "the release date", place, self.notes)
        if any(text.lower() not in _NO for text in plan.all("modification", cells)):
            made.modification_signs = (f"column {plan.headers[plan.columns['modification'][0]]}",)
        own = self._facts(plan, row, sheet, name or place) if plan.facts else NOTHING_DECLARED
        claims = self.parties.claims_of(plan, cells, place)
        if own.fcc_id or plan.has_evidence:
            own, claims = self.with_evidence(made, own, claims)
        made.declared, made.parties = self.claimed.merged(claims, own, name or place, place)
        return made

    def _kind_of(
        self, made: Component, plan: Plan, cells: dict[int, BomText], *, is_placed: bool
    ) -> str:
        for text in plan.all("kind", cells):
            if kind := stated_kind(text):
                return kind
        if made.purl or made.cpe:
            return kind_of("", made.purl, made.cpe)
        return kind_of_row(
            f"{made.name} {made.part_number} {made.description}",
            is_placed=is_placed or bool(plan.all("footprint", cells)),
            is_hardware_table=plan.is_hardware,
        )

    def _properties(
        self, plan: Plan, cells: dict[int, BomText]
    ) -> tuple[tuple[BomText, BomText], ...]:
        shared = self._texts.setdefault
        return tuple(
            [
                (name, shared(cells[column], cells[column]))
                for column, name in plan.properties
                if column in cells
            ]
        )

    def _unheaded(
        self, plan: Plan, cells: dict[int, BomText], place: str
    ) -> tuple[tuple[BomText, BomText], ...]:
        """Cells under no header: kept; beyond the last one they are a sign that a row slipped."""
        if max(cells) >= plan.width:
            self.notes.add(
                "rows longer than the header",
                f"this row has {max(cells) + 1} columns, the header has {plan.width}; a delimiter "
                "may stand in a text without quotes, so that its cells are under wrong headers",
                place,
                hides=True,
            )
        return tuple(
            (BomText(f"column {column_letters(column)}"), text)
            for column, text in cells.items()
            if column not in plan.headers
        )

    def _count_fitting(self, plan: Plan, cells: dict[int, BomText]) -> None:
        columns = plan.columns
        marked = any(t.lower() not in _NO for t in plan.all("not-populated", cells))
        unmarked = "populated" in columns and any(
            t.lower() in _NO for t in plan.all("populated", cells)
        )
        words = (*plan.all("value", cells), *plan.all("part-number", cells))
        if marked or unmarked or any(text.lower() in _NOT_FITTED for text in words):
            self._not_fitted += 1

    def _facts(self, plan: Plan, row: Row, sheet: str, whose: str) -> DeclaredFacts:
        """The row's ``vcs:`` facts; a value that does not belong there names its cell."""
        found: list[tuple[int, tuple[tuple[str, str], ...]]] = []
        for column, name in plan.facts:
            text = row.cells.get(column)
            if text is None:
                continue
            values = text.split("|") if name in _REPEATABLE else (_boolean(text),)
            found.append((column, tuple((name, value.strip()) for value in values)))
        if not found:
            return NOTHING_DECLARED
        place = place_of(sheet, row.number, plan.first_column)
        try:
            return self.claimed.facts(
                tuple(pair for _, pairs in found for pair in pairs), whose, place
            )
        except MalformedError:
            for column, pairs in found:  # which of them it is
                self.claimed.facts(pairs, whose, _cell(sheet, row, column, plan))
            raise

    def _nest(self, made: Component, position: int, row: Row, plan: Plan, nesting: Nesting) -> None:
        cells = row.cells
        level = _first(plan, "level", cells)
        if not level and plan.levels:
            level = next((BomText(str(depth)) for c, depth in plan.levels if c in cells), NO_TEXT)
        item, parent = _first(plan, "item", cells), _first(plan, "parent", cells)
        if not (item or level or parent or "parent" in plan.columns or "level" in plan.columns):
            return
        names: tuple[str, ...] = ()
        if "parent" in plan.columns:
            names = (
                made.id,
                _first(plan, "internal-part-number", cells),
                made.part_number,
                item,
                made.name,
            )
        nesting.add(Line(position, made.source, level, item, parent if said(parent) else "", names))

    def finished(self) -> Document:
        """The document, with its structure and what can be said once every row has been read."""
        if self._not_fitted:
            self.notes.add(
                "not fitted",
                f"{self._not_fitted} rows are marked as not populated; they are listed all the "
                "same, since a variant may have them",
            )
        self.inside.settle()
        return super().finished()


def _first(plan: Plan, field: str, cells: dict[int, BomText]) -> BomText:
    """The first text of a field that says anything."""
    for column in plan.columns.get(field, ()):
        text = cells.get(column)
        if text is not None and said(text):
            return text
    return NO_TEXT


def _described(plan: Plan, cells: dict[int, BomText], name: str, value: str) -> BomText:
    """Everything that describes the part beside its name, joined: nothing telling is left out."""
    texts: list[str] = [*plan.all("description", cells)]
    others = [*plan.all("name", cells), value, *plan.all("library-part", cells)]
    others += plan.all("part-number", cells)[1:]
    texts += [text for text in others if text and text != name]
    kept = [text for text in dict.fromkeys(texts) if text != name and said(text)]
    return BomText("; ".join(kept))


def _boolean(text: str) -> str:
    """``true`` for the ``TRUE`` that spreadsheet programs write."""
    return text.lower() if text in ("TRUE", "FALSE", "True", "False") else text


def _cell(sheet: str, row: Row, column: int, plan: Plan) -> str:
    place = place_of(sheet, row.number, column)
    return place if sheet else f"{place}, column {plan.headers[column]}"
