"""What is declared: VCS hardware with its FCC IDs, covered software, and who is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vcs_check.assessment import AssessedComponent, Assessment, ExemptBefore
from vcs_check.declaration.draft import Gap, ItemLine, PartyLine, UnitLine
from vcs_check.filing import NO_FCC_ID, Filing
from vcs_check.inventory.vocabulary import Axis, ComponentClass, Origin, Role, Verdict

_SOFTWARE = frozenset({ComponentClass.VCS_SOFTWARE, ComponentClass.ADS_SOFTWARE})
_MAKERS = frozenset({Role.DESIGNER, Role.DEVELOPER, Role.MANUFACTURER})
_VERBS = _MAKERS | {Role.SUPPLIER}


class Unit(Struct, frozen=True):
    """A box of the vehicle: the outermost VCS hardware, or what the BOM is installed in."""

    input: int
    position: int
    """Of the component in the assessment; -1: all that the file describes."""
    name: str


class Items(Struct, frozen=True, kw_only=True):
    """What a declaration lists."""

    units: tuple[UnitLine, ...]
    hardware: tuple[ItemLine, ...]
    software: tuple[ItemLine, ...]
    parties: tuple[PartyLine, ...]
    gaps: tuple[Gap, ...]
    """Units of which no FCC ID is known, nor that they have none."""
    notes: tuple[str, ...]


def items_of(assessment: Assessment, filing: Filing) -> Items:
    """What there is to declare, in the order of the BOMs; what is out of scope is left out."""
    counting = [c for c in assessment.components if c.outcome.verdict is not Verdict.OUT_OF_SCOPE]
    hardware = [c for c in counting if _is_hardware(c)]
    software = [c for c in counting if not _is_hardware(c)]
    stated = dict(filing.fcc_ids)
    units = _units(assessment, hardware)
    boxes = _boxes(hardware, units, stated)
    return Items(
        units=tuple(line for line, _ in boxes),
        hardware=_lines(hardware, units, stated),
        software=_lines(software, {}, {}),
        parties=_parties(counting),
        gaps=_fcc_gaps(boxes),
        notes=_unmatched(stated, hardware, units),
    )


def _is_hardware(component: AssessedComponent) -> bool:
    found = component.outcome.component_class
    if found is ComponentClass.VCS_HARDWARE or found is ComponentClass.ADS_HARDWARE:
        return True
    return found not in _SOFTWARE and component.component.axis in (Axis.HARDWARE, Axis.UNKNOWN)


def _units(assessment: Assessment, hardware: Sequence[AssessedComponent]) -> dict[str, Unit]:
    """The unit of each component, by its key."""
    components = assessment.components
    starts: dict[int, int] = {}
    for position, component in enumerate(components):
        starts.setdefault(component.input, position)
    wanted = {c.key for c in hardware}
    found: dict[str, Unit] = {}
    for position, component in enumerate(components):
        if component.key not in wanted:
            continue
        top = _top(components, starts[component.input], position, wanted)
        part = assessment.inputs[component.input].part
        if part and not components[top].component.parents:
            found[component.key] = Unit(component.input, -1, part)
        else:
            found[component.key] = Unit(component.input, top, str(components[top].component.name))
    return found


def _top(
    components: Sequence[AssessedComponent], start: int, position: int, wanted: set[str]
) -> int:
    """The outermost hardware around a component, by its position in the assessment."""
    top = here = position
    seen = {here}
    while parents := components[here].component.parents:
        here = start + parents[0]
        if here in seen or not start <= here < len(components):
            break  # BOMs can claim to contain themselves
        seen.add(here)
        if components[here].key in wanted:
            top = here
    return top


def _fcc_ids(
    component: AssessedComponent, stated: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The FCC IDs that the BOM or the program file gives an item itself."""
    read = component.component
    found = [read.declared.fcc_id] if read.declared.fcc_id else []
    found += [value for claim in read.parties for kind, value in claim.identifiers if kind == "fcc"]
    for name in _names(component):
        found += stated.get(name, ())
    return tuple(dict.fromkeys(map(str, found)))


def _names(component: AssessedComponent) -> tuple[str, ...]:
    read = component.component
    return tuple(dict.fromkeys(str(name) for name in (read.name, read.id, read.purl) if name))


