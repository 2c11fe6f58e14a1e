"""CycloneDX XML elements as the structs that JSON is decoded into.

Empty elements are absent values. Names are compared with their namespace, so that elements
of extensions are never taken for CycloneDX ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from msgspec import UNSET, UnsetType

from vcs_check.errors import MalformedError
from vcs_check.readers._cyclonedx import (
    Address,
    Composition,
    Contact,
    Dependency,
    Hash,
    Item,
    License,
    LicenseChoice,
    Metadata,
    Organization,
    Property,
    Reference,
)

_TEXTS: Final = (
    "name", "version", "group", "description", "purl", "cpe", "publisher", "author",
)  # fmt: skip
_ADDRESS: Final = {
    "country": "country",
    "region": "region",
    "locality": "locality",
    "postOfficeBoxNumber": "post_office_box_number",
    "postalCode": "postal_code",
    "streetAddress": "street_address",
}
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_REPEATED: Final = frozenset(
    {"url", "contact", "omniborId", "swhid", "data", "cpe23Uri", "patentAssertions"}
)
Children = dict[str, ET.Element]


def _children(element: ET.Element | None, prefix: str, file: str, place: str) -> Children:
    """The child elements by name; each may stand once, apart from those of lists."""
    found: Children = {}
    if element is None:
        return found
    skip = len(prefix)
    for child in element:
        tag = child.tag
        if tag.startswith(prefix):
            name = tag[skip:]
            if name in found and name not in _REPEATED:
                raise MalformedError(
                    file, f"contains the element {name!r} twice, so its value is ambiguous", place
                )
            found[name] = child
    return found


def _text(element: ET.Element | None, file: str, place: str) -> str | UnsetType:
    if element is None:
        return UNSET
    if len(element):
        name = element.tag.rpartition("}")[2]
        raise MalformedError(file, f"a text belongs into {name!r}, not elements", place)
    return element.text or UNSET


def item(element: ET.Element, prefix: str, file: str, place: str) -> Item:
    """A ``component`` or ``service``, without those nested in it.

    Raises:
        MalformedError: an element that stands twice, or elements where a text belongs.
    """
    parts = _children(element, prefix, file, place)
    made = Item(
        type=element.get("type", UNSET),
        bom_ref=element.get("bom-ref", UNSET),
    )
    for name in _TEXTS:
        if name in parts:
            setattr(made, name, _text(parts[name], file, place))
    for name in ("manufacturer", "supplier", "provider"):
        if name in parts:
            setattr(made, name, organization(parts[name], prefix, file, f"{place}/{name}"))
    if "authors" in parts:
        made.authors = tuple(
            _contact(author, prefix, file, place)
            for author in parts["authors"].iter()
            if author.tag == prefix + "author"
        )
    if "licenses" in parts:
        made.licenses = tuple(_licences(parts["licenses"], prefix, file, place))
    if "hashes" in parts:
        made.hashes = _hashes(parts["hashes"], prefix, file, place)
    if "properties" in parts:
        made.properties = _properties(parts["properties"], prefix, file, place)
    if "externalReferences" in parts:
        made.external_references = references(parts["externalReferences"], prefix, file, place)
    if "pedigree" in parts:
        made.pedigree = tuple(
            name
            for name, part in _children(parts["pedigree"], prefix, file, place).items()
            if len(part) or (part.text or "").strip()
        )
    if "releaseNotes" in parts:
        notes = _children(parts["releaseNotes"], prefix, file, f"{place}/releaseNotes")
        made.release_notes = _text(notes.get("timestamp"), file, f"{place}/releaseNotes")
    if "modified" in parts:
        made.modified = _boolean(parts["modified"], file, place)
    return made


def _hashes(element: ET.Element, prefix: str, file: str, place: str) -> tuple[Hash, ...]:
    return tuple(
        Hash(alg=each.get("alg", UNSET), content=_text(each, file, place))
        for each in element.findall(prefix + "hash")
    )


def references(element: ET.Element, prefix: str, file: str, place: str) -> tuple[Reference, ...]:
    """The entries of ``externalReferences``."""
    return tuple(
        Reference(
            type=each.get("type", UNSET),
            url=_text(each.find(prefix + "url"), file, place),
            hashes=()
            if (hashes := each.find(prefix + "hashes")) is None
            else _hashes(hashes, prefix, file, place),
        )
        for each in element.findall(prefix + "reference")
    )


def _boolean(element: ET.Element, file: str, place: str) -> bool | UnsetType:
    said = (_text(element, file, place) or "").strip()
    if said and said not in _BOOLEANS:
        raise MalformedError(file, f"{said!r:.40} is neither true nor false", f"{place}/modified")
    return _BOOLEANS.get(said, UNSET)


def organization(element: ET.Element, prefix: str, file: str, place: str) -> Organization:
    """An ``organizationalEntity``."""
    parts = _children(element, prefix, file, place)
    if not parts and (element.text or "").strip():  # a bare name, outside the schema
        return Organization(name=element.text)
    address = _children(parts.get("address"), prefix, file, f"{place}/address")
    return Organization(
        name=_text(parts.get("name"), file, place),
        address=Address(
            **{
                field: _text(address[name], file, f"{place}/address")
                for name, field in _ADDRESS.items()
                if name in address
            }
        )
        if address
        else UNSET,
        url=tuple(url.text for url in element.findall(prefix + "url") if url.text),
        contact=tuple(
            _contact(person, prefix, file, place) for person in element.findall(prefix + "contact")
        ),
    )


def _contact(element: ET.Element, prefix: str, file: str, place: str) -> Contact:
    return Contact(
        name=_text(element.find(prefix + "name"), file, place),
        email=_text(element.find(prefix + "email"), file, place),
    )


def _licences(element: ET.Element, prefix: str, file: str, place: str) -> Iterator[LicenseChoice]:
    for choice in element:
        name = choice.tag[len(prefix) :] if choice.tag.startswith(prefix) else ""
        if name == "expression":
            yield LicenseChoice(expression=_text(choice, file, place))
        elif name == "expression-detailed":  # 1.7
            yield LicenseChoice(expression=choice.get("expression", UNSET))
        elif name == "license":
            parts = _children(choice, prefix, file, f"{place}/licenses")
            yield LicenseChoice(
                license=License(
                    id=_text(parts.get("id"), file, place),
                    name=_text(parts.get("name"), file, place),
                    url=_text(parts.get("url"), file, place),
                )
            )
        elif name:
            yield LicenseChoice()  # a kind not known here is still one that applies


def _properties(element: ET.Element, prefix: str, file: str, place: str) -> tuple[Property, ...]:
    return tuple(
        Property(name=each.get("name", UNSET), value=_text(each, file, place))
        for each in element.findall(prefix + "property")
    )


def metadata(element: ET.Element, prefix: str, file: str, place: str) -> Metadata:
    """``metadata``, without its component."""
    parts = _children(element, prefix, file, place)
    made = Metadata()
    for name in ("supplier", "manufacture", "manufacturer"):
        if name in parts:
            setattr(made, name, organization(parts[name], prefix, file, f"{place}/{name}"))
    if "properties" in parts:
        made.properties = _properties(parts["properties"], prefix, file, place)
    return made


def dependencies(element: ET.Element, prefix: str) -> Iterator[Dependency]:
    """The entries of ``dependencies``, in file order."""
    for entry in element.findall(prefix + "dependency"):
        yield Dependency(
            ref=entry.get("ref", UNSET),
            depends_on=tuple(end.get("ref", "") for end in entry.findall(prefix + "dependency")),
            provides=tuple(end.get("ref", "") for end in entry.findall(prefix + "provides")),
        )


def compositions(element: ET.Element, prefix: str) -> Iterator[Composition]:
    """The entries of ``compositions``."""
    for entry in element.findall(prefix + "composition"):
        aggregate = entry.find(prefix + "aggregate")
        assemblies = entry.find(prefix + "assemblies")
        yield Composition(
            aggregate=(aggregate.text or UNSET) if aggregate is not None else UNSET,
            assemblies=tuple(each.get("ref", "") for each in assemblies)
            if assemblies is not None
            else UNSET,
        )
