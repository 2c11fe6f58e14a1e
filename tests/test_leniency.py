"""Ways to look clean that must not work: what a supplier might write, and what it must not buy.

Each test gives a part of a party in the PRC (or a program that has one) and asserts that
nothing is cleared. The whole command runs, so that no stage can hide what another one lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from vcs_check.cli import command

Thing = dict[str, Any]

PRC: Final = "Example Huadong Radio"
CLEAN: Final = "Muster Telematik"
PRC_PARTY: Final[Thing] = {"name": PRC}
CLEAN_PARTY: Final[Thing] = {"name": CLEAN}
OPEN_PURL: Final = "pkg:npm/example-zip@1.2.3"
NOT_CLEARED: Final = {"prohibited", "indeterminate"}


def party(name: str, country: str, more: str = "") -> str:
    return f"""
[[party]]
name = "{name}"
incorporated_in = "{country}"
headquarters = "{country}"
principal_place_of_business = "{country}"
ownership_reviewed = 2026-03-02
{more}
"""


REGISTER: Final = party(PRC, "CN") + party(CLEAN, "US", "creates_what_it_supplies = true")


def part(name: str, *, kind: str = "device", maker: Thing = PRC_PARTY, **more: Any) -> Thing:
    made = {"type": kind, "bom-ref": name, "name": name, "manufacturer": maker, "supplier": maker}
    return made | more


def declared(**facts: str) -> list[Thing]:
    """``vcs:`` properties, with ``_`` for ``-`` and for the end of a Python word."""
    return [
        {"name": f"vcs:{fact.rstrip('_').replace('_', '-')}", "value": value}
        for fact, value in facts.items()
    ]


def cyclonedx(*parts: Thing, **metadata: Any) -> Thing:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": metadata,
        "components": list(parts),
    }


def in_telematics_unit(*parts: Thing) -> Thing:
    return cyclonedx(*parts, component=part("Telematics control unit"))


def spdx(*packages: Thing, relationships: list[Thing] | None = None) -> Thing:
    return {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "unit",
        "packages": list(packages),
        "relationships": relationships or [],
    }


def package(name: str, spdx_id: str = "SPDXRef-1", **more: Any) -> Thing:
    maker = f"Organization: {PRC}"
    return {"name": name, "SPDXID": spdx_id, "originator": maker, "supplier": maker} | more


def check(
    folder: Path,
    bom: Thing,
    *,
    model_year: str = "2030",
    register: str = REGISTER,
    decisions: str = "",
    program: str = "",
) -> Thing:
    """The JSON report on one BOM, or on the program given."""
    (folder / "unit.json").write_text(json.dumps(bom), "utf-8")
    (folder / "register.toml").write_text(register, "utf-8")
    arguments = ["check", str(folder / "unit.json")]
    if program:
        (folder / "program.toml").write_text(program, "utf-8")
        arguments[1] = str(folder / "program.toml")
    else:
        arguments += ["--model-year", model_year]
    if decisions:
        (folder / "decisions.toml").write_text(decisions, "utf-8")
        arguments += ["--decisions", str(folder / "decisions.toml")]
    arguments += ["--register", str(folder / "register.toml"), "--today", "2026-11-21"]
    CliRunner().invoke(command, [*arguments, "-o", f"json={folder / 'report.json'}"])
    report: Thing = json.loads((folder / "report.json").read_text("utf-8"))
    return report


def verdict_of(report: Thing, name: str) -> str:
    return next(str(c["verdict"]) for c in report["components"] if c["name"] == name)


def verdict_on_modem_of_acme(folder: Path, held: str) -> str:
    """The verdict on an LTE modem of Acme Works, of which ``held`` is the register's entry."""
    bom = cyclonedx(part("LTE modem", maker={"name": "Acme Works"}))
    return verdict_of(check(folder, bom, register=REGISTER + held), "LTE modem")


