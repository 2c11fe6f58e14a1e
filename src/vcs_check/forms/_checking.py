"""From what stands in a form to answers: signed, about the questions asked, each one allowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vcs_check.errors import MalformedError
from vcs_check.forms._base import SIGNATURE, Cell, RawForm, text_of
from vcs_check.forms.checks import NOT_KNOWN, AnswerChecks
from vcs_check.inventory.facts import FactError, parse_date
from vcs_check.questions.answers import COMPANY, AnsweredForm, Statement
from vcs_check.questions.fields import field_named
from vcs_check.questions.requests import FORM, request_digest
from vcs_check.text import folded, visible


def answered(raw: RawForm, path: str, sha256: str) -> AnsweredForm:
    """The answers of a form.

    Raises:
        MalformedError: what is wrong, where, and what is allowed.
    """
    return _Checked(raw, path).form(sha256)


class _Checked(AnswerChecks):
    def __init__(self, raw: RawForm, path: str) -> None:
        super().__init__(path)
        self._raw = raw

    def form(self, sha256: str) -> AnsweredForm:
        raw = self._raw
        self._about_what_was_asked()
        supplier, program = self._head("supplier"), self._head("program")
        self.company = self._signed("company")
        by = f"{self._signed('name')}, {self._signed('position')}"
        on = self._day_signed()
        if self._yes_no(self._signature("confirm")) != "true":
            self.refuse(
                "the form is not confirmed; it takes yes to count", self._signature("confirm")
            )
        if not supplier.startswith("the supplier of ") and folded(self.company) != folded(supplier):
            self.refuse(
                f"{self.company!r} answers for {supplier!r}; a supplier answers for itself only",
                self._signature("company"),
            )
        statements = [
            statement
            for name, cell in raw.company.items()
            if (statement := self.statement(COMPANY, field_named(name), cell)) is not None
        ]
        for item, cells in raw.items.items():
            statements += self._of_item(item, cells)
        form = AnsweredForm(
            file=self.path, sha256=sha256, program=program, supplier=supplier, by=by, on=on,
            statements=tuple(statements),
            owners=self.owners(raw.owners, raw.company.get("ownership-day"), on),
        )  # fmt: skip
        self.check_ownership(form, raw.company)
        return form

    # -- the form itself -----------------------------------------------------------------------

    def _about_what_was_asked(self) -> None:
        raw = self._raw
        if text_of(raw.head["form"].value) != FORM if "form" in raw.head else True:
            raise MalformedError(
                self.path, f"no form that vcs-check has written: it does not say {FORM}"
            )
        for cell in raw.repeated:
            self.refuse("this id stands in the form twice", cell)
        for name, cell in (*raw.company.items(), *self._item_cells()):
            try:
                field_named(name)
            except KeyError:
                self.refuse(f"{name!r} is no question of this tool", cell)
        digest = request_digest(
            self._head("program"),
            self._head("supplier"),
            list(raw.company),
            {item: list(cells) for item, cells in raw.items.items()},
        )
        if digest != self._head("request"):
            self.refuse(
                "questions, ids, program or supplier were changed, so the answers cannot be told "
                "apart; fill in the form as it was sent",
                raw.head.get("request", raw.head["form"]),
            )

    def _item_cells(self) -> list[tuple[str, Cell]]:
        return [pair for cells in self._raw.items.values() for pair in cells.items()]

    def _head(self, name: str) -> str:
        cell = self._raw.head.get(name)
        if cell is None:
            raise MalformedError(self.path, f"the form has lost its {name!r}")
        # Kept as written: the digest is over these very characters.
        return cell.value if isinstance(cell.value, str) else text_of(cell.value)

    def _signature(self, name: str) -> Cell:
        cell = self._raw.signature.get(name)
        if cell is None:
            raise MalformedError(self.path, f"the form has lost {SIGNATURE[name]!r}")
        return cell

    def _signed(self, name: str) -> str:
        cell = self._signature(name)
        text = visible(text_of(cell.value)).strip()
        if not text or folded(text) in NOT_KNOWN:
            self.refuse(f"{SIGNATURE[name]!r} is missing; an unsigned form is not accepted", cell)
        return self.short(text, cell)

    def _day_signed(self) -> date:
        cell = self._signature("day")
        text = self._signed("day")
        try:
            return parse_date("the day", text)
        except FactError:
            self.refuse(f"{text!r} is no day such as 2026-03-31", cell)

    # -- answers -------------------------------------------------------------------------------

    def _of_item(self, item: str, cells: Mapping[str, Cell]) -> list[Statement]:
        found: dict[str, Statement] = {}
        for name, cell in cells.items():
            statement = self.statement(item, field_named(name), cell)
            if statement is None and name in self._raw.for_all:
                statement = self.statement(item, field_named(name), self._raw.for_all[name])
            if statement is not None:
                found[name] = statement
        said = found.get("open-source")
        if said is not None and said.value == "true":
            for needed in ("licence", "source-location"):
                if needed in cells and not (needed in found and found[needed].known):
                    self.refuse("open source needs its licence and its place", cells[needed])
        return list(found.values())
