"""The knowledge is whole: every entry can be found, explained and traced to a source."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.classification import compilation
from vcs_check.classification.entry import Compiled, Form
from vcs_check.classification.knowledge import load
from vcs_check.classification.literals import PatternError, prefixes
from vcs_check.classification.matching import Knowledge
from vcs_check.classification.normal import words

_SHIPPED = msgspec.json.decode(
    resources.files("vcs_check.classification.knowledge").joinpath("compiled.json").read_bytes(),
    type=Compiled,
)
_PATTERNS = sorted({rule.pattern for rule in _SHIPPED.rules if rule.pattern})


def test_compiled_knowledge_is_that_of_the_sources() -> None:
    assert compilation.compile_knowledge() == _SHIPPED


def test_every_entry_has_a_unique_id_a_reason_and_a_source() -> None:
    assert len({entry.id for entry in _SHIPPED.entries}) == len(_SHIPPED.entries)
    by_entry = {rule.entry: rule.source for rule in _SHIPPED.rules if rule.source}
    for index, entry in enumerate(_SHIPPED.entries):
        assert entry.id
        assert entry.reason
        assert entry.source or by_entry.get(index), entry.id


def test_every_pattern_of_a_part_family_has_its_own_source() -> None:
    for rule in _SHIPPED.rules:
        if _SHIPPED.entries[rule.entry].form is Form.PART:
            assert rule.source, rule


def test_short_part_numbers_name_the_makers_that_they_need() -> None:
    for entry in _SHIPPED.entries:
        assert not entry.needs_maker or entry.makers, entry.id


def test_listed_kinds_are_known_to_an_edition() -> None:
    folder = resources.files("vcs_check.regulations.us_15cfr791_subpart_d.editions")
    listed: set[str] = set()
    for name in ("final-2025.toml", "s4429-draft.toml"):
        hardware = tomllib.loads(folder.joinpath(name).read_text("utf-8"))["vcs_hardware"]
        listed |= {*hardware["listed_kinds"], *hardware.get("kinds_restricted_by_themselves", ())}
    assert {entry.listed_kind for entry in _SHIPPED.entries} - {""} <= listed


def test_every_pattern_compiles_and_has_a_literal() -> None:
    for pattern in _PATTERNS:
        assert re.compile(pattern).pattern == pattern
        assert all(len(literal) >= 2 for literal in prefixes(pattern)), pattern


@given(st.data())
def test_every_match_of_a_pattern_begins_with_one_of_its_literals(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(_PATTERNS))
    positive = re.sub(r"\(\?[!=][^)]*\)", "", pattern)
    text = data.draw(st.from_regex(re.compile(positive, re.ASCII), fullmatch=True))
    if re.match(pattern, text):
        assert text.startswith(prefixes(pattern))


@pytest.mark.parametrize("pattern", ["[0-9]+", "a", "(a|b)?c", "ab(", "Ab", "a.b"])
def test_pattern_without_a_certain_beginning_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        prefixes(pattern)


def test_each_word_and_name_is_found_in_a_text_made_of_it() -> None:
    knowledge = load()
    for rule in _SHIPPED.rules:
        entry = _SHIPPED.entries[rule.entry]
        if rule.pattern or entry.needs_maker:
            continue
        text = f"\x02 {rule.literal.strip(chr(2) + ' ')} \x02\x03  "
        assert any(hit.entry == entry for hit in knowledge.search(text, "")), rule


@given(st.text(max_size=60))
def test_normal_form_is_its_own_normal_form(text: str) -> None:
    assert words(words(text)) == words(text)


def _refused(table: dict[str, Any], form: str) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        compilation.add_entry(table, form, [], [], {})
    return str(caught.value)


def test_entry_without_reason_source_or_anything_to_find_is_refused() -> None:
    assert "needed" in _refused(
        {"id": "x", "reason": "", "words": {"en": ["modem"]}, "source": "s"}, "word"
    )
    assert "needed" in _refused({"id": "x", "reason": "r", "words": {"en": ["modem"]}}, "word")
    assert "nothing" in _refused({"id": "x", "reason": "r", "source": "s"}, "word")


def test_knowledge_of_a_user_can_take_the_place_of_the_bundled_one() -> None:
    empty = Knowledge(msgspec.structs.replace(_SHIPPED, entries=(), rules=_SHIPPED.rules[:0]))
    assert empty.search("\x02 sim7600g \x02\x03  ", "") == []
