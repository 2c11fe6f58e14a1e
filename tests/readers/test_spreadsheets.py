"""Bills of materials in CSV and XLSX: every row is a component or a note, nothing is lost."""

from __future__ import annotations

import codecs
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from tests.readers.workbooks import csv_of, hiding, messages, read, xlsx_of

from vcs_check.errors import InputError, MalformedError, NotABomError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.inventory.table_layout import TableLayout
from vcs_check.inventory.vocabulary import Role

HEADER: list[Any] = ["Designator", "Value", "Footprint", "MPN", "Manufacturer", "Supplier", "Qty"]
MODEM: list[Any] = ["U1", "LTE modem", "LGA-106", "XR25-G", "Example Radio", "Example Parts", 1]
RESISTOR: list[Any] = ["R1, R2", "4k7", "0402", "RC0402", "Example Passive", "", 2]
ROWS: list[list[Any]] = [HEADER, MODEM, RESISTOR]


def only(document: Document) -> Component:
    (component,) = document.components
    return component


def parties(component: Component) -> set[tuple[Role, str]]:
    return {(claim.role, claim.name) for claim in component.parties}


def properties(component: Component) -> dict[str, str]:
    return {str(name): value for name, value in component.properties}


def tree(document: Document) -> dict[str, list[str]]:
    return {c.name: [document.components[p].name for p in c.parents] for c in document.components}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_change_nothing(delimiter: str, encoding: str) -> None:
    document = read(csv_of(ROWS, delimiter, encoding))
    assert document.components == read(csv_of(ROWS)).components
    assert document.format == "csv"


def test_a_row_becomes_a_component() -> None:
    modem = read(ROWS).components[0]
    assert (modem.name, modem.part_number, modem.quantity) == ("LTE modem", "XR25-G", "1")
    assert modem.kind == "device"
    assert (modem.id, modem.source) == ("row 2", "row 2")
    assert parties(modem) == {
        (Role.MANUFACTURER, "Example Radio"),
        (Role.SUPPLIER, "Example Parts"),
    }
    assert properties(modem)["designator"] == "U1"
    assert properties(modem)["footprint"] == "LGA-106"


def test_workbook_and_text_give_the_same_components_at_other_places() -> None:
    book, text = read(xlsx_of(ROWS)), read(ROWS)
    assert [c.source for c in book.components] == ["BOM!A2", "BOM!A3"]
    assert (book.format, text.format) == ("xlsx", "csv")
    for one, other in zip(book.components, text.components, strict=True):
        one.id, one.source = other.id, other.source
    assert book.components == text.components


def test_sheet_names_are_quoted_as_a_spreadsheet_program_does() -> None:
    document = read(xlsx_of({"My 'first' sheet": [["", *row] for row in ROWS]}))
    assert document.components[0].source == "'My ''first'' sheet'!B2"


def test_first_line_may_state_the_delimiter() -> None:
    assert len(read(b"sep=;\r\n" + csv_of(ROWS, ";")).components) == 2


def test_titles_above_the_header_are_noted_and_no_parts() -> None:
    rows: list[list[Any]] = [["Bill of Materials"], ["Project", "TCU"], [], *ROWS]
    document = read(rows)
    assert [c.source for c in document.components] == ["row 5", "row 6"]
    assert "2 rows stand above the header" in messages(document)
    assert hiding(document) == []


def test_facts_above_the_header_are_those_of_the_whole_bom() -> None:
    document = read([["vcs:part", "Telematics control unit"], *ROWS])
    assert document.declared.part == "Telematics control unit"
    assert all(c.declared.part == "Telematics control unit" for c in document.components)


def test_totals_and_numbers_alone_are_noted_and_no_parts() -> None:
    document = read([*ROWS, ["", "", "", "", "", "", 3], ["Total", "", "", "", "", "", 3]])
    assert len(document.components) == 2
    assert "a total" in messages(document)
    assert hiding(document) == []


def test_a_text_alone_where_no_part_is_named_may_hide_one() -> None:
    assert "SIM7600 modem" in hiding(read([*ROWS, ["", "", "", "", "", "", "SIM7600 modem"]]))[0]


def test_a_text_alone_where_parts_are_named_is_a_part() -> None:
    assert read([*ROWS, ["", "antenna"]]).components[-1].name == "antenna"


def test_a_second_header_is_read_as_one() -> None:
    other = ["Qty", "Reference", "Comment", "Manufacturer Part Number"]
    document = read([*ROWS, ["Display board"], other, ["4", "J1", "plug", "PX-4"]])
    assert document.components[-1].part_number == "PX-4"
    assert document.components[-1].quantity == "4"
    assert len(document.components) == 3
    assert "another header" in messages(document)


