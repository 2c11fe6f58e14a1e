"""Signs that software is, or is not, unmodified open source: licence, coordinates, changes.

Only signs are read here; whether they suffice is the regulation's question
(``s301_open_source``). Licence terms follow the SPDX licence list; which of them are open is
data in ``open_source_licences.toml``.
"""

from __future__ import annotations

import functools

from msgspec import Struct

from vcs_check.classification.coordinates import public_coordinates, purl_sign, version_sign
from vcs_check.classification.licences import licences_are_open
from vcs_check.inventory.vocabulary import Answer


class OpenSourceSigns(Struct, frozen=True, kw_only=True):
    """What a component's licence, coordinate and version say; shared between components."""

    licence: Answer = Answer.UNKNOWN
    """Yes: every licence is open. No: one forbids study, change or redistribution."""
    licence_because: str = "no licence is given"
    coordinates: str = ""
    """The public registry, distribution or source host of the purl; empty where none."""
    modification: str = ""
    """A sign of modification, in words; empty where there is none."""
    stated_modified: bool | None = None
    """CycloneDX ``modified`` where it is stated."""


@functools.lru_cache(maxsize=65536)
def _signs(
    licences: tuple[str, ...],
    coordinates: str,
    sign: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    licence, because = licences_are_open(licences)
    if modified:
        modification = "the BOM says modified"
    elif modification_signs:
        modification = f"the BOM lists {', '.join(modification_signs[:3])}"
    else:
        modification = sign
    return OpenSourceSigns(
        licence=licence,
        licence_because=because,
        coordinates=coordinates,
        modification=modification,
        stated_modified=modified,
    )


def open_source_signs(
    licences: tuple[str, ...],
    purl: str,
    name: str,
    version: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    """The signs of one component. Equal signs are one object."""
    suffix = version_sign(version, name) if version else ""
    if suffix:
        sign = f"the version carries the private suffix {suffix!r}"
    else:
        sign = purl_sign(purl, name, version) if purl else ""
    return _signs(
        licences,
        public_coordinates(purl) if purl else "",
        sign,
        modified,
        modification_signs,
    )
