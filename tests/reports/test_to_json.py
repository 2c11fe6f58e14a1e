"""The JSON report and its schema."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from tests.reports.assessments import of_size, realistic

import vcs_check.reports
from vcs_check.assessment import Assessment, ExemptBefore
from vcs_check.reports import ComponentChoice, RenderOptions, available, report_schema
from vcs_check.reports._json_component import ComponentShape, RawComponent
from vcs_check.reports._json_report import schema

SCHEMA_FILE = Path(vcs_check.reports.__file__).parent / "schema" / "report-1.schema.json"
CONTRACT = """
schema tool verdict program edition evidence schedule counts inputs components suppliers
other_edition decisions declaration notes
"""
CONTRACT_COMPONENT = """
id input path name version purl source class exclusion origin parties verdict citation reason
exempt_before missing assumptions trace
"""


def rendered(assessment: Assessment, choice: ComponentChoice = ComponentChoice.ALL) -> Any:
    options = RenderOptions(components=choice)
    return msgspec.json.decode(available()["json"].render(assessment, options))


def test_the_published_schema_is_the_one_of_the_code() -> None:
    made = msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
    if os.environ.get("VCS_CHECK_UPDATE_GOLDEN"):
        SCHEMA_FILE.write_bytes(made)
    assert report_schema() == made


def test_the_schema_is_a_valid_one_and_describes_every_field_with_a_sentence() -> None:
    published = msgspec.json.decode(report_schema())
    jsonschema_rs.meta.validate(published)
    for definition in published["$defs"].values():
        assert definition["description"].endswith(".") or "enum" in definition
        for name, field in definition.get("properties", {}).items():
            assert field.get("description", "")[-1:] in (".", "…"), name


@pytest.mark.parametrize("choice", list(ComponentChoice))
@pytest.mark.parametrize("size", [0, 1, 40])
def test_reports_fit_the_schema(choice: ComponentChoice, size: int) -> None:
    validator = jsonschema_rs.validator_for(report_schema().decode())
    validator.validate(rendered(of_size(size), choice))


def test_the_empty_report_fits_the_schema(empty_assessment: Assessment) -> None:
    report = rendered(empty_assessment)
    jsonschema_rs.validator_for(report_schema().decode()).validate(report)
    assert report["components"] == []
    assert report["program"]["date"] is None


def test_the_schema_refuses_a_word_that_is_no_verdict(assessment: Assessment) -> None:
    report = rendered(assessment)
    report["components"][0]["verdict"] = "allowed"
    assert not jsonschema_rs.validator_for(report_schema().decode()).is_valid(report)


def test_fields_come_in_the_order_of_the_contract(assessment: Assessment) -> None:
    report = rendered(assessment)
    fields = CONTRACT.split()
    assert list(report)[: len(fields)] == fields
    component = report["components"][0]
    fields = CONTRACT_COMPONENT.split()
    assert list(component)[: len(fields)] == fields


def test_the_fast_shape_has_the_fields_of_the_published_one() -> None:
    assert RawComponent.__struct_encode_fields__ == ComponentShape.__struct_encode_fields__


def test_whole_numbers_have_no_fraction(assessment: Assessment) -> None:
    assert b'"gvwr_lb": 6200,' in available()["json"].render(assessment, RenderOptions())
    program = msgspec.structs.replace(assessment.program, gvwr_lb=6200.5)
    half = msgspec.structs.replace(assessment, program=program)
    assert rendered(half)["program"]["gvwr_lb"] == 6200.5


@pytest.mark.parametrize(
    ("exempt", "expected"),
    [
        (None, None),
        (ExemptBefore(), None),
        (ExemptBefore(model_year=2030), {"model_year": 2030}),
        (ExemptBefore(import_date="2029-01-01"), {"date": "2029-01-01"}),
    ],
)
def test_exempt_before_is_a_year_a_day_or_null(
    exempt: ExemptBefore | None, expected: dict[str, object] | None
) -> None:
    changed = realistic()
    component = changed.components[0]
    component.outcome = msgspec.structs.replace(component.outcome, exempt_before=exempt)
    assert rendered(changed)["components"][0]["exempt_before"] == expected


@pytest.mark.parametrize("choice", list(ComponentChoice))
def test_counts_in_equal_counts_out(choice: ComponentChoice) -> None:
    report = rendered(of_size(97), choice)
    listed, grouped = report["components"], report["groups"]
    assert len(listed) + sum(group["components"] for group in grouped) == 97
    assert sum(report["counts"]["verdicts"].values()) == 97


def test_relevant_leaves_out_only_what_is_out_of_scope_and_unremarkable() -> None:
    everything = rendered(realistic())["components"]
    relevant = rendered(realistic(), ComponentChoice.RELEVANT)["components"]
    left_out = [c["id"] for c in everything if c not in relevant]
    assert left_out == ["r2", "zlib"]  # r1 has another verdict under the other edition


def test_every_component_carries_its_trace_and_all_its_paths(assessment: Assessment) -> None:
    for component in rendered(assessment)["components"]:
        assert component["trace"]
        assert component["citation"]
        assert component["paths"][0] == component["path"]
    assert len(rendered(assessment)["components"][9]["paths"]) == 2


def test_it_ends_with_one_line_break_and_is_indented_by_two(assessment: Assessment) -> None:
    lines = available()["json"].render(assessment, RenderOptions()).split(b"\n")
    assert lines[-2:] == [b"}", b""]
    assert lines[1].startswith(b'  "schema"')


def test_writing_in_parts_gives_the_bytes_of_writing_at_once() -> None:
    written = available()["json"].render(of_size(4_001), RenderOptions())
    assert len(msgspec.json.decode(written)["components"]) == 4_001
    assert written == msgspec.json.format(written, indent=2) + b"\n"