def test_what_is_not_populated_stays_listed() -> None:
    document = read([[*HEADER, "DNP"], [*MODEM, "DNP"], [*RESISTOR, ""]])
    assert len(document.components) == 2
    assert properties(document.components[0])["not-populated"] == "DNP"
    assert "1 rows are marked as not populated" in messages(document)


def test_a_distributor_is_a_supplier_also_where_only_the_header_names_it() -> None:
    document = read([["Designator", "Value", "LCSC Part #"], ["U1", "modem", "C14663"]])
    assert parties(only(document)) == {(Role.SUPPLIER, "LCSC")}
    assert only(document).part_number == ""
    assert (
        read([["Designator", "Value", "LCSC Part #"], ["U1", "modem", ""]]).components[0].parties
        == ()
    )


def test_every_alternative_maker_is_named_and_every_number_is_seen() -> None:
    header = ["Name", "Manufacturer 1", "MPN 1", "Manufacturer 2", "MPN 2", "Qty"]
    part = only(read([header, ["modem", "Example One", "A1", "Example Two", "B2", 1]]))
    assert parties(part) == {(Role.MANUFACTURER, "Example One"), (Role.MANUFACTURER, "Example Two")}
    assert part.part_number == "A1"
    assert "B2" in part.description


@pytest.mark.parametrize("nothing", ["", "-", "~", "n/a", "N/A", "TBD", "无"])
def test_placeholders_name_nobody(nothing: str) -> None:
    row = [*MODEM]
    row[4] = row[5] = nothing
    assert only(read([HEADER, row])).parties == ()


def test_countries_of_origin_and_other_columns_are_kept() -> None:
    header = [*HEADER, "Country of Origin", "ECCN", "FCC ID"]
    kept = properties(only(read([header, [*MODEM, "Estonia", "5A991", "2AXYZ1"]])))
    assert kept["cdx:device:countryOfOrigin"] == "Estonia"
    assert kept["ECCN"] == "5A991"
    assert kept["cdx:device:certifications:us:fcc:id"] == "2AXYZ1"


# -- facts ----------------------------------------------------------------------------------------


def test_columns_named_like_facts_are_facts() -> None:
    header = [*HEADER, "vcs:class", "vcs:programmable", "vcs:developer"]
    row = [*MODEM, "vcs-hardware", "TRUE", "Example Soft|Example Design"]
    declared = only(read([header, row])).declared
    assert declared.component_class == "vcs-hardware"
    assert declared.programmable is True
    assert declared.roles == ((Role.DEVELOPER, "Example Soft"), (Role.DEVELOPER, "Example Design"))


def test_dates_and_truths_of_a_workbook_are_facts() -> None:
    def change(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 7, datetime.datetime(2026, 3, 1), day)  # noqa: DTZ001
        sheet.write_boolean(1, 8, False)

    header = [*HEADER, "vcs:first-supplied", "vcs:modified"]
    declared = only(read(xlsx_of([header, MODEM], change))).declared
    assert declared.first_supplied == datetime.date(2026, 3, 1)
    assert declared.modified is False


@pytest.mark.parametrize("write", [csv_of, xlsx_of])
def test_a_wrong_fact_is_refused_with_its_cell_and_column(
    write: Callable[..., bytes],
) -> None:
    data = write([[*HEADER, "vcs:class"], [*MODEM, "radio"]])
    with pytest.raises(MalformedError) as caught:
        read(data)
    place = "BOM!H2" if write is xlsx_of else "row 2, column vcs:class"
    assert caught.value.place == place
    assert "vcs:class" in str(caught.value)


def test_an_unknown_fact_is_noted() -> None:
    assert "vcs:klass" in messages(read([[*HEADER, "vcs:klass"], [*MODEM, "x"]]))


# -- kinds ----------------------------------------------------------------------------------------


def test_rows_without_any_sign_of_hardware_stay_open() -> None:
    header = ["Component", "Vendor", "Version"]
    assert only(read([header, ["Example Stack", "Example Soft", "1.2"]])).kind == ""


def test_software_in_a_list_of_hardware_is_no_hardware() -> None:
    header = ["Level", "Part Number", "Description", "Qty"]
    document = read([header, [0, "100", "control unit", 1], [1, "200", "radio firmware", 1]])
    assert [c.kind for c in document.components] == ["device", ""]


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Software", "application"), ("SW", "application"), ("firmware", "firmware"),
     ("SMD", "device"), ("软件", "application"), ("library", "library"),
     ("Hardware", "device"), ("Connector", "device")],
)  # fmt: skip
def test_a_type_that_is_stated_counts(said: str, kind: str) -> None:
    assert only(read([[*HEADER, "Type"], [*MODEM, said]])).kind == kind


