"""What a fleet's summary shows, in every format, also with hostile texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from tests.reports.hostile_strings import HOSTILE

from vcs_check.assessment.fleet import (
    FleetChange,
    FleetProgram,
    FleetQuestion,
    FleetSummary,
    FleetSupplier,
    FleetYear,
)
from vcs_check.inventory.vocabulary import Origin, OverallVerdict
from vcs_check.reports import RenderOptions, schemas
from vcs_check.reports.fleet import available
from vcs_check.reports.fleet.to_json import schema

FAIL, OPEN, PASS = OverallVerdict.FAIL, OverallVerdict.INDETERMINATE, OverallVerdict.PASS


def years(*verdicts: OverallVerdict) -> tuple[FleetYear, ...]:
    return tuple(
        FleetYear(
            model_year=2025 + number, verdict=verdict, prohibited=2 * (verdict is FAIL),
            indeterminate=3 * (verdict is OPEN), is_stated=number == 2,
            before=PASS if number == 2 and verdict is FAIL else None,
        )
        for number, verdict in enumerate(verdicts)
    )  # fmt: skip


def summary(text: str = "Example", **said: Any) -> FleetSummary:
    programs = (
        FleetProgram(
            id="a", name=f"{text} one", path="a/program.toml", verdict=FAIL, exit_code=1,
            status="evaluated", model_year=2027, first_failing_year=2027, edition="final-2025",
            components=10, prohibited=2, years=years(PASS, PASS, FAIL),
        ),
        FleetProgram(
            id="b", name=text, path="b", verdict=OPEN, exit_code=4, status="failed",
            error=f"{text}: cannot be read", years=years(OPEN, OPEN, OPEN),
        ),
        FleetProgram(
            id="c", name="", path="c", verdict=None, exit_code=4, status="unreached", error=text
        ),
        FleetProgram(
            id="d", name="d", path="d", verdict=PASS, exit_code=0, status="unchanged",
            components=5, years=years(PASS, PASS, PASS),
        ),
    )  # fmt: skip
    made = {
        "tool_version": "1", "name": f"{text} fleet", "manifest": "fleet.toml",
        "today": "2026-11-21", "exit_code": 4,
        "verdicts": {"fail": 1, "indeterminate": 1, "none": 1, "pass": 1},
        "statuses": {"evaluated": 1, "failed": 1, "unchanged": 1, "unreached": 1},
        "components": 15, "programs": programs,
        "suppliers": (
            FleetSupplier(
                name=f"{text} Ltd", origin=Origin.NEXUS, country="CN", why=text, programs=3,
                decides=2, fails=1, first_failing_year=2027, undecided=1, prohibited=2,
                decided_programs=("a", "b"),
            ),
        ),
        "suppliers_total": 7,
        "questions": (
            FleetQuestion(of=text, fact="ownership", ask=f"Who owns {text}?", programs=2,
                          components=9),
        ),
        "since": "2026-11-14",
        "changes": (FleetChange(program="a", kind="worse", text=f"pass → fail {text}"),),
        "changes_total": 1, "notes": (text,),
    }  # fmt: skip
    return FleetSummary(**{**made, **said})


def rendered(name: str, found: FleetSummary, **options: Any) -> str:
    return available()[name].render(found, RenderOptions(**options)).decode()


def test_what_matters_stands_in_the_text() -> None:
    text = rendered("text", summary())
    assert text.startswith("FAIL")
    for words in (
        "4 programs: 1 fail, 1 undecided, 1 pass, 1 not evaluated",
        "fails from 2027",
        "Example: cannot be read",
        "Example Ltd (nexus): makes 1 program fail from 2027",
        "Who owns Example?",
        "Against the run for 2026-11-14: 1 change.",
        "a: pass → fail Example",
    ):
        assert words in text
    rows = [line.split()[:4] for line in text.splitlines() if re.match(r"  [abcd] ", line)]
    assert rows == [
        ["a", ".", ".", "x"], ["c", "-", "-", "-"], ["b", "?", "?", "?"], ["d", ".", ".", "."]
    ]  # fmt: skip


def test_the_page_shows_programs_by_year_as_a_picture() -> None:
    page = rendered("html", summary())
    assert page.count('class="cell') == 9
    assert page.count('class="cell stated"') == 3
    assert 'aria-label="2027: fail, was pass"' in page
    assert page.count('class="turned"') == 1
    assert "not evaluated" in page
    assert "decides" in page.lower()


def test_what_was_not_evaluated_is_never_shown_as_a_pass() -> None:
    found = summary()
    lost = msgspec.structs.replace(found, programs=found.programs[2:])
    assert rendered("text", lost).startswith("NOT EVALUATED")
    assert '<div class="verdict pass">' not in rendered("html", lost)


def test_a_hypothesis_is_marked_everywhere() -> None:
    found = summary(hypotheses=("party:X=nexus",), since="the real results")
    assert "what if: hypothetical" in rendered("text", found)
    assert "assumed: party:X=nexus" in rendered("text", found)
    page = rendered("html", found)
    assert "Hypothetical." in page
    assert "party:X=nexus" in page
    assert json.loads(rendered("json", found))["hypotheses"] == ["party:X=nexus"]


def test_trouble_of_the_run_is_shown() -> None:
    found = summary(trouble=("the scheduler was lost",))
    assert "! the scheduler was lost" in rendered("text", found)
    assert "<strong>Incomplete.</strong> the scheduler was lost" in rendered("html", found)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    found = summary(text)
    shown = rendered("text", found, verbose=1)
    assert all(char.isprintable() or char in "\n\u3000\u00a0\u2003" for char in shown)
    page = rendered("html", found)
    assert page.count("<script") == rendered("html", summary()).count("<script")
    assert page.count("<") <= rendered("html", summary()).count("<")
    decoded = json.loads(rendered("json", found))
    jsonschema_rs.validate(schema(), decoded)
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert decoded["notes"] == [kept]


def test_the_page_loads_and_runs_nothing_from_outside() -> None:
    page = rendered("html", summary())
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#|data:)', page)
    assert "<script" not in page


def test_the_published_schema_is_made_of_the_summary() -> None:
    made = msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"
    assert schemas()["fleet"] == made
    assert jsonschema_rs.meta.is_valid(json.loads(made))


def test_the_same_summary_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in available():
        assert rendered(name, summary()) == rendered(name, summary())
