"""The words of the contract (sections 5 and 6), each an enumeration."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """A three-valued fact. Unknown is a value, never a missing key."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool | None) -> Answer:
        """The answer that a declared ``true``, ``false`` or nothing stands for."""
        if value is None:
            return Answer.UNKNOWN
        return Answer.YES if value else Answer.NO


class ComponentClass(StrEnum):
    """What a component is under 15 CFR 791.301."""

    VCS_HARDWARE = "vcs-hardware"
    VCS_SOFTWARE = "vcs-software"
    ADS_SOFTWARE = "ads-software"
    ADS_HARDWARE = "ads-hardware"
    OTHER = "other"
    UNKNOWN = "unknown"


class Exclusion(StrEnum):
    """Why a component is outside the rule (contract section 6)."""

    SENSING = "sensing"
    UWB_ACCESS = "uwb-access"
    RECEIVE_ONLY = "receive-only"
    POWER = "power"
    FREQUENCY = "frequency"
    PASSIVE = "passive"
    NOT_LISTED = "not-listed"
    NOT_ENABLING = "not-enabling"
    FIRMWARE = "firmware"
    OPEN_SOURCE = "open-source"
    LEGACY = "legacy"
    SUBORDINATE_PROCESSOR = "subordinate-processor"
    NO_FOREIGN_INTEREST = "no-foreign-interest"
    DRIVER_ASSISTANCE = "driver-assistance"
    UNRELATED = "unrelated"
    VEHICLE_WEIGHT = "vehicle-weight"
    VEHICLE_KIND = "vehicle-kind"
    NOT_IMPORTED = "not-imported"
    NOT_A_SALE = "not-a-sale"


class Radio(StrEnum):
    """A radio, sensing or near-field technology, as ``vcs:radio`` names it."""

    CELLULAR = "cellular"
    WIFI = "wifi"
    BLUETOOTH = "bluetooth"
    V2X = "v2x"
    SATELLITE = "satellite"
    OTHER_WIRELESS = "other-wireless"
    GNSS = "gnss"
    AM_FM = "am-fm"
    DAB = "dab"
    SATELLITE_RADIO = "satellite-radio"
    UWB = "uwb"
    NFC = "nfc"
    TPMS = "tpms"
    KEYLESS = "keyless"
    IMMOBILIZER = "immobilizer"
    WIRELESS_CHARGING = "wireless-charging"
    RADAR = "radar"
    LIDAR = "lidar"
    CAMERA = "camera"
    ULTRASONIC = "ultrasonic"


class Processor(StrEnum):
    """Where software runs: on a primary processing unit of the item, or beneath one."""

    PRIMARY = "primary"
    SUBORDINATE = "subordinate"


class Role(StrEnum):
    """What a party did for a component. The first four are the verbs of the rule."""

    DESIGNER = "designer"
    DEVELOPER = "developer"
    MANUFACTURER = "manufacturer"
    SUPPLIER = "supplier"
    MAINTAINER = "maintainer"
    ALTERED_BY = "altered-by"
    PROVIDER = "provider"
    """Who operates a service."""
    PUBLISHER = "publisher"
    """Who published a component: neither its maker nor its supplier for certain."""
    AUTHOR = "author"
    """Who wrote a component, often a person."""
    PART_FAMILY = "part-family"
    """Who is known to make the part's family: no word on this part, but a reason to ask."""
    IDENTIFIED = "identified"
    """To whom an identifier on the part belongs (MAC block, CPE vendor): a reason to ask, too."""


class Strength(StrEnum):
    """What a statement on a party is worth (``docs/origin.md``), strongest first."""

    DECISIVE = "decisive"
    """May settle its question alone: a register of the user's, a registration with check digits."""
    STRONG = "strong"
    """May show a nexus alone, and clears under conditions: data sets, the bundled reference."""
    MEDIUM = "medium"
    """Raises a question, or identifies: a name, the hit of a list, a grantee code."""
    WEAK = "weak"
    """Raises a question at most, together with others too: a publisher, a similar name."""
    NONE = "none"
    """Proves nothing, and is shown for completeness: an identifier that fails its check."""


class Origin(StrEnum):
    """What is known of a party's or component's link to a foreign adversary."""

    NEXUS = "nexus"
    UNKNOWN = "unknown"
    NONE = "none"


class Verdict(StrEnum):
    """The verdict on one component, worst first."""

    PROHIBITED = "prohibited"
    INDETERMINATE = "indeterminate"
    AUTHORIZED = "authorized"
    EXEMPT = "exempt"
    PERMITTED = "permitted"
    OUT_OF_SCOPE = "out-of-scope"


SEVERITY: dict[Verdict, int] = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""0 is the worst; the roll-up of an assembly takes the smallest."""


class OverallVerdict(StrEnum):
    """The verdict on a whole program."""

    FAIL = "fail"
    INDETERMINATE = "indeterminate"
    PASS = "pass"


class DueState(StrEnum):
    """How something that has to be filed by a day stands."""

    NOT_NEEDED = "not-needed"
    UNKNOWN = "unknown"
    """The day that it counts from is not known, so nobody can say."""
    DUE = "due"
    OVERDUE = "overdue"
    FILED_IN_TIME = "filed-in-time"
    FILED_LATE = "filed-late"


class Standing(StrEnum):
    """How a finding stands to a baseline, in the words of SARIF 2.1.0 (3.27.24)."""

    NEW = "new"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    """Known, with another version, place or reason."""


class Evidence(StrEnum):
    """How much evidence is asked for (``--evidence``)."""

    STANDARD = "standard"
    STRICT = "strict"


class SoftwareScope(StrEnum):
    """How *covered software* is read (``--software-scope``)."""

    BROAD = "broad"
    NARROW = "narrow"


class Axis(StrEnum):
    """Which half of the rule a component falls under."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    SERVICE = "service"
    UNKNOWN = "unknown"


class Mark(StrEnum):
    """What a statement about the rule rests on."""

    TEXT = "text"
    """Checked against the regulation's own text."""
    SECONDARY = "secondary"
    """From summaries by law firms or agencies."""
    INTERPRETATION = "interpretation"
    """This project's reading, where the text is silent or unclear."""