# -- structure ------------------------------------------------------------------------------------

LEVELS = ["unit", "board", "modem", "antenna", "cable"]
INSIDE: dict[str, list[str]] = {
    "unit": [],
    "board": ["unit"],
    "modem": ["board"],
    "antenna": ["board"],
    "cable": ["unit"],
}


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        ("Level", ["0", "1", "2", "2", "1"]),
        ("Level", [".0", ".1", "..2", "..2", ".1"]),
        ("BOM Level", ["L0", "L1", "L2", "L2", "L1"]),
        ("Ebene", ["1", "2", "3", "3", "2"]),
        ("层级", ["1", "1.1", "1.1.1", "1.1.2", "1.2"]),
        ("Pos.", ["1", "1.1", "1.1.1", "1.1.2", "1.2"]),
        ("Item", ["1.0", "1.1", "1.1.1", "1.1.2", "1.2"]),
    ],
)
def test_levels_and_outline_numbers_say_what_is_inside_what(header: str, levels: list[str]) -> None:
    rows: list[list[Any]] = [[header, "Name", "Qty"]]
    rows += [[level, name, "1"] for level, name in zip(levels, LEVELS, strict=True)]
    for data in (csv_of(rows), xlsx_of(rows)):
        document = read(data)
        assert tree(document) == INSIDE
        assert document.subject == 0
        assert hiding(document) == []


def test_a_column_a_level_says_it_too() -> None:
    rows: list[list[Any]] = [
        ["Level 0", "Level 1", "Level 2", "Qty"],
        ["unit", "", "", 1], ["", "board", "", 1], ["", "", "modem", 1],
        ["", "", "antenna", 1], ["", "cable", "", 1],
    ]  # fmt: skip
    assert tree(read(rows)) == INSIDE


@pytest.mark.parametrize("by", ["Part Number", "Item", "Name"])
def test_a_parent_column_says_it_too(by: str) -> None:
    numbers = {name: str(100 + n) for n, name in enumerate(LEVELS)}
    said = {name: name if by == "Name" else numbers[name] for name in LEVELS}
    header = ["Name", "Qty", "Parent"] if by == "Name" else ["Name", "Qty", "Parent", by]
    rows: list[list[Any]] = [header]
    for name in LEVELS:
        parent = said[INSIDE[name][0]] if INSIDE[name] else ""
        rows.append([name, "1", parent, numbers[name]][: len(header)])
    assert tree(read(rows)) == INSIDE


@pytest.mark.parametrize(
    "rows",
    [
        [["Level", "Name", "Qty"], ["0", "unit", 1], ["2", "modem", 1]],
        [["Level", "Name", "Qty"], ["0", "unit", 1], ["x", "modem", 1]],
        [["Pos.", "Name", "Qty"], ["1", "unit", 1], ["1.2.1", "modem", 1]],
        [["Name", "Parent", "Qty"], ["unit", "", 1], ["modem", "board", 1]],
    ],
)
def test_a_place_that_leads_nowhere_may_hide_a_component(rows: list[list[Any]]) -> None:
    document = read(rows)
    assert len(document.components) == 2
    assert len(hiding(document)) == 1


def test_parents_in_a_circle_are_opened_with_a_note() -> None:
    rows: list[list[Any]] = [["Name", "Parent", "Qty"], ["a", "b", 1], ["b", "a", 1], ["c", "c", 1]]
    document = read(rows)
    assert sum(len(c.parents) for c in document.components) == 1
    assert "contain each other" in messages(document)


def test_a_row_without_number_and_level_is_another_source_of_the_one_above() -> None:
    rows: list[list[Any]] = [
        ["Item", "Level", "Name", "Manufacturer", "MPN"],
        ["1", "0", "unit", "", "U"], ["2", "1", "modem", "Example One", "A"],
        ["", "", "", "Example Two", "B"],
    ]  # fmt: skip
    document = read(rows)
    assert tree(document) == {"unit": [], "modem": ["unit"], "B": ["unit"]}
    assert hiding(document) == []


# -- what is not recognised ------------------------------------------------------------------------


def test_an_unknown_header_is_refused_with_what_was_found_and_how_to_map_it() -> None:
    rows: list[list[Any]] = [["Ding", "Macher", "Nummer X"], ["a", "b", "c"], ["d", "e", "f"]]
    for data in (csv_of(rows), xlsx_of(rows)):
        with pytest.raises(NotABomError) as caught:
            read(data)
        for word in ("'Ding'", "'Macher'", "Designator", "columns = {"):
            assert word in str(caught.value)


