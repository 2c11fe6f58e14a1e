"""Every party found: its origin, what depends on it, and what it decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vcs_check.assessment import Asking, Missing, Outcome, Statement, SupplierView
from vcs_check.inventory.vocabulary import Origin, Role, Verdict
from vcs_check.origin.finding import PartyFinding
from vcs_check.origin.statements import bounded
from vcs_check.regulations.facts import NamedParty

_WORST = {Origin.NEXUS: 0, Origin.UNKNOWN: 1, Origin.NONE: 2}


class _Tally:
    """What is counted for one party."""

    def __init__(self, finding: PartyFinding) -> None:
        self.finding = finding
        self.components = 0
        self.decides = 0
        self.roles: set[Role] = set()
        self.missing: dict[Missing, None] = {}
        self.evidence: dict[Statement, None] = {}
        self.heard: set[int] = set()


def supplier_views(
    groups: Iterable[tuple[tuple[NamedParty, ...], Outcome, int]],
    asking: Sequence[Asking] = (),
) -> tuple[SupplierView, ...]:
    """Parties in the order in which to ask them, then by what depends on them, origin and name.

    Args:
        groups: the parties and the outcome of each group of equal components, and its size.
        asking: whom to ask, in order.
    """
    rank = {step.who: number for number, step in enumerate(asking)}
    tallies: dict[str, _Tally] = {}
    decides: dict[str, int] = {}
    missing: dict[str, dict[Missing, None]] = {}
    for parties, outcome, size in groups:
        named: set[str] = set()
        for party in parties:
            name = party.finding.name or party.name
            if not name:
                continue
            tally = tallies.setdefault(name, _Tally(party.finding))
            if _WORST[party.finding.origin] < _WORST[tally.finding.origin]:
                tally.finding = party.finding
            tally.roles.add(party.role)
            tally.evidence |= dict.fromkeys((_naming(party), *party.said))
            if id(party.finding) not in tally.heard:  # findings live as long as their parties
                tally.heard.add(id(party.finding))
                tally.evidence |= dict.fromkeys(party.finding.evidence)
            if name not in named:
                named.add(name)
                tally.components += size
        if outcome.verdict is Verdict.INDETERMINATE:
            for name in {item.of for item in outcome.missing}:
                decides[name] = decides.get(name, 0) + size
            for item in outcome.missing:
                missing.setdefault(item.of, {})[item] = None
    # A unit's supplier is asked about parts that name nobody, so about others than its own.
    for name, tally in tallies.items():
        tally.decides, tally.missing = decides.get(name, 0), missing.get(name, {})
    views = [_view(name, tally) for name, tally in tallies.items()]
    return tuple(
        sorted(
            views,
            key=lambda v: (
                rank.get(v.name, len(rank)),
                -v.decides,
                _WORST[v.origin],
                -v.components,
                v.name,
            ),
        )
    )


def _naming(party: NamedParty) -> Statement:
    field = party.field or "the BOM"
    return Statement(
        says=f"named as {party.role.value}", source=field, strength=party.strength, date=party.day
    )


def _view(name: str, tally: _Tally) -> SupplierView:
    finding = tally.finding
    missing = dict(tally.missing)
    if finding.origin is Origin.UNKNOWN:
        missing |= {Missing(fact=g.fact, of=name, ask=g.ask): None for g in finding.gaps}
    return SupplierView(
        name=name,
        origin=finding.origin,
        country=finding.country,
        why=finding.why,
        components=tally.components,
        decides=tally.decides,
        roles=tuple(sorted(tally.roles, key=list(Role).index)),
        prong=finding.prong,
        path=finding.path,
        holdings=finding.holdings,
        missing=tuple(missing),
        candidates=finding.candidates,
        warnings=finding.warnings,
        from_reference=finding.from_reference,
        evidence=bounded(tally.evidence),
    )
