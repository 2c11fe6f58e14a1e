"""From headers to fields: what a column of a spreadsheet says, by the words above it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from vcs_check.bundled import read_bundled
from vcs_check.inventory.facts import PREFIX
from vcs_check.text import folded

_CJK: Final = "\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN: Final = re.compile(rf"[{_CJK}]+|(?:(?![{_CJK}])[^\W\d_])+|\d+|#")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|<[^<>]*>")
_PARTS: Final = re.compile(r"[/\n|:·•]+")
_SPELLED: Final = {
    **dict.fromkeys(("mfg", "mfr", "manuf", "mfgr", "mnf", "mfrs", "manufacture", "manufacturers",
                     "manufacturing", "fabricant"), "manufacturer"),
    **dict.fromkeys(("no", "num", "nr", "nbr", "number", "numbers", "nos", "nummer"), "#"),
    **dict.fromkeys(("qty", "quant", "quantities", "qnty", "qtty"), "quantity"),
    **dict.fromkeys(("ref", "refs", "references", "refer"), "reference"),
    **dict.fromkeys(("des", "desig", "designators", "desg"), "designator"),
    **dict.fromkeys(("desc", "descr", "descriptions"), "description"),
    "vend": "vendor", "vendors": "vendor", "dist": "distributor", "distributors": "distributor",
    "suppliers": "supplier", "supp": "supplier", "pkg": "package", "lib": "library",
    "libref": "library reference", "refdes": "reference designator", "pn": "part #",
    "partnumber": "part #", "partno": "part #", "partname": "part name", "parttype": "part type",
    "mfrpn": "manufacturer part #", "mfgpn": "manufacturer part #", "mpnr": "mpn",
    "digikey": "digi key", "comp": "component", "cmp": "component", "ctry": "country",
    "lieferanten": "lieferant", "licence": "license",
}  # fmt: skip
_IDENTITY: Final = frozenset(
    {"name", "value", "part", "part-number", "internal-part-number", "designator", "description",
     "purl"}
)  # fmt: skip
_DISTRIBUTORS: Final = {
    "lcsc": "LCSC", "jlcpcb": "JLCPCB", "jlc": "JLCPCB", "szlcsc": "LCSC", "立创": "LCSC",
    "立创商城": "LCSC", "嘉立创": "JLCPCB", "digi key": "Digi-Key", "mouser": "Mouser",
    "farnell": "Farnell", "newark": "Newark", "arrow": "Arrow", "avnet": "Avnet", "rs": "RS",
    "tme": "TME", "future": "Future Electronics", "element": "element14", "wuerth": "Würth",
}  # fmt: skip
_ORDER_NUMBERS: Final = frozenset(
    {"", "#", "part #", "part", "order #", "sku", "order code", "编号", "料号", "商品编号", "品番"}
)
NO_BOM_COLUMNS: Final = {
    "a report of vcs-check": frozenset({"verdict", "citation", "rolled_up"}),
    "a supplier register": frozenset({"incorporated_in", "headquarters", "ownership_reviewed"}),
    "a register of owners": frozenset({"owner_of"}),
}
"""Tables that name components or parties and are no BOM, by columns that only they have."""


class Field(NamedTuple):
    """What one column says."""

    name: str
    """A field of ``column_words.toml``, ``vcs:…``, ``level:N``, ``distributor:NAME`` or empty."""
    rank: int = 0
    """The first, second, third of its kind, where the header counts; else 0."""


LANGUAGES: Final = ("en", "de", "zh", "ja")
UNKNOWN_FIELD: Final = Field("")


@cache
def words() -> Mapping[str, Mapping[str, str | list[str]]]:
    """The content of ``column_words.toml``."""
    return tomllib.loads(read_bundled("readers/column_words.toml").decode())


def field_names() -> tuple[str, ...]:
    """Every field that a mapping may name, ``vcs:`` facts apart."""
    return tuple(words())


@cache
def _fields() -> Mapping[str, str]:
    return {
        _phrase(tokens_of(word)): field
        for field, entry in words().items()
        for language in LANGUAGES
        for word in entry.get(language, ())
    }


@cache
def plain_headers() -> frozenset[str]:
    """Every known header as people write it, in lower case."""
    return frozenset(
        word.lower()
        for entry in words().values()
        for language in LANGUAGES
        for word in entry.get(language, ())
    )


def tokens_of(header: str) -> list[str]:
    """The words of a header, folded and spelled out; a number sign for any *number*."""
    found: list[str] = []
    for token in _TOKEN.findall(folded(header)):
        found += _SPELLED.get(token, token).split(" ")
    joined = " ".join(found)
    return joined.replace("p n", "part #").split(" ") if joined.endswith("p n") else found


def _phrase(tokens: list[str]) -> str:
    return " ".join(token for token in tokens if not token.isdecimal())


@lru_cache(4096)
def field_of(header: str) -> Field:
    """The field that a header stands for; :data:`UNKNOWN_FIELD` if none is known."""
    said = header.strip()
    if said[: len(PREFIX)].lower() == PREFIX:
        return Field(said)
    if said[:4].lower() == "cdx:":  # a property of CycloneDX, kept under its own name
        return Field("quantity") if said.lower() == "cdx:device:quantity" else UNKNOWN_FIELD
    lines = folded(header)
    whole = _ASIDE.sub(" ", lines)
    for text in (whole, lines):
        if found := _known(tokens_of(text)):
            return found
    for part in _PARTS.split(_ASIDE.sub(" ", header.replace("\r", "\n"))):
        if found := _known(tokens_of(part)):
            return found
    for part in _ASIDE.findall(lines):
        if found := _known(tokens_of(part)):
            return found
    tokens = tokens_of(whole)
    native = [token for token in tokens if re.match(rf"[{_CJK}]", token)]
    if native and len(native) < len(tokens):
        latin = [token for token in tokens if token not in native]
        return _known(latin) or _known(native) or UNKNOWN_FIELD
    return UNKNOWN_FIELD


def _known(tokens: list[str]) -> Field | None:
    numbers = [token for token in tokens if token.isdecimal()]
    rank = int(numbers[0][:4]) if len(numbers) == 1 and tokens[0] != numbers[0] else 0
    phrase = _phrase(tokens)
    if phrase in ("level", "lvl", "ebene", "stufe", "层级", "レベル", "bom level") and numbers:
        return Field(f"level:{rank}")
    name = _fields().get(phrase)
    if name is not None:
        return Field(name, rank)
    if phrase.endswith(" part #") and not phrase.startswith(tuple(_DISTRIBUTORS)):
        return Field("internal-part-number", rank)  # somebody's own: ACME part number
    for distributor, party in _DISTRIBUTORS.items():
        if phrase == distributor or phrase.startswith(f"{distributor} "):
            if phrase[len(distributor) :].strip() in _ORDER_NUMBERS:
                return Field(f"distributor:{party}")
            return None
    return None


def no_bom(headers: list[str]) -> str:
    """What a table with these headers is that is no BOM; empty if it may be one."""
    said = {header.strip().lower() for header in headers}
    return next((what for what, columns in NO_BOM_COLUMNS.items() if columns <= said), "")


def is_header(fields: list[Field]) -> bool:
    """Whether the cells of one row are the header of a BOM.

    Args:
        fields: what each of its cells that is not empty stands for.
    """
    known = {field.name for field in fields if field.name}
    if not known & _IDENTITY and not any(name.startswith("level:") for name in known):
        return False
    return len(known) >= 3 or (len(known) == 2 and len(fields) <= 4)
