"""What hardware BOMs say beside the formats' own fields: as properties, and in CycloneDX 2.0.

Sources: the CycloneDX property taxonomy ``cdx:device`` (certifications; ``countryOfOrigin`` is
proposed there), the attribute names of CISA's Hardware Bill of Materials Framework (2023), and
the draft of CycloneDX 2.0 (``origins``, ``parties``).

A place of manufacture is evidence and never clears anything: one in the United States is not
taken over, because a declared one (``vcs:made-in``) would say that the part is not imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from msgspec.structs import replace

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers._notes import Notes, shown
from vcs_check.readers._organisations import Known, organisation_claims
from vcs_check.text import BomText

FCC_ID: Final = "cdx:device:certifications:us:fcc:id"
_COUNTRY: Final = frozenset(
    {
        "countryoforigin", "coo", "madein", "compmfglocation", "compmfgloccode",
        "fgamainlocation", "fgamainloccode", "fgaaltlocation", "fgaaltloccode",
        "assyandtestlocation", "assyandtestloccode",
    }
)  # fmt: skip
_ROLES: Final = {
    "compmanufacturer": Role.MANUFACTURER,
    "fgamainmanufacturer": Role.MANUFACTURER,
    "fgaaltmanufacturer": Role.MANUFACTURER,
    "assyandtestsupplier": Role.MANUFACTURER,  # who assembles, manufactures
    "compsupplier": Role.SUPPLIER,
    "fgasupplier": Role.SUPPLIER,
}
_PART_NUMBER: Final = frozenset({"compmanufacturerpn", "fganum", "cdxdevicesku"})
_STAGES: Final = {
    "designed": Role.DESIGNER,
    "developed": Role.DEVELOPER,
    "manufactured": Role.MANUFACTURER,
    "assembled": Role.MANUFACTURER,
    "built": Role.MANUFACTURER,
    "processed": Role.MANUFACTURER,
    "maintained": Role.MAINTAINER,
    "trained": Role.DEVELOPER,
}
"""Stages of ``origins`` by which somebody designs, develops, makes or maintains."""
_OTHER_STAGES: Final = frozenset(
    {
        "mined", "harvested", "recycled", "refined", "separated", "smelted", "melted", "tested",
        "collected", "hosted", "operated",
    }
)  # fmt: skip
"""Stages that make raw materials, or nothing."""
_PARTY_ROLES: Final = {
    "designer": Role.DESIGNER, "developer": Role.DEVELOPER, "manufacturer": Role.MANUFACTURER,
    "assembler": Role.MANUFACTURER, "supplier": Role.SUPPLIER, "distributor": Role.SUPPLIER,
    "maintainer": Role.MAINTAINER, "provider": Role.PROVIDER, "publisher": Role.PUBLISHER,
    "author": Role.AUTHOR, "integrator": Role.MANUFACTURER, "engineer": Role.DEVELOPER,
    "contributor": Role.DEVELOPER, "committer": Role.DEVELOPER, "packager": Role.SUPPLIER,
    "repackager": Role.SUPPLIER, "exporter": Role.SUPPLIER, "broker": Role.SUPPLIER,
    "operator": Role.PROVIDER,
}  # fmt: skip
_OTHER_ROLES: Final = frozenset(
    {
        "agent", "asserter", "attacker", "auditor", "carrier", "certificate-authority",
        "competitor", "consignee", "consignor", "customer", "custodian", "customs-broker",
        "data-controller", "data-processor", "data-recipient", "data-subject", "delegate",
        "end-user", "freight-forwarder", "holder", "importer", "insider-threat", "inspector",
        "insurer", "issuer", "key-escrow-agent", "legal-contact", "licensee", "licensor", "owner",
        "partner", "principal", "purchaser", "quality-control", "regulator", "relying-party",
        "researcher", "reviewer", "security-contact", "signatory", "steward", "subject",
        "support-contact", "third-party-logistics", "timestamp-authority", "validation-authority",
        "verifier", "warehouse-operator",
    }
)  # fmt: skip
"""Roles of parties that neither design, make, supply nor run what they are a party to."""
Pairs = Iterable[tuple[BomText, BomText]]


class Evidence:
    """What one component's properties say of its makers, its place of manufacture and its part."""

    def __init__(self) -> None:
        self.claims: list[PartyClaim] = []
        self.countries: dict[str, str] = {}
        """Countries of manufacture, with the property or field that names each."""
        self.fcc_ids: list[str] = []
        self.part_number = BomText("")

    def take_properties(self, pairs: Pairs, notes: Notes, place: str) -> None:
        """Sort out what the names say; see the module."""
        for name, value in pairs:
            if not value:
                continue
            bare = meaning(name)
            if bare == "fcc":
                self.fcc_ids.append(value)
            elif bare in _ROLES:
                self.claims.append(PartyClaim(role=_ROLES[bare], name=value, field=name))
            elif bare in _PART_NUMBER:
                self.part_number = self.part_number or value
            elif bare in _COUNTRY:
                self._country(name, value, notes, place)

    def take_origins(
        self, said: tuple[object, object], known: Known, notes: Notes, place: str
    ) -> None:
        """``origins`` and ``parties`` of the draft of 2.0, decoded; odd shapes are noted.

        Args:
            said: both.
            known: parties that stand elsewhere in the file, by their ids.
            notes: for what is not understood.
            place: of the component.
        """
        origins, parties = said
        try:
            listed = list(_objects(parties))
            known = {**known, **{str(party.get("bom-ref", "")): party for party in listed}}
            for party in listed:
                for role in dict.fromkeys(_roles(party, notes, place)):
                    self.claims += organisation_claims(role, party, "/parties", place, notes, known)
            for origin in _objects(origins):
                self._origin(origin, known, notes, place)
        except (AttributeError, TypeError):
            notes.add(
                "origins not understood",
                "origins or parties have a shape that is not known here; they are not used",
                place,
                hides=True,
            )

    def _origin(self, origin: dict[str, Any], known: Known, notes: Notes, place: str) -> None:
        said = origin.get("stage", "")
        stage = _word(said.get("name", "") if isinstance(said, dict) else said)
        role = _STAGES.get(stage)
        for share in _objects(origin.get("distribution")):
            if role is Role.MANUFACTURER and (code := share.get("isoCode")):
                self._country("/origins", BomText(str(code)), notes, place)
            by = share.get("performedBy")
            for each in by if isinstance(by, list) else [by] if by else []:
                if role is not None:
                    field = f"/origins ({stage})"
                    self.claims += organisation_claims(role, each, field, place, notes, known)
                elif stage not in _OTHER_STAGES:
                    notes.add(
                        "stages not understood",
                        f"the stage {shown(stage)} of origins is not known, so whoever performed "
                        "it is not used; declare them as a party with a role",
                        place,
                        hides=True,
                    )

    def _country(self, name: str, value: BomText, notes: Notes, place: str) -> None:
        from vcs_check.origin.addresses import countries_of_field  # for hardware BOMs only

        found = countries_of_field(value)
        for code in found.certain:
            self.countries.setdefault(code, name)
        if not found.certain:
            notes.add(
                "places of manufacture not understood",
                f"{shown(name)} is {shown(value)}, which is no country or code of one; not used",
                place,
            )

    def __bool__(self) -> bool:
        return bool(self.claims or self.countries or self.fcc_ids or self.part_number)

    def facts(self, own: DeclaredFacts, notes: Notes, place: str) -> DeclaredFacts:
        """A component's declared facts, completed.

        FCC IDs become identifiers of the manufacturer. The place of manufacture is taken over
        where that clears nothing.
        """
        if self.fcc_ids:
            identifiers = tuple(("fcc", value) for value in dict.fromkeys(self.fcc_ids))
            own = replace(own, identifiers=own.identifiers + identifiers)
        abroad = sorted(code for code in self.countries if code != "US")
        others = [code for code in abroad if code != own.made_in]
        if own.made_in and (others or (self.countries and own.made_in not in self.countries)):
            stated = ", ".join(sorted(self.countries))
            notes.add(
                "contradictory places of manufacture",
                f"vcs:made-in is {own.made_in}, other properties name {stated}; "
                "correct the one that is wrong",
                place,
            )
        if abroad and own.made_in in ("", "US"):
            # of several the first of the alphabet will do: none of them helps
            return replace(own, made_in=abroad[0])
        return own


