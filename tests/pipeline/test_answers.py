"""What an answer does to a component, and what it cannot do."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from tests.cli.vehicle import Thing, bom, thing

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.decisions import read_decisions
from vcs_check.inventory.vocabulary import Evidence
from vcs_check.origin.register import read_register
from vcs_check.pipeline import BomInput, Request, assess
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm, Statement
from vcs_check.questions.requests import item_id
from vcs_check.readers import read_bom
from vcs_check.regulations.edition import default_edition, edition_by_id

SUPPLIER = "Muster Telematik GmbH"
REGISTER = f"""
[[party]]
name = "{SUPPLIER}"
incorporated_in = "DE"
headquarters = "DE"
principal_place_of_business = "DE"
creates_what_it_supplies = true
ownership_reviewed = 2026-03-02

[[party]]
name = "Example Huadong (Shenzhen) Co., Ltd."
headquarters = "CN"
"""
NEXUS = "Example Huadong (Shenzhen) Co., Ltd."


def form(part: Thing, *answers: tuple[str, str], supplier: str = SUPPLIER, n: int = 0) -> Any:
    """A form with answers about one component."""
    document = read_bom(bom(part).encode(), "tcu.json")
    item = item_id(supplier, document.components[0])
    return AnsweredForm(
        file=f"answers-{n}.xlsx",
        sha256=hashlib.sha256(repr((answers, supplier, n)).encode()).hexdigest(),
        program="",
        supplier=supplier,
        by="A. Example, compliance",
        on=date(2026, 10, 1),
        statements=tuple(
            Statement(subject=item, field=field, value=value, place=f"Products!F{row}")
            for row, (field, value) in enumerate(answers, 4)
        ),
    )


def assessed(part: Thing, *forms: AnsweredForm, decisions: str = "", **more: Any) -> Assessment:
    request = Request(
        program=Program(model_year=2027, gvwr_lb=6000.0),
        inputs=(
            BomInput(path="tcu.json", load=lambda: bom(part).encode(), supplier=SUPPLIER,
                     part="Telematics control unit"),
        ),
        edition=default_edition(),
        other_edition=edition_by_id("nprm-2024"),
        today=date(2026, 11, 21),
        registers=(read_register(REGISTER.encode(), "r.toml"),),
        decisions=read_decisions(decisions.encode(), "d.toml"),
        answers=forms,
        **more,
    )  # fmt: skip
    return assess(request)


def judged(part: Thing, *forms: AnsweredForm, **more: Any) -> AssessedComponent:
    return assessed(part, *forms, **more).components[0]


def verdict(part: Thing, *forms: AnsweredForm, **more: Any) -> str:
    return judged(part, *forms, **more).outcome.verdict.value


AGENT = thing("agent", maker=NEXUS, class_="vcs-software")
FIRMWARE = thing("agent", maker=NEXUS, class_="vcs-software", firmware="true")


def test_answer_has_the_weight_of_a_declared_fact() -> None:
    assert verdict(AGENT) == "prohibited"
    assert verdict(AGENT, form(AGENT, ("processor", "subordinate"))) == "out-of-scope"
    strict = {"evidence": Evidence.STRICT}
    assert verdict(AGENT, form(AGENT, ("processor", "subordinate")), **strict) == "out-of-scope"


def test_answer_shows_in_the_trace_and_under_the_other_edition() -> None:
    found = judged(AGENT, form(AGENT, ("processor", "subordinate")))
    assert found.outcome.trace[-1].because == (
        "processor = subordinate (Products!F4): "
        "answer answers-0.xlsx by A. Example, compliance on 2026-10-01"
    )


def test_answer_against_the_bom_is_undecided_and_never_lenient() -> None:
    assert verdict(FIRMWARE) == "out-of-scope"
    found = judged(FIRMWARE, form(FIRMWARE, ("firmware", "false")))
    assert found.outcome.verdict.value == "indeterminate"
    assert [m.of for m in found.outcome.missing if m.fact == "contradiction"] == ["you"]
    not_firmware = thing("agent", maker=NEXUS, class_="vcs-software", firmware="false")
    assert verdict(not_firmware, form(not_firmware, ("firmware", "true"))) == "indeterminate"


def test_contradiction_that_does_not_matter_leaves_the_verdict() -> None:
    part = thing("agent", maker=NEXUS, class_="vcs-software", last_altered="2026-05-01")
    found = assessed(part, form(part, ("last-altered", "2026-06-01")))
    assert found.components[0].outcome.verdict.value == "prohibited"
    (view,) = found.answers
    assert view.conflicts == (
        "agent: last-altered = 2026-05-01 (the BOM) or 2026-06-01 (answer answers-0.xlsx by "
        "A. Example, compliance on 2026-10-01)",
    )
    assert any("the answers contradict: agent: last-altered" in note for note in found.notes)


def test_two_forms_against_each_other_are_undecided() -> None:
    one = form(AGENT, ("processor", "subordinate"))
    other = form(AGENT, ("processor", "primary"), n=1)
    assert verdict(AGENT, one, other) == "indeterminate"
    assert verdict(AGENT, other, one) == "indeterminate"
    assert verdict(AGENT, one, form(AGENT, ("processor", "subordinate"), n=1)) == "out-of-scope"


def test_decision_settles_what_answers_contradict() -> None:
    decided = (
        '[[decision]]\ncomponent = "agent"\nsets = { processor = "primary" }\n'
        'reason = "Reviewed."\nby = "compliance desk"\non = 2026-05-11\n'
    )
    forms = (form(AGENT, ("processor", "subordinate")), form(AGENT, ("processor", "primary"), n=1))
    for given in (forms[:1], forms):
        assert verdict(AGENT, *given, decisions=decided) == "prohibited"


def test_cyclonedx_modified_is_not_undone_by_an_answer() -> None:
    part = thing("library", maker=NEXUS) | {
        "modified": True, "licenses": [{"license": {"id": "MIT"}}],
        "purl": "pkg:npm/library@1.0", "version": "1.0", "type": "library",
    }  # fmt: skip
    assert verdict(part, form(part, ("modified", "false"))) == "indeterminate"


def test_answer_does_not_clear_what_is_known_to_be_an_operating_system() -> None:
    part = thing("linux", kind="operating-system", maker=NEXUS, class_="vcs-software")
    assert verdict(part, form(part, ("firmware", "true"))) in {"prohibited", "indeterminate"}


def test_supplier_who_says_not_open_source_is_believed() -> None:
    part = thing("library", maker=NEXUS) | {
        "type": "library", "licenses": [{"license": {"id": "MIT"}}], "version": "1.0",
        "purl": "pkg:npm/library@1.0",
    }  # fmt: skip
    assert verdict(part) == "out-of-scope"
    assert verdict(part, form(part, ("open-source", "false"))) == "prohibited"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [("MIT", "out-of-scope"), ("LicenseRef-Own", "prohibited"), ("", "prohibited")],
)
def test_open_source_needs_an_open_licence(licence: str, expected: str) -> None:
    answers = (("open-source", "true"), ("licence", licence), ("modified", "false"))
    assert verdict(AGENT, form(AGENT, *answers)) == expected


def test_named_party_counts_beside_those_of_the_bom() -> None:
    part = thing("agent", maker=SUPPLIER, class_="vcs-software")
    assert verdict(part) == "permitted"
    found = assessed(part, form(part, ("developer", NEXUS)))
    assert found.components[0].outcome.verdict.value == "prohibited"
    other = assessed(part, form(part, ("manufacturer", NEXUS)))
    assert "both count" in other.answers[0].conflicts[0]


def test_answer_of_somebody_who_is_not_named_reaches_nothing() -> None:
    given = form(AGENT, ("processor", "subordinate"), supplier="Beispiel AG")
    found = assessed(AGENT, given)
    assert found.components[0].outcome.verdict.value == "prohibited"
    assert found.answers[0].unused
    assert found.answers[0].components == 0


def test_too_many_contradictions_settle_nothing() -> None:
    facts = ("firmware", "modified", "modifications-shared", "programmable", "foreign-interest")
    one = form(AGENT, *((fact, "true") for fact in facts))
    other = form(AGENT, *((fact, "false") for fact in facts), n=1)
    assert verdict(AGENT, one, other) == "indeterminate"


def test_order_of_forms_changes_nothing_but_their_own_order() -> None:
    one = form(AGENT, ("processor", "subordinate"), ("firmware", "false"))
    other = form(AGENT, ("processor", "primary"), ("developed", "2025-01-01"), n=1)
    left, right = assessed(AGENT, one, other), assessed(AGENT, other, one)
    assert left.counts == right.counts
    assert left.schedule == right.schedule
