"""From SPDX 3 packages to components, as they are met and when everything is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.readers import _json
from vcs_check.readers._claims import Claims
from vcs_check.readers._content import Content
from vcs_check.readers._inventory import NO_TEXT, text
from vcs_check.readers._notes import shown
from vcs_check.readers._spdx3 import Package, listed
from vcs_check.readers._spdx3_agents import Agents, word
from vcs_check.readers._spdx3_graph import Spdx3Graph
from vcs_check.readers._spdx3_normal import compact
from vcs_check.readers._spdx_inventory import SpdxInventory, SpdxReferences
from vcs_check.text import BomText

KNOWN_VERSIONS: Final = frozenset({"3.0", "3.0.0", "3.0.1"})
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PURPOSES: Final = {"executable": "application", "module": "library",
                    "model": "machine-learning-model"}  # fmt: skip
_KINDS: Final = {"ai_AIPackage": "machine-learning-model", "dataset_DatasetPackage": "data"}
_LOCATORS: Final = {"packageUrl": "purl", "cpe23": "cpe23Type", "cpe22": "cpe22Type"}
_CPES: Final = frozenset({"cpe23", "cpe22"})
_NOBODY: Final = (None, None, None)


_WORDS: Final = SpdxInventory._known_purposes | {
    "bom", "configuration", "data", "device-driver", "disk-image", "documentation", "evidence",
    "filesystem-image", "machine-learning-model", "manifest", "patch", "platform", "requirement",
    "specification", "test",
}  # fmt: skip
"""Software/SoftwarePurpose, as written here."""
Who = tuple[Any, Any, Any]
"""``originatedBy``, ``productAgent`` and ``suppliedBy`` of a package, as read."""


class Spdx3Inventory(SpdxInventory):
    """Collects the packages of one SPDX 3 document, in file order.

    A package becomes a component as it is met; who is named for it, its licences and what
    annotations say of it are known when everything was read, see :meth:`complete`.
    """

    _known_purposes = _WORDS

    def __init__(self, content: Content, name: str) -> None:
        super().__init__(content, name, "")
        self.graph: Spdx3Graph = Spdx3Graph(self.document, self.notes, content.limits)
        self.agents = Agents(self.claimed, self.notes)
        self.shared: dict[str, BomText] = {}
        """Ids and statements, each once."""
        self.who: list[Who] = []
        """For each component."""
        self._same_who: dict[Who, Who] = {}
        self._own: dict[int, list[str]] = {}
        self._words: dict[str, str] = {}
        self._purposes: dict[tuple[object, str], str] = {}

    def _note_version(self, version: str) -> None:
        """Nothing: the version is known at the end, as :meth:`set_version` is told."""

    def set_version(self, version: str) -> None:
        """The version that the document states."""
        self.document.version = version
        if version not in KNOWN_VERSIONS:
            self.notes.add(
                "version", f"SPDX {version} is not 3.0 or 3.0.1; read as the nearest of them"
            )

    def reserve(self, spdx_id: str, place: str) -> int:
        """The position of a package that stands here and cannot be read before others are."""
        self._append(Component(id=BomText(spdx_id or place), kind="", name=NO_TEXT, source=place))
        self.who.append(_NOBODY)
        return len(self.components) - 1

    def _append(self, component: Component) -> None:
        position = len(self.components)
        if position >= self.limits.max_components:
            self._refuse_number()
        self.components.append(component)
        self.graph.identify(component, position)

    def add_element(
        self, package: Package, kind: str, place: str, position: int | None = None
    ) -> None:
        """Add whatever becomes a component.

        Args:
            package: what was read.
            kind: the compact name of its class.
            place: JSON pointer.
            position: the one that was reserved for it.
        """
        read: Any = package  # absent texts are falsy; this is the hot path, hence no helper
        name = read.name.strip() if read.name else NO_TEXT
        spdx_id = read.spdx_id or read.at_id
        spdx_id = spdx_id.strip() if spdx_id else NO_TEXT
        description = self._checked(read, name, name or spdx_id or place, place)
        version = read.version or read.hardware_version
        version = version.strip() if version else NO_TEXT
        made = Component(
            id=self.shared.setdefault(spdx_id, spdx_id) or BomText(place),
            kind="",
            name=name,
            source=place,
            version=self._texts.setdefault(version, version),
        )  # what is absent is not passed: looking each name up costs more than it brings
        made.purl, made.cpe, made.said_references = self._pointed_to(read)
        purpose = self._purpose(read.primary_purpose, kind)
        made.kind = self._kind_of(purpose, made.purl, made.cpe, place)
        if description:
            made.description = description
        if read.verified_using:
            made.said_hashes = read.verified_using
        if read.part_number:
            made.part_number = read.part_number.strip()
        if read.built_time:
            made.built_on = self._date(read.built_time, "builtTime", place)
        if read.release_time or read.release_date:
            field = "releaseTime" if read.release_time else "releaseDate"
            said = read.release_time or read.release_date
            made.released_on = self._date(said, field, place)
        who = (read.originated_by, read.product_agent, read.supplied_by)
        who = self._same_who.setdefault(who, who)
        if position is None:
            position = len(self.components)
            self._append(made)
            self.who.append(who)
        else:
            self.components[position], self.who[position] = made, who
        if read.extension:
            self._own[position] = list(self.extensions(read.extension, place))

    def complete(self, position: int, claims: Claims, said: str | list[str] | None) -> None:
        """Give a component what annotations say of it, and the parties that are named for it.

        Args:
            position: of the component.
            claims: who is named for it; the same object for the same parties.
            said: the statement, or several, of annotations that name it.
        """
        made = self.components[position]
        if self._own and position in self._own:
            said = [*([said] if isinstance(said, str) else said or ()), *self._own[position]]
        if isinstance(said, list):
            self._declare(made, list(filter(None, said)), claims, made.name or made.id)
            return
        key = (id(claims), said)
        known = self._declared.get(key)
        if known is not None:
            made.declared, made.parties = known
            return
        self._declare(made, [said] if said else [], claims, made.name or made.id)
        if not (made.properties or made.declared.fcc_id):
            self._remember(claims, said, made)

    def _pointed_to(self, read: Any) -> tuple[BomText, BomText, SpdxReferences]:
        """The first purl, the first CPE, and every other place that the package points to."""
        purl = read.package_url.strip() if read.package_url else NO_TEXT
        cpe = NO_TEXT
        others: list[tuple[str, BomText]] = []
        for each in read.external_identifier or ():
            kind = self._word(each.external_identifier_type)
            locator = each.identifier.strip() if each.identifier else NO_TEXT
            if kind == "packageUrl" and not purl:
                purl = locator
            elif kind in _CPES and not cpe:
                cpe = locator
            elif locator:
                others.append((_LOCATORS.get(kind, kind), locator))
        for each in read.external_ref or ():
            kind = self._word(each.external_ref_type)
            others += [(kind, text(locator)) for locator in listed(each.locator) if text(locator)]
        return purl, cpe, SpdxReferences(read.download_location, read.home_page, others or ())

    def _word(self, said: object) -> str:
        if not isinstance(said, str):
            return ""
        known = self._words.get(said)
        if known is None:
            known = self._words[said] = word(said)
        return known

    def _purpose(self, said: object, kind: str) -> str:
        key = (said, kind)
        known = self._purposes.get(key)
        if known is None:
            known = self._purposes[key] = self._purpose_of(said, kind)
        return known

    def _purpose_of(self, said: object, kind: str) -> str:
        if kind.startswith("hardware_"):
            return "" if kind == "hardware_VirtualHardware" else "device"
        purpose = _PURPOSES.get(self._word(said)) or _CAPITAL.sub("-", self._word(said))
        return purpose or _KINDS.get(kind, "")

    def extensions(self, extension: object, place: str) -> Iterator[str]:
        """``name=value`` for CycloneDX properties and ``vcs:`` members in extensions.

        Raises:
            MalformedError: a key that stands twice, or a value that is no text.
        """
        place = f"{place}/extension"
        if isinstance(extension, Raw):
            extension = _json.loose(extension, self.file, place)
        for number, each in enumerate(extension if isinstance(extension, list) else [extension]):
            if not isinstance(each, dict):
                continue
            here = f"{place}/{number}"
            for key, value in each.items():
                if compact(key) == "extension_cdxProperty":
                    entries = value if isinstance(value, list) else [value]
                    for entry in entries:
                        yield from self._property(entry, here)
                elif key.lower().startswith("vcs:"):
                    for said in value if isinstance(value, list) else [value]:
                        yield self._pair(key, said, here)

    def _property(self, entry: object, place: str) -> Iterator[str]:
        if isinstance(entry, dict):
            members = {compact(key): value for key, value in entry.items()}
            name = members.get("extension_cdxPropName")
            if isinstance(name, str):
                value = members.get("extension_cdxPropValue")
                yield self._pair(name, "" if value is None else value, place)

    def _pair(self, name: str, value: object, place: str) -> str:
        if value is True or value is False:
            value = str(value).lower()
        if not isinstance(value, str):
            raise MalformedError(
                self.file, f"a text belongs here, as the value of {shown(name)}", place
            )
        return f"{name.strip()}={' '.join(value.split())}"