@pytest.mark.parametrize(
    "name",
    ["LTE protocol stack", "TCU software", "eCall app", "Bluetooth stack", "modem firmware"],
)
@pytest.mark.parametrize("form", ["spdx", "cyclonedx"])
def test_software_without_a_stated_type_has_no_exemption_of_hardware(
    tmp_path: Path, form: str, name: str
) -> None:
    untyped = part(name)
    del untyped["type"]
    bom = spdx(package(name)) if form == "spdx" else cyclonedx(untyped)
    report = check(tmp_path, bom, model_year="2028")
    assert verdict_of(report, name) in NOT_CLEARED
    assert report["verdict"] != "pass"


@pytest.mark.parametrize(
    "name",
    ["cloud-connector", "socket.io", "camera-hal", "gps-daemon", "nfc-service", "door-lock"],
)
def test_a_package_in_a_telematics_unit_is_no_connector_for_its_name(
    tmp_path: Path, name: str
) -> None:
    unit = package("Telematics control unit", "SPDXRef-T", primaryPackagePurpose="DEVICE")
    contains = {
        "spdxElementId": "SPDXRef-T",
        "relationshipType": "CONTAINS",
        "relatedSpdxElement": "SPDXRef-1",
    }
    report = check(tmp_path, spdx(unit, package(name), relationships=[contains]))
    assert verdict_of(report, name) in NOT_CLEARED


def test_the_supplier_that_the_program_names_counts_without_a_component_in_the_metadata(
    tmp_path: Path,
) -> None:
    program = (
        '[program]\nmodel_year = 2030\n[[bom]]\npath = "unit.json"\n'
        f'part = "Telematics control unit"\nsupplier = "{PRC}"\n'
    )
    report = check(tmp_path, cyclonedx(part("LTE modem", maker=CLEAN_PARTY)), program=program)
    assert report["verdict"] != "pass"


def test_the_supplier_of_the_metadata_counts_without_a_component_in_the_metadata(
    tmp_path: Path,
) -> None:
    bom = cyclonedx(part("LTE modem", maker=CLEAN_PARTY), supplier=PRC_PARTY)
    assert check(tmp_path, bom)["verdict"] != "pass"


def test_a_second_manufacturer_in_the_metadata_counts(tmp_path: Path) -> None:
    unit = part("Telematics control unit", maker=CLEAN_PARTY)
    bom = cyclonedx(component=unit, manufacture=PRC_PARTY)
    assert check(tmp_path, bom)["verdict"] != "pass"


@pytest.mark.parametrize(
    "address",
    [
        {"region": "China"},
        {"locality": "Shenzhen, China"},
        {"streetAddress": "1 Example Road, Shenzhen, P.R. China"},
        {"country": "US", "region": "Guangdong, China"},
    ],
)
def test_an_address_in_the_prc_counts_in_whatever_field_it_stands(
    tmp_path: Path, address: dict[str, str]
) -> None:
    maker = {"name": CLEAN, "address": address}
    report = check(tmp_path, cyclonedx(part("LTE modem", maker=maker)))
    assert verdict_of(report, "LTE modem") in NOT_CLEARED


@pytest.mark.parametrize("country", ["P.R.C.", "The People's Republic of China"])
def test_common_spellings_of_the_prc_make_a_nexus(tmp_path: Path, country: str) -> None:
    maker = {"name": CLEAN, "address": {"country": country}}
    report = check(tmp_path, cyclonedx(part("LTE modem", maker=maker)))
    assert verdict_of(report, "LTE modem") == "prohibited"


@pytest.mark.parametrize("authorization", ["ga1", "GA 1", "GA4", "none", "pending"])
def test_a_misspelt_general_authorization_is_no_specific_one(
    tmp_path: Path, authorization: str
) -> None:
    decisions = (
        f'[[decision]]\ncomponent = "LTE modem"\nauthorization = "{authorization}"\n'
        'reason = "test"\nby = "compliance desk"\non = 2026-05-11\n'
    )
    (tmp_path / "report.json").write_text('{"verdict": "refused"}', "utf-8")
    report = check(tmp_path, cyclonedx(part("LTE modem")), decisions=decisions)
    assert report["verdict"] != "pass"


