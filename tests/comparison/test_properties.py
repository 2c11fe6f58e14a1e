"""What holds of every comparison."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comparison.building import bom, part, party, read, report

from vcs_check.comparison import compare
from vcs_check.inventory.vocabulary import Verdict

_MIRROR = {"worse": "better", "better": "worse", "appeared": "gone", "gone": "appeared"}


@st.composite
def parts(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(["modem", "antenna", "stack"]))
    people = [
        party(who, draw(st.sampled_from(["nexus", "unknown", "none"])))
        for who in draw(st.lists(st.sampled_from(["A", "B"]), max_size=2, unique=True))
    ]
    return part(
        name,
        draw(st.sampled_from(list(Verdict))).value,
        *people,
        id=draw(st.sampled_from(["x", "y", "1", "2", "/components/" + name])),
        version=draw(st.sampled_from(["1", "2"])),
        purl=draw(st.sampled_from(["", f"pkg:generic/{name}@1", f"pkg:generic/{name}@2"])),
        unit=draw(st.sampled_from(["TCU", "GW"])),
        input=draw(st.sampled_from([0, 1])),
    )


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(
        st.sampled_from([("a.json", "b.json"), ("b.json", "a.json"), ("a.json", "c.json")])
    )
    digests = st.sampled_from(["a" * 64, "b" * 64])
    return report(
        *draw(st.lists(parts(), max_size=8)), inputs=[bom(name, draw(digests)) for name in names]
    )


@given(reports())
def test_a_report_does_not_differ_from_itself(made: dict[str, Any]) -> None:
    assert compare(read(made), read(made)).is_empty


@given(reports(), st.randoms(use_true_random=False))
def test_order_changes_nothing(made: dict[str, Any], chance: Any) -> None:
    shuffled = [*made["components"]]
    chance.shuffle(shuffled)
    assert compare(read(made), read({**made, "components": shuffled})).is_empty


@given(reports(), reports())
def test_the_other_way_round_is_the_mirror_image(one: Any, other: Any) -> None:
    forth, back = compare(read(one), read(other)), compare(read(other), read(one))
    assert forth.same == back.same
    seen = Counter(_MIRROR.get(change.kind, change.kind) for change in forth.changes)
    assert seen == Counter(change.kind.value for change in back.changes)
    pairs = Counter(change.verdicts for change in forth.changes)
    assert pairs == Counter((new, old) for old, new in (c.verdicts for c in back.changes))


@given(reports(), reports())
def test_every_component_of_both_is_accounted_for_once(one: Any, other: Any) -> None:
    found = compare(read(one), read(other))
    assert found.same + sum(c.old is not None for c in found.changes) == len(one["components"])
    assert found.same + sum(c.new is not None for c in found.changes) == len(other["components"])


@pytest.mark.parametrize("verdict", ["prohibited", "indeterminate"])
@given(one=reports(), other=reports())
def test_more_findings_than_before_are_never_all_known(verdict: str, one: Any, other: Any) -> None:
    """Nothing worse hides: findings beyond the number of those as bad or worse before are new."""
    bad = {"prohibited": ("prohibited",), "indeterminate": ("prohibited", "indeterminate")}[verdict]
    before, now = (sum(c["verdict"] in bad for c in made["components"]) for made in (one, other))
    found = compare(read(one), read(other))
    new = sum(c.is_new_finding and c.component.verdict in bad for c in found.changes)
    assert new >= now - before
    assert not any(
        c.is_new_finding is False
        and c.new is not None
        and c.new.verdict is Verdict.PROHIBITED
        and (c.old is None or c.old.verdict is not Verdict.PROHIBITED)
        for c in found.changes
    )
