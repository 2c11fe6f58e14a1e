"""Every limit is documented, and only those that exist can be set."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcs_check.limits import CEILINGS, DEFAULT_LIMITS, FIXED, Limits, with_values

_DOC = Path(__file__).parent.parent / "docs" / "limits.md"


def test_every_limit_is_documented_with_its_default() -> None:
    text = _DOC.read_text("utf-8")
    for name in Limits.__struct_fields__:
        assert f"| `{name}` | {getattr(DEFAULT_LIMITS, name):,} |" in text, name


@pytest.mark.parametrize("name", [n for n in Limits.__struct_fields__ if n not in FIXED])
def test_a_limit_can_be_set_and_the_others_stay(name: str) -> None:
    changed = with_values(DEFAULT_LIMITS, {name: 7})
    assert getattr(changed, name) == 7
    others = [other for other in Limits.__struct_fields__ if other != name]
    assert all(getattr(changed, o) == getattr(DEFAULT_LIMITS, o) for o in others)


@pytest.mark.parametrize(("name", "value"), [*((n, v + 1) for n, v in CEILINGS.items()),
                                             ("max_components", 0), ("max_component", 5),
                                             *((name, 5) for name in sorted(FIXED))])  # fmt: skip
def test_what_cannot_be_set_is_refused_by_name(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name):
        with_values(DEFAULT_LIMITS, {name: value})


@pytest.mark.parametrize(("name", "value"), CEILINGS.items())
def test_the_ceiling_itself_can_be_set(name: str, value: int) -> None:
    assert getattr(with_values(DEFAULT_LIMITS, {name: value}), name) == value
