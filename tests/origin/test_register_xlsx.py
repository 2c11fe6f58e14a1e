"""The register as a workbook says the same as the CSV register, or is refused."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
import xlsxwriter
from tests.origin.build import claim, resolver

from vcs_check.errors import InputError, MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.register import read_register

HEADER = (
    *("name", "aliases", "incorporated_in", "headquarters", "principal_place_of_business"),
    *("ownership_reviewed", "creates_what_it_supplies", "owner_of", "country", "voting_percent"),
)
HILL = ("Hill GmbH", "Hillra|Hill", "DE", "DE", "DE", date(2026, 3, 2), True)


def workbook(*rows: Sequence[object], header: Sequence[str] = HEADER, **sheets: object) -> bytes:
    """A workbook with one sheet of parties, and further sheets of one cell."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Parties")
    for number, row in enumerate((header, *rows)):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    for name, cell in sheets.items():
        book.add_worksheet(name).write(0, 0, cell)
    book.close()
    return out.getvalue()


def test_cells_of_every_type_mean_what_their_text_means() -> None:
    owner = ("Alder KG", "", "", "", "", "", "", "Hill GmbH", "DE", 60)
    found = read_register(workbook(HILL, owner), "suppliers.xlsx")
    (hill,) = found.parties
    assert hill.aliases == ("Hillra", "Hill")
    assert hill.ownership_reviewed == date(2026, 3, 2)
    assert hill.creates_what_it_supplies is True
    assert hill.owners[0].voting_percent_min == 60
    assert hill.place == "Parties!A2"
    assert resolver(found).resolve(claim("Hillra")).origin is Origin.NONE


def test_a_share_that_may_be_a_fraction_is_refused_with_its_cell() -> None:
    for share in (0.6, 1, 0.05):
        owner = ("Lotus", "", "", "", "", "", "", "Hill GmbH", "CN", share)
        with pytest.raises(MalformedError, match=r"suppliers.xlsx: Parties!J3: voting_percent"):
            read_register(workbook(HILL, owner), "suppliers.xlsx")
    as_text = ("Lotus", "", "", "", "", "", "", "Hill GmbH", "CN", "0.6")
    found = read_register(workbook(HILL, as_text), "suppliers.xlsx")
    assert found.parties[0].owners[0].voting_percent_max == 0.6


def test_faults_are_named_with_their_cell() -> None:
    with pytest.raises(MalformedError, match=r"Parties!A1: unknown column 'nickname'"):
        read_register(workbook(header=("name", "nickname")), "suppliers.xlsx")
    with pytest.raises(MalformedError, match=r"Parties!A2: .*alpha-2"):
        read_register(workbook(("Hill", "", "Germany")), "suppliers.xlsx")
    with pytest.raises(MalformedError, match=r"Parties!A2: more cells"):
        read_register(workbook(("Hill", "x"), header=("name",)), "suppliers.xlsx")


def test_a_sheet_that_is_none_of_the_register_is_noted() -> None:
    found = read_register(workbook(HILL, Notes="ask Hill"), "suppliers.xlsx")
    assert "the sheet 'Notes' has no column 'name'" in found.notes[-1]
    assert "no rows of parties" in read_register(workbook(), "suppliers.xlsx").notes[-1]


def test_a_damaged_workbook_is_refused() -> None:
    data = workbook(HILL)
    for broken in (data[: len(data) // 2], data[:200]):
        with pytest.raises(InputError, match=r"suppliers\.xlsx"):
            read_register(broken, "suppliers.xlsx")
