"""What a program, library, image or service is by itself."""

from __future__ import annotations

import re

import msgspec

from vcs_check.classification.conclusion import concluded
from vcs_check.classification.entry import Form
from vcs_check.classification.exclusivity import all_radios
from vcs_check.classification.matching import Hit
from vcs_check.classification.normal import words
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Confidence, Function, Identity, Layer
from vcs_check.inventory.vocabulary import Axis, Radio

GENERIC = Identity(
    function=Function.GENERIC_SOFTWARE,
    axis=Axis.SOFTWARE,
    layer=Layer.NONE,
    confidence=Confidence.LOW,
    because="no radio or driving software is known by this name; the item that runs it decides",
)
OPERATING_SYSTEM = Identity(
    function=Function.GENERIC_SOFTWARE,
    system_software=True,
    axis=Axis.SOFTWARE,
    layer=Layer.IDENTITY,
    confidence=Confidence.HIGH,
    entry="kind-operating-system",
    because="the bill of materials calls it an operating system",
    source="component type of the BOM format",
)
_ORDER = (
    Function.RADIO, Function.DRIVING, Function.BAND_UNKNOWN, Function.DRIVER_ASSISTANCE,
    Function.UWB_ACCESS, Function.RECEIVE_ONLY, Function.SENSING, Function.LOW_BAND,
)  # fmt: skip
_IN_QUESTION = frozenset({Function.RADIO, Function.DRIVING})
_CHIP_KINDS = frozenset({"firmware", "device-driver"})
_CHIP_WORD = re.compile(r"driver|firmware|fw\b|hal\b|patch|nvm|rom\b", re.IGNORECASE)
_LOADED_SUFFIXES = (".ucode", ".hcd", ".fw", ".nvm", ".tlv")
"""Files that a driver loads into a radio chip."""
_RUNNING_KINDS = _CHIP_KINDS | {"application", "operating-system", "container", "platform"}
_DATA = re.compile(
    r"(?:^|[-_. ])(?:doc|docs|documentation|manpages?|javadoc|tutorials?|icons?|icon-theme|fonts?|"
    r"emoji|wallpapers?|l10n|i18n|locales?|locale-\w+|translations?|language-pack)(?:$|[-_. ])",
    re.IGNORECASE,
)
"""Parts of names that distributions and registries give to packages without a program."""
_IMAGE = re.compile(
    r"\.(?:bin|img|hex|fw|ucode|nvm|mbn|elf|s19|srec|upd|ota|dfu|\d{3})$", re.IGNORECASE
)
"""Files that are loaded into a device."""
_WHOLE_SYSTEM = re.compile(r"\b(?:images?|rootfs|root fs|file ?system|kernel|system|os|distro)\b")
"""What runs a whole item is no firmware of one device, whatever package its name begins like."""
_LEAST_CHARS = 5
_MOST_PIECE_CHARS = 4
"""Of what may follow a part number: a variant, a package; a longer word says what else it is."""
_SURE_CHARS = 6
_MAX_SUFFIX_CHARS = 3


def identify(key: Key, hits: list[Hit], packages: list[Hit]) -> Identity | None:
    """The identity of a software component; None where nothing is known of it.

    Args:
        key: what the component says of itself.
        hits: every hit of its text.
        packages: hits of whole package names.
    """
    usable = [h for h in hits if h.entry.axis != "hardware" and not h.pointed_at]
    systems = [h for h in usable if h.entry.system_software and h.entry.form is Form.WORD]
    others = [h for h in usable if h not in systems] if systems else usable
    found = _of_data(key, _by_name(key, others, packages))
    if found is not None and found.radios and key.name.lower().endswith(_LOADED_SUFFIXES):
        found = msgspec.structs.replace(found, device_firmware=True)
    systems = [h for h in systems if h.in_name or not h.entry.weak]
    return _as_system_software(found, systems) if systems else found


def _as_system_software(found: Identity | None, systems: list[Hit]) -> Identity:
    """``found`` as an operating system, where the words say so; a known package is what it is."""
    hit = min(systems, key=lambda h: (h.entry.weak, not h.in_name, h.start))
    if found is None:
        return concluded(hit, axis=Axis.SOFTWARE, confidence=Confidence.MEDIUM)
    if found.layer is Layer.IDENTITY and (found.system_software or found.device_firmware):
        return found
    if found.layer is Layer.IDENTITY and not hit.in_name:
        return found
    return msgspec.structs.replace(
        found, system_software=True, because=f"{found.because}; “{hit.token}”: {hit.entry.reason}"
    )


