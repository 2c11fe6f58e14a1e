"""What is kept of a result to tell whether it still stands, and the question whether it does.

A result stands as long as everything it was made of is the same: the bytes of its inputs, the
decisions and answers, the options, the edition, and this installation with its knowledge and
reference. Of the registers only what they say of somebody whom the program names matters, in any
spelling, through any owner: if a register has changed, everybody is looked up again, and the
result stands if no finding differs. In doubt it does not stand.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

import vcs_check
from vcs_check.errors import InputError
from vcs_check.fleet.job import Given, Job, Settings
from vcs_check.fleet.plan import Plan
from vcs_check.fleet.registers import days_in, read_registers
from vcs_check.fleet.workspace import Workspace
from vcs_check.pipeline.basis import Asked, Basis, findings_digest, resolvers_of
from vcs_check.pipeline.request import Request

SCHEMA: Final = "vcs-check/fleet-record/1"
_MOST_RESOLVED: Final = 200_000
"""Questions that one set of resolvers answers before it is made anew: it keeps every answer."""


class Record(Struct, frozen=True, kw_only=True):
    """Beside each result, as ``record.json``."""

    schema: str = SCHEMA
    fixed: str
    """Digest of all that has to be the same; empty where there is no result."""
    registers: tuple[str, ...] = ()
    """Digest of what each register says."""
    lists: tuple[str, ...] = ()
    """Digest of each list or data set."""
    has_answers: bool = False
    asked: tuple[Asked, ...] = ()
    findings: str = ""
    today: date
    days: tuple[date, ...] = ()
    """After (or before) ``today``: days on which a decision or list entry begins or ends."""
    only_today: bool = False
    """Whether it stands for that day alone."""
    exit_code: int = 0
    components: int = 0
    message: str = ""
    sizes: dict[str, int] = {}
    """Bytes of each table, so that a torn file is seen."""


def read_record(data: bytes) -> Record | None:
    """A record; None where there is none that can be read."""
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return record if record.schema == SCHEMA else None


@functools.cache
def installation_digest() -> str:
    """SHA-256 of this installation: its code, editions, knowledge and reference."""
    digest = hashlib.sha256(vcs_check.__version__.encode())
    folder = Path(vcs_check.__file__).parent
    files = (f for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    for file in sorted(files, key=lambda file: file.relative_to(folder).as_posix()):
        digest.update(f"\n{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def fixed_digest(job: Job, plan: Plan, files: Workspace, *, with_hypotheses: bool) -> str:
    """Digest of everything that has to be the same for a result to stand."""
    said = {name: getattr(job.settings, name) for name in Settings.__struct_fields__}
    del said["today"]
    if not with_hypotheses:
        said.update(assumed_parties={}, assumed_facts=(), hypotheses=())
    # a decision has a set in it, whose order is chance; its statement says all of it
    said["assumed_facts"] = [fact.reason for fact in said["assumed_facts"]]
    named: list[Any] = [(given.shown, files.digest(given)) for given in _named(job, plan)]
    named += [(path, where if isinstance(where, str) else files.digest(where))
              for path, where in plan.boms]  # fmt: skip
    return _digest_of(
        [
            job.tool,
            job.program.shown,
            said,
            job.model_years,
            [(e.id, e.digest) if e else None for e in (plan.edition, plan.other_edition)],
            named,
            [given.shown for given in plan.registers],
            [trust.company for trust in plan.certificates.trust],
        ]
    )


def _named(job: Job, plan: Plan) -> Iterable[Given]:
    yield job.program
    for _, given in plan.settings_files():
        yield given


def _digest_of(value: Any) -> str:
    # repr, because a file's name need not be UTF-8; nothing here has an order of chance
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).hexdigest()


class Currency:
    """Whether results of one job still stand.

    Args:
        job: with its records.
        plan: of the job.
        files: of the job.
    """

    def __init__(self, job: Job, plan: Plan, files: Workspace) -> None:
        self.job, self.plan, self.files = job, plan, files

    def stands(self, record: Record | None, *, with_hypotheses: bool = True) -> bool:
        """Whether a result with that record is what an evaluation would find now."""
        if record is None or not record.fixed:
            return False
        today = self.job.settings.today
        if (record.only_today and today != record.today) or _between(
            record.days, record.today, today
        ):
            return False
        fixed = fixed_digest(self.job, self.plan, self.files, with_hypotheses=with_hypotheses)
        return fixed == record.fixed and self._registers_stand(
            record, with_hypotheses=with_hypotheses
        )

    def _registers_stand(self, record: Record, *, with_hypotheses: bool) -> bool:
        today = self.job.settings.today
        try:
            _, lists, every = read_registers(self.plan.registers, self.files)
        except InputError:
            return False
        contents = tuple(s.content for s in every if s.register is not None)
        if tuple(s.content for s in every if s.register is None) != record.lists:
            return False
        days = tuple(day for standing in every for day in standing.days)
        if contents == record.registers and not _between(days, record.today, today):
            return True
        if lists or record.has_answers or any(s.register and s.register.mac_blocks for s in every):
            return False
        return self.findings(record, with_hypotheses=with_hypotheses) == record.findings

    def findings(self, record: Record, *, with_hypotheses: bool) -> str:
        """The digest of what the registers say now of everybody whom the program names."""
        whole, _, every = read_registers(self.plan.registers, self.files)
        settings, plan = self.job.settings, self.plan
        request = Request(
            program=plan.program,
            inputs=(),
            edition=plan.edition,
            other_edition=plan.other_edition,
            today=settings.today,
            registers=whole,
            evidence=settings.evidence,
            assumed_parties=dict(settings.assumed_parties) if with_hypotheses else {},
            use_reference=settings.use_reference,
            possibly_dominant_percent=settings.possibly_dominant_percent,
        )
        return _findings_under(request, tuple(s.content for s in every), record.asked)

    def is_unconcerned(self, real: Record | None) -> bool:
        """In a what-if on parties: whether it changes nothing that the program rests on."""
        if real is None or self.job.settings.assumed_facts or real.lists or real.has_answers:
            return False
        if not self.stands(real, with_hypotheses=False):
            return False
        return self.findings(real, with_hypotheses=False) == self.findings(
            real, with_hypotheses=True
        )


_LAST: dict[str, tuple[list[Any], int]] = {}
"""The resolvers that were asked last, and how many questions they have answered."""


def _findings_under(request: Request, contents: tuple[str, ...], asked: tuple[Asked, ...]) -> str:
    """Findings by resolvers that are made once for programs of equal registers and options."""
    key = _digest_of(
        [
            contents,
            request.edition.digest,
            request.other_edition.digest if request.other_edition else "",
            request.today,
            request.evidence,
            sorted(request.assumed_parties.items()),
            request.use_reference,
            request.possibly_dominant_percent,
        ]
    )
    resolvers, count = _LAST.get(key, ([], _MOST_RESOLVED))
    if count + len(asked) > _MOST_RESOLVED:
        while len(_LAST) > 2:  # with and without the hypotheses
            _LAST.pop(next(iter(_LAST)))
        resolvers, count = resolvers_of(request), 0
    _LAST[key] = (resolvers, count + len(asked))
    return findings_digest(asked, resolvers)


def _between(days: Iterable[date], one: date, other: date) -> bool:
    """Whether one of the days lies after the earlier of two days and not after the later."""
    first, last = min(one, other), max(one, other)
    # what ends on a day is in force on it: the day after counts as well
    return any(first <= day <= last for day in days) and first != last


def record_of(job: Job, plan: Plan, files: Workspace, basis: Basis, request: Request) -> Record:
    """The record of a new result, but for what is counted in it."""
    _, lists, every = read_registers(plan.registers, files)
    days = {*days_in(request.decisions), *(form.on for form in request.answers)}
    for register in basis.selected:
        days.update(days_in(register.listings))
    has_parties = any(register.parties for register in basis.selected)
    return Record(
        fixed=fixed_digest(job, plan, files, with_hypotheses=True),
        registers=tuple(s.content for s in every if s.register is not None),
        lists=tuple(s.content for s in every if s.register is None),
        has_answers=bool(request.answers),
        asked=basis.asked,
        findings=basis.findings,
        today=request.today,
        days=tuple(sorted(days)),
        only_today=bool(plan.certificates.files)
        or has_parties
        or (bool(lists) and request.max_list_age_days is not None),
    )
