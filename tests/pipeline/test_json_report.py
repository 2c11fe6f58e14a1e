"""The JSON report of a whole evaluation: contract section 7."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from tests.cli.vehicle import (
    PRC_MAKER,
    bom,
    check,
    decision,
    program,
    prohibited,
    report,
    run,
    spdx,
    thing,
    undecided,
    unrelated,
    verdicts,
    write,
)

VERDICTS = ["prohibited", "indeterminate", "authorized", "exempt", "permitted", "out-of-scope"]
FIELDS = {
    "schema", "tool", "verdict", "program", "edition", "evidence", "schedule", "counts", "inputs",
    "components", "suppliers", "other_edition", "decisions", "declaration", "notes",
}  # fmt: skip
COMPONENT_FIELDS = {
    "id", "input", "path", "name", "version", "purl", "source", "class", "exclusion", "origin",
    "parties", "verdict", "citation", "reason", "exempt_before", "missing", "assumptions", "trace",
    "key", "paths", "rolled_up",
}  # fmt: skip


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    car = bom(
        thing("box", kind="device", class_="other", parts=[
            thing("inner box", kind="device", class_="other", parts=[prohibited()]),
            undecided(),
        ]),
        unrelated(),
    )  # fmt: skip
    write(
        folder, car_json=car, clean_json=bom(unrelated()), d_toml=decision("radio-stack"),
        p_toml=program("car.json", "clean.json", extra='manufacturer = "Example Motors"'),
    )  # fmt: skip


def by_name(read: dict[str, Any]) -> dict[str, Any]:
    return {component["name"]: component for component in read["components"]}


@pytest.mark.parametrize(
    "line",
    [
        "p.toml", "p.toml --decisions d.toml", "p.toml gone", "clean.json", "gone.json",
        "p.toml --components relevant", "p.toml --no-model-year", "car.json",
        "p.toml --compare-edition none", "p.toml --evidence strict --edition nprm-2024",
        "p.toml --assume party:X=none --date 2026-09-01",
    ],
)  # fmt: skip
def test_every_report_fits_the_published_schema(line: str) -> None:
    schema = json.loads(run("rules", "--schema", "report").stdout)
    if line == "p.toml gone":
        line = "car.json gone.json"
    jsonschema_rs.validate(schema, report(*line.split()))


def test_report_has_every_field_of_the_contract() -> None:
    read = report("p.toml")
    assert read.keys() >= FIELDS
    assert read["schema"] == "vcs-check/report/1"
    assert read["tool"]["name"] == "vcs-check"
    assert read["edition"]["id"] == "final-2025"
    assert read["edition"]["citation"] == "90 FR 5360"
    assert [row["model_year"] for row in read["schedule"]] == list(range(2025, 2034))
    assert all(component.keys() >= COMPONENT_FIELDS for component in read["components"])
    assert read["inputs"][0].keys() >= {
        "path", "sha256", "format", "version", "components", "error",
    }  # fmt: skip


def test_program_block_says_what_was_evaluated() -> None:
    shown = report("p.toml", "--date", "2026-09-01")["program"]
    assert shown["name"] == "Example EV"
    assert shown["manufacturer"] == "Example Motors"
    assert shown["model_year"] == 2027
    assert shown["gvwr_lb"] == 6200
    assert shown["date"] == "2026-09-01"


@pytest.mark.parametrize("line", ["p.toml", "car.json --model-year 2026", "clean.json"])
def test_every_component_has_a_citation_a_reason_and_a_trace(line: str) -> None:
    for component in report(*line.split())["components"]:
        assert component["citation"]
        assert component["reason"]
        assert component["trace"]
        for step in component["trace"]:
            assert step["question"]
            assert step["because"]
            assert step["citation"]
            assert step["answer"] in ("yes", "no", "unknown")


def test_what_is_undecided_says_what_is_missing_and_of_whom() -> None:
    missing = by_name(report("p.toml"))["radio-stack"]["missing"]
    assert missing
    assert all(item["fact"] and item["of"] and item["ask"] for item in missing)


def test_counts_in_equal_counts_out() -> None:
    read = report("p.toml")
    counts = read["counts"]
    components = read["components"]
    assert counts["components"] == len(components) == 6
    assert sum(view["components"] for view in read["inputs"]) == 6
    assert counts["verdicts"] == {
        verdict: Counter(c["verdict"] for c in components)[verdict] for verdict in VERDICTS
    }
    assert sum(counts["classes"].values()) == 6
    assert counts["assumptions"] == sum(1 for c in components if c["assumptions"])


def test_relevant_components_and_groups_make_up_all() -> None:
    read = report("p.toml", "--components", "relevant")
    shown = len(read["components"])
    grouped = sum(group["components"] for group in read["groups"])
    assert 0 < shown < 6
    assert shown + grouped == read["counts"]["components"] == 6
    assert all(group["why"] for group in read["groups"])
    assert {"remote-agent", "radio-stack"} <= by_name(read).keys()


def test_all_components_are_the_default_in_json() -> None:
    read = report("p.toml")
    assert read == report("p.toml", "--components", "all")
    assert sum(group["components"] for group in read["groups"]) == 0


def test_verdict_is_the_components_own_and_rolled_up_the_worst_inside() -> None:
    found = by_name(report("car.json", "--model-year", "2027"))
    shown = {name: (c["verdict"], c["rolled_up"]) for name, c in found.items()}
    assert shown == {
        "box": ("out-of-scope", "prohibited"),
        "inner box": ("out-of-scope", "prohibited"),
        "remote-agent": ("prohibited", "prohibited"),
        "radio-stack": ("indeterminate", "indeterminate"),
        "seat-heater": ("out-of-scope", "out-of-scope"),
    }


def test_path_leads_from_the_program_to_the_component_and_is_the_first_of_paths() -> None:
    found = by_name(report("p.toml"))
    assert found["remote-agent"]["path"] == ["Example EV", "box", "inner box", "remote-agent"]
    assert all(c["path"] == c["paths"][0] for c in found.values())


def test_source_is_the_place_in_the_file() -> None:
    read = report("car.json")
    data = json.loads(Path("car.json").read_text())
    for component in read["components"]:
        at: Any = data
        for step in component["source"].split("/")[1:]:
            at = at[int(step)] if isinstance(at, list) else at[step]
        assert at["name"] == component["name"]


def test_id_is_the_pointer_where_the_bom_has_none(folder: Path) -> None:
    write(folder, no_json=bom(unrelated("a", ref=""), unrelated("b", ref="x")))
    assert [c["id"] for c in report("no.json")["components"]] == ["/components/0", "x"]


def test_key_is_input_and_id_and_stays_unique_with_duplicate_ids(folder: Path) -> None:
    things = [
        unrelated("one", ref="a"),
        unrelated("two", ref="a@/components/2"),
        unrelated("three", ref="a"),
        unrelated("four", ref="a"),
        unrelated("five", ref="a@/components/2@/components/2"),
    ]
    write(folder, dup_json=bom(*things), other_json=bom(*things))
    read = report("dup.json", "other.json")
    keys = [component["key"] for component in read["components"]]
    assert len(set(keys)) == len(keys) == 10
    assert keys[:2] == ["0#a", "0#a@/components/2"]
    assert keys[5] == "1#a"
    assert all(key.startswith(f"{c['input']}#{c['id']}")
               for key, c in zip(keys, read["components"], strict=True))  # fmt: skip


def test_every_path_through_several_parents_is_shown(folder: Path) -> None:
    write(folder, d_json=spdx(
        [("root", "left"), ("root", "right"), ("left", "shared"), ("right", "shared"),
         ("shared", "leaf")],
        "root", "left", "right", "shared", "leaf",
    ))  # fmt: skip
    paths = {c["name"]: c["paths"] for c in report("d.json")["components"]}
    assert paths["shared"] == [
        ["program", "root", "left", "shared"],
        ["program", "root", "right", "shared"],
    ]
    assert paths["leaf"] == [[*path, "leaf"] for path in paths["shared"]]
    assert paths["left"] == [["program", "root", "left"]]


def test_circle_of_parents_ends_and_loses_nobody(folder: Path) -> None:
    write(folder, c_json=spdx([("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")], *"abcd"))
    read = report("c.json")
    assert sorted(c["name"] for c in read["components"]) == ["a", "b", "c", "d"]
    assert all(c["path"][0] == "program" and c["path"][-1] == c["name"] for c in read["components"])
    assert all(len(c["path"]) <= 4 for c in read["components"])


def test_inputs_carry_the_digest_of_the_bytes() -> None:
    import hashlib

    read = report("clean.json", "gone.json")
    digest = hashlib.sha256(Path("clean.json").read_bytes()).hexdigest()
    assert read["inputs"][0]["sha256"] == digest
    assert read["inputs"][0]["error"] is None
    assert read["inputs"][1]["sha256"] == ""
    assert "gone.json" in read["inputs"][1]["error"]


def test_other_edition_names_the_components_that_differ(folder: Path) -> None:
    gnss = thing("gnss-module", kind="device", class_="vcs-hardware", radio="gnss",
                 receive_only="true", maker=PRC_MAKER, country="CN")  # fmt: skip
    write(folder, g_json=bom(gnss, unrelated()))
    read = report("g.json", "--model-year", "2030")
    assert read["other_edition"]["id"] == "nprm-2024"
    assert read["other_edition"]["differs"] == ["0#gnss-module"]
    assert (read["verdict"], read["other_edition"]["verdict"]) == ("pass", "fail")
    swapped = report("g.json", "--model-year", "2030", "--edition", "nprm-2024")
    assert (swapped["verdict"], swapped["other_edition"]["verdict"]) == ("fail", "pass")
    assert swapped["other_edition"]["id"] == "final-2025"


def test_other_editions_verdict_counts_findings_on_the_program_too(folder: Path) -> None:
    write(
        folder,
        r_toml='[[party]]\nname = "Example Huadong Motors"\nincorporated_in = "CN"\n',
        ads_toml=program(
            "clean.json",
            extra='manufacturer = "Example Huadong Motors"\nads_service = true\n'
            'transaction = "sale"\nregister = ["r.toml"]',
        ),
    )
    read = report("ads.toml")
    assert read["findings"][0]["verdict"] == "prohibited"
    assert read["verdict"] == "fail"
    assert read["other_edition"]["verdict"] == "fail"


def test_same_program_in_each_model_year_agrees_with_the_schedule() -> None:
    schedule = report("p.toml")["schedule"]
    for row in schedule:
        read = report("p.toml", "--model-year", str(row["model_year"]))
        assert read["verdict"] == row["verdict"]
        assert read["counts"]["verdicts"]["prohibited"] == row["prohibited"]
        assert read["counts"]["verdicts"]["indeterminate"] == row["indeterminate"]
    assert {row["verdict"] for row in schedule} == {"pass", "fail"}


def test_services_and_the_metadatas_component_are_components_too(folder: Path) -> None:
    data = json.loads(bom(unrelated(), component=unrelated("unit")))
    data["services"] = [{"name": "cloud", "bom-ref": "s", "services": [{"name": "inner cloud"}]}]
    write(folder, s_json=json.dumps(data))
    assert {c["name"] for c in report("s.json")["components"]} == {
        "unit", "seat-heater", "cloud", "inner cloud",
    }  # fmt: skip


def test_spdx_files_are_counted_as_a_group(folder: Path) -> None:
    data = json.loads(spdx([], "a"))
    data["files"] = [
        {"SPDXID": f"SPDXRef-f{n}", "fileName": f"./f{n}",
         "checksums": [{"algorithm": "SHA1", "checksumValue": "0" * 40}]}
        for n in range(3)
    ]  # fmt: skip
    write(folder, f_json=json.dumps(data))
    read = report("f.json")
    assert read["counts"]["components"] == len(read["components"]) == 1
    assert read["counts"]["files"] == read["inputs"][0]["files"] == 3
    assert sum(group["files"] for group in read["groups"]) == 3


def test_program_model_year_beats_the_boms_and_the_disagreement_is_noted(folder: Path) -> None:
    on_metadata = bom(prohibited(), properties=[{"name": "vcs:model-year", "value": "2026"}])
    on_component = bom(prohibited(model_year="2026"))
    for text in (on_metadata, on_component):
        write(folder, y_json=text, y_toml=program("y.json"))
        read = report("y.toml")
        assert verdicts(read) == {"remote-agent": "prohibited"}
        (note,) = [note for note in read["notes"] if "model year 2026" in note]
        assert "2027" in note
        assert note.startswith("y.json")
        alone = report("y.json")
        assert verdicts(alone) == {"remote-agent": "exempt"}
        assert not [note for note in alone["notes"] if "model year 2026" in note]


def test_boms_own_model_year_is_shown_as_the_programs_where_that_is_silent(folder: Path) -> None:
    stated = [{"name": "vcs:model-year", "value": "2026"}]
    write(folder, y_json=bom(unrelated(), properties=stated))
    assert report("y.json")["program"]["model_year"] == 2026


def test_without_a_manufacturer_its_section_is_said_to_be_unexamined() -> None:
    assert any("791.304" in note for note in report("clean.json")["notes"])
    assert not any("791.304" in note for note in report("p.toml")["notes"])


def test_declaration_is_due_sixty_days_before_the_first_sale(folder: Path) -> None:
    due = report("p.toml", "--date", "2026-09-01")["declaration"]
    assert due["due"] == "2026-07-03"
    assert "791.305" in due["citation"]


def test_a_late_declaration_never_changes_a_verdict() -> None:
    early = check("p.toml", "--date", "2030-09-01", "-o", "json")
    late = check("p.toml", "--date", "2020-09-01", "-o", "json")
    assert verdicts(json.loads(early.stdout)) == verdicts(json.loads(late.stdout))
    assert early.exit_code == late.exit_code


def test_suppliers_are_listed_with_what_depends_on_them() -> None:
    found = {party["name"]: party for party in report("p.toml")["suppliers"]}
    assert found[PRC_MAKER]["origin"] == "nexus"
    assert found["Muster Telematik GmbH"]["components"] == 1
    assert found["Muster Telematik GmbH"]["decides"] == 1
    assert found["Muster Telematik GmbH"]["missing"]
