"""§§ 791.304 to 791.307: the nexus manufacturer, declarations and authorizations."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.regulations.build import (
    DRAFT,
    FINAL,
    STRICT,
    changed,
    finding,
    transaction,
    vcs_hardware,
)

from vcs_check.assessment import Outcome
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    DueState,
    Mark,
    Origin,
    Role,
    Verdict,
)
from vcs_check.origin.finding import PartyFinding
from vcs_check.regulations.facts import VERBS, ComponentFacts, NamedParty
from vcs_check.regulations.us_15cfr791_subpart_d.s304_controlled_manufacturers import (
    ads_service_finding,
    controlled_manufacturer,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s305_declarations import (
    NOT_STATED,
    ForeignInterest,
    Need,
    declaration,
    filing_state,
    foreign_interest,
    need,
    update_due,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s306_authorizations import authorization

NONE, UNKNOWN, NEXUS = (finding(origin) for origin in (Origin.NONE, Origin.UNKNOWN, Origin.NEXUS))


# -- § 791.304 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "answer"), [(2026, Answer.NO), (2027, Answer.YES)])
def test_a_nexus_manufacturer_may_not_sell_from_its_model_year(year: int, answer: Answer) -> None:
    found = controlled_manufacturer(transaction(model_year=year, manufacturer=NEXUS), FINAL)
    assert found is not None
    assert found.answer is answer
    assert found.citation == ("15 CFR 791.304" if year == 2027 else "15 CFR 791.308(c)")


@pytest.mark.parametrize("kind", ["import-hardware", "repair", "used-sale"])
def test_where_nobody_sells_a_vehicle_or_no_manufacturer_is_named_it_is_not_examined(
    kind: str,
) -> None:
    assert controlled_manufacturer(transaction(kind=kind, manufacturer=NEXUS), FINAL) is None
    assert controlled_manufacturer(transaction(), FINAL) is None
    assert controlled_manufacturer(transaction(manufacturer=NEXUS), FINAL) is not None


def test_testing_leaves_open_whether_a_sale_follows_and_an_import_is_an_interpretation() -> None:
    testing = controlled_manufacturer(transaction(kind="testing", manufacturer=NEXUS), FINAL)
    assert testing is not None
    assert (testing.answer, testing.mark) == (Answer.UNKNOWN, Mark.INTERPRETATION)
    assert [missing.fact for missing in testing.missing] == ["sale"]
    for kind, mark in (("import", Mark.INTERPRETATION), ("sale", Mark.TEXT)):
        found = controlled_manufacturer(transaction(kind=kind, manufacturer=NEXUS), FINAL)
        assert found is not None
        assert (found.answer, found.mark) == (Answer.YES, mark)


def test_an_unknown_manufacturer_is_asked_for_and_with_it_the_day_where_that_is_open() -> None:
    dated = controlled_manufacturer(transaction(manufacturer=UNKNOWN), DRAFT)
    undated = controlled_manufacturer(transaction(manufacturer=UNKNOWN, on=None), DRAFT)
    assert dated is not None
    assert undated is not None
    assert [missing.fact for missing in dated.missing] == ["ownership"]
    assert [missing.fact for missing in undated.missing] == ["ownership", "import-date"]
    bare = controlled_manufacturer(
        transaction(manufacturer=finding(Origin.UNKNOWN, gaps=())), FINAL
    )
    assert bare is not None
    assert [missing.ask for missing in bare.missing] == ["Who owns and controls Quietbrook?"]


def test_a_nexus_manufacturer_without_model_year_is_open_only_in_strict() -> None:
    for evidence, answer in ((None, Answer.YES), (STRICT, Answer.UNKNOWN)):
        more = {} if evidence is None else {"evidence": evidence}
        found = controlled_manufacturer(
            transaction(model_year=None, manufacturer=NEXUS, **more), FINAL
        )
        assert found is not None
        assert found.answer is answer
        assert [m.fact for m in found.missing] == (["model-year"] if evidence else [])


@pytest.mark.parametrize(
    ("maker", "verdict"),
    [(NONE, None), (UNKNOWN, Verdict.INDETERMINATE), (NEXUS, Verdict.PROHIBITED)],
)
def test_commercial_services_with_an_ads_are_a_finding_of_their_own(
    maker: object, verdict: Verdict | None
) -> None:
    found = ads_service_finding(transaction(manufacturer=maker, ads_service=True), FINAL)
    assert (None if found is None else found.verdict) is verdict
    if found is not None:
        assert found.citation == "15 CFR 791.304"
        assert bool(found.missing) is (verdict is Verdict.INDETERMINATE)
    assert ads_service_finding(transaction(manufacturer=maker), FINAL) is None


# -- § 791.305 ------------------------------------------------------------------------------------


UNSTATED = ForeignInterest(answer=Answer.UNKNOWN, because=NOT_STATED)


def wanted(*verdicts: Verdict) -> Need:
    """The need of components with these verdicts, without a word on foreign interest."""
    return need([(verdict, "") for verdict in verdicts], UNSTATED, FINAL)


@pytest.mark.parametrize(
    ("verdicts", "interest", "needed"),
    [
        ({Verdict.PERMITTED}, Answer.YES, Answer.YES),
        ({Verdict.PERMITTED}, Answer.UNKNOWN, Answer.UNKNOWN),
        ({Verdict.PERMITTED}, Answer.NO, Answer.NO),
        ({Verdict.PERMITTED, Verdict.INDETERMINATE}, Answer.NO, Answer.UNKNOWN),
        ({Verdict.PERMITTED, Verdict.INDETERMINATE}, Answer.YES, Answer.YES),
        ({Verdict.PERMITTED, Verdict.PROHIBITED}, Answer.NO, Answer.YES),
        ({Verdict.INDETERMINATE}, Answer.YES, Answer.UNKNOWN),
        ({Verdict.INDETERMINATE}, Answer.NO, Answer.UNKNOWN),
        ({Verdict.EXEMPT, Verdict.OUT_OF_SCOPE}, Answer.YES, Answer.NO),
    ],
)
def test_any_foreign_interest_needs_one_and_an_unknown_one_cannot_be_said_not_to(
    verdicts: set[Verdict], interest: Answer, needed: Answer
) -> None:
    found = need(
        [(verdict, "") for verdict in verdicts],
        ForeignInterest(answer=interest, because="x"),
        FINAL,
    )
    assert found.answer is needed


def _interest(*findings: PartyFinding, stated: Answer, roles: tuple[Role, ...] = VERBS) -> Answer:
    permitted = Outcome(
        verdict=Verdict.PERMITTED, component_class=ComponentClass.VCS_HARDWARE, exclusion=None,
        origin=Origin.NONE, citation="c", reason="r",
    )  # fmt: skip
    parties = tuple(
        NamedParty(role=role, name="x", finding=found) for found in findings for role in roles
    )
    return foreign_interest([(parties, permitted, 1)], stated, FINAL).answer


def test_the_foreign_interest_is_that_of_the_parties_before_it_is_that_which_is_stated() -> None:
    known = PartyFinding(name="A", origin=Origin.NONE, why="w", known=True, country="DE")
    silent = PartyFinding(name="B", origin=Origin.NONE, why="w", known=True, country="US")
    cleared = msgspec.structs.replace(silent, foreign_interest=False)
    signed = msgspec.structs.replace(silent, foreign_sign="B has an owner of Germany")
    for stated in Answer:
        assert _interest(known, stated=stated) is Answer.YES
        assert _interest(signed, stated=stated) is Answer.YES
        assert _interest(silent, stated=stated) is stated
        assert _interest(cleared, cleared, stated=stated) is (
            Answer.YES if stated is Answer.YES else Answer.NO
        )
        assert _interest(cleared, stated=stated, roles=(Role.SUPPLIER,)) is stated
        assert _interest(cleared, silent, stated=stated) is stated


def test_a_change_may_be_told_as_long_as_the_edition_says() -> None:
    assert update_due(date(2026, 10, 2), FINAL) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("filed", "today", "state"),
    [
        (None, date(2026, 7, 3), DueState.DUE),
        (None, date(2026, 7, 4), DueState.OVERDUE),
        (date(2026, 7, 3), date(2026, 7, 3), DueState.FILED_IN_TIME),
        (date(2026, 7, 4), date(2026, 7, 4), DueState.FILED_LATE),
        (date(2026, 7, 5), date(2026, 7, 4), DueState.OVERDUE),
        (date(2026, 7, 3), date(2026, 7, 2), DueState.DUE),
    ],
)
def test_how_a_filing_stands(filed: date | None, today: date, state: DueState) -> None:
    assert filing_state(date(2026, 7, 3), filed, today) is state


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2026, 7, 1), "due in 2 days"),
        (date(2026, 7, 2), "due in 1 days"),
        (date(2026, 7, 3), "due today"),
        (date(2026, 7, 4), "was due 1 days ago; if it is not filed, the transaction is late"),
    ],
)
def test_a_declaration_is_due_sixty_days_before(today: date, status: str) -> None:
    found = declaration(wanted(Verdict.PERMITTED), date(2026, 9, 1), today, FINAL)
    assert (found.due, found.status) == ("2026-07-03", status)


def test_a_declaration_is_needed_unless_all_is_exempt_out_or_generally_authorized() -> None:
    day = date(2026, 9, 1)
    for needing_none in (
        [],
        [(Verdict.EXEMPT, ""), (Verdict.OUT_OF_SCOPE, "")],
        [(Verdict.AUTHORIZED, "GA1")],
    ):
        found = declaration(need(needing_none, UNSTATED, FINAL), day, day, FINAL)
        assert (found.due, found.needed, found.state) == (None, Answer.NO, DueState.NOT_NEEDED)
        assert found.status.startswith("not needed")
    for needing in (Verdict.PERMITTED, Verdict.INDETERMINATE, Verdict.PROHIBITED):
        assert declaration(wanted(Verdict.EXEMPT, needing), day, day, FINAL).due
    by_number = need([(Verdict.AUTHORIZED, "SA-1")], UNSTATED, FINAL)
    assert declaration(by_number, day, day, FINAL).due
    undated = declaration(wanted(Verdict.PERMITTED), None, day, FINAL)
    assert undated.due is None
    assert "whose day is not given" in undated.status


# -- §§ 791.306 and 791.307 -----------------------------------------------------------------------

PART = vcs_hardware()


def test_a_specific_authorization_needs_a_decision() -> None:
    name, line = authorization(vcs_hardware_with("SA-1"), transaction(), FINAL)
    assert (name, line.answer, line.citation) == ("SA-1", Answer.YES, "15 CFR 791.307")
    name, line = authorization(PART, transaction(authorizations=("SA-1",)), FINAL)
    assert (name, line.answer) == ("", Answer.NO)
    assert line.because.startswith("SA-1 is no general authorization")
    assert authorization(PART, transaction(), FINAL)[1].because == "none is claimed"


def vcs_hardware_with(name: str) -> ComponentFacts:
    return changed(PART, authorization=name)


def test_a_general_authorization_covers_only_the_transactions_that_it_names() -> None:
    for kind, expected in (("testing", "GA1"), ("repair", "GA1"), ("sale", ""), ("", "")):
        program = transaction(kind=kind, authorizations=("GA1",))
        assert authorization(PART, program, FINAL)[0] == expected


def test_a_general_authorization_is_not_open_to_a_nexus_manufacturer() -> None:
    for maker, name, answer in (
        (NONE, "GA1", Answer.YES),
        (UNKNOWN, "", Answer.UNKNOWN),
        (NEXUS, "", Answer.NO),
    ):
        program = transaction(kind="testing", authorizations=("GA1",), manufacturer=maker)
        found, line = authorization(PART, program, FINAL)
        assert (found, line.answer) == (name, answer)
        assert bool(line.missing) is (answer is Answer.UNKNOWN)


def test_an_authorization_by_list_needs_a_decision_on_the_component() -> None:
    program = transaction(authorizations=("GA3",))
    name, line = authorization(PART, program, FINAL)
    assert (name, line.answer) == ("", Answer.UNKNOWN)
    assert authorization(vcs_hardware_with("GA3"), program, FINAL)[0] == "GA3"


@pytest.mark.parametrize(
    ("day", "name", "answer"),
    [
        (date(2026, 6, 17), "", Answer.NO),
        (date(2026, 6, 18), "GA3", Answer.YES),
        (None, "", Answer.UNKNOWN),
    ],
)
def test_an_authorization_is_in_force_from_its_day(
    day: date | None, name: str, answer: Answer
) -> None:
    found, line = authorization(vcs_hardware_with("GA3"), transaction(on=day), FINAL)
    assert (found, line.answer) == (name, answer)


def test_of_several_claims_the_one_that_applies_decides_and_an_open_one_is_shown() -> None:
    program = transaction(kind="testing", authorizations=("GA2", "GA1"))
    assert authorization(PART, program, FINAL)[0] == "GA1"
    open_one = transaction(kind="sale", authorizations=("GA1", "GA3"))
    assert authorization(PART, open_one, FINAL)[1].answer is Answer.UNKNOWN


@pytest.mark.parametrize("kind", ["", "sale", "import", "testing"])
@pytest.mark.parametrize("maker", [NONE, UNKNOWN, NEXUS])
def test_a_clean_manufacturer_is_a_no_whatever_the_year(kind: str, maker: PartyFinding) -> None:
    for year in (2026, 2027):
        program = transaction(kind=kind, model_year=year, manufacturer=maker)
        found = controlled_manufacturer(program, FINAL)
        assert found is not None
        if maker is NONE:
            assert (found.answer, found.because) == (Answer.NO, NONE.why)
        elif year == 2026:
            assert (found.answer, found.missing) == (Answer.NO, ())
        else:
            assert found.answer is (
                Answer.YES if maker is NEXUS and kind != "testing" else Answer.UNKNOWN
            )


def test_a_nexus_manufacturer_of_unknown_time_is_asked_for_the_time_alone() -> None:
    found = controlled_manufacturer(transaction(manufacturer=NEXUS, on=None), DRAFT)
    assert found is not None
    assert found.answer is Answer.UNKNOWN
    assert [missing.fact for missing in found.missing] == ["import-date"]
    assert found.because.startswith("the manufacturer Redwall is a nexus person: ")


@pytest.mark.parametrize("kind", ["used-sale", "repair", "import-hardware", "testing", ""])
def test_the_service_is_forbidden_whatever_the_transaction_at_hand_is(kind: str) -> None:
    program = transaction(kind=kind, manufacturer=NEXUS, ads_service=True)
    found = ads_service_finding(program, FINAL)
    assert found is not None
    assert found.verdict is Verdict.PROHIBITED
    early = msgspec.structs.replace(program, model_year=2026)
    assert ads_service_finding(early, FINAL) is None
    nobody = transaction(kind=kind, ads_service=True)
    assert ads_service_finding(nobody, FINAL) is None


def test_the_days_before_a_declaration_are_those_of_the_edition() -> None:
    sooner = msgspec.structs.replace(
        FINAL,
        declarations=msgspec.structs.replace(
            FINAL.declarations, days_before_first_import_or_sale=10
        ),
    )
    found = declaration(wanted(Verdict.PERMITTED), date(2026, 9, 11), date(2026, 8, 1), sooner)
    assert (found.due, found.status) == ("2026-09-01", "due in 31 days")
    assert found.citation == "15 CFR 791.305"
    undated = declaration(wanted(Verdict.PERMITTED), None, date(2026, 8, 1), sooner)
    assert undated.status.startswith("due 10 days before")


@pytest.mark.parametrize(
    ("kind", "maker", "day", "said"),
    [
        ("testing", None, None, "GA3 covers"),
        ("", None, None, "not a transaction that is not stated"),
        ("sale", NEXUS, date(2026, 7, 1), "GA3 is not open to Redwall"),
        ("sale", None, date(2026, 6, 17), "GA3 is in force only from 2026-06-18"),
    ],
)
def test_why_a_general_authorization_does_not_apply_is_said(
    kind: str, maker: PartyFinding | None, day: date | None, said: str
) -> None:
    edition = msgspec.structs.replace(
        FINAL,
        authorizations={
            "GA3": msgspec.structs.replace(
                FINAL.authorizations["GA3"], transactions=frozenset({"sale", "import"})
            )
        },
    )
    program = transaction(kind=kind, manufacturer=maker, on=day)
    name, line = authorization(vcs_hardware_with("GA3"), program, edition)
    assert (name, line.answer) == ("", Answer.NO)
    assert said in line.because


def test_an_authorization_without_a_day_of_force_asks_for_no_day() -> None:
    undated = transaction(kind="testing", on=None, authorizations=("GA1",))
    name, line = authorization(PART, undated, FINAL)
    assert (name, line.missing) == ("GA1", ())
    assert line.because.startswith("GA1: limited uses")
    assert line.because.endswith("still covered)")


def test_only_the_authorization_that_a_decision_names_needs_no_other_decision() -> None:
    program = transaction(kind="import", on=date(2026, 7, 1), authorizations=("GA3",))
    for claimed, name in (("GA2", "GA2"), ("GA1", ""), ("GA3", "GA3")):
        assert authorization(vcs_hardware_with(claimed), program, FINAL)[0] == name
    unknown = authorization(vcs_hardware_with("GA1"), program, FINAL)[1]
    assert (unknown.answer, [m.fact for m in unknown.missing]) == (
        Answer.UNKNOWN,
        ["authorization"],
    )
    number = authorization(vcs_hardware_with("GA1-2026"), transaction(), FINAL)
    assert (number[0], number[1].citation) == ("GA1-2026", "15 CFR 791.307")
