"""Countries: the traps, and the table itself."""

from __future__ import annotations

import re

import pytest

from vcs_check.origin.countries import (
    _key,
    _rows,
    country_code,
    country_name,
    is_country_code,
    other_law_note,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Republic of China", "TW"),
        ("Taiwan (R.O.C.)", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("Chinese Taipei", "TW"),
        ("ROC", "TW"),
        ("台灣", "TW"),
        ("People's Republic of China", "CN"),
        ("People’s Republic of China", "CN"),
        ("PRC", "CN"),
        ("P.R. China", "CN"),
        ("P.R.China", "CN"),
        ("china", "CN"),
        ("中国", "CN"),
        ("中國", "CN"),
        ("CHN", "CN"),
        ("cn", "CN"),
        ("Ch\u200bina", "CN"),
        ("Hong Kong SAR", "HK"),
        ("Hong Kong, China", "HK"),
        ("香港", "HK"),
        ("Macao", "MO"),
        ("澳門", "MO"),
        ("Korea", "KR"),
        ("Republic of Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("РФ", "RU"),
        ("Россия", "RU"),
        ("Russian Federation", "RU"),
        ("U.S.A.", "US"),
        ("Deutschland", "DE"),
    ],
)
def test_spellings_have_one_meaning(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "Crimea", "Chinaa", "Republic", "XX", "ZZZ", "Korea?n", "UN"])
def test_what_is_not_in_the_table_is_unknown(text: str) -> None:
    assert country_code(text) is None


def test_the_table_has_every_code_once_and_no_spelling_twice() -> None:
    rows = _rows()
    assert len({alpha2 for alpha2, _, _ in rows}) == len(rows) == 249
    assert all(re.fullmatch("[A-Z]{2}", alpha2) for alpha2, _, _ in rows)
    assert all(re.fullmatch("[A-Z]{3}", alpha3) for _, alpha3, _ in rows)
    meanings: dict[str, set[str]] = {}
    for alpha2, alpha3, names in rows:
        for text in (alpha2, alpha3, *names):
            meanings.setdefault(_key(text), set()).add(alpha2)
    assert {text: codes for text, codes in meanings.items() if len(codes) > 1} == {}


def test_codes_are_capitals() -> None:
    assert is_country_code("HK")
    assert not is_country_code("hk")
    assert not is_country_code("UK")
    assert country_name("TW") == "Taiwan"


def test_other_law_is_named_for_countries_that_subpart_d_does_not_name() -> None:
    assert "Iran" in other_law_note("IR")
    assert other_law_note("CN") == ""
    assert other_law_note("DE") == ""


