"""Which answers reach which components, and what they contradict.

An answer reaches a component only where its supplier is named for it, or is whom to ask about it,
and only by the id of that thing as this supplier was asked about it. Statements that contradict
each other stay side by side: the component is judged once for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.asked import AnswersView
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts, replace_facts
from vcs_check.origin.names import name_key
from vcs_check.pipeline.request import Request
from vcs_check.pipeline.unit import NOBODY_NAMED
from vcs_check.questions.answers import COMPANY, AnsweredForm
from vcs_check.questions.claims import ItemClaims, item_claims
from vcs_check.questions.requests import item_id, supplier_key

_MOST_READINGS: Final = 16
"""Ways to read contradicting statements that are judged; with more, nothing is settled."""
_ADDED_UP: Final = frozenset({"exclusions", "radios", "altered_by", "roles", "identifiers"})
"""Facts of several values, where one more does not contradict the others."""


class Heard(Struct, kw_only=True, eq=False):
    """What suppliers have said of one thing; components that are the same share one object."""

    said: tuple[ItemClaims, ...]

    @property
    def parties(self) -> tuple[PartyClaim, ...]:
        """Whom they name, beside those that the BOM names."""
        return tuple(claim for item in self.said for claim in item.parties)

    @property
    def not_open_source(self) -> str:
        """Why it is no open source by a supplier's own word."""
        return next((item.not_open_source for item in self.said if item.not_open_source), "")

    def fields_of(self, supplier: str) -> frozenset[str]:
        """The questions that a supplier has answered about it."""
        found = (item.fields for item in self.said if item.form.supplier == supplier)
        return frozenset(field for fields in found for field in fields)

    def in_words(self) -> str:
        """Every answer, by whom, when and where."""
        return "; ".join(f"{', '.join(item.shown)}: {item.form.source()}" for item in self.said)


def stated_facts(component: Component, heard: Heard) -> DeclaredFacts:
    """What the BOM declares, CycloneDX ``modified`` included where an answer speaks of it."""
    declared = component.declared
    if declared.modified is not None or component.modified is None:
        return declared
    if all(item.declared.modified is None for item in heard.said):
        return declared
    return replace_facts(declared, modified=component.modified)


def readings(bom: DeclaredFacts, heard: Heard, decided: DeclaredFacts) -> list[DeclaredFacts]:
    """Every way to read the statements of BOM and answers; one where they agree.

    Args:
        bom: what the BOM declares.
        heard: the answers.
        decided: what reviewed decisions set, which settles a contradiction.

    Returns:
        Distinct readings without the decisions; empty where there are too many to judge.
    """
    statements = [bom, *(item.declared for item in heard.said)]
    values: dict[str, list[Any]] = {}
    for name in DeclaredFacts.__struct_fields__:
        silence = getattr(NOTHING_DECLARED, name)
        spoken = [value for s in statements if (value := getattr(s, name)) != silence]
        if name in _ADDED_UP and spoken:
            values[name] = [tuple(dict.fromkeys(one for many in spoken for one in many))]
        elif spoken and getattr(decided, name) == silence:
            values[name] = list(dict.fromkeys(spoken))
        elif spoken:
            values[name] = spoken[:1]
    count = 1
    for several in values.values():
        count *= len(several)
    if count > _MOST_READINGS:
        return []
    names = list(values)
    return [
        replace_facts(NOTHING_DECLARED, **dict(zip(names, chosen, strict=True)))
        for chosen in product(*values.values())
    ]


