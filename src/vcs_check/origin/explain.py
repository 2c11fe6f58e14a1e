"""The finding on a party of the graph, in sentences that name each fact and its source."""

from __future__ import annotations

import msgspec

from vcs_check.inventory.vocabulary import Answer, Evidence, Mark, Origin
from vcs_check.origin.countries import country_name, other_law_note
from vcs_check.origin.finding import OriginGap, PartyFinding
from vcs_check.origin.foreign import sign_of_party
from vcs_check.origin.holding_text import owner_source, owner_text, share_text
from vcs_check.origin.holdings_above import holdings_above
from vcs_check.origin.owners import owner_answer
from vcs_check.origin.ownership import (
    BY_AGENCY,
    BY_CONCERT,
    BY_CONTROL,
    BY_GOLDEN_SHARE,
    OF_ITSELF,
    Cause,
)
from vcs_check.origin.party import Party
from vcs_check.origin.standing import (
    Graph,
    decision_in_force,
    missing_facts,
    own_nexus,
    places,
)

_ASK = {
    "source": "Where is {name} incorporated and headquartered, and who owns it? The bundled "
    "reference has no public source for it.",
    "incorporation": "In which country is {name} incorporated?",
    "headquarters": "In which country is {name} headquartered?",
    "principal-place-of-business": "In which country is the principal place of business of {name}?",
    "jurisdiction": "Does the edition count {countries} as a foreign adversary for {name}?",
    "ownership": "Who owns and controls {name} (every holder with votes or rights), and on which "
    "day was that reviewed?",
    "votes": "Which holdings in {name} are right? They add up to more than 100 %.",
    "conflict": "Which statement on {name} is right: {conflicts}?",
}
_HOME = "US"
_FACT = {
    "source": "ownership",
    "jurisdiction": "jurisdiction",
    "votes": "ownership",
}


def finding(graph: Graph, position: int) -> PartyFinding:
    """The finding on the party at ``position``, without anything that a claim adds."""
    party = graph.parties[position]
    if position in graph.standing.must:
        found = _nexus(graph, position, party)
    elif position in graph.standing.may:
        found = _unknown(graph, position, party)
    else:
        found = _none(graph, party)
    if party.owners or party.acts_for:
        return msgspec.structs.replace(found, holdings=holdings_above(graph, position))
    return found


def _common(party: Party, graph: Graph) -> dict[str, bool | str | tuple[str, ...] | None]:
    return {
        "name": party.name,
        "foreign_interest": _foreign_interest(party, graph),
        "foreign_sign": sign_of_party(party),
        "creates_what_it_supplies": bool(party.creates_what_it_supplies),
        "known": True,
        "from_reference": party.bundled,
        "warnings": _warnings(party, graph),
    }


def _foreign_interest(party: Party, graph: Graph) -> bool | None:
    """What the register states; that there is none only if nothing in it is foreign."""
    if party.foreign_interest is not False:
        return party.foreign_interest
    countries = set(party.countries)
    for owner in party.owners:
        if owner.us_person:
            continue
        countries.add(owner.country)
        for position in graph.named(owner.name):
            countries.update(graph.parties[position].countries)
    return bool(countries - {_HOME, ""})


def _make(party: Party, graph: Graph, **more: object) -> PartyFinding:
    return PartyFinding(**{**_common(party, graph), **more})  # type: ignore[arg-type]


def _warnings(party: Party, graph: Graph) -> tuple[str, ...]:
    setting = graph.setting
    warnings = [
        note
        for code in (*party.countries, *(owner.country for owner in party.owners))
        if (note := other_law_note(code))
    ]
    decided = party.decided
    if decided is not None and decided.on > setting.today:
        warnings.append(
            f"the decision on {party.name} of {decided.on} ({decided.place}) is dated after "
            f"{setting.today} and is not applied"
        )
    reviewed = party.ownership_reviewed
    if reviewed is not None and reviewed > setting.today and not party.bundled:
        warnings.append(
            f"the ownership review of {party.name} is dated {reviewed}, after {setting.today}, "
            "and does not count"
        )
    return tuple(dict.fromkeys(warnings))


