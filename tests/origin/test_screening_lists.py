"""Screening lists: a hit names list, entry and edition, and alone it only makes a doubt."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from tests.origin.build import claim, parties, party, resolver
from tests.origin.data_sets import selected, table
from tests.origin.test_identifiers import USCC

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.list_age import list_notes
from vcs_check.origin.party import Register
from vcs_check.text import BomText

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
REAL = Path(os.environ.get("VCS_CHECK_DATA", ""), "ownership")

SDN = b"""36,"HILL RADIO",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-\x20
173,"LOTUS RIVER CO., LTD.","-0- ","SDGT] [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a."
\x1a"""
ALT = b'173,57,"aka","RIVER OF LOTUS",-0- \n173,58,"fka","LOTUS WORKS",-0- \n'
ADD = b'173,129,"1 Example Road","Shenzhen","China",-0- \n36,1,-0- ,-0- ,"Nowhere",-0- \n'
MILITARY = (
    *("Name", "Clean Name", "Alias", "Previous Name", "Parent Name", "Note", "Start date"),
    *("End date", "Source Url"),
)
CLEAN = parties(
    party("Hill Radio GmbH", aliases=(BomText("Hillra"),)), party("Meadow GmbH"), party("Lotus")
)


def military(*rows: dict[str, str], path: str = "1260h_2026-06-08.csv") -> tuple[Register, ...]:
    """The 1260H list of some rows."""
    return selected((path, table(MILITARY, *rows)))


def test_the_three_files_of_ofac_are_one_list() -> None:
    files = ("ALT.CSV", ALT), ("SDN.CSV", SDN), ("ADD.CSV", ADD)
    (found,) = selected(*files)
    lotus = found.listings[1]
    assert (lotus.name, lotus.entry) == ("LOTUS RIVER CO., LTD.", "173")
    assert lotus.aliases == ("RIVER OF LOTUS", "LOTUS WORKS")
    assert lotus.countries == ("CN",)
    assert found.title == "OFAC list, 2 entries"
    (some,) = selected(*files, claims=[claim("Lotus Works Inc.")])
    assert [entry.entry for entry in some.listings] == ["173"]
    assert some.title == "OFAC list, 2 entries"


def test_other_names_without_their_list_are_a_fault() -> None:
    with pytest.raises(MalformedError, match=r"ALT.CSV: .*give SDN.CSV"):
        selected(("ALT.CSV", ALT))
    with pytest.raises(MalformedError, match=r"SDN.CSV: line 2: 12 cells"):
        selected(("SDN.CSV", SDN.split(b"\n", 1)[0] + b"\nx,y\n"))


def test_a_hit_makes_a_doubt_and_names_list_entry_and_edition() -> None:
    listed = military({"Name": "Hill Radio Co., Ltd.", "Start date": "2026-06-08"})
    result = resolver(CLEAN, *listed).resolve(claim("Hill Radio"))
    assert result.origin is UNKNOWN
    assert "section 1260H, entry line 2, since 2026-06-08" in result.why
    assert "edition of 2026-06-08, sha256" in result.why
    assert resolver(CLEAN, *listed).resolve(claim("Meadow GmbH")).origin is NONE
    assert resolver(*listed).resolve(claim("Hill Radio")).origin is UNKNOWN


def test_a_listed_name_of_the_matched_party_counts_whatever_the_bom_calls_it() -> None:
    listed = military({"Name": "Hill Radio GmbH"})
    assert resolver(CLEAN, *listed).resolve(claim("Hillra")).origin is UNKNOWN


def test_every_name_of_an_entry_counts() -> None:
    row = {"Name": "Example Arms", "Alias": "Hill Radio; Other", "Previous Name": "Meadow"}
    listed = military(row | {"Parent Name": "Example Group"})
    for name in ("Hill Radio", "Meadow"):
        result = resolver(CLEAN, *listed).resolve(claim(name))
        assert result.origin is UNKNOWN
        assert "below Example Group" in result.why


def test_who_is_off_the_list_was_on_it_and_is_no_hit() -> None:
    row = {"Name": "Hill Radio", "Start date": "2024-01-31", "End date": "2026-05-31"}
    result = resolver(CLEAN, *military(row)).resolve(claim("Hill Radio"))  # run of June 1
    assert result.origin is NONE
    assert "was on a screening list" in result.warnings[0]
    still = resolver(CLEAN, *military(row | {"End date": "2026-06-01"}))
    assert still.resolve(claim("Hill Radio")).origin is UNKNOWN


def test_columns_of_the_military_list_may_be_spelled_and_ordered_otherwise() -> None:
    columns = ("parent_name", "NAME", "Start Date")
    (found,) = selected(
        ("list.csv", table(columns, {"NAME": "Example", "Start Date": "2026-01-02"}))
    )
    assert found.listings[0].since == date(2026, 1, 2)
    with pytest.raises(MalformedError, match=r"line 2: .*no?t a date"):
        selected(("list.csv", table(columns, {"NAME": "Example", "Start Date": "soon"})))
    with pytest.raises(MalformedError, match=r"line 2: 'Name' is empty"):
        selected(("list.csv", table(columns, {"parent_name": "Example"})))


CSL = ("_id", "source", "entity_number", "name", "addresses", "start_date", "alt_names", "ids")


def test_columns_of_the_consolidated_list_may_come_and_go() -> None:
    row = {"source": "EL", "name": "Lotus River", "alt_names": "A; B", "_id": "7",
           "addresses": "1 Road, Shenzhen, CN; 2 Road, HK", "start_date": "2019-05-21",
           "ids": f"CN, {USCC}, Unified Social Credit Code"}  # fmt: skip
    (full,) = selected(("csl.csv", table(CSL, row)))
    entry = full.listings[0]
    assert (entry.entry, entry.aliases, entry.countries) == ("7", ("A", "B"), ("CN", "HK"))
    assert entry.identifiers == (("uscc", USCC),)
    assert full.newest_entry == date(2019, 5, 21)
    short = ("name", "new_column", "source", "alt_names")
    (other,) = selected(("csl.csv", table(short, {"name": "Lotus River", "source": "EL"})))
    assert other.listings[0].entry == "Lotus River"


def test_an_identifier_on_the_list_is_a_hit_under_any_name() -> None:
    row = {"source": "EL", "name": "Lotus River", "_id": "7", "ids": USCC}
    files = ("csl.csv", table(CSL, row))
    (found,) = selected(files, claims=[claim("Unheard Name", uscc=USCC)])
    result = resolver(found).resolve(claim("Unheard Name", uscc=USCC))
    assert "Lotus River, EL, entry 7" in " ".join(result.warnings)


def test_a_consolidated_list_in_json_is_streamed() -> None:
    rows = [{"id": f"n{n}", "source": "EL", "name": f"Example {n}", "alt_names": [],
             "addresses": [{"country": "RU"}], "source_list_url": ""}
            for n in range(3000)]  # fmt: skip
    data = json.dumps({"total": 3000, "sources_used": [{"source": "EL"}], "results": rows})
    (found,) = selected(("csl.json", data.encode()), claims=[claim("Example 2999")])
    assert ("n2999", ("RU",)) in [(e.entry, e.countries) for e in found.listings]
    assert len(found.listings) < 100, "beside it only names that are almost the same"
    assert "3000 entries" in found.title


@pytest.mark.parametrize(
    ("path", "limit", "expected"),
    [
        ("1260h_2026-06-08.csv", None, "of 2026-06-08, 10 days old"),
        ("1260h_20260608.csv", 10, "of 2026-06-08, 10 days old"),
        ("1260h_20260608.csv", 9, "OUT OF DATE: 10 days old; the limit is 9 (--max-list-age)"),
        (
            "1260h.csv",
            None,
            "neither the file nor its name states, its newest entry is of 2026-06-0",
        ),
        ("1260h.csv", 30, "at most 17 days old, so it may be OUT OF DATE"),
        ("1260h_2027-01-01.csv", None, "after the day of this run"),
    ],
)
def test_a_list_is_named_with_its_digest_and_age(
    path: str, limit: int | None, expected: str
) -> None:
    listed = military({"Name": "Hill", "Start date": "2026-06-01"}, path=path)
    (note,) = list_notes([*listed, CLEAN], date(2026, 6, 18), limit)
    assert expected in note
    assert note.startswith(f"{path}: DoD list")
    assert f"sha256 {listed[0].sha256}" in note


@pytest.mark.skipif(not REAL.is_dir(), reason="VCS_CHECK_DATA has no screening lists")
def test_real_lists_are_read() -> None:
    trio = [(name, (REAL / "ofac" / name).read_bytes()) for name in
            ("sdn_2021-07.csv", "alt_2021-07.csv", "add_2021-07.csv")]  # fmt: skip
    (found,) = selected(*trio)
    assert len(found.listings) > 8000
    assert sum(bool(entry.aliases) for entry in found.listings) > 4000
    assert sum(bool(entry.countries) for entry in found.listings) > 5000
    cons = [
        (name, (REAL / "ofac" / name).read_bytes()) for name in ("cons_prim.csv", "cons_alt.csv")
    ]
    assert len(selected(*cons)[0].listings) > 400
    for file in sorted((REAL / "csl").glob("*.csv")):
        assert len(selected((file.name, file.read_bytes()))[0].listings) > 10


def test_a_name_like_that_of_an_entry_is_proposed_and_decides_nothing() -> None:
    asked = claim("River Lotus Company")
    (found,) = selected(("SDN.CSV", SDN), ("ALT.CSV", ALT), claims=[asked])
    assert [entry.entry for entry in found.listings] == ["173"]
    result = resolver(found).resolve(asked)
    assert (result.origin, result.candidates) == (UNKNOWN, ("LOTUS RIVER CO., LTD.",))
    assert "similar names on lists" in result.why
    assert not result.warnings, "it is no hit"
    cleared = resolver(parties(party("River Lotus Company")), found).resolve(asked)
    assert cleared.origin is NONE


def test_a_list_keeps_nothing_that_only_a_word_of_the_trade_likens() -> None:
    entries = (f"{n},Meadow {n} Technology Radio,-0-" + ",-0-" * 9 for n in range(50))
    sdn = "\n".join(entries).encode()
    (found,) = selected(("SDN.CSV", sdn), claims=[claim("Hill Technology Radio")])
    assert found.listings == ()


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("International Meadow", "Intl Meadow"),
        ("First Meadow", "1st Meadow"),
        ("Labor Radio", "The Labour Radio Co."),
        ("Goodwill Radio", "GOOD WILL RADIO"),
        ("Société Prairie", "SOCIETE PRAIRIE S.A."),
        ("Müller Radio", "MUELLER RADIO"),
        ("O'Meadow Radio", "OMEADOW RADIO"),
        ("M.E.A. Radio", "MEA RADIO LLC"),
    ],
)
def test_a_listed_name_is_found_however_it_is_typed(asked: str, listed: str) -> None:
    sdn = f"7,{listed},-0-" + ",-0-" * 9
    (found,) = selected(("SDN.CSV", sdn.encode()), claims=[claim(asked)])
    assert "is on a screening list" in resolver(found).resolve(claim(asked)).warnings[0]
