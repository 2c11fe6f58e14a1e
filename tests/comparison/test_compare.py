"""What became of each component, whether it is a new finding, and why."""

from __future__ import annotations

from typing import Any

import pytest
from tests.comparison.building import Thing, bom, part, party, read, report

from vcs_check.comparison import Comparison, compare
from vcs_check.comparison.result import Change, ChangeKind

CHANGED = [bom(sha256="b" * 64)]


def between(old: Thing, new: Thing) -> Comparison:
    return compare(read(old, "old.json"), read(new, "new.json"))


def only(old: Thing, new: Thing) -> Change:
    (change,) = between(old, new).changes
    return change


def kinds(comparison: Comparison) -> list[str]:
    return [change.kind.value for change in comparison.changes]


def causes(change: Change) -> list[str]:
    return [cause.kind.value for cause in change.causes]


def test_equal_reports_do_not_differ() -> None:
    same = report(part(), part("antenna", "prohibited", party()))
    assert between(same, same).is_empty


def test_order_and_place_in_the_file_do_not_matter() -> None:
    one = [part("a", source="/components/0"), part("b", "prohibited", source="/components/1")]
    other = [{**one[1], "source": "/components/0"}, {**one[0], "source": "/components/1"}]
    assert between(report(*one), report(*other)).is_empty


def test_pointers_in_place_of_ids_do_not_matter() -> None:
    one = [part("a", id="/0", source="/0"), part("b", "exempt", id="/1", source="/1")]
    other = [part("b", "exempt", id="/0", source="/0"), part("a", id="/1", source="/1")]
    assert between(report(*one), report(*other)).is_empty


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (part(version="1"), part(version="2"), "version"),
        (part(id="m-1"), part(id="m-1", name="modem-x"), "name"),
        (part(id="m@1", purl="pkg:x/m@1"), part(id="m@2", purl="pkg:x/m@2"), "purl"),
        (part(id="m@1", purl="pkg:x/m@1"), part(id="n@1", purl="pkg:x/m@1", unit="GW"), "place"),
        (part(id="1"), part(id="2", unit="GW"), "place"),
    ],
    ids=["version", "renamed", "package version", "moved package", "moved name"],
)  # fmt: skip
def test_same_component_shows_as_changed_not_as_gone_and_new(
    old: Thing, new: Thing, field: str
) -> None:
    change = only(report(old), report(new, inputs=CHANGED))
    assert change.kind is ChangeKind.OTHER
    assert field in [entry.field for entry in change.fields]
    assert causes(change) == ["bom"]


def test_file_of_another_name_is_the_same_input() -> None:
    comparison = between(
        report(part(), inputs=[bom("old/tcu-1.json")]),
        report(part(), inputs=[bom("new/tcu-2.json", "b" * 64)]),
    )
    assert not comparison.changes
    assert [entry.old_path for entry in comparison.inputs] == ["old/tcu-1.json"]


def test_numbered_ids_that_shifted_do_not_pair_different_things() -> None:
    comparison = between(
        report(part("a", id="1"), part("b", id="2")),
        report(part("new", id="1"), part("a", id="2"), part("b", id="3"), inputs=CHANGED),
    )
    assert kinds(comparison) == ["appeared"]


def test_duplicates_are_counted_one_by_one() -> None:
    two, three = [part("r", "prohibited", party())] * 2, [part("r", "prohibited", party())] * 3
    comparison = between(report(*two), report(*three, inputs=CHANGED))
    assert kinds(comparison) == ["appeared"]
    assert comparison.changes[0].is_new_finding


def test_of_duplicates_the_one_that_became_worse_is_the_change() -> None:
    old = [part("r", "prohibited", party()), part("r")]
    new = [part("r", "prohibited", party()), part("r", "prohibited", party())]
    assert kinds(between(report(*old), report(*new))) == ["worse"]


@pytest.mark.parametrize(
    ("old", "new", "is_new"),
    [
        (part(verdict="permitted"), part(verdict="prohibited"), True),
        (part(verdict="indeterminate"), part(verdict="prohibited"), True),
        (part(verdict="prohibited"), part(verdict="prohibited", version="2"), False),
        (part(verdict="prohibited"), part(verdict="indeterminate"), False),
        (part(verdict="exempt"), part(verdict="permitted"), False),
        (part(verdict="permitted"), part(verdict="exempt"), False),
        (None, part(verdict="indeterminate"), True),
        (None, part(verdict="permitted"), False),
        (
            part("modem", "prohibited", party("A")),
            part("modem", "prohibited", party("A"), party("B")),
            True,
        ),
        (
            part("modem", "indeterminate", party("A", "unknown")),
            part("modem", "indeterminate", party("B", "unknown")),
            True,
        ),
        (
            part("modem", "prohibited", party("A")),
            part("modem", "prohibited", party("A"), party("B", "none")),
            False,
        ),
        (
            part(verdict="prohibited"),
            part(verdict="prohibited", citation="15 CFR 791.304"),
            True,
        ),
    ],
)
def test_new_finding_is_worse_or_by_another_provision_or_person(
    old: Thing | None, new: Thing, is_new: bool
) -> None:
    change = only(report(*([old] if old else [])), report(new))
    assert change.is_new_finding is is_new


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"edition": {"id": "nprm-2024"}}, "edition"),
        ({"program": {"name": "Example EV", "model_year": 2030}}, "program"),
        ({"program": {"name": "Example EV", "model_year": 2027, "date": "2029-01-01"}}, "program"),
        ({"evidence": "strict"}, "options"),
        ({"software_scope": "narrow"}, "options"),
        ({"hypotheses": ["party:A=nexus"]}, "options"),
        ({"tool": {"name": "vcs-check", "version": "2.0"}}, "tool"),
        ({"inputs": CHANGED}, "bom"),
        ({}, "unexplained"),
    ],
)  # fmt: skip
def test_cause_of_a_verdict_is_what_differs(more: dict[str, Any], kind: str) -> None:
    change = only(report(part(verdict="exempt")), report(part(verdict="prohibited"), **more))
    assert causes(change) == [kind]


