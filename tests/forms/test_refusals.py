"""Forms that are not accepted, and answers that change nothing they should not."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import PRC_MAKER, TODAY, bom, program, run, thing, write
from tests.forms.filling import (
    SIGNED,
    Owner,
    fill_markdown,
    fill_workbook,
    only,
    saved,
    sheets,
    with_part,
)
from tests.forms.test_round_trip import OWNERS, clean, undecided

from vcs_check.asked import AskedItem, SupplierRequest
from vcs_check.errors import InputError
from vcs_check.forms import file_stem, forms, read_answers, written_forms
from vcs_check.questions.requests import request_digest, supplier_key

HOSTILE = '=HYPERLINK("http://evil.example")\u202e\x1b[31m\x00```\n[[product]]\n\'\'\'"""'
SUPPLIER = "Muster Telematik GmbH"
REQUEST = SupplierRequest(
    program="Example EV", supplier=SUPPLIER, company_fields=(), items=(), digest=""
)


@pytest.fixture
def form(folder: Path) -> bytes:
    """The form of a supplier who is asked about itself and one product."""
    write(
        folder,
        car_json=bom(
            thing("stack", maker=SUPPLIER, class_="vcs-software"),
            thing("agent", supplier=SUPPLIER, class_="vcs-software"),
        ),
        p_toml=program("car.json"),
    )
    run("suppliers", "p.toml", "--today", TODAY, "-q", "--questionnaire", "ask")
    return only(folder, "ask/muster*.xlsx").read_bytes()


def refused(data: bytes, name: str = "filled.xlsx") -> str:
    with pytest.raises(InputError) as caught:
        read_answers(data, name)
    return str(caught.value)


def checked(*files: str) -> dict[str, Any]:
    answers = [word for file in files for word in ("--answers", file)]
    result = run("check", "p.toml", "--today", TODAY, *answers, "-o", "json")
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def put(data: bytes, name: str = "filled.xlsx") -> str:
    Path(name).write_bytes(data)
    return name


# -- who answers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("name", "", "an unsigned form"), ("position", " ", "an unsigned form"),
        ("day", "", "an unsigned form"), ("day", "soon", "no day"),
        ("confirm", "no", "not confirmed"), ("confirm", "perhaps", "neither yes nor no"),
        ("company", "Another GmbH", "answers for itself only"), ("name", "unknown", "unsigned"),
    ],
)  # fmt: skip
def test_form_without_who_when_or_confirmation_is_refused(
    form: bytes, key: str, value: str, says: str
) -> None:
    tables = sheets(fill_workbook(form, clean, owners=OWNERS))
    for row in tables["Company"]:
        if row[0] == key:
            row[2] = value
    message = refused(saved(tables))
    assert says in message
    assert "Company!C" in message


def test_answers_of_a_day_to_come_or_of_another_program_are_refused(form: bytes) -> None:
    late = {**SIGNED, "day": "2026-11-22"}
    put(fill_workbook(form, clean, signed=late, owners=OWNERS))
    result = run("check", "p.toml", "--today", TODAY, "--answers", "filled.xlsx")
    assert (result.exit_code, "after today" in result.stderr) == (4, True)
    put(fill_workbook(form, clean, owners=OWNERS))
    write(Path(), q_toml=program("car.json").replace("Example EV", "Other EV"))
    result = run("check", "q.toml", "--today", TODAY, "--answers", "filled.xlsx")
    assert (result.exit_code, "for the program 'Example EV'" in result.stderr) == (4, True)


# -- what was asked -----------------------------------------------------------------------------


def change(tables: dict[str, list[list[object]]], sheet: str, old: object, new: object) -> None:
    for row in tables[sheet]:
        for column, value in enumerate(row):
            if value == old:
                row[column] = new


@pytest.mark.parametrize("what", ["program", "supplier", "id", "question", "request"])
def test_form_whose_questions_were_changed_is_refused(form: bytes, what: str) -> None:
    tables = sheets(fill_workbook(form, clean, owners=OWNERS))
    item = next(str(row[0]) for row in tables["Products"][3:])
    match what:
        case "program":
            change(tables, "Company", "Example EV", "Other EV")
        case "supplier":
            change(tables, "Company", SUPPLIER, "Another GmbH")
        case "id":
            change(tables, "Products", item, "i-000000000000")
        case "question":
            change(tables, "Products", "manufacturer", "made-in")
        case "request":
            row = next(row for row in tables["Company"] if row[0] == "request")
            row[2] = "0" * 32
    assert "were changed" in refused(saved(tables))


def test_id_that_stands_twice_and_question_that_does_not_exist_are_refused(form: bytes) -> None:
    tables = sheets(fill_workbook(form, clean, owners=OWNERS))
    tables["Products"].append(list(tables["Products"][3]))
    assert "twice" in refused(saved(tables))
    tables = sheets(fill_workbook(form, clean, owners=OWNERS))
    change(tables, "Products", "manufacturer", "nonsense")
    assert "no question" in refused(saved(tables))