def test_a_mapping_says_which_column_is_which() -> None:
    rows: list[list[Any]] = [
        ["Liste"],
        ["Ding", "Macher", "Nummer X"],
        ["modem", "Example Radio", "X1"],
        ["b", "", ""],
    ]
    layout = TableLayout(
        columns=(("name", ("ding",)), ("manufacturer", ("Macher",)), ("part-number", ("Nummer X",)))
    )
    for data in (csv_of(rows), xlsx_of(rows)):
        document = read(data, layout)
        first = document.components[0]
        assert (first.name, first.part_number) == ("modem", "X1")
        assert parties(first) == {(Role.MANUFACTURER, "Example Radio")}
        assert len(document.components) == 2


def test_a_mapping_goes_before_what_would_be_recognised() -> None:
    rows: list[list[Any]] = [["Name", "Description", "Qty"], ["A-1", "modem", 1]]
    layout = TableLayout(columns=(("name", ("Description",)), ("part-number", ("Name",))))
    part = only(read(rows, layout))
    assert (part.name, part.part_number) == ("modem", "A-1")


def test_a_mapping_that_fits_nothing_is_refused_with_both_sides() -> None:
    layout = TableLayout(columns=(("name", ("Teil",)),))
    with pytest.raises(InputError, match=r"wanted 'Teil'.*found 'Designator'"):
        read(ROWS, layout)


def test_a_header_row_can_be_named() -> None:
    rows: list[list[Any]] = [
        ["Name", "Qty", "Version"],
        ["Name", "Qty", "Version"],
        ["modem", 1, "2"],
    ]
    assert len(read(rows).components) <= 2
    assert only(read(rows, TableLayout(header_row=2))).source == "row 3"


@pytest.mark.parametrize(
    "header",
    [["name", "aliases", "incorporated_in", "headquarters", "ownership_reviewed", "version"],
     ["key", "verdict", "rolled_up", "name", "version", "purl", "citation"]],
)  # fmt: skip
def test_registers_and_reports_are_no_boms(header: list[str]) -> None:
    for data in (csv_of([header, ["a"] * len(header)] * 3), xlsx_of([header, ["a"] * len(header)])):
        with pytest.raises(NotABomError, match="and no BOM"):
            read(data)


def test_a_header_with_nothing_under_it_is_no_silent_inventory() -> None:
    document = read([HEADER])
    assert document.components == []
    assert hiding(document)


# -- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "header", "row"),
    [
        ("gb18030", ["位号", "型号", "制造商", "数量"], ["U1", "模块", "示例公司", "1"]),
        ("cp932", ["部品番号", "型番", "メーカー", "数量"], ["U1", "モデム", "例の会社", "1"]),
        ("cp1252", ["Referenz", "Wert", "Hersteller", "Stück"], ["C1", "10 µF ±1%", "Müller", "1"]),
        ("cp1252", ["Designator", "Value", "Manufacturer", "Qty"], ["C1", "10 µF", "Würth", "1"]),
    ],
)  # fmt: skip
def test_older_encodings_are_read_where_they_are_certain(
    encoding: str, header: list[str], row: list[str]
) -> None:
    document = read(csv_of([header, row], encoding=encoding))
    assert parties(only(document)) == {(Role.MANUFACTURER, row[2])}
    assert f"read as {encoding}" in messages(document)


def test_an_encoding_that_is_not_certain_is_refused() -> None:
    data = csv_of([["Name", "Manufacturer", "Qty"], ["模块", "示例公司", "1"]], encoding="gb18030")
    with pytest.raises(InputError, match="UTF-8"):
        read(data)


def test_utf_16_that_says_so_is_read() -> None:
    data = codecs.BOM_UTF16_LE + csv_of(ROWS, "\t", "utf-16-le")
    assert len(read(data).components) == 2


# -- rows that slip -------------------------------------------------------------------------------


def test_a_row_longer_than_the_header_may_have_slipped() -> None:
    document = read([*ROWS, [*RESISTOR, "more"]])
    assert "under wrong headers" in hiding(document)[0]
    assert properties(document.components[-1])["column H"] == "more"


def test_a_quote_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(MalformedError, match="close each quote") as caught:
        read(csv_of(ROWS) + b'U2,"modem,LGA\nU3,x,y\n')
    assert caught.value.place.startswith("line ")


def test_rows_swallowed_by_a_quote_are_noticed() -> None:
    data = csv_of(ROWS) + b'U2,"5 inch,,,,,\nU3,modem,,,,,\nU4,x",,,,,\n'
    assert "is a quote missing?" in hiding(read(data))[0]
