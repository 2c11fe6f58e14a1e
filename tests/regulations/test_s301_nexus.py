"""§ 791.301, nexus: how the roles come together, what is asked, and what is assumed."""

from __future__ import annotations

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    PROPOSAL,
    all_roles,
    declared,
    finding,
    party,
    vcs_hardware,
)

from vcs_check.inventory.vocabulary import Answer, Mark, Origin, Role
from vcs_check.regulations.facts import VERBS, NamedParty
from vcs_check.regulations.us_15cfr791_subpart_d.s301_nexus import (
    CREATOR_STANDS_FOR_ROLES,
    made_in_adversary,
    origin_line,
    origin_of,
)

NONE, UNKNOWN, NEXUS = Origin.NONE, Origin.UNKNOWN, Origin.NEXUS
MAKER, SUPPLIER = Role.MANUFACTURER, Role.SUPPLIER


def facts_asked(parties: tuple[NamedParty, ...], *, is_strict: bool = False) -> list[str]:
    line = origin_line(parties, FINAL, is_strict=is_strict, ask="the unit")
    return [missing.fact for missing in line.missing]


@pytest.mark.parametrize("role", VERBS)
def test_a_nexus_in_any_verb_is_enough_beside_clean_parties(role: Role) -> None:
    parties = (*all_roles(NONE), party(role, NEXUS))
    assert origin_of(parties, is_strict=False) is NEXUS
    assert origin_of(parties[:-1], is_strict=True) is NONE


@pytest.mark.parametrize("role", [r for r in Role if r not in VERBS])
def test_a_nexus_outside_the_verbs_is_no_nexus_of_the_component(role: Role) -> None:
    unclear = role in {Role.PUBLISHER, Role.AUTHOR, Role.PART_FAMILY, Role.IDENTIFIED}
    found = origin_of((*all_roles(NONE), party(role, NEXUS)), is_strict=False)
    assert found is (UNKNOWN if unclear else NONE)
    assert origin_of((*all_roles(NONE), party(role, UNKNOWN)), is_strict=False) is NONE


def test_a_named_creator_stands_for_every_role_under_standard_evidence_only() -> None:
    alone = (party(MAKER, NONE),)
    assert origin_of(alone, is_strict=False) is NONE
    assert origin_of(alone, is_strict=True) is UNKNOWN
    line = origin_line(alone, FINAL, is_strict=False, ask="the unit")
    assert line.assumptions == (CREATOR_STANDS_FOR_ROLES,)
    assert line.because == "no nexus of Bluefjord"
    assert facts_asked(alone, is_strict=True) == ["designer", "developer", "supplier"]


def test_where_every_role_is_named_nothing_is_assumed() -> None:
    line = origin_line(all_roles(NONE), FINAL, is_strict=False, ask="the unit")
    assert line.answer is Answer.NO
    assert line.assumptions == ()


def test_a_supplier_alone_does_not_say_who_made_it() -> None:
    alone = (party(SUPPLIER, NONE),)
    assert origin_of(alone, is_strict=False) is UNKNOWN
    assert facts_asked(alone) == ["creator"]
    assert facts_asked(alone, is_strict=True) == ["designer", "developer", "manufacturer"]


def test_a_supplier_that_makes_what_it_sells_stands_for_its_creator_in_both_modes() -> None:
    maker = party(SUPPLIER, NONE, creates_what_it_supplies=True)
    assert origin_of((maker,), is_strict=True) is NONE
    assert origin_of((maker, party(SUPPLIER, NONE, "Other")), is_strict=True) is UNKNOWN


def test_nobody_named_asks_once_for_a_creator() -> None:
    assert origin_of((), is_strict=False) is UNKNOWN
    assert facts_asked(()) == ["creator"]
    assert facts_asked((), is_strict=True) == [role.value for role in VERBS]
    line = origin_line((), FINAL, is_strict=False, ask="the unit")
    assert [(one.of, one.ask) for one in line.missing] == [
        ("the unit", "Who designed, developed and made it?")
    ]


def test_the_supplier_is_asked_who_made_it() -> None:
    line = origin_line((party(SUPPLIER, NONE),), FINAL, is_strict=False, ask="the unit")
    assert {missing.of for missing in line.missing} == {"Bluefjord"}
    assert "Who designed, developed and made it?" in [missing.ask for missing in line.missing]


