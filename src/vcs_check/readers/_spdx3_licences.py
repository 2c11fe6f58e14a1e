"""The licences of an SPDX 3 document, by what relationships say of its packages."""

from __future__ import annotations

import re
from typing import Any, Final

from vcs_check.limits import Limits
from vcs_check.readers._inventory import UNNAMED_LICENCE, text
from vcs_check.readers._licence_sets import LicenceSet, LicenceTexts
from vcs_check.readers._notes import Notes, shown
from vcs_check.readers._spdx3 import listed
from vcs_check.readers._spdx3_agents import nobody
from vcs_check.readers._spdx3_relationships import LICENCES
from vcs_check.readers._spdx_inventory import stated
from vcs_check.text import BomText

_LISTED: Final = re.compile(r"https?://spdx\.org/licenses/([\w.+-]+?)(?:\.html)?", re.ASCII)
_LOCAL: Final = re.compile(r"(?:LicenseRef|AdditionRef)-[A-Za-z0-9.-]+\Z")
_SETS: Final = {
    "ConjunctiveLicenseSet": "AND", "DisjunctiveLicenseSet": "OR",
    "WithAdditionOperator": "WITH", "OrLaterOperator": "+",
}  # fmt: skip


class Licences:
    """Licence elements by id, and which of them are declared or concluded of what."""

    def __init__(self, file: str, limits: Limits, notes: Notes) -> None:
        self._notes = notes
        self._elements: dict[str, list[tuple[Any, str]]] = {}
        self._texts = LicenceTexts(self._licence, file, limits)
        self._stated: dict[str, dict[str, tuple[str, ...] | list[str]]] = {
            kind: {} for kind in LICENCES
        }
        self._declared, self._concluded = (self._stated[kind] for kind in LICENCES)
        self._ends: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._same: dict[tuple[str, ...], tuple[BomText, ...]] = {}

    def add(self, spdx_id: str, licence: Any, kind: str) -> None:
        """A licence element and the compact name of its class."""
        self._elements.setdefault(spdx_id, []).append((licence, kind))

    def state(self, spdx_id: str, relationship_type: str, ends: tuple[str, ...]) -> None:
        """``spdx_id`` hasDeclaredLicense or hasConcludedLicense each of ``ends``."""
        mine = self._stated[relationship_type]
        before = mine.get(spdx_id)
        if before is None:
            mine[spdx_id] = self._ends.setdefault(ends, ends)
        elif isinstance(before, list):
            before += ends
        else:
            mine[spdx_id] = [*before, *ends]

    def of(self, spdx_id: str) -> tuple[BomText, ...]:
        """What applies to it: declared, then concluded; the same object for the same licences."""
        declared, concluded = self._declared.get(spdx_id), self._concluded.get(spdx_id)
        ends: tuple[str, ...]
        if type(declared) is tuple and not concluded:  # the usual case
            ends = declared
        else:
            ends = (*(declared or ()), *(concluded or ()))
        if not ends:
            return ()
        known = self._same.get(ends)
        if known is None:
            texts = (stated(self._texts.text(end)) for end in ends)
            known = self._same[ends] = tuple(dict.fromkeys(filter(None, texts)))
        return known

    def _licence(self, reference: str) -> str | LicenceSet:
        """What stands at a licence's id; several of one id all apply."""
        if said := nobody(reference):
            return said
        found = self._elements.get(reference, [])
        if len(found) > 1:
            names = [f"{reference} #{n}" for n in range(len(found))]
            for name, one in zip(names, found, strict=True):
                self._elements[name] = [one]
            return LicenceSet("AND", tuple(names))
        if not found:
            if match := _LISTED.fullmatch(reference):
                return match[1]
            self._notes.add(
                "licences that are not in this BOM",
                f"a licence is {shown(reference)}, which is not in this BOM; list it",
            )
            return UNNAMED_LICENCE
        licence, kind = found[0]
        if operator := _SETS.get(kind.rpartition("_")[2]):
            members = [
                each
                for some in (licence.member, licence.subject, licence.subject_extendable,
                             licence.addition)
                for each in listed(some)
            ]  # fmt: skip
            return LicenceSet(operator, tuple(members)) if members else UNNAMED_LICENCE
        if said := text(licence.expression):
            return said
        if match := _LISTED.fullmatch(reference):
            return match[1]
        local = _LOCAL.search(reference)
        return local[0] if local else UNNAMED_LICENCE
