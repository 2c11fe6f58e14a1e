"""The shape of the JSON report (contract section 7) around its components.

The descriptions here become those of the published JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Struct, UnsetType

from vcs_check.inventory.vocabulary import (
    Evidence,
    Origin,
    OverallVerdict,
    Role,
    SoftwareScope,
    Strength,
    Verdict,
)
from vcs_check.reports._json_component import NEW, ComponentShape, MissingShape, says
from vcs_check.reports._json_encoding import schema_of

SCHEMA_ID: Final = "vcs-check/report/1"


class ToolShape(Struct):
    """The tool that made the report."""

    name: Annotated[Literal["vcs-check"], says("Always vcs-check.")]
    version: Annotated[str, says("The tool's version.")]


class ProgramShape(Struct):
    """The vehicle program as it was evaluated."""

    name: Annotated[str, says("The program's name; empty where none was given.")]
    manufacturer: Annotated[str, says("The vehicle manufacturer; empty where none was given.")]
    model_year: Annotated[int | None, says("The vehicle's model year, where one is known.")]
    gvwr_lb: Annotated[int | float | None, says("Gross vehicle weight rating in pounds.")]
    date: Annotated[str | None, says("Day of import or sale (ISO date), where one was given.")]
    no_model_year: Annotated[bool, says("Whether the units are stated to have no model year.")]
    gvwr_kg: Annotated[int | float | None, says("Gross vehicle weight rating in kilograms.")]
    transaction: Annotated[str, says("sale, import, import-hardware, repair, testing …")]
    vehicle_kind: Annotated[str, says("road, rail or off-road.")]
    service_model_year: Annotated[int | None, says("Model year of the vehicle under repair.")]
    made_in: Annotated[str, says("Country of the vehicle's manufacture; clears no part.")]
    ads_service: Annotated[bool, says("Whether a commercial service with an ADS is offered.")]
    authorizations: Annotated[tuple[str, ...], says("Authorizations that were invoked.")]


class EditionShape(Struct):
    """The edition of the rule that was applied."""

    id: Annotated[str, says("The edition's id.")]
    title: Annotated[str, says("The edition's title.")]
    citation: Annotated[str, says("Where the edition was published.")]
    sha256: Annotated[str, says("SHA-256 of the edition's data file, lower-case hex.")]


class ScheduleShape(Struct):
    """The verdict on the program if it were of this model year."""

    model_year: Annotated[int, says("The model year.")]
    verdict: Annotated[OverallVerdict, says("The verdict on the program in that year.")]
    prohibited: Annotated[int, says("Components prohibited in that year.")]
    indeterminate: Annotated[int, says("Components undecided in that year.")]


class CountsShape(Struct):
    """Counts in equal counts out."""

    components: Annotated[int, says("Components read, over all inputs.")]
    verdicts: Annotated[dict[str, int], says("Components by their own verdict.")]
    classes: Annotated[dict[str, int], says("Components by class.")]
    assumptions: Annotated[int, says("Components whose verdict rests on an assumption.")]
    files: Annotated[int, says("SPDX files, counted as a group.")]


class InputShape(Struct):
    """One file that was given, read or not."""

    path: Annotated[str, says("The file's name as given.")]
    sha256: Annotated[
        str, says("SHA-256 of its bytes on disk, of an archive's member unpacked; empty if unread.")
    ]
    format: Annotated[str, says("The BOM format; empty where none was recognised.")]
    version: Annotated[str, says("The format's version as the file states it.")]
    components: Annotated[int, says("Components read from it.")]
    error: Annotated[str | None, says("Why it could not be read, if it could not.")]
    files: Annotated[int, says("SPDX files in it.")]
    part: Annotated[str, says("What the BOM is said to be installed in.")]
    quantity: Annotated[int, says("How many of it the vehicle has.")]
    container_sha256: Annotated[
        str, says("SHA-256 of the archive that it is a member of (`archive!/member`); else empty.")
    ]
    incomplete: Annotated[bool, says("Whether it says itself that components are missing.")]
    new: Annotated[bool, NEW] | UnsetType = UNSET


class HoldingShape(Struct):
    """What one holder has in a party."""

    owner: Annotated[str, says("Who holds it; untrusted.")]
    owner_origin: Annotated[Origin, says("What is known of the holder.")]
    owner_country: Annotated[str, says("ISO 3166-1 alpha-2 code; empty where unknown.")]
    of: Annotated[str, says("The party that is held.")]
    what: Annotated[str, says("The holding in words.")]
    rights: Annotated[tuple[str, ...], says("Means of control beside votes.")]
    voting_percent_min: Annotated[int | float | None, says("Least share of the votes.")]
    voting_percent_max: Annotated[int | float | None, says("Greatest share of the votes.")]
    as_of: Annotated[str, says("The day of the share (ISO date); empty where not stated.")]
    source: Annotated[str, says("Where the holding is stated.")]
    decides: Annotated[bool, says("Whether it lies on the path that decided.")]


class StatementShape(Struct):
    """One thing that a source says of a party; contradictions stand side by side."""

    says: Annotated[str, says("What is said, in words; untrusted.")]
    source: Annotated[str, says("Where: field of a BOM, register, list, data set, answer.")]
    strength: Annotated[Strength, says("What it is worth; it need not decide.")]
    date: Annotated[str, says("As of which day (ISO); empty where the source states none.")]


class SupplierShape(Struct):
    """A party, and what depends on it."""

    name: Annotated[str, says("The party's name; untrusted.")]
    origin: Annotated[Origin, says("What is known of its link to a foreign adversary.")]
    components: Annotated[int, says("Components that name the party in any role.")]
    decides: Annotated[int, says("Undecided components that a word on it would help.")]
    missing: Annotated[tuple[MissingShape, ...], says("Facts about it that are missing.")]
    country: Annotated[str, says("ISO 3166-1 alpha-2 code; empty where unknown.")]
    why: Annotated[str, says("One sentence: the decisive fact and where it comes from.")]
    roles: Annotated[tuple[Role, ...], says("The roles in which components name it.")]
    prong: Annotated[str, says("1 to 4 of the definition where the origin is nexus, else empty.")]
    path: Annotated[tuple[str, ...], says("Ownership path, one holding a line.")]
    holdings: Annotated[tuple[HoldingShape, ...], says("Who holds it, and who holds those.")]
    candidates: Annotated[tuple[str, ...], says("Similar names, proposed; never decisive.")]
    warnings: Annotated[tuple[str, ...], says("What does not decide, yet should be known.")]
    from_reference: Annotated[bool, says("Whether the bundled reference was used.")]
    evidence: Annotated[
        tuple[StatementShape, ...],
        says("All that is said of it, with source, strength and day; at most 60 statements."),
    ]


class KnowledgeShape(Struct):
    """A file of the user's own knowledge."""

    path: Annotated[str, says("The file's name as given.")]
    sha256: Annotated[str, says("SHA-256 of its bytes, lower-case hex.")]
    entries: Annotated[int, says("Entries in it.")]
    components: Annotated[int, says("Components that one of its entries says what they are.")]
    not_followed: Annotated[
        int, says("Components that it would clear, while the bundled knowledge knows better.")
    ]


