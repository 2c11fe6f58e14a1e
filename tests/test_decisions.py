"""Reviewed decisions and what-ifs: contract section 4, and ``--assume`` of section 1."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import (
    PRC_MAKER,
    UNKNOWN_MAKER,
    bom,
    check,
    prohibited,
    report,
    run,
    undecided,
    unrelated,
    verdicts,
    write,
)
from tests.cli.vehicle import decision as entry

from vcs_check.decisions import DecisionStatus, read_decisions
from vcs_check.errors import MalformedError
from vcs_check.inventory.facts import FACT_NAMES

PURL = "pkg:generic/agent@1.2"
YEAR = ("--model-year", "2027")
SECTION_5 = {
    "class": "vcs-software", "exclusion": "firmware", "radio": "cellular,wifi",
    "frequency-mhz": "2400", "receive-only": "true", "programmable": "false",
    "directly-enables": "true", "automation-level": "3", "processor": "subordinate",
    "firmware": "true", "modified": "false", "modifications-shared": "true",
    "foreign-interest": "false", "developed": "2026-01-01", "first-supplied": "2026-01-01",
    "last-altered": "2026-01-01", "altered-by": "Muster GmbH", "designer": "Muster GmbH",
    "developer": "Muster GmbH", "manufacturer": "Muster GmbH", "supplier": "Muster GmbH",
    "maintainer": "Muster GmbH", "made-in": "DE", "lei": "x", "uscc": "x", "inn": "x", "ogrn": "x",
    "duns": "x", "cage": "x", "model-year": "2027", "part": "Seat module", "fcc-id": "2AXYZ123",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    agent = prohibited("agent", ref="agent-ref") | {"purl": PURL, "version": "1.2"}
    write(tmp_path, car_json=bom(agent, unrelated()))
    return tmp_path


def decided(folder: Path, text: str, *more: str) -> dict[str, Any]:
    """The report of ``car.json`` with these decisions."""
    write(folder, d_toml=text)
    return report("car.json", *YEAR, "--decisions", "d.toml", *more)


def status(read: dict[str, Any]) -> list[str]:
    return [view["status"] for view in read["decisions"]]


# -- the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["reason", "by", "on"])
def test_decision_that_nobody_answers_for_is_refused_with_its_line(key: str, folder: Path) -> None:
    whole = "# reviewed\n" + entry("first") + entry("agent")
    last = whole.rindex(f"{key} = ")
    text = whole[:last] + whole[whole.index("\n", last) + 1 :]
    with pytest.raises(MalformedError, match=f"d.toml: line 8: .*'{key}'"):
        read_decisions(text.encode(), "d.toml")
    write(folder, d_toml=text)
    assert check("car.json", "--decisions", "d.toml").exit_code == 4


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('by = "', 'bye = "', 5, "bye"),
        ("on = 2026-05-11", 'on = "soon"', 6, "soon"),
        ("on = 2026-05-11", "on = 2026-05-11T08:00:00", 6, "date"),
        ("[[decision]]", "[[decisions]]", 1, "decisions"),
        ('class = "other"', 'colour = "red"', 3, "colour"),
        ('class = "other"', 'class = "vcs"', 3, "vcs-hardware"),
        ('class = "other"', 'frequency-mhz = "fast"', 3, "number"),
        ('class = "other"', "frequency-mhz = -1", 3, "number"),
        ('class = "other"', 'first-supplied = "2026"', 3, "YYYY-MM-DD"),
        ('class = "other"', "firmware = 1", 3, "true or false"),
        ('class = "other"', "automation-level = 6", 3, "J3016"),
        ('class = "other"', 'model-year = "soon"', 3, "model year"),
        ('reason = "Reviewed."', 'reason = " "', 4, "empty"),
        ('component = "agent"', "component = 5", 2, "text"),
        ('component = "agent"\n', "", 1, "component"),
        ('sets = { class = "other" }\n', "", 1, "sets"),
        ('sets = { class = "other" }', "sets = 5", 3, "table"),
    ],
)
def test_slip_in_a_decision_is_named_with_its_line(
    old: str, new: str, line: int, says: str
) -> None:
    text = entry("agent")
    assert old in text
    with pytest.raises(MalformedError) as caught:
        read_decisions(text.replace(old, new).encode(), "d.toml")
    assert str(caught.value).startswith(f"d.toml: line {line}: ")
    assert says in str(caught.value)


def test_table_of_facts_is_every_property_of_section_5() -> None:
    assert SECTION_5.keys() == FACT_NAMES


@pytest.mark.parametrize("fact", sorted(SECTION_5))
def test_every_fact_of_section_5_can_be_decided(fact: str, folder: Path) -> None:
    read = decided(folder, entry("agent", f'sets = {{ {fact} = "{SECTION_5[fact]}" }}'))
    assert status(read) == ["applied"]
    assert read["decisions"][0]["sets"] == f"{fact} = {SECTION_5[fact]}"


@pytest.mark.parametrize(
    "written",
    ["firmware = true", 'firmware = "true"', "frequency-mhz = 2400", "frequency-mhz = 433.92",
     "automation-level = 3", "first-supplied = 2026-01-01", "model-year = 2027",
     'exclusion = ["firmware", "legacy"]', 'designer = ["A GmbH", "B GmbH"]'],
)  # fmt: skip
def test_facts_are_written_as_toml_or_as_text(written: str) -> None:
    (found,) = read_decisions(entry("agent", f"sets = {{ {written} }}").encode(), "d.toml")
    name = written.split(" ", maxsplit=1)[0]
    assert found.fact_names == {name}


def test_everything_that_a_decision_says_is_in_the_report(folder: Path) -> None:
    text = entry("agent") + 'expires = 2027-05-11\nevidence = ["review.pdf"]\nversion = "1.2"\n'
    (view,) = decided(folder, text)["decisions"]
    assert view["component"] == "agent"
    assert view["sets"] == "class = other"
    assert view["reason"] == "Reviewed."
    assert view["by"] == "compliance desk"
    assert (view["on"], view["expires"]) == ("2026-05-11", "2027-05-11")
    assert view["evidence"] == ["review.pdf"]
    assert view["matched"] == 1


# -- what comes of it --------------------------------------------------------------------------


def test_applied_decision_shows_both_verdicts(folder: Path) -> None:
    read = decided(folder, entry("agent"))
    assert verdicts(read)["agent"] == "out-of-scope"
    assert status(read) == ["applied"]
    assert read["decisions"][0]["changed"] == ["0#agent-ref: prohibited → out-of-scope"]
    (agent,) = [c for c in read["components"] if c["name"] == "agent"]
    assert agent["decisions"] == [0]
    assert agent["hypothetical"] is False


def test_trace_of_a_decided_component_says_that_it_was_decided(folder: Path) -> None:
    read = decided(folder, entry("agent"))
    (agent,) = [c for c in read["components"] if c["name"] == "agent"]
    said = " ".join([agent["reason"], *(line["because"] for line in agent["trace"])])
    assert "decision" in said.lower() or "decided" in said.lower()


def test_decision_that_changes_nothing_is_applied_without_a_change(folder: Path) -> None:
    (view,) = decided(folder, entry("seat-heater"))["decisions"]
    assert (view["status"], view["changed"]) == ("applied", [])


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2027-05-10", "applied"), ("2027-05-11", "expired"), ("2027-05-12", "expired")],
)
def test_day_of_expiry_is_too_late(today: str, expected: str, folder: Path) -> None:
    write(folder, d_toml=entry("agent") + "expires = 2027-05-11\n")
    arguments = ("check", "car.json", *YEAR, "--decisions", "d.toml", "--today", today)
    result = run(*arguments, "-o", "json")
    assert f'"status": "{expected}"' in result.stdout
    assert result.exit_code == (0 if expected == "applied" else 1)


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-05-10", "not yet in force"), ("2026-05-11", "applied"), ("2026-05-12", "applied")],
)
def test_decision_is_in_force_from_its_day_on(today: str, expected: str, folder: Path) -> None:
    write(folder, d_toml=entry("agent"))
    arguments = ("check", "car.json", *YEAR, "--decisions", "d.toml", "--today", today)
    result = run(*arguments, "-o", "json")
    assert f'"status": "{expected}"' in result.stdout
    assert result.exit_code == (0 if expected == "applied" else 1)


def test_decision_that_matches_nothing_is_reported(folder: Path) -> None:
    read = decided(folder, entry("nobody"))
    assert status(read) == ["unmatched"]
    assert read["decisions"][0]["matched"] == 0
    for name in ("text", "json", "html", "markdown"):
        shown = check("car.json", "--decisions", "d.toml", "-v", "-o", name).stdout
        assert "nobody" in shown
        assert "unmatched" in shown


def test_word_that_means_different_things_is_over_broad_and_not_applied(folder: Path) -> None:
    write(folder, car_json=bom(prohibited("agent", ref="a"), undecided("agent", ref="b")))
    read = decided(folder, entry("agent"))
    assert status(read) == ["over-broad"]
    assert {c["verdict"] for c in read["components"]} == {"prohibited", "indeterminate"}
    assert read["decisions"][0]["matched"] == 2


def test_same_thing_in_several_places_is_not_over_broad(folder: Path) -> None:
    write(folder, car_json=bom(prohibited("agent", ref="a"), prohibited("agent", ref="b")))
    read = decided(folder, entry("agent"))
    assert status(read) == ["applied"]
    assert len(read["decisions"][0]["changed"]) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('class = "other"', 'class = "vcs-software"'),
        ("firmware = true", "firmware = false"),
        ("frequency-mhz = 0", "frequency-mhz = 2400"),
        ("model-year = 2026", 'model-year = "none"'),
        ('manufacturer = "A GmbH"', 'manufacturer = "B GmbH"'),
        ('duns = "1"', 'duns = "2"'),
    ],
)
def test_decisions_that_contradict_each_other_are_both_not_applied(
    first: str, second: str, folder: Path
) -> None:
    text = entry("agent", f"sets = {{ {first} }}") + entry("agent-ref", f"sets = {{ {second} }}")
    read = decided(folder, text)
    assert status(read) == ["conflicting", "conflicting"]
    assert verdicts(read) == verdicts(report("car.json", *YEAR))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('class = "vcs-software"', "firmware = true"),
        ("frequency-mhz = 2400", 'frequency-mhz = "2400.0"'),
        ('manufacturer = "A GmbH"', 'supplier = "B GmbH"'),
        ('duns = "1"', 'cage = "1"'),
        ('exclusion = "firmware"', 'class = "vcs-software"'),
    ],
)
def test_decisions_that_complete_each_other_are_both_applied(
    first: str, second: str, folder: Path
) -> None:
    text = entry("agent", f"sets = {{ {first} }}") + entry("agent-ref", f"sets = {{ {second} }}")
    assert status(decided(folder, text)) == ["applied", "applied"]


def test_contradicting_authorizations_are_not_applied(folder: Path) -> None:
    one, two = (entry("agent", f'authorization = "SA-2026-{n}"') for n in (1, 2))
    assert status(decided(folder, one + two)) == ["conflicting", "conflicting"]
    assert status(decided(folder, one + one)) == ["applied", "applied"]


def test_specific_authorization_makes_a_prohibited_component_authorized(folder: Path) -> None:
    read = decided(folder, entry("agent", 'authorization = "SA-2026-0113"'))
    assert verdicts(read)["agent"] == "authorized"
    assert read["decisions"][0]["changed"] == ["0#agent-ref: prohibited → authorized"]
    (agent,) = [c for c in read["components"] if c["name"] == "agent"]
    assert agent["authorization"] == "SA-2026-0113"


def test_decided_nexus_party_makes_a_component_prohibited(folder: Path) -> None:
    write(folder, r_toml=f'[[party]]\nname = "{PRC_MAKER}"\nincorporated_in = "CN"\n',
          car_json=bom(undecided("agent")))  # fmt: skip
    text = entry("agent", f'sets = {{ developer = "{PRC_MAKER}" }}')
    read = decided(folder, text, "--register", "r.toml")
    assert verdicts(read) == {"agent": "prohibited"}
    assert read["decisions"][0]["changed"] == ["0#agent: indeterminate → prohibited"]


def test_decided_party_never_takes_the_place_of_a_nexus_party(folder: Path) -> None:
    read = decided(folder, entry("agent", 'sets = { manufacturer = "Example Motors" }'))
    assert verdicts(read)["agent"] == "prohibited"


@pytest.mark.parametrize("name", ["text", "json", "html", "markdown"])
def test_report_lists_every_decision_that_changed_a_verdict(name: str, folder: Path) -> None:
    write(folder, d_toml=entry("agent") + entry("seat-heater").replace("desk", "office"))
    text = check("car.json", *YEAR, "--decisions", "d.toml", "-v", "-o", name).stdout
    assert "prohibited → out-of-scope" in " ".join(text.split())
    assert "compliance desk" in " ".join(text.split())


# -- which components --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "purl", "matches"),
    [
        ("pkg:generic/agent", "pkg:generic/agent@1.2", True),
        ("pkg:generic/agent@1.2", "pkg:generic/agent@1.2", True),
        ("pkg:generic/agent@1.3", "pkg:generic/agent@1.2", False),
        ("pkg:generic/agent", "pkg:generic/agent@1.2?arch=arm64#lib", True),
        ("pkg:generic/agent@1.2", "pkg:generic/agent@1.2?arch=arm64", True),
        ("pkg:generic/agent@1.2?arch=arm64", "pkg:generic/agent@1.2?arch=arm64", True),
        ("pkg:generic/agent@1.2?arch=x86", "pkg:generic/agent@1.2?arch=arm64", False),
        ("pkg:generic/agent?arch=arm64", "pkg:generic/agent@1.2", False),
        ("pkg:generic/agen", "pkg:generic/agent@1.2", False),
        ("pkg:npm/%40scope/agent", "pkg:npm/%40scope/agent@1.2", True),
        ("pkg:npm/@scope/agent", "pkg:npm/@scope/agent@1.2", True),
        ("pkg:npm/@scope/agent", "pkg:npm/@scope/other@1.2", False),
        ("pkg:npm/agent", "pkg:generic/agent@1.2", False),
    ],
)
def test_purl_of_a_decision_matches(component: str, purl: str, matches: bool, folder: Path) -> None:
    write(folder, car_json=bom(prohibited("zorp", ref="r") | {"purl": purl}))
    assert status(decided(folder, entry(component))) == ["applied" if matches else "unmatched"]


def test_purl_that_serves_as_id_matches_without_a_purl_of_its_own(folder: Path) -> None:
    ref = "pkg:generic/agent@1.2?package-id=1f"
    write(folder, car_json=bom(prohibited("zorp", ref=ref)))
    for component in (ref, "pkg:generic/agent@1.2", "pkg:generic/agent"):
        assert status(decided(folder, entry(component))) == ["applied"]


@pytest.mark.parametrize("word", ["agent-ref", "agent", PURL])
def test_bom_ref_name_and_purl_match(word: str, folder: Path) -> None:
    assert status(decided(folder, entry(word))) == ["applied"]


@pytest.mark.parametrize("word", ["Agent", "agen", "agent ref", "AGENT-REF"])
def test_nothing_but_the_exact_word_matches(word: str, folder: Path) -> None:
    assert status(decided(folder, entry(word))) == ["unmatched"]


def test_spdx_id_matches(folder: Path) -> None:
    from tests.cli.vehicle import spdx

    write(folder, car_json=spdx([], "agent"))
    read = decided(folder, entry("SPDXRef-agent"))
    assert status(read) == ["applied"]
    assert verdicts(read) == {"agent": "out-of-scope"}


@pytest.mark.parametrize(("version", "expected"), [("1.2", "applied"), ("1.3", "unmatched")])
def test_version_narrows_a_decision(version: str, expected: str, folder: Path) -> None:
    assert status(decided(folder, entry("agent") + f'version = "{version}"\n')) == [expected]


@pytest.mark.parametrize(
    ("bom_of_decision", "matched"),
    [("a.json", 1), ("boms/a.json", 1), ("b.json", 1), ("c.json", 0), (".json", 0), (None, 2)],
)
def test_bom_narrows_a_decision(bom_of_decision: str | None, matched: int, folder: Path) -> None:
    (folder / "boms").mkdir()
    write(folder / "boms", a_json=bom(prohibited("agent")), b_json=bom(prohibited("agent")))
    line = f'bom = "{bom_of_decision}"\n' if bom_of_decision else ""
    write(folder, d_toml=entry("agent") + line)
    (view,) = report("boms", *YEAR, "--decisions", "d.toml")["decisions"]
    assert view["matched"] == matched
    assert view["status"] == ("applied" if matched else "unmatched")


# -- what if -----------------------------------------------------------------------------------


def by_name(read: dict[str, Any]) -> dict[str, Any]:
    return {component["name"]: component for component in read["components"]}


def test_assumed_party_is_marked_everywhere_and_never_passes() -> None:
    statement = f"party:{PRC_MAKER}=none"
    read = report("car.json", *YEAR, "--assume", statement)
    assert read["hypotheses"] == [statement]
    assert read["verdict"] == "pass"
    assert by_name(read)["agent"]["verdict"] == "permitted"
    assert by_name(read)["agent"]["hypothetical"] is True
    assert by_name(read)["seat-heater"]["hypothetical"] is False
    assert "--assume" in by_name(read)["agent"]["parties"][0]["why"]
    result = check("car.json", *YEAR, "--assume", statement)
    assert result.exit_code == 3
    for name in ("text", "html", "markdown"):
        shown = check("car.json", *YEAR, "--assume", statement, "-o", name).stdout
        assert "hypothetical" in shown.lower()


def test_assumed_fact_is_marked_and_no_decision() -> None:
    statement = "component:agent.class=other"
    read = report("car.json", *YEAR, "--assume", statement)
    assert verdicts(read)["agent"] == "out-of-scope"
    assert by_name(read)["agent"]["hypothetical"] is True
    assert read["hypotheses"] == [statement]
    assert read["decisions"] == []
    assert check("car.json", *YEAR, "--assume", statement).exit_code == 3


def test_assumed_manufacturer_takes_the_place_of_the_stated_one(folder: Path) -> None:
    write(folder, car_json=bom(undecided("agent", ref="agent-ref")))
    as_nexus = ("--assume", f"party:{UNKNOWN_MAKER}=nexus")
    assert verdicts(report("car.json", *YEAR, *as_nexus)) == {"agent": "prohibited"}
    other = (*as_nexus, "--assume", "component:agent-ref.manufacturer=Beispiel AG",
             "--assume", "party:Beispiel AG=none")  # fmt: skip
    assert verdicts(report("car.json", *YEAR, *other)) == {"agent": "permitted"}


def test_reference_of_an_assumption_may_contain_dots_and_signs(folder: Path) -> None:
    write(folder, car_json=bom(prohibited("agent", ref="a.b=c.d") | {"purl": PURL}))
    for reference in ("a.b=c.d", PURL):
        read = report("car.json", *YEAR, "--assume", f"component:{reference}.class=other")
        assert verdicts(read) == {"agent": "out-of-scope"}


def test_assumption_never_softens_the_exit_code() -> None:
    nobody = ("--assume", "party:Nobody=none")
    assert check("car.json", *YEAR, *nobody).exit_code == 1
    assert check("car.json", "gone.json", *YEAR, *nobody).exit_code == 4


@pytest.mark.parametrize("what", ["party:Nobody=none", "component:nobody.class=other"])
def test_assumption_that_concerns_nothing_is_said_to(what: str) -> None:
    notes = report("car.json", *YEAR, "--assume", what)["notes"]
    assert [note for note in notes if "obody" in note and "--assume" in note]
    real = report("car.json", *YEAR, "--assume", f"party:{PRC_MAKER}=none")["notes"]
    assert not [note for note in real if "--assume" in note]


@pytest.mark.parametrize(
    "statement",
    ["party:X=maybe", "party:=none", "X=none", "component:agent=other", "component:agent.class=red",
     "component:.class=other", "component:agent.colour=red", "party:X"],
)  # fmt: skip
def test_assumption_of_no_form_is_wrong_usage(statement: str) -> None:
    assert check("car.json", "--assume", statement).exit_code == 2


def test_decision_without_expiry_stays_in_force() -> None:
    (found,) = read_decisions(entry("agent").encode(), "d.toml")
    assert found.timely(date(2099, 1, 1)) is None
    assert found.timely(date(2026, 5, 10)) is DecisionStatus.NOT_YET_IN_FORCE


def test_empty_file_has_no_decisions() -> None:
    assert read_decisions(b"# nothing yet\n", "d.toml") == ()
