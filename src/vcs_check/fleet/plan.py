"""What the evaluation of one program needs: its files, and the request made of them."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from vcs_check.classification.own_knowledge import read_own_knowledge
from vcs_check.decisions import Decision, read_decisions
from vcs_check.errors import InputError
from vcs_check.fleet.certificates import Certificates, said_by, trust_of
from vcs_check.fleet.job import Given, Job
from vcs_check.fleet.registers import read_registers
from vcs_check.fleet.workspace import Workspace
from vcs_check.pipeline.inputs import inputs_of
from vcs_check.pipeline.request import BomInput, Request, check_authorizations, edition_to_compare
from vcs_check.program import Program, read_program, with_stated
from vcs_check.questions.answers import AnsweredForm
from vcs_check.regulations.edition import Edition, edition_by_id


class Plan(Struct, frozen=True, kw_only=True):
    """One program, read, and everything that it names."""

    program: Program
    """With what the options state."""
    edition: Edition
    other_edition: Edition | None
    registers: tuple[Given, ...]
    decisions: Given | None
    answers: tuple[Given, ...]
    knowledge: tuple[Given, ...]
    certificates: Certificates
    boms: tuple[tuple[str, Given | str], ...]
    """Each path of a BOM, and where it lies, or why it is nowhere."""

    def files(self) -> list[Given]:
        """Every file beside the program file itself."""
        boms = (where for _, where in self.boms if isinstance(where, Given))
        return [*self.registers, *(given for _, given in self.settings_files()), *boms]

    def settings_files(self) -> list[tuple[str, Given]]:
        """Everything but registers and BOMs, with a word for what it is."""
        return [
            *((("decisions", self.decisions),) if self.decisions is not None else ()),
            *(("knowledge", given) for given in self.knowledge),
            *(("answers", given) for given in self.answers),
            *(("certificates", given) for given in self.certificates.every()),
        ]


def plan_of(job: Job, files: Workspace) -> Plan:
    """The plan of a job.

    Raises:
        InputError: the program file cannot be read, or names a register, decisions or an edition
            that cannot be; an unreadable BOM is none of these.
    """
    settings = job.settings
    own = read_program(files.read(job.program), job.program.shown)
    edition = edition_by_id(job.edition or settings.edition)
    check_authorizations(own, edition, job.program.shown)
    decisions = job.decisions
    if decisions is None and own.decisions:
        decisions = files.beside(own.decisions)
    decisions = decisions or job.fallback_decisions
    return Plan(
        program=with_stated(own, settings.stated, settings.overriding),
        edition=edition,
        other_edition=edition_to_compare(settings.compare, edition),
        registers=(*(files.beside(name) for name in own.registers), *job.registers),
        decisions=decisions,
        answers=job.answers,
        knowledge=tuple(
            dict.fromkeys((*(files.beside(name) for name in own.knowledge), *job.knowledge))
        ),
        certificates=Certificates(
            files=(*(files.beside(name) for name in own.certificates), *job.certificates),
            trust=(*trust_of(own.trust, files), *job.trust),
            crls=(*(files.beside(name) for name in own.crls), *job.crls),
        ),
        boms=tuple((bom.path, _bom(files, bom.path)) for bom in own.boms),
    )


def _bom(files: Workspace, path: str) -> Given | str:
    try:
        return files.beside(path)
    except InputError as error:
        return error.message


def request_of(job: Job, plan: Plan, files: Workspace) -> Request:
    """The request that ``check`` would make of the same program and options.

    Raises:
        InputError: a register, decisions or answers file is unreadable or wrong.
    """
    settings = job.settings
    registers, data_files, _ = read_registers(plan.registers, files)
    inputs, notes = inputs_of(
        plan.program,
        lambda name: files.locate(files.beside(name)),
        settings.part,
        settings.limits,
    )
    certified, refused = said_by(
        plan.certificates, files, plan.program, settings.today, settings.limits
    )
    return Request(
        program=plan.program,
        inputs=tuple(msgspec.structs.replace(bom, load=_Named(bom)) for bom in inputs),
        edition=plan.edition,
        other_edition=plan.other_edition,
        today=settings.today,
        registers=registers,
        data_files=data_files,
        max_list_age_days=settings.max_list_age_days,
        decisions=(*decisions_of(plan, files), *settings.assumed_facts),
        answers=(*_answers(job, plan, files), *certified),
        knowledge=tuple(
            read_own_knowledge(files.read(given), given.shown) for given in plan.knowledge
        ),
        evidence=settings.evidence,
        software_scope=settings.software_scope,
        assumed_parties=dict(settings.assumed_parties),
        hypotheses=settings.hypotheses,
        use_reference=settings.use_reference,
        possibly_dominant_percent=settings.possibly_dominant_percent,
        limits=settings.limits,
        notes=(*notes, *refused),
    )


class _Named:
    """Loads an input; an error names it as the program file does, wherever it lies."""

    def __init__(self, bom: BomInput) -> None:
        self._load, self._shown = bom.load, bom.path

    def __call__(self) -> bytes:
        try:
            return self._load()
        except InputError as error:
            raise type(error)(self._shown, error.message, error.place) from None


def decisions_of(plan: Plan, files: Workspace) -> tuple[Decision, ...]:
    """The reviewed decisions; raises InputError."""
    if plan.decisions is None:
        return ()
    return read_decisions(files.read(plan.decisions), plan.decisions.shown)


def _answers(job: Job, plan: Plan, files: Workspace) -> tuple[AnsweredForm, ...]:
    if not plan.answers:
        return ()
    from vcs_check.forms import answers_for

    forms = ((files.read(given), given.shown) for given in plan.answers)
    return answers_for(forms, plan.program, job.settings.today)