@lru_cache(4096)
def meaning(name: str) -> str:
    """A property's name as it is compared: its last part in small letters and digits."""
    lower = name.lower()
    if lower == FCC_ID:
        return "fcc"
    return "".join(c for c in lower.rpartition(":")[2] if c.isalnum())


def says_something(name: str) -> bool:
    """Whether a property of this name is one of those that are read here."""
    bare = meaning(name)
    return bare == "fcc" or bare in _ROLES or bare in _PART_NUMBER or bare in _COUNTRY


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text belongs here")
    return value.strip().lower()


def _roles(party: dict[str, Any], notes: Notes, place: str) -> Iterator[Role]:
    """What a party of the draft of 2.0 did, as far as that is a role here."""
    for said in party.get("roles") or ():
        word = said.get("role") or said.get("name") if isinstance(said, dict) else said
        name = _word(word)
        if role := _PARTY_ROLES.get(name):
            yield role
        elif name not in _OTHER_ROLES:
            notes.add(
                "roles not understood",
                f"the role {shown(name)} of a party is not known, so the party is not used; "
                "it could be a maker",
                place,
                hides=True,
            )


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if value and not isinstance(value, list):
        raise TypeError("an array belongs here")
    for each in value if isinstance(value, list) else ():
        if not isinstance(each, dict):
            raise TypeError
        yield each
