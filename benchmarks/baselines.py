"""The least that reading a BOM can cost: decoding what the inventory keeps, and no more.

Structs with the needed fields only, in one call of msgspec; bare expat;
bare events of YAML; lines and their tags; the cells of a table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

import msgspec
import python_calamine
import yaml
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


class _Hash3(Struct, gc=False, rename="camel"):
    algorithm: Text = None
    hash_value: Text = None


class _Identifier3(Struct, gc=False, rename="camel"):
    external_identifier_type: Text = None
    identifier: Text = None


class _Reference3(Struct, gc=False, rename="camel"):
    external_ref_type: Text = None
    locator: list[str] | None = None


class _Element3(Struct, gc=False, rename="camel", tag_field="type"):
    spdx_id: Text = None
    name: Text = None


class _Package3(_Element3, tag="software_Package"):
    description: Text = None
    summary: Text = None
    comment: Text = None
    supplied_by: Text = None
    originated_by: list[str] | None = None
    built_time: Text = None
    release_time: Text = None
    external_identifier: list[_Identifier3] | None = None
    external_ref: list[_Reference3] | None = None
    verified_using: list[_Hash3] | None = None
    version: Text = field(default=None, name="software_packageVersion")
    package_url: Text = field(default=None, name="software_packageUrl")
    download_location: Text = field(default=None, name="software_downloadLocation")
    home_page: Text = field(default=None, name="software_homePage")
    primary_purpose: Text = field(default=None, name="software_primaryPurpose")


class _Relationship3(_Element3, tag="Relationship"):
    relationship_type: Text = None
    from_: Text = field(default=None, name="from")
    to: list[str] | None = None
    completeness: Text = None


class _Annotation3(_Element3, tag="Annotation"):
    subject: Text = None
    statement: Text = None


class _Organization3(_Element3, tag="Organization"):
    external_identifier: list[_Identifier3] | None = None


class _Licence3(_Element3, tag="simplelicensing_LicenseExpression"):
    expression: Text = field(default=None, name="simplelicensing_licenseExpression")


class _Collection3(_Element3, tag="SpdxDocument"):
    root_element: list[str] | None = None
    element: list[str] | None = None


class _Sbom3(_Collection3, tag="software_Sbom"):
    pass


class _CreationInfo3(Struct, gc=False, rename="camel", tag_field="type", tag="CreationInfo"):
    spec_version: Text = None


_Any3 = (
    _Package3 | _Relationship3 | _Annotation3 | _Organization3 | _Licence3 | _Collection3
    | _Sbom3 | _CreationInfo3
)  # fmt: skip


class _Spdx3(Struct):
    graph: list[_Any3] = field(name="@graph")


def _yaml_events(data: bytes) -> object:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return sum(1 for _ in yaml.parse(data, Loader=loader))


def _bare_expat(data: bytes) -> object:
    return expat.ParserCreate().Parse(data, True)


def _split_lines(data: bytes) -> object:
    return [line.split(":", 1) for line in data.decode().split("\n")]


def _csv_rows(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def _calamine_rows(data: bytes) -> object:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python()


BASELINES: Final[dict[str, tuple[str, Callable[[bytes], object], float]]] = {
    "cyclonedx-json": ("typed msgspec", msgspec.json.Decoder(_CycloneDx).decode, 3),
    "cyclonedx-xml": ("bare expat", _bare_expat, 7),
    "spdx-json": ("typed msgspec", msgspec.json.Decoder(_Spdx).decode, 3),
    "spdx-tag-value": ("split lines", _split_lines, 8),
    "spdx-yaml": ("bare events", _yaml_events, 3),
    "spdx-xml": ("bare expat", _bare_expat, 7),
    "spdx-rdf": ("bare expat", _bare_expat, 14),
    "csv": ("csv.reader", _csv_rows, 10),
    "xlsx": ("calamine", _calamine_rows, 8),
    "spdx3-json": ("typed msgspec", msgspec.json.Decoder(_Spdx3).decode, 3),
}
"""What it is called, what does it, and how many times its cost reading is meant to stay under."""
