"""From the rows of a table to components: the half that CSV and workbooks share."""

from __future__ import annotations

from typing import Final

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, PREFIX, DeclaredFacts
from vcs_check.readers._claims import Claims
from vcs_check.readers._containment import Containment
from vcs_check.readers._content import Content
from vcs_check.readers._dates import noted_date
from vcs_check.readers._inventory import NO_TEXT, BomInventory
from vcs_check.readers._nesting import Line, Nesting
from vcs_check.readers._nobody import said
from vcs_check.readers._plan import Plan, place_of
from vcs_check.readers._row_kind import kind_of_hardware_row, stated_kind
from vcs_check.readers._spdx_inventory import kind_of
from vcs_check.readers._table_parties import TableParties
from vcs_check.sheets import Row
from vcs_check.text import BomText, column_letters

_NAMED_BY: Final = (
    "part-number", "internal-part-number", "description", "designator", "purl"
)  # fmt: skip
"""What stands for the name of a part that has neither name nor value."""
_NOT_FITTED: Final = frozenset(
    {"dnp", "dni", "dnf", "dnm", "nc", "n.c.", "no stuff", "do not populate", "not fitted",
     "not populated", "do not place", "do not install", "nicht bestückt", "不贴", "未実装"}
)  # fmt: skip
_LONGEST_NOT_FITTED: Final = max(map(len, _NOT_FITTED))
_NO: Final = frozenset({"", "0", "false", "no", "n", "nein", "not fitted", "否", "不", "いいえ"})
_REPEATABLE: Final = frozenset(
    {"exclusion", "altered-by", "designer", "developer", "manufacturer", "supplier", "maintainer"}
)
"""Facts that a component may have several of; in one cell they stand between ``|``."""
_SHARED_PAIRS: Final = 4096
"""Properties that are kept once, since many rows have the same."""
Said = tuple[DeclaredFacts, Claims]


