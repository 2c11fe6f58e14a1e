"""What holds of every component under every edition, whatever it looks like.

A verdict is *clear* (out of scope, permitted, exempt, authorized), *open* (indeterminate) or
*forbidden*; ``CLEARANCE`` orders them. Doubt may only move a verdict down that order.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from tests.regulations.build import CLEARANCE, changed, finding, party, redeclared, with_origin
from tests.regulations.strategies import (
    DAYS,
    EDITIONS,
    YEARS,
    components,
    parties,
    transactions,
)

from vcs_check.assessment import Outcome
from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import NO_HOST, UNKNOWN_IDENTITY, Confidence, Tag
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    Evidence,
    Exclusion,
    Mark,
    Origin,
    Role,
    Verdict,
)
from vcs_check.pipeline.judging import SCHEDULE_YEARS, in_year
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import VERBS, ComponentFacts, NamedParty, Transaction
from vcs_check.regulations.procedure import Procedure, Timing, evaluate

HALVES: Final = (Axis.HARDWARE, Axis.SOFTWARE, Axis.UNKNOWN)
CLEAR: Final = 2
VEHICLE_EXCLUSIONS: Final = frozenset(
    {Exclusion.VEHICLE_KIND, Exclusion.VEHICLE_WEIGHT, Exclusion.NOT_A_SALE}
)


PERCENT: Final = int(os.environ.get("VCS_CHECK_EXAMPLES_PERCENT", "100"))
"""Fewer examples for mutation testing, more for a search."""


def examples(number: int) -> settings:
    """The same random examples in every run."""
    return settings(
        max_examples=max(1, number * PERCENT // 100),
        derandomize=True,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow],
    )


def verdict(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> Verdict:
    return Procedure(transaction, edition).verdict(facts)


def clearance(facts: ComponentFacts, transaction: Transaction, edition: Edition) -> int:
    return CLEARANCE[verdict(facts, transaction, edition)]


# -- one answer, however it is asked for -----------------------------------------------------------


@given(components(), transactions())
@examples(250)
def test_the_verdict_alone_is_that_of_the_whole_outcome(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    for edition in EDITIONS:
        procedure = Procedure(transaction, edition)
        outcome = procedure.evaluate(facts)
        event(outcome.verdict)
        assert procedure.verdict(facts) is outcome.verdict
        assert Procedure(transaction, edition).verdict(facts) is outcome.verdict


@given(components(), transactions())
@examples(80)
def test_the_schedule_gives_the_verdict_of_each_model_year(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    for edition in EDITIONS:
        years = [in_year(transaction, year, edition) for year in SCHEDULE_YEARS]
        timings = [Timing(one, edition) for one in years]
        by_year = Procedure(transaction, edition).verdicts(facts, timings)
        assert by_year == tuple(evaluate(facts, one, edition).verdict for one in years)


@given(
    st.lists(components(), min_size=1, max_size=2),
    st.lists(parties(), min_size=2, max_size=3),
    transactions(),
    st.integers(0, 2**16),
)
@examples(120)
def test_what_a_procedure_remembers_never_changes_an_outcome(
    alone: list[ComponentFacts],
    people: list[tuple[NamedParty, ...]],
    transaction: Transaction,
    seed: int,
) -> None:
    bases = [changed(facts, parties=()) for facts in alone]
    shared = [
        msgspec.structs.replace(base, parties=some, base=base) for base in bases for some in people
    ]
    random.Random(seed).shuffle(shared)  # noqa: S311 - a test's order
    for edition in EDITIONS:
        procedure = Procedure(transaction, edition)
        for facts in [*shared, *reversed(shared)]:
            expected = evaluate(changed(facts), transaction, edition)
            assert procedure.evaluate(facts) == expected
            assert procedure.verdict(facts) is expected.verdict


@given(components(), transactions(), st.integers(0, 2**16))
@examples(150)
def test_the_order_of_parties_exclusions_and_radios_never_matters(
    facts: ComponentFacts, transaction: Transaction, seed: int
) -> None:
    order, declared = random.Random(seed), facts.declared  # noqa: S311 - a test's order
    shuffled = changed(
        facts,
        parties=tuple(order.sample(facts.parties, len(facts.parties))),
        declared=msgspec.structs.replace(
            declared,
            exclusions=tuple(order.sample(declared.exclusions, len(declared.exclusions))),
            radios=tuple(order.sample(declared.radios, len(declared.radios))),
        ),
    )
    for edition in EDITIONS:
        before = evaluate(facts, transaction, edition)
        after = evaluate(shuffled, transaction, edition)
        assert (after.verdict, after.origin, after.exclusion, after.component_class) == (
            before.verdict, before.origin, before.exclusion, before.component_class,
        )  # fmt: skip
        assert {m.fact for m in after.missing} == {m.fact for m in before.missing}


# -- evidence that helps ---------------------------------------------------------------------------

Pair = tuple[ComponentFacts, ComponentFacts]
"""The same facts with and without something that helps the declarant."""


def _declared(name: str, helpful: object, silence: object = None) -> Callable[..., Pair]:
    def pair(facts: ComponentFacts) -> Pair:
        return redeclared(facts, **{name: helpful}), redeclared(facts, **{name: silence})

    return pair


def _excluded(exclusion: Exclusion) -> Callable[..., Pair]:
    return _declared("exclusions", (exclusion,), ())


def _licensed(facts: ComponentFacts) -> Pair:
    signs = OpenSourceSigns(licence=Answer.YES, coordinates="pkg:npm")
    return changed(facts, open_source=signs), changed(facts, open_source=OpenSourceSigns())


def _authorized(facts: ComponentFacts) -> Pair:
    return changed(facts, authorization="SA-1"), changed(facts, authorization="")


def helpful_pairs(edition: Edition) -> Iterator[tuple[str, Callable[..., Pair]]]:
    """Everything that can only help under the edition, by name."""
    yield "modified = false", _declared("modified", helpful=False)
    yield "modifications shared", _declared("modifications_shared", helpful=True)
    yield "no foreign interest", _declared("foreign_interest", helpful=False)
    yield "firmware", _declared("firmware", helpful=True)
    yield "not programmable", _declared("programmable", helpful=False)
    yield "made in the United States", _declared("made_in", "US", "")
    yield "developed early", _declared("developed", DAYS[0])
    yield "supplied early", _declared("first_supplied", DAYS[0])
    yield "an open licence", _licensed
    yield "an authorization", _authorized
    if edition.connectivity.part_that_only_supports is Answer.NO:
        yield "not directly enabling", _declared("directly_enables", helpful=False)
    if edition.connectivity.exclusions[Exclusion.RECEIVE_ONLY] is Answer.YES:
        yield "receive-only", _declared("receive_only", helpful=True)
    known = edition.connectivity.exclusions | edition.covered_software.exclusions
    for exclusion in Exclusion:
        if known.get(exclusion, Answer.YES) is Answer.YES:
            yield f"exclusion {exclusion.value}", _excluded(exclusion)


@given(components(HALVES), transactions())
@examples(250)
def test_evidence_that_helps_never_makes_it_worse_to_have_it_than_not(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    for edition in EDITIONS:
        for name, pair in helpful_pairs(edition):
            with_it, without = pair(facts)
            before = evaluate(with_it, transaction, edition)
            after = evaluate(without, transaction, edition)
            if not _contradicts(before) and not _contradicts(after):
                assert CLEARANCE[after.verdict] <= CLEARANCE[before.verdict], (
                    edition.id, name, before.reason, after.reason,
                )  # fmt: skip


def _contradicts(outcome: Outcome) -> bool:
    """Whether statements contradict each other: then neither of them is evidence."""
    return any("contradict" in warning for warning in outcome.warnings)


@given(components(HALVES), transactions())
@examples(150)
def test_without_any_statement_that_helps_nothing_declared_leaves_the_rule(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    """A component of which nothing at all is known is never cleared by that."""
    vehicle = msgspec.structs.replace(
        transaction, kind="sale", gvwr_lb=None, gvwr_kg=None, vehicle_kind=""
    )
    named = tuple(party(one.role, one.finding.origin, one.finding.name) for one in facts.parties)
    blank = changed(
        facts,
        parties=named,
        declared=DeclaredFacts(),
        tag=Tag(own=UNKNOWN_IDENTITY, host=NO_HOST),
        open_source=OpenSourceSigns(),
    )
    for edition in EDITIONS:
        assert verdict(blank, vehicle, edition) is not Verdict.OUT_OF_SCOPE


# -- who made it -----------------------------------------------------------------------------------


@given(components(HALVES), transactions(), st.integers(0, 9))
@examples(300)
def test_a_party_from_none_to_unknown_to_nexus_never_improves_a_verdict(
    facts: ComponentFacts, transaction: Transaction, place: int
) -> None:
    if not facts.parties:
        return
    place %= len(facts.parties)
    before, worse = facts.parties[:place], facts.parties[place]
    after = facts.parties[place + 1 :]
    for edition in EDITIONS:
        found = [
            clearance(
                changed(facts, parties=(*before, with_origin(worse, origin), *after)),
                transaction,
                edition,
            )
            for origin in (Origin.NONE, Origin.UNKNOWN, Origin.NEXUS)
        ]
        assert found == sorted(found, reverse=True), (edition.id, worse.role, found)


@given(components(HALVES), transactions())
@examples(200)
def test_a_manufacturer_from_none_to_unknown_to_nexus_never_improves_a_verdict(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    for edition in EDITIONS:
        found = [
            clearance(
                facts,
                msgspec.structs.replace(transaction, manufacturer=finding(origin)),
                edition,
            )
            for origin in (Origin.NONE, Origin.UNKNOWN, Origin.NEXUS)
        ]
        assert found == sorted(found, reverse=True), (edition.id, found)


@given(components(HALVES), transactions(), st.sampled_from(VERBS))
@examples(250)
def test_a_further_party_without_nexus_makes_nothing_worse_and_one_with_nexus_nothing_better(
    facts: ComponentFacts, transaction: Transaction, role: Role
) -> None:
    for edition in EDITIONS:
        alone = clearance(facts, transaction, edition)
        clean = party(
            role, Origin.NONE, country="US", creates_what_it_supplies=True, foreign_interest=False
        )
        nexus = party(role, Origin.NEXUS)
        with_clean = changed(facts, parties=(*facts.parties, clean))
        with_nexus = changed(facts, parties=(*facts.parties, nexus))
        assert clearance(with_clean, transaction, edition) >= alone
        outcome = evaluate(with_nexus, transaction, edition)
        assert CLEARANCE[outcome.verdict] <= alone
        assert outcome.verdict is not Verdict.PERMITTED
        assert outcome.origin is Origin.NEXUS


# -- time ------------------------------------------------------------------------------------------


@given(components(), transactions(is_authorized=False))
@examples(200)
def test_a_later_model_year_or_day_never_improves_a_verdict(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    unclaimed = changed(facts, authorization="")
    replace = msgspec.structs.replace
    for edition in EDITIONS:
        for later in (
            [replace(transaction, model_year=year, no_model_year=False) for year in YEARS],
            [replace(transaction, service_model_year=year) for year in YEARS],
            [replace(transaction, on=day) for day in DAYS],
        ):
            found = [clearance(unclaimed, one, edition) for one in later]
            assert found == sorted(found, reverse=True), (edition.id, found)


@given(components(HALVES), transactions(is_authorized=False))
@examples(200)
def test_silence_about_time_never_clears_what_some_time_does_not(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    """No year and no day given: clear only if it is clear whatever they are."""
    unclaimed = changed(facts, authorization="")
    replace = msgspec.structs.replace
    silent = replace(
        transaction, model_year=None, no_model_year=False, on=None, service_model_year=None
    )
    last = replace(silent, model_year=YEARS[-1], on=DAYS[-1], service_model_year=YEARS[-1])
    undated = redeclared(unclaimed, model_year=None, no_model_year=False)
    for edition in EDITIONS:
        if clearance(undated, silent, edition) == CLEAR:
            assert clearance(undated, last, edition) == CLEAR


# -- how much evidence -----------------------------------------------------------------------------


@given(components(), transactions())
@examples(300)
def test_strict_evidence_clears_nothing_that_standard_does_not(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    standard, strict = (
        msgspec.structs.replace(transaction, evidence=evidence)
        for evidence in (Evidence.STANDARD, Evidence.STRICT)
    )
    for edition in EDITIONS:
        asked = clearance(facts, strict, edition)
        if asked == CLEAR:
            assert clearance(facts, standard, edition) == CLEAR
        year_stated = transaction.model_year is not None or transaction.no_model_year
        if year_stated:  # left out, it is an assumption that strict does not make
            assert asked <= clearance(facts, standard, edition)


@given(components(HALVES), transactions())
@examples(400)
def test_a_weak_clue_clears_nothing_that_no_clue_does_not(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    weak = msgspec.structs.replace(facts.tag.own, confidence=Confidence.LOW)
    with_clue = changed(facts, tag=msgspec.structs.replace(facts.tag, own=weak))
    without = changed(facts, tag=msgspec.structs.replace(facts.tag, own=UNKNOWN_IDENTITY))
    for edition in EDITIONS:
        if clearance(with_clue, transaction, edition) == CLEAR:
            assert clearance(without, transaction, edition) == CLEAR, edition.id


@given(components(HALVES), transactions())
@examples(200)
def test_a_weakly_known_item_clears_nothing_that_an_unknown_one_does_not(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    weak = msgspec.structs.replace(facts.tag.host, confidence=Confidence.LOW)
    with_clue = changed(facts, tag=msgspec.structs.replace(facts.tag, host=weak))
    without = changed(facts, tag=msgspec.structs.replace(facts.tag, host=NO_HOST))
    for edition in EDITIONS:
        if clearance(with_clue, transaction, edition) == CLEAR:
            assert clearance(without, transaction, edition) == CLEAR, edition.id


@given(components((Axis.SOFTWARE,)), transactions(), st.booleans())
@examples(300)
def test_an_operating_system_declared_firmware_is_never_out_of_scope_under_the_final_rule(
    facts: ComponentFacts, transaction: Transaction, by_exclusion: bool
) -> None:
    vehicle = msgspec.structs.replace(
        transaction, kind="sale", gvwr_lb=None, gvwr_kg=None, vehicle_kind=""
    )
    exclusions = set(facts.declared.exclusions) - VEHICLE_EXCLUSIONS
    called = redeclared(
        facts,
        firmware=None if by_exclusion else True,
        exclusions=tuple(sorted(exclusions | ({Exclusion.FIRMWARE} if by_exclusion else set()))),
    )
    system = changed(called, is_operating_system_kind=True)
    for edition in EDITIONS:
        if edition.covered_software.operating_system_may_be_firmware is Answer.NO:
            assert verdict(system, vehicle, edition) is not Verdict.OUT_OF_SCOPE, edition.id


# -- what an outcome says --------------------------------------------------------------------------


@given(components(), transactions())
@examples(250)
def test_every_outcome_says_why_and_every_open_one_what_is_missing(
    facts: ComponentFacts, transaction: Transaction
) -> None:
    for edition in EDITIONS:
        outcome = evaluate(facts, transaction, edition)
        assert outcome.citation
        assert outcome.reason.endswith(".")
        assert outcome.trace
        for line in outcome.trace:
            assert line.question.endswith("?")
            assert line.because
            assert line.citation
            assert line.mark in Mark
        for missing in outcome.missing:
            assert missing.fact
            assert missing.of
            assert missing.ask.endswith(("?", ".")), missing.ask
        assert bool(outcome.missing) is (outcome.verdict is Verdict.INDETERMINATE)
        assert (outcome.exclusion is None) is (outcome.verdict is not Verdict.OUT_OF_SCOPE)
        assert bool(outcome.authorization) is (outcome.verdict is Verdict.AUTHORIZED)
        if outcome.assumptions:
            assert transaction.evidence is Evidence.STANDARD


PARTY_FACTS: Final = frozenset(
    {"ownership", "origin", "creator", "designer", "developer", "manufacturer", "supplier", "role"}
)
TIME_FACTS: Final = frozenset({"model-year", "import-date", "service-model-year"})


@given(components(HALVES), transactions(is_authorized=False), st.booleans())
@examples(300)
def test_answering_everything_that_is_missing_settles_the_verdict(
    facts: ComponentFacts, transaction: Transaction, is_clean: bool
) -> None:
    """Answers on parties and time, all of them clean or all of them not, leave nothing open."""
    origin = Origin.NONE if is_clean else Origin.NEXUS
    for edition in EDITIONS:
        outcome = evaluate(facts, transaction, edition)
        missing = {one.fact for one in outcome.missing}
        if not missing or not missing <= PARTY_FACTS | TIME_FACTS:
            continue
        answered, program = facts, transaction
        if missing & PARTY_FACTS:
            known = tuple(
                with_origin(one, origin) if one.finding.origin is Origin.UNKNOWN else one
                for one in facts.parties
            )
            if "role" in missing:  # it has turned out that they did nothing of the kind, or did
                known = tuple(one for one in known if one.role in (*VERBS, Role.MAINTAINER))
            answered = changed(facts, parties=(*known, *(party(role, origin) for role in VERBS)))
        maker = transaction.manufacturer
        if maker is not None and maker.origin is Origin.UNKNOWN:
            program = msgspec.structs.replace(program, manufacturer=finding(origin))
        if missing & TIME_FACTS:
            year, day = (YEARS[0], DAYS[0]) if is_clean else (YEARS[-1], DAYS[-1])
            program = msgspec.structs.replace(
                program,
                model_year=transaction.model_year or year,
                no_model_year=False,
                service_model_year=transaction.service_model_year or year,
                on=transaction.on or day,
            )
        settled = evaluate(answered, program, edition)
        event(settled.verdict)
        still = {one.fact for one in settled.missing}
        assert settled.verdict is not Verdict.INDETERMINATE, (edition.id, missing, still)
        assert CLEARANCE[settled.verdict] == (CLEAR if is_clean else 0), (edition.id, missing)
