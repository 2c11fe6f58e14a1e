"""What an answer would lead to, found by asking the rule itself with that answer given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from vcs_check.classification.tag import Host, Tag
from vcs_check.decisions import Decision, Selector
from vcs_check.inventory.facts import parse_facts
from vcs_check.inventory.vocabulary import Origin, Verdict
from vcs_check.pipeline.deciding import stated
from vcs_check.pipeline.gathering import Case, with_decided_roles, without_settled_doubt
from vcs_check.pipeline.judging import Judges
from vcs_check.pipeline.request import Request
from vcs_check.pipeline.standpoint import resolver_of, transaction_of
from vcs_check.questions.ways import SOMEBODY, Way

_CLEAN: Final = "somebody without a nexus"


class Trial:
    """Verdicts under answers that nobody has given yet; nothing of the evaluation is changed."""

    def __init__(self, request: Request) -> None:
        assumed = {**request.assumed_parties, _CLEAN: Origin.NONE}
        supposing = msgspec.structs.replace(request, assumed_parties=assumed)
        resolver = resolver_of(supposing, request.edition)
        transaction = transaction_of(supposing, resolver, request.edition)
        self._judges = Judges(resolver, transaction, request.edition)
        self._decisions: dict[tuple[Way, bool], Decision] = {}

    def verdict(self, case: Case, way: Way, *, is_group: bool) -> Verdict:
        """The verdict if that way were decided of the component itself, or of a group it is in.

        Somebody who has to be named is supposed to have no nexus.
        """
        return self._judges.verdict(_with(case, self._decision(way, is_group)))

    def verdict_in(self, case: Case, host: Host) -> Verdict:
        """The verdict if the component were part of that item."""
        return self._judges.verdict(_in(case, host))

    def _decision(self, way: Way, is_group: bool) -> Decision:
        key = (way, is_group)
        decision = self._decisions.get(key)
        if decision is None:
            pairs = [(name, _CLEAN if v == SOMEBODY else v) for name, v in way.sets]
            decision = self._decisions[key] = Decision(
                selector=Selector(name="*") if is_group else Selector(component="*"),
                facts=parse_facts(pairs, prefix=""),
                fact_names=frozenset(name for name, _ in pairs),
                shown="", reason="", by="", on=date.min,
            )  # fmt: skip
        return decision


def _with(case: Case, decision: Decision) -> Case:
    facts = case.facts
    names = frozenset() if decision.selector.is_group else decision.fact_names
    claims = with_decided_roles(case.claims, decision)
    return msgspec.structs.replace(
        case,
        claims=without_settled_doubt(claims, (0,), (decision,)),
        facts=msgspec.structs.replace(
            facts,
            declared=stated(facts.declared, (decision,)),
            decided_facts=facts.decided_facts | names,
        ),
        alternatives=_each(case, decision),
    )


def _each(case: Case, decision: Decision) -> tuple[Case, ...] | None:
    if not case.alternatives:
        return case.alternatives
    return tuple(_with(other, decision) for other in case.alternatives)


def _in(case: Case, host: Host) -> Case:
    facts = case.facts
    return msgspec.structs.replace(
        case,
        facts=msgspec.structs.replace(facts, tag=Tag(own=facts.tag.own, host=host)),
        alternatives=(
            tuple(_in(other, host) for other in case.alternatives)
            if case.alternatives
            else case.alternatives
        ),
    )


def needed_roles(case: Case, verbs: Sequence[str], *, is_strict: bool) -> tuple[str, ...]:
    """The fewest roles that somebody must be named in before the parties can be judged.

    In ``standard`` a manufacturer stands for designer and developer, and for a supplier that is not
    named (rule, section 5); in ``strict`` each of the four is named itself.
    """
    named = {claim.role.value for claim in case.claims}
    if not is_strict:
        return () if "manufacturer" in named else ("manufacturer",)
    return tuple(role for role in verbs if role not in named)
