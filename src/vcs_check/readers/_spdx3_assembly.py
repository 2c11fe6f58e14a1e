"""The elements of an SPDX 3 document put together: who is named, what contains what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Role
from vcs_check.readers import _spdx3
from vcs_check.readers import _spdx3_relationships as words
from vcs_check.readers._claims import Claims
from vcs_check.readers._content import Content
from vcs_check.readers._inventory import NO_TEXT, text
from vcs_check.readers._notes import shown
from vcs_check.readers._spdx import Annotation
from vcs_check.readers._spdx3 import listed
from vcs_check.readers._spdx3_agents import nobody, word
from vcs_check.readers._spdx3_collected import Collected, id_of
from vcs_check.readers._spdx3_graph import Hashes, digests
from vcs_check.readers._spdx3_inventory import Spdx3Inventory, Who
from vcs_check.readers._spdx3_licences import Licences

_DECODE: Final = msgspec.json.Decoder(_spdx3.ANY).decode
_OTHERS = (_spdx3.Agent, _spdx3.Licence, _spdx3.Location, _spdx3.Action, _spdx3.Unused,
           _spdx3.Collection)  # fmt: skip
"""Families whose elements may be ends of a relationship, besides packages and files."""
_ROLES: Final = (Role.MANUFACTURER, Role.MANUFACTURER, Role.SUPPLIER)
_FIELDS: Final = ("/originatedBy", "/productAgent", "/suppliedBy")
"""What the parts of :data:`Who` say."""
_Related = tuple[str, str, tuple[str, ...], int | str]
"""A relationship: its kind, where it starts, its ends, its place."""


class Assembly:
    """One document being put together.

    Args:
        content: the file.
        name: of the format.
        written: what stands at some ids, where it is in the usual form. Relationships,
            annotations and files are so many, and so seldom meant by anything, that they are
            looked for when they are needed.
    """

    def __init__(
        self, content: Content, name: str, written: Callable[[set[str]], dict[str, Raw]]
    ) -> None:
        self.inventory = Spdx3Inventory(content, name)
        self.agents, self.graph = self.inventory.agents, self.inventory.graph
        self.notes, self._written = self.inventory.notes, written
        self._odd_files: dict[str, Hashes] = {}
        self.collected = Collected(
            content.file,
            {
                _spdx3.Package: self._take_package,
                _spdx3.Relationship: self._take_relationship,
                _spdx3.Annotation: self._take_annotation,
                _spdx3.File: self._take_file,
            },
            self.inventory.reserve,
        )
        self.licences = Licences(content.file, content.limits, self.notes)
        self.parties_of: dict[str, list[tuple[Role, str, str]]] = {}
        self.described: dict[str, list[str]] = {}
        self.edges: list[_Related] = []
        self.outputs: list[_Related] = []
        self.unknown: list[_Related] = []
        self.not_asserted = 0
        self._statements: dict[str, str | list[str]] = {}
        self._first_of: dict[str, int | str] = {}
        self._same = self.inventory.shared
        self._kinds: dict[str, str] = {}

    def _take_package(self, package: Any, kind: str, place: int | str) -> None:
        self.inventory.add_element(package, kind, self._place(place) or "/")

    def _take_file(self, file: Any, kind: str, place: int | str) -> None:
        self.inventory.document.files += kind == "software_File"
        spdx_id = id_of(file)
        self.graph.know(spdx_id)
        if type(place) is str:
            self._odd_files[spdx_id] = digests(file.verified_using or ())

    def _take_relationship(self, each: Any, _: str, place: int | str) -> None:
        said = each.relationship_type or ""
        kind = self._kinds.get(said)
        if kind is None:
            kind = self._kinds[said] = word(said)
        start: Any = each.from_.strip() if each.from_ else NO_TEXT
        start = self._same.setdefault(start, start)
        ends = each.to if type(each.to) is tuple else listed(each.to)
        if type(place) is str:  # in another form than the usual, where ids are not looked for
            self.graph.know(id_of(each))
        if kind in words.LICENCES:
            self.licences.state(start, kind, ends)
        elif kind in words.SPDX2:
            self.edges.append((kind, start, ends, place))
            if each.completeness and kind in words.EDGES:
                self._note_completeness(word(each.completeness), kind, start, place)
        else:
            self._take_other(kind, start, ends, place)

    def _take_other(self, kind: str, start: str, ends: tuple[str, ...], place: int | str) -> None:
        """A relationship that says nothing of composition."""
        if kind in words.PARTIES:
            self._name(start, kind, ends)
        elif kind == "hasOutput":
            self.outputs.append((kind, start, ends, place))
        elif kind == "describes":
            self.described.setdefault(start, []).extend(ends)
        elif kind not in words.OTHERS:
            self.unknown.append((kind, start, ends, place))

    def _take_annotation(self, annotation: Any, _: str, place: int | str) -> None:
        subject = annotation.subject.strip() if annotation.subject else ""
        said: Any = annotation.statement or ""
        if type(place) is str:
            self.graph.know(id_of(annotation))
        before = self._statements.get(subject)
        if before is None:
            if not self.graph.has(subject):
                self._first_of[subject] = place
            self._statements[subject] = self._same.setdefault(said, said)
        elif isinstance(before, str):
            self._statements[subject] = [before, said]
        else:
            before.append(said)

    def _place(self, place: int | str) -> str:
        return place if type(place) is str else f"{self.collected.base}/{place}"

    def document(self, version: str) -> Document:
        """The inventory, once all is taken; raises InputError only."""
        self.inventory.set_version(version)
        for package, kind, place, position in self.collected.take_waiting():
            self.inventory.add_element(package, kind, place, position)
        for kind, place in self.collected.unknown:
            self.notes.add(
                "elements of unknown types",
                f"{shown(kind)} is no class of SPDX that is known, so it is not read; "
                "it could be a component",
                place,
                hides=True,
            )
        self._learn_ids()
        self._name_parties()
        self._read_annotations()
        self._complete_packages()
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

    def _name_parties(self) -> None:
        """Who is named by relationships whose meaning depends on what stands at their ends."""
        actions = {
            id_of(action): (action, kind.rpartition("_")[2])
            for action, kind, _ in self.collected.of(_spdx3.Action)
        }
        if "modifiedBy" in self._kinds.values():
            for kind, start, ends, _ in self.edges:
                if kind == "modifiedBy":
                    self._name(start, kind, [end for end in ends if self.agents.knows(end)])
        for _, start, products, _ in self.outputs:
            action, kind = actions.get(start, (None, ""))
            if action is not None and (role := words.ACTIONS.get(kind)):
                for product in products:
                    self.parties_of.setdefault(product, []).extend(
                        (role, agent, kind) for agent in listed(action.originated_by)
                    )

    def _name(self, start: str, kind: str, agents: Any) -> None:
        role = words.PARTIES[kind]
        self.parties_of.setdefault(start, []).extend((role, agent, kind) for agent in agents)

    def _note_completeness(self, said: str, kind: str, start: str, place: int | str) -> None:
        if said == "noAssertion":  # as good as saying nothing
            self.not_asserted += 1
        elif said != "complete":
            what = "incomplete" if said == "incomplete" else f"{shown(said)}, not complete"
            self.notes.add(
                "incomplete relationships",
                f"{kind} of {shown(start)} is {what}, as the BOM itself says; list the rest",
                self._place(place),
                hides=True,
            )

    def _read_annotations(self) -> None:
        """Facts of elements, and those of the document or an SBOM, which apply to all in it."""
        own: list[str] = []
        first = ""
        for each, _, place in self.collected.of(_spdx3.Collection):
            spdx_id = id_of(each)
            if (said := self._statements.pop(spdx_id, None)) is not None:
                own += [said] if isinstance(said, str) else said
                first = first or self._place(self._first_of.get(spdx_id, place))
            if each.extension:
                own += self.inventory.extensions(each.extension, place)
                first = first or place
        self.inventory.metadata([Annotation(comment=each) for each in own], first)

    def _complete_packages(self) -> None:
        inventory, said_of = self.inventory, self._statements
        complete, licences_of = inventory.complete, self.licences.of
        claims: dict[Who, Claims] = {}
        for position, (component, who) in enumerate(
            zip(inventory.components, inventory.who, strict=True)
        ):
            spdx_id = component.id
            named = claims.get(who)
            if named is None:
                named = claims[who] = self._claims(who, component.source)
            if self.parties_of and (related := self.parties_of.get(spdx_id)):
                named = self._with_related(named, related, component.source)
            component.licences = licences_of(spdx_id)
            said = said_of.pop(spdx_id, None) if said_of else None
            complete(position, named, said)
        for subject in said_of:
            if not self.graph.knows(subject):
                self.notes.add(
                    "annotations of unlisted elements",
                    f"an annotation names {shown(subject)}, which is not in this BOM; "
                    "it is not used",
                )

    def _claims(self, who: Who, place: str) -> Claims:
        found: Claims = ()
        for references, role, field in zip(who, _ROLES, _FIELDS, strict=True):
            if references:
                found += self.agents.claims(role, field, references, place)
        return self.inventory.claimed.same(found)

    def _with_related(
        self, found: Claims, related: list[tuple[Role, str, str]], place: str
    ) -> Claims:
        more = [
            claim
            for role, agent, field in related
            for claim in self.agents.claims(role, f"relationship/{field}", agent, place)
        ]
        return self.inventory.claimed.same((*found, *more))

    def _read_collections(self) -> None:
        """What the document describes, and whether all that it lists is here."""
        roots: dict[str, tuple[tuple[str, ...], str]] = {}
        collections = self.collected.of(_spdx3.Collection)
        documents = [id_of(each) for each, kind, _ in collections if kind == "SpdxDocument"]
        for each, _, place in collections:
            spdx_id = id_of(each)
            ends = (*listed(each.root_element), *self.described.get(spdx_id, ()))
            roots[spdx_id] = (ends, place)
        self._know_imports([each for each, _, _ in collections])
        self.inventory.document.wholes = frozenset(roots)
        if documents:
            self.inventory.document.serial = documents[0]
        lists = [(listed(each.element), place) for each, _, place in collections]
        self._learn({one for elements, _ in lists for one in elements})
        self._describe(roots, documents or list(roots))
        for elements, place in lists:
            for element in elements:
                if not self.graph.knows(element) and not nobody(element):
                    self.graph.describes(element, place)

    def _know_imports(self, collections: list[Any]) -> None:
        """What stands in other documents, with what is said of the artifacts that define it."""
        imports = []
        for each in collections:
            for entry in each.namespace_map or ():
                self.graph.know_namespace(entry)
            imports += [(one, text(one.defining_artifact)) for one in each.import_ or ()]
        defining = self._artifacts_of({wanted for _, wanted in imports if wanted})
        for external, wanted in imports:
            self.graph.know_import(external, defining.get(wanted, ()))

    def _artifacts_of(self, ids: set[str]) -> dict[str, Hashes]:
        """The digests of files and packages with these ids."""
        found = {}
        for spdx_id, raw in self._written(ids).items() if ids else ():
            try:
                element = _DECODE(raw)
            except (ValueError, RecursionError):  # among the odd files, if it is one
                continue
            if isinstance(element, _spdx3.File):
                found[spdx_id] = digests(element.verified_using or ())
        for spdx_id in ids:
            if spdx_id in self._odd_files:
                found[spdx_id] = self._odd_files[spdx_id]
            if (position := self.graph.position_of(spdx_id)) is not None:
                found[spdx_id] = self.inventory.components[position].hashes
        return found

    def _learn(self, ids: set[str]) -> None:
        """Know those of the ids that a relationship or an annotation has."""
        missing = {each for each in ids if not self.graph.knows(each)}
        if missing:
            for each in self._written(missing):
                self.graph.know(each)

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
        graph = self.graph
        odd = graph.relate_known(self.edges)
        self._learn({each for one, _, other, _ in odd for each in (one, other)})
        for one, name, other, place in odd:
            graph.relate(nobody(one) or one, name, nobody(other) or other, self._place(place))
        if self.not_asserted:
            self.notes.add(
                "relationships of unknown completeness",
                f"of {self.not_asserted} relationships the BOM does not say whether they are "
                "complete (noAssertion)",
            )
        self._learn({end for _, _, ends, _ in self.unknown for end in ends})
        for kind, _, ends, place in self.unknown:
            self.notes.add(
                "unknown relationship types",
                f"{shown(kind)} is no relationship type of SPDX 3, so it is not used; "
                "check its spelling",
                self._place(place),
                hides=not all(map(graph.knows, ends)),
            )
