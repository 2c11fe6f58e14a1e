"""From SPDX 3 elements to components: each package in the words of SPDX 2, with its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Raw

from vcs_check.errors import MalformedError
from vcs_check.inventory.component import Component
from vcs_check.readers import _json
from vcs_check.readers._claims import Claims
from vcs_check.readers._content import Content
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import shown
from vcs_check.readers._spdx import Annotation, Checksum, ExternalRef
from vcs_check.readers._spdx import Package as Package2
from vcs_check.readers._spdx3 import Package, listed
from vcs_check.readers._spdx3_agents import Agents, word
from vcs_check.readers._spdx3_graph import Spdx3Graph
from vcs_check.readers._spdx3_normal import compact
from vcs_check.readers._spdx_inventory import SpdxInventory
from vcs_check.text import BomText

KNOWN_VERSIONS: Final = frozenset({"3.0", "3.0.0", "3.0.1"})
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PURPOSES: Final = {"executable": "application", "module": "library",
                    "model": "machine-learning-model"}  # fmt: skip
_KINDS: Final = {"ai_AIPackage": "machine-learning-model", "dataset_DatasetPackage": "data"}
_LOCATORS: Final = {"packageUrl": "purl", "cpe23": "cpe23Type", "cpe22": "cpe22Type"}


class _Package(Package2, omit_defaults=True, gc=False, rename="camel"):
    """A package in the words of SPDX 2, with what only SPDX 3 can say."""

    claims: Claims = ()
    licences: tuple[BomText, ...] = ()


class Spdx3Inventory(SpdxInventory):
    """Collects the packages of one SPDX 3 document, in file order."""

    def __init__(self, content: Content, name: str, version: str) -> None:
        super().__init__(content, name, version)
        self.graph: Spdx3Graph = Spdx3Graph(self.document, self.notes, content.limits)
        self.agents = Agents(self.claimed, self.notes)
        self._words: dict[str, str] = {}
        self._purposes: dict[tuple[object, str], str] = {}

    def _note_version(self, version: str) -> None:
        if version not in KNOWN_VERSIONS:
            self.notes.add(
                "version", f"SPDX {version} is not 3.0 or 3.0.1; read as the nearest of them"
            )

    def add_element(
        self,
        package: Package,
        kind: str,
        place: str,
        claims: Claims,
        licences: tuple[BomText, ...],
        annotations: Iterable[Annotation],
    ) -> Component:
        """Add whatever becomes a component.

        Args:
            package: what was read.
            kind: the compact name of its class.
            place: JSON pointer.
            claims: who is named for it.
            licences: declared, then concluded.
            annotations: those that name it.
        """
        read: Any = package
        made = _Package(
            name=read.name,
            spdx_id=read.spdx_id or read.at_id,
            version_info=read.version or read.hardware_version,
            download_location=read.download_location,
            homepage=read.home_page,
            description=read.description,
            summary=read.summary,
            comment=read.comment,
            primary_package_purpose=self._purpose(read.primary_purpose, kind),
            built_date=read.built_time,
            release_date=read.release_time or read.release_date,
            external_refs=_external(read),
            claims=claims,
            licences=licences,
        )
        if read.verified_using:
            made.checksums = tuple(
                Checksum(algorithm=self._word(each.algorithm), checksum_value=each.hash_value)
                for each in read.verified_using
            )
        if read.extension:
            annotations = (*annotations, *self.extensions(read.extension, place))
        component = self.components[self.add(made, place, annotations)]
        if part_number := text(read.part_number):
            component.part_number = part_number
        return component

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

    def extensions(self, extension: object, place: str) -> Iterator[Annotation]:
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

    def _property(self, entry: object, place: str) -> Iterator[Annotation]:
        if isinstance(entry, dict):
            members = {compact(key): value for key, value in entry.items()}
            name = members.get("extension_cdxPropName")
            if isinstance(name, str):
                value = members.get("extension_cdxPropValue")
                yield self._pair(name, "" if value is None else value, place)

    def _pair(self, name: str, value: object, place: str) -> Annotation:
        if value is True or value is False:
            value = str(value).lower()
        if not isinstance(value, str):
            raise MalformedError(
                self.file, f"a text belongs here, as the value of {shown(name)}", place
            )
        return Annotation(comment=f"{name.strip()}={' '.join(value.split())}")

    def _claims_of(self, package: Package2, place: str) -> Claims:
        return package.claims if isinstance(package, _Package) else ()

    def _licences_of(self, package: Package2) -> tuple[BomText, ...]:
        return package.licences if isinstance(package, _Package) else ()


def _external(read: Any) -> tuple[ExternalRef, ...]:
    if not (read.package_url or read.external_identifier or read.external_ref):
        return ()
    found = []
    if read.package_url:
        found.append(ExternalRef(reference_type="purl", reference_locator=read.package_url))
    for each in read.external_identifier or ():
        kind = word(each.external_identifier_type)
        found.append(
            ExternalRef(reference_type=_LOCATORS.get(kind, kind), reference_locator=each.identifier)
        )
    for each in read.external_ref or ():
        kind = word(each.external_ref_type)
        found += [
            ExternalRef(reference_type=kind, reference_locator=locator)
            for locator in listed(each.locator)
        ]
    return tuple(found)
