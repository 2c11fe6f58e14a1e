"""From the answers to one verdict, with reason, citation and what is missing.

An unknown that matters makes a component indeterminate; one that a later answer settles does
not. Forbidden is what a nexus person made and no exemption lets in (15 CFR 791.302, 791.303),
or what a manufacturer that is a nexus person sells (791.304).
"""

from __future__ import annotations

import functools

import msgspec
from msgspec import Struct

from vcs_check.assessment import Missing, Outcome
from vcs_check.inventory.vocabulary import Answer, Axis, Exclusion, Origin, Verdict
from vcs_check.regulations.answers import Answered, any_of
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction
from vcs_check.regulations.out_of_scope import did_not_matter, sentence, warnings_of
from vcs_check.regulations.us_15cfr791_subpart_d.s302_s303_prohibitions import (
    citation_for,
    forbidden_by_part,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s306_authorizations import authorization
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import Exemption
from vcs_check.regulations.us_15cfr791_subpart_d.scope import Scope


class Judged(Struct, frozen=True, kw_only=True):
    """Everything that was asked about a component before the answers are joined."""

    facts: ComponentFacts
    transaction: Transaction
    edition: Edition
    vehicle: Answered
    scope: Scope
    axis: Axis
    exemption: Exemption
    origin: Origin
    origin_line: Answered
    manufacturer: Answered | None

    @property
    def lines(self) -> list[Answered]:
        """The answers in the order asked."""
        lines = [self.vehicle, *self.scope.lines, self.exemption.line, self.origin_line]
        if self.manufacturer is not None:
            lines.append(self.manufacturer)
        return lines


def verdict_of(
    scope: Scope, origin: Origin, exempt: Answer, manufacturer: Answered | None
) -> tuple[bool, Verdict]:
    """Whether an authorization could matter, and the verdict without one."""
    by_manufacturer = manufacturer.answer if manufacturer else Answer.NO
    imported = scope.not_imported is None
    return _verdict_of(scope.answer, imported, origin, exempt, by_manufacturer)


@functools.cache  # a few hundred combinations, asked a million times
def _verdict_of(
    in_scope: Answer, imported: bool, origin: Origin, exempt: Answer, by_manufacturer: Answer
) -> tuple[bool, Verdict]:
    if in_scope is Answer.NO:
        return False, Verdict.OUT_OF_SCOPE
    by_part = forbidden_by_part(imported, origin, exempt)
    forbidden = any_of((by_part, by_manufacturer))
    if forbidden is Answer.NO and not imported:
        return False, Verdict.OUT_OF_SCOPE
    if forbidden is Answer.NO:
        return False, Verdict.EXEMPT if exempt is Answer.YES else Verdict.PERMITTED
    if forbidden is Answer.YES and in_scope is Answer.YES:
        return True, Verdict.PROHIBITED
    return True, Verdict.INDETERMINATE


def with_authorization(verdict: Verdict, name: str, line: Answered) -> Verdict:
    """An authorization that applies covers it; one that may apply leaves it undecided."""
    if name:
        return Verdict.AUTHORIZED
    return Verdict.INDETERMINATE if line.answer is Answer.UNKNOWN else verdict


def joined(judged: Judged) -> Outcome:
    """The outcome of a component that the rule reaches, or may reach."""
    scope, edition = judged.scope, judged.edition
    forbidden, verdict = verdict_of(
        scope, judged.origin, judged.exemption.answer, judged.manufacturer
    )
    if verdict is Verdict.OUT_OF_SCOPE:
        return _not_imported(judged)
    if not forbidden:
        return _harmless(judged, verdict)
    name, line = authorization(judged.facts, judged.transaction, edition)
    verdict = with_authorization(verdict, name, line)
    if verdict is Verdict.AUTHORIZED:
        return _outcome(
            judged, Verdict.AUTHORIZED, line.citation, f"Authorized: {line.because}.",
            last=line, authorized_by=name,
        )  # fmt: skip
    imported = scope.not_imported is None
    by_part = forbidden_by_part(imported, judged.origin, judged.exemption.answer)
    if verdict is Verdict.PROHIBITED:
        return _prohibited(judged, by_part, line)
    return _undecided(judged, by_part, line)


def _not_imported(judged: Judged) -> Outcome:
    """Hardware that is not imported, where § 791.304 does not forbid it either."""
    line = judged.scope.not_imported
    assert line is not None
    outcome = _outcome(
        judged, Verdict.OUT_OF_SCOPE, line.citation, f"Out of scope: {line.because}."
    )
    return msgspec.structs.replace(
        outcome, exclusion=Exclusion.NOT_IMPORTED, exempt_before=None, assumptions=()
    )


def _harmless(judged: Judged, verdict: Verdict) -> Outcome:
    """Nothing can forbid it: exempt by time, or permitted because nobody has a nexus."""
    if verdict is Verdict.EXEMPT:
        until = judged.exemption.until
        shown = (
            f"model year {until.model_year}"
            if until.model_year is not None
            else f"an import on {until.import_date}"
        )
        return _outcome(
            judged,
            Verdict.EXEMPT,
            judged.exemption.citation,
            f"Exempt until {shown}: {judged.exemption.line.because}.",
        )
    return _outcome(
        judged,
        Verdict.PERMITTED,
        _prohibition_citation(judged),
        f"Permitted: {judged.origin_line.because}; a declaration of conformity may be due.",
    )


def _prohibited(judged: Judged, by_part: Answer, last: Answered) -> Outcome:
    if by_part is Answer.YES:
        reason = f"Prohibited: {judged.origin_line.because}; {judged.exemption.line.because}"
        reason += _way_out(judged)
        outcome = _outcome(
            judged, Verdict.PROHIBITED, _prohibition_citation(judged), f"{reason}.", last=last
        )
        return msgspec.structs.replace(outcome, ways_out=_ways_out(judged))
    provision = judged.edition.prohibitions.controlled_manufacturer
    because = judged.manufacturer.because if judged.manufacturer else ""
    return _outcome(
        judged, Verdict.PROHIBITED, provision.citation, f"Prohibited: {because}.", last=last
    )


def _way_out(judged: Judged) -> str:
    """The exclusion that positive evidence could still bring, for software without any date."""
    legacy = judged.edition.covered_software.legacy
    declared = judged.facts.declared
    dated = declared.developed or declared.first_supplied or declared.last_altered
    if judged.axis is not Axis.SOFTWARE or legacy is None or dated:
        return ""
    return f"; unless shown to be supplied before {legacy.first_day_too_late} and not altered since"


def _ways_out(judged: Judged) -> tuple[Missing, ...]:
    """Of which exclusions of software nothing is known yet: legacy, firmware."""
    if judged.axis is not Axis.SOFTWARE:
        return ()
    facts, found = judged.facts, []
    if _way_out(judged):
        ask = "When was it first developed or supplied, when was it last altered, and by whom?"
        found.append(Missing(fact="legacy", of=facts.ask, ask=ask))
    if (facts.declared.firmware, facts.declared.processor) == (None, None):
        ask = "Is it firmware, and does it run on a primary or a subordinate processing unit?"
        found.append(Missing(fact="firmware", of=facts.ask, ask=ask))
    return tuple(found)


def _undecided(judged: Judged, by_part: Answer, last: Answered) -> Outcome:
    matter: list[Answered] = []
    if judged.scope.answer is Answer.UNKNOWN:
        matter += [line for line in judged.scope.lines if line.answer is Answer.UNKNOWN]
    if by_part is Answer.UNKNOWN:
        if judged.origin is Origin.UNKNOWN:
            matter.append(judged.origin_line)
        if judged.exemption.answer is Answer.UNKNOWN:
            matter.append(judged.exemption.line)
    if judged.manufacturer is not None and judged.manufacturer.answer is Answer.UNKNOWN:
        matter.append(judged.manufacturer)
    if last.answer is Answer.UNKNOWN:
        matter.append(last)
    missing = tuple(dict.fromkeys(item for line in matter for item in line.missing))
    reason = "; ".join(dict.fromkeys(line.because for line in matter))
    return _outcome(
        judged, Verdict.INDETERMINATE, _prohibition_citation(judged), f"Undecided: {reason}.",
        last=last, missing=missing,
    )  # fmt: skip


def _prohibition_citation(judged: Judged) -> str:
    return citation_for(judged.axis, judged.transaction.kind, judged.edition.prohibitions)


def _outcome(
    judged: Judged,
    verdict: Verdict,
    citation: str,
    reason: str,
    *,
    last: Answered | None = None,
    authorized_by: str = "",
    missing: tuple[Missing, ...] = (),
) -> Outcome:
    lines = judged.lines
    if last is not None:
        lines.append(last)
    trace = [line.line() for line in lines]
    settled = verdict not in {Verdict.PROHIBITED, Verdict.INDETERMINATE}
    if settled and any(line.answer is Answer.UNKNOWN for line in lines):
        trace.append(did_not_matter(verdict, citation))
    return Outcome(
        verdict=verdict,
        component_class=judged.scope.component_class,
        exclusion=None,
        origin=judged.origin,
        citation=citation,
        reason=sentence(reason),
        exempt_before=judged.exemption.until,
        missing=missing,
        assumptions=_assumptions(judged, verdict),
        warnings=warnings_of(judged.facts, (*lines, judged.origin_line)),
        trace=tuple(trace),
        authorization=authorized_by,
    )


def _assumptions(judged: Judged, verdict: Verdict) -> tuple[str, ...]:
    """The assumptions that the verdict rests on, and no others."""
    found = [*judged.exemption.line.assumptions]
    if verdict is Verdict.PERMITTED:
        found += judged.origin_line.assumptions
    if judged.manufacturer is not None and verdict in {Verdict.PERMITTED, Verdict.EXEMPT}:
        found += judged.manufacturer.assumptions
    return tuple(dict.fromkeys(found))
