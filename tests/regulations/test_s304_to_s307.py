"""§§ 791.304 to 791.307: the nexus manufacturer, declarations and authorizations."""

from __future__ import annotations

from datetime import date

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

from vcs_check.inventory.vocabulary import Answer, Mark, Origin, Verdict
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.us_15cfr791_subpart_d.s304_controlled_manufacturers import (
    ads_service_finding,
    controlled_manufacturer,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s305_declarations import declaration
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
    found = declaration([(Verdict.PERMITTED, "")], date(2026, 9, 1), today, FINAL)
    assert (found.due, found.status) == ("2026-07-03", status)


def test_a_declaration_is_needed_unless_all_is_exempt_out_or_generally_authorized() -> None:
    day = date(2026, 9, 1)
    for needing_none in (
        [],
        [(Verdict.EXEMPT, ""), (Verdict.OUT_OF_SCOPE, "")],
        [(Verdict.AUTHORIZED, "GA1")],
    ):
        assert declaration(needing_none, day, day, FINAL).due is None
        assert declaration(needing_none, day, day, FINAL).status.startswith("not needed")
    for needing in (Verdict.PERMITTED, Verdict.INDETERMINATE, Verdict.PROHIBITED):
        assert declaration([(Verdict.EXEMPT, ""), (needing, "")], day, day, FINAL).due
    assert declaration([(Verdict.AUTHORIZED, "SA-1")], day, day, FINAL).due
    undated = declaration([(Verdict.PERMITTED, "")], None, day, FINAL)
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
