"""GLEIF: law and headquarters place an entity, consolidation is control, silence proves nothing."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.origin.build import claim, parties, party, resolver
from tests.origin.data_sets import (
    EXCEPTIONS,
    LEVEL_1,
    LEVEL_2,
    entity,
    lei,
    relation,
    selected,
    table,
)
from tests.origin.test_identifiers import USCC

from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Origin
from vcs_check.text import BomText

NEXUS, UNKNOWN, NONE = Origin.NEXUS, Origin.UNKNOWN, Origin.NONE
L1, L2, REPEX = "20260501-gleif-lei2.csv", "rr.csv", "repex.csv"
REAL = Path(os.environ.get("VCS_CHECK_DATA", ""), "ownership", "gleif")


def origin(name: str, *rows: dict[str, str], relations: tuple[dict[str, str], ...] = ()) -> Origin:
    """The origin of a named party by level 1 and level 2 alone."""
    files = [(L1, table(LEVEL_1, *rows))]
    if relations:
        files.append((L2, table(LEVEL_2, *relations)))
    found = selected(*files, claims=[claim(name)])
    return resolver(*found).resolve(claim(name)).origin


def test_an_entity_is_placed_by_its_law_and_its_headquarters() -> None:
    assert origin("Hill Radio", entity("A1", "Hill Radio Limited", "HK")) is NEXUS
    assert origin("Hill Radio", entity("A1", "Hill Radio Ltd", "KY", headquarters="CN")) is NEXUS
    assert origin("Hill Radio", entity("A1", "Hill Radio Ltd", "KY", address="MO")) is NEXUS
    assert origin("Hill Radio", entity("A1", "Hill Radio Ltd", "CN-HK")) is NEXUS
    assert origin("Hill Radio", entity("A1", "Hill Radio Inc", "US-DE")) is UNKNOWN
    assert origin("Hill Radio", entity("A1", "Hill Radio Ltd", "TW")) is UNKNOWN


def test_a_hong_kong_subsidiary_of_a_clean_group_is_itself_a_nexus_and_its_parent_is_not() -> None:
    rows = (entity("A1", "Hill Radio (Hong Kong) Limited", "HK"), entity("B2", "Hill AG", "DE"))
    up = (relation("A1", "B2"),)
    assert origin("Hill Radio (Hong Kong) Ltd.", *rows, relations=up) is NEXUS
    assert origin("Hill AG", *rows, relations=up) is UNKNOWN


def test_consolidation_is_control_at_any_height_and_no_votes() -> None:
    rows = (
        entity("A1", "Meadow Antennas GmbH", "DE"),
        entity("B2", "Meadow Holding S.à r.l.", "LU"),
        entity("C3", "Lotus River Group", "CN"),
    )
    up = (relation("A1", "B2"), relation("B2", "C3"))
    found = selected(
        (L1, table(LEVEL_1, *rows)), (L2, table(LEVEL_2, *up)), claims=[claim("Meadow Antennas")]
    )
    result = resolver(*found).resolve(claim("Meadow Antennas"))
    assert (result.origin, result.prong, result.country) == (NEXUS, "4", "CN")
    assert "control (consolidated in its accounts) held by Meadow Holding" in result.path[0]
    assert "% of the votes" not in " ".join(result.path)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, NEXUS),
        ({"kind": "IS_ULTIMATELY_CONSOLIDATED_BY"}, NEXUS),
        ({"kind": "IS_INTERNATIONAL_BRANCH_OF"}, NEXUS),
        ({"kind": "IS_FUND-MANAGED_BY"}, UNKNOWN),
        ({"kind": "IS_FEEDER_TO"}, UNKNOWN),
        ({"registration": "LAPSED"}, UNKNOWN),
        ({"registration": "ANNULLED"}, UNKNOWN),
        ({"status": "INACTIVE"}, UNKNOWN),
    ],
)
def test_only_a_relation_in_force_controls(change: dict[str, str], expected: Origin) -> None:
    rows = (entity("A1", "Meadow GmbH", "DE"), entity("C3", "Lotus River", "CN"))
    assert origin("Meadow GmbH", *rows, relations=(relation("A1", "C3", **change),)) is expected


def test_an_ended_relation_and_a_feeder_name_no_owner() -> None:
    rows = (entity("A1", "Meadow GmbH", "DE"), entity("C3", "Lotus River", "CN"))
    for row in (relation("A1", "C3", end="2020-01-01"), relation("A1", "C3", "IS_FEEDER_TO")):
        (found,) = selected(
            (L1, table(LEVEL_1, *rows)), (L2, table(LEVEL_2, row)), claims=[claim("Meadow")]
        )
        assert found.parties[0].owners == ()


def test_no_parent_record_is_not_no_parent() -> None:
    assert origin("Meadow GmbH", entity("A1", "Meadow GmbH", "DE")) is UNKNOWN


@pytest.mark.parametrize("reason", ["NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON"])
def test_a_reporting_exception_is_no_proof(reason: str) -> None:
    row = {
        "LEI": lei("A1"),
        "Exception.Category": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
        "Exception.Reason.1": reason,
    }
    files = (L1, table(LEVEL_1, entity("A1", "Meadow GmbH", "DE"))), (REPEX, table(EXCEPTIONS, row))
    found = selected(*files, claims=[claim("Meadow")])
    (meadow,) = found[0].parties
    assert f"no proof: DIRECT_ACCOUNTING_CONSOLIDATION_PARENT: {reason}" in meadow.evidence[1]
    assert resolver(*found).resolve(claim("Meadow")).origin is UNKNOWN


def test_a_parent_that_is_kept_secret_is_somebody() -> None:
    row = {"LEI": lei("A1"), "Exception.Category": "ULTIMATE", "Exception.Reason.1": "NON_PUBLIC"}
    files = (L1, table(LEVEL_1, entity("A1", "Meadow GmbH", "DE"))), (REPEX, table(EXCEPTIONS, row))
    data = selected(*files, claims=[claim("Meadow GmbH")])
    alone = parties(party("Meadow GmbH", ownership_reviewed=date(2026, 5, 1)))
    assert resolver(alone).resolve(claim("Meadow GmbH")).origin is NONE
    assert resolver(alone, *data).resolve(claim("Meadow GmbH")).origin is UNKNOWN


def test_a_reviewed_entry_of_the_user_and_gleif_complete_each_other() -> None:
    own = parties(party("Meadow GmbH", aliases=(BomText("Meadow"),)))
    files = (L1, table(LEVEL_1, entity("A1", "MEADOW GMBH", "DE", other="Wiese")))
    found = selected(files, claims=[claim("Meadow GmbH")])
    both = resolver(own, *found)
    assert both.resolve(claim("Wiese")).origin is NONE
    contradicted = selected((L1, table(LEVEL_1, entity("A1", "Meadow GmbH", "AT"))))
    assert resolver(own, *contradicted).resolve(claim("Meadow GmbH", "DE")).origin is NONE
    assert resolver(own, *contradicted).resolve(claim("Meadow GmbH")).origin is UNKNOWN


def test_one_name_in_several_countries_stays_several_companies() -> None:
    rows = (entity("A1", "Hill Radio Ltd", "GB"), entity("B2", "Hill Radio Limited", "HK"),
            entity("C3", "Hill Radio Ltd", "IE"))  # fmt: skip
    found = resolver(*selected((L1, table(LEVEL_1, *rows)), claims=[claim("Hill Radio")]))
    assert found.resolve(claim("Hill Radio")).origin is UNKNOWN
    assert "names several parties" in found.resolve(claim("Hill Radio")).why
    assert found.resolve(claim("Hill Radio", lei=lei("B2"))).origin is NEXUS
    assert found.resolve(claim("Hill Radio", "Ireland")).origin is UNKNOWN


def test_a_bundled_row_stays_and_learns_from_gleif() -> None:
    files = (L1, table(LEVEL_1, entity("A1", "QUECTEL WIRELESS SOLUTIONS CO., LTD.", "CN"),
                       entity("B2", "Robert Bosch GmbH", "DE"),
                       entity("C3", "Siemens AG", "CN")))  # fmt: skip
    found = resolver(*selected(files), use_reference=True)
    bosch = found.resolve(claim("Bosch", lei=lei("B2")))
    assert (bosch.origin, bosch.from_reference) == (NONE, True)
    assert L1 in bosch.why
    assert found.resolve(claim("Quectel")).origin is NEXUS


def test_only_what_is_asked_for_is_kept_with_its_parents() -> None:
    rows = [entity(f"X{n}", f"Stranger {n}", "DE") for n in range(50)]
    rows += [entity("A1", "Meadow GmbH", "DE"), entity("B2", "Meadow Holding", "LU")]
    up = [relation(f"X{n}", f"X{n + 1}") for n in range(49)] + [relation("A1", "B2")]
    (found,) = selected(
        (L1, table(LEVEL_1, *rows)), (L2, table(LEVEL_2, *up)), claims=[claim("MEADOW")]
    )
    assert [p.name for p in found.parties] == ["Meadow GmbH", "Meadow Holding"]
    by_number = selected((L1, table(LEVEL_1, *rows)), claims=[claim("Unheard", lei=lei("X7"))])
    assert [p.name for p in by_number[0].parties] == ["Stranger 7"]


def test_a_registration_number_counts_where_its_check_digits_say_so() -> None:
    row = entity("A1", "Lotus River", "CN", number=USCC)
    (found,) = selected((L1, table(LEVEL_1, row)))
    assert ("uscc", USCC) in found.parties[0].identifiers
    (other,) = selected((L1, table(LEVEL_1, entity("A1", "Lotus River", "CN", number="123"))))
    assert [scheme for scheme, _ in other.parties[0].identifiers] == ["lei"]


def test_a_zip_archive_as_published_is_read_like_its_content() -> None:
    data = table(LEVEL_1, entity("A1", "Meadow GmbH", "DE"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20260501-0800-gleif-goldencopy-lei2-golden-copy.csv", data)
    (found,) = selected(("20260501-0800-gleif-goldencopy-lei2.csv.zip", packed.getvalue()))
    assert [p.name for p in found.parties] == ["Meadow GmbH"]
    assert found.edition == date(2026, 5, 1)
    with pytest.raises(MalformedError, match="zip archive"):
        selected(("lei2.csv.zip", packed.getvalue()[:200]))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (table(LEVEL_1, entity("A1", "Hill", "DE"), {"LEI": "NOTANLEI"}), "line 3"),
        (table(LEVEL_1, entity("A1", "Hill", "DE")) + b'"open', "line 3"),
        (b"LEI,Entity.LegalName\nA,B,C\n", "line 2"),
        (table(LEVEL_1, entity("A1", "Hill", "DE")) + b"\xff\xfe\n", "line 3"),
    ],
)
def test_a_fault_is_named_with_its_line(data: bytes, place: str) -> None:
    with pytest.raises(MalformedError, match=rf"gleif.*{place}"):
        selected(("gleif.csv", data))


def test_level_2_alone_says_that_level_1_is_missing() -> None:
    (found,) = selected((L2, table(LEVEL_2, relation("A1", "B2"))))
    assert "give the level 1 file as well" in found.notes[0]


@pytest.mark.skipif(not REAL.is_dir(), reason="VCS_CHECK_DATA has no GLEIF samples")
def test_real_records_in_xml_and_json_are_read_alike() -> None:
    for name in ("lei-data", "lei-updates-data2"):
        xml, of_json = (
            selected((f"{name}.{kind}", (REAL / f"{name}.{kind}").read_bytes()))[0].parties
            for kind in ("xml", "json")
        )
        assert len(xml) >= 12
        assert [(p.name, p.incorporated_in, p.headquarters, p.identifiers) for p in xml] == [
            (p.name, p.incorporated_in, p.headquarters, p.identifiers) for p in of_json
        ]


@pytest.mark.skipif(not REAL.is_dir(), reason="VCS_CHECK_DATA has no GLEIF samples")
def test_real_relations_and_exceptions_are_attached_to_their_entities() -> None:
    files = [(name, (REAL / name).read_bytes()) for name in
             ("lei-data.json", "rr-data.xml", "repex-data.xml")]  # fmt: skip
    (found,) = selected(*files)
    assert found.edition == date(2023, 6, 5)
    fund = next(p for p in found.parties if ("lei", "001GPB6A9XPE8XJICC14") in p.identifiers)
    assert {owner.rights for owner in fund.owners} == {("contract",)}
    assert any("NO_KNOWN_PERSON" in text for text in fund.evidence)
