"""An earlier declaration: what is not as it was, and whether that has to be told by a day."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.vehicle import REGISTER
from tests.declaration.programs import (
    CONTACT,
    MAKER,
    STATEMENTS,
    VEHICLE,
    declare,
    drafted,
    missing,
    modem,
    program,
    stack,
)

from vcs_check.declaration.changes import read_previous
from vcs_check.errors import InputError, LimitError
from vcs_check.limits import Limits

_OTHER = "Beispiel Funk GmbH"
_REGISTER = REGISTER + REGISTER.replace(MAKER, _OTHER)
_FILED = "[[declaration.year]]\nfiled = 2029-06-20\n"


def earlier(folder: Path, **how: Any) -> str:
    """The JSON of a declaration of 1 June 2029."""
    path = program(folder, *STATEMENTS, register=_REGISTER, **how)
    file = folder / "old.json"
    declare(path, "-o", f"json={file}", "-q")
    return str(file)


def changes(folder: Path, old: str, *statements: str, **how: Any) -> list[tuple[str, str, bool]]:
    path = program(folder, *(statements or STATEMENTS), register=_REGISTER, **how)
    draft = drafted(path, "--previous", old)
    return [(c["about"], c["text"], c["material"]) for c in draft["earlier"]["changes"]]


def test_nothing_changed_is_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path, earlier(tmp_path)) == []


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ((modem(), stack(), stack("v2x-stack")), ("software", "new: v2x-stack", True)),
        ((modem(),), ("software", "gone: radio-stack", True)),
        ((modem(), modem("Antenna"), stack()), ("hardware", "new: Antenna", True)),
        ((modem(), stack(maker=_OTHER)), ("software",
         f"radio-stack: made by {_OTHER} in place of {MAKER}", True)),
        ((modem(), stack(maker=_OTHER)), ("party", f"new: {_OTHER}", True)),
        ((modem(fcc_id="2AXNEW"), stack()), ("hardware",
         "LTE modem: FCC ID 2AXNEW, 2AXYZLTE4 in place of 2AXYZLTE4", True)),
        ((modem(), {**stack(), "version": "2"}), ("software",
         "radio-stack: version 2 in place of none", False)),
    ],
)  # fmt: skip
def test_each_item_that_is_not_as_it_was(
    tmp_path: Path, things: tuple[Any, ...], expected: tuple[str, str, bool]
) -> None:
    assert expected in changes(tmp_path, earlier(tmp_path), things=things)


@pytest.mark.parametrize(
    ("was", "is_", "expected"),
    [
        (
            '"Base", "Touring"',
            '"Base"',
            ("vehicle", "Example Aurora: trim Base in place of Base, Touring", True),
        ),
        ('model = "Aurora"', 'model = "Borealis"', ("vehicle", "new: Example Borealis", True)),
        (
            "1EXAU1*",
            "1EXAU2*",
            ("vehicle", "Example Aurora: VIN series 1EXAU2* in place of 1EXAU1*", True),
        ),
        (
            'declarant = "Example Motors"',
            'declarant = "Example Cars"',
            ("declarant", "name of the declarant: Example Cars in place of Example Motors", True),
        ),
        ("alex@", "sam@", ("contact", "the points of contact are others", False)),
    ],
)
def test_vehicles_declarant_and_contacts(
    tmp_path: Path, was: str, is_: str, expected: tuple[str, str, bool]
) -> None:
    assert VEHICLE in STATEMENTS
    assert CONTACT in STATEMENTS
    text = "".join(STATEMENTS)
    assert was in text
    assert expected in changes(tmp_path, earlier(tmp_path), text.replace(was, is_))


def test_a_party_of_another_country_is_a_change(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    path = program(tmp_path, register=REGISTER.replace('"DE"', '"AT"'))
    found = [c["text"] for c in drafted(path, "--previous", old)["earlier"]["changes"]]
    assert found == [f"{MAKER}: country AT in place of DE"]


def test_another_year_is_a_declaration_of_its_own_and_no_update(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    path = program(tmp_path, *STATEMENTS, _FILED, year="2031", register=_REGISTER,
                   things=(modem(), stack(), stack("v2x-stack")))  # fmt: skip
    draft = drafted(path, "--previous", old, today="2029-06-25")
    assert [c["about"] for c in draft["earlier"]["changes"]] == ["year", "software"]
    assert draft["updates"] == []
    assert any("has to be told for that year's declaration too" in n for n in draft["notes"])


def test_hardware_that_is_no_longer_exempt_is_declared_for_the_first_time(tmp_path: Path) -> None:
    old = earlier(tmp_path, year="2029")
    found = changes(tmp_path, old, year="2030")
    assert (
        "hardware",
        "LTE modem: no longer exempt, so it is declared for the first time",
        True,
    ) in found


@pytest.mark.parametrize(("today", "state"), [("2029-07-31", "due"), ("2029-08-01", "unknown")])
def test_a_change_without_a_day_counts_from_the_earliest_that_it_can_have_been(
    tmp_path: Path, today: str, state: str
) -> None:
    old = earlier(tmp_path)
    path = program(tmp_path, *STATEMENTS, _FILED, register=_REGISTER, things=(modem(),))
    draft = drafted(path, "--previous", old, today=today)
    assert [(u["deadline"]["due"], u["deadline"]["state"]) for u in draft["updates"]] == [
        ("2029-07-31", state)
    ]
    assert "the day of the change" in missing(draft)
    assert declare(path, "--previous", old, today=today).exit_code == 3


def test_a_change_that_is_stated_has_its_own_day(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    stated = '[[declaration.change]]\non = 2029-07-10\nwhat = "stack left out"\n'
    path = program(tmp_path, *STATEMENTS, _FILED, stated, register=_REGISTER, things=(modem(),))
    draft = drafted(path, "--previous", old, today="2029-07-15")
    assert [(u["what"], u["deadline"]["due"]) for u in draft["updates"]] == [
        ("stack left out", "2029-09-08")
    ]
    assert draft["complete"]


def test_what_is_not_filed_yet_needs_no_update(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    path = program(tmp_path, register=_REGISTER, things=(modem(),))
    assert drafted(path, "--previous", old)["updates"] == []


def test_the_program_file_can_name_the_earlier_one(tmp_path: Path) -> None:
    old = earlier(tmp_path)
    assert old.endswith("old.json")
    text = "".join(STATEMENTS).replace("role =", 'previous = "old.json"\nrole =')
    path = program(tmp_path, text, register=_REGISTER)
    assert drafted(path)["earlier"]["sha256"]


# -- hostile --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"schema": 1}',
        b'{"schema": "vcs-check/report/1"}',
        b'{"schema": "vcs-check/declaration/1"}', b'{"schema": "vcs-check/declaration/2"}',
        b"[" * 100_000, b'{"schema": "vcs-check/declaration/1", "drafts": ' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_declaration_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "old.json").write_bytes(content)
    result = declare(program(tmp_path), "--previous", str(tmp_path / "old.json"))
    assert result.exit_code == 4
    assert "old.json" in result.stderr


def test_a_missing_or_huge_file_is_refused(tmp_path: Path) -> None:
    assert declare(program(tmp_path), "--previous", str(tmp_path / "none.json")).exit_code == 4
    with pytest.raises(LimitError):
        read_previous(b" " * 200, "old.json", Limits(max_settings_bytes=100))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("today", "yesterday"), ("drafts", []), ("drafts", [{}]), ("drafts", None),
        ("edition", "final-2025"), ("inputs", [1]),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused(tmp_path: Path, key: str, value: object) -> None:
    old = Path(earlier(tmp_path))
    old.write_text(json.dumps({**json.loads(old.read_text()), key: value}))
    assert declare(program(tmp_path), "--previous", str(old)).exit_code == 4


def test_what_a_later_version_adds_is_skipped(tmp_path: Path) -> None:
    old = Path(earlier(tmp_path))
    read = json.loads(old.read_text())
    read["drafts"][0]["later"] = {"a": 1}
    old.write_text(json.dumps(read))
    assert changes(tmp_path, str(old)) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_a_declaration_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert read_previous(data, "old.json").declaration.drafts


def test_hostile_texts_of_an_earlier_declaration_are_shown_and_do_nothing(tmp_path: Path) -> None:
    old = Path(earlier(tmp_path))
    read = json.loads(old.read_text())
    read["drafts"][0]["software"][0]["name"] = "\x1b[31m<script>alert(1)</script>\u202e"
    old.write_text(json.dumps(read))
    path = program(tmp_path, register=_REGISTER)
    text = declare(path, "--previous", str(old)).output
    assert "\x1b" not in text
    assert "\u202e" not in text
    page = declare(path, "--previous", str(old), "-o", "html").output
    assert "<script>alert" not in page
