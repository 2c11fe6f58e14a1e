"""What makes a part look cleaner, or worse, than it is: each trap once through ``check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import TODAY, Thing, bom, run, thing
from tests.origin.data_sets import (
    LEVEL_1,
    LEVEL_2,
    bods_entity,
    bods_interest,
    entity,
    relation,
    shares,
    table,
)

COMPANY = """\
[[party]]
name = "{name}"
incorporated_in = "{country}"
headquarters = "{country}"
principal_place_of_business = "{country}"
creates_what_it_supplies = true
ownership_reviewed = 2026-03-02
"""
MEADOW = "Meadow Antennas GmbH"


def company(name: str, country: str, owner: str = "") -> str:
    """A reviewed party; ``owner`` are the lines of one ``[[party.owner]]``."""
    return COMPANY.format(name=name, country=country) + (
        f"[[party.owner]]\n{owner}" if owner else ""
    )


def modem(maker: str, **more: Any) -> Thing:
    return {**thing("LTE modem", kind="device", maker=maker, class_="vcs-hardware"), **more}


def check(folder: Path, part: Thing, register: str = "", *files: Path) -> dict[str, Any]:
    """The report on one part of a vehicle of model year 2031."""
    (folder / "car.json").write_text(bom(part), "utf-8")
    (folder / "register.toml").write_text(register, "utf-8")
    given = [option for path in files for option in ("--register", str(path))]
    if register:
        given += ["--register", str(folder / "register.toml")]
    done = run(
        "check", str(folder / "car.json"), *given, "--model-year", "2031", "--today", TODAY,
        "-o", "json",
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def verdict(report: dict[str, Any]) -> str:
    return str(report["components"][0]["verdict"])


def test_a_clean_german_company_is_permitted(tmp_path: Path) -> None:
    assert verdict(check(tmp_path, modem(MEADOW), company(MEADOW, "DE"))) == "permitted"


def test_a_hong_kong_subsidiary_of_a_clean_group_is_under_the_law_of_its_place(
    tmp_path: Path,
) -> None:
    owner = f'name = "{MEADOW}"\nvoting_percent = 100\n'
    register = company(MEADOW, "DE") + company("Meadow Antennas (H.K.) Limited", "HK", owner)
    report = check(tmp_path, modem("Meadow Antennas (H.K.) Limited"), register)
    assert verdict(report) == "prohibited"
    assert "Hong Kong" in report["components"][0]["reason"]


def test_a_hong_kong_address_is_enough_without_any_register(tmp_path: Path) -> None:
    part = modem("Meadow Antennas Limited")
    part["manufacturer"]["address"] = {"country": "Hong Kong SAR"}
    assert verdict(check(tmp_path, part)) == "prohibited"


def test_a_european_name_with_a_chinese_parent_in_the_register(tmp_path: Path) -> None:
    owner = 'name = "Example Huadong Holding"\ncountry = "CN"\nvoting_percent = 50.1\n'
    report = check(tmp_path, modem(MEADOW), company(MEADOW, "DE", owner))
    assert verdict(report) == "prohibited"
    assert "50.1" in report["components"][0]["reason"]


def test_a_european_name_with_a_chinese_parent_in_bods(tmp_path: Path) -> None:
    file = tmp_path / "owners.json"
    statements = (
        bods_entity("sub", MEADOW, "DE"),
        bods_entity("top", "Lotus River Holding", "CN"),
        bods_interest("rel", "sub", "top", shares(60)),
    )
    file.write_text(json.dumps(statements))
    assert verdict(check(tmp_path, modem(MEADOW), "", file)) == "prohibited"
    assert verdict(check(tmp_path, modem(MEADOW), company(MEADOW, "DE"), file)) != "permitted"


def test_a_european_name_with_a_chinese_parent_in_gleif(tmp_path: Path) -> None:
    level_1, level_2 = tmp_path / "20260101-lei2.csv", tmp_path / "20260101-rr.csv"
    rows = entity("A1", MEADOW, "DE"), entity("C3", "Lotus River", "CN")
    level_1.write_bytes(table(LEVEL_1, *rows))
    level_2.write_bytes(table(LEVEL_2, relation("A1", "C3")))
    assert verdict(check(tmp_path, modem(MEADOW), "", level_1, level_2)) == "prohibited"


def test_a_fund_whose_owners_are_not_disclosed_is_undecided(tmp_path: Path) -> None:
    owner = 'name = "Example Star Fund LP"\nvoting_percent = 100\n'
    report = check(tmp_path, modem(MEADOW), company(MEADOW, "LU", owner))
    assert verdict(report) == "indeterminate"
    asked = " ".join(item["ask"] for item in report["components"][0]["missing"])
    assert "Example Star Fund LP" in asked


@pytest.mark.parametrize("seller", ["Digi-Key Electronics", "Meadow Parts Inc."])
def test_a_distributor_in_the_united_states_does_not_clear_a_chinese_module(
    tmp_path: Path, seller: str
) -> None:
    register = company(seller, "US").replace("creates_what_it_supplies = true\n", "")
    part = modem("", supplier={"name": seller, "address": {"country": "US"}})
    assert verdict(check(tmp_path, part, register)) == "indeterminate"
    part["manufacturer"] = {"name": "Quectel"}
    assert verdict(check(tmp_path, part, register)) == "prohibited"
    del part["manufacturer"]
    part["properties"].append({"name": "cdx:device:macAddress", "value": "C4:A6:4E:00:00:01"})
    assert verdict(check(tmp_path, part, register)) == "indeterminate"


def test_a_mac_block_of_a_chinese_company_raises_a_question_that_the_supplier_can_answer(
    tmp_path: Path,
) -> None:
    part = modem(MEADOW)
    part["properties"].append({"name": "cdx:device:macAddress", "value": "C4:A6:4E:00:00:01"})
    report = check(tmp_path, part, company(MEADOW, "DE"))
    assert verdict(report) == "indeterminate"
    (missing,) = report["components"][0]["missing"]
    assert (missing["fact"], missing["of"]) == ("role", MEADOW)
    assert "Quectel" in missing["ask"]
    assert "identified only by its MAC block C4A64E" in report["components"][0]["reason"]
    roles = {party["role"]: party["origin"] for party in report["components"][0]["parties"]}
    assert roles == {"manufacturer": "none", "identified": "nexus"}


def test_a_decision_that_names_everybody_settles_what_an_identifier_put_in_doubt(
    tmp_path: Path,
) -> None:
    part = modem(MEADOW)
    part["properties"].append({"name": "cdx:device:macAddress", "value": "C4:A6:4E:00:00:01"})
    roles = ("designer", "developer", "manufacturer", "supplier")

    def decided(*named: str) -> str:
        sets = ", ".join(f'{role} = "{MEADOW}"' for role in named)
        file = tmp_path / "decisions.toml"
        file.write_text(
            f'[[decision]]\ncomponent = "LTE modem"\nsets = {{ {sets} }}\nreason = "Reviewed."\n'
            'by = "compliance desk"\non = 2026-05-11\n'
        )
        check(tmp_path, part, company(MEADOW, "DE"))
        done = run(
            "check", str(tmp_path / "car.json"), "--register", str(tmp_path / "register.toml"),
            "--decisions", str(file), "--model-year", "2031", "--today", TODAY, "-o", "json",
        )  # fmt: skip
        return verdict(json.loads(done.stdout))

    assert decided(*roles) == "permitted"
    assert decided(*roles[:3]) == "indeterminate"


@pytest.mark.parametrize(
    "name", ["Q\u200buectel", "Quec\u00adtel", "\u2066Quectel\u2069", "Qu\u202dectel"]
)
def test_characters_that_cannot_be_seen_hide_nobody(tmp_path: Path, name: str) -> None:
    assert verdict(check(tmp_path, modem(name))) == "prohibited"


def test_a_name_that_another_company_has_is_not_cleared_and_not_accused(tmp_path: Path) -> None:
    register = company(MEADOW, "DE")
    elsewhere = modem("Meadow Antennas")
    elsewhere["manufacturer"]["address"] = {"country": "JP"}
    assert verdict(check(tmp_path, elsewhere, register)) == "indeterminate"
    assert verdict(check(tmp_path, modem("Meadow Antennas AG"), register)) == "indeterminate"
    chinese = company("Meadow Antennas Co., Ltd.", "CN")
    assert verdict(check(tmp_path, elsewhere, chinese)) == "indeterminate"


def test_two_weak_signs_are_no_verdict(tmp_path: Path) -> None:
    part = modem(MEADOW, publisher="Quectel", author="Huawei Technologies")
    part["properties"].append({"name": "cdx:device:macAddress", "value": "C4:A6:4E:00:00:01"})
    assert verdict(check(tmp_path, part, company(MEADOW, "DE"))) == "indeterminate"


@pytest.mark.parametrize("name", ["Quесtel", "QUECTEI Wireless Solutions", "Quecte1"])
def test_letters_that_look_alike_are_named_and_clear_nobody(tmp_path: Path, name: str) -> None:
    report = check(tmp_path, modem(name))
    assert verdict(report) == "indeterminate"
    (named,) = (s for s in report["suppliers"] if s["name"] == name)
    assert "Quectel Wireless Solutions Co., Ltd." in named["candidates"]


def test_a_parent_that_only_the_bom_names_is_control(tmp_path: Path) -> None:
    part = modem(MEADOW)
    part["manufacturer"]["parent"] = {"name": "Example Holding", "jurisdiction": "HK"}
    report = check(tmp_path, part, company(MEADOW, "DE"))
    assert verdict(report) == "prohibited"
    part["manufacturer"]["parent"] = {"name": "Example Holding"}
    assert verdict(check(tmp_path, part, company(MEADOW, "DE"))) == "indeterminate"


def test_a_branch_of_a_distributor_is_not_the_maker(tmp_path: Path) -> None:
    shop = "Mouser Electronics Hong Kong Ltd"
    register = company(shop, "US").replace("creates_what_it_supplies = true\n", "")
    assert verdict(check(tmp_path, modem(shop), register)) == "indeterminate"


def test_accents_that_nobody_types_make_no_other_company(tmp_path: Path) -> None:
    register = company("Société Prairie S.A.", "FR")
    assert verdict(check(tmp_path, modem("SOCIETE PRAIRIE SA"), register)) == "permitted"


def test_an_owner_of_the_name_of_a_chinese_company_elsewhere_is_a_question(tmp_path: Path) -> None:
    owner = 'name = "Lotus Radio"\ncountry = "KR"\nvoting_percent = 100\n'
    register = company(MEADOW, "DE", owner) + company("Lotus Radio Co., Ltd.", "CN")
    assert verdict(check(tmp_path, modem(MEADOW), register)) == "indeterminate"
