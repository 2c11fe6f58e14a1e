"""CycloneDX 1.x as typed structs: what the JSON and the XML reader have in common.

Every field of a component that the schemas 1.2 to 1.7 know is listed, the unneeded ones as
undecoded :class:`msgspec.Raw`: what was decoded can then be written again and compared with
what was read, which finds duplicate keys (see :mod:`vcs_check.readers._elementwise`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, Raw, Struct, UnsetType, field

from vcs_check.readers._inventory import text
from vcs_check.text import BomText

Text = str | None | UnsetType
Other = Raw | UnsetType
if TYPE_CHECKING:
    SomeParent = Raw | bytes | UnsetType  # bytes: what the XML reader gives, which have a hash
else:
    SomeParent = Other


class Address(Struct, frozen=True, omit_defaults=True, gc=False, rename="camel"):
    """``postalAddress`` (1.6)."""

    country: Text = UNSET
    region: Text = UNSET
    locality: Text = UNSET
    post_office_box_number: Text = UNSET
    postal_code: Text = UNSET
    street_address: Text = UNSET
    bom_ref: Text = field(default=UNSET, name="bom-ref")


class Contact(Struct, frozen=True, omit_defaults=True, gc=False, rename={"bom_ref": "bom-ref"}):
    """``organizationalContact``: a person."""

    name: Text = UNSET
    email: Text = UNSET
    phone: Text = UNSET
    bom_ref: Text = UNSET


class Organization(
    Struct,
    frozen=True,
    omit_defaults=True,
    gc=False,
    rename={"bom_ref": "bom-ref", "legal_name": "legalName"},
):
    """``organizationalEntity``, with what the draft of 2.0 knows besides."""

    name: Text = UNSET
    address: Address | UnsetType | None = UNSET
    url: tuple[str, ...] | str | UnsetType | None = UNSET
    contact: tuple[Contact, ...] | UnsetType | None = UNSET
    bom_ref: Text = UNSET
    legal_name: Text = UNSET
    jurisdiction: Text = UNSET
    parent: SomeParent = UNSET
    relations: Other = UNSET
    addresses: Other = UNSET
    identifiers: Other = UNSET

    def says_more(self) -> bool:
        """Whether anything is said that 1.7 does not know."""
        return bool(
            self.legal_name or self.jurisdiction or self.parent
            or self.relations or self.addresses or self.identifiers
        )  # fmt: skip


class License(Struct, frozen=True, omit_defaults=True, gc=False, rename={"bom_ref": "bom-ref"}):
    """``license``."""

    id: Text = UNSET
    name: Text = UNSET
    url: Text = UNSET
    acknowledgement: Text = UNSET
    bom_ref: Text = UNSET
    text: Other = UNSET
    licensing: Other = UNSET
    properties: Other = UNSET


class LicenseChoice(
    Struct,
    frozen=True,
    omit_defaults=True,
    gc=False,
    rename={"bom_ref": "bom-ref", "expression_details": "expressionDetails"},
):
    """One entry of ``licenses``: a licence or an expression."""

    license: License | UnsetType | None = UNSET
    expression: Text = UNSET
    acknowledgement: Text = UNSET
    bom_ref: Text = UNSET
    expression_details: Other = UNSET
    text: Other = UNSET
    licensing: Other = UNSET
    properties: Other = UNSET


class Property(Struct, frozen=True, omit_defaults=True, gc=False):
    """``property``."""

    name: Text = UNSET
    value: Text = UNSET


class Hash(Struct, frozen=True, omit_defaults=True, gc=False):
    """``hash``."""

    alg: Text = UNSET
    content: Text = UNSET

    def pair(self) -> tuple[str, BomText]:
        """Algorithm and digest."""
        return text(self.alg), text(self.content)


class Reference(Struct, frozen=True, omit_defaults=True, gc=False):
    """``externalReference``."""

    type: Text = UNSET
    url: Text = UNSET
    comment: Text = UNSET
    hashes: tuple[Hash, ...] | UnsetType | None = UNSET
    properties: Other = UNSET

    def pair(self) -> tuple[str, BomText] | None:
        """Type and address; None without an address."""
        return (text(self.type), text(self.url)) if self.url else None


if TYPE_CHECKING:
    SomeOrganization = Raw | Organization | UnsetType
    SomeContacts = Raw | tuple[Contact, ...] | UnsetType
    SomeLicences = Raw | tuple[LicenseChoice, ...] | UnsetType
    SomePedigree = Raw | tuple[str, ...] | UnsetType
    SomeReleaseNotes = Raw | str | UnsetType  # the timestamp
    SomeEvidence = Raw | tuple[tuple[str, str], ...] | UnsetType  # concluded values
    SomePhases = Raw | tuple[str, ...] | UnsetType
    SomeBoolean = Raw | bool | UnsetType
    SomeItems = list[Raw] | list["Item"] | UnsetType | None
else:  # a value stays undecoded only where nothing but Raw is allowed
    SomeOrganization = SomeContacts = SomeLicences = SomePedigree = SomeReleaseNotes = Other
    SomeEvidence = SomePhases = SomeBoolean = Other
    SomeItems = list[Raw] | UnsetType | None


class Item(
    Struct,
    omit_defaults=True,
    gc=False,
    rename={
        "bom_ref": "bom-ref",
        "mime_type": "mime-type",
        "version_range": "versionRange",
        "is_external": "isExternal",
        "patent_assertions": "patentAssertions",
        "omnibor_id": "omniborId",
        "external_references": "externalReferences",
        "release_notes": "releaseNotes",
        "model_card": "modelCard",
        "crypto_properties": "cryptoProperties",
        "x_trust_boundary": "x-trust-boundary",
        "trust_zone": "trustZone",
    },
):
    """``component`` or ``service``.

    In the order of the schema, which most files follow: a key is looked for from the last one
    on. What thousands of components repeat stays undecoded in JSON, so that each different
    one is decoded once; the XML reader gives the structs.
    """

    type: Text = UNSET
    mime_type: Other = UNSET
    bom_ref: Text = UNSET
    supplier: SomeOrganization = UNSET
    manufacturer: SomeOrganization = UNSET
    provider: SomeOrganization = UNSET
    authors: SomeContacts = UNSET
    author: Text = UNSET
    publisher: Text = UNSET
    group: Text = UNSET
    name: Text = UNSET
    version: Text = UNSET
    version_range: Other = UNSET
    is_external: SomeBoolean = UNSET
    description: Text = UNSET
    scope: Text = UNSET
    endpoints: Other = UNSET
    authenticated: Other = UNSET
    origins: Other = UNSET
    """Draft of 2.0, as are ``parties``."""
    parties: Other = UNSET
    x_trust_boundary: Other = UNSET
    trust_zone: Other = UNSET
    hashes: tuple[Hash, ...] | UnsetType | None = UNSET
    licenses: SomeLicences = UNSET
    copyright: Other = UNSET
    patent_assertions: Other = UNSET
    cpe: Text = UNSET
    purl: Text = UNSET
    omnibor_id: Other = UNSET
    swhid: Other = UNSET
    swid: Other = UNSET
    modified: bool | UnsetType | None = UNSET
    pedigree: SomePedigree = UNSET
    external_references: tuple[Reference, ...] | UnsetType | None = UNSET
    components: SomeItems = UNSET
    services: SomeItems = UNSET
    evidence: SomeEvidence = UNSET
    release_notes: SomeReleaseNotes = UNSET
    model_card: Other = UNSET
    data: Other = UNSET
    crypto_properties: Other = UNSET
    properties: tuple[Property, ...] | UnsetType | None = UNSET
    tags: Other = UNSET
    signature: Other = UNSET


class WholeItem(Item, omit_defaults=True, gc=False):
    """An :class:`Item` with all that is nested in it decoded at the same time."""

    components: list[WholeItem] | UnsetType | None = UNSET  # type: ignore[assignment]
    services: list[WholeItem] | UnsetType | None = UNSET  # type: ignore[assignment]


class Metadata(Struct, omit_defaults=True, gc=False, rename="camel"):
    """``metadata``; its component is read apart."""

    timestamp: SomeReleaseNotes = UNSET
    lifecycles: SomePhases = UNSET
    tools: Other = UNSET
    manufacturer: Organization | UnsetType | None = UNSET
    authors: Other = UNSET
    component: Other = UNSET
    manufacture: Organization | UnsetType | None = UNSET
    supplier: Organization | UnsetType | None = UNSET
    licenses: Other = UNSET
    properties: tuple[Property, ...] | UnsetType | None = UNSET
    distribution_constraints: Other = UNSET


class Dependency(Struct, omit_defaults=True, gc=False, rename="camel"):
    """``dependency``."""

    ref: Text = UNSET
    depends_on: tuple[str, ...] | UnsetType | None = UNSET
    provides: tuple[str, ...] | UnsetType | None = UNSET


class Composition(Struct, omit_defaults=True, gc=False):
    """``composition``: how complete a part of the BOM is."""

    aggregate: Text = UNSET
    assemblies: tuple[str, ...] | UnsetType | None = UNSET
    dependencies: tuple[str, ...] | UnsetType | None = UNSET
    vulnerabilities: tuple[str, ...] | UnsetType | None = UNSET
    bom_ref: Text = field(default=UNSET, name="bom-ref")
    signature: Other = UNSET

    def concerns_components(self) -> bool:
        """Whether it speaks of more than vulnerabilities; one that names nothing is of it all."""
        return not self.vulnerabilities or bool(self.assemblies or self.dependencies)