def _boxes(
    hardware: Sequence[AssessedComponent],
    units: Mapping[str, Unit],
    stated: Mapping[str, tuple[str, ...]],
) -> list[tuple[UnitLine, str]]:
    """The units, each with whom to ask about it."""
    members: dict[Unit, list[AssessedComponent]] = {}
    for component in hardware:
        members.setdefault(units[component.key], []).append(component)
    found = []
    for unit, parts in members.items():
        ids = [*stated.get(unit.name, ()), *(i for p in parts for i in _fcc_ids(p, stated))]
        names = {unit.name, *(name for part in parts for name in _names(part))}
        line = UnitLine(
            name=unit.name,
            fcc_ids=tuple(dict.fromkeys(ids)),
            no_fcc_id=not ids and bool(names & stated.keys()),
            declared=any(
                part.outcome.component_class is ComponentClass.VCS_HARDWARE
                and part.outcome.verdict is not Verdict.EXEMPT
                for part in parts
            ),
            components=len(parts),
        )
        who = next((p.name for part in parts for p in part.parties
                    if p.role in _VERBS and p.name), "")  # fmt: skip
        found.append((line, who))
    return found


def _fcc_gaps(boxes: Iterable[tuple[UnitLine, str]]) -> tuple[Gap, ...]:
    """One question for each unit, not for each of its parts: a part of it may have the FCC ID."""
    asked: dict[tuple[str, str], int] = {}
    for line, who in boxes:
        if line.declared and not line.fcc_ids and not line.no_fcc_id:
            asked[(line.name, who)] = asked.get((line.name, who), 0) + line.components
    return tuple(
        Gap(
            what=f"FCC ID of {name}, or that it has none"
            + (f" (none is known of its {count} parts either)" if count > 1 else ""),
            who=who or "its supplier",
            how=f'[declaration.fcc_ids] with the name of the item; "{NO_FCC_ID}" where it has none',
        )
        for (name, who), count in asked.items()
    )


def _unmatched(
    stated: Mapping[str, tuple[str, ...]],
    hardware: Sequence[AssessedComponent],
    units: Mapping[str, Unit],
) -> tuple[str, ...]:
    met = {name for component in hardware for name in _names(component)}
    met |= {unit.name for unit in units.values()}
    return tuple(
        f"fcc_ids: no VCS hardware is called {name!r}, so its FCC ID is not used"
        for name in stated
        if name not in met
    )


def _lines(
    components: Iterable[AssessedComponent],
    units: Mapping[str, Unit],
    stated: Mapping[str, tuple[str, ...]],
) -> tuple[ItemLine, ...]:
    alike: dict[tuple[object, ...], list[AssessedComponent]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for component in components:
        read = component.component
        ids[component.key] = _fcc_ids(component, stated)
        key = (
            str(read.name), str(read.version), str(read.part_number),
            component.outcome.component_class, component.outcome.verdict, ids[component.key],
            _named(component, _MAKERS), _named(component, {Role.SUPPLIER}),
        )  # fmt: skip
        alike.setdefault(key, []).append(component)
    found = []
    for members in alike.values():
        one = members[0]
        inside = dict.fromkeys(units[c.key].name for c in members if c.key in units)
        found.append(
            ItemLine(
                name=str(one.component.name),
                version=str(one.component.version),
                part_number=str(one.component.part_number),
                component_class=one.outcome.component_class,
                makers=_named(one, _MAKERS),
                suppliers=_named(one, {Role.SUPPLIER}),
                fcc_ids=ids[one.key],
                units=tuple(inside),
                verdict=one.outcome.verdict,
                exempt_until=_until(one.outcome.exempt_before)
                if one.outcome.verdict is Verdict.EXEMPT
                else "",
                components=len(members),
            )
        )
    return tuple(found)


def _until(before: ExemptBefore | None) -> str:
    if before is None:
        return ""
    return before.import_date or (str(before.model_year) if before.model_year else "")


def _named(component: AssessedComponent, roles: Iterable[Role]) -> tuple[str, ...]:
    wanted = set(roles)
    return tuple(sorted({p.name for p in component.parties if p.role in wanted and p.name}))


def _parties(components: Iterable[AssessedComponent]) -> tuple[PartyLine, ...]:
    roles: dict[tuple[str, Origin, str], set[str]] = {}
    for component in components:
        for party in component.parties:
            if party.role in _VERBS and party.name:
                key = (party.name, party.origin, party.country)
                roles.setdefault(key, set()).add(party.role.value)
    return tuple(
        PartyLine(name=name, roles=tuple(sorted(found)), origin=origin, country=country)
        for (name, origin, country), found in sorted(roles.items())
    )
