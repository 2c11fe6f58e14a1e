"""The least that reading a BOM can cost: decoding what the inventory keeps, and no more.

Structs with the needed fields only, in one call of msgspec; bare expat; lines and their tags.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

import msgspec
from msgspec import Struct, field

Text = str | None


class _Address(Struct, gc=False, rename="camel"):
    country: Text = None
    region: Text = None
    locality: Text = None
    post_office_box_number: Text = None
    postal_code: Text = None
    street_address: Text = None


class _Person(Struct, gc=False):
    name: Text = None
    email: Text = None


class _Organization(Struct, gc=False):
    name: Text = None
    address: _Address | None = None
    url: list[str] | None = None
    contact: list[_Person] | None = None


class _License(Struct, gc=False):
    id: Text = None
    name: Text = None
    url: Text = None


class _Choice(Struct, gc=False):
    license: _License | None = None
    expression: Text = None


class _Pair(Struct, gc=False):
    name: Text = None
    value: Text = None


class _Hash(Struct, gc=False):
    alg: Text = None
    content: Text = None


class _Reference(Struct, gc=False):
    type: Text = None
    url: Text = None


class _Component(Struct, gc=False, rename="camel"):
    type: Text = None
    bom_ref: Text = field(default=None, name="bom-ref")
    supplier: _Organization | None = None
    manufacturer: _Organization | None = None
    provider: _Organization | None = None
    authors: list[_Person] | None = None
    author: Text = None
    publisher: Text = None
    group: Text = None
    name: Text = None
    version: Text = None
    description: Text = None
    hashes: list[_Hash] | None = None
    licenses: list[_Choice] | None = None
    cpe: Text = None
    purl: Text = None
    modified: bool | None = None
    pedigree: dict[str, msgspec.Raw] | None = None
    external_references: list[_Reference] | None = None
    components: list[_Component] | None = None
    services: list[_Component] | None = None
    properties: list[_Pair] | None = None


class _Dependency(Struct, gc=False, rename="camel"):
    ref: Text = None
    depends_on: list[str] | None = None
    provides: list[str] | None = None


class _Metadata(Struct, gc=False):
    component: _Component | None = None
    properties: list[_Pair] | None = None


class _CycloneDx(Struct, rename="camel"):
    spec_version: str
    components: list[_Component] | None = None
    dependencies: list[_Dependency] | None = None
    metadata: _Metadata | None = None


class _Checksum(Struct, gc=False, rename="camel"):
    algorithm: Text = None
    checksum_value: Text = None


class _ExternalRef(Struct, gc=False, rename="camel"):
    reference_type: Text = None
    reference_locator: Text = None


class _Annotation(Struct, gc=False):
    comment: Text = None


class _Package(Struct, gc=False, rename="camel"):
    name: Text = None
    spdx_id: Text = field(default=None, name="SPDXID")
    version_info: Text = None
    supplier: Text = None
    originator: Text = None
    download_location: Text = None
    homepage: Text = None
    license_concluded: Text = None
    license_declared: Text = None
    description: Text = None
    summary: Text = None
    comment: Text = None
    primary_package_purpose: Text = None
    built_date: Text = None
    release_date: Text = None
    checksums: list[_Checksum] | None = None
    external_refs: list[_ExternalRef] | None = None
    annotations: list[_Annotation] | None = None


class _Relationship(Struct, gc=False, rename="camel"):
    spdx_element_id: str
    relationship_type: str
    related_spdx_element: str


class _Spdx(Struct, rename="camel"):
    spdx_version: str
    packages: list[_Package] | None = None
    relationships: list[_Relationship] | None = None


def _bare_expat(data: bytes) -> object:
    return expat.ParserCreate().Parse(data, True)


def _split_lines(data: bytes) -> object:
    return [line.split(":", 1) for line in data.decode().split("\n")]


BASELINES: Final[dict[str, tuple[str, Callable[[bytes], object], float]]] = {
    "cyclonedx-json": ("typed msgspec", msgspec.json.Decoder(_CycloneDx).decode, 3),
    "cyclonedx-xml": ("bare expat", _bare_expat, 7),
    "spdx-json": ("typed msgspec", msgspec.json.Decoder(_Spdx).decode, 3),
    "spdx-tag-value": ("split lines", _split_lines, 8),
}
"""What it is called, what does it, and how many times its cost reading is meant to stay under."""
