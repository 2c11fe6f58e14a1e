"""Facts that a BOM can declare: contract section 5, both sides of every line."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.inventory.facts import (
    FACT_NAMES,
    NOTHING_DECLARED,
    DeclaredFacts,
    FactError,
    parse_facts,
    replace_facts,
)
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Processor,
    Radio,
    Role,
)

BOOLEANS = {
    "receive-only": "receive_only",
    "programmable": "programmable",
    "directly-enables": "directly_enables",
    "firmware": "firmware",
    "modified": "modified",
    "modifications-shared": "modifications_shared",
    "foreign-interest": "foreign_interest",
}
DATES = {
    "developed": "developed",
    "first-supplied": "first_supplied",
    "last-altered": "last_altered",
}
ROLES = ["designer", "developer", "manufacturer", "supplier", "maintainer"]
IDENTIFIERS = ["lei", "uscc", "inn", "ogrn", "duns", "cage"]
RADIOS = [
    "cellular",
    "wifi",
    "bluetooth",
    "v2x",
    "satellite",
    "other-wireless",
    "gnss",
    "am-fm",
    "dab",
    "satellite-radio",
    "uwb",
    "nfc",
    "tpms",
    "keyless",
    "immobilizer",
    "wireless-charging",
    "radar",
    "lidar",
    "camera",
    "ultrasonic",
]
EXCLUSIONS = [
    "sensing",
    "uwb-access",
    "receive-only",
    "power",
    "frequency",
    "passive",
    "not-listed",
    "not-enabling",
    "firmware",
    "open-source",
    "legacy",
    "subordinate-processor",
    "no-foreign-interest",
    "driver-assistance",
    "unrelated",
    "vehicle-weight",
    "vehicle-kind",
    "not-imported",
    "not-a-sale",
]


def declared(**facts: str) -> DeclaredFacts:
    return parse_facts(
        [(name.rstrip("_").replace("_", "-"), value) for name, value in facts.items()]
    )


def refused(name: str, value: str) -> FactError:
    with pytest.raises(FactError) as caught:
        parse_facts([(name, value)])
    return caught.value


def test_names_are_those_of_the_contract() -> None:
    assert {
        "class", "exclusion", "radio", "frequency-mhz", "automation-level", "processor",
        "altered-by", "made-in", "model-year", "part", "fcc-id",
        *BOOLEANS, *DATES, *ROLES, *IDENTIFIERS,
    } == FACT_NAMES  # fmt: skip


def test_words_are_those_of_the_contract() -> None:
    assert [word.value for word in Radio] == RADIOS
    assert [word.value for word in Exclusion] == EXCLUSIONS
    assert [word.value for word in Processor] == ["primary", "subordinate"]


@pytest.mark.parametrize(
    "word", ["vcs-hardware", "vcs-software", "ads-software", "ads-hardware", "other"]
)
def test_class_is_read(word: str) -> None:
    assert declared(class_=word).component_class is ComponentClass(word)


@pytest.mark.parametrize("word", ["unknown", "VCS-hardware", "vcs", "", "other, vcs-hardware"])
def test_class_of_another_word_is_refused(word: str) -> None:
    assert refused("class", word).fact == "vcs:class"


@pytest.mark.parametrize("word", EXCLUSIONS)
def test_exclusion_is_read(word: str) -> None:
    assert declared(exclusion=word).exclusions == (Exclusion(word),)


@pytest.mark.parametrize("word", ["none", "Sensing", "", "sensing,power"])
def test_exclusion_of_another_word_is_refused(word: str) -> None:
    refused("exclusion", word)


def test_exclusions_repeat_and_are_kept_once() -> None:
    pairs = [("exclusion", "power"), ("exclusion", "legacy"), ("exclusion", "power")]
    assert parse_facts(pairs).exclusions == parse_facts(pairs[::-1]).exclusions
    assert set(parse_facts(pairs).exclusions) == {Exclusion.POWER, Exclusion.LEGACY}


@pytest.mark.parametrize("word", RADIOS)
def test_radio_is_read(word: str) -> None:
    assert declared(radio=word).radios == (Radio(word),)


def test_radios_are_separated_by_commas_in_any_order() -> None:
    assert declared(radio="wifi, cellular,wifi").radios == (Radio.CELLULAR, Radio.WIFI)
    assert declared(radio="cellular,wifi") == declared(radio="wifi , cellular")


@pytest.mark.parametrize("words", ["wifi;cellular", "wifi,", "", "5g", "Wi-Fi", "wifi cellular"])
def test_radio_of_another_word_is_refused(words: str) -> None:
    refused("radio", words)


@pytest.mark.parametrize(("name", "field"), BOOLEANS.items())
def test_true_and_false_are_both_said(name: str, field: str) -> None:
    assert getattr(parse_facts([(name, "true")]), field) is True
    assert getattr(parse_facts([(name, "false")]), field) is False
    assert getattr(NOTHING_DECLARED, field) is None


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("word", ["True", "yes", "1", "0", "", "no", "null", "falsе"])
def test_anything_but_true_and_false_is_refused(name: str, word: str) -> None:
    refused(name, word)


@pytest.mark.parametrize(("name", "field"), DATES.items())
def test_day_is_read(name: str, field: str) -> None:
    assert getattr(parse_facts([(name, "2026-03-17")]), field) == date(2026, 3, 17)


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "17.03.2026", "2026-3-17", "20260317", "2026", "", "2026-W12-2",
     "2026-03-17T00:00:00Z", "２０２６-03-17", "0000-01-01"],
)  # fmt: skip
def test_anything_but_an_iso_day_is_refused(name: str, text: str) -> None:
    refused(name, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2400", 2400), ("433.92", 433.92), ("450.0", 450), ("0", 0), (" 13.56 ", 13.56)],
)
def test_frequency_is_a_number_in_mhz(text: str, value: float) -> None:
    assert declared(frequency_mhz=text).frequency_mhz == value


@pytest.mark.parametrize(
    "text",
    ["2.4 GHz", "2400 MHz", "-1", "1e3", "nan", "inf", "", "2,400", "٤٥٠", "1" * 400, "0x10"],
)
def test_frequency_that_is_no_number_is_refused(text: str) -> None:
    refused("frequency-mhz", text)


@pytest.mark.parametrize("level", range(6))
def test_automation_level_is_read(level: int) -> None:
    assert declared(automation_level=str(level)).automation_level == level


@pytest.mark.parametrize("level", ["6", "-1", "2+", "L3", "3.0", "", "三", "²"])
def test_automation_level_outside_j3016_is_refused(level: str) -> None:
    refused("automation-level", level)


@pytest.mark.parametrize("word", ["primary", "subordinate"])
def test_processor_is_read(word: str) -> None:
    assert declared(processor=word).processor is Processor(word)


@pytest.mark.parametrize("word", ["main", "Primary", "secondary", ""])
def test_processor_of_another_word_is_refused(word: str) -> None:
    refused("processor", word)


@pytest.mark.parametrize("role", ROLES)
def test_role_is_read_and_repeats(role: str) -> None:
    facts = parse_facts([(role, "A GmbH"), (role, " B GmbH "), (role, "A GmbH")])
    assert facts.roles == ((Role(role), "A GmbH"), (Role(role), "B GmbH"))


def test_who_altered_it_repeats() -> None:
    pairs = [("altered-by", "A"), ("altered-by", "B"), ("altered-by", "A")]
    assert parse_facts(pairs).altered_by == ("A", "B")


@pytest.mark.parametrize("name", [*ROLES, *IDENTIFIERS, "altered-by", "part", "fcc-id"])
@pytest.mark.parametrize("value", ["", "  ", "\t"])
def test_name_that_is_empty_is_refused(name: str, value: str) -> None:
    refused(name, value)


@pytest.mark.parametrize("scheme", IDENTIFIERS)
def test_identifier_is_read(scheme: str) -> None:
    assert parse_facts([(scheme, " 12-3 ")]).identifiers == ((scheme, "12-3"),)


def test_country_is_a_code_of_two_letters() -> None:
    assert declared(made_in="TW").made_in == "TW"


@pytest.mark.parametrize("text", ["China", "cn", "CHN", "C", "", "C1", "ＣＮ"])
def test_country_that_is_no_code_is_refused(text: str) -> None:
    refused("made-in", text)


def test_model_year_is_a_year_or_none() -> None:
    assert declared(model_year="2027").model_year == 2027
    assert declared(model_year="2027").no_model_year is False
    assert declared(model_year="none").model_year is None
    assert declared(model_year="none").no_model_year is True


@pytest.mark.parametrize("text", ["27", "1979", "2100", "2027.0", "None", "", "MY2027", "２０２７"])
def test_model_year_that_cannot_be_meant_is_refused(text: str) -> None:
    refused("model-year", text)


def test_part_and_fcc_id_are_read() -> None:
    facts = declared(part="Telematics control unit", fcc_id="2AXYZ-TCU1")
    assert (facts.part, facts.fcc_id) == ("Telematics control unit", "2AXYZ-TCU1")


DIFFERENT = {
    "class": ("other", "vcs-hardware"), "frequency-mhz": ("0", "2400"),
    "automation-level": ("0", "3"), "processor": ("primary", "subordinate"),
    "made-in": ("DE", "CN"), "model-year": ("2026", "2027"), "part": ("a", "b"),
    "fcc-id": ("a", "b"),
    **dict.fromkeys(BOOLEANS, ("false", "true")),
    **dict.fromkeys(DATES, ("2026-01-01", "2026-01-02")),
    **dict.fromkeys(IDENTIFIERS, ("1", "2")),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENT)
def test_one_fact_said_twice_differently_is_refused_and_alike_is_not(name: str) -> None:
    one, other = DIFFERENT[name]
    for pair in ((one, other), (other, one)):
        with pytest.raises(FactError, match="before"):
            parse_facts([(name, value) for value in pair])
    assert parse_facts([(name, one), (name, one)]) == parse_facts([(name, one)])


def test_model_year_and_none_contradict_each_other() -> None:
    for pair in (["2027", "none"], ["none", "2027"]):
        with pytest.raises(FactError):
            parse_facts([("model-year", value) for value in pair])


def test_error_names_fact_value_and_what_belongs_there() -> None:
    message = str(refused("radio", "telepathy"))
    assert message.startswith("vcs:radio: 'telepathy' is not ")
    assert "cellular" in message
    with pytest.raises(FactError) as caught:
        parse_facts([("radio", "telepathy")], prefix="")
    assert caught.value.fact == "radio"


def test_nothing_said_is_nothing_declared() -> None:
    assert parse_facts([]) == NOTHING_DECLARED


# -- metadata below a component -------------------------------------------------------------------

EXTREMES: dict[str, Any] = {
    "component_class": (ComponentClass.OTHER, ComponentClass.VCS_HARDWARE),
    "exclusions": ((Exclusion.POWER,), (Exclusion.LEGACY,)),
    "radios": ((Radio.GNSS,), (Radio.WIFI,)),
    "frequency_mhz": (0.0, 2400.0),
    "automation_level": (0, 3),
    "processor": (Processor.PRIMARY, Processor.SUBORDINATE),
    "altered_by": (("A",), ("B",)),
    "made_in": ("DE", "CN"),
    "part": ("a", "b"),
    "fcc_id": ("a", "b"),
    **dict.fromkeys(BOOLEANS.values(), (False, True)),
    **dict.fromkeys(DATES.values(), (date(2026, 1, 1), date(2025, 1, 1))),
}


@pytest.mark.parametrize("field", EXTREMES)
def test_components_own_word_wins_over_the_metadatas_even_false_and_zero(field: str) -> None:
    for mine, theirs in (EXTREMES[field], EXTREMES[field][::-1]):
        own, below = DeclaredFacts(**{field: mine}), DeclaredFacts(**{field: theirs})
        assert getattr(own.over(below), field) == mine


@pytest.mark.parametrize("field", EXTREMES)
def test_metadatas_word_serves_where_the_component_is_silent_even_false_and_zero(
    field: str,
) -> None:
    other = DeclaredFacts(fcc_id="x") if field != "fcc_id" else DeclaredFacts(part="x")
    for theirs in EXTREMES[field]:
        below = DeclaredFacts(**{field: theirs})
        assert getattr(NOTHING_DECLARED.over(below), field) == theirs
        assert getattr(other.over(below), field) == theirs


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [("2027", "none", (2027, False)), ("none", "2027", (None, True)),
     ("2027", "2026", (2027, False)), (None, "2026", (2026, False)), (None, "none", (None, True)),
     ("none", None, (None, True))],
)  # fmt: skip
def test_model_year_and_none_are_one_word(
    mine: str | None, theirs: str | None, expected: tuple[int | None, bool]
) -> None:
    own = declared(part="x", **({"model_year": mine} if mine else {}))
    below = declared(fcc_id="y", **({"model_year": theirs} if theirs else {}))
    merged = own.over(below)
    assert (merged.model_year, merged.no_model_year) == expected


def test_roles_are_completed_one_by_one() -> None:
    own = parse_facts([("manufacturer", "A")])
    below = parse_facts([("manufacturer", "B"), ("supplier", "C")])
    assert own.over(below).roles == ((Role.MANUFACTURER, "A"), (Role.SUPPLIER, "C"))


def test_identifiers_are_completed_one_by_one() -> None:
    own = parse_facts([("lei", "1")])
    below = parse_facts([("lei", "2"), ("duns", "3")])
    assert set(own.over(below).identifiers) == {("lei", "1"), ("duns", "3")}


def test_nothing_below_changes_nothing() -> None:
    own = declared(class_="other", firmware="false")
    assert own.over(NOTHING_DECLARED) is own


FACTS = st.builds(
    DeclaredFacts,
    **{field: st.sampled_from([getattr(NOTHING_DECLARED, field), *values])
       for field, values in EXTREMES.items()},
)  # fmt: skip


@given(FACTS, FACTS, FACTS)
def test_completion_is_associative_and_idempotent(
    top: DeclaredFacts, middle: DeclaredFacts, below: DeclaredFacts
) -> None:
    assert top.over(middle).over(below) == top.over(middle.over(below))
    assert top.over(top) == top
    assert top.over(middle).over(middle) == top.over(middle)


def test_replaced_facts_are_a_copy() -> None:
    facts = declared(firmware="true")
    changed = replace_facts(facts, firmware=False)
    assert (facts.firmware, changed.firmware) == (True, False)
    assert msgspec.structs.replace(changed, firmware=True) == facts


@pytest.mark.parametrize(
    ("value", "answer"), [(True, Answer.YES), (False, Answer.NO), (None, Answer.UNKNOWN)]
)
def test_silence_is_unknown_and_never_no(value: bool | None, answer: Answer) -> None:
    assert Answer.of(value) is answer