class AnswersShape(Struct):
    """One form that a supplier has filled in, or one certificate."""

    path: Annotated[str, says("The file's name as given.")]
    sha256: Annotated[str, says("SHA-256 of its bytes, lower-case hex.")]
    supplier: Annotated[str, says("Who was asked; untrusted.")]
    by: Annotated[str, says("Who answered, with the position; untrusted.")]
    on: Annotated[str, says("The day of the answers (ISO date).")]
    program: Annotated[str, says("The program that the form was made for.")]
    statements: Annotated[int, says("Answers that say something.")]
    not_known: Annotated[int, says("Answers that say that it is not known.")]
    components: Annotated[int, says("Components that an answer reaches.")]
    conflicts: Annotated[tuple[str, ...], says("What contradicts a BOM, register or answer.")]
    unused: Annotated[tuple[str, ...], says("Answers that concern nothing here, and why.")]
    signer: Annotated[str, says("Of a certificate: who has signed it, as verified; else empty.")]
    trusted_by: Annotated[str, says("Of a certificate: why its signer is trusted.")]
    expires: Annotated[str, says("Of a certificate: the first day on which it counts no more.")]
    warnings: Annotated[tuple[str, ...], says("Of a certificate: what is odd about its signature.")]


class AskingShape(Struct):
    """One step of asking the suppliers, best first."""

    who: Annotated[str, says("Whom to ask: a party, or the unnamed supplier of a unit.")]
    asked_about: Annotated[int, says("Undecided components that a question to them concerns.")]
    settles: Annotated[int, says("Components settled by this step, those before it answered.")]
    so_far: Annotated[int, says("Components settled by this step and all before it.")]


class OtherEditionShape(Struct):
    """The same program under another edition."""

    id: Annotated[str, says("The other edition's id.")]
    verdict: Annotated[OverallVerdict, says("The verdict on the program under it.")]
    differs: Annotated[tuple[str, ...], says("Keys of the components that differ.")]
    citation: Annotated[str, says("Where the other edition was published.")]


class DecisionShape(Struct):
    """A reviewed human decision and what came of it."""

    component: Annotated[str, says("What the decision names.")]
    sets: Annotated[str, says("The facts or the authorization that it sets.")]
    reason: Annotated[str, says("Why, in the reviewer's words.")]
    by: Annotated[str, says("Who decided.")]
    on: Annotated[str, says("The day of the decision (ISO date).")]
    expires: Annotated[str, says("Its last day (ISO date); empty without one.")]
    status: Annotated[str, says("applied, expired, unmatched …")]
    matched: Annotated[int, says("Components that it matches.")]
    changed: Annotated[tuple[str, ...], says("Components whose verdict it changed.")]
    evidence: Annotated[tuple[str, ...], says("Documents that it refers to.")]


