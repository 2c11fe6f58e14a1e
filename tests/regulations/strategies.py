"""Random facts and transactions: everything that a BOM, a register and a program can say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st
from tests.regulations.build import finding

from vcs_check.classification.open_source import OpenSourceSigns
from vcs_check.classification.tag import Confidence, Function, Host, Identity, Layer, Tag
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import (
    Answer,
    Axis,
    ComponentClass,
    Evidence,
    Exclusion,
    Origin,
    Processor,
    Radio,
    Role,
    SoftwareScope,
)
from vcs_check.origin.finding import PartyFinding
from vcs_check.regulations.edition import editions
from vcs_check.regulations.facts import VERBS, ComponentFacts, NamedParty, Transaction

EDITIONS: Final = tuple(editions().values())


def _days() -> tuple[date, ...]:
    """The day before, of and after every day on which an edition turns."""
    turns = {date(2026, 11, 21)}
    for edition in EDITIONS:
        legacy = edition.covered_software.legacy
        if legacy is not None:
            turns.add(legacy.first_day_too_late)
        turns.add(edition.schedule.vcs_hardware_without_model_year.first_import_date_prohibited)
        turns |= {line.first_date_prohibited for line in edition.schedule.lines} - {None}  # type: ignore[arg-type]
        turns |= {a.in_force_from for a in edition.authorizations.values()} - {None}  # type: ignore[arg-type]
    return tuple(sorted(day + timedelta(step) for day in turns for step in (-1, 0, 1)))


def _years() -> tuple[int, ...]:
    """The model year before, of and after every line of every schedule."""
    lines = {line.first_year for edition in EDITIONS for line in edition.schedule.lines}
    return tuple(sorted({year + step for year in lines for step in (-1, 0, 1)}))


DAYS: Final = _days()
YEARS: Final = _years()


def silent(*values: Any, silence: Any = None, times: int = 2) -> st.SearchStrategy[Any]:
    """One of the values, or nothing said at all; nothing said is the likeliest."""
    return st.sampled_from([silence] * times * max(1, len(values) // 2) + list(values))


def words(kinds: type, most: int) -> st.SearchStrategy[Any]:
    """A sorted tuple of distinct words, mostly empty."""
    some = st.sets(st.sampled_from(list(kinds)), min_size=1, max_size=most)  # type: ignore[call-overload]
    return st.one_of(st.just(()), st.just(()), some.map(lambda found: tuple(sorted(found))))


@st.composite
def declared_facts(draw: st.DrawFn) -> DeclaredFacts:
    model_year = draw(silent(*YEARS))
    return DeclaredFacts(
        component_class=draw(silent(*ComponentClass, times=1)),
        exclusions=draw(words(Exclusion, 2)),
        radios=draw(words(Radio, 3)),
        frequency_mhz=draw(silent(13.56, 433.92, 450.0, 450.1, 2400.0)),
        receive_only=draw(silent(True, False)),
        programmable=draw(silent(True, False)),
        directly_enables=draw(silent(True, False)),
        automation_level=draw(silent(0, 2, 3, 5)),
        processor=draw(silent(*Processor)),
        firmware=draw(silent(True, False)),
        modified=draw(silent(True, False)),
        modifications_shared=draw(silent(True, False)),
        foreign_interest=draw(silent(True, False)),
        developed=draw(silent(*DAYS)),
        first_supplied=draw(silent(*DAYS)),
        last_altered=draw(silent(*DAYS)),
        made_in=draw(silent("US", "CN", "RU", "MO", "IR", "EE", silence="")),
        model_year=model_year,
        no_model_year=model_year is None and draw(silent(True, silence=False)),
        fcc_id=draw(silent("2AXYZ-1", silence="")),
    )


_FACT_OF_FIELD: Final = {
    "component_class": "class", "exclusions": "exclusion", "radios": "radio",
    "frequency_mhz": "frequency-mhz", "receive_only": "receive-only",
    "programmable": "programmable", "directly_enables": "directly-enables",
    "automation_level": "automation-level", "processor": "processor", "firmware": "firmware",
    "modified": "modified", "foreign_interest": "foreign-interest",
}  # fmt: skip


def decided(facts: DeclaredFacts) -> frozenset[str]:
    """The names of all declared facts, as if a reviewed decision had set them."""
    silence = DeclaredFacts()
    return frozenset(
        fact
        for name, fact in _FACT_OF_FIELD.items()
        if getattr(facts, name) != getattr(silence, name)
    )


IDENTITIES: Final = st.builds(
    Identity,
    function=st.sampled_from(Function),
    radios=words(Radio, 2),
    listed_kind=silent(
        "system-on-chip", "cellular-module", "battery-electronics", "memory", silence="", times=1
    ),
    programmable=st.sampled_from(Answer),
    system_software=silent(True, silence=False, times=3),
    device_firmware=silent(True, silence=False, times=3),
    automation_level=silent(1, 2, 3, 4),
    axis=st.sampled_from([Axis.UNKNOWN, Axis.HARDWARE, Axis.SOFTWARE]),
    layer=st.sampled_from(Layer),
    confidence=st.sampled_from(Confidence),
    entry=silent("entry", silence="", times=1),
    because=st.just("what is known of it"),
)
HOSTS: Final = st.builds(
    Host,
    function=st.sampled_from(Function),
    name=silent("Unit", silence="", times=1),
    radios=words(Radio, 2),
    confidence=st.sampled_from(Confidence),
    because=st.just("what is known of its item"),
)
SIGNS: Final = st.builds(
    OpenSourceSigns,
    licence=st.sampled_from(Answer),
    licence_because=st.just("what its licence says"),
    coordinates=silent("pkg:npm", silence="", times=1),
    modification=silent("has patches", silence=""),
    stated_modified=silent(True, False),
)


@st.composite
def findings(draw: st.DrawFn, origins: tuple[Origin, ...] = tuple(Origin)) -> PartyFinding:
    origin = draw(st.sampled_from(origins))
    more: dict[str, Any] = {
        "creates_what_it_supplies": draw(st.booleans()),
        "foreign_interest": draw(silent(False, True)),
        "candidates": draw(silent(("Redwall",), silence=())),
    }
    if origin is not Origin.NEXUS:
        more["country"] = draw(silent("US", "EE", silence=""))
        more["known"] = draw(st.booleans())
    return finding(origin, draw(st.sampled_from(["First", "Second", "Third"])), **more)


@st.composite
def parties(draw: st.DrawFn, origins: tuple[Origin, ...] = tuple(Origin)) -> tuple[NamedParty, ...]:
    """Nobody, one party in all four roles, or several in any role."""
    shape = draw(st.sampled_from(["all", "all", "several", "nobody"]))
    if shape == "nobody":
        return ()
    if shape == "all":
        found = draw(findings(origins))
        roles = [(role, found) for role in VERBS]
        if draw(st.booleans()):
            roles.append((draw(st.sampled_from(Role)), draw(findings(origins))))
    else:
        roles = draw(
            st.lists(st.tuples(st.sampled_from(Role), findings(origins)), min_size=1, max_size=4)
        )
    return tuple(NamedParty(role=role, name=found.name, finding=found) for role, found in roles)


@st.composite
def components(
    draw: st.DrawFn,
    axes: tuple[Axis, ...] = (Axis.HARDWARE, Axis.SOFTWARE, Axis.UNKNOWN, Axis.SERVICE),
    origins: tuple[Origin, ...] = tuple(Origin),
) -> ComponentFacts:
    declared = draw(declared_facts())
    axis = draw(st.sampled_from(axes))
    names = sorted(decided(declared))
    reviewed: set[str] = set()
    is_reviewed = draw(st.booleans())
    if names and is_reviewed:
        reviewed = draw(st.sets(st.sampled_from(names)))
    return ComponentFacts(
        axis=axis,
        declared=declared,
        tag=Tag(own=draw(IDENTITIES), host=draw(HOSTS)),
        parties=draw(parties(origins)),
        open_source=draw(SIGNS),
        is_firmware_kind=axis is Axis.SOFTWARE and draw(silent(True, silence=False)),
        is_operating_system_kind=axis is Axis.SOFTWARE and draw(silent(True, silence=False)),
        is_driver_kind=axis is Axis.SOFTWARE and draw(silent(True, silence=False)),
        built_on=draw(silent(*DAYS)),
        released_on=draw(silent(*DAYS)),
        decided_facts=frozenset(reviewed),
        authorization=draw(silent("SA-1", "GA1", "GA3", silence="", times=4)),
        ask=draw(st.sampled_from(["the supplier", "the unit"])),
    )


@st.composite
def transactions(draw: st.DrawFn, *, is_authorized: bool = True) -> Transaction:
    """A program; ``is_authorized`` False: one that claims no authorization."""
    year = draw(silent(*YEARS, times=1))
    claims = words_of_authorizations() if is_authorized else st.just(())
    return Transaction(
        kind=draw(
            st.sampled_from(
                ["", "sale", "sale", "import", "import-hardware", "repair", "testing", "used-sale"]
            )
        ),
        model_year=year,
        no_model_year=year is None and draw(st.booleans()),
        on=draw(silent(*DAYS, times=1)),
        gvwr_lb=draw(silent(6200.0, 10000.0, 10001.0)),
        gvwr_kg=draw(silent(4536.0, 4537.0)),
        vehicle_kind=draw(silent("road", "rail", silence="")),
        service_model_year=draw(silent(*YEARS)),
        manufacturer=draw(st.one_of(st.none(), findings())),
        ads_service=draw(st.booleans()),
        authorizations=draw(claims),
        evidence=draw(st.sampled_from(Evidence)),
        software_scope=draw(st.sampled_from(SoftwareScope)),
    )


def words_of_authorizations() -> st.SearchStrategy[tuple[str, ...]]:
    """The general authorizations that a program claims: mostly none."""
    return silent(("GA1",), ("GA2", "GA3"), ("GA3",), ("GA1", "GA9"), silence=())
