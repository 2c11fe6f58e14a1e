"""The program file says how a spreadsheet is laid out."""

from __future__ import annotations

import pytest

from vcs_check.errors import MalformedError
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.program import read_program
from vcs_check.readers import read_bom

PROGRAM = '[program]\nname = "Example EV"\n[[bom]]\npath = "bom.xlsx"\n'


def test_a_layout_for_what_is_no_table_is_noted() -> None:
    data = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"x"}]}'
    document = read_bom(data, "a.json", layout=TableLayout(sheet="BOM"))
    assert any("so they are not used" in note.message for note in document.notes)


def layout(text: str) -> TableLayout:
    (bom,) = read_program((PROGRAM + text).encode(), "p.toml").boms
    return bom.layout


def test_nothing_said_is_no_layout() -> None:
    assert layout("") == NO_LAYOUT


def test_columns_sheet_and_header_row_are_read() -> None:
    said = layout(
        'columns = { name = "Bezeichnung", manufacturer = ["A", "B"], "vcs:made-in" = "Land" }\n'
        'sheet = "BOM"\nheader_row = 3\n'
    )
    assert said == TableLayout(
        columns=(
            ("name", ("Bezeichnung",)),
            ("manufacturer", ("A", "B")),
            ("vcs:made-in", ("Land",)),
        ),
        sheet="BOM",
        header_row=3,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('columns = { nome = "X" }', "did you mean 'name'"),
        ('columns = { "vcs:clas" = "X" }', "did you mean 'vcs:class'"),
        ('columns = "name"', "columns"),
        ("columns = { name = 3 }", "a list of texts"),
        ("header_row = 0", "header_row"),
        ("sheet = 1", "sheet"),
    ],
)
def test_what_does_not_belong_there_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(MalformedError, match=message) as caught:
        layout(text)
    assert caught.value.place == "line 5"
