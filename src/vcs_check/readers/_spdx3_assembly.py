"""The elements of an SPDX 3 document put together: who is named, what contains what."""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct

from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import _spdx3
from vcs_check.readers import _spdx3_relationships as words
from vcs_check.readers._claims import Claims
from vcs_check.readers._content import Content
from vcs_check.readers._inventory import text
from vcs_check.readers._notes import shown
from vcs_check.readers._spdx import Annotation
from vcs_check.readers._spdx3 import listed
from vcs_check.readers._spdx3_agents import nobody, word
from vcs_check.readers._spdx3_collected import Collected, id_of
from vcs_check.readers._spdx3_inventory import Spdx3Inventory
from vcs_check.readers._spdx3_licences import Licences

_LISTED_LICENCE: Final = re.compile(r"https?://spdx\.org/licenses/([\w.+-]+?)(?:\.html)?", re.ASCII)
_SETS: Final = {
    "ConjunctiveLicenseSet": "AND", "DisjunctiveLicenseSet": "OR",
    "WithAdditionOperator": "WITH", "OrLaterOperator": "+",
}  # fmt: skip
_FAMILY_OF: Final = {_spdx3.STRUCT_OF[n]: f for f, names in _spdx3.FAMILIES.items() for n in names}
_VALUES: Final = ("externalIdentifier", "externalRef", "verifiedUsing")
_UNLISTED: Final = "relationships to unlisted packages"


