"""The CSV register and the screening list say the same things in columns."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.origin.build import register, resolver
from tests.origin.test_register_toml import WHOLE

from vcs_check.errors import InputError, MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.origin.party import Register
from vcs_check.origin.register import read_register

HEADER = "name,owner_of,incorporated_in,headquarters,principal_place_of_business,"
HEADER += "ownership_reviewed,country,voting_percent,rights,kind\n"
CSL_HEADER = "_id,source,entity_number,type,name,addresses,alt_names\n"


def _read(text: str) -> Register:
    return read_register(text.encode(), "suppliers.csv")


def test_a_register_in_csv_says_what_it_says_in_toml() -> None:
    (party,) = register(WHOLE).parties
    (owner,) = party.owners
    columns = {
        "name": party.name,
        "aliases": "|".join(party.aliases),
        **dict(party.identifiers),
        "incorporated_in": "EE",
        "headquarters": "EE",
        "principal_place_of_business": "EE",
        "creates_what_it_supplies": "true",
        "ownership_reviewed": "2026-03-02",
        "foreign_interest": "true",
        "acts_for": "Example Principal",
        "evidence": "annual-report-2025.pdf",
        "decided_nexus": "none",
        "decided_reason": "No veto.",
        "decided_by": "compliance desk",
        "decided_on": "2026-03-04",
        "owner_of": "",
        "country": "",
        "voting_percent_min": "",
        "voting_percent_max": "",
        "kind": "",
        "rights": "",
        "as_of": "",
    }
    holding = {
        "name": owner.name,
        "owner_of": "EXAMPLE TELEMATICS OÜ",
        "country": "CN",
        "voting_percent_min": "30",
        "voting_percent_max": "34.5 %",
        "kind": "company",
        "rights": "board|acting-in-concert:founders",
        "as_of": "2026-02-01",
    }
    rows = [columns, columns, {key: holding.get(key, "") for key in columns}]
    lines = [",".join(columns), *(",".join(row.values()) for row in rows[1:])]
    (read,) = _read("\ufeff" + "\r\n".join(lines)).parties
    assert read.decided is not None
    for name in read.__struct_fields__:
        if name not in ("file", "place", "owners", "decided"):
            assert getattr(read, name) == getattr(party, name), name
    for name in owner.__struct_fields__:
        if name != "place":
            assert getattr(read.owners[0], name) == getattr(owner, name), name


def test_an_owner_may_stand_before_its_party_and_decides_as_in_toml() -> None:
    text = HEADER + "Lotus River,Hill,,,,,CN,51,,company\nHill,,DE,DE,DE,2026-01-01,,,,\n"
    found = resolver(_read(text)).resolve_name("Hill")
    assert found.origin is Origin.NEXUS
    assert "suppliers.csv, line 2" in found.why


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,colour\nHill,red\n", "line 1: unknown column 'colour'"),
        ("name,headquarter\nHill,DE\n", "did you mean 'headquarters'"),
        ("name,name\nHill,Hill\n", "line 1: the column 'name' is there twice"),
        ("headquarters\nDE\n", "the column 'name' is missing"),
        (HEADER + ",,DE,DE,DE,,,,,\n", "line 2: 'name' is empty"),
        (HEADER + "Hill,,Germany,,,,,,,\n", "line 2: incorporated_in: 'Germany'"),
        (HEADER + "Hill,,,,,soon,,,,\n", "not a date"),
        (HEADER + "Hill,,,,,,,,,,,,,\n", "more cells than the 10 columns"),
        (HEADER + "Hill,,,,,,DE,,,\n", "country does not belong to a row that is a party"),
        (HEADER + "Hill,,,,,,,,,\nA,Hil,,,,,,,,\n", "line 3: owner_of is 'Hil'"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,DE,,,,,,,\n", "does not belong to a row that is an owner"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,,,,,,101,,\n", "line 3: voting_percent is '101'"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,,,,,,nan,,\n", "line 3: voting_percent is 'nan'"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,,,,,,,veto,\n", "line 3: 'veto' is no right"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,,,,,,,,firm\n", "line 3: kind is 'firm'"),
        (HEADER + "Hill,,,,,,,,,\nA,Hill,,,,,,,,\nA,Hill,,,,,,,,\n", "line 4: the owner 'A'"),
        ("name,decided_nexus\nHill,none\n", "line 2: a decision needs"),
        (HEADER + '"Hill\n\n,,,,,,,,,\n', "not valid CSV"),
    ],
)
def test_a_fault_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(MalformedError) as caught:
        _read(text)
    assert message in str(caught.value)


@given(st.text(max_size=120))
def test_any_csv_is_read_or_refused(text: str) -> None:
    try:
        read = read_register((HEADER + text).encode("utf-8", "surrogatepass"), "suppliers.csv")
    except InputError:
        return
    assert all(party.name for party in read.parties)


def test_a_screening_list_is_read_by_its_columns() -> None:
    text = (
        CSL_HEADER
        + '17,Entity List (EL),5,,"Hill Radio; and any successor, sub-unit, or subsidiary thereof",'
        + '"1 Road, CN",Hillra; Hill R\n'
        + "18,Nonproliferation Sanctions (ISN),,,Meadow,,[]\n"
    )
    hill, meadow = _read(text).listings
    assert (hill.name, hill.aliases, hill.entry) == ("Hill Radio", ("Hillra", "Hill R"), "17")
    assert meadow.aliases == ()
    found = resolver(_read(text)).resolve_name("Hillra")
    assert found.origin is Origin.UNKNOWN
    assert "Entity List (EL), entry 17" in found.warnings[0]


def test_a_screening_list_in_json_is_read_alike() -> None:
    row = {"id": "17", "source": "Entity List", "name": "Hill", "alt_names": ["H"]}
    data = json.dumps({"results": [{**row, "source_list_url": "u"}]}).encode()
    (entry,) = read_register(data, "consolidated.json").listings
    assert (entry.name, entry.aliases, entry.entry) == ("Hill", ("H",), "17")
    with pytest.raises(MalformedError):
        read_register(b'{"results": 1, "source_list_url": 2', "consolidated.json")


def test_real_samples_of_the_screening_list_are_read() -> None:
    place = os.environ.get("VCS_CHECK_DATA")
    if not place:
        pytest.skip("VCS_CHECK_DATA is not set")
    files = sorted((Path(place) / "ownership" / "csl").glob("*.csv"))
    assert files
    for file in files:
        assert len(read_register(file.read_bytes(), file.name).listings) > 10
