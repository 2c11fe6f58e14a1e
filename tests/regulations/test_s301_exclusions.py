"""§ 791.301, covered software: open source, firmware and foreign interest, sign by sign."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    PROPOSAL,
    all_roles,
    component,
    declared,
    host,
    identity,
    party,
    transaction,
)

from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import Function, Identity, Layer
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Processor,
    Role,
)
from vcs_check.regulations.answers import Reading
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import VERBS, ComponentFacts, NamedParty
from vcs_check.regulations.us_15cfr791_subpart_d.s301_covered_software import software_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s301_firmware import read_firmware
from vcs_check.regulations.us_15cfr791_subpart_d.s301_foreign_interest import read_foreign_interest
from vcs_check.regulations.us_15cfr791_subpart_d.s301_open_source import (
    UNMODIFIED_ASSUMED,
    is_privately_modified,
    read_open_source,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
NONE, OPEN, NEXUS = Origin.NONE, Origin.UNKNOWN, Origin.NEXUS


def software(
    *,
    decided: str = "",
    signs: dict[str, Any] | None = None,
    parties: tuple[NamedParty, ...] = (),
    more: dict[str, Any] | None = None,
    **facts: Any,
) -> ComponentFacts:
    return component(
        Axis.SOFTWARE, declared(**facts), parties, open_source=OpenSourceSigns(**(signs or {})),
        decided_facts=frozenset({decided} - {""}), **(more or {}),
    )  # fmt: skip


def of(reading: Reading | None) -> Answer | None:
    return None if reading is None else reading.answer


# -- open source -----------------------------------------------------------------------------------

PUBLIC: dict[str, Any] = {"licence": YES, "licence_because": "MIT", "coordinates": "pkg:npm"}
CLAIMED = (Exclusion.OPEN_SOURCE,)


@pytest.mark.parametrize(
    ("signs", "facts", "decided", "expected"),
    [
        ({}, {}, "", None),
        (PUBLIC, {}, "", NO),
        ({**PUBLIC, "modification": "patched"}, {}, "", UNKNOWN),
        ({**PUBLIC, "modification": "patched"}, {"modified": False}, "", UNKNOWN),
        ({**PUBLIC, "modification": "patched"}, {"modifications_shared": True}, "", NO),
        (PUBLIC, {"modifications_shared": False}, "", UNKNOWN),
        (PUBLIC, {"modifications_shared": False, "modified": False}, "", UNKNOWN),
        (PUBLIC, {"altered_by": ("Acme",)}, "", UNKNOWN),
        (PUBLIC, {"modified": False}, "", NO),
        (PUBLIC, {"modified": True}, "", UNKNOWN),
        (PUBLIC, {"modified": True, "modifications_shared": False}, "", YES),
        (PUBLIC, {"modified": True, "modifications_shared": True}, "", NO),
        ({**PUBLIC, "coordinates": ""}, {}, "", UNKNOWN),
        ({**PUBLIC, "coordinates": ""}, {"modifications_shared": True}, "", UNKNOWN),
        ({**PUBLIC, "licence": UNKNOWN}, {}, "", UNKNOWN),
        ({**PUBLIC, "licence": UNKNOWN}, {"modified": True}, "", None),
        ({"licence": NO}, {"modified": True}, "", YES),
        ({}, {"exclusions": CLAIMED}, "", NO),
        ({}, {"exclusions": CLAIMED, "modified": True}, "", UNKNOWN),
        ({}, {"exclusions": CLAIMED, "modified": True, "modifications_shared": False}, "", YES),
        ({"modification": "patched"}, {"exclusions": CLAIMED}, "", UNKNOWN),
        ({"modification": "patched"}, {"exclusions": CLAIMED, "modified": False}, "", NO),
        ({"licence": NO}, {"exclusions": CLAIMED}, "", UNKNOWN),
        ({"licence": NO}, {"exclusions": CLAIMED}, "exclusion", NO),
        ({"licence": NO}, {"exclusions": CLAIMED}, "modified", UNKNOWN),
        ({"modification": "patched"}, {"exclusions": CLAIMED}, "exclusion", NO),
        ({}, {"exclusions": CLAIMED, "modified": True}, "exclusion", UNKNOWN),
        ({}, {"exclusions": CLAIMED, "modified": True, "modifications_shared": True},
         "exclusion", NO),
        (PUBLIC, {}, "exclusion", NO),
        ({"licence": NO}, {}, "exclusion", YES),
    ],
)  # fmt: skip
def test_open_source_by_licence_coordinates_and_modification(
    signs: dict[str, Any], facts: dict[str, Any], decided: str, expected: Answer | None
) -> None:
    found = software(signs=signs, decided=decided, **facts)
    reading, assumption = read_open_source(found, is_strict=False)
    assert of(reading) is expected
    assert assumption == (UNMODIFIED_ASSUMED if signs is PUBLIC and facts == {} else "")
    if reading is not None and expected is NO:
        assert reading.exclusion is Exclusion.OPEN_SOURCE
    strict, nothing = read_open_source(found, is_strict=True)
    assert nothing == ""
    assert of(strict) is (UNKNOWN if assumption else expected)


def test_a_licence_that_contradicts_the_word_open_source_is_a_warning() -> None:
    closed = software(signs={"licence": NO, "licence_because": "EULA"}, exclusions=CLAIMED)
    reading, _ = read_open_source(closed, is_strict=False)
    assert reading is not None
    assert reading.warnings == ("contradicting statements on the licence",)
    assert [missing.fact for missing in reading.missing] == ["contradiction"]
    patched = software(signs={**PUBLIC, "modification": "patched"})
    asked, _ = read_open_source(patched, is_strict=False)
    assert asked is not None
    assert asked.warnings == ()
    assert [missing.fact for missing in asked.missing] == ["open-source"]


def test_only_a_stated_modification_that_is_not_shared_is_private() -> None:
    cases: list[tuple[bool | None, dict[str, Any], bool]] = [
        (None, {}, False),
        (True, {}, True),
        (False, {}, False),
        (True, {"modified": False}, False),
        (None, {"modified": True}, True),
        (None, {"modified": True, "modifications_shared": False}, True),
        (True, {"modifications_shared": True}, False),
    ]
    for flag, facts, expected in cases:
        found = software(signs={"stated_modified": flag}, **facts)
        assert is_privately_modified(found) is expected


# -- firmware --------------------------------------------------------------------------------------

WORD: dict[str, Any] = {"exclusions": (Exclusion.FIRMWARE,)}
SYSTEM = identity(Function.GENERIC_SOFTWARE, system_software=True)
PACKAGE = identity(Function.RADIO, axis=Axis.SOFTWARE, entry="stack")
BLOB = identity(Function.RADIO, axis=Axis.SOFTWARE, entry="blob", device_firmware=True)


@pytest.mark.parametrize(
    ("own", "more", "facts", "final", "proposal"),
    [
        (None, {}, {}, None, None),
        (None, {}, {"firmware": True}, NO, NO),
        (None, {}, WORD, NO, NO),
        (None, {}, {"firmware": False}, None, None),
        (None, {}, {"firmware": False, **WORD}, UNKNOWN, UNKNOWN),
        (None, {"is_firmware_kind": True}, {}, UNKNOWN, UNKNOWN),
        (None, {"is_firmware_kind": True}, {"firmware": False}, None, None),
        (None, {"is_driver_kind": True}, {}, None, None),
        (None, {"is_driver_kind": True}, WORD, UNKNOWN, UNKNOWN),
        (None, {"is_operating_system_kind": True}, {}, None, None),
        (None, {"is_operating_system_kind": True}, WORD, YES, UNKNOWN),
        (None, {"is_operating_system_kind": True, "is_firmware_kind": True}, {}, None, UNKNOWN),
        (SYSTEM, {}, {"firmware": True}, YES, UNKNOWN),
        (SYSTEM, {}, {}, None, None),
        (PACKAGE, {}, {"firmware": True}, UNKNOWN, UNKNOWN),
        (PACKAGE, {}, {}, None, None),
        (BLOB, {}, {"firmware": True}, NO, NO),
        (BLOB, {}, {}, UNKNOWN, UNKNOWN),
        (BLOB, {}, {"firmware": False}, None, None),
        (msgspec.structs.replace(PACKAGE, layer=Layer.WORDS), {}, {"firmware": True}, NO, NO),
        (msgspec.structs.replace(PACKAGE, axis=Axis.HARDWARE), {}, {"firmware": True}, NO, NO),
        (msgspec.structs.replace(PACKAGE, entry=""), {}, {"firmware": True}, NO, NO),
    ],
)
def test_firmware_is_what_it_does_and_not_what_it_is_called(
    own: Identity | None,
    more: dict[str, Any],
    facts: dict[str, Any],
    final: Answer | None,
    proposal: Answer | None,
) -> None:
    known = more if own is None else {**more, "own": own}
    assert of(read_firmware(software(more=known, **facts), FINAL)) is final
    assert of(read_firmware(software(more=known, **facts), PROPOSAL)) is proposal
    decided = read_firmware(software(more=known, decided="firmware", **facts), FINAL)
    if final is UNKNOWN and (facts.get("firmware") or "exclusions" in facts):
        assert of(decided) is NO
    if final is YES:
        assert of(decided) is YES


def test_a_sign_of_firmware_says_which_sign_it_is() -> None:
    by_type = read_firmware(software(more={"is_firmware_kind": True}), FINAL)
    by_knowledge = read_firmware(software(more={"own": BLOB}), FINAL)
    assert by_type is not None
    assert by_knowledge is not None
    assert by_type.because.startswith("its type says firmware")
    assert by_knowledge.because.startswith("known as radio, which is a sign")


# -- foreign interest ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parties", "facts", "decided", "expected"),
    [
        ((), {}, "", None),
        ((), {"foreign_interest": True}, "", YES),
        ((), {"foreign_interest": False}, "", NO),
        ((), {"exclusions": (Exclusion.NO_FOREIGN_INTEREST,)}, "", NO),
        (all_roles(NEXUS), {"foreign_interest": False}, "", YES),
        (all_roles(NEXUS), {"foreign_interest": False}, "foreign-interest", YES),
        (all_roles(NONE), {"foreign_interest": False}, "", UNKNOWN),
        (all_roles(NONE), {"foreign_interest": False}, "foreign-interest", NO),
        (all_roles(NONE), {"foreign_interest": False}, "exclusion", UNKNOWN),
        (all_roles(NONE), {"exclusions": (Exclusion.NO_FOREIGN_INTEREST,)}, "exclusion", NO),
        (all_roles(NONE, country="US"), {"foreign_interest": False}, "", NO),
        (all_roles(NONE, country=""), {"foreign_interest": False}, "", NO),
        (all_roles(OPEN, known=True, country="EE"), {"foreign_interest": False}, "", UNKNOWN),
        (all_roles(OPEN, known=False, country="EE"), {"foreign_interest": False}, "", NO),
        (all_roles(OPEN, foreign_sign="its address"), {"foreign_interest": False}, "", UNKNOWN),
        (all_roles(OPEN, candidates=("Redwall",)), {"foreign_interest": False}, "", UNKNOWN),
        ((party(Role.MAINTAINER, NEXUS),), {"foreign_interest": False}, "", UNKNOWN),
        ((party(Role.MAINTAINER, NONE),), {"foreign_interest": False}, "", NO),
        (all_roles(NONE, foreign_interest=False), {}, "", NO),
        (all_roles(NONE, foreign_interest=True), {}, "", None),
        (all_roles(NEXUS, foreign_interest=False), {}, "", None),
        (all_roles(NONE, foreign_interest=False)[1:], {}, "", None),
        ((*all_roles(NONE, foreign_interest=False), party(Role.SUPPLIER, NONE)), {}, "", None),
        ((*all_roles(NONE, foreign_interest=False), party(Role.AUTHOR, NONE)), {}, "", NO),
        (all_roles(NONE, foreign_interest=False), {"foreign_interest": True}, "", YES),
    ],
)
def test_only_a_statement_that_nothing_contradicts_shows_that_there_is_no_foreign_interest(
    parties: tuple[NamedParty, ...], facts: dict[str, Any], decided: str, expected: Answer | None
) -> None:
    found = read_foreign_interest(software(parties=parties, decided=decided, **facts))
    assert of(found) is expected
    if found is not None and expected is NO:
        assert found.exclusion is Exclusion.NO_FOREIGN_INTEREST
    if found is not None and facts.get("foreign_interest") is False:
        assert bool(found.warnings) is (expected is not NO)


# -- the exclusions joined -------------------------------------------------------------------------


def with_exclusions(**answers: Answer) -> Edition:
    named = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return msgspec.structs.replace(
        FINAL, covered_software=msgspec.structs.replace(FINAL.covered_software, exclusions=named)
    )


def test_an_exclusion_that_an_edition_does_not_name_is_none_of_it() -> None:
    firmware = software(firmware=True, more={"inside": host(Function.RADIO)})
    signed = software(more={"inside": host(Function.RADIO), "is_firmware_kind": True})
    for edition, proved, hinted in (
        (with_exclusions(firmware=YES), NO, UNKNOWN),
        (with_exclusions(firmware=UNKNOWN), UNKNOWN, UNKNOWN),
        (with_exclusions(firmware=NO), YES, YES),
        (with_exclusions(), YES, YES),
    ):
        assert software_scope(firmware, transaction(), edition).answer is proved
        assert software_scope(signed, transaction(), edition).answer is hinted
    primary = software(processor=Processor.PRIMARY, more={"inside": host(Function.RADIO)})
    for edition in (with_exclusions(), FINAL, DRAFT):
        lines = software_scope(primary, transaction(), edition).lines
        assert lines[-1].because == "declared to run on a primary processing unit"


@pytest.mark.parametrize(
    ("facts", "decided", "expected"),
    [
        ({}, "", None),
        ({"processor": Processor.PRIMARY}, "", YES),
        ({"processor": Processor.SUBORDINATE}, "", NO),
        ({"exclusions": (Exclusion.SUBORDINATE_PROCESSOR,)}, "", NO),
        ({"processor": Processor.PRIMARY, "exclusions": (Exclusion.SUBORDINATE_PROCESSOR,)},
         "", UNKNOWN),
        ({"processor": Processor.PRIMARY, "exclusions": (Exclusion.SUBORDINATE_PROCESSOR,)},
         "exclusion", NO),
    ],
)  # fmt: skip
def test_the_processor_is_what_is_declared(
    facts: dict[str, Any], decided: str, expected: Answer | None
) -> None:
    found = software(decided=decided, more={"inside": host(Function.RADIO)}, **facts)
    scope = software_scope(found, transaction(), FINAL)
    lines = [line for line in scope.lines if "primary processing unit" in line.question]
    assert [line.answer for line in lines] == ([] if expected is None else [expected])
    assert scope.answer is (expected or YES)


def test_the_first_exclusion_that_holds_ends_the_questions() -> None:
    found = software(
        firmware=True, processor=Processor.SUBORDINATE, signs=PUBLIC,
        more={"inside": host(Function.RADIO)},
    )  # fmt: skip
    scope = software_scope(found, transaction(), FINAL)
    assert (scope.answer, scope.exclusion) == (NO, Exclusion.SUBORDINATE_PROCESSOR)
    assert len(scope.lines) == 2
    assert scope.reason == "declared to run on a subordinate processor only"


def test_an_open_exclusion_gives_the_reason_and_a_later_one_that_holds_settles_it() -> None:
    signed: dict[str, Any] = {"inside": host(Function.RADIO), "is_firmware_kind": True}
    opened = software_scope(software(more=signed), transaction(), FINAL)
    assert opened.answer is UNKNOWN
    assert opened.reason.startswith("its type says firmware")
    settled = software_scope(software(more=signed, signs=PUBLIC), transaction(), FINAL)
    assert (settled.answer, settled.exclusion) == (NO, Exclusion.OPEN_SOURCE)
    both = software(more=signed, signs={**PUBLIC, "modification": "patched"})
    assert software_scope(both, transaction(), FINAL).reason == opened.reason


def test_a_system_called_firmware_is_never_out_of_scope_where_the_edition_settles_it() -> None:
    found = software(
        firmware=True, processor=Processor.SUBORDINATE,
        more={"inside": host(Function.RADIO), "is_operating_system_kind": True},
    )  # fmt: skip
    for edition, expected in ((FINAL, UNKNOWN), (PROPOSAL, NO)):
        scope = software_scope(found, transaction(), edition)
        assert scope.answer is expected
        assert scope.exclusion is (Exclusion.SUBORDINATE_PROCESSOR if expected is NO else None)
    shown = software_scope(found, transaction(), FINAL).lines[-1]
    assert (shown.answer, shown.mark) == (UNKNOWN, Mark.INTERPRETATION)
    assert shown.warnings
    uncalled = software(
        processor=Processor.SUBORDINATE,
        more={"inside": host(Function.RADIO), "is_operating_system_kind": True},
    )
    assert software_scope(uncalled, transaction(), FINAL).answer is NO


@pytest.mark.parametrize(
    ("more", "facts", "expected"),
    [
        ({"inside": host(Function.RADIO)}, {}, ComponentClass.VCS_SOFTWARE),
        ({"inside": host(Function.DRIVING)}, {}, ComponentClass.ADS_SOFTWARE),
        ({"inside": host(Function.UNRELATED)}, {}, ComponentClass.OTHER),
        ({}, {}, ComponentClass.UNKNOWN),
        ({"inside": host(Function.RADIO)}, {"firmware": True}, ComponentClass.VCS_SOFTWARE),
        ({}, {"component_class": ComponentClass.OTHER}, ComponentClass.OTHER),
    ],
)
def test_the_class_of_software_follows_its_function_where_none_is_declared(
    more: dict[str, Any], facts: dict[str, Any], expected: ComponentClass
) -> None:
    found = software(more=more, **facts)
    assert software_scope(found, transaction(), FINAL).component_class is expected


def test_every_verb_is_needed_for_the_register_to_show_that_there_is_no_foreign_interest() -> None:
    american = all_roles(NONE, foreign_interest=False)
    for role in VERBS:
        others = tuple(one for one in american if one.role is not role)
        assert read_foreign_interest(software(parties=others)) is None
