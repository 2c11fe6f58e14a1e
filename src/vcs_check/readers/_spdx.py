"""SPDX 2.2 and 2.3 as typed structs: what JSON and tag-value have in common."""

from __future__ import annotations

from msgspec import UNSET, Raw, Struct, UnsetType, field

from vcs_check.readers._inventory import text
from vcs_check.text import BomText

Text = str | None | UnsetType
Other = Raw | UnsetType


class Checksum(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Package information, checksum (7.10)."""

    algorithm: Text = UNSET
    checksum_value: Text = UNSET

    def pair(self) -> tuple[str, BomText]:
        """Algorithm and digest."""
        return text(self.algorithm), text(self.checksum_value)


class ExternalRef(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Package information, external reference (7.21)."""

    reference_type: Text = UNSET
    reference_locator: Text = UNSET
    reference_category: Text = UNSET
    comment: Text = UNSET


class Annotation(Struct, omit_defaults=True, gc=False, rename="camel"):
    """Annotation (chapter 12)."""

    comment: Text = UNSET
    annotator: Text = UNSET
    annotation_date: Text = UNSET
    annotation_type: Text = UNSET
    spdx_id: Text = field(default=UNSET, name="SPDXID")
    """The element that is annotated, where the annotation does not stand in it."""


class Package(Struct, omit_defaults=True, gc=False, rename="camel"):
    """Package information (chapter 7); the unneeded fields undecoded."""

    name: Text = UNSET
    spdx_id: Text = field(default=UNSET, name="SPDXID")
    version_info: Text = UNSET
    supplier: Text = UNSET
    originator: Text = UNSET
    download_location: Text = UNSET
    homepage: Text = UNSET
    license_concluded: Text = UNSET
    license_declared: Text = UNSET
    description: Text = UNSET
    summary: Text = UNSET
    comment: Text = UNSET
    primary_package_purpose: Text = UNSET
    built_date: Text = UNSET
    release_date: Text = UNSET
    checksums: tuple[Checksum, ...] | UnsetType | None = UNSET
    external_refs: tuple[ExternalRef, ...] | UnsetType | None = UNSET
    annotations: tuple[Annotation, ...] | UnsetType | None = UNSET
    has_files: Other = UNSET
    files_analyzed: Other = UNSET
    package_file_name: Other = UNSET
    package_verification_code: Other = UNSET
    source_info: Other = UNSET
    copyright_text: Other = UNSET
    attribution_texts: Other = UNSET
    license_comments: Other = UNSET
    license_info_from_files: Other = UNSET
    valid_until_date: Other = UNSET


class ExternalDocumentRef(Struct, omit_defaults=True, gc=False, rename="camel"):
    """External document reference (6.6)."""

    external_document_id: Text = UNSET
    spdx_document: Text = UNSET
    checksum: Checksum | UnsetType | None = UNSET


class Relationship(Struct, omit_defaults=True, gc=False, rename="camel"):
    """Relationship between SPDX elements (chapter 11)."""

    spdx_element_id: Text = UNSET
    relationship_type: Text = UNSET
    related_spdx_element: Text = UNSET
    comment: Text = UNSET