@pytest.mark.parametrize("transaction", ["import-hardware", "repair", "used-sale"])
def test_commercial_driving_services_of_a_nexus_manufacturer_need_no_sale(
    tmp_path: Path, transaction: str
) -> None:
    program = (
        f'[program]\nmanufacturer = "{PRC}"\nmodel_year = 2030\nads_service = true\n'
        f'transaction = "{transaction}"\n[[bom]]\npath = "unit.json"\n'
    )
    report = check(tmp_path, cyclonedx(part("Seat ECU", maker=CLEAN_PARTY)), program=program)
    assert report["verdict"] != "pass"


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"purl": f"{OPEN_PURL}-acme1"}, id="suffix in the purl only"),
        pytest.param({"version": "9.9.9"}, id="another version than the purl"),
        pytest.param({"version": "1.2.3-定制"}, id="suffix in Han"),
        pytest.param({"version": "1.2.3-кастом"}, id="suffix in Cyrillic"),
        pytest.param({"version": "1.2.3-gitacme"}, id="suffix that starts with git"),
        pytest.param({"version": "1.2.3-vw1"}, id="suffix of two letters"),
        pytest.param(
            {"licenses": [{"expression": "Apache-2.0 WITH Commons-Clause"}]},
            id="an exception that takes rights away",
        ),
        pytest.param(
            {"purl": f"{OPEN_PURL}?Repository_URL=https://npm.example.invalid"},
            id="a private registry in capitals",
        ),
        pytest.param(
            {"purl": "pkg:generic/zip@1.2.3?vcs_url=https://a@github.com:b@example.invalid/zip"},
            id="a public host as user name",
        ),
        pytest.param(
            {"properties": declared(last_altered="2026-05-01", altered_by=PRC)},
            id="altered by a nexus person",
        ),
        pytest.param(
            {"properties": declared(modifications_shared="false")},
            id="modifications not shared",
        ),
    ],
)
def test_open_source_with_a_sign_against_it_is_not_cleared(tmp_path: Path, more: Thing) -> None:
    library = part(
        "example-zip",
        kind="library",
        version="1.2.3",
        purl=OPEN_PURL,
        licenses=[{"license": {"id": "MIT"}}],
    )
    report = check(tmp_path, in_telematics_unit(library | more))
    assert verdict_of(report, "example-zip") in NOT_CLEARED


def test_open_source_without_such_a_sign_is_cleared(tmp_path: Path) -> None:
    library = part(
        "example-zip",
        kind="library",
        version="1.2.3",
        purl=OPEN_PURL,
        licenses=[{"license": {"id": "MIT"}}],
    )
    report = check(tmp_path, in_telematics_unit(library))
    assert verdict_of(report, "example-zip") == "out-of-scope"


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("Acme RTOS", ""),
        ("Acme hypervisor", ""),
        ("AcmeLinux", "Linux-based operating system of the telematics unit"),
    ],
)
def test_an_operating_system_by_its_own_words_is_no_firmware(
    tmp_path: Path, name: str, description: str
) -> None:
    system = part(
        name, kind="firmware", description=description, properties=declared(firmware="true")
    )
    report = check(tmp_path, in_telematics_unit(system))
    assert verdict_of(report, name) in NOT_CLEARED


def test_software_is_not_cleared_by_declaring_it_hardware_of_a_driving_system(
    tmp_path: Path,
) -> None:
    stack = part("LTE stack", kind="library", properties=declared(class_="ads-hardware"))
    report = check(tmp_path, cyclonedx(stack))
    assert verdict_of(report, "LTE stack") in NOT_CLEARED


def test_software_developed_on_after_the_day_is_not_legacy_for_an_earlier_delivery(
    tmp_path: Path,
) -> None:
    facts = declared(first_supplied="2026-01-01", last_altered="2026-02-01", developed="2026-06-01")
    report = check(tmp_path, cyclonedx(part("LTE stack", kind="library", properties=facts)))
    assert verdict_of(report, "LTE stack") in NOT_CLEARED


