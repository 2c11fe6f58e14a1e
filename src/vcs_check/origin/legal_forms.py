"""Legal forms of companies at either end of a name, and the countries that each belongs to.

Forms are folded, and initials stand together: ``S.p.A.`` is ``spa``. What means different things in
different places, or is used all over the world, belongs to no country.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from unicodedata import combining

from vcs_check.origin.han import simplified

NO_COUNTRY: Final = frozenset[str]()
_CHINESE: Final = frozenset({"CN", "HK", "MO", "TW", "SG"})
_RUSSIAN: Final = frozenset({"RU", "BY", "KZ", "KG"})


def _forms(countries: frozenset[str], *forms: str) -> dict[str, frozenset[str]]:
    # names are compared with simplified Han characters
    return dict.fromkeys(map(simplified, forms), countries)


def _in(*countries: str) -> frozenset[str]:
    return frozenset(countries)


def _unaccented(forms: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The long forms as they are typed without accents; of short ones something else remains."""
    found = {}
    for form, countries in forms.items():
        plain = "".join(c for c in unicodedata.normalize("NFD", form) if not combining(c))
        if plain.isascii() and plain not in forms and " " in plain:
            found[plain] = countries
    return found


def _transliterated() -> tuple[str, ...]:
    """Russian forms in Latin letters, as passports, maps and libraries transliterate them."""
    societies = ("obshchestvo", "obschestvo", "obshestvo")
    limited = ("ogranichennoi", "ogranichennoy", "ogranichennoj")
    liability = ("otvetstvennostyu", "otvetstvennostiu", "otvetstvennostju")
    stock = ("aktsionernoe", "aktsionernoye", "akcionernoe")
    kinds = ("", "publichnoe ", "otkrytoe ", "zakrytoe ", "nepublichnoe ")
    return (
        *(f"{s} s {a} {b}" for s in societies for a in limited for b in liability),
        *(f"{kind}{a} {s}" for kind in kinds for a in stock for s in societies),
        *(f"{kind[:-1]}ye {a} {s}" for kind in kinds[1:] for a in stock[1:2] for s in societies),
    )


