"""One evaluation, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

import vcs_check
from vcs_check.asked import SupplierRequest
from vcs_check.assessment import (
    Asking,
    AssessedComponent,
    Assessment,
    DecisionView,
    Finding,
    InputView,
    OtherEdition,
)
from vcs_check.classification.layers import deciding_layer
from vcs_check.classification.own_knowledge import knowledge_of
from vcs_check.classification.tag import Tag
from vcs_check.decisions import DecisionBook
from vcs_check.errors import InputError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Origin, Verdict
from vcs_check.origin.list_age import list_notes
from vcs_check.pipeline import summary
from vcs_check.pipeline.answered_parties import (
    company_conflicts,
    gaps_of,
    names_of,
    notice_all,
)
from vcs_check.pipeline.answering import AnswerBook, answer_notes, with_what_counts
from vcs_check.pipeline.assembly import Paths, rolled_up
from vcs_check.pipeline.contradictions import note_other_supplier
from vcs_check.pipeline.deciding import decided
from vcs_check.pipeline.gathering import Gatherer
from vcs_check.pipeline.judging import (
    SCHEDULE_YEARS,
    Judgement,
    Judges,
    in_year,
    overall_of,
    schedule_rows,
)
from vcs_check.pipeline.linking import link
from vcs_check.pipeline.own_knowledge import knowledge_notes, knowledge_views
from vcs_check.pipeline.registers import known_by_of, registers_of
from vcs_check.pipeline.request import BomInput, Request
from vcs_check.pipeline.standpoint import resolver_of, transaction_of
from vcs_check.pipeline.unit import keys_of, program_claims, whom_to_ask
from vcs_check.questions.actions import next_actions
from vcs_check.questions.order import asking_order
from vcs_check.questions.requests import requests_of
from vcs_check.questions.suppliers import supplier_views
from vcs_check.readers import read_bom
from vcs_check.regulations.us_15cfr791_subpart_d.s304_controlled_manufacturers import (
    ads_service_finding,
)


class Run:
    """The state of one evaluation, its BOMs read; :meth:`assessment` runs it once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.documents: dict[int, Document] = {}
        self.errors: dict[int, str] = {}
        self.gatherer = Gatherer(request.decisions, known_by_of(request))
        self.book = DecisionBook(request.decisions, request.today)
        self.knowledge = knowledge_of(request.knowledge)
        self.case_numbers: dict[int, list[int]] = {}
        self.tags: dict[int, list[Tag]] = {}
        self.assembly = Assembly(())
        self.other_finding: Finding | None = None
        self._read()
        request = with_what_counts(request, self.documents.values())
        self.answers = AnswerBook(request.answers)
        registers = registers_of(request, self.documents)
        self.request = msgspec.structs.replace(request, registers=registers, data_files=())
        self.resolver = self.other_resolver = resolver_of(self.request, request.edition)
        self.transaction = transaction_of(self.request, self.resolver, request.edition)
        self.judges = Judges(
            self.resolver, self.transaction, request.edition, self.answers, self.gatherer.days
        )

    def assessment(self) -> Assessment:
        """Assemble, classify, judge and sum up."""
        judgements = self.judged()
        other = self._other_verdicts()
        components = self._components(judgements, other)
        return self._sum_up(judgements, other, components)

    def judged(self) -> list[Judgement]:
        """Assemble, classify and judge each case."""
        self._assemble()
        self._gather()
        return [self.judges.judge(case) for case in self.gatherer.cases]

    # -- stages ------------------------------------------------------------------------------

    def _read(self) -> None:
        for number, bom in enumerate(self.request.inputs):
            try:
                document = read_bom(bom.load(), bom.path, self.request.limits, layout=bom.layout)
            except InputError as error:
                self.errors[number] = str(error)
                continue
            self.documents[number] = document

    def _assemble(self) -> None:
        boms = self.request.inputs
        self.assembly = Assembly(
            [Unit(document=d, part=boms[n].part) for n, d in self.documents.items()]
        )
        link(self.assembly, [boms[n].load for n in self.documents], self.request.limits)

    def _gather(self) -> None:
        notice_all(self.resolver, self.documents.values())
        paths = [self.request.inputs[number].path for number in self.documents]
        found = decided(self.assembly, self.book, paths, self.knowledge)
        for unit, (number, document) in enumerate(self.documents.items()):
            bom, tags = self.request.inputs[number], found.tags[unit]
            note_other_supplier(bom, document, self.resolver)
            self.tags[number] = tags
            ask = whom_to_ask(bom, document)
            heard = self.answers.hear(document, ask, partial(names_of, self.resolver))
            self.case_numbers[number] = self.gatherer.gather(
                document,
                tags,
                ask=ask,
                unit_claims=self._unit_claims(bom, document),
                heard=heard,
                decided=found.of(self.assembly, unit),
            )

    def _unit_claims(self, bom: BomInput, document: Document) -> tuple[PartyClaim, ...]:
        """Whom the unit's own line lacks; without such a line, who may taint all that is in it.

        Whoever supplies a unit supplies its parts, so a nexus counts for them; that a supplier
        is clean says nothing of parts that others made.
        """
        claims = program_claims(bom, document)
        if document.subject is not None:
            return claims
        return tuple(c for c in claims if self.resolver.resolve(c).origin is not Origin.NONE)

    def _other_verdicts(self) -> list[Verdict] | None:
        edition = self.request.other_edition
        if edition is None:
            return None
        resolver = self.other_resolver = resolver_of(self.request, edition)
        notice_all(resolver, self.documents.values())
        transaction = transaction_of(self.request, resolver, edition)
        judges = Judges(resolver, transaction, edition)
        self.other_finding = ads_service_finding(transaction, edition)
        return [judges.verdict(case) for case in self.gatherer.cases]

    def _components(
        self, judgements: list[Judgement], other: list[Verdict] | None
    ) -> list[AssessedComponent]:
        found: list[AssessedComponent] = []
        assembly = self.assembly
        verdicts = [
            judgements[case].outcome.verdict
            for n in self.documents
            for case in self.case_numbers[n]
        ]
        worst = rolled_up(assembly, verdicts)
        paths = Paths(assembly, self.request.program.name or "program")
        for start, (number, document) in zip(assembly.starts, self.documents.items(), strict=True):
            numbers, tags = self.case_numbers[number], self.tags[number]
            keys = keys_of(number, document)
            for position, component in enumerate(document.components):
                case = numbers[position]
                judgement, facts = judgements[case], self.gatherer.cases[case].facts
                layer, confidence = deciding_layer(tags[position], facts.declared)
                under_other = None if other is None else other[case]
                found.append(
                    AssessedComponent(
                        component=component,
                        key=keys[position],
                        input=number,
                        outcome=judgement.outcome,
                        parties=judgement.views,
                        rolled_up=worst[start + position],
                        layer=layer,
                        confidence=confidence,
                        entry=tags[position].own.entry,
                        path=paths.path(start + position),
                        more_paths=paths.more(start + position),
                        other_verdict=(
                            under_other if under_other is not judgement.outcome.verdict else None
                        ),
                        decisions=self.gatherer.cases[case].decisions,
                        hypothetical=judgement.hypothetical,
                    )
                )
        return found

    def _sum_up(
        self,
        judgements: list[Judgement],
        other: list[Verdict] | None,
        components: list[AssessedComponent],
    ) -> Assessment:
        request, cases = self.request, self.gatherer.cases
        sized = [(j, case.size) for j, case in zip(judgements, cases, strict=True)]
        outcomes = [(j.outcome, size) for j, size in sized]
        groups = [(j.parties, j.outcome, size) for j, size in sized]
        asking = asking_order(outcomes)
        suppliers = supplier_views(groups, asking)
        named = {view.name for view in suppliers} | {bom.supplier for bom in request.inputs}
        answers = self.answers.views(partial(company_conflicts, self.resolver))
        finding = ads_service_finding(self.transaction, request.edition)
        findings = (finding,) if finding is not None else ()
        may_pass = self._may_pass()
        decisions = self._decision_views(components)
        knowledge = knowledge_views(request.knowledge, self.tags.values())
        standing = [(outcome.verdict, outcome.authorization) for outcome, _ in outcomes]
        if not may_pass:  # what was not read may need a declaration
            standing.append((Verdict.INDETERMINATE, ""))
        counts = summary.counts(outcomes, sum(d.files for d in self.documents.values()))
        program = summary.program_view(request.program, list(self.documents.values()))
        return Assessment(
            tool_version=vcs_check.__version__,
            today=request.today.isoformat(),
            verdict=overall_of(counts.verdicts, findings, may_pass=may_pass),
            program=program,
            edition=summary.edition_view(request.edition),
            evidence=request.evidence,
            software_scope=request.software_scope,
            schedule=schedule_rows(sized, self._findings_by_year(), may_pass=may_pass),
            counts=counts,
            inputs=tuple(self._input_view(n) for n in range(len(request.inputs))),
            components=components,
            findings=findings,
            suppliers=suppliers,
            answers=answers,
            requests=self._requests(asking, components, named),
            asking=asking,
            other_edition=self._other_edition(sized, other, components, may_pass=may_pass),
            decisions=decisions,
            declaration=summary.declaration_view(request, program, groups, standing),
            actions=next_actions(groups),
            assumptions=summary.assumptions(outcomes),
            hypotheses=request.hypotheses,
            notes=summary.notes(request, self.documents, self.errors, self.resolver.notes, outcomes)
            + summary.decision_notes(decisions)
            + list_notes(request.registers, request.today, request.max_list_age_days)
            + answer_notes(answers)
            + knowledge_notes(knowledge)
            + summary.idle_hypotheses(
                request, self.book, summary.assumed_names(request, judgements, self.transaction)
            ),
            knowledge=knowledge,
            policy={
                "possibly_dominant_percent": f"{request.possibly_dominant_percent:g} (policy, not "
                "law: a nexus minority of this size may dominate where nobody has a majority; it "
                "can only lead to unknown)",
            },
        )

    # -- parts of the sum ----------------------------------------------------------------------

    def _may_pass(self) -> bool:
        """Whether nothing was unread, empty or said to be incomplete."""
        if self.errors or not self.documents:
            return False
        return all(
            document.components and not any(note.hides_components for note in document.notes)
            for document in self.documents.values()
        )

    def _requests(
        self, asking: Sequence[Asking], components: list[AssessedComponent], named: set[str]
    ) -> tuple[SupplierRequest, ...]:
        if not self.request.questionnaires:
            return ()
        gaps = partial(gaps_of, self.resolver, named)
        return requests_of(self.request.program.name, asking, components, gaps)

    def _findings_by_year(self) -> dict[int, Verdict]:
        found = {}
        for year in SCHEDULE_YEARS:
            finding = ads_service_finding(
                in_year(self.transaction, year, self.request.edition), self.request.edition
            )
            if finding is not None:
                found[year] = finding.verdict
        return found

    def _other_edition(
        self,
        sized: list[tuple[Judgement, int]],
        other: list[Verdict] | None,
        components: list[AssessedComponent],
        *,
        may_pass: bool,
    ) -> OtherEdition | None:
        return summary.other_edition(
            self.request.other_edition,
            [(v, size) for v, (_, size) in zip(other or (), sized, strict=False)],
            components,
            self.other_finding,
            may_pass=may_pass,
        )

    def _input_view(self, number: int) -> InputView:
        bom, document = self.request.inputs[number], self.documents.get(number)
        if document is None:
            return InputView(
                path=bom.path, sha256="", format="", version="", components=0,
                part=bom.part, quantity=bom.quantity, error=self.errors[number],
                container_sha256=bom.container_sha256,
            )  # fmt: skip
        return InputView(
            path=bom.path,
            sha256=document.sha256,
            format=document.format,
            version=document.version,
            components=len(document.components),
            files=document.files,
            part=bom.part,
            quantity=bom.quantity,
            incomplete=any(note.hides_components for note in document.notes),
            container_sha256=bom.container_sha256,
        )

    def _decision_views(self, components: list[AssessedComponent]) -> tuple[DecisionView, ...]:
        before: dict[int, Verdict] = {}
        for number, case in enumerate(self.gatherer.cases):
            if case.without is not None:
                before[number] = self.judges.verdict(case.without)
        changed: dict[int, list[str]] = {}
        case_of = [case for n in self.documents for case in self.case_numbers[n]]
        for component, case_number in zip(components, case_of, strict=True):
            was = before.get(case_number)
            after = component.outcome.verdict
            if was is not None and was is not after:
                for index in component.decisions:
                    changed.setdefault(index, []).append(
                        f"{component.key}: {was.value} → {after.value}"
                    )
        return summary.decision_views(self.book, changed)