def test_no_foreign_interest_is_contradicted_by_an_address_abroad(tmp_path: Path) -> None:
    maker = {"name": "Unlisted Works", "address": {"country": "CA"}}
    stack = part(
        "LTE stack", kind="library", maker=maker, properties=declared(foreign_interest="false")
    )
    report = check(tmp_path, cyclonedx(stack))
    assert verdict_of(report, "LTE stack") in NOT_CLEARED


@pytest.mark.parametrize("name", ["RFID UHF reader", "RFID UHF", "Passive UHF RFID reader"])
def test_rfid_at_ultra_high_frequency_is_not_below_the_threshold(tmp_path: Path, name: str) -> None:
    report = check(tmp_path, cyclonedx(part(name)))
    assert verdict_of(report, name) in NOT_CLEARED


@pytest.mark.parametrize(
    "name", ["Passive BLE tag", "Adhesive BLE beacon", "Plastic TCU", "Bluetooth cable adapter"]
)
def test_a_radio_is_not_passive_for_what_it_is_made_of(tmp_path: Path, name: str) -> None:
    report = check(tmp_path, cyclonedx(part(name)))
    assert verdict_of(report, name) in NOT_CLEARED


@pytest.mark.parametrize("owner", ["Ехample Huadong Radio", "Example Hua-dong Radio"])
def test_an_owner_with_almost_the_name_of_a_nexus_party_is_unknown(
    tmp_path: Path, owner: str
) -> None:
    held = party(
        "Acme Works",
        "US",
        f'[[party.owner]]\nname = "{owner}"\ncountry = "US"\nvoting_percent = 90\n',
    )
    assert verdict_on_modem_of_acme(tmp_path, held) in NOT_CLEARED


def test_the_smallest_majority_is_a_majority(tmp_path: Path) -> None:
    held = party(
        "Acme Works",
        "US",
        f'[[party.owner]]\nname = "{PRC}"\ncountry = "CN"\nvoting_percent = 50.0000001\n',
    )
    assert verdict_on_modem_of_acme(tmp_path, held) == "prohibited"


@pytest.mark.parametrize(
    "name",
    [
        "Door camera with cloud uplink",
        "Camera gateway",
        "GNSS tracker unit",
        "CarPlay display",
        "Display audio",
        "Sunroof and antenna controller",
        "Tuner with HD radio and internet",
    ],
)
def test_a_unit_that_may_do_more_than_its_first_word_clears_nothing(
    tmp_path: Path, name: str
) -> None:
    unit = part(name) | {"components": [part("Main program", kind="application")]}
    report = check(tmp_path, cyclonedx(unit))
    assert verdict_of(report, name) in NOT_CLEARED
    assert verdict_of(report, "Main program") in NOT_CLEARED


@pytest.mark.parametrize("year", ["2026", "none"])
@pytest.mark.parametrize("where", ["metadata", "unit"])
def test_a_part_has_no_earlier_model_year_than_the_unit_that_it_is_in(
    tmp_path: Path, where: str, year: str
) -> None:
    later = declared(model_year="2030")
    unit = part("Telematics control unit", maker=CLEAN_PARTY)
    bom = cyclonedx(
        part("LTE stack", kind="library", properties=declared(model_year="2026")),
        part("LTE modem", properties=declared(model_year=year)),
        component=unit | ({"properties": later} if where == "unit" else {}),
        properties=later if where == "metadata" else [],
    )
    program = '[program]\ndate = 2028-12-31\n[[bom]]\npath = "unit.json"\n'
    assert check(tmp_path, bom, program=program)["verdict"] != "pass"


@pytest.mark.parametrize("where", ["metadata", "part"])
def test_a_part_earmarked_for_a_model_year_is_not_one_without(tmp_path: Path, where: str) -> None:
    earmark = declared(model_year="2030")
    modem = part("LTE modem") | ({"properties": earmark} if where == "part" else {})
    bom = cyclonedx(modem, properties=earmark if where == "metadata" else [])
    program = (
        '[program]\nmodel_year = "none"\ndate = 2028-12-31\ntransaction = "import-hardware"\n'
        '[[bom]]\npath = "unit.json"\n'
    )
    report = check(tmp_path, bom, program=program)
    assert verdict_of(report, "LTE modem") in NOT_CLEARED