class Assembly:
    """One document being put together."""

    def __init__(self, content: Content, name: str, version: str, collected: Collected) -> None:
        self.inventory = Spdx3Inventory(content, name, version)
        self.agents, self.graph = self.inventory.agents, self.inventory.graph
        self.notes, self.file = self.inventory.notes, content.file
        self.collected = collected
        self.licences = Licences(content.file, content.limits, self.notes)
        self.parties_of: dict[str, list[tuple[Role, str, str]]] = {}
        self.annotations: dict[str, list[Annotation]] = {}
        self.externals: set[str] = set()

    def document(self) -> Document:
        """The inventory; raises InputError only."""
        for kind, place in self.collected.unknown:
            self.notes.add(
                "elements of unknown types",
                f"{shown(kind)} is no class of SPDX that is known, so it is not read; "
                "it could be a component",
                place,
                hides=True,
            )
        self._learn_ids()
        self._read_relationships()
        self._read_annotations()
        self._add_packages()
        self._read_collections()
        self._relate()
        return self.inventory.finished()

    def _each(self, family: type[Struct]) -> Any:
        for entry in self.collected.of(family):
            yield self.collected.struct(entry, self.file), entry

    def _learn_ids(self) -> None:
        know = self.graph.know
        for agent, entry in self._each(_spdx3.Agent):
            self.agents.add(id_of(agent), agent, entry.kind, entry.place)
            know(id_of(agent))
        for location, _ in self._each(_spdx3.Location):
            self.agents.add_location(id_of(location), location)
        for licence, entry in self._each(_spdx3.Licence):
            self.licences.add(id_of(licence), licence, entry.kind)
        for file, entry in self._each(_spdx3.File):
            self.inventory.document.files += entry.kind == "software_File"
            know(id_of(file))
        for family in (_spdx3.Licence, _spdx3.Location, _spdx3.Action, _spdx3.Unused,
                       _spdx3.Collection, _spdx3.Annotation, _spdx3.Relationship):  # fmt: skip
            for element, _ in self._each(family):
                know(id_of(element))
        self.actions = {
            id_of(a): (a, e.kind.rpartition("_")[2]) for a, e in self._each(_spdx3.Action)
        }

    def _read_relationships(self) -> None:
        """What relationships say of licences and parties, which components must know."""
        for relationship, _ in self._each(_spdx3.Relationship):
            kind = word(relationship.relationship_type)
            start, ends = text(relationship.from_), listed(relationship.to)
            if kind in words.LICENCES:
                self.licences.state(start, kind, ends)
            elif kind in words.PARTIES:
                role = words.PARTIES[kind]
                mine_too = self.parties_of.setdefault(start, [])
                mine_too += [(role, end, kind) for end in ends if role is Role.SUPPLIER
                             or self.agents.knows(end)]  # fmt: skip
            elif kind == "hasOutput" and start in self.actions:
                action, name = self.actions[start]
                if name in words.ACTIONS:
                    for end in ends:
                        self.parties_of.setdefault(end, []).extend(
                            (words.ACTIONS[name], agent, name)
                            for agent in listed(action.originated_by)
                        )

    def _read_annotations(self) -> None:
        collections = {id_of(each) for each, _ in self._each(_spdx3.Collection)}
        own: list[Annotation] = []
        place = ""
        for annotation, entry in self._each(_spdx3.Annotation):
            subject = text(annotation.subject)
            said = Annotation(comment=annotation.statement)
            if subject in collections:
                own.append(said)
                place = place or entry.place
            else:
                self.annotations.setdefault(subject, []).append(said)
        for each, entry in self._each(_spdx3.Collection):
            if each.extension:
                own += self.inventory.extensions(each.extension, entry.place)
                place = place or entry.place
        self.inventory.metadata(own, place)

    def _add_packages(self) -> None:
        collected, annotations = self.collected, self.annotations
        for entry in collected.of(_spdx3.Package):
            package = collected.struct(entry, self.file)
            spdx_id = id_of(package)
            self.inventory.add_element(
                package,
                entry.kind,
                entry.place or "/",
                self._claims(package, spdx_id, entry.place),
                self.licences.of(spdx_id),
                annotations.pop(spdx_id, ()) if annotations else (),
            )
            entry.element = None  # half the peak of memory
        known = self.graph.knows
        for subject in annotations:
            if not known(subject):
                self.notes.add(
                    "annotations of unlisted elements",
                    f"an annotation names {shown(subject)}, which is not in this BOM; "
                    "it is not used",
                )

    def _claims(self, package: Any, spdx_id: str, place: str) -> Claims:
        claims = self.agents.claims
        found: Claims = ()
        for role, field, references in (
            (Role.MANUFACTURER, "/originatedBy", package.originated_by),
            (Role.MANUFACTURER, "/productAgent", package.product_agent),
            (Role.SUPPLIER, "/suppliedBy", package.supplied_by),
        ):
            if references:
                some = claims(role, field, references, place)
                found = found + some if found else some
        for role, agent, field in self.parties_of.get(spdx_id, ()):
            found += claims(role, f"relationship/{field}", agent, place)
        return self.inventory.claimed.same(found) if found else found

    def _read_collections(self) -> None:
        """What the document describes, and whether all that it lists is here."""
        roots: dict[str, tuple[tuple[str, ...], str]] = {}
        documents = []
        for each, entry in self._each(_spdx3.Collection):
            spdx_id = id_of(each)
            roots[spdx_id] = (listed(each.root_element), entry.place)
            if entry.kind == "SpdxDocument":
                documents.append(spdx_id)
            for external in each.import_ or ():
                self.externals.add(text(external.external_spdx_id))
        if documents:
            self.inventory.document.serial = documents[0]
        for relationship, _ in self._each(_spdx3.Relationship):
            start = text(relationship.from_)
            if word(relationship.relationship_type) == "describes" and start in roots:
                more = roots[start][0] + listed(relationship.to)
                roots[start] = (more, roots[start][1])
        self._describe(roots, documents or list(roots))
        known = self.graph.knows
        for each, entry in self._each(_spdx3.Collection):
            for element in listed(each.element):
                if not known(element) and not nobody(element):
                    where = (
                        "in another document" if element in self.externals else "not in this BOM"
                    )
                    self.notes.add(
                        "listed elements that are missing",
                        f"{shown(element)} is listed and {where}; give that BOM too",
                        entry.place,
                        hides=True,
                    )

    def _describe(self, roots: dict[str, tuple[tuple[str, ...], str]], starts: list[str]) -> None:
        """Describe the root elements, through collections that are roots themselves."""
        seen, waiting = set(starts), list(reversed(starts))
        while waiting:
            ends, place = roots[waiting.pop()]
            for end in ends:
                if end not in roots:
                    self.graph.describes(nobody(end) or end, place)
                elif end not in seen:
                    seen.add(end)
                    waiting.append(end)

    def _relate(self) -> None:
        relate, spdx2 = self.graph.relate, words.SPDX2
        incomplete = 0
        for relationship, entry in self._each(_spdx3.Relationship):
            kind = word(relationship.relationship_type)
            meaning = spdx2.get(kind)
            if meaning is None:
                if kind not in words.OTHERS:
                    self._note_unknown(kind, listed(relationship.to), entry.place)
                continue
            name, swapped = meaning
            start = str(text(relationship.from_))
            start = nobody(start) or start
            for each in listed(relationship.to):
                there = nobody(each) or each
                if swapped:
                    relate(there, name, start, entry.place)
                else:
                    relate(start, name, there, entry.place)
            if kind in words.EDGES and relationship.completeness:
                said = word(relationship.completeness)
                if said == "incomplete":
                    self.notes.add(
                        "incomplete relationships",
                        f"{kind} of {shown(start)} is incomplete, as the BOM itself says; "
                        "list the rest",
                        entry.place,
                        hides=True,
                    )
                incomplete += said == "noAssertion"
        if incomplete:
            self.notes.add(
                "relationships of unknown completeness",
                f"of {incomplete} relationships the BOM does not say whether they are complete "
                "(noAssertion)",
            )

    def _note_unknown(self, kind: str, ends: tuple[str, ...], place: str) -> None:
        self.notes.add(
            "unknown relationship types",
            f"{shown(kind)} is no relationship type of SPDX 3, so it is not used; "
            "check its spelling",
            place,
            hides=not all(map(self.graph.knows, ends)),
        )