def _nexus(graph: Graph, position: int, party: Party) -> PartyFinding:
    cause = graph.standing.must[position]
    path: list[str] = []
    at, here, country = position, party, ""
    last: tuple[str, str, str] | None = None
    while True:
        step = graph.standing.must[at]
        here = graph.parties[at]
        if step.how == OF_ITSELF:
            last = own_nexus(here, graph.setting)
            if last is not None:
                country = last[1]
                path.append(f"{here.name}: {last[2]} ({here.source})")
            else:  # nothing but a hypothesis makes a party one without a fact
                path.append(f"{here.name}: assumed to be nexus")
            break
        path.append(_step(here, step, graph))
        own_block = step.how != BY_AGENCY and graph.nodes[at].blocks[step.block].must
        if step.party < 0 or own_block:
            owner = here.owners[step.block]
            country = owner.country
            break
        at = step.party
    prong, fact = "4", ""
    if cause.how == OF_ITSELF and last is not None:
        prong, fact = last[0], last[2]
        why = f"{party.name} is {fact} ({party.source})"
    else:
        prong = "1" if cause.how == BY_AGENCY else "4"
        why = f"{path[0]}" + ("" if len(path) == 1 else f"; {path[-1]}")
    return _make(
        party,
        graph,
        origin=Origin.NEXUS,
        country=country or next(iter(party.countries), ""),
        prong=prong,
        why=why,
        path=tuple(path),
    )


def _step(party: Party, cause: Cause, graph: Graph) -> str:
    """One line: what the holder has in the party, and where that is stated."""
    if cause.how == BY_AGENCY:
        principal = graph.parties[cause.party].name
        return f"{party.name}: acts for {principal} ({party.source})"
    owner = party.owners[cause.block]
    what = share_text(owner)
    if cause.how == BY_CONCERT:
        what += f", acting in concert ({', '.join(owner.concerts) or 'under several names'})"
    elif cause.how == BY_GOLDEN_SHARE:
        what += ", with a special share of the state"
    elif cause.how == BY_CONTROL and not what.startswith("control"):
        what += f", with control ({owner.control})"
    return f"{party.name}: {what} held by {owner_text(owner)} ({owner_source(party, owner)})"


def _unknown(graph: Graph, position: int, party: Party) -> PartyFinding:
    setting = graph.setting
    settled = decision_in_force(party, setting) is Origin.NONE
    missing = missing_facts(party, setting, control_settled=settled)
    gaps = [_gap(fact, party) for fact in missing]
    doubts = [] if settled or not party.verified else _doubts(graph, position, party)
    gaps.extend(OriginGap(fact="control", ask=ask) for ask in doubts)
    cause = graph.standing.may[position]
    if cause.how == BY_AGENCY or (not gaps and party.acts_for):
        gaps.append(
            OriginGap(
                fact="control",
                ask=f"Does {' or '.join(party.acts_for)} have a nexus, for whom {party.name} acts?",
            )
        )
    path: tuple[str, ...] = ()
    if cause.block >= 0:
        path = (_step(party, cause, graph),)
        if similar := graph.similar.get((position, cause.block)):
            names = " and ".join(graph.parties[found].name for found in similar)
            path = (f"{path[0]}; the name of this owner is like that of {names} (nexus)",)
    country = _candidate_country(party, graph)
    reason = _reason(missing, path, party, country)
    why = f"{party.name}: {reason}"
    if not path or path[0].split(": ", 1)[1] not in reason:  # a holding names its own source
        why += f" ({party.source})"
    return _make(
        party,
        graph,
        origin=Origin.UNKNOWN,
        country=country,
        why=why,
        path=path,
        gaps=tuple(gaps),
        candidates=_similar_names(graph, position, party),
    )


def _reason(missing: list[str], path: tuple[str, ...], party: Party, country: str) -> str:
    if "source" in missing:
        named = f" ({country_name(country)})" if country else ""
        return (
            f"the bundled reference has no public source for it; its entry{named} decides nothing"
        )
    if "conflict" in missing:
        return f"contradicting statements on the {' and the '.join(party.conflicts)}"
    if path:
        return (
            "the holdings do not exclude that somebody with a nexus decides: "
            + (path[0].split(": ", 1)[1])
        )
    words = {
        "jurisdiction": "whether its country counts as a foreign adversary",
        "votes": "holdings that add up to at most 100 %",
    }
    asked = [words.get(fact, fact.replace("-", " ")) for fact in missing]
    return f"not known: {', '.join(asked)}" if asked else "it may act for somebody with a nexus"


