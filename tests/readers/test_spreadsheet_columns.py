"""Headers in four languages, as people write them, mean the same columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcs_check.inventory.table_layout import FIELDS
from vcs_check.readers._columns import (
    LANGUAGES,
    UNKNOWN_FIELD,
    Field,
    field_names,
    field_of,
    words,
)

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Mfg Part Num", "part-number"), ("*Mfg Part # ", "part-number"),
        ("MFG#", "part-number"), ("Mfr. P/N", "part-number"), ("MANUFACTURER #", "part-number"),
        ("PN", "internal-part-number"), ("Acme Part No.", "internal-part-number"),
        ("Part References", "designator"), ("Ref. Des.", "designator"), ("Q'ty", "quantity"),
        ("Qty per board", "quantity"), ("DISTRIBUTOR #", "supplier-part-number"),
        ("Package/Footprint", "footprint"), ("Hersteller-Teilenr.", "part-number"),
        ("Stückzahl", "quantity"), ("Pos.-Nr.", "item"), ("Übergeordnete Baugruppe", "parent"),
        ("制造商", "manufacturer"), ("位号", "designator"), ("供应商", "supplier"),
        ("メーカー型番", "part-number"), ("メーカー", "manufacturer"), ("員数", "quantity"),
        ("位号 Designator", "designator"), ("制造商/Manufacturer", "manufacturer"),
        ("Menge\n(Stück)", "quantity"), ("Ｑｔｙ", "quantity"),
        ("Country of Origin", "country-of-origin"),
        ("Blues Part Number (CPN)", "internal-part-number"), ("Level", "level"),
        ("层级", "level"), ("LCSC Part #（optional）", "distributor:LCSC"),
        ("Digi-Key Part Number", "distributor:Digi-Key"), ("vcs:class", "vcs:class"),
        ("Level 2", "level:2"), ("Designer", "designer"), ("设计方", "designer"),
        ("Maintained By", "maintainer"), ("Wartung durch", "maintainer"), ("维护方", "maintainer"),
        ("保守元", "maintainer"),
    ],
)  # fmt: skip
def test_header_is_known(header: str, field: str) -> None:
    assert field_of(header).name == field


@pytest.mark.parametrize(
    "header",
    ["Unit Price", "Datasheet", "XREF", "Field4", "RoHS", "", "Supplier Unit Price 1", "備考"],
)
def test_other_headers_are_nothing_in_particular(header: str) -> None:
    assert field_of(header) == UNKNOWN_FIELD


@pytest.mark.parametrize(
    ("header", "rank"), [("MPN2", 2), ("Manufacturer 1", 1), ("vend2#", 2), ("MPN", 0)]
)
def test_numbers_say_which_of_its_kind(header: str, rank: int) -> None:
    assert field_of(header).rank == rank


def test_no_header_stands_for_two_fields() -> None:
    for name, entry in words().items():
        for language in LANGUAGES:
            for word in entry.get(language, ()):
                assert field_of(word) in {Field(name), Field(name, field_of(word).rank)} or (
                    # the word is listed under both, and the later one counts on purpose
                    field_of(word).name in words()
                ), word


def test_the_mapping_knows_the_fields_of_the_word_list() -> None:
    assert set(FIELDS) == set(field_names()) - {"part"}


def test_every_field_is_documented() -> None:
    text = (DOCS / "formats.md").read_text("utf-8")
    for name in FIELDS:
        known = " | ".join(", ".join(words()[name].get(one, ())[:3]) for one in LANGUAGES)
        assert f"| `{name}` | {words()[name]['about']} | {known} |" in text, name
