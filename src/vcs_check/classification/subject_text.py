"""What of a component is looked at, and the key under which its identity is remembered."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from vcs_check.classification.matching import NAME_MARK, TEXT_MARK
from vcs_check.classification.normal import ASCII_WORDS, MAX_CHARS, camel_parts, translated, words
from vcs_check.inventory.component import SOFTWARE_KINDS, Component
from vcs_check.inventory.vocabulary import Role
from vcs_check.text import BomText

_MAKERS = frozenset({Role.MANUFACTURER, Role.DESIGNER, Role.DEVELOPER, Role.SUPPLIER})
_FCC_PROPERTY = "cdx:device:certifications:us:fcc:id"
_FUNCTIONS = frozenset({"cdx:device:function", "cdx:device:devicetype"})
_DESIGNATORS = frozenset({"refdes", "designator", "reference", "references", "ref", "designators",
                          "reference designator", "cdx:device:location"})  # fmt: skip
_FOOTPRINTS = frozenset({"footprint", "package", "case", "cdx:device:footprint", "case/package"})
_USUAL_PURL = re.compile(r"pkg:[^/%?#@]+/([^%?#@]+)@[^%?#@/]*")
"""With a version, and without anything that is written in another way than it is meant."""
_PART_NUMBERS = frozenset(
    {
        "mpn", "mfrpn", "mfgpn", "mfrpartnumber", "mfgpartnumber", "manufacturerpartnumber",
        "manufacturerpartno", "manufacturerpn", "partnumber", "partno", "pn", "sku", "model",
        "modelnumber", "modelno", "ordercode", "orderingcode", "ordernumber",
    }
)  # fmt: skip
_NO_LETTER = re.compile(r"[^a-z]")
_NUMBER, _OTHER = "number", "other"
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_RELATED = re.compile(
    r"compat|replac|alternat|accessor|mating|supersed|tested|target|serial|hash|sha\d|date|url|path",
    re.IGNORECASE,
)
"""Properties that speak of another thing than the part, or of no thing."""
_MOST_NUMBER_CHARS, _MOST_OTHERS = 40, 20
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_TYPE_SUFFIXES = (".so", ".apk", ".jar", ".bin", ".rc", ".ko", ".xml", ".conf", ".deb", ".ipk")
_MARKED = ASCII_WORDS[:2] + f"{NAME_MARK}{TEXT_MARK}".encode() + ASCII_WORDS[4:]


class Key(NamedTuple):
    """Everything that an identity depends on."""

    kind: str
    name: str
    group: str
    description: str
    part_number: str
    makers: str
    purl: str
    cpe: str
    fcc_id: str
    functions: str
    designators: str
    footprint: str
    others: str = ""
    """Values of other properties that may be part numbers, one a line; of parts only."""


def key_of(component: Component, shared_fcc_id: str = "") -> Key:
    """The key of one component; equal keys have the same identity.

    Args:
        component: the component.
        shared_fcc_id: the FCC ID that the BOM's metadata declare for the item as a whole; it
            does not make a radio of every resistor in it.
    """
    fcc_id, functions, designators, footprint = component.declared.fcc_id, "", "", ""
    if fcc_id == shared_fcc_id:
        fcc_id = ""
    if component.properties:
        for name, value in component.properties:
            field = name.lower()
            if field == _FCC_PROPERTY:
                fcc_id = fcc_id or value
            elif field in _FUNCTIONS:
                functions = f"{functions} {value}"
            elif field.rpartition(":")[2] in _DESIGNATORS or field in _DESIGNATORS:
                designators = value
            elif field.rpartition(":")[2] in _FOOTPRINTS:
                footprint = value
    part_number, others = component.part_number, ""
    if component.properties and component.kind not in SOFTWARE_KINDS:
        part_number, others = _numbers(component)
    makers = ""
    if component.parties:
        makers = "\n".join([p.name for p in component.parties if p.role in _MAKERS])
    return Key(
        component.kind, component.name, component.group, component.description,
        part_number, makers, purl_name(component.purl), component.cpe, fcc_id,
        functions, designators, footprint, others,
    )  # fmt: skip


@functools.lru_cache(maxsize=4096)  # a BOM has a dozen names of properties, each many times
def _kind_of_property(name: str) -> str:
    """Whether a property names the part's number, may hold one, or speaks of something else."""
    if _NO_LETTER.sub("", name.lower().rpartition(":")[2]) in _PART_NUMBERS:
        return _NUMBER
    return _OTHER if _RELATED.search(name) else ""


