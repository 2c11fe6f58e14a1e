"""An edition of the rule: numbers, dates, countries and lists, each cited and marked.

An edition is one TOML file in ``us_15cfr791_subpart_d/editions``; a new edition is a new
file. The engine knows no edition by name.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from datetime import date
from importlib import resources
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from vcs_check.errors import UsageError
from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark

_FOLDER = "vcs_check.regulations.us_15cfr791_subpart_d.editions"
CountryCode = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
VehicleKind = Literal["road", "rail", "off-road"]


class Provision(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A citation, what it rests on, and a word about it."""

    citation: str
    mark: Mark
    title: str = ""
    note: str = ""


class ForeignAdversaries(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Countries whose persons make a nexus; ``unknown`` where the edition is unclear."""

    countries: dict[CountryCode, Answer]


class Nexus(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of *owned by, controlled by, subject to jurisdiction or direction of*.

    The rule in force has no number: a majority decides, and what less may do is left open. An
    edition with a number sets it here.
    """

    control_over_percent: float | None = None
    """Votes over this number are control; None: a majority is, and a minority may be."""
    manufacturer_control_over_percent: float | None = None
    """The number for the vehicle's manufacturer, where it differs."""
    place_of_manufacture_counts: bool = False
    """Whether a place of manufacture in a foreign adversary makes a nexus by itself."""


class ConnectedVehicle(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which vehicles are covered; None where there is no weight limit."""

    max_gvwr_lb: float | None = None
    max_gvwr_kg: float | None = None
    vehicle_kinds_out: tuple[VehicleKind, ...] = ()


class Connectivity(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of a vehicle connectivity system."""

    frequency_over_mhz: float
    part_that_only_supports: Answer
    exclusions: dict[Exclusion, Answer]
    """Whether an item that does this exclusively is left out."""


class VcsHardware(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of VCS hardware."""

    listed_kinds: frozenset[str]
    kinds_restricted_by_themselves: frozenset[str] = frozenset()
    """Kinds that are restricted whether or not they communicate."""
    unlisted_programmable_part_on_radio_path: Answer
    passive_external_antenna: Answer
    driving_hardware_restricted: bool


class Driving(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of an automated driving system."""

    min_automation_level: int


class Legacy(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Software from before this day is left out while no nexus person alters it."""

    first_day_too_late: date


class CoveredSoftware(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The definition of covered software."""

    operating_system_may_be_firmware: Answer
    exclusions: dict[Exclusion, Answer]
    legacy: Legacy | None = None


class Prohibition(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may not be done."""


class Prohibitions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The prohibitions of sections 791.302 to 791.304."""

    vcs_hardware: Prohibition
    covered_software_import: Prohibition
    covered_software_sale: Prohibition
    controlled_manufacturer: Prohibition


class ByModelYear(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exempt while the vehicle's model year, or the day of import or sale, is earlier.

    Exactly one of the two lines is set.
    """

    first_model_year_prohibited: int | None = None
    first_date_prohibited: date | None = None
    repair_of_earlier_vehicle_exempt: bool = False

    def __post_init__(self) -> None:
        """Refuse an edition that sets none or both."""
        if (self.first_model_year_prohibited is None) is (self.first_date_prohibited is None):
            raise ValueError("set first_model_year_prohibited or first_date_prohibited")

    @property
    def first_year(self) -> int:
        """The model year, or the calendar year of the day, from which it is prohibited."""
        if self.first_date_prohibited is not None:
            return self.first_date_prohibited.year
        assert self.first_model_year_prohibited is not None
        return self.first_model_year_prohibited


class ByImportDate(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exempt while the import is earlier than this day; the day itself is too late."""

    first_import_date_prohibited: date


class Schedule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """15 CFR 791.308: from when each prohibition bites."""

    covered_software: ByModelYear
    vcs_hardware: ByModelYear
    vcs_hardware_without_model_year: ByImportDate
    controlled_manufacturer: ByModelYear

    @property
    def lines(self) -> tuple[ByModelYear, ...]:
        """The lines that depend on a vehicle's year."""
        return (self.covered_software, self.vcs_hardware, self.controlled_manufacturer)


class Declarations(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """15 CFR 791.305: declarations of conformity, in days."""

    days_before_first_import_or_sale: int
    days_to_update_after_change: int
    boms_submitted: bool


class GeneralAuthorization(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """15 CFR 791.306: applies only to the transactions that it names."""

    transactions: frozenset[str]
    needs_decision: bool = False
    """Whether only a reviewed decision on a component can claim it."""
    in_force_from: date | None = None


class Records(Provision, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """15 CFR 791.312: how long records are kept."""

    years: int


class Edition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that differs between editions of the rule."""

    id: str
    title: str
    citation: str
    published: date
    status: str
    is_default: bool
    revision: int
    foreign_adversaries: ForeignAdversaries
    nexus: Nexus
    connected_vehicle: ConnectedVehicle
    connectivity: Connectivity
    vcs_hardware: VcsHardware
    driving: Driving
    covered_software: CoveredSoftware
    prohibitions: Prohibitions
    schedule: Schedule
    declarations: Declarations
    authorizations: dict[str, GeneralAuthorization]
    specific_authorizations: Provision
    records: Records
    advisory_opinions: Provision
    in_force_from: date | None = None
    digest: str = ""
    """SHA-256 of the edition's file."""


def parse_edition(data: bytes) -> Edition:
    """An edition from the bytes of its TOML file.

    Raises:
        msgspec.ValidationError: a key is missing, unknown or of the wrong type.
        tomllib.TOMLDecodeError: the file is no TOML.
    """
    table = tomllib.loads(data.decode("utf-8"))
    edition = msgspec.convert(table, Edition)
    return msgspec.structs.replace(edition, digest=hashlib.sha256(data).hexdigest())


@functools.cache
def editions() -> dict[str, Edition]:
    """Every edition that ships with the tool, by id, in order of publication."""
    folder = resources.files(_FOLDER)
    found = [
        parse_edition(entry.read_bytes())
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return {e.id: e for e in sorted(found, key=lambda e: (e.published, e.id))}


def edition_by_id(edition_id: str) -> Edition:
    """The edition of that id.

    Raises:
        UsageError: there is none.
    """
    known = editions()
    if edition_id not in known:
        raise UsageError(f"there is no edition {edition_id!r}; known are {', '.join(known)}")
    return known[edition_id]


def default_edition() -> Edition:
    """The edition that a user is bound by today."""
    return next(edition for edition in editions().values() if edition.is_default)
