"""Names made comparable, and what stays different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcs_check.origin.names import (
    company_kind,
    form_countries,
    name_key,
    name_keys,
    normalised,
    skeleton,
    spelled,
)
from vcs_check.origin.readings import reading


@pytest.mark.parametrize(
    "name",
    [
        "Meadow Radio",
        "MEADOW RADIO CO., LTD.",
        "Meadow Radio Co.,Ltd",
        "Meadow Radio GmbH & Co. KG",
        "Meadow  Radio, Inc.",
        "Meadow Radio S.p.A.",
        "Meadow Radio S.à r.l.",
        "Meadow Radio B.V.",
        "ООО «Meadow Radio»",
        "Meadow Radio OOO",
        "PJSC Meadow Radio",
        "株式会社 Meadow Radio",
        "Ｍｅａｄｏｗ Ｒａｄｉｏ",
        "Mea\u200bdow\u00ad Radio",
        "\u202eMeadow Radio\u202c",
        "Meadow-Radio Sp. z o.o.",
    ],
)
def test_spelling_and_legal_form_do_not_make_another_name(name: str) -> None:
    assert normalised(name) == "meadow radio"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("上海草地无线通信技术股份有限公司", "上海草地无线通信技术"),
        ("草地有限公司", "草地"),
        ("株式会社メドウ", "メドウ"),
        ("メドウ株式会社", "メドウ"),
        ("(주)메도우", "메도우"),
        ("㈜메도우", "메도우"),
        ("메도우 주식회사", "메도우"),
        ("ПАО «Луг»", "луг"),
        ("as electronics GmbH", "as electronics"),
        ("SA Radio", "sa radio"),
        ("AT&T Inc.", "at and t"),
        ("Hill.ai", "hill ai"),
        ("Limited", "limited"),
        ("有限公司", "有限公司"),
        ("草地無線通訊股份有限公司", "草地无线通讯"),
        ("株式會社メドウ", "メドウ"),
        ("㈱メドウ", "メドウ"),
        ("Общество с ограниченной ответственностью «Луг»", "луг"),
        ("Meadow Gesellschaft mit beschränkter Haftung", "meadow"),
        ("Meadow S.A. de C.V.", "meadow"),
        ("Limited Liability Company Meadow", "meadow"),
        ("Too Good Ltd", "too good"),
    ],
)
def test_legal_forms_are_removed_at_the_ends_only(name: str, bare: str) -> None:
    assert normalised(name) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meadow Radio (Suzhou) Co., Ltd.", "Meadow Radio Co., Ltd."),
        ("Meadow Holding", "Meadow"),
        ("Meadow Group", "Meadow"),
        ("Meadow Hong Kong Ltd", "Meadow Ltd"),
        ("Meadow 2", "Meadow"),
        ("Meаdow", "Meadow"),  # a Cyrillic letter
    ],
)
def test_places_groups_and_letters_keep_names_apart(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)
    assert set(name_keys(one)).isdisjoint(name_keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Prairie S.A.", "Societe Prairie SA"),
        ("Möwe GmbH", "Moewe GmbH"),
        ("Möwe GmbH", "MOWE GMBH"),
        ("Müller & Sohn", "Mueller and Sohn"),
        ("Ørsted Radio", "Oersted Radio"),
        ("Łąka Sp. z o.o.", "Laka sp. z o. o."),
        ("The Meadow Radio Company", "Meadow Radio Co."),
        ("Hill & Lake Radio", "Hill Lake Radio"),
        ("Meadow Radio", "MeadowRadio Inc."),
        ("ST Meadowelectronics", "STMeadowelectronics"),
        ("Meadow Organisation", "Meadow Organization"),
        ("First Meadow Int'l", "1st Meadow International"),
        ("Meadow Mfg. Co., Ltd.", "Meadow Manufacturing"),
        ("草地 科技", "草地科技有限公司"),
    ],
)
def test_what_typing_leaves_out_makes_no_other_name(one: str, other: str) -> None:
    assert not set(name_keys(one)).isdisjoint(name_keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meadow Technology", "Meadow Technologies"),
        ("The", "Them"),
        ("A BC", "AB C"),  # of few letters the spaces tell names apart
        ("Киї", "Кии"),
        ("ガメラ", "カメラ"),
        ("Hill Lake", "Lake Hill"),
    ],
)
def test_words_of_kin_short_names_and_letters_of_other_scripts_stay_apart(
    one: str, other: str
) -> None:
    assert set(name_keys(one)).isdisjoint(name_keys(other))


@given(st.text(max_size=60))
def test_any_text_has_a_key_and_finds_itself(name: str) -> None:
    assert name_key(name) == name_keys(name)[0]
    assert len(name_keys(name)) <= 2


@pytest.mark.parametrize(
    "name",
    ["LLC Meadow", "Meadow S.p.A. con socio unico", "Meadow Sanayi ve Ticaret A.Ş.", "НПАО Meadow",
     "Obshchestvo s ogranichennoy otvetstvennost'yu Meadow", "Meadow (P) Ltd.", "(유)Meadow",
     "Publichnoe aktsionernoe obshchestvo Meadow", "Meadow Public Company Limited", "OÜ Meadow",
     "Meadow spol. s r.o.", "Meadow Designated Activity Company", "Meadow Ges.m.b.H.",
     "Meadow S.A.P.I. de C.V.", "Meadow, S.A. Unipessoal", "Meadow PrJSC", "Cong ty TNHH Meadow"],
)  # fmt: skip
def test_rarer_legal_forms_are_removed_as_well(name: str) -> None:
    assert normalised(name) == "meadow"


def test_names_that_begin_like_a_legal_form_keep_it() -> None:
    assert normalised("AO Meadow") == "ao meadow"  # a company may have these initials
    assert normalised("SIA Engineering") == "sia engineering"


@pytest.mark.parametrize("name", ["Meаdow Radio", "Μeadow Radiο", "MEAD0W RADIO"])
def test_look_alikes_share_a_skeleton_and_not_a_name(name: str) -> None:
    assert skeleton(name) == skeleton("Meadow Radio")
    assert set(name_keys(name)).isdisjoint(name_keys("Meadow Radio"))


def test_a_legal_form_tells_where_it_belongs() -> None:
    assert "RU" in form_countries("Meadow OOO")
    assert "CN" in form_countries("草地有限公司")
    assert "DE" in form_countries("Meadow GmbH")
    assert form_countries("Meadow Co., Ltd.") == frozenset()
    assert form_countries("Meadow") == frozenset()


def test_the_spelled_name_keeps_the_legal_form() -> None:
    assert spelled("Meadow, GmbH") == spelled("MEADOW GMBH") != spelled("Meadow AG")


@given(st.text(max_size=60))
def test_any_text_is_normalised_once_and_for_all(name: str) -> None:
    once = normalised(name)
    assert normalised(once) == once or normalised(normalised(once)) == normalised(once)
    assert once.casefold() == once or not once.isascii()


def test_very_long_names_take_linear_time_and_keep_a_word() -> None:
    assert normalised("ltd " * 200_000) == "ltd"
    assert normalised("ооо " * 200_000) == "ооо"
    assert len(normalised("a b " * 100_000)) == 399_999


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meadow Technologies Inc.", "Meadow Technology Co., Ltd."),
        ("Луг Электроника", "Lug Elektronika"),
        ("上海草地科技有限公司", "Shanghai 草地 Technology Ltd"),
        ("臺北草地電子股份有限公司", "Taipei 草地 Electronics"),
        ("The Meadow of Hill", "Meadow Hill"),
        ("深圳草原科技有限公司", "Shenzhen Caoyuan Technology Co., Ltd."),
        ("メドウエレクトロニクス株式会社", "Medou Electronics"),
        ("메도우전자 주식회사", "Medou Electronics Co., Ltd."),
    ],
)
def test_a_reading_joins_scripts_and_words_of_the_trade(one: str, other: str) -> None:
    assert reading(one) == reading(other)
    assert normalised(one) != normalised(other)


def test_a_legal_form_tells_what_a_company_is() -> None:
    assert company_kind("Meadow GmbH") == "gmbh"
    assert company_kind("Meadow Aktiengesellschaft") == company_kind("Meadow AG")
    assert company_kind("Meadow Co., Ltd.") == company_kind("Meadow Limited")
    assert company_kind("Meadow Inc") == company_kind("Meadow Corporation")
    assert company_kind("Meadow") == company_kind("Meadow Company") == ""