def test_register_that_changed_is_the_cause_with_its_reason() -> None:
    change = only(
        report(part("modem", "indeterminate", party("A", "unknown"))),
        report(part("modem", "prohibited", party("A", why="51 % held by B (list.toml)"))),
    )
    assert causes(change) == ["register"]
    assert "unknown → nexus: 51 % held by B" in change.causes[0].text


def test_decision_that_applies_now_is_the_cause() -> None:
    decided = {"component": "modem", "sets": "class = other", "by": "x", "on": "2026-01-02"}
    change = only(
        report(part(verdict="prohibited")),
        report(part(verdict="out-of-scope", decisions=[0]), decisions=[decided]),
    )
    assert causes(change) == ["decision"]
    assert change.kind is ChangeKind.BETTER


def test_answers_that_changed_are_named() -> None:
    def line(answer: str) -> Thing:
        return {"question": "Exempt?", "answer": answer, "because": "b", "citation": "308"}

    change = only(
        report(part(verdict="exempt", trace=[line("yes")])),
        report(part(verdict="prohibited", trace=[line("no")])),
    )
    assert [(a.question, a.old, a.new) for a in change.answers] == [("Exempt?", "yes", "no")]


@pytest.mark.parametrize("swapped", [False, True])
def test_component_counted_in_a_group_is_neither_gone_nor_new(swapped: bool) -> None:
    listed = report(part(), part("bolt", "out-of-scope"))
    counted = report(part(), groups=[{"why": "out of scope: passive", "components": 1}])
    pair = (counted, listed) if swapped else (listed, counted)
    assert kinds(between(*pair)) == ["unlisted"]


@pytest.mark.parametrize("swapped", [False, True])
def test_component_of_an_unreadable_input_is_neither_gone_nor_new(swapped: bool) -> None:
    seen, unseen = report(part()), report(inputs=[bom(sha256="", error="tcu.json: no JSON")])
    pair = (unseen, seen) if swapped else (seen, unseen)
    assert kinds(between(*pair)) == ["unread"]


def test_input_that_can_no_longer_be_read_is_newly_undecided() -> None:
    comparison = between(report(part()), report(inputs=[bom(sha256="", error="no JSON")]))
    assert [entry.is_new_finding for entry in comparison.inputs] == [True]
    again = between(report(inputs=[bom(error="x")]), report(inputs=[bom(error="x")]))
    assert not any(entry.is_new_finding for entry in again.inputs)


def test_bom_that_says_it_is_incomplete_is_newly_undecided() -> None:
    incomplete = report(part(), inputs=[bom(incomplete=True)])
    assert [e.is_new_finding for e in between(report(part()), incomplete).inputs] == [True]
    assert between(incomplete, incomplete).is_empty


def test_finding_on_the_program_is_new_unless_it_was_as_bad() -> None:
    worse = {"verdict": "prohibited", "citation": "15 CFR 791.304", "reason": "r"}
    milder = {**worse, "verdict": "indeterminate"}
    for old, new, is_new in (
        ([], [worse], True),
        ([milder], [worse], True),
        ([worse], [milder], False),
    ):
        comparison = between(report(findings=old), report(findings=new))
        assert [entry.is_new_finding for entry in comparison.findings] == [is_new]
    assert not between(report(findings=[worse]), report(findings=[worse])).findings


def test_party_of_which_more_is_known_is_named_once_and_not_for_a_line() -> None:
    def known(why: str, origin: str = "unknown") -> Thing:
        return {"name": "A", "origin": origin, "components": 3, "why": why}

    old = report(suppliers=[known("x (list.toml, line 9)")])
    assert not between(old, report(suppliers=[known("x (list.toml, line 12)")])).parties
    (party_,) = between(old, report(suppliers=[known("y", "none")])).parties
    assert (party_.old, party_.new, party_.why) == ("unknown", "none", "y")