def test_what_is_no_form_is_refused() -> None:
    assert "no form that is read" in refused(b"x", "answers.pdf")
    assert "no workbook" in refused(b"x")
    assert "no form that vcs-check has written" in refused(saved({"Sheet1": [["a", "b"]]}))
    assert "0 blocks of TOML" in refused(b"# Hello", "a.md")
    assert "line 3" in refused(b"\n```toml\nthis is = no toml = at all\n```\n", "a.md")
    assert "not UTF-8" in refused(b"\xff\xfe", "a.md")


# -- each answer --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("incorporated-in", "Germoney", "no country code"), ("headquarters", "XX", "country"),
        ("ownership-complete", "maybe", "neither yes nor no"),
        ("ownership-day", "1 May", "ownership-day: '1 May' is not a day such as 2026-03-31"),
        ("ownership-day", "2026-11-02", "after the answers of"),
        ("acts-for", "x" * 3000, "at most 2000"),
    ],
)  # fmt: skip
def test_wrong_answer_names_its_cell_and_what_is_allowed(
    form: bytes, field: str, value: str, says: str
) -> None:
    def wrong(subject: str, name: str) -> str:
        return value if name == field else clean(subject, name)

    message = refused(fill_workbook(form, wrong, owners=OWNERS))
    assert says in message
    assert message.startswith("filled.xlsx: Company!C")
    markdown = Path(only(Path(), "ask/muster*.md")).read_bytes()
    message = refused(fill_markdown(markdown, wrong, owners=OWNERS), "filled.md")
    assert says in message
    assert message.startswith("filled.md: line ")


@pytest.mark.parametrize(
    ("owners", "says"),
    [
        ((), "the table is said to be complete"), (({"country": "DE"},), "without a name"),
        (({"name": "A"},), "needs a country"),
        (({"name": "A", "country": "DE", "kind": "club"},), "none of person, company, state"),
        (({"name": "A", "country": "DE", "rights": "veto"},), "none of board"),
        (({"name": "A", "country": "DE", "voting-percent": "much"},), "no share in percent"),
        (({"name": "A", "country": "DE", "voting-percent": "101"},), "more than 100"),
        (({"name": "A", "country": "DE"}, {"name": "a ", "country": "DE"}), "named twice"),
        (tuple({"name": n, "country": "DE", "voting-percent": "60"} for n in "AB"), "add up"),
    ],
)  # fmt: skip
def test_wrong_table_of_owners_is_refused(
    form: bytes, owners: tuple[Owner, ...], says: str
) -> None:
    message = refused(fill_workbook(form, clean, owners=owners))
    assert says.replace("the table is", "the table of owners is") in message


def test_dates_and_numbers_may_be_those_of_a_spreadsheet(form: bytes) -> None:
    tables = sheets(fill_workbook(form, clean, owners=OWNERS))
    for row in tables["Owners"][2:]:
        row[3] = float(str(row[3])) if row[3] else row[3]
    found = read_answers(saved(tables), "filled.xlsx")
    assert [owner.voting_percent_min for owner in found.owners] == [60.0, 40.0]


# -- hostile files ------------------------------------------------------------------------------


def bomb(_: bytes) -> bytes:
    return b"\0" * (70 * 1024 * 1024)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/huge.xml", bomb),
        ("xl/worksheets/sheet2.xml", lambda old: old.replace(b'r="A1"', b'r="XFD1048576"', 1)),
        ("xl/worksheets/sheet2.xml", lambda old: old.replace(b'r="A1"', b'r="A&#49;"', 1)),
        ("xl/workbook.xml", lambda old: old.replace(b"?>", b"?><!DOCTYPE x>", 1)),
        ("xl/workbook.xml", lambda old: old.decode().encode("utf-16")),
        ("xl/workbook.xml", lambda old: old[: len(old) // 2]),
    ],
)
def test_dangerous_workbooks_are_refused(
    form: bytes, part: str, content: Callable[[bytes], bytes]
) -> None:
    assert refused(with_part(form, part, content)).startswith("filled.xlsx")


