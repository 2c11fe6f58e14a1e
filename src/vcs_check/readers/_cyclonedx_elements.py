"""CycloneDX XML elements as the structs that JSON is decoded into.

Empty elements are absent values. Names are compared with their namespace, so that elements
of extensions are never taken for CycloneDX ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar
from xml.etree import ElementTree as ET

import msgspec
from msgspec import UNSET, UnsetType

from vcs_check.errors import MalformedError
from vcs_check.readers._cyclonedx import (
    Address,
    Contact,
    Hash,
    Item,
    License,
    LicenseChoice,
    Metadata,
    Organization,
    Property,
    Reference,
)

_TEXTS: Final = frozenset(
    {"name", "version", "group", "description", "purl", "cpe", "publisher", "author", "scope"}
)
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
_MAX_KNOWN: Final = 4096
"""Of names, organisations and licences that are remembered; what repeats itself comes early."""
_MAX_KEY_ELEMENTS: Final = 40
Children = dict[str, ET.Element]
T = TypeVar("T")


class CycloneDxElements:
    """Converts the elements of one file.

    Args:
        prefix: the namespace, as ElementTree writes it before a name.
        file: for messages.
    """

    def __init__(self, prefix: str, file: str) -> None:
        self._prefix, self._file = prefix, file
        self._names: dict[str, str] = {}
        self._known: dict[object, Any] = {}
        self._hash, self._property = prefix + "hash", prefix + "property"

    def item(self, element: ET.Element, place: str) -> Item:
        """A ``component`` or ``service``, without those nested in it.

        Raises:
            MalformedError: an element that stands twice, or elements where a text belongs.
        """
        made = Item(type=element.get("type", UNSET), bom_ref=element.get("bom-ref", UNSET))
        if element.get("isExternal") in ("true", "1"):
            made.is_external = True
        for name, part in self._children(element, place).items():
            if name in _TEXTS:
                if len(part):
                    self._text(part, place)
                setattr(made, name, part.text or UNSET)
            elif convert := _PARTS.get(name):
                convert(self, made, part, place)
        return made

    def _children(self, element: ET.Element | None, place: str) -> Children:
        """The child elements by name; each may stand once, apart from those of lists."""
        found: Children = {}
        if element is None:
            return found
        names = self._names
        for child in element:
            name = names.get(child.tag)
            if name is None:
                name = self._name(child.tag)
            if name:
                if name in found and name not in _REPEATED:
                    raise MalformedError(
                        self._file,
                        f"contains the element {name!r} twice, so its value is ambiguous",
                        place,
                    )
                found[name] = child
        return found

    def _name(self, tag: str) -> str:
        """The name of an element; empty for one of another namespace."""
        name = tag[len(self._prefix) :] if tag.startswith(self._prefix) else ""
        if len(self._names) < _MAX_KNOWN:
            self._names[tag] = name
        return name

    def _text(self, element: ET.Element | None, place: str) -> str | UnsetType:
        if element is None:
            return UNSET
        if len(element):
            name = element.tag.rpartition("}")[2]
            raise MalformedError(self._file, f"a text belongs into {name!r}, not elements", place)
        return element.text or UNSET

    def _once(self, element: ET.Element, convert: Callable[[ET.Element, str], T], place: str) -> T:
        """What ``convert`` makes of the element, made once for all that say the same."""
        said = [(each.tag, len(each), each.text) for each in element.iter()]
        if len(said) > _MAX_KEY_ELEMENTS:
            return convert(element, place)
        key = (convert.__name__, *said)
        known: T | None = self._known.get(key)
        if known is None:
            known = convert(element, place)
            if len(self._known) < _MAX_KNOWN:
                self._known[key] = known
        return known

    def _take_organization(self, made: Any, element: ET.Element, place: str) -> None:
        name = self._name(element.tag)
        setattr(made, name, self._once(element, self._organization, f"{place}/{name}"))

    def _take_authors(self, made: Item, element: ET.Element, place: str) -> None:
        author = self._prefix + "author"
        made.authors = tuple(
            self._contact(each, place) for each in element.iter() if each.tag == author
        )

    def _take_licences(self, made: Item, element: ET.Element, place: str) -> None:
        made.licenses = self._once(element, self._licences, place)

    def _take_hashes(self, made: Item, element: ET.Element, place: str) -> None:
        made.hashes = self._hashes(element, place)

    def _take_references(self, made: Item, element: ET.Element, place: str) -> None:
        made.external_references = self.references(element, place)

    def _take_properties(self, made: Any, element: ET.Element, place: str) -> None:
        made.properties = tuple(
            [
                Property(
                    each.get("name", UNSET),
                    self._text(each, place) if len(each) else each.text or UNSET,
                )
                for each in element
                if each.tag == self._property
            ]
        )

    def _take_pedigree(self, made: Item, element: ET.Element, place: str) -> None:
        made.pedigree = tuple(
            name
            for name, part in self._children(element, place).items()
            if len(part) or (part.text or "").strip()
        )

    def _take_release_notes(self, made: Item, element: ET.Element, place: str) -> None:
        here = f"{place}/releaseNotes"
        notes = self._children(element, here)
        made.release_notes = self._text(notes.get("timestamp"), here)

    def _take_external(self, made: Item, element: ET.Element, place: str) -> None:
        made.is_external = (self._text(element, place) or "").strip() in ("true", "1")

    def _take_evidence(self, made: Item, element: ET.Element, place: str) -> None:
        found = []
        for identity in element.findall(self._prefix + "identity"):
            of = self._text(identity.find(self._prefix + "field"), place)
            concluded = self._text(identity.find(self._prefix + "concludedValue"), place)
            if of and concluded:
                found.append((of, concluded))
        made.evidence = tuple(found)

    def _take_modified(self, made: Item, element: ET.Element, place: str) -> None:
        said = (self._text(element, place) or "").strip()
        if said and said not in _BOOLEANS:
            raise MalformedError(
                self._file, f"{said!r:.40} is neither true nor false", f"{place}/modified"
            )
        made.modified = _BOOLEANS.get(said, UNSET)

    def _hashes(self, element: ET.Element, place: str) -> tuple[Hash, ...]:
        return tuple(
            [
                Hash(
                    each.get("alg", UNSET),
                    self._text(each, place) if len(each) else each.text or UNSET,
                )
                for each in element
                if each.tag == self._hash
            ]
        )

    def references(self, element: ET.Element, place: str) -> tuple[Reference, ...]:
        """The entries of ``externalReferences``."""
        prefix = self._prefix
        return tuple(
            [
                Reference(
                    type=each.get("type", UNSET),
                    url=self._text(each.find(prefix + "url"), place),
                    hashes=()
                    if (hashes := each.find(prefix + "hashes")) is None
                    else self._hashes(hashes, place),
                )
                for each in element.findall(prefix + "reference")
            ]
        )

    def _organization(self, element: ET.Element, place: str) -> Organization:
        """An ``organizationalEntity``."""
        prefix = self._prefix
        parts = self._children(element, place)
        if not parts and (element.text or "").strip():  # a bare name, outside the schema
            return Organization(name=element.text)
        here = f"{place}/address"
        address = self._children(parts.get("address"), here)
        return Organization(
            name=self._text(parts.get("name"), place),
            address=Address(
                **{
                    field: self._text(address[name], here)
                    for name, field in _ADDRESS.items()
                    if name in address
                }
            )
            if address
            else UNSET,
            url=tuple(url.text for url in element.findall(prefix + "url") if url.text),
            contact=tuple(
                self._contact(person, place) for person in element.findall(prefix + "contact")
            ),
            jurisdiction=self._text(parts.get("jurisdiction"), place),
            parent=self._parents(parts["parent"], place) if "parent" in parts else UNSET,
        )

    def _parents(self, element: ET.Element, place: str) -> bytes:
        """A parent, with those above it, as JSON has them."""
        first: dict[str, Any] = {}
        made, at = first, element
        while True:
            parts = self._children(at, place)
            if not parts:
                made["name"] = (at.text or "").strip()
                break
            for name in ("name", "jurisdiction"):
                if name in parts:
                    made[name] = self._text(parts[name], place) or None
            address = self._children(parts.get("address"), place)
            made["address"] = {
                name: self._text(address[name], place) or None
                for name in _ADDRESS
                if name in address
            }
            if "parent" not in parts:
                break
            made["parent"] = made = {}
            at = parts["parent"]
        return msgspec.json.encode(first)

    def _contact(self, element: ET.Element, place: str) -> Contact:
        return Contact(
            name=self._text(element.find(self._prefix + "name"), place),
            email=self._text(element.find(self._prefix + "email"), place),
        )

    def _licences(self, element: ET.Element, place: str) -> tuple[LicenseChoice, ...]:
        found = []
        for choice in element:
            name = self._name(choice.tag)
            if name == "expression":
                found.append(LicenseChoice(expression=self._text(choice, place)))
            elif name == "license":
                parts = self._children(choice, f"{place}/licenses")
                licence = License(
                    id=self._text(parts.get("id"), place),
                    name=self._text(parts.get("name"), place),
                    url=self._text(parts.get("url"), place),
                )
                found.append(LicenseChoice(license=licence))
            elif name == "expression-detailed":  # 1.7
                found.append(LicenseChoice(expression=choice.get("expression", UNSET)))
            elif name:
                found.append(LicenseChoice())  # a kind not known here is still one that applies
        return tuple(found)

    def metadata(self, element: ET.Element, place: str) -> Metadata:
        """``metadata``, without its component."""
        parts = self._children(element, place)
        made = Metadata()
        for name in ("supplier", "manufacture", "manufacturer"):
            if name in parts:
                self._take_organization(made, parts[name], place)
        if "properties" in parts:
            self._take_properties(made, parts["properties"], place)
        if "timestamp" in parts:
            made.timestamp = parts["timestamp"].text or UNSET
        if "lifecycles" in parts:
            phase = self._prefix + "phase"
            made.lifecycles = tuple(each.text or "" for each in parts["lifecycles"].iter(phase))
        return made


_PARTS: Final[dict[str, Callable[[CycloneDxElements, Item, ET.Element, str], None]]] = {
    "manufacturer": CycloneDxElements._take_organization,
    "supplier": CycloneDxElements._take_organization,
    "provider": CycloneDxElements._take_organization,
    "authors": CycloneDxElements._take_authors,
    "licenses": CycloneDxElements._take_licences,
    "hashes": CycloneDxElements._take_hashes,
    "properties": CycloneDxElements._take_properties,
    "externalReferences": CycloneDxElements._take_references,
    "pedigree": CycloneDxElements._take_pedigree,
    "releaseNotes": CycloneDxElements._take_release_notes,
    "modified": CycloneDxElements._take_modified,
    "isExternal": CycloneDxElements._take_external,
    "evidence": CycloneDxElements._take_evidence,
}
"""What takes a part of a component that is more than a text."""