def test_an_unknown_party_is_asked_for_its_own_gaps() -> None:
    line = origin_line(all_roles(UNKNOWN), FINAL, is_strict=False, ask="the unit")
    assert [(m.fact, m.of, m.ask) for m in line.missing] == [
        ("ownership", "Quietbrook", "Who owns Quietbrook?")
    ]
    assert line.because.startswith("designer and developer and manufacturer and supplier: ")
    without = origin_line(all_roles(UNKNOWN, gaps=()), FINAL, is_strict=False, ask="the unit")
    assert [m.fact for m in without.missing] == ["origin"]
    assert "Quietbrook" in without.missing[0].ask


def test_the_supplier_is_asked_what_a_publisher_with_a_nexus_did() -> None:
    parties = (*all_roles(NONE), party(Role.PUBLISHER, NEXUS))
    line = origin_line(parties, FINAL, is_strict=False, ask="the unit")
    assert line.answer is Answer.UNKNOWN
    assert [(m.fact, m.of) for m in line.missing] == [("role", "Bluefjord")]
    assert line.missing[0].ask.startswith("Did Redwall ")


def test_a_nexus_names_its_roles_and_rests_on_its_weakest_mark() -> None:
    marked = NamedParty(
        role=Role.DESIGNER, name="Redwall", finding=finding(NEXUS, mark=Mark.INTERPRETATION)
    )
    line = origin_line((party(MAKER, NEXUS), marked), FINAL, is_strict=False, ask="the unit")
    assert line.answer is Answer.YES
    assert line.mark is Mark.INTERPRETATION
    assert "manufacturer: Redwall is headquartered in China" in line.because
    sure = origin_line((party(MAKER, NEXUS, mark=Mark.TEXT),), FINAL, is_strict=True, ask="")
    assert sure.mark is Mark.TEXT
    assert sure.citation == FINAL.nexus.citation


def test_the_weakest_mark_counts_wherever_it_stands() -> None:
    marks = (Mark.TEXT, Mark.SECONDARY, Mark.INTERPRETATION)
    for weak, strong in ((1, 0), (2, 0), (2, 1)):
        for order in ((weak, strong), (strong, weak)):
            parties = tuple(party(MAKER, NEXUS, f"P{n}", mark=marks[n]) for n in order)
            line = origin_line(parties, FINAL, is_strict=False, ask="")
            assert line.mark is marks[weak]


def test_assumptions_and_warnings_of_the_parties_are_carried_over() -> None:
    parties = all_roles(NONE, assumptions=("reviewed by us",), warnings=("other law may apply",))
    line = origin_line(parties, FINAL, is_strict=False, ask="the unit")
    assert line.assumptions == ("reviewed by us",)
    assert line.warnings == ("other law may apply",)
    unknown = origin_line(all_roles(UNKNOWN, warnings=("similar name",)), FINAL,
                          is_strict=False, ask="")  # fmt: skip
    assert unknown.warnings == ("similar name",)


@pytest.mark.parametrize(("place", "counts"), [("CN", True), ("IR", True), ("TW", False), ("", 0)])
def test_a_place_of_manufacture_counts_only_under_an_edition_that_says_so(
    place: str, counts: bool
) -> None:
    made = vcs_hardware(all_roles(NONE), made_in=place)
    line = made_in_adversary(made, DRAFT)
    assert (line is not None) is bool(counts)
    if line is not None:
        assert (line.answer, line.citation) == (Answer.YES, DRAFT.nexus.citation)
        assert place in line.because
    assert made_in_adversary(made, FINAL) is None
    assert made_in_adversary(made, PROPOSAL) is None


def test_only_an_edition_with_a_number_knows_one() -> None:
    assert FINAL.nexus.control_over_percent is None
    assert PROPOSAL.nexus.control_over_percent is None
    numbers = DRAFT.nexus.control_over_percent, DRAFT.nexus.manufacturer_control_over_percent
    assert numbers == (25.0, 15.0)
    assert declared().made_in == ""


@pytest.mark.parametrize("role", VERBS)
def test_the_roles_of_a_verb_need_each_a_party_of_their_own_in_strict_evidence(role: Role) -> None:
    without = tuple(one for one in all_roles(NONE) if one.role is not role)
    assert origin_of(without, is_strict=True) is UNKNOWN
    assert facts_asked(without, is_strict=True) == [role.value]
    line = origin_line(without, FINAL, is_strict=True, ask="the unit")
    assert line.because == f"no {role.value} is named"
    said = {"designer": "designed", "developer": "developed"}.get(role.value)
    said = said or {"manufacturer": "manufactured", "supplier": "supplied"}[role.value]
    assert [missing.ask for missing in line.missing] == [f"Who {said} it?"]