_IN_EIGHT = """
CN China|Volksrepublik China|Chine|República Popular China|中国|中国|Китай|中國
HK Hong Kong|Hongkong|RAS de Hong Kong|Hong Kong|香港|香港|Гонконг|香港特別行政區
MO Macau|Macao|RAS de Macao|Región Administrativa Especial de Macao|澳门|マカオ|Макао|澳門
TW Taiwan|Taiwan|Taïwan|Taiwán|台湾|台湾|Тайвань|臺灣
RU Russia|Russland|Russie|Rusia|俄罗斯|ロシア|Россия|Российская Федерация
KR South Korea|Südkorea|Corée du Sud|Corea del Sur|韩国|韓国|Южная Корея|대한민국
KP North Korea|Nordkorea|Corée du Nord|Corea del Norte|朝鲜|北朝鮮|Северная Корея|북한
IR Iran|Islamische Republik Iran|Iran|Irán|伊朗|イラン|Иран|ایران
CU Cuba|Kuba|Cuba|Cuba|古巴|キューバ|Куба|República de Cuba
VE Venezuela|Venezuela|Venezuela|Venezuela|委内瑞拉|ベネズエラ|Венесуэла|Venezuela
US United States|Vereinigte Staaten|États-Unis|Estados Unidos|美国|アメリカ|США|USA
JP Japan|Japan|Japon|Japón|日本|日本|Япония|日本国
AT Austria|Österreich|Autriche|Austria|奥地利|オーストリア|Австрия|Österreich
BE Belgium|Belgien|Belgique|Bélgica|比利时|ベルギー|Бельгия|België
BG Bulgaria|Bulgarien|Bulgarie|Bulgaria|保加利亚|ブルガリア|Болгария|България
HR Croatia|Kroatien|Croatie|Croacia|克罗地亚|クロアチア|Хорватия|Hrvatska
CY Cyprus|Zypern|Chypre|Chipre|塞浦路斯|キプロス|Кипр|Κύπρος
CZ Czechia|Tschechien|Tchéquie|Chequia|捷克|チェコ|Чехия|Česko
DK Denmark|Dänemark|Danemark|Dinamarca|丹麦|デンマーク|Дания|Danmark
EE Estonia|Estland|Estonie|Estonia|爱沙尼亚|エストニア|Эстония|Eesti
FI Finland|Finnland|Finlande|Finlandia|芬兰|フィンランド|Финляндия|Suomi
FR France|Frankreich|France|Francia|法国|フランス|Франция|France
DE Germany|Deutschland|Allemagne|Alemania|德国|ドイツ|Германия|Deutschland
GR Greece|Griechenland|Grèce|Grecia|希腊|ギリシャ|Греция|Ελλάδα
HU Hungary|Ungarn|Hongrie|Hungría|匈牙利|ハンガリー|Венгрия|Magyarország
IE Ireland|Irland|Irlande|Irlanda|爱尔兰|アイルランド|Ирландия|Éire
IT Italy|Italien|Italie|Italia|意大利|イタリア|Италия|Italia
LV Latvia|Lettland|Lettonie|Letonia|拉脱维亚|ラトビア|Латвия|Latvija
LT Lithuania|Litauen|Lituanie|Lituania|立陶宛|リトアニア|Литва|Lietuva
LU Luxembourg|Luxemburg|Luxembourg|Luxemburgo|卢森堡|ルクセンブルク|Люксембург|Lëtzebuerg
MT Malta|Malta|Malte|Malta|马耳他|マルタ|Мальта|Malta
NL Netherlands|Niederlande|Pays-Bas|Países Bajos|荷兰|オランダ|Нидерланды|Nederland
PL Poland|Polen|Pologne|Polonia|波兰|ポーランド|Польша|Polska
PT Portugal|Portugal|Portugal|Portugal|葡萄牙|ポルトガル|Португалия|Portugal
RO Romania|Rumänien|Roumanie|Rumania|罗马尼亚|ルーマニア|Румыния|România
SK Slovakia|Slowakei|Slovaquie|Eslovaquia|斯洛伐克|スロバキア|Словакия|Slovensko
SI Slovenia|Slowenien|Slovénie|Eslovenia|斯洛文尼亚|スロベニア|Словения|Slovenija
ES Spain|Spanien|Espagne|España|西班牙|スペイン|Испания|España
SE Sweden|Schweden|Suède|Suecia|瑞典|スウェーデン|Швеция|Sverige
"""
"""English, German, French, Spanish, Chinese, Japanese, Russian, and one native spelling."""


@pytest.mark.parametrize("line", _IN_EIGHT.strip().splitlines())
def test_the_countries_that_matter_are_known_in_seven_languages_and_their_own(line: str) -> None:
    code, names = line.split(" ", 1)
    assert [country_code(name) for name in names.split("|")] == [code] * 8
    assert [country_code(name.upper()) for name in names.split("|")] == [code] * 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("República Popular Democrática de Corea", "KP"),
        ("República de Corea", "KR"),
        ("Republik Korea", "KR"),
        ("Demokratische Volksrepublik Korea", "KP"),
        ("République de Chine", "TW"),
        ("Китайская Республика", "TW"),
        ("Китайская Народная Республика", "CN"),
        ("北韓", "KP"),
        ("南韓", "KR"),
    ],
)
def test_names_that_differ_by_a_word_stay_apart(text: str, code: str) -> None:
    assert country_code(text) == code
