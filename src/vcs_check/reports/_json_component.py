"""The shape of one component in the JSON report (contract section 7), field by field.

The descriptions here become those of the published JSON Schema.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    Exclusion,
    Mark,
    Origin,
    Role,
    Strength,
    Verdict,
)


def says(description: str) -> Meta:
    """The description of a field, in the schema."""
    return Meta(description=description)


NEW = says("With --baseline, of a finding: whether the baseline does not have it.")


class ExemptBeforeShape(Struct):
    """Until when 15 CFR 791.308 exempts; at least one of the two is present."""

    model_year: Annotated[int, says("First model year that is no longer exempt.")] | UnsetType = (
        UNSET
    )
    date: (
        Annotated[str, says("First day of import (ISO date) that is no longer exempt.")] | UnsetType
    ) = UNSET


class PartyShape(Struct):
    """A party of a component in one role."""

    role: Annotated[Role, says("What the party did for the component.")]
    name: Annotated[str, says("The party's name; from a BOM or register, so untrusted.")]
    origin: Annotated[Origin, says("What is known of its link to a foreign adversary.")]
    country: Annotated[str, says("ISO 3166-1 alpha-2 code; empty where unknown.")]
    why: Annotated[str, says("One sentence: the decisive fact and where it comes from.")]
    path: Annotated[
        tuple[str, ...], says("Ownership path, one holding a line, to whoever decides.")
    ]
    source: Annotated[str, says("Where it is named: a field of the component, decision, answer …")]
    strength: Annotated[Strength, says("What being named there is worth for the role.")]
    date: Annotated[
        str, says("Day of the naming (ISO): of the BOM, decision or answer; empty if none.")
    ]


class MissingShape(Struct):
    """A fact that would bring an undecided component closer to a verdict."""

    fact: Annotated[str, says("Which fact is missing.")]
    of: Annotated[str, says("The party, component or program that the fact is about.")]
    ask: Annotated[str, says("The question to ask, in one sentence.")]


class TraceShape(Struct):
    """One question of the decision procedure and its answer."""

    question: Annotated[str, says("The question of the rule.")]
    answer: Annotated[Answer, says("The answer; unknown is an answer of its own.")]
    because: Annotated[str, says("The evidence behind the answer.")]
    citation: Annotated[str, says("The provision that asks.")]
    mark: Annotated[
        Mark,
        says(
            "What the reading of the provision rests on: the regulation's own text, summaries, "
            "or this project's interpretation."
        ),
    ]


class ComponentShape(Struct):
    """One component, service or package of one input, with its verdict."""

    id: Annotated[str, says("bom-ref or SPDX id as the BOM has it; else the pointer.")]
    input: Annotated[int, says("Position in `inputs`.")]
    path: Annotated[
        tuple[str, ...], says("Names from the program to the component; first of `paths`.")
    ]
    name: Annotated[str, says("The component's name; untrusted.")]
    version: Annotated[str, says("The component's version; empty where the BOM has none.")]
    purl: Annotated[str, says("The package URL; empty where the BOM has none.")]
    source: Annotated[str, says("JSON pointer, XPath, line or cell of the component.")]
    class_: Annotated[ComponentClass, says("What the component is under 15 CFR 791.301.")] = (
        msgspec.field(name="class")
    )
    exclusion: Annotated[Exclusion | None, says("Why the component is outside the rule, if it is.")]
    origin: Annotated[Origin, says("The worst that is known over all roles.")]
    parties: Annotated[tuple[PartyShape, ...], says("Who did what for the component.")]
    verdict: Annotated[Verdict, says("The component's own verdict, without its parts.")]
    citation: Annotated[str, says("The provision that decides.")]
    reason: Annotated[str, says("Why, in one sentence.")]
    exempt_before: Annotated[
        ExemptBeforeShape | None, says("Until when the component is exempt, if it ever is.")
    ]
    missing: Annotated[tuple[MissingShape, ...], says("Facts that an indeterminate verdict lacks.")]
    assumptions: Annotated[
        tuple[str, ...], says("Assumptions of standard evidence that the verdict rests on.")
    ]
    trace: Annotated[tuple[TraceShape, ...], says("The questions of the rule, in order.")]
    key: Annotated[str, says("INPUT#ID, unique in the report.")]
    rolled_up: Annotated[Verdict, says("The worst verdict of the component and its parts.")]
    paths: Annotated[
        tuple[tuple[str, ...], ...], says("Every path through the vehicle to the component.")
    ]
    kind: Annotated[str, says("The BOM format's own word for what the component is.")]
    layer: Annotated[str, says("The layer of classification that decided the class.")]
    confidence: Annotated[str, says("How sure that layer is.")]
    entry: Annotated[str, says("The knowledge entry that decided; empty without one.")]
    warnings: Annotated[tuple[str, ...], says("What does not decide, yet should be known.")]
    authorization: Annotated[str, says("The authorization that applies; empty without one.")]
    first_model_year_prohibited: Annotated[
        int | None, says("First model year of the schedule that would prohibit it.")
    ]
    other_verdict: Annotated[
        Verdict | None, says("The verdict under the other edition, where it differs.")
    ]
    decisions: Annotated[tuple[int, ...], says("Positions in `decisions` of those that apply.")]
    hypothetical: Annotated[bool, says("Whether the verdict rests on an `--assume`.")]
    new: Annotated[bool, NEW] | UnsetType = UNSET


class RawComponent(Struct):
    """The same fields in the same order, the parts that components share encoded only once."""

    id: str
    input: int
    path: tuple[str, ...]
    name: str
    version: str
    purl: str
    source: str
    class_: ComponentClass = msgspec.field(name="class")
    exclusion: Exclusion | None
    origin: Origin
    parties: Raw
    verdict: Verdict
    citation: str
    reason: str
    exempt_before: ExemptBeforeShape | None
    missing: Raw
    assumptions: tuple[str, ...]
    trace: Raw
    key: str
    rolled_up: Verdict
    paths: tuple[tuple[str, ...], ...]
    kind: str
    layer: str
    confidence: str
    entry: str
    warnings: tuple[str, ...]
    authorization: str
    first_model_year_prohibited: int | None
    other_verdict: Verdict | None
    decisions: tuple[int, ...]
    hypothetical: bool
    new: bool | UnsetType = UNSET