@pytest.mark.parametrize("role", VERBS)
def test_without_a_manufacturer_no_creator_is_taken_for_the_others(role: Role) -> None:
    alone = (party(role, NONE),)
    expected = NONE if role is MAKER else UNKNOWN
    assert origin_of(alone, is_strict=False) is expected
    assert bool(facts_asked(alone)) is (expected is UNKNOWN)


def test_a_supplier_that_makes_what_it_sells_leaves_no_creator_to_ask_for() -> None:
    maker = party(SUPPLIER, NONE, creates_what_it_supplies=True)
    for is_strict in (True, False):
        line = origin_line((maker,), FINAL, is_strict=is_strict, ask="the unit")
        assert (line.answer, line.missing, line.assumptions) == (Answer.NO, (), ())
    unknown = party(SUPPLIER, UNKNOWN, creates_what_it_supplies=True)
    line = origin_line((unknown,), FINAL, is_strict=False, ask="the unit")
    assert [missing.fact for missing in line.missing] == ["ownership"]
    assert "the register says that the supplier makes what it supplies" in line.because


def test_a_clean_creator_beside_an_unknown_designer_asks_for_the_designer_alone() -> None:
    parties = (party(MAKER, NONE), party(Role.DESIGNER, UNKNOWN))
    line = origin_line(parties, FINAL, is_strict=False, ask="the unit")
    assert line.answer is Answer.UNKNOWN
    assert [(m.fact, m.of) for m in line.missing] == [("ownership", "Quietbrook")]
    assert line.assumptions == ()


def test_where_nobody_has_a_name_the_unit_is_asked() -> None:
    nameless = NamedParty(role=SUPPLIER, name="", finding=finding(NONE))
    nameless = msgspec.structs.replace(
        nameless, finding=msgspec.structs.replace(nameless.finding, name="")
    )
    line = origin_line((nameless,), FINAL, is_strict=False, ask="the unit")
    assert [missing.of for missing in line.missing] == ["the unit"]
    by_maker = origin_line((party(MAKER, NONE),), FINAL, is_strict=True, ask="the unit")
    assert {missing.of for missing in by_maker.missing} == {"Bluefjord"}


def test_the_party_is_called_as_the_bom_calls_it_where_the_register_has_no_name() -> None:
    found = msgspec.structs.replace(finding(UNKNOWN, gaps=()), name="")
    named = NamedParty(role=MAKER, name="Pebble Parts", finding=found)
    line = origin_line((named,), FINAL, is_strict=False, ask="the unit")
    assert line.missing[0].of == "Pebble Parts"
    assert line.missing[0].ask == "Who owns and controls Pebble Parts, and where is it?"


def test_the_reason_says_each_finding_once_and_only_of_the_verbs() -> None:
    twice = (party(MAKER, NEXUS), *all_roles(NEXUS, "Other")[:2], party(Role.MAINTAINER, NEXUS))
    line = origin_line(twice, FINAL, is_strict=False, ask="")
    assert line.because == (
        "manufacturer: Redwall is headquartered in China; "
        "designer and developer: Other is headquartered in China"
    )
    same = finding(NEXUS)
    repeated = tuple(NamedParty(role=MAKER, name="Redwall", finding=same) for _ in range(2))
    line = origin_line(repeated, FINAL, is_strict=False, ask="")
    assert line.because == "manufacturer: Redwall is headquartered in China"


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.AUTHOR, Role.PART_FAMILY])
def test_who_only_published_or_wrote_it_is_asked_what_it_did_and_clears_nothing(role: Role) -> None:
    line = origin_line((*all_roles(NONE), party(role, NEXUS)), FINAL, is_strict=False, ask="")
    assert f"as {role.value} only: Redwall is headquartered in China" in line.because
    assert [missing.ask for missing in line.missing] == [
        "Did Redwall design, develop, manufacture or supply it?"
    ]
    clean = origin_line((*all_roles(NONE), party(role, NONE)), FINAL, is_strict=False, ask="")
    assert (clean.answer, clean.missing) == (Answer.NO, ())


def test_a_country_that_an_edition_leaves_unclear_makes_no_nexus_of_a_place() -> None:
    unclear = msgspec.structs.replace(
        DRAFT,
        foreign_adversaries=msgspec.structs.replace(
            DRAFT.foreign_adversaries, countries={"CN": Answer.UNKNOWN, "RU": Answer.YES}
        ),
    )
    for place, counts in (("CN", False), ("RU", True), ("TW", False)):
        made = vcs_hardware(all_roles(NONE), made_in=place)
        assert (made_in_adversary(made, unclear) is not None) is counts