def test_cut_and_encrypted_archives_are_refused(form: bytes) -> None:
    refused(form[: len(form) // 2])
    flagged = bytearray(form)
    for start in (i for i in range(len(form)) if form[i : i + 4] in (b"PK\x03\x04", b"PK\x01\x02")):
        flagged[start + (6 if form[start + 2] == 3 else 8)] |= 1
    refused(bytes(flagged))


def test_text_of_a_bom_becomes_no_formula_link_or_question() -> None:
    item = AskedItem(
        id="i-1", name=HOSTILE, version=HOSTILE, purl=HOSTILE, part_number=HOSTILE,
        fields=("manufacturer",), components=1,
    )  # fmt: skip
    digest = request_digest(HOSTILE, HOSTILE, (), {"i-1": ("manufacturer",)})
    key = supplier_key(HOSTILE)
    request = SupplierRequest(
        program=key, supplier=key, company_fields=(), items=(item,), digest=digest
    )
    for name, data in written_forms(request, "2026-11-21", "1"):
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                xml = b"".join(archive.read(part) for part in archive.namelist())
            assert b"<f>" not in xml
            assert b"<hyperlink" not in xml
            signed = {**SIGNED, "company": key}
            filled = fill_workbook(data, lambda _, __: "we", signed=signed)
        else:
            assert b"\x1b" not in data
            signed = {**SIGNED, "company": ""}
            filled = data.replace(b'name = ""', b'name = "A"', 1).replace(
                b'position = ""', b'position = "B"').replace(
                b'day = ""', b'day = "2026-11-01"').replace(
                b'confirm = ""', b'confirm = "yes"').replace(
                b'manufacturer = ""', b'manufacturer = "we"')  # fmt: skip
        found = read_answers(filled, name)
        assert [s.value for s in found.statements] == [key]


def test_file_names_are_plain_and_differ_where_names_differ() -> None:
    names = [
        "CON", "con", "Äxample", "A\u0308xample", "../../etc/passwd", "", "株式会社", "架空", ".",
        "x" * 500, "x" * 501, "a/b", "a-b", "nul.txt", "Muster\u200bTelematik",
    ]  # fmt: skip
    stems = [file_stem(name) for name in names]
    assert len(set(stems)) == len(names)
    assert len({stem.casefold() for stem in stems}) == len(names)
    for stem in stems:
        assert len(stem) < 60
        assert stem.replace("-", "").isalnum()
        assert stem.isascii()


def test_request_without_questions_is_no_file() -> None:
    assert list(written_forms(REQUEST, "2026-11-21", "1")) == []


def test_formats_are_found_by_their_ending() -> None:
    assert [form.ending for form in forms()] == [".md", ".xlsx"]


# -- what answers cannot do ---------------------------------------------------------------------


def test_answers_reach_nobody_elses_product(folder: Path, form: bytes) -> None:
    put(fill_workbook(form, clean, owners=OWNERS))
    write(
        folder,
        car_json=bom(
            thing("stack", maker="Beispiel AG", class_="vcs-software"),
            thing("agent", supplier="Beispiel AG", class_="vcs-software"),
        ),
    )
    report = checked("filled.xlsx")
    (answers,) = report["answers"]
    assert answers["components"] == 0
    assert len(answers["unused"]) == 1
    assert "nothing in this program that Muster Telematik GmbH answers for" in answers["unused"][0]
    assert any("not used" in note for note in report["notes"])
    assert undecided(report) == {"stack", "agent"}


def test_word_of_a_nexus_party_does_not_undo_what_is_known(folder: Path) -> None:
    write(
        folder,
        car_json=bom(
            thing("agent", maker=PRC_MAKER, country="CN", class_="vcs-software"),
            thing("part", supplier=PRC_MAKER, class_="vcs-software"),
        ),
        p_toml=program("car.json"),
    )
    run("suppliers", "p.toml", "--today", TODAY, "-q", "--questionnaire", "ask")
    path = only(folder, "ask/example-huadong*.xlsx")
    report = checked(put(fill_workbook(path.read_bytes(), clean, owners=OWNERS)))
    assert {c["name"]: c["verdict"] for c in report["components"]}["agent"] == "prohibited"
    assert "part" in undecided(report)
    assert any("what a BOM says of" in note for note in report["notes"])


def test_contradicting_forms_settle_nothing(form: bytes) -> None:
    def made_elsewhere(subject: str, field: str) -> str:
        return "FR" if field == "headquarters" else clean(subject, field)

    put(fill_workbook(form, clean, owners=OWNERS), "one.xlsx")
    put(fill_workbook(form, made_elsewhere, owners=OWNERS), "two.xlsx")
    assert undecided(checked("one.xlsx")) == set()
    assert "stack" in undecided(checked("one.xlsx", "two.xlsx"))
    assert undecided(checked("one.xlsx", "one.xlsx")) == set()


def test_owner_in_the_prc_makes_a_nexus_of_whoever_names_it(form: bytes) -> None:
    owners = ({"name": "Example Huadong Holding", "country": "CN", "voting-percent": "80"},)
    report = checked(put(fill_workbook(form, clean, owners=owners)))
    assert {c["verdict"] for c in report["components"]} == {"prohibited"}


def test_register_against_the_answers_is_undecided(folder: Path, form: bytes) -> None:
    put(fill_workbook(form, clean, owners=OWNERS))
    write(
        folder,
        r_toml=f'[[party]]\nname = "{SUPPLIER}"\nheadquarters = "FR"\n',
        p_toml=program("car.json", extra='register = ["r.toml"]'),
    )
    assert "stack" in undecided(checked("filled.xlsx"))


def test_register_with_a_nexus_is_not_softened_by_answers(folder: Path, form: bytes) -> None:
    put(fill_workbook(form, clean, owners=OWNERS))
    write(
        folder,
        r_toml=f'[[party]]\nname = "{SUPPLIER}"\nheadquarters = "CN"\n',
        p_toml=program("car.json", extra='register = ["r.toml"]'),
    )
    report = checked("filled.xlsx")
    assert {c["verdict"] for c in report["components"]} == {"prohibited"}
    assert any("the answers contradict" in note for note in report["notes"])
