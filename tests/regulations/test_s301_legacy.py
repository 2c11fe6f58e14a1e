"""§ 791.301, legacy software: the day, who altered it since, and mere signs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.regulations.build import FINAL, PROPOSAL, all_roles, party, vcs_software

from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark, Origin, Role
from vcs_check.regulations.answers import Reading
from vcs_check.regulations.us_15cfr791_subpart_d.s301_legacy import read_legacy

NONE, UNKNOWN, NEXUS = Origin.NONE, Origin.UNKNOWN, Origin.NEXUS
EVE, DAY, AFTER = date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18)
LEGACY = (Exclusion.LEGACY,)


def read(
    origin: Origin = NEXUS,
    *others: tuple[Role, Origin],
    more: dict[str, Any] | None = None,
    **facts: Any,
) -> Reading | None:
    parties = (*all_roles(origin), *(party(role, of, "Other") for role, of in others))
    return read_legacy(vcs_software(parties, more=more, **facts), FINAL)


def answer(*args: Any, **facts: Any) -> Answer | None:
    found = read(*args, **facts)
    return None if found is None else found.answer


@pytest.mark.parametrize("name", ["developed", "first_supplied"])
@pytest.mark.parametrize(("day", "expected"), [(EVE, Answer.NO), (DAY, None)])
def test_supplied_or_developed_on_the_day_itself_is_no_sign_of_legacy(
    name: str, day: date, expected: Answer | None
) -> None:
    assert answer(NEXUS, **{name: day, "last_altered": EVE}) is expected


def test_the_earlier_of_two_dates_counts() -> None:
    assert answer(NEXUS, developed=EVE, first_supplied=AFTER, last_altered=EVE) is Answer.NO


@pytest.mark.parametrize("last", [DAY, AFTER, None])
def test_later_alteration_by_whom_is_asked_where_a_nexus_party_is_there(last: date | None) -> None:
    found = read(NEXUS, first_supplied=EVE, last_altered=last)
    assert found is not None
    assert found.answer is Answer.UNKNOWN
    assert [(m.fact, m.of) for m in found.missing] == [("legacy", "the supplier of the unit")]


@pytest.mark.parametrize(
    ("last", "expected"), [(EVE, Answer.NO), (DAY, Answer.UNKNOWN), (AFTER, Answer.YES)]
)
def test_alteration_by_a_nexus_person_is_open_on_the_day_and_decides_after_it(
    last: date, expected: Answer
) -> None:
    found = read(NONE, (Role.ALTERED_BY, NEXUS), first_supplied=EVE, last_altered=last)
    assert found is not None
    assert found.answer is expected
    if last == DAY:
        assert found.mark is Mark.INTERPRETATION
        assert found.warnings


def test_alteration_by_somebody_without_nexus_keeps_it_legacy() -> None:
    after = {"first_supplied": EVE, "last_altered": AFTER}
    assert answer(NEXUS, (Role.ALTERED_BY, NONE), **after) is Answer.NO
    assert answer(NEXUS, (Role.ALTERED_BY, UNKNOWN), **after) is Answer.UNKNOWN
    both = ((Role.ALTERED_BY, NONE), (Role.ALTERED_BY, UNKNOWN))
    assert answer(NEXUS, *both, **after) is Answer.UNKNOWN
    assert answer(NONE, **after) is Answer.NO
    maintained = ((Role.ALTERED_BY, NONE), (Role.MAINTAINER, UNKNOWN))
    assert answer(NEXUS, *maintained, **after) is Answer.UNKNOWN


def test_a_nexus_maintainer_ends_it_and_an_unknown_one_leaves_it_open() -> None:
    early = {"first_supplied": EVE, "last_altered": EVE}
    assert answer(NONE, (Role.MAINTAINER, NEXUS), **early) is Answer.YES
    assert answer(NONE, (Role.MAINTAINER, UNKNOWN), **early) is Answer.UNKNOWN
    assert answer(NONE, (Role.MAINTAINER, NONE), **early) is Answer.NO


def test_a_declared_exclusion_is_followed_until_dates_or_people_speak_against_it() -> None:
    assert answer(NEXUS, exclusions=LEGACY) is Answer.NO
    contradicted = read(NEXUS, exclusions=LEGACY, first_supplied=DAY)
    assert contradicted is not None
    assert contradicted.answer is Answer.YES
    assert contradicted.warnings
    assert answer(NEXUS, (Role.MAINTAINER, UNKNOWN), exclusions=LEGACY) is Answer.UNKNOWN
    assert answer(NEXUS, (Role.MAINTAINER, NONE), exclusions=LEGACY) is Answer.NO
    assert answer(NEXUS, (Role.ALTERED_BY, NEXUS), exclusions=LEGACY) is Answer.UNKNOWN


@pytest.mark.parametrize("sign", ["built_on", "released_on"])
def test_a_build_or_release_date_is_a_sign_and_no_proof(sign: str) -> None:
    assert answer(NEXUS, more={sign: EVE}) is Answer.UNKNOWN
    assert answer(NEXUS, more={sign: DAY}) is None
    assert answer(NEXUS, more={sign: EVE}, first_supplied=AFTER) is None


def test_a_last_change_before_the_day_is_a_sign() -> None:
    assert answer(NEXUS, last_altered=EVE) is Answer.UNKNOWN
    assert answer(NEXUS, last_altered=DAY) is None


def test_nothing_said_is_no_legacy_and_the_proposal_has_none() -> None:
    assert answer(NEXUS) is None
    dated = vcs_software(all_roles(NEXUS), first_supplied=EVE, last_altered=EVE)
    assert read_legacy(dated, PROPOSAL) is None


def test_a_later_build_contradicts_the_word_legacy_and_an_early_last_change() -> None:
    for late, expected in ((AFTER, Answer.UNKNOWN), (DAY, Answer.UNKNOWN), (EVE, Answer.NO)):
        for sign in ("built_on", "released_on"):
            assert answer(NEXUS, exclusions=LEGACY, more={sign: late}) is expected
            unaltered = {"first_supplied": EVE, "last_altered": EVE}
            assert answer(NEXUS, more={sign: late}, **unaltered) is expected


def test_a_later_build_is_no_contradiction_where_a_later_change_explains_it() -> None:
    by_others = ((Role.ALTERED_BY, NONE),)
    altered = {"first_supplied": EVE, "last_altered": DAY}
    found = read(NEXUS, *by_others, more={"built_on": AFTER}, **altered)
    assert found is not None
    assert found.answer is Answer.NO
    silent = read(NEXUS, more={"built_on": AFTER}, first_supplied=EVE)
    assert silent is not None
    assert "by whom it was altered later is not stated" in silent.because


def test_supplied_early_but_developed_later_is_asked() -> None:
    for day in (DAY, AFTER):
        found = read(NEXUS, first_supplied=EVE, developed=day, last_altered=EVE)
        assert found is not None
        assert found.answer is Answer.UNKNOWN
        assert f"developed until {day}" in found.because