def _numbers(component: Component) -> tuple[BomText, str]:
    """The part number, which may stand in a property, and other values that may be one."""
    part_number = component.part_number
    others: dict[str, None] = {}
    for name, value in component.properties:
        kind = _kind_of_property(name)
        if kind == _NUMBER and not part_number:
            part_number = value
        elif (
            kind != _OTHER
            and len(value) <= _MOST_NUMBER_CHARS
            and len(others) < _MOST_OTHERS
            and _DIGIT.search(value)
            and _LETTER.search(value)
        ):
            others[value.replace("\n", " ")] = None
    return part_number, "\n".join(others)


def purl_name(purl: str) -> str:
    """``namespace/name`` of a purl, without type, version, qualifiers and subpath."""
    if not purl:
        return ""
    if usual := _USUAL_PURL.fullmatch(purl):
        return usual[1]
    rest = purl.partition(":")[2].lstrip("/").partition("/")[2]
    rest = rest.partition("#")[0].partition("?")[0]
    at = rest.rfind("@")
    if at > 0:
        rest = rest[:at]
    return _PERCENT.sub(_decoded, rest) if "%" in rest else rest


def _decoded(run: re.Match[str]) -> str:
    return bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace")


def cpe_product(cpe: str) -> str:
    """Vendor and product of a CPE 2.2 or 2.3 name."""
    if not cpe:
        return ""
    fields = cpe.removeprefix("cpe:2.3:").removeprefix("cpe:/").split(":")
    return " ".join(fields[1:3]) if len(fields) > 2 else ""


def search_text(key: Key) -> str:
    """The text that is searched: each name between marks, then all that describes it."""
    fields = [key.name]
    if key.part_number and key.part_number != key.name:
        fields.append(key.part_number)
    if key.purl and key.purl != key.name:
        purl = key.purl.rpartition("/")[2]
        if purl != key.name:
            fields.append(purl)
    if "/" in key.name:
        fields += ["/".join(key.name.rsplit("/", 2)[-2:]), key.name.rpartition("/")[2]]
    if key.name.endswith(_TYPE_SUFFIXES):
        fields.append(fields[-1].rpartition(".")[0])
    if key.cpe:
        product = cpe_product(key.cpe)
        fields += [product, product.rpartition(" ")[2]]
    if not key.name.islower() and (split := camel_parts(key.name)):
        fields.append(split)
    described = key.description
    if key.group or key.functions:
        described = f"{key.group} ; {key.functions} ; {described}"
    raw = key.name if len(fields) == 1 else "".join(fields)
    plain = raw.isascii() and described.isascii() and len(raw) + len(described) < MAX_CHARS
    if plain and raw.isprintable() and described.isprintable():
        if len(fields) > 1:
            raw = f" {NAME_MARK} ".join(fields)
        # One translation for all of it; nothing unprintable, so no mark but our own.
        return translated(f"{NAME_MARK} {raw} {NAME_MARK}{TEXT_MARK} {described} ", _MARKED)
    names = f" {NAME_MARK} ".join([words(field) for field in fields])
    return f"{NAME_MARK} {names} {NAME_MARK}{TEXT_MARK} {words(described)} "


def names_of(text: str) -> list[str]:
    """The names in a text that :func:`search_text` made, in normal form."""
    names = text[2 : text.index(TEXT_MARK) - 2]
    if NAME_MARK not in names:  # nearly always
        return [names] if names else []
    return [name for part in names.split(NAME_MARK) if (name := part.strip())]
