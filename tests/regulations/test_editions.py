"""The editions as data: complete, cited, pinned, and nothing of them in the code."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Final

import msgspec
import pytest
from tests.regulations.build import FINAL, all_roles, transaction, vcs_hardware, vcs_software

import vcs_check.regulations
from vcs_check.errors import UsageError
from vcs_check.inventory.vocabulary import Mark, Origin, Verdict
from vcs_check.regulations.edition import (
    Edition,
    Provision,
    default_edition,
    edition_by_id,
    editions,
    parse_edition,
)
from vcs_check.regulations.procedure import evaluate

FOLDER: Final = resources.files("vcs_check.regulations.us_15cfr791_subpart_d.editions")
FILES: Final = sorted(
    (entry for entry in FOLDER.iterdir() if entry.name.endswith(".toml")),
    key=lambda entry: entry.name,
)
EDITIONS: Final = tuple(editions().values())

RELEASED: Final = {
    "final-2025": (1, "abec949b31818ec96b882cdd2d03e62b7e13604c58288c68d4c69fa43930ca93"),
    "nprm-2024": (1, "62c00828c3626cec02fcce5c5abe61049c860dfc61346b18a947f61c75e47fa3"),
}
"""Revision and SHA-256 of each edition that stands for a published text.

A released edition is never edited. To correct one, change its file, raise its ``revision`` by one,
say in CHANGELOG.md what was wrong since when, and put the new revision and digest here: reports
carry the digest, so two reports with different readings of the law can be told apart.
"""


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text("utf-8")


# -- each file -------------------------------------------------------------------------------------


def test_every_file_of_the_folder_is_an_edition_named_after_its_id() -> None:
    assert {entry.name for entry in FILES} == {f"{edition.id}.toml" for edition in EDITIONS}
    assert {"final-2025", "nprm-2024"} <= editions().keys()


@pytest.mark.parametrize("edition_id", RELEASED)
def test_a_released_edition_is_never_edited(edition_id: str) -> None:
    revision, digest = RELEASED[edition_id]
    edition = edition_by_id(edition_id)
    assert (edition.revision, edition.digest) == (revision, digest), RELEASED.__doc__


def test_the_digest_is_that_of_the_file() -> None:
    for edition in EDITIONS:
        data = (FOLDER / f"{edition.id}.toml").read_bytes()
        assert edition.digest == hashlib.sha256(data).hexdigest()


def test_exactly_one_edition_is_the_default_and_it_is_in_force() -> None:
    assert [edition.id for edition in EDITIONS if edition.is_default] == [default_edition().id]
    assert default_edition().in_force_from is not None


def test_what_is_not_law_is_never_the_default_and_says_so() -> None:
    for edition in EDITIONS:
        if edition.in_force_from is None:
            assert not edition.is_default
            assert edition.status in {"proposal", "draft, not law"}


def test_editions_come_in_the_order_of_publication() -> None:
    assert [e.published for e in EDITIONS] == sorted(e.published for e in EDITIONS)


def test_an_edition_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no edition 'final-2024'; known are nprm-2024, final"):
        edition_by_id("final-2024")


def _provisions(value: object) -> Iterator[Provision]:
    if isinstance(value, Provision):
        yield value
    if isinstance(value, dict):
        for one in value.values():
            yield from _provisions(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _provisions(getattr(value, name))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_provision_has_a_citation_and_a_mark(edition: Edition) -> None:
    found = list(_provisions(edition))
    assert len(found) >= 20
    for provision in found:
        assert re.search(r"791\.\d|\d+ FR \d+|S\. \d+|H\.R\. \d+", provision.citation), provision
        assert provision.mark in Mark


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_line_of_the_schedule_goes_by_model_year_or_by_day(edition: Edition) -> None:
    for line in edition.schedule.lines:
        assert (line.first_model_year_prohibited is None) is not (
            line.first_date_prohibited is None
        )


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_kind_that_an_edition_names_is_one_that_classification_can_find(
    edition: Edition,
) -> None:
    hardware = edition.vcs_hardware
    known = resources.files("vcs_check.classification.knowledge").joinpath("compiled.json")
    text = known.read_text("utf-8")
    for kind in hardware.listed_kinds | hardware.kinds_restricted_by_themselves:
        assert f'"{kind}"' in text


def test_the_draft_of_the_bill_speaks_of_it_in_every_citation() -> None:
    for edition in EDITIONS:
        if edition.id.startswith("s4429"):
            for provision in _provisions(edition):
                assert provision.citation.startswith("S. 4429")
                assert provision.mark is not Mark.TEXT


# -- what a file may not say -----------------------------------------------------------------------

_BOTH = "first_model_year_prohibited = 2027\nfirst_date_prohibited = 2027-01-01"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('status = "in force"', 'status = "in force"\ncolour = "red"'),
        ('status = "in force"\n', ""),
        ("max_gvwr_lb = 10000", 'max_gvwr_lb = "10,000"'),
        ('mark = "text"', 'mark = "hearsay"'),
        ("[schedule.covered_software]\n", "[schedule.covered_software]\nyear = 1\n"),
        ("first_model_year_prohibited = 2027", _BOTH),
        ("first_model_year_prohibited = 2027\n", ""),
        ('MO = "yes"', 'MO = "perhaps"'),
        ('MO = "yes"', 'Macau = "yes"'),
        ('sensing = "yes"', 'sensors = "yes"'),
        ('open-source = "yes"', 'opensource = "yes"'),
        ('"off-road"', '"offroad"'),
        ("[records]\nyears = 10", "[records]"),
        ('citation = "15 CFR 791.304"\n', ""),
    ],
)
def test_an_unknown_missing_or_double_key_is_refused(was: str, becomes: str) -> None:
    text = text_of("final-2025")
    assert was in text
    with pytest.raises(msgspec.ValidationError):
        parse_edition(text.replace(was, becomes, 1).encode())


# -- a new edition is a new file -------------------------------------------------------------------


def test_a_new_edition_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of("final-2025")
    for was, becomes in (
        ('id = "final-2025"', 'id = "imagined-2031"'),
        ("published = 2025-01-16", "published = 2031-02-03"),
        ("is_default = true", "is_default = false"),
        ("in_force_from = 2025-03-17\n", ""),
        ("first_model_year_prohibited = 2030", "first_model_year_prohibited = 2034"),
        ("frequency_over_mhz = 450.0", "frequency_over_mhz = 5900.0"),
        ('"sale", "import", "import-hardware", "repair", "testing"', '"sale"'),
    ):
        assert was in text
        text = text.replace(was, becomes)
    (tmp_path / "imagined-2031.toml").write_text(text, "utf-8")
    (tmp_path / "final-2025.toml").write_text(text_of("final-2025"), "utf-8")
    (tmp_path / "notes.txt").write_text("no edition", "utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    editions.cache_clear()
    try:
        assert list(editions()) == ["final-2025", "imagined-2031"]
        assert default_edition().id == "final-2025"
        imagined = edition_by_id("imagined-2031")
    finally:
        editions.cache_clear()
    part = vcs_hardware(all_roles(Origin.NEXUS))
    for year, verdict in ((2033, Verdict.EXEMPT), (2034, Verdict.PROHIBITED)):
        assert evaluate(part, transaction(model_year=year), imagined).verdict is verdict
    quiet = vcs_software(all_roles(Origin.NEXUS), frequency_mhz=5900.0)
    assert evaluate(quiet, transaction(), imagined).verdict is Verdict.OUT_OF_SCOPE
    assert evaluate(quiet, transaction(), FINAL).verdict is Verdict.PROHIBITED


# -- the law stands in the data, not in the code ---------------------------------------------------

ENGINE: Final = sorted(Path(vcs_check.regulations.__file__).parent.rglob("*.py"))
NUMBERS_OF_THE_LAW: Final = frozenset({2026, 2027, 2029, 2030, 10_000, 4_536, 450, 60, 30, 25, 15})
COUNTRIES_OF_THE_LAW: Final = frozenset({"CN", "HK", "MO", "RU", "IR", "KP", "TW"})


def _literals(path: Path) -> Iterator[tuple[int, object]]:
    """Line and value of every literal that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said:
            yield node.lineno, node.value


def _is_law(value: object) -> bool:
    if isinstance(value, str):
        return value in {*editions(), *COUNTRIES_OF_THE_LAW} or bool(
            re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
        )
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and value in NUMBERS_OF_THE_LAW


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_no_module_of_the_engine_holds_a_number_day_country_or_name_of_an_edition(
    path: Path,
) -> None:
    assert [found for found in _literals(path) if _is_law(found[1])] == []


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_no_module_of_the_engine_makes_a_day_of_its_own(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        in {"date", "datetime", "fromisoformat", "today", "now"}
    ]
    assert calls == []


def test_the_search_for_literals_finds_what_it_is_to_find(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text('"""2027."""\n\nYEAR = 2027\nNAME = "final-2025"\nDAY = "2029-01-01"\nOK = 2\n')
    assert [line for line, value in _literals(file) if _is_law(value)] == [3, 4, 5]
    assert date(2029, 1, 1).isoformat() == "2029-01-01"