def _of_data(key: Key, found: Identity | None) -> Identity | None:
    """What is no program, by its name: its subject is a radio, but it does nothing with it."""
    if found is None or found.function not in _IN_QUESTION or key.kind in _RUNNING_KINDS:
        return found
    data = _DATA.search(key.name)
    if data is None:
        return found
    return msgspec.structs.replace(
        found, function=Function.GENERIC_SOFTWARE, radios=(), automation_level=None,
        because=f"“{data[0].strip('-_ ')}”: documents, pictures, fonts or translations do nothing "
        "by themselves; the item that holds them decides",
    )  # fmt: skip


def _by_name(key: Key, usable: list[Hit], packages: list[Hit]) -> Identity | None:
    not_in_vehicle = [
        h for h in usable
        if h.in_name and h.entry.form is Form.WORD and h.entry.function is Function.UNRELATED
    ]  # fmt: skip
    found = packages or [h for h in usable if h.entry.form is Form.PACKAGE]
    if found:
        best = max(found, key=lambda h: (h.strength, bool(h.entry.own)))
        if not_in_vehicle and best.entry.function in (Function.DRIVING, Function.SENSING):
            return concluded(not_in_vehicle[0], axis=Axis.SOFTWARE)
        known = concluded(best, axis=Axis.SOFTWARE)
        if known.device_firmware and _WHOLE_SYSTEM.search(words(key.name)):
            return msgspec.structs.replace(known, device_firmware=False)
        return known
    return (
        _chip_software(key, usable)
        or _from_words(usable, not_in_vehicle)
        or (OPERATING_SYSTEM if key.kind == "operating-system" else None)
    )


def _chip_software(key: Key, hits: list[Hit]) -> Identity | None:
    """Drivers and firmware that are named after a radio chip."""
    is_image = key.kind == "firmware" or _IMAGE.search(key.name) is not None
    is_for_chip = key.kind in _CHIP_KINDS or _CHIP_WORD.search(key.name) is not None
    for hit in hits:
        suffix = hit.end - hit.start - hit.strength
        if (
            hit.entry.form is not Form.PART
            or not hit.in_name
            or hit.entry.function is not Function.RADIO
            or hit.entry.needs_maker
        ):
            continue
        short = hit.strength < _SURE_CHARS
        if (
            (is_image and hit.strength >= _LEAST_CHARS)
            or (is_for_chip and not short and suffix <= _MAX_SUFFIX_CHARS)
            or (hit.strength >= _LEAST_CHARS and _is_whole_name(hit, key))
        ):
            return concluded(
                hit, confidence=Confidence.MEDIUM, axis=Axis.SOFTWARE,
                and_because="; the software is named after it",
            )  # fmt: skip
    return None


def _is_v2x(hit: Hit) -> bool:
    """Whether a hit speaks of V2X, whose units and messages have the same names."""
    return Radio.V2X in hit.entry.radios


def _is_whole_name(hit: Hit, key: Key) -> bool:
    """Whether it has no other name than that of the part: a modem that is listed as software."""
    name = words(key.name)
    rest = name.removeprefix(hit.token)
    return rest != name and all(len(piece) <= _MOST_PIECE_CHARS for piece in rest.split())


def _from_words(hits: list[Hit], not_in_vehicle: list[Hit]) -> Identity | None:
    """Words add to what is in question; by words alone no software is left out."""
    terms = [h for h in hits if h.entry.form in (Form.WORD, Form.UNIT) and not h.entry.weak]
    named = [h for h in terms if h.in_name]
    # A description that names a control unit says where a program runs, not what it does.
    described = [h for h in terms if h.in_name or h.entry.form is Form.WORD or _is_v2x(h)]
    for group in (named, described):
        functions = {h.entry.function for h in group}
        function = next((f for f in _ORDER if f in functions), None)
        if function is not None and (group is named or function is Function.RADIO):
            hit = min(
                (h for h in group if h.entry.function is function),
                key=lambda h: (h.start, h.start - h.end),
            )
            radios = all_radios(terms)
            if function in _IN_QUESTION:
                return concluded(hit, radios=radios, axis=Axis.SOFTWARE)
            return concluded(
                hit, function=Function.GENERIC_SOFTWARE, radios=radios, axis=Axis.SOFTWARE,
                confidence=Confidence.LOW,
                and_because="; that its name says so leaves no software out, so its host decides",
            )  # fmt: skip
        if group is named and not_in_vehicle:
            return concluded(not_in_vehicle[0], axis=Axis.SOFTWARE)
    return None