TRAILING_FORMS: Final[dict[str, frozenset[str]]] = {
    **_forms(
        NO_COUNTRY,
        *("ltd", "limited", "co", "company", "corp", "corporation", "inc", "incorporated"),
        *("llc", "lp", "llp", "plc", "coltd", "pte", "pvt", "sa", "ag", "ab", "kg", "se", "nv"),
        *("sarl", "srl", "sas", "as", "lda", "ltda", "cv", "sl", "tbk", "bhd", "sdn", "and co"),
        *("limited liability company", "limited liability partnership", "limited partnership"),
        *("public limited company", "private limited company", "private limited", "pvt ltd"),
        *("joint stock company", "open joint stock company", "closed joint stock company"),
        *("public joint stock company", "company limited", "co ltd", "pte ltd", "sociedad anonima"),
        *("sociedad anónima", "sociedade anônima", "société anonyme", "societe anonyme"),
        *("sa de cv", "s de rl de cv", "eirl", "wll", "fze", "fzco", "dmcc", "scs"),
    ),
    **_forms(_in("US"), "pllc"),
    **_forms(_in("DE", "AT", "CH", "LI"), "aktiengesellschaft", "kommanditgesellschaft"),
    **_forms(_in("DE", "AT", "CH", "LI"), "gesellschaft mit beschränkter haftung"),
    **_forms(_in("DE", "AT", "CH", "LI"), "gesellschaft mit beschrankter haftung", "gesmbh"),
    **_forms(_in("DE"), "ug", "ug haftungsbeschränkt", "ohg", "ek", "se and co kgaa"),
    **_forms(_in("DE"), "ag and co kg", "ag and co kgaa", "mbh and co kg", "se and co kg"),
    **_forms(_in("FR", "BE", "LU", "CH"), "société à responsabilité limitée", "sasu", "snc"),
    **_forms(_in("FR"), "société par actions simplifiée", "eurl"),
    **_forms(_in("IT", "SM"), "società per azioni", "societa per azioni", "srls", "sapa"),
    **_forms(_in("IT", "SM"), "società a responsabilità limitata"),
    **_forms(_in("NL", "BE"), "besloten vennootschap", "naamloze vennootschap", "bvba"),
    **_forms(_in("SE"), "aktiebolag", "publ", "ab publ"),
    **_forms(_in("FI", "SE", "EE"), "oy ab"),
    **_forms(_in("FI"), "osakeyhtiö", "osakeyhtio"),
    **_forms(_in("DK"), "aktieselskab", "anpartsselskab"),
    **_forms(_in("NO"), "aksjeselskap"),
    **_forms(_in("IS"), "ehf"),
    **_forms(_in("LV"), "sia"),
    **_forms(_in("LT"), "uab"),
    **_forms(_in("EE"), "osaühing"),
    **_forms(_in("PL"), "spółka z ograniczoną odpowiedzialnością", "spółka akcyjna", "sp zoo"),
    **_forms(_in("CZ", "SK"), "spol sro", "akciová společnost"),
    **_forms(_in("RO", "MD"), "societate cu răspundere limitată"),
    **_forms(_in("TR"), "aş", "anonim şirketi", "ltd şti", "limited şirketi", "a ş"),
    **_forms(_in("GR", "CY"), "αε", "επε"),
    **_forms(_in("VN"), "công ty cổ phần"),
    **_forms(_in("IL"), "בעמ", "בע מ"),
    **_forms(_in("UA"), "тов", "пат", "прат"),
    **_forms(_in("KZ"), "тоо"),
    **_forms(_in("DE", "AT", "CH", "LI", "LU"), "gmbh", "mbh", "ggmbh", "gesmbh"),
    **_forms(_in("DE"), "kgaa", "gmbh and co kg", "gmbh and co kgaa"),
    **_forms(_in("IT", "SM"), "spa"),
    **_forms(_in("NL", "BE", "CW", "AW", "SX"), "bv"),
    **_forms(_in("FI"), "oy", "oyj"),
    **_forms(_in("EE"), "oü"),
    **_forms(_in("NO"), "asa"),
    **_forms(_in("DK"), "aps", "a s"),
    **_forms(_in("PL"), "sp z oo", "sp z o o", "spzoo", "spolka z oo"),
    **_forms(_in("CZ", "SK"), "sro"),
    **_forms(_in("HU"), "kft", "zrt", "nyrt"),
    **_forms(_in("BG"), "ad", "ood", "eood"),
    **_forms(_in("SI", "HR", "RS", "BA", "ME"), "doo"),
    **_forms(_in("LU", "FR", "BE", "CH"), "sàrl", "sà rl", "s à r l", "s a r l"),
    **_forms(_in("AU", "ZA"), "pty ltd", "pty limited", "pty"),
    **_forms(_in("ES"), "slu", "sociedad limitada"),
    **_forms(_in("JP"), "株式会社", "有限会社", "合同会社", "kabushiki kaisha", "kk", "gk"),
    **_forms(_in("JP"), "合資会社", "合名会社", "kabushikigaisha", "godo kaisha"),
    **_forms(_in("KR"), "주식회사", "유한회사", "유한책임회사", "(주)", "jusikhoesa"),
    **_forms(_CHINESE, "股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "公司"),
    **_forms(_CHINESE, "股份公司", "有限合伙", "有限合伙企业"),
    **_forms(_RUSSIAN, "ооо", "оао", "зао", "пао", "ао"),
    **_forms(_RUSSIAN, "ooo", "oao", "zao", "pao", "pjsc", "ojsc"),
    **_forms(NO_COUNTRY, "jsc", "cjsc", "private ltd", "and company", "sca", "saog"),
    **_forms(NO_COUNTRY, "in liquidation", "en liquidation", "in liquidazione", "gmbh il", "ag il"),
    **_forms(_in("US"), "lllp"),
    **_forms(_in("GB"), "cic", "community interest company"),
    **_forms(_in("IE", "CA"), "ulc", "unlimited company"),
    **_forms(_in("IE"), "dac", "designated activity company", "teoranta"),
    **_forms(_in("IN"), "p ltd", "p limited"),
    **_forms(_in("MY"), "berhad"),
    **_forms(_in("TH"), "pcl", "public company limited"),
    **_forms(_in("ES", "AR"), "sau"),
    **_forms(_in("MX"), "sapi de cv", "sab de cv", "s en c por a"),
    **_forms(_in("PT", "BR"), "unipessoal", "sgps"),
    **_forms(_in("IT"), "unipersonale", "con socio unico", "a socio unico", "con unico socio"),
    **_forms(_in("BE"), "sprl", "sa nv", "nv sa", "srl bv"),
    **_forms(_in("NL"), "vof"),
    **_forms(_in("LU"), "sicav"),
    **_forms(_in("AT"), "ges mbh", "ges m b h"),
    **_forms(_in("DE"), "stiftung and co kg", "stiftung and co kgaa", "gmbh and co ohg"),
    **_forms(_in("DK", "NO"), "k s", "p s"),
    **_forms(_in("IS"), "hf"),
    **_forms(_in("SI", "HR", "BA", "RS", "ME"), "dd"),
    **_forms(_in("CZ", "SK"), "vos", "ks", "spol s ro", "spol s r o"),
    **_forms(_in("PL"), "sp k", "sp j", "spk", "spolka akcyjna", "spolka komandytowa"),
    **_forms(_in("BG"), "ead"),
    **_forms(_in("GR", "CY"), "α ε", "μεπε", "ικε"),
    **_forms(_in("UA"), "prjsc", "прат"),
    **_forms(_in("TR"), "sanayi ve ticaret", "san ve tic", "san tic", "sanayi ticaret", "ve tic"),
    **_forms(_in("AE"), "fz", "fzc", "fz llc", "pjsc fz"),
    **_forms(_in("LB"), "sal"),
    **_forms(_in("KW"), "ksc", "kscc", "kscp"),
    **_forms(_in("JP"), "yk", "yugen kaisha", "goshi kaisha", "gomei kaisha"),
    **_forms(_in("KR"), "chusik hoesa", "yuhan hoesa"),
}  # fmt: skip
TRAILING_FORMS.update(_unaccented(TRAILING_FORMS))
"""Legal forms at the end of a name, folded, and the countries that a form belongs to.

No countries: the form is used all over the world, or means different things in different places.
"""

LEADING_FORMS: Final[dict[str, frozenset[str]]] = {
    **_forms(
        _RUSSIAN,
        *("ооо", "оао", "зао", "пао", "ао", "мкао", "мкпао"),
        *("ooo", "oao", "zao", "pao", "pjsc", "ojsc", "cjsc"),
    ),
    **_forms(_in("RU"), "общество с ограниченной ответственностью", "акционерное общество"),
    **_forms(_in("RU"), "публичное акционерное общество", "закрытое акционерное общество"),
    **_forms(_in("RU"), "открытое акционерное общество", "непубличное акционерное общество"),
    **_forms(_in("RU"), "фгуп", "fgup", "нао", "гуп"),
    **_forms(_in("UA"), "тов", "пат", "прат"),
    **_forms(_in("KZ"), "тоо"),
    **_forms(_in("LT"), "uab"),
    **_forms(_in("VN"), "công ty tnhh", "công ty cổ phần"),
    **_forms(_in("JP"), "株式会社", "有限会社", "合同会社", "合資会社"),
    **_forms(_in("KR"), "주식회사", "유한회사", "유한책임회사"),
    **_forms(_in("ID"), "pt"),
    **_forms(NO_COUNTRY, "jsc", "joint stock company", "open joint stock company"),
    **_forms(NO_COUNTRY, "public joint stock company", "closed joint stock company"),
    **_forms(NO_COUNTRY, "limited liability company"),
    **_forms(_in("RO", "MD"), "societatea cu răspundere limitată", "srl"),
    **_forms(_in("RU"), "ип", "нпао"),
    **_forms(_in("EE"), "oü"),
    **_forms(NO_COUNTRY, "llc"),
    **_forms(_RUSSIAN, *_transliterated()),
}
LEADING_FORMS.update(_unaccented(LEADING_FORMS))
"""Legal forms in front of a name. Latin two-letter forms other than these stay: they may be it."""

FOREIGN_FORMS: Final = frozenset(
    {form for form, countries in {**TRAILING_FORMS, **LEADING_FORMS}.items() if countries}
    | {"plc", "pte", "pvt", "sa", "ag", "ab", "kg", "se", "nv", "sarl", "srl", "sas", "as"}
    | {"lda", "ltda", "cv", "tbk", "bhd", "sdn", "sa de cv", "s de rl de cv", "société anonyme"}
    | {"societe anonyme", "sociedad anónima", "sociedad anonima", "sociedade anônima", "pte ltd"}
    | {"public limited company", "private limited company", "pvt ltd", "fze", "fzco", "wll"}
)
"""Forms of other countries than the US, also those of several countries."""


def _kind(kind: str, *forms: str) -> dict[str, str]:
    return dict.fromkeys(forms, kind)


KINDS: Final[dict[str, str]] = {
    **_kind("limited", "ltd", "limited", "co ltd", "coltd", "company limited", "private limited"),
    **_kind("limited", "private limited company", "pvt ltd", "pte ltd", "pty ltd", "pty limited"),
    **_kind("corporation", "inc", "incorporated", "corp", "corporation"),
    **_kind("llc", "llc", "limited liability company"),
    **_kind("partnership", "lp", "llp", "limited partnership", "limited liability partnership"),
    **_kind("plc", "plc", "public limited company"),
    **_kind("gmbh", "gmbh", "ggmbh", "gesmbh", "gesellschaft mit beschränkter haftung"),
    **_kind("gmbh & co kg", "gmbh and co kg", "mbh and co kg", "gmbh and co kgaa"),
    **_kind("ag", "ag", "aktiengesellschaft"),
    **_kind("sa", "sa", "société anonyme", "societe anonyme", "sociedad anónima"),
    **_kind("sarl", "sarl", "sàrl", "sà rl", "s à r l", "s a r l", "srl", "sas"),
    **_kind("spa", "spa", "società per azioni"),
    **_kind("bv", "bv", "besloten vennootschap"),
    **_kind("nv", "nv", "naamloze vennootschap"),
    **_kind("se", "se"),
}
"""Forms that tell two companies of one name and country apart, by what they are.

``Co.`` is none of them; neither are the forms of East Asia, which are translated as Co., Ltd., Inc.
and Corporation alike.
"""
TRANSLATED: Final = frozenset({"CN", "HK", "MO", "TW", "JP", "KR", "TH", "VN", "RU"})
"""Countries whose forms stand translated in most documents, so that kinds are not compared."""