class TableInventory(BomInventory):
    """Collects the components of one spreadsheet, in the order of its rows."""

    def __init__(self, content: Content, name: str) -> None:
        super().__init__(content, name, "")
        self.parties = TableParties(self.claimed)
        self.inside = Containment(self.document, self.notes, self.limits)
        self._ids: dict[str, str] = {}
        self._not_fitted = 0
        self._pairs: dict[tuple[BomText, BomText], tuple[BomText, BomText]] = {}
        self._completed: dict[tuple[object, ...], tuple[Said, BomText, Plan, Said]] = {}
        """Rows with evidence, by what they say; plan and claims are kept, so that no id returns."""

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
        texts = _texts_of(plan, row.cells)
        component = self._component(row, plan, sheet, place, texts)
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
        if plan.nests:
            self._nest(component, position, row.cells, plan, nesting, texts)

    def _component(
        self, row: Row, plan: Plan, sheet: str, place: str, texts: dict[str, BomText]
    ) -> Component:
        cells, get = row.cells, texts.get
        value = get("value", NO_TEXT)
        name = get("name", NO_TEXT) or _of_level(plan, cells) or value
        if not name:
            name = next((t for field in _NAMED_BY if (t := get(field, NO_TEXT))), NO_TEXT)
        if not name:
            self.notes.add("rows without name", "nothing in this row names a part", place)
        elif not (name.isascii() and name.isprintable()):
            self.notes.odd_characters(name, place)
        version = get("version", NO_TEXT)
        made = Component(
            id=get("id") or BomText(place),
            kind="",
            name=name,
            source=place,
            version=self._texts.setdefault(version, version),
            part_number=get("part-number") or get("internal-part-number", NO_TEXT),
            description=self._described(plan, cells, name, value),
            purl=get("purl", NO_TEXT),
            cpe=get("cpe", NO_TEXT),
            quantity=get("quantity", NO_TEXT),
        )
        if "licence" in plan.columns:
            made.licences = tuple(t for t in plan.all("licence", cells) if said(t))
        made.kind = self._kind_of(made, plan, cells, is_placed="designator" in texts)
        if plan.properties:
            made.properties = self._properties(plan, cells)
        if not cells.keys() <= plan.headers.keys():
            made.properties += self._unheaded(plan, cells, place)
        if plan.marks_fitting:
            self._count_fitting(plan, cells)
        if released := get("released"):
            made.released_on = noted_date(released, "the release date", place, self.notes)
        if "modification" in plan.columns:
            self._note_modification(made, plan, cells)
        own = self._facts(plan, row, sheet, name or place) if plan.facts else NOTHING_DECLARED
        claims = self.parties.claims_of(plan, cells, place)
        if own.fcc_id or plan.evidence:
            own, claims = self._with_evidence_of(made, plan, cells, (own, claims))
        made.declared, made.parties = self.claimed.merged(claims, own, name or place, place)
        return made

    def _note_modification(self, made: Component, plan: Plan, cells: dict[int, BomText]) -> None:
        if any(text.lower() not in _NO for text in plan.all("modification", cells)):
            made.modification_signs = (f"column {plan.headers[plan.columns['modification'][0]]}",)

    def _with_evidence_of(
        self, made: Component, plan: Plan, cells: dict[int, BomText], known: Said
    ) -> Said:
        """:meth:`with_evidence`, once for rows that say the same; those with notes each."""
        key = (id(plan), id(known[0]), id(known[1]), *[cells.get(c) for c in plan.evidence])
        found = self._completed.get(key)
        if found is None:
            number, before = made.part_number, self.notes.count
            made.part_number = NO_TEXT
            said_of_all = self.with_evidence(made, *known)
            found = (said_of_all, made.part_number, plan, known)
            if self.notes.count == before:
                self._completed[key] = found
            made.part_number = number
        made.part_number = made.part_number or found[1]
        return found[0]

    def _described(
        self, plan: Plan, cells: dict[int, BomText], name: str, value: BomText
    ) -> BomText:
        """Everything that describes the part beside its name, joined: nothing is left out."""
        before, after = plan.describing
        found = [cells[c] for c in before if c in cells]
        if value:
            found.append(value)
        if after:
            found += [cells[c] for c in after if c in cells]
        kept = [text for text in found if text != name and said(text)]
        if len(kept) < 2:
            return kept[0] if kept else NO_TEXT
        return BomText("; ".join(dict.fromkeys(kept)))

    def _kind_of(
        self, made: Component, plan: Plan, cells: dict[int, BomText], *, is_placed: bool
    ) -> str:
        for text in plan.all("kind", cells) if "kind" in plan.columns else ():
            if kind := stated_kind(text):
                return kind
        if made.purl or made.cpe:
            return kind_of("", made.purl, made.cpe)
        if is_placed or not cells.keys().isdisjoint(plan.columns.get("footprint", ())):
            return "device"
        if not plan.is_hardware:
            return ""
        return kind_of_hardware_row(f"{made.name} {made.part_number} {made.description}")

    def _properties(
        self, plan: Plan, cells: dict[int, BomText]
    ) -> tuple[tuple[BomText, BomText], ...]:
        known, found = self._pairs, []
        for column, name in plan.properties:
            text = cells.get(column)
            if text is not None:
                pair = (name, text)
                same = known.get(pair)
                if same is None:
                    same = pair
                    if len(known) < _SHARED_PAIRS:
                        known[pair] = pair
                found.append(same)
        return tuple(found)

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
        marked = "not-populated" in columns and any(
            t.lower() not in _NO for t in plan.all("not-populated", cells)
        )
        unmarked = "populated" in columns and any(
            t.lower() in _NO for t in plan.all("populated", cells)
        )
        words = [cells[c] for c in columns.get("value", ()) if c in cells]
        words += [cells[c] for c in columns.get("part-number", ()) if c in cells]
        is_word = any(len(t) <= _LONGEST_NOT_FITTED and t.lower() in _NOT_FITTED for t in words)
        if is_word or marked or unmarked:
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

    def _nest(
        self,
        made: Component,
        position: int,
        cells: dict[int, BomText],
        plan: Plan,
        nesting: Nesting,
        texts: dict[str, BomText],
    ) -> None:
        level = texts.get("level", NO_TEXT)
        if not level and plan.levels:
            level = next((BomText(str(depth)) for c, depth in plan.levels if c in cells), NO_TEXT)
        item, parent = texts.get("item", NO_TEXT), texts.get("parent", NO_TEXT)
        if not (item or level or parent or "parent" in plan.columns or "level" in plan.columns):
            return
        names: tuple[str, ...] = ()
        if "parent" in plan.columns:
            own = texts.get("internal-part-number", NO_TEXT)
            names = (made.id, own, made.part_number, item, made.name)
        nesting.add(Line(position, made.source, level, item, parent, names))

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


def _texts_of(plan: Plan, cells: dict[int, BomText]) -> dict[str, BomText]:
    """Of each field of which a row has one text the first that says anything."""
    found: dict[str, BomText] = {}
    for field, columns in plan.singles:
        for column in columns:
            text = cells.get(column)
            if text is not None and said(text):
                found[field] = text
                break
    return found


def _of_level(plan: Plan, cells: dict[int, BomText]) -> BomText:
    """A name that stands in a column of its level."""
    text = next((cells[c] for c, _ in plan.levels if c in cells), NO_TEXT)
    return text if len(text) > 1 else NO_TEXT


def _boolean(text: str) -> str:
    """``true`` for the ``TRUE`` that spreadsheet programs write."""
    return text.lower() if text in ("TRUE", "FALSE", "True", "False") else text


def _cell(sheet: str, row: Row, column: int, plan: Plan) -> str:
    place = place_of(sheet, row.number, column)
    return place if sheet else f"{place}, column {plan.headers[column]}"
