"""The result of classification: what knowledge says a component is, before any edition.

A tag says what a thing *does*; whether that makes it VCS hardware, covered software or
nothing at all is the regulation's question, because editions differ.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vcs_check.inventory.vocabulary import Answer, Axis, Radio


class Function(StrEnum):
    """What a thing does, as far as the rule cares."""

    RADIO = "radio"
    """Directly enables radio-frequency communication: modem, Wi-Fi stack, telematics unit."""
    DRIVING = "driving"
    """Performs automated driving (see ``automation_level``): ADS computer, planning stack."""
    DRIVER_ASSISTANCE = "driver-assistance"
    """Supports a driver at SAE level 0 to 2."""
    SENSING = "sensing"
    """Only senses: radar, lidar, camera, ultrasonic, ranging."""
    UWB_ACCESS = "uwb-access"
    """Only opens the vehicle by ultra-wideband."""
    RECEIVE_ONLY = "receive-only"
    """Only receives one-way signals: GNSS, broadcast."""
    LOW_BAND = "low-band"
    """Only communicates at or below 450 MHz: NFC, immobilizer, wireless charging."""
    BAND_UNKNOWN = "band-unknown"
    """A radio that may work on either side of 450 MHz: keyless entry, TPMS, LoRa."""
    POWER = "power"
    """Only supplies or manages power."""
    PASSIVE = "passive"
    """Contributes nothing to communication: passives, discretes, connectors, mechanics."""
    COMPUTE = "compute"
    """A listed programmable part whose host decides: MCU, SoC, FPGA, DSP, module."""
    RADIO_PATH = "radio-path"
    """On the radio path, but not a listed kind: memory, eSIM, RF front end."""
    ANTENNA = "antenna"
    """An external antenna: listed, but as a passive part not programmable."""
    GENERIC_SOFTWARE = "generic-software"
    """Software without a function of its own here; the item that it runs on decides."""
    UNRELATED = "unrelated"
    """Known to have nothing to do with communication or driving: seat heater, build tool."""
    UNKNOWN = "unknown"
    """Nothing is known. Never a reason to clear anything."""


class Layer(StrEnum):
    """Which layer decided, strongest first (a lower one never overrides a higher silently)."""

    DECLARED = "declared"
    IDENTITY = "identity"
    """Part family, package, FCC ID, purl, CPE, ``cdx:device:*``."""
    ASSEMBLY = "assembly"
    WORDS = "words"
    NONE = "none"


class Confidence(StrEnum):
    """How sure a layer is; low never decides towards leniency."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Identity(Struct, frozen=True, kw_only=True):
    """What a component is by itself, from its own texts and identifiers.

    Components that say the same share one object, so identity may serve as a memo key; no
    field repeats a name from the BOM except ``because``, where it quotes the token that hit.
    """

    function: Function
    radios: tuple[Radio, ...] = ()
    """Every technology that the part is known to have; excluded ones as well."""
    listed_kind: str = ""
    """The kind of VCS hardware that the rule lists, as the editions name it:
    ``microcontroller``, ``system-on-chip``, ``telematics-unit``, ``cellular-module`` …"""
    programmable: Answer = Answer.UNKNOWN
    system_software: bool = False
    """An operating system, hypervisor or middleware: never firmware under the final rule."""
    device_firmware: bool = False
    """Known to be specifically programmed for one device and to do nothing else."""
    automation_level: int | None = None
    """SAE J3016 level that a driving stack is built for; None where not known."""
    axis: Axis = Axis.UNKNOWN
    layer: Layer = Layer.NONE
    confidence: Confidence = Confidence.LOW
    makers: tuple[str, ...] = ()
    """Who makes the part family that was hit, as knowledge names them (``Quectel``); only at the
    identity layer with high or medium confidence, and not always all of them."""
    entry: str = ""
    """Id of the knowledge entry that decided."""
    because: str = ""
    """One clause that says what matched and what that means."""
    source: str = ""
    """Where the knowledge comes from."""
    own: str = ""
    """File and line of the user's knowledge, where that decided."""
    overruled: str = ""
    """File and line of the user's knowledge that speaks against this, and was not followed."""


class Host(Struct, frozen=True, kw_only=True):
    """The item that a component is part of, or runs on: its nearest enclosing control unit.

    All components of one assembly share one object.
    """

    function: Function
    """RADIO, DRIVING, an excluded function, UNRELATED, or UNKNOWN where no item is known."""
    name: str = ""
    """What the item is called, for people; from a BOM, so hostile."""
    radios: tuple[Radio, ...] = ()
    component: int | None = None
    """Position of the item in its document; None where the program file named the part."""
    confidence: Confidence = Confidence.LOW
    because: str = ""


class Tag(Struct, frozen=True, kw_only=True):
    """What one component is by itself, and what it is part of."""

    own: Identity
    host: Host


UNKNOWN_IDENTITY = Identity(function=Function.UNKNOWN, because="nothing known matches it")
NO_HOST = Host(function=Function.UNKNOWN, because="no enclosing item is known")