class DeclarationShape(Struct):
    """The Declaration of Conformity (15 CFR 791.305)."""

    due: Annotated[str | None, says("The day on which it is due (ISO date), where known.")]
    status: Annotated[str, says("What is known of it.")]
    citation: Annotated[str, says("The provision that asks for it.")]


class FindingShape(Struct):
    """A verdict on the program itself."""

    verdict: Annotated[Verdict, says("The verdict.")]
    citation: Annotated[str, says("The provision that decides.")]
    reason: Annotated[str, says("Why, in one sentence.")]
    missing: Annotated[tuple[MissingShape, ...], says("Facts that are missing.")]
    new: Annotated[bool, NEW] | UnsetType = UNSET


class ActionShape(Struct):
    """Something to do next."""

    what: Annotated[str, says("What to do.")]
    who: Annotated[str, says("Who can do it: a party's name, or `you`.")]
    effect: Annotated[int, says("How many components it concerns.")]


class AssumptionShape(Struct):
    """An assumption of standard evidence."""

    text: Annotated[str, says("What is assumed.")]
    components: Annotated[int, says("How many components rest on it.")]


class GroupShape(Struct):
    """What is counted and not listed in `components`."""

    why: Annotated[str, says("Why these are not listed one by one.")]
    components: Annotated[int, says("How many components the group stands for.")]
    files: Annotated[int, says("How many SPDX files the group stands for.")]


class BaselineShape(Struct):
    """An earlier report that this one is measured against; it changes no verdict."""

    path: Annotated[str, says("The file's name as given.")]
    sha256: Annotated[str, says("SHA-256 of its bytes, lower-case hex.")]
    today: Annotated[str, says("The day that it was made for.")]
    new_prohibited: Annotated[int, says("Prohibited now, and not in it.")]
    new_indeterminate: Annotated[int, says("Undecided now, and not in it.")]
    known: Annotated[int, says("Findings that it has as well.")]
    gone: Annotated[int, says("Findings of it that are none any more.")]
    notes: Annotated[tuple[str, ...], says("In what the two evaluations differ.")]


class ReportShape(Struct):
    """The result of one evaluation of one vehicle program by vcs-check."""

    schema: Annotated[Literal["vcs-check/report/1"], says("Name and version of this format.")]
    tool: Annotated[ToolShape, says("The tool that made the report.")]
    verdict: Annotated[OverallVerdict, says("The verdict on the whole program.")]
    program: Annotated[ProgramShape, says("The vehicle program as it was evaluated.")]
    edition: Annotated[EditionShape, says("The edition of the rule that was applied.")]
    evidence: Annotated[Evidence, says("How much evidence was asked for.")]
    schedule: Annotated[tuple[ScheduleShape, ...], says("The verdict by model year.")]
    counts: Annotated[CountsShape, says("How many components are what.")]
    inputs: Annotated[tuple[InputShape, ...], says("The files that were given.")]
    components: Annotated[
        list[ComponentShape],
        says("The components; with those counted in `groups`, all that were read."),
    ]
    suppliers: Annotated[tuple[SupplierShape, ...], says("The parties found.")]
    other_edition: Annotated[
        OtherEditionShape | None, says("The same program under another edition.")
    ]
    decisions: Annotated[tuple[DecisionShape, ...], says("Reviewed human decisions.")]
    declaration: Annotated[DeclarationShape, says("The Declaration of Conformity.")]
    notes: Annotated[tuple[str, ...], says("What was noticed and should be known.")]
    today: Annotated[str, says("The day (ISO date) used for deadlines and expiries only.")]
    software_scope: Annotated[SoftwareScope, says("How covered software was read.")]
    policy: Annotated[dict[str, str], says("Settings of this project, not of the law.")]
    answers: Annotated[tuple[AnswersShape, ...], says("What suppliers have answered.")]
    asking: Annotated[
        tuple[AskingShape, ...], says("Whom to ask, in the order that settles the most.")
    ]
    findings: Annotated[tuple[FindingShape, ...], says("Verdicts on the program itself.")]
    actions: Annotated[tuple[ActionShape, ...], says("What to do, most effective first.")]
    assumptions: Annotated[
        tuple[AssumptionShape, ...], says("Assumptions made, with how much rests on each.")
    ]
    hypotheses: Annotated[
        tuple[str, ...], says("`--assume` statements in force; the verdict is no finding then.")
    ]
    groups: Annotated[tuple[GroupShape, ...], says("What is counted and not listed.")]
    disclaimer: Annotated[str, says("That the report is no legal advice.")]
    knowledge: (
        Annotated[tuple[KnowledgeShape, ...], says("The user's own knowledge, where given.")]
        | UnsetType
    ) = UNSET
    baseline: (
        Annotated[BaselineShape, says("With --baseline: what is new since then.")] | UnsetType
    ) = UNSET


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :class:`ReportShape`."""
    return schema_of(ReportShape, "report", 1)
