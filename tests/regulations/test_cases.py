"""Runs the cases of ``tests/cases``: the rule, one expectation at a time, under both editions.

A case that names an ``edition`` is run under that one only.

``tests/cases/README.md`` says how a case is written. Each is run through the whole command,
from files on disk to the JSON report, so that nothing but the contract is relied on.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from tests.regulations.case_files import Case, arguments, bom_text, read_cases, run, write_files

from vcs_check.regulations.edition import editions

ALL_CASES: Final = read_cases()
EDITIONS: Final = ("final-2025", "nprm-2024")
FEWEST_CASES: Final = 300

PROVISIONS: Final = (
    "s300_scope", "s301_nexus", "s301_connectivity", "s301_driving", "s301_vcs_hardware",
    "s301_covered_software", "s302_vcs_hardware", "s303_covered_software",
    "s304_controlled_manufacturers", "s305_declarations", "s306_authorizations", "s307_specific",
    "s308_exemptions", "s310_decisions", "evidence", "bad_input", "editions",
)  # fmt: skip
VERDICTS: Final = frozenset(
    {"prohibited", "indeterminate", "authorized", "exempt", "permitted", "out-of-scope"}
)
OVERALL_OF_ONE: Final = {"prohibited": "fail", "indeterminate": "indeterminate"}
SEVERITY: Final = ("pass", "indeterminate", "fail")
EXIT_CODES: Final = {"pass": 0, "fail": 1, "indeterminate": 3}

CASE_KEYS: Final = frozenset(
    {
        "edition", "sentence", "rests_on", "interpretation", "program",
        "program_text", "options", "args",
        "common_parties", "register", "registers", "register_csv", "decisions", "component",
        "components", "services", "metadata", "metadata_facts", "bom_text", "expect",
        "expect_nprm_2024",
    }
)  # fmt: skip
OPTION_KEYS: Final = frozenset(
    {
        "evidence", "software_scope", "date", "gvwr_lb", "part", "today", "assume", "model_year",
        "no_model_year",
    }
)  # fmt: skip
EXPECT_KEYS: Final = frozenset(
    {
        "verdict", "citation", "exclusion", "class", "origin", "missing", "exempt_before",
        "overall", "exit_code", "assumption", "assumed", "note", "trace", "of", "rolled_up",
        "decision_status", "declaration_due", "schedule",
    }
)  # fmt: skip
MANY_WORDS: Final = frozenset({"verdict", "exclusion", "origin", "class", "overall", "exit_code"})
FACTS: Final = frozenset(
    {
        "class", "exclusion", "radio", "frequency-mhz", "receive-only", "programmable",
        "directly-enables", "automation-level", "processor", "firmware", "modified",
        "modifications-shared", "foreign-interest", "developed", "first-supplied", "last-altered",
        "altered-by", "designer", "developer", "manufacturer", "supplier", "maintainer", "made-in",
        "lei", "uscc", "inn", "ogrn", "duns", "cage", "model-year", "part", "fcc-id",
    }
)  # fmt: skip


# -- comparing a report with what is expected -------------------------------------------------


def _one_of(expected: Any, key: str) -> list[Any]:
    return expected if key in MANY_WORDS and isinstance(expected, list) else [expected]


def _contains(haystack: object, needle: str) -> bool:
    return needle.casefold() in json.dumps(haystack, ensure_ascii=False).casefold()


def _target(report: dict[str, Any], wanted: str) -> dict[str, Any]:
    found = [one for one in report["components"] if one["id"] == wanted]
    assert len(found) == 1, (
        f"{wanted!r} is not one of {[one['id'] for one in report['components']]}"
    )
    component: dict[str, Any] = found[0]
    return component


def _default_target(data: dict[str, Any]) -> str | None:
    if "component" in data:
        return str(data["component"].get("id", "component-0"))
    if "services" in data and "components" not in data:
        return str(data["services"][0]["id"])
    return None


def _differences(component: dict[str, Any], expect: dict[str, Any]) -> list[str]:
    """What the report says of one component that the case does not."""
    wrong = [
        f"{key} is {component[key]!r}, not {expect[key]!r}"
        for key in ("verdict", "exclusion", "class", "origin", "rolled_up")
        if key in expect and component[key] not in _one_of(expect[key], key)
    ]
    citation = component["citation"] or ""
    if expect.get("citation", "") not in citation:
        wrong.append(f"citation is {citation!r}, without {expect['citation']!r}")
    if "exempt_before" in expect:
        given = component["exempt_before"] or {}
        if any(given.get(key) != value for key, value in expect["exempt_before"].items()):
            wrong.append(f"exempt_before is {given}, not {expect['exempt_before']}")
    facts = [one["fact"] for one in component["missing"]]
    wrong += [f"{word!r} not among {facts}" for word in expect.get("missing", ()) if
              not any(word in fact for fact in facts)]  # fmt: skip
    for key, field in (("assumption", "assumptions"), ("trace", "trace")):
        if key in expect and not _contains(component[field], expect[key]):
            wrong.append(f"{expect[key]!r} is not in the {field}")
    if "assumed" in expect and bool(component["assumptions"]) != expect["assumed"]:
        wrong.append(f"assumptions are {component['assumptions']}")
    if not citation or not component["trace"]:
        wrong.append("no citation or no trace")
    if component["verdict"] == "indeterminate" and not component["missing"]:
        wrong.append("indeterminate, and nothing is said to be missing")
    if wrong:
        wrong.append(f"verdict {component['verdict']}, because: {component['reason']}")
        wrong.append(
            f"parties {[(p['role'], p['origin'], p['why']) for p in component['parties']]}"
        )
    return wrong


def _program_differences(report: dict[str, Any], expect: dict[str, Any]) -> list[str]:
    wrong = []
    if "overall" in expect and report["verdict"] not in _one_of(expect["overall"], "overall"):
        wrong.append(f"overall verdict is {report['verdict']!r}, not {expect['overall']!r}")
    if "decision_status" in expect:
        statuses = [one.get("status") for one in report["decisions"]]
        if not any(expect["decision_status"] in str(status) for status in statuses):
            wrong.append(f"decisions are {statuses}, not {expect['decision_status']!r}")
    if "declaration_due" in expect:
        due = report["declaration"]["due"]
        if due != (expect["declaration_due"] or None):
            wrong.append(f"declaration due {due!r}, not {expect['declaration_due']!r}")
    rows = {str(row["model_year"]): row["verdict"] for row in report["schedule"]}
    for year, verdict in expect.get("schedule", {}).items():
        if rows.get(year) != verdict:
            wrong.append(f"schedule of {year} is {rows.get(year)!r}, not {verdict!r}")
    return wrong


def _faults(report: dict[str, Any]) -> list[str]:
    """What may be wrong with any report, whatever the case."""
    wrong = []
    counted = report["counts"]
    if not counted["components"] == len(report["components"]) == sum(counted["verdicts"].values()):
        wrong.append(f"counts in are not counts out: {counted}")
    severities = [SEVERITY.index(row["verdict"]) for row in report["schedule"]]
    if severities != sorted(severities):
        wrong.append(f"a later model year improves the verdict: {report['schedule']}")
    return wrong


def _stands_alone(data: dict[str, Any]) -> bool:
    """Whether the verdict on the one component is that on the program."""
    beside = {"components", "services", "metadata", "bom_text"} & data.keys()
    return "component" in data and not beside and "parts" not in data["component"]


def _expected_exit_code(
    data: dict[str, Any], expect: dict[str, Any], report: dict[str, Any]
) -> int:
    overall = report["verdict"]
    if "exit_code" in expect:
        return int(expect["exit_code"])
    hypothetical = overall == "pass" and "assume" in data.get("options", {})
    return 3 if hypothetical else EXIT_CODES[overall]


@pytest.mark.parametrize(
    ("case", "edition"),
    [(case, edition) for case in ALL_CASES for edition in case.editions(EDITIONS)],
    ids=lambda value: value.id if isinstance(value, Case) else value,
)
def test_the_rule_decides_the_case(case: Case, edition: str, tmp_path: Path) -> None:
    expect = case.expected(edition)
    program = write_files(case.data, tmp_path)
    code, output, complaint = run(arguments(case.data, program, edition))
    if "exit_code" in expect and not expect.keys() & {"verdict", "overall"}:
        assert code in _one_of(expect["exit_code"], "exit_code"), complaint or output[:2000]
        return
    assert output, f"nothing was reported, exit code {code}: {complaint}"
    report = json.loads(output)
    wrong = _program_differences(report, expect) + _faults(report)
    wanted = expect.get("of") or _default_target(case.data)
    if wanted is not None and expect.keys() - {"overall", "exit_code"}:
        component = _target(report, wanted)
        wrong += _differences(component, expect)
        if "note" in expect and not _contains(_said_beside(report, component), expect["note"]):
            wrong.append(f"nothing is said of {expect['note']!r}")
        if _stands_alone(case.data) and "overall" not in expect:
            follows = OVERALL_OF_ONE.get(component["verdict"], "pass")
            if report["verdict"] != follows:
                wrong.append(f"overall {report['verdict']!r} of one {component['verdict']!r}")
        if edition == EDITIONS[0] and _editions_must_differ(case):
            differs = (report["other_edition"] or {}).get("differs", [])
            if not any(str(one).endswith(component["id"]) for one in differs):
                wrong.append(f"the other edition differs, and {differs} does not say so")
    if code != _expected_exit_code(case.data, expect, report):
        wrong.append(f"exit code {code} with overall verdict {report['verdict']!r}")
    assert not wrong, "\n".join([case.data["rests_on"], *wrong])


def _said_beside(report: dict[str, Any], component: dict[str, Any]) -> list[object]:
    return [
        report["notes"], component["reason"], component.get("warnings"), component.get("notes"),
        component["missing"], component["parties"], report["suppliers"], report.get("findings"),
        component["trace"],
    ]  # fmt: skip


def _editions_must_differ(case: Case) -> bool:
    final, proposal = (case.expected(edition).get("verdict") for edition in EDITIONS)
    return isinstance(final, str) and isinstance(proposal, str) and final != proposal


# -- the cases themselves -----------------------------------------------------------------------


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.id)
def test_every_case_is_well_formed(case: Case) -> None:
    data = case.data
    assert data.keys() <= CASE_KEYS, data.keys() - CASE_KEYS
    assert {"sentence", "rests_on", "expect"} <= data.keys()
    assert str(data["sentence"]).endswith("."), "a sentence ends with a full stop"
    assert str(data["rests_on"]).startswith(("rule.md", "contract.md"))
    assert data.get("options", {}).keys() <= OPTION_KEYS
    for edition in case.editions(EDITIONS):
        assert edition in editions()
        expect = case.expected(edition)
        assert expect.keys() <= EXPECT_KEYS, expect.keys() - EXPECT_KEYS
        assert {"verdict", "overall", "exit_code", "declaration_due"} & expect.keys()
        assert set(_one_of(expect.get("verdict", "exempt"), "verdict")) <= VERDICTS
    if "bom_text" not in data:
        for component in _all_components(json.loads(bom_text(data))):
            names = [one["name"].removeprefix("vcs:") for one in component.get("properties", ())]
            assert set(names) <= FACTS, set(names) - FACTS


def _all_components(bom: dict[str, Any]) -> list[dict[str, Any]]:
    found = [bom["metadata"]["component"]] if "component" in bom.get("metadata", {}) else []
    waiting = list(bom["components"])
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].get("components", ())
    return found


def test_every_provision_has_cases() -> None:
    assert {case.provision for case in ALL_CASES} == set(PROVISIONS)


def test_the_cases_are_many_and_no_sentence_is_said_twice() -> None:
    assert len(ALL_CASES) >= FEWEST_CASES
    sentences = [(case.provision, case.stem, case.data["sentence"]) for case in ALL_CASES]
    assert len(set(sentences)) == len(sentences)


def test_a_verdict_other_than_the_expected_one_is_noticed() -> None:
    reported = {
        "verdict": "permitted", "exclusion": None, "class": "vcs-hardware", "origin": "none",
        "rolled_up": "permitted", "citation": "15 CFR 791.302", "exempt_before": None,
        "missing": [], "assumptions": [], "trace": ["asked"], "reason": "", "parties": [],
    }  # fmt: skip
    assert not _differences(reported, {"verdict": "permitted"})
    assert not _differences(reported, {"verdict": ["permitted", "exempt"]})
    for wrong in ({"verdict": "exempt"}, {"origin": "nexus"}, {"citation": "791.304"}):
        assert _differences(reported, wrong)
    assert _differences({**reported, "trace": []}, {"verdict": "permitted"})
    assert _differences({**reported, "verdict": "indeterminate"}, {"verdict": "indeterminate"})
