"""A component that only points to its BOM, and what is said of it in two places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import PRC_MAKER, program, report, thing, write
from tests.pipeline.linked import assembled, cdx, to, urn

TCU = "Telematics control unit"
MAKER = "Muster Telematik GmbH"


def stub(**members: Any) -> dict[str, Any]:
    links = members.pop("links", [to(urn("tcu"))])
    return thing(TCU, kind="device") | {"externalReferences": links} | members


def about(**members: Any) -> str:
    return cdx("tcu", thing(TCU, kind="device", maker=MAKER) | {"version": "1"} | members)


def makers(stub_: dict[str, Any], other: str) -> list[str]:
    top = cdx("vehicle", thing("Example EV", kind="device"), stub_)
    found = assembled(a_json=top, tcu_json=other).units[0].document
    return [claim.name for claim in found.components[1].parties]


@pytest.mark.parametrize("said", [{}, {"version": "1"}, {"name": TCU.upper()}])
def test_stub_that_names_nobody_has_the_parties_of_its_bom(said: dict[str, Any]) -> None:
    assert makers(stub(**said), about()) == [MAKER]


@pytest.mark.parametrize(
    "said",
    [
        {"version": "2"},
        {"name": "Seat heater"},
        {"type": "firmware"},
        {"purl": "pkg:generic/other"},
        {"links": [to(urn("tcu", version=2))]},
        {"links": [to(urn("tcu"), SHA_1="00")]},
        {"links": [to(urn("tcu", "no-such"))]},
    ],
)
def test_parties_of_what_may_be_another_thing_are_not_taken_over(said: dict[str, Any]) -> None:
    assert makers(stub(**said), about(purl="pkg:generic/tcu")) == []


def test_stub_that_names_somebody_keeps_whom_it_names() -> None:
    assert makers(stub(publisher="Example"), about()) == ["Example"]


def test_stub_with_two_boms_takes_over_nothing() -> None:
    two = stub(links=[to(urn("tcu")), to(urn("lib"))])
    top = cdx("vehicle", thing("Example EV", kind="device"), two)
    found = assembled(a_json=top, t_json=about(), l_json=cdx("lib", thing("image")))
    assert found.units[0].document.components[1].parties == ()


def test_supplier_of_the_program_file_and_of_the_bom_both_count(folder: Path) -> None:
    register = (
        f'[[party]]\nname = "{PRC_MAKER}"\nincorporated_in = "CN"\nheadquarters = "CN"\n'
        'principal_place_of_business = "CN"\n'
    )
    write(folder, r_toml=register)
    seen = []
    for named, stated in ((PRC_MAKER, MAKER), (MAKER, PRC_MAKER), (MAKER, MAKER)):
        unit = thing("image", class_="vcs-software") | {"supplier": {"name": stated}}
        write(folder, a_json=cdx("tcu", unit))
        (folder / "p.toml").write_text(program("a.json") + f'supplier = "{named}"\n')
        read = report("p.toml", "--register", "r.toml")
        noted = [note for note in read["notes"] if "both are counted" in note]
        seen.append((read["components"][0]["verdict"], len(noted)))
    assert seen == [("prohibited", 1), ("prohibited", 1), ("indeterminate", 0)]
