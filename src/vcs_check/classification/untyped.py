"""Components whose kind is not stated: a word for hardware does not make them hardware.

Packages are named like parts (``socket.io``, ``spring``, ``camera-hal``), and hardware is
exempt for longer than software. So the axis is known only where an identifier says so.
"""

from __future__ import annotations

import re

import msgspec

from vcs_check.classification.doubt import CLEARING, doubted
from vcs_check.classification.entry import Form
from vcs_check.classification.matching import Hit
from vcs_check.classification.normal import words
from vcs_check.classification.software import GENERIC
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Function, Identity, Layer
from vcs_check.inventory.vocabulary import Axis

_IN_QUESTION = frozenset({Function.RADIO, Function.DRIVING})
_SOFTWARE_WORD = re.compile(
    r"software|firmware|driver|\bfw\b|\bsw\b|\bhal\b|\bsdk\b|\bbsp\b|stack|\bapp\b|service|daemon|"
    r"library|\blib|patch|\bapi\b|protocol|image|loader|kernel|plugin|package|source|crate|"
    r"软件|固件|驱动|ソフト|ファーム|ドライバ|прошивк|драйвер",
    re.IGNORECASE,
)


def either(part: Identity, program: Identity | None, *, is_package: bool) -> Identity:
    """What may be hardware or software: the worse of the two, and cleared by neither.

    Args:
        part: what it would be as hardware.
        program: what it would be as software; None where nothing is known of it.
        is_package: whether it has a package URL, which only software has.
    """
    system = program is not None and program.system_software
    if part.function in CLEARING or part.function is Function.UNKNOWN:
        if program is not None and program.function in _IN_QUESTION:
            return msgspec.structs.replace(program, axis=Axis.UNKNOWN)
        if is_package:
            return program or GENERIC
    found = msgspec.structs.replace(
        part, axis=Axis.UNKNOWN, makers=(), system_software=part.system_software or system
    )
    if found.function not in CLEARING:
        return found
    return doubted(found, "; but whether it is hardware at all is not stated")


def is_hardware(found: Identity, key: Key, makers: str, hits: list[Hit]) -> bool:
    """Whether an identifier says so: a part family, a place on a board or an FCC ID.

    A part family needs a maker that agrees, or must be given as a part number.

    Args:
        found: what it would be as hardware.
        key: what the component says of itself.
        makers: the makers that it names, in normal form, with a space at both ends.
        hits: what knowledge found in its text.
    """
    if key.purl or found.layer is not Layer.IDENTITY:
        return False
    if _SOFTWARE_WORD.search(f"{key.name} {key.description} {key.group}"):
        return False
    if key.designators or key.footprint or key.fcc_id:
        return True
    family = next((h.entry for h in hits if h.entry.id == found.entry), None)
    if family is None or family.form is not Form.PART:
        return False
    if key.part_number:
        return True
    named = [*map(words, family.made_by), *family.makers]
    return any(f" {maker} " in makers for maker in named)