@pytest.mark.parametrize(
    "authorization",
    [
        "GA1 (2026)",
        "GA 1 2026",
        "General Authorization No. 1",
        "requested 2026-05-01",
        "not yet, expected 2027",
        "0",
    ],
)
def test_a_general_or_pending_authorization_is_no_specific_one_for_a_digit_in_it(
    tmp_path: Path, authorization: str
) -> None:
    decisions = (
        f'[[decision]]\ncomponent = "LTE modem"\nauthorization = "{authorization}"\n'
        'reason = "test"\nby = "compliance desk"\non = 2026-05-11\n'
    )
    (tmp_path / "report.json").write_text('{"verdict": "refused"}', "utf-8")
    report = check(tmp_path, cyclonedx(part("LTE modem")), decisions=decisions)
    assert report["verdict"] != "pass"


def test_a_share_dated_after_the_day_of_the_run_is_no_majority_today(tmp_path: Path) -> None:
    held = party(
        "Acme Works",
        "US",
        '[[party.owner]]\nname = "Fictional Fund"\ncountry = "US"\nvoting_percent = 60\n'
        "as_of = 2027-12-01\n"
        f'[[party.owner]]\nname = "{PRC}"\ncountry = "CN"\nvoting_percent = 30\n',
    )
    assert verdict_on_modem_of_acme(tmp_path, held) in NOT_CLEARED


def test_a_decision_on_control_does_not_reach_a_share_of_a_later_day(tmp_path: Path) -> None:
    held = party(
        "Acme Works",
        "US",
        f'[[party.owner]]\nname = "{PRC}"\ncountry = "CN"\nvoting_percent = 40\n'
        'as_of = 2026-02-01\n[party.decided]\nnexus = "none"\nreason = "no board seat"\n'
        'by = "compliance desk"\non = 2024-01-15\n',
    )
    assert verdict_on_modem_of_acme(tmp_path, held) in NOT_CLEARED


def test_software_released_after_the_day_was_altered_after_its_declared_last_alteration(
    tmp_path: Path,
) -> None:
    stack = part(
        "LTE stack",
        kind="library",
        properties=declared(first_supplied="2026-01-01", last_altered="2026-02-01"),
        releaseNotes={"type": "major", "timestamp": "2026-08-01T00:00:00Z"},
    )
    report = check(tmp_path, in_telematics_unit(stack))
    assert verdict_of(report, "LTE stack") in NOT_CLEARED


@pytest.mark.parametrize(
    "kinds", [("sensing", "receive-only"), ("uwb-access", "receive-only"), ("sensing", "power")]
)
def test_a_part_of_two_excluded_kinds_is_exclusively_neither(
    tmp_path: Path, kinds: tuple[str, str]
) -> None:
    facts = [fact for kind in kinds for fact in declared(exclusion=kind)]
    report = check(tmp_path, in_telematics_unit(part("Unit Q7", properties=facts)))
    assert verdict_of(report, "Unit Q7") in NOT_CLEARED


def test_a_tag_value_file_that_ends_within_a_package_is_not_passed(tmp_path: Path) -> None:
    whole = (
        "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: unit\n"
        "PackageName: Bracket\nSPDXID: SPDXRef-1\nPackageDownloadLocation: NOASSERTION\n"
        "PrimaryPackagePurpose: DEVICE\n"
        "PackageName: Screw\nSPDXID: SPDXRef-2\nPrimaryPackagePurpose: DEVICE\n"
        "PackageSupplier: Organization: Muster"  # and what follows is lost
    )
    (tmp_path / "unit.spdx").write_text(whole, "utf-8")
    arguments = ["check", str(tmp_path / "unit.spdx"), "--model-year", "2030", "-q"]
    assert CliRunner().invoke(command, arguments).exit_code in (3, 4)
