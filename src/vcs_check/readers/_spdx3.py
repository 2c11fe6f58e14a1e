"""SPDX 3 elements as typed structs, one a family: https://spdx.github.io/spdx-spec/v3.0.1/ .

Each class of the model that a file may have is a struct tagged with its compact name, so that
the decoder chooses. Fields that are not needed stay undecoded; they are named all the same, so
that what was read can be written again in full and a key that stands twice is found.
"""

from __future__ import annotations

from typing import Any, Final, Union

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType, field

from vcs_check.readers._inventory import text
from vcs_check.text import BomText

Text = str | None | UnsetType
Reference = str | UnsetType
References = tuple[str, ...] | str | UnsetType
Other = Raw | UnsetType


class Hash(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Core/Hash, or another IntegrityMethod."""

    algorithm: Text = UNSET
    hash_value: Text = UNSET
    type: Text = UNSET
    comment: Text = UNSET

    def pair(self) -> tuple[str, BomText]:
        """Algorithm, which may be written as an IRI, and digest."""
        return text(self.algorithm).rpartition("/")[2], text(self.hash_value)


class ExternalIdentifier(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Core/ExternalIdentifier."""

    external_identifier_type: Text = UNSET
    identifier: Text = UNSET
    issuing_authority: Text = UNSET
    type: Text = UNSET
    comment: Text = UNSET
    identifier_locator: Other = UNSET


class ExternalRef(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Core/ExternalRef."""

    external_ref_type: Text = UNSET
    locator: References = UNSET
    content_type: Text = UNSET
    type: Text = UNSET
    comment: Text = UNSET


class ExternalMap(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Core/ExternalMap: an element that stands in another document."""

    external_spdx_id: Text = UNSET
    location_hint: Text = UNSET
    type: Text = UNSET
    defining_artifact: Text = UNSET
    verified_using: tuple[Hash, ...] | UnsetType = UNSET


class NamespaceMap(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """Core/NamespaceMap: a prefix of ids."""

    prefix: Text = UNSET
    namespace: Text = UNSET
    type: Text = UNSET


class Element(Struct, omit_defaults=True, gc=False, rename="camel"):
    """Core/Element: what all of them have."""

    spdx_id: Text = UNSET
    name: Text = UNSET
    creation_info: Other = UNSET
    description: Text = UNSET
    summary: Text = UNSET
    comment: Text = UNSET
    extension: Other = UNSET
    external_identifier: tuple[ExternalIdentifier, ...] | UnsetType = UNSET
    external_ref: tuple[ExternalRef, ...] | UnsetType = UNSET
    verified_using: tuple[Hash, ...] | UnsetType = UNSET
    at_id: Text = field(default=UNSET, name="@id")


class Package(Element):
    """Whatever becomes a component: Core/Artifact, Software/Package, and Hardware/Hardware."""

    originated_by: References = UNSET
    supplied_by: References = UNSET
    built_time: Text = UNSET
    release_time: Text = UNSET
    valid_until_time: Other = UNSET
    standard_name: Other = UNSET
    support_level: Other = UNSET
    version: Text = field(default=UNSET, name="software_packageVersion")
    package_url: Text = field(default=UNSET, name="software_packageUrl")
    download_location: Text = field(default=UNSET, name="software_downloadLocation")
    home_page: Text = field(default=UNSET, name="software_homePage")
    primary_purpose: Text = field(default=UNSET, name="software_primaryPurpose")
    additional_purpose: Other = field(default=UNSET, name="software_additionalPurpose")
    copyright_text: Other = field(default=UNSET, name="software_copyrightText")
    attribution_text: Other = field(default=UNSET, name="software_attributionText")
    content_identifier: Other = field(default=UNSET, name="software_contentIdentifier")
    source_info: Other = field(default=UNSET, name="software_sourceInfo")
    product_agent: References = field(default=UNSET, name="hardware_productAgent")
    part_number: Text = field(default=UNSET, name="hardware_partNumber")
    hardware_version: Text = field(default=UNSET, name="hardware_hardwareVersion")
    release_date: Text = field(default=UNSET, name="hardware_releaseDate")
    serial_number: Other = field(default=UNSET, name="hardware_serialNumber")
    batch_number: Other = field(default=UNSET, name="hardware_batchNumber")


class File(Element):
    """Software/File and Software/Snippet: counted, not read."""

    originated_by: Other = UNSET
    supplied_by: Other = UNSET
    built_time: Other = UNSET
    release_time: Other = UNSET
    content_type: Other = UNSET
    primary_purpose: Other = field(default=UNSET, name="software_primaryPurpose")
    additional_purpose: Other = field(default=UNSET, name="software_additionalPurpose")
    copyright_text: Other = field(default=UNSET, name="software_copyrightText")
    attribution_text: Other = field(default=UNSET, name="software_attributionText")
    content_identifier: Other = field(default=UNSET, name="software_contentIdentifier")
    file_kind: Other = field(default=UNSET, name="software_fileKind")
    byte_range: Other = field(default=UNSET, name="software_byteRange")
    line_range: Other = field(default=UNSET, name="software_lineRange")
    snippet_from_file: Other = field(default=UNSET, name="software_snippetFromFile")


class Relationship(Element):
    """Core/Relationship and Core/LifecycleScopedRelationship."""

    from_: Text = field(default=UNSET, name="from")
    to: References = UNSET
    relationship_type: Text = UNSET
    completeness: Text = UNSET
    scope: Text = UNSET
    start_time: Other = UNSET
    end_time: Other = UNSET


class Agent(Element):
    """Core/Agent, Organization, Person, SoftwareAgent and Core/Tool."""

    headquarters_location: References = UNSET


class Location(Element):
    """Core/PhysicalLocation (3.1)."""

    country: Text = UNSET
    province_state_code: Text = UNSET
    city: Text = UNSET
    postal_code: Text = UNSET
    street_address: Text = UNSET
    county_code: Other = UNSET
    postal_name: Other = UNSET
    post_office_box_number: Other = UNSET
    geographic_point_location: Other = UNSET


class Annotation(Element):
    """Core/Annotation."""

    subject: Text = UNSET
    statement: Text = UNSET
    annotation_type: Text = UNSET
    content_type: Text = UNSET


class Collection(Element):
    """Core/SpdxDocument, Bundle, Bom and Software/Sbom."""

    root_element: References = UNSET
    element: References = UNSET
    profile_conformance: Other = UNSET
    import_: tuple[ExternalMap, ...] | UnsetType = field(default=UNSET, name="import")
    namespace_map: tuple[NamespaceMap, ...] | UnsetType = UNSET
    data_license: Other = UNSET
    context: Other = UNSET
    sbom_type: Other = field(default=UNSET, name="software_sbomType")


class Licence(Element):
    """SimpleLicensing and ExpandedLicensing: an expression, one licence, or a set of them."""

    expression: Text = field(default=UNSET, name="simplelicensing_licenseExpression")
    licence_text: Other = field(default=UNSET, name="simplelicensing_licenseText")
    list_version: Other = field(default=UNSET, name="simplelicensing_licenseListVersion")
    custom_ids: Other = field(default=UNSET, name="simplelicensing_customIdToUri")
    member: References = field(default=UNSET, name="expandedlicensing_member")
    subject: References = field(default=UNSET, name="expandedlicensing_subjectLicense")
    subject_extendable: References = field(
        default=UNSET, name="expandedlicensing_subjectExtendableLicense"
    )
    addition: References = field(default=UNSET, name="expandedlicensing_subjectAddition")
    see_also: Other = field(default=UNSET, name="expandedlicensing_seeAlso")
    is_osi_approved: Other = field(default=UNSET, name="expandedlicensing_isOsiApproved")
    is_fsf_libre: Other = field(default=UNSET, name="expandedlicensing_isFsfLibre")
    is_deprecated: Other = field(default=UNSET, name="expandedlicensing_isDeprecatedLicenseId")


class Action(Element):
    """Core/Action (3.1): who did something, by ``hasOutput`` to what came of it."""

    originated_by: References = UNSET
    supplied_by: Other = UNSET
    start_time: Other = UNSET
    end_time: Other = UNSET
    action_location: Other = UNSET


class CreationInfo(Struct, omit_defaults=True, gc=False, rename="camel"):
    """Core/CreationInfo."""

    spec_version: Text = UNSET
    at_id: Text = field(default=UNSET, name="@id")
    created: Other = UNSET
    created_by: Other = UNSET
    created_using: Other = UNSET
    comment: Other = UNSET


class Unused(Element):
    """An element of a class that is known to be no component."""


FAMILIES: Final[dict[type[Struct], tuple[str, ...]]] = {
    Package: (
        "software_Package", "ai_AIPackage", "dataset_DatasetPackage", "Artifact",
        "software_SoftwareArtifact", "hardware_Hardware", "hardware_PhysicalHardware",
        "hardware_BulkHardware", "hardware_VirtualHardware",
    ),
    File: ("software_File", "software_Snippet"),
    Relationship: ("Relationship", "LifecycleScopedRelationship"),
    Agent: ("Agent", "Organization", "Person", "SoftwareAgent", "Tool"),
    Location: ("PhysicalLocation",),
    Annotation: ("Annotation",),
    Collection: ("SpdxDocument", "ElementCollection", "Bundle", "Bom", "software_Sbom"),
    Licence: (
        "simplelicensing_LicenseExpression", "simplelicensing_SimpleLicensingText",
        "expandedlicensing_ListedLicense", "expandedlicensing_CustomLicense",
        "expandedlicensing_ConjunctiveLicenseSet", "expandedlicensing_DisjunctiveLicenseSet",
        "expandedlicensing_WithAdditionOperator", "expandedlicensing_OrLaterOperator",
        "expandedlicensing_ListedLicenseException", "expandedlicensing_CustomLicenseAddition",
        "expandedlicensing_IndividualLicensingInfo",
    ),
    CreationInfo: ("CreationInfo",),
}  # fmt: skip
"""The compact names of the classes that each struct stands for."""
UNUSED: Final = frozenset(
    {
        "build_Build", "security_Vulnerability", "IndividualElement", "Location", "Requirement",
        "Specification", "DefinedProcess", "Regulation", "Role", "DefinedType", "Decision",
        "hardware_ProductSpecification", "hardware_Taxonomy", "EvaluationResult", "Observation",
    }
)  # fmt: skip
"""Elements that are no part of a product; and Actions, Processes and further Relationships."""
NO_ELEMENTS: Final = frozenset(
    {
        "Hash", "PackageVerificationCode", "ExternalIdentifier", "ExternalRef", "ExternalMap",
        "NamespaceMap", "DictionaryEntry", "PositiveIntegerRange", "Dictionary",
        "software_ContentIdentifier", "extension_CdxPropertiesExtension",
        "extension_CdxPropertyEntry", "ai_EnergyConsumption", "ai_EnergyConsumptionDescription",
        "UnitOfMeasure", "MeasureOfLength", "MeasureOfMass", "hardware_Dimensions",
    }
)  # fmt: skip
"""Classes whose objects are values of an element, and stay where they stand."""
STRUCT_OF: Final[dict[str, type[Struct]]] = {
    name: msgspec.defstruct(
        name, [], bases=(family,), tag_field="type", tag=name, omit_defaults=True, gc=False,
        rename="camel", module=__name__,
    )
    for family, names in FAMILIES.items()
    for name in names
}  # fmt: skip
"""Each class by its compact name, as a struct that is tagged with it."""
ANY: Final[Any] = Union[tuple(STRUCT_OF.values())]  # noqa: UP007 - made from a list


def struct_for(class_name: str) -> type[Struct] | None:
    """The struct for a class; None for one that is not known, and might be a component."""
    if found := STRUCT_OF.get(class_name):
        return found
    local = class_name.rpartition("_")[2]
    if local.endswith("Action"):
        return Action
    if class_name in UNUSED or local.endswith(("Relationship", "Process", "Verification")):
        return Unused
    if class_name.startswith("hardware_") and local.endswith("Hardware"):
        return STRUCT_OF["hardware_Hardware"]
    return None


def listed(value: References) -> tuple[str, ...]:
    """A reference or several, as several."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) and value else ()
