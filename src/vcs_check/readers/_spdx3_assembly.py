"""The elements of an SPDX 3 document put together: who is named, what contains what."""

from __future__ import annotations

from typing import Any, NamedTuple

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
from vcs_check.readers._spdx3_graph import digests
from vcs_check.readers._spdx3_inventory import Spdx3Inventory
from vcs_check.readers._spdx3_licences import Licences

_OTHERS = (_spdx3.Agent, _spdx3.Licence, _spdx3.Location, _spdx3.Action, _spdx3.File,
           _spdx3.Unused, _spdx3.Collection, _spdx3.Annotation)  # fmt: skip
"""Families whose elements may be ends of a relationship, besides packages."""


class _Edge(NamedTuple):
    """A relationship that says something of composition or modification."""

    kind: str
    start: str
    ends: tuple[str, ...]
    place: str


class Assembly:
    """One document being put together."""

    def __init__(self, content: Content, name: str, version: str, collected: Collected) -> None:
        self.inventory = Spdx3Inventory(content, name, version)
        self.agents, self.graph = self.inventory.agents, self.inventory.graph
        self.notes, self.collected = self.inventory.notes, collected
        self.licences = Licences(content.file, content.limits, self.notes)
        self.parties_of: dict[str, list[tuple[Role, str, str]]] = {}
        self.annotations: dict[str, list[Annotation]] = {}
        self.described: dict[str, list[str]] = {}
        self.edges: list[_Edge] = []
        self.unknown: list[_Edge] = []
        self.not_asserted = 0

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

    def _learn_ids(self) -> None:
        of, know = self.collected.of, self.graph.know
        for family in _OTHERS:
            for element, _, _ in of(family):
                know(id_of(element))
        for agent, kind, place in of(_spdx3.Agent):
            self.agents.add(id_of(agent), agent, kind, place)
        for location, _, _ in of(_spdx3.Location):
            self.agents.add_location(id_of(location), location)
        for licence, kind, _ in of(_spdx3.Licence):
            self.licences.add(id_of(licence), licence, kind)
        for _, kind, _ in of(_spdx3.File):
            self.inventory.document.files += kind == "software_File"
        self.actions = {
            id_of(action): (action, kind.rpartition("_")[2])
            for action, kind, _ in of(_spdx3.Action)
        }

    def _read_relationships(self) -> None:
        """Sort the relationships; licences and parties must be known before the packages."""
        kinds: dict[str, str] = {}
        # only a list of elements names relationships, and their ids are many
        lists = any(each.element for each, _, _ in self.collected.of(_spdx3.Collection))
        know, spdx2, state = self.graph.know, words.SPDX2, self.licences.state
        for each, _, place in self.collected.taken(_spdx3.Relationship):
            said = each.relationship_type
            kind = kinds.get(said)
            if kind is None:
                kind = kinds[said] = word(said)
            start = each.from_.strip() if each.from_ else ""
            ends = each.to if type(each.to) is tuple else listed(each.to)
            if lists:
                know(id_of(each))
            if kind in spdx2:
                self.edges.append(_Edge(kind, start, ends, place))
                if kind == "modifiedBy":
                    self._name(start, kind, [end for end in ends if self.agents.knows(end)])
                if each.completeness and kind in words.EDGES:
                    self._note_completeness(word(each.completeness), kind, start, place)
            elif kind in words.LICENCES:
                state(start, kind, ends)
            elif kind in words.PARTIES:
                self._name(start, kind, ends)
            elif kind == "hasOutput" and start in self.actions:
                self._output(start, ends)
            elif kind == "describes":
                self.described.setdefault(start, []).extend(ends)
            elif kind not in words.OTHERS:
                self.unknown.append(_Edge(kind, start, ends, place))

    def _name(self, start: str, kind: str, agents: Any) -> None:
        role = words.PARTIES[kind]
        self.parties_of.setdefault(start, []).extend((role, agent, kind) for agent in agents)

    def _output(self, start: str, products: tuple[str, ...]) -> None:
        action, kind = self.actions[start]
        if role := words.ACTIONS.get(kind):
            for product in products:
                self.parties_of.setdefault(product, []).extend(
                    (role, agent, kind) for agent in listed(action.originated_by)
                )

    def _note_completeness(self, said: str, kind: str, start: str, place: str) -> None:
        if said == "noAssertion":  # as good as saying nothing
            self.not_asserted += 1
        elif said != "complete":
            what = "incomplete" if said == "incomplete" else f"{shown(said)}, not complete"
            self.notes.add(
                "incomplete relationships",
                f"{kind} of {shown(start)} is {what}, as the BOM itself says; list the rest",
                place,
                hides=True,
            )

    def _read_annotations(self) -> None:
        """Facts of elements, and those of the document or an SBOM, which apply to all in it."""
        collections = self.collected.of(_spdx3.Collection)
        ids = {id_of(each) for each, _, _ in collections}
        own: list[Annotation] = []
        first = ""
        for annotation, _, place in self.collected.taken(_spdx3.Annotation):
            subject = text(annotation.subject)
            said = Annotation(comment=annotation.statement)
            if subject in ids:
                own.append(said)
                first = first or place
            else:
                self.annotations.setdefault(subject, []).append(said)
        for each, _, place in collections:
            if each.extension:
                own += self.inventory.extensions(each.extension, place)
                first = first or place
        self.inventory.metadata(own, first)

    def _add_packages(self) -> None:
        annotations, add = self.annotations, self.inventory.add_element
        packages = self.collected.taken(_spdx3.Package)
        packages.reverse()  # each goes as it is used: half the peak of memory
        while packages:
            package, kind, place = packages.pop()
            spdx_id = id_of(package)
            add(
                package,
                kind,
                place or "/",
                self._claims(package, spdx_id, place),
                self.licences.of(spdx_id),
                annotations.pop(spdx_id, ()) if annotations else (),
            )
        for subject in annotations:
            if not self.graph.knows(subject):
                self.notes.add(
                    "annotations of unlisted elements",
                    f"an annotation names {shown(subject)}, which is not in this BOM; "
                    "it is not used",
                )

    def _claims(self, package: Any, spdx_id: str, place: str) -> Claims:
        claims = self.agents.claims
        found: Claims = ()
        if package.originated_by:
            found = claims(Role.MANUFACTURER, "/originatedBy", package.originated_by, place)
        if package.product_agent:
            found += claims(Role.MANUFACTURER, "/productAgent", package.product_agent, place)
        if package.supplied_by:
            some = claims(Role.SUPPLIER, "/suppliedBy", package.supplied_by, place)
            found = found + some if found else some
        if related := self.parties_of.get(spdx_id):
            more = [
                claim
                for role, agent, field in related
                for claim in claims(role, f"relationship/{field}", agent, place)
            ]
            found = (*found, *more)
        return self.inventory.claimed.same(found) if found else found

    def _read_collections(self) -> None:
        """What the document describes, and whether all that it lists is here."""
        roots: dict[str, tuple[tuple[str, ...], str]] = {}
        collections = self.collected.of(_spdx3.Collection)
        documents = [id_of(each) for each, kind, _ in collections if kind == "SpdxDocument"]
        for each, _, place in collections:
            spdx_id = id_of(each)
            ends = (*listed(each.root_element), *self.described.get(spdx_id, ()))
            roots[spdx_id] = (ends, place)
            self._know_imports(each)
        self.inventory.document.wholes = frozenset(roots)
        if documents:
            self.inventory.document.serial = documents[0]
        self._describe(roots, documents or list(roots))
        for each, _, place in collections:
            for element in listed(each.element):
                if not self.graph.knows(element) and not nobody(element):
                    self.graph.describes(element, place)

    def _know_imports(self, collection: Any) -> None:
        """What stands in other documents, with what is said of the artifacts that define it."""
        for entry in collection.namespace_map or ():
            self.graph.know_namespace(entry)
        for external in collection.import_ or ():
            artifact: tuple[tuple[str, str], ...] = ()
            if wanted := text(external.defining_artifact):
                for file, _, _ in self.collected.of(_spdx3.File):
                    if id_of(file) == wanted:
                        artifact = digests(file.verified_using or ())
                for component in self.inventory.components:
                    if component.id == wanted:
                        artifact = component.hashes
            self.graph.know_import(external, artifact)

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
        graph, spdx2 = self.graph, words.SPDX2
        for kind, start, ends, place in self.edges:
            name, swapped = spdx2[kind]
            for end in ends:
                one, other = (end, start) if swapped else (start, end)
                if not graph.relate_packages(one, name, other):
                    graph.relate(nobody(one) or one, name, nobody(other) or other, place)
        if self.not_asserted:
            self.notes.add(
                "relationships of unknown completeness",
                f"of {self.not_asserted} relationships the BOM does not say whether they are "
                "complete (noAssertion)",
            )
        for kind, _, ends, place in self.unknown:
            self.notes.add(
                "unknown relationship types",
                f"{shown(kind)} is no relationship type of SPDX 3, so it is not used; "
                "check its spelling",
                place,
                hides=not all(map(graph.knows, ends)),
            )
