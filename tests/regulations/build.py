"""Facts and transactions in few words, for the tests of the rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import (
    NO_HOST,
    UNKNOWN_IDENTITY,
    Confidence,
    Function,
    Host,
    Identity,
    Layer,
    Tag,
)
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Evidence,
    Origin,
    Role,
    Verdict,
)
from vcs_check.origin.finding import OriginGap, PartyFinding
from vcs_check.regulations.edition import Edition, edition_by_id
from vcs_check.regulations.facts import VERBS, ComponentFacts, NamedParty, Transaction

FINAL: Edition = edition_by_id("final-2025")
PROPOSAL: Edition = edition_by_id("nprm-2024")
DRAFT: Edition = edition_by_id("s4429-draft")

CLEARANCE: dict[Verdict, int] = {
    Verdict.PROHIBITED: 0,
    Verdict.INDETERMINATE: 1,
    Verdict.AUTHORIZED: 2,
    Verdict.EXEMPT: 2,
    Verdict.PERMITTED: 2,
    Verdict.OUT_OF_SCOPE: 2,
}
"""0 forbidden, 1 open, 2 clear: what a program may do with a component of that verdict."""

OPEN_LICENCE = OpenSourceSigns(
    licence=Answer.YES, licence_because="licensed MIT", coordinates="pkg:npm"
)


def finding(origin: Origin, name: str = "", **more: Any) -> PartyFinding:
    """A finding on a party; an unknown one lacks its ownership."""
    name = name or {Origin.NEXUS: "Redwall", Origin.NONE: "Bluefjord"}.get(origin, "Quietbrook")
    by_origin: dict[Origin, dict[str, Any]] = {
        Origin.NEXUS: {"country": "CN", "prong": "3", "why": f"{name} is headquartered in China"},
        Origin.NONE: {"country": "EE", "known": True, "why": f"{name} is Estonian, reviewed"},
        Origin.UNKNOWN: {
            "why": f"{name} is in no register",
            "gaps": (OriginGap(fact="ownership", ask=f"Who owns {name}?"),),
        },
    }
    return PartyFinding(name=name, origin=origin, **{**by_origin[origin], **more})


def party(role: Role, origin: Origin, name: str = "", **more: Any) -> NamedParty:
    """A party in one role."""
    found = finding(origin, name, **more)
    return NamedParty(role=role, name=found.name, finding=found)


def all_roles(origin: Origin, name: str = "", **more: Any) -> tuple[NamedParty, ...]:
    """One party as designer, developer, manufacturer and supplier."""
    found = finding(origin, name, **more)
    return tuple(NamedParty(role=role, name=found.name, finding=found) for role in VERBS)


def identity(function: Function, **more: Any) -> Identity:
    """What knowledge says of a component by itself: certain, unless said otherwise."""
    defaults: dict[str, Any] = {
        "layer": Layer.IDENTITY,
        "confidence": Confidence.HIGH,
        "because": f"known as {function.value}",
    }
    return Identity(function=function, **{**defaults, **more})


def host(function: Function, **more: Any) -> Host:
    """The item around a component: certain, unless said otherwise."""
    defaults: dict[str, Any] = {
        "name": "Unit",
        "confidence": Confidence.HIGH,
        "because": f"Unit is {function.value}",
    }
    return Host(function=function, **{**defaults, **more})


def declared(**facts: Any) -> DeclaredFacts:
    """Declared facts by field name."""
    return DeclaredFacts(**facts) if facts else NOTHING_DECLARED


def component(
    axis: Axis = Axis.HARDWARE,
    facts: DeclaredFacts = NOTHING_DECLARED,
    parties: tuple[NamedParty, ...] = (),
    *,
    own: Identity = UNKNOWN_IDENTITY,
    inside: Host = NO_HOST,
    **more: Any,
) -> ComponentFacts:
    """A component's facts; nothing is known of what is not said."""
    more.setdefault("open_source", OpenSourceSigns())
    more.setdefault("ask", "the supplier of the unit")
    return ComponentFacts(
        axis=axis, declared=facts, tag=Tag(own=own, host=inside), parties=parties, **more
    )


def vcs_hardware(parties: tuple[NamedParty, ...] = (), **facts: Any) -> ComponentFacts:
    """A part declared to be VCS hardware."""
    facts.setdefault("component_class", ComponentClass.VCS_HARDWARE)
    return component(Axis.HARDWARE, declared(**facts), parties)


def vcs_software(
    parties: tuple[NamedParty, ...] = (), *, more: dict[str, Any] | None = None, **facts: Any
) -> ComponentFacts:
    """Software declared to be covered; ``more`` are facts that nobody declared."""
    facts.setdefault("component_class", ComponentClass.VCS_SOFTWARE)
    return component(Axis.SOFTWARE, declared(**facts), parties, **(more or {}))


def transaction(**facts: Any) -> Transaction:
    """A sale of vehicles of model year 2032 after every line, unless said otherwise."""
    defaults: dict[str, Any] = {"kind": "sale", "model_year": 2032, "on": date(2031, 6, 1)}
    return Transaction(**{**defaults, **facts})


STRICT = Evidence.STRICT


def changed(facts: ComponentFacts, **changes: Any) -> ComponentFacts:
    """The same facts with some changed, remembering nothing."""
    return msgspec.structs.replace(facts, base=None, **changes)


def redeclared(facts: ComponentFacts, **changes: Any) -> ComponentFacts:
    """The same facts with some of the declared ones changed."""
    return changed(facts, declared=msgspec.structs.replace(facts.declared, **changes))


def with_origin(named: NamedParty, origin: Origin) -> NamedParty:
    """The same party in the same role, of which everything but the origin is as before."""
    was = named.finding
    found = finding(origin, was.name)
    return msgspec.structs.replace(
        named,
        finding=msgspec.structs.replace(
            was, origin=origin, why=found.why, gaps=found.gaps, prong=found.prong
        ),
    )
