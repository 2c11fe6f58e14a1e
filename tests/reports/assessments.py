"""Assessments to render: a realistic one, an empty one, and one of any size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from vcs_check.asked import AnswersView
from vcs_check.assessment import (
    Action,
    Asking,
    AssessedComponent,
    Assessment,
    Assumption,
    Counts,
    DecisionView,
    DeclarationView,
    EditionView,
    ExemptBefore,
    Finding,
    InputView,
    Missing,
    OtherEdition,
    Outcome,
    PartyView,
    ProgramView,
    ScheduleRow,
    SupplierView,
    TraceLine,
)
from vcs_check.inventory.component import Component
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Evidence,
    Exclusion,
    Mark,
    Origin,
    OverallVerdict,
    Role,
    SoftwareScope,
    Verdict,
)
from vcs_check.text import BomText

HARDWARE = "15 CFR 791.302(a)"
SOFTWARE = "15 CFR 791.303(a)"
VEHICLE = "Example EV"
TCU = (VEHICLE, "Telematics control unit")


def trace(*answers: tuple[str, Answer, str, str]) -> tuple[TraceLine, ...]:
    """Trace lines from ``(question, answer, because, citation)``."""
    return tuple(
        TraceLine(question=q, answer=a, because=b, citation=c, mark=Mark.SECONDARY)
        for q, a, b, c in answers
    )


def _trace(nexus: Answer, because: str, *, enables: Answer = Answer.YES) -> tuple[TraceLine, ...]:
    return trace(
        ("Is the vehicle in scope?", Answer.YES, "6,200 lb is not over 10,000 lb", "791.301"),
        ("Is the part excluded by kind?", Answer.NO, "no excluded kind matches", "791.301"),
        (
            "Does it directly enable communication over 450 MHz?",
            enables,
            "part family LTE module: cellular, 700 MHz and up",
            "791.301",
        ),
        ("Does the model year exempt it?", Answer.NO, "model year 2030 is not before 2030", "308"),
        ("Is there a nexus in any role?", nexus, because, "791.301, 791.2"),
    )


NEXUS_PARTY = PartyView(
    role=Role.MANUFACTURER,
    name="Beispiel Modem 深圳示例通信有限公司",
    origin=Origin.NEXUS,
    country="CN",
    why="incorporated in CN (register, entry 3)",
    path=("Beispiel Modem is held 51 % by Example Holdings", "Example Holdings is organised in CN"),
)
UNKNOWN_PARTY = PartyView(
    role=Role.SUPPLIER,
    name="Example Telematics",
    origin=Origin.UNKNOWN,
    country="",
    why="not in any register",
)
CLEAN_PARTY = PartyView(
    role=Role.MANUFACTURER,
    name="Example Silicon GmbH",
    origin=Origin.NONE,
    country="DE",
    why="organised, headquartered and run in DE; ownership reviewed on 2026-03-02",
)
OWNERSHIP = Missing(
    fact="ownership",
    of="Example Telematics",
    ask="Who owns Example Telematics, and where is it organised, headquartered and run?",
)
CREATOR = Missing(
    fact="manufacturer",
    of="the supplier of the part",
    ask="Who designed, developed and manufactured the part?",
)

OUTCOMES: dict[str, Outcome] = {
    "modem": Outcome(
        verdict=Verdict.PROHIBITED,
        component_class=ComponentClass.VCS_HARDWARE,
        exclusion=None,
        origin=Origin.NEXUS,
        citation=HARDWARE,
        reason="VCS hardware manufactured by a person organised in the PRC, for model year 2030.",
        exempt_before=ExemptBefore(model_year=2030),
        trace=_trace(Answer.YES, "manufacturer incorporated in CN"),
        first_model_year_prohibited=2030,
    ),
    "stack": Outcome(
        verdict=Verdict.PROHIBITED,
        component_class=ComponentClass.VCS_SOFTWARE,
        exclusion=None,
        origin=Origin.NEXUS,
        citation=SOFTWARE,
        reason="Covered software of a nexus person, unless shown to be supplied before "
        "17 March 2026 and not altered since.",
        exempt_before=ExemptBefore(model_year=2027),
        warnings=("Maintained by a nexus person, which ends the legacy exclusion.",),
        trace=_trace(Answer.YES, "developer incorporated in CN"),
        first_model_year_prohibited=2027,
    ),
    "unknown-owner": Outcome(
        verdict=Verdict.INDETERMINATE,
        component_class=ComponentClass.VCS_HARDWARE,
        exclusion=None,
        origin=Origin.UNKNOWN,
        citation=HARDWARE,
        reason="VCS hardware whose supplier's ownership is not known.",
        missing=(OWNERSHIP,),
        trace=_trace(Answer.UNKNOWN, "Example Telematics is in no register"),
    ),
    "unknown-maker": Outcome(
        verdict=Verdict.INDETERMINATE,
        component_class=ComponentClass.UNKNOWN,
        exclusion=None,
        origin=Origin.UNKNOWN,
        citation="15 CFR 791.301",
        reason="Nothing says what the part does or who made it.",
        missing=(CREATOR, OWNERSHIP),
        trace=_trace(Answer.UNKNOWN, "no party is named", enables=Answer.UNKNOWN),
    ),
    "authorized": Outcome(
        verdict=Verdict.AUTHORIZED,
        component_class=ComponentClass.VCS_HARDWARE,
        exclusion=None,
        origin=Origin.NEXUS,
        citation="15 CFR 791.307",
        reason="Covered by specific authorization SA-2026-0113.",
        authorization="SA-2026-0113",
        trace=_trace(Answer.YES, "manufacturer incorporated in CN"),
    ),
    "exempt": Outcome(
        verdict=Verdict.EXEMPT,
        component_class=ComponentClass.VCS_HARDWARE,
        exclusion=None,
        origin=Origin.NEXUS,
        citation="15 CFR 791.308(a)(1)",
        reason="No model year, and imported before 2029.",
        exempt_before=ExemptBefore(import_date="2029-01-01"),
        trace=_trace(Answer.YES, "manufacturer incorporated in RU"),
    ),
    "permitted": Outcome(
        verdict=Verdict.PERMITTED,
        component_class=ComponentClass.VCS_HARDWARE,
        exclusion=None,
        origin=Origin.NONE,
        citation=HARDWARE,
        reason="VCS hardware without a nexus in any role.",
        assumptions=("The named manufacturer stands for designer and developer.",),
        trace=_trace(Answer.NO, "Example Silicon GmbH is reviewed and none"),
    ),
    "passive": Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=ComponentClass.OTHER,
        exclusion=Exclusion.PASSIVE,
        origin=Origin.UNKNOWN,
        citation="15 CFR 791.301",
        reason="A resistor does not contribute to communication.",
        trace=_trace(Answer.UNKNOWN, "did not matter", enables=Answer.NO),
    ),
    "open-source": Outcome(
        verdict=Verdict.OUT_OF_SCOPE,
        component_class=ComponentClass.VCS_SOFTWARE,
        exclusion=Exclusion.OPEN_SOURCE,
        origin=Origin.UNKNOWN,
        citation="15 CFR 791.301",
        reason="Open source, with no sign of modification.",
        assumptions=("A public coordinate under an open licence is unmodified open source.",),
        trace=_trace(Answer.UNKNOWN, "did not matter"),
    ),
}


class Line(NamedTuple):
    """One component of the realistic program."""

    id: str
    name: str
    outcome: str
    party: PartyView | None
    path: tuple[str, ...]
    kind: str = "device"
    version: str = ""


LINES = (
    Line("tcu", "Telematics control unit", "unknown-owner", UNKNOWN_PARTY, (VEHICLE,)),
    Line("nad", "LTE modem 车载通信模块", "modem", NEXUS_PARTY, TCU, version="EG-9000"),
    Line("stack", "connectivity-stack", "stack", NEXUS_PARTY, TCU, "library", "4.2.0"),
    Line("wifi", "Wi-Fi module", "unknown-owner", UNKNOWN_PARTY, TCU, version="WM-6"),
    Line("blob", "vendor <blob> & co", "unknown-maker", None, TCU, "library"),
    Line("gw", "Gateway SoC", "permitted", CLEAN_PARTY, TCU, version="S32X"),
    Line("sat", "Satellite terminal", "authorized", NEXUS_PARTY, (VEHICLE,)),
    Line("spare", "Spare Bluetooth module", "exempt", NEXUS_PARTY, (VEHICLE,)),
    Line("r1", "Resistor 10k", "passive", None, (*TCU, "Main board"), version="0402"),
    Line("r2", "Resistor 22k", "passive", None, (*TCU, "Main board"), version="0402"),
    Line("zlib", "zlib", "open-source", None, TCU, "library", "1.3.1"),
)


def assessed(line: Line, outcome: Outcome, position: int) -> AssessedComponent:
    """One component of an assessment."""
    path = (*line.path, line.name)
    return AssessedComponent(
        component=Component(
            id=BomText(line.id),
            kind=line.kind,
            name=BomText(line.name),
            source=f"/components/{position}",
            version=BomText(line.version),
            purl=BomText(f"pkg:generic/{line.id}") if line.kind == "library" else BomText(""),
        ),
        key=f"0#{line.id}",
        input=0,
        outcome=outcome,
        parties=(line.party,) if line.party else (),
        rolled_up=Verdict.PROHIBITED if line.id == "tcu" else outcome.verdict,
        layer="identity",
        confidence="high",
        entry="lte-module" if line.id == "nad" else "",
        path=path,
        more_paths=((VEHICLE, "Spare wheel", line.name),) if line.id == "r2" else (),
        other_verdict=Verdict.INDETERMINATE if line.id == "r1" else None,
        decisions=(0,) if line.id == "sat" else (),
        hypothetical=line.id == "gw",
    )


def counts(components: list[AssessedComponent], files: int = 0) -> Counts:
    """The counts that belong to ``components``."""
    verdicts = {verdict.value: 0 for verdict in Verdict}
    classes = {kind.value: 0 for kind in ComponentClass}
    for component in components:
        verdicts[component.outcome.verdict] += 1
        classes[component.outcome.component_class] += 1
    resting = sum(1 for component in components if component.outcome.assumptions)
    return Counts(
        components=len(components),
        verdicts=verdicts,
        classes=classes,
        assumptions=resting,
        files=files,
    )


def realistic() -> Assessment:
    """A program with every verdict, an unreadable input, decisions and notes."""
    components = [
        assessed(line, OUTCOMES[line.outcome], position) for position, line in enumerate(LINES)
    ]
    years = range(2025, 2034)
    return Assessment(
        tool_version="0.0.0",
        today="2026-08-01",
        verdict=OverallVerdict.FAIL,
        program=ProgramView(
            name=VEHICLE,
            manufacturer="Example Motors",
            model_year=2030,
            no_model_year=False,
            gvwr_lb=6200.0,
            gvwr_kg=None,
            date="2029-09-01",
            transaction="sale",
            vehicle_kind="road",
            service_model_year=None,
            made_in="US",
            ads_service=False,
            authorizations=("SA-2026-0113",),
        ),
        edition=EditionView(
            id="final-2025",
            title="Final Rule of January 2025",
            citation="90 FR 5360",
            digest="5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
        ),
        evidence=Evidence.STANDARD,
        software_scope=SoftwareScope.BROAD,
        schedule=tuple(
            ScheduleRow(
                model_year=year,
                verdict=OverallVerdict.FAIL
                if year >= 2027
                else OverallVerdict.INDETERMINATE
                if year == 2026
                else OverallVerdict.PASS,
                prohibited=0 if year < 2027 else 1 if year < 2030 else 2,
                indeterminate=0 if year < 2026 else 1 if year < 2030 else 3,
            )
            for year in years
        ),
        counts=counts(components, files=14),
        inputs=(
            InputView(
                path="tcu.cdx.json",
                sha256="a" * 64,
                format="cyclonedx-json",
                version="1.6",
                components=len(components),
                files=14,
                part="Telematics control unit",
            ),
            InputView(
                path="hmi.spdx.json",
                sha256="b" * 64,
                format="",
                version="",
                components=0,
                error="hmi.spdx.json: /packages/3: nested 65 levels deep, the limit is 64",
            ),
        ),
        components=components,
        findings=(
            Finding(
                verdict=Verdict.INDETERMINATE,
                citation="15 CFR 791.304",
                reason="Whether the manufacturer is itself a nexus person is not known.",
                missing=(
                    Missing(
                        fact="ownership",
                        of="Example Motors",
                        ask="Who owns Example Motors?",
                    ),
                ),
            ),
        ),
        suppliers=tuple(
            SupplierView(
                name=party.name,
                origin=party.origin,
                country=party.country,
                why=party.why,
                components=sum(1 for line in LINES if line.party is party),
                decides=2 if party is UNKNOWN_PARTY else 0,
                roles=(party.role,),
                path=party.path,
                missing=(OWNERSHIP,) if party is UNKNOWN_PARTY else (),
                candidates=("Example Telematics OÜ",) if party is UNKNOWN_PARTY else (),
                warnings=("LEI fails its check.",) if party is NEXUS_PARTY else (),
                from_reference=party is NEXUS_PARTY,
            )
            for party in (UNKNOWN_PARTY, NEXUS_PARTY, CLEAN_PARTY)
        ),
        answers=(
            AnswersView(
                path="answers.xlsx",
                sha256="5" * 64,
                supplier=UNKNOWN_PARTY.name,
                by="A. Example, compliance",
                on="2026-05-01",
                program=VEHICLE,
                statements=3,
                not_known=1,
                components=2,
                conflicts=("firmware = true (the BOM) or false",),
                unused=("Items!A7: i-000000000000 is nothing in this program",),
            ),
        ),
        requests=(),
        asking=(Asking(who=UNKNOWN_PARTY.name, asked_about=2, settles=2, so_far=2),),
        other_edition=OtherEdition(
            id="nprm-2024", citation="89 FR 79088", verdict=OverallVerdict.FAIL, differs=("0#r1",)
        ),
        decisions=(
            DecisionView(
                component="Satellite terminal",
                sets="authorization = SA-2026-0113",
                reason="Authorized by BIS on 3 May 2026.",
                by="compliance desk",
                on="2026-05-11",
                expires="2027-05-11",
                status="applied",
                matched=1,
                changed=("0#sat: prohibited, now authorized",),
                evidence=("sa-2026-0113.pdf",),
            ),
            DecisionView(
                component="old-part",
                sets="exclusion = firmware",
                reason="Runs on the baseband.",
                by="compliance desk",
                on="2025-01-02",
                expires="2026-01-02",
                status="expired",
                matched=0,
            ),
        ),
        declaration=DeclarationView(
            due="2029-07-03", status="no record of it was given", citation="15 CFR 791.305"
        ),
        actions=(
            Action(
                what="Replace or authorize LTE modem and connectivity-stack.", who="you", effect=2
            ),
            Action(what=OWNERSHIP.ask, who="Example Telematics", effect=2),
            Action(what=CREATOR.ask, who="Example Telematics", effect=1),
            Action(what="Repair hmi.spdx.json.", who="you", effect=0),
        ),
        assumptions=(
            Assumption(
                text="The named manufacturer stands for designer and developer.", components=1
            ),
            Assumption(
                text="A public coordinate under an open licence is unmodified open source.",
                components=1,
            ),
        ),
        hypotheses=("party:Example Silicon GmbH=none",),
        notes=(
            "tcu.cdx.json: /components/4: no supplier is named.",
            "Iran, North Korea, Cuba and Venezuela are not in Subpart D; other law may apply.",
        ),
        policy={"legacy-without-supply-date": "indeterminate", "gnss-with-lte": "in scope"},
    )


def empty() -> Assessment:
    """An evaluation that found no component at all."""
    return msgspec.structs.replace(
        realistic(),
        verdict=OverallVerdict.INDETERMINATE,
        program=ProgramView(
            name="",
            manufacturer="",
            model_year=None,
            no_model_year=False,
            gvwr_lb=None,
            gvwr_kg=None,
            date="",
            transaction="sale",
            vehicle_kind="road",
            service_model_year=None,
            made_in="",
            ads_service=False,
        ),
        schedule=(),
        counts=counts([]),
        inputs=(),
        components=[],
        findings=(),
        suppliers=(),
        answers=(),
        requests=(),
        asking=(),
        other_edition=None,
        decisions=(),
        declaration=DeclarationView(due=None, status="not examined"),
        actions=(),
        assumptions=(),
        hypotheses=(),
        notes=(),
        policy={},
    )


def of_size(components: int, *, shared: bool = True) -> Assessment:
    """The realistic program with ``components`` lines; outcomes are shared or each its own."""
    lines = []
    for position in range(components):
        model = LINES[position % len(LINES)]
        line = model._replace(
            id=f"{model.id}-{position}",
            name=f"{model.name} {position}",
            path=(*model.path, f"Board {position // 200}"),
        )
        outcome = OUTCOMES[model.outcome]
        if not shared:
            outcome = msgspec.structs.replace(outcome, reason=f"{outcome.reason} ({position})")
        lines.append(assessed(line, outcome, position))
    return msgspec.structs.replace(realistic(), components=lines, counts=counts(lines))


def everywhere(assessment: Assessment, change: Callable[[str], str]) -> Assessment:
    """The assessment with every free text changed (words of the contract stay as they are)."""
    return _changed(assessment, change)  # type: ignore[no-any-return]


_KEPT = frozenset({"format", "kind", "layer", "confidence", "today", "import_date", "tool_version"})


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, msgspec.Struct):
        fields = {
            name: getattr(value, name) if name in _KEPT else _changed(getattr(value, name), change)
            for name in value.__struct_fields__
        }
        return type(value)(**fields)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    if type(value) is str:
        return change(value)
    return value
