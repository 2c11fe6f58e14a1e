"""One entry of knowledge, as its TOML source states it and as the engine uses it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vcs_check.classification.tag import Confidence, Function
from vcs_check.inventory.vocabulary import Radio


class Form(StrEnum):
    """What an entry is recognised by."""

    PART = "part"
    """Manufacturer part numbers of one family; patterns anchored at the start of a word."""
    PACKAGE = "package"
    """Names of software packages, whole or by prefix."""
    UNIT = "unit"
    """Names of control units."""
    WORD = "word"
    """Words of a description."""
    CANCEL = "cancel"
    """Phrases that contain a telling word, but do not mean it."""
    MAKER = "maker"
    """Makers of nothing but radio modules: a reason not to clear an unknown part."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one piece of knowledge says, and why anybody should believe it."""

    id: str
    form: Form
    function: Function = Function.UNKNOWN
    reason: str
    source: str = ""
    """Where it comes from; patterns of part families have a source each."""
    radios: tuple[Radio, ...] = ()
    listed_kind: str = ""
    programmable: bool | None = None
    system_software: bool = False
    device_firmware: bool = False
    automation_level: int | None = None
    confidence: Confidence = Confidence.HIGH
    needs_maker: bool = False
    """Whether a maker of ``makers`` must be named as well (short part numbers)."""
    makers: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()
    """Names of the makers of a part family; not always all of them."""
    needs_unit_word: bool = False
    """Whether a word such as *module* must be there for more than low confidence."""
    weak: bool = False
    """Words that hint, but never decide against better ones."""
    gives_way: bool = False
    """Words for passives that do not count beside any sign of a radio: a Bluetooth *button*."""
    own: str = ""
    """File and line, where it is an entry of the user's; empty for the bundled ones."""
    axis: str = ""
    """``hardware`` or ``software`` where the entry applies to one of them only."""


class Rule(Struct, frozen=True, array_like=True):
    """One thing to look for: a literal that must be there, and what confirms it."""

    literal: str
    """A necessary condition of a match, in :mod:`vcs_check.classification.normal` form."""
    entry: int
    pattern: str = ""
    """Regular expression that confirms the literal's place; empty where it is enough."""
    source: str = ""


class RadioKind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A radio technology: what an item that has nothing else counts as."""

    id: Radio
    function: Function
    bands_mhz: str
    reason: str
    source: str


class Compiled(Struct, frozen=True, kw_only=True):
    """All knowledge in the form that loads fastest."""

    digest: str
    """SHA-256 of the TOML sources, so that a stale compilation is noticed."""
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]
    names: dict[str, int]
    """Whole package names, in normal form, and their entries."""
    radios: tuple[RadioKind, ...]