def contradictions(component: Component, heard: Heard) -> tuple[str, ...]:
    """The facts on which BOM and answers differ, each with who says what."""
    found: list[str] = []
    bom = stated_facts(component, heard)
    for claim in heard.parties:
        others = {
            other.name
            for other in component.parties
            if other.role is claim.role and name_key(other.name) != name_key(claim.name)
        }
        if others:
            found.append(
                f"{claim.role.value} = {', '.join(sorted(others))} (the BOM) or {claim.name} "
                f"({claim.field}); both count"
            )
    for name in DeclaredFacts.__struct_fields__:
        if name in _ADDED_UP:
            continue
        silence = getattr(NOTHING_DECLARED, name)
        said: dict[Any, str] = {}
        if (value := getattr(bom, name)) != silence:
            said[value] = "the BOM"
        for item in heard.said:
            if (value := getattr(item.declared, name)) != silence:
                said.setdefault(value, item.form.source())
        if len(said) > 1:
            words = " or ".join(f"{_shown(value)} ({who})" for value, who in said.items())
            found.append(f"{name.replace('_', '-')} = {words}")
    return tuple(found)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class AnswerBook:
    """All forms of a run, and what became of each.

    Args:
        forms: in the order given; a file that is given twice counts once.
    """

    def __init__(self, forms: Sequence[AnsweredForm]) -> None:
        self.forms = tuple({form.sha256: form for form in forms}.values())
        self.suppliers = frozenset(form.supplier for form in self.forms)
        self._by_item: dict[tuple[str, str], list[AnsweredForm]] = {}
        for form in self.forms:
            for subject in dict.fromkeys(s.subject for s in form.statements):
                if subject != COMPANY:
                    self._by_item.setdefault((form.supplier, subject), []).append(form)
        self._heard: dict[tuple[tuple[str, str], ...], Heard] = {}
        self._by_sha256 = {form.sha256: form for form in self.forms}
        self._used: set[tuple[str, str]] = set()
        self._components: dict[str, int] = {}
        self._conflicts: dict[str, dict[str, None]] = {}
        self._asked_of = {
            form.supplier: frozenset(s.field for s in form.statements if s.subject == COMPANY)
            for form in self.forms
        }

    def hear(
        self,
        document: Document,
        ask: str,
        named: Callable[[Component], Iterable[str]],
    ) -> dict[int, Heard]:
        """What was said of each component of one file, by position.

        Args:
            document: the file; a certificate is bound to its bytes.
            ask: whom to ask where a component names nobody.
            named: the names of the parties of a component, as findings have them.
        """
        found: dict[int, Heard] = {}
        if not self._by_item:
            return found
        # Whoever certified this very file answers for it where nobody else supplies it.
        sha256 = document.sha256
        anybody = ask.startswith(NOBODY_NAMED)
        certified = {f.supplier for f in self.forms if f.seal and sha256 in f.seal.boms and anybody}
        for position, component in enumerate(document.components):
            entitled = self.suppliers.intersection(map(supplier_key, (ask, *named(component))))
            keys = tuple(
                (form.sha256, item)
                for supplier in sorted(entitled | certified)
                for item in (item_id(supplier, component),)
                for form in self._by_item.get((supplier, item), ())
                if form.seal is None or sha256 in form.seal.boms
            )
            if keys:
                found[position] = self._of(keys, component)
        return found

    def _of(self, keys: tuple[tuple[str, str], ...], component: Component) -> Heard:
        heard = self._heard.get(keys)
        if heard is None:
            said = [item_claims(self._by_sha256[sha256], item) for sha256, item in keys]
            heard = self._heard[keys] = Heard(said=tuple(said))
        self._used.update(keys)
        forms = {item.form.sha256 for item in heard.said}
        for sha256 in forms:
            self._components[sha256] = self._components.get(sha256, 0) + 1
        against = contradictions(component, heard)
        for item in heard.said if against else ():
            noted = self._conflicts.setdefault(item.form.sha256, {})
            noted.update(dict.fromkeys(f"{component.name}: {text}" for text in against))
        return heard

    def company_fields(self, supplier: str) -> frozenset[str]:
        """The questions about itself that a supplier has answered."""
        return self._asked_of.get(supplier, frozenset())

    def views(self, company_conflicts: Callable[[str], tuple[str, ...]]) -> tuple[AnswersView, ...]:
        """What came of each form.

        Args:
            company_conflicts: by supplier, where its word on itself contradicts what is known.
        """
        return tuple(self._view(form, company_conflicts(form.supplier)) for form in self.forms)

    def _view(self, form: AnsweredForm, conflicts: tuple[str, ...]) -> AnswersView:
        unused = {
            s.subject: f"{s.place}: {s.subject} is nothing in this program that {form.supplier} "
            "answers for"
            for s in form.statements
            if s.subject != COMPANY and (form.sha256, s.subject) not in self._used
        }
        return AnswersView(
            path=form.file,
            sha256=form.sha256,
            supplier=form.supplier,
            by=form.by,
            on=form.on.isoformat(),
            program=form.program,
            signer=form.seal.signer if form.seal else "",
            trusted_by=form.seal.trusted_by if form.seal else "",
            expires=form.seal.expires.isoformat() if form.seal else "",
            warnings=form.seal.warnings if form.seal else (),
            statements=sum(s.known for s in form.statements),
            not_known=sum(not s.known for s in form.statements),
            components=self._components.get(form.sha256, 0),
            conflicts=(*conflicts, *self._conflicts.get(form.sha256, {})),
            unused=tuple(unused.values()),
        )


def answer_notes(views: Iterable[AnswersView]) -> tuple[str, ...]:
    """A note for each contradiction and each answer that was not used."""
    found: list[str] = []
    for view in views:
        found += [f"{view.path}: the answers contradict: {text}" for text in view.conflicts]
        found += [f"{view.path}: not used: {text}" for text in view.unused]
        found += [f"{view.path}: {text}" for text in view.warnings]
    return tuple(found)


def with_what_counts(request: Request, documents: Iterable[Document]) -> Request:
    """The request without certificates that cover none of its BOMs; each of them is a note."""
    given = frozenset(document.sha256 for document in documents)
    idle = [f for f in request.answers if f.seal and f.seal.boms.isdisjoint(given)]
    notes = (
        f"{form.file}: the certificate is not used: it covers none of the BOMs given"
        for form in idle
    )
    return msgspec.structs.replace(
        request,
        answers=tuple(form for form in request.answers if form not in idle),
        notes=(*request.notes, *notes),
    )