def _gap(fact: str, party: Party) -> OriginGap:
    return OriginGap(
        fact=_FACT.get(fact, fact),
        ask=_ASK[fact].format(
            name=party.name,
            countries=", ".join(country_name(code) for code in party.countries),
            conflicts=", ".join(party.conflicts),
        ),
    )


def _doubts(graph: Graph, position: int, party: Party) -> list[str]:
    """A question for each holder that may be a nexus person, where control may follow from it."""
    cause = graph.standing.may[position]
    if cause.how == OF_ITSELF and not party.owners:
        return []
    asks = []
    for index, owner in enumerate(party.owners):
        if not graph.holder_may(position, index):
            continue
        origin = owner_answer(owner, graph.setting.adversary)
        if origin is Answer.YES or graph.nodes[position].blocks[index].holder in (
            graph.standing.must
        ):
            rights = f" and rights ({', '.join(owner.rights)})" if owner.rights else ""
            asks.append(
                f"Can {owner.name}, with {share_text(owner)}{rights}, decide important matters "
                f"of {party.name}? Record the answer as a decision on control."
            )
        elif similar := graph.similar.get((position, index)):
            names = " or ".join(graph.parties[found].name for found in similar)
            asks.append(
                f"Is {owner.name}, which has {share_text(owner)} in {party.name}, the same as "
                f"{names}, or held by it?"
            )
        else:
            asks.append(
                f"Who stands behind {owner.name}, which has {share_text(owner)} in {party.name}?"
            )
    return asks


def _similar_names(graph: Graph, position: int, party: Party) -> tuple[str, ...]:
    """The nexus parties whose names are like those of the party's owners."""
    found: dict[str, None] = {}
    if graph.similar:
        for index in range(len(party.owners)):
            for similar in graph.similar.get((position, index), ()):
                found.setdefault(graph.parties[similar].name)
    return tuple(found)


def _candidate_country(party: Party, graph: Graph) -> str:
    """The adversary country that the entry speaks of, if any, else where it is at home."""
    codes = (*party.countries, *(owner.country for owner in party.owners))
    for code in codes:
        if code and graph.setting.adversary(code) is not Answer.NO:
            return code
    return next(iter(party.countries), "")


def _none(graph: Graph, party: Party) -> PartyFinding:
    where = ", ".join(f"{phrase} {country_name(code)}" for code, phrase in places(party))
    reviewed = party.ownership_reviewed
    if reviewed is not None:
        basis = f"ownership reviewed on {reviewed}"
    else:
        basis = "control decided by a person"
    decided = party.decided
    if decided is not None and decision_in_force(party, graph.setting) is Origin.NONE:
        basis = f"no control by a nexus person: decided by {decided.by} on {decided.on}"
    result = _make(
        party,
        graph,
        origin=Origin.NONE,
        country=next(iter(party.countries), ""),
        why=f"{party.name} is {where}; {basis} ({party.source})",
    )
    return _bundled_none(graph, party, result) if party.bundled else result


def _bundled_none(graph: Graph, party: Party, result: PartyFinding) -> PartyFinding:
    """A bundled row clears a party in ``standard`` only, and says what that assumes."""
    fields = {name: getattr(result, name) for name in PartyFinding.__struct_fields__}
    if graph.setting.evidence is Evidence.STRICT:
        gaps = ("incorporation", "headquarters", "principal-place-of-business", "ownership")
        fields.update(
            origin=Origin.UNKNOWN,
            why=f"{party.name} is in the bundled reference only, which does not clear a party in "
            f"strict evidence ({party.source})",
            gaps=tuple(_gap(fact, party) for fact in gaps),
        )
        return PartyFinding(**fields)
    assumptions = [
        f"ownership of {party.name} as reviewed on {party.ownership_reviewed} (bundled reference)"
    ]
    if not party.principal_place_of_business:
        assumptions.append(
            f"the headquarters of {party.name} stand for its principal place of business "
            "(bundled reference)"
        )
    fields.update(assumptions=tuple(assumptions), mark=Mark.INTERPRETATION)
    return PartyFinding(**fields)
