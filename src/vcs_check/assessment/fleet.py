"""What a run over many programs found: pure data, rendered by ``reports.fleet``.

The descriptions are those of the published JSON Schema. Texts are untrusted, as everywhere.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from vcs_check.inventory.vocabulary import Origin, OverallVerdict

FLEET_SCHEMA: Final = "vcs-check/fleet/1"


def _says(text: str) -> Meta:
    return Meta(description=text)


class FleetYear(Struct, frozen=True, kw_only=True):
    """One program in one model year."""

    model_year: Annotated[int, _says("If the vehicle were of this model year.")]
    verdict: Annotated[OverallVerdict, _says("The verdict on the program.")]
    prohibited: Annotated[int, _says("Components.")]
    indeterminate: Annotated[int, _says("Components.")]
    is_stated: Annotated[bool, _says("Whether the manifest, or the program, is of that year.")]
    before: Annotated[
        OverallVerdict | None,
        _says("In the last run (in a what-if: the real verdict) where it differs; else null."),
    ] = None


class FleetProgram(Struct, frozen=True, kw_only=True):
    """One program of the fleet."""

    id: Annotated[str, _says("In the manifest.")]
    name: Annotated[str, _says("Its own name; untrusted.")]
    path: Annotated[str, _says("The program file as the manifest names it.")]
    verdict: Annotated[
        OverallVerdict | None,
        _says("For the model year as stated; null where it was never evaluated."),
    ]
    exit_code: Annotated[int, _says("By the contract, for this program alone.")]
    status: Annotated[
        str, _says("evaluated, unchanged, unconcerned, failed, or unreached: not in this run.")
    ]
    error: Annotated[str, _says("Why there is no verdict, or what could not be read.")] = ""
    model_year: Annotated[int | None, _says("As stated.")] = None
    first_failing_year: Annotated[int | None, _says("First in which it fails.")] = None
    edition: Annotated[str, _says("Id of the edition.")] = ""
    components: Annotated[int, _says("All of them.")] = 0
    prohibited: Annotated[int, _says("Components.")] = 0
    indeterminate: Annotated[int, _says("Components.")] = 0
    evaluated_for: Annotated[str, _says("The day (ISO date) that it was evaluated for.")] = ""
    hypothetical: Annotated[bool, _says("Whether this is a what-if.")] = False
    years: Annotated[tuple[FleetYear, ...], _says("The verdict by model year.")] = ()


class FleetSupplier(Struct, frozen=True, kw_only=True):
    """A party over all programs."""

    name: Annotated[str, _says("The party's name; untrusted.")]
    origin: Annotated[Origin, _says("The worst of all programs: nexus, unknown, none.")]
    country: Annotated[str, _says("ISO 3166-1 alpha-2; empty where unknown.")]
    why: Annotated[str, _says("The decisive fact.")]
    programs: Annotated[int, _says("Programs that name it.")]
    decides: Annotated[
        int, _says("Programs with a component that it makes fail in a model year, or leaves open.")
    ]
    fails: Annotated[int, _says("Programs with a component that it makes fail in a model year.")]
    first_failing_year: Annotated[int | None, _says("The first such year.")]
    undecided: Annotated[int, _says("Components that it leaves open.")]
    prohibited: Annotated[int, _says("Components prohibited now for it.")]
    decided_programs: Annotated[tuple[str, ...], _says("Ids of those that it decides.")]


class FleetQuestion(Struct, frozen=True, kw_only=True):
    """A fact that is missing, over all programs."""

    of: Annotated[str, _says("Whom or what it is about; untrusted.")]
    fact: Annotated[str, _says("Which fact.")]
    ask: Annotated[str, _says("The question.")]
    programs: Annotated[int, _says("Undecided programs that wait for it.")]
    components: Annotated[int, _says("Undecided components that wait for it.")]


class FleetChange(Struct, frozen=True, kw_only=True):
    """Something that is otherwise than in the last run (in a what-if: than it really is)."""

    program: Annotated[str, _says("Id; empty where it is about a supplier.")]
    kind: Annotated[str, _says("worse, better, changed, new, gone, error or supplier.")]
    text: Annotated[str, _says("What changed, in words.")]


class FleetSummary(Struct, frozen=True, kw_only=True):
    """One run over a fleet."""

    schema: Annotated[Literal["vcs-check/fleet/1"], _says("Name and version of this format.")] = (
        "vcs-check/fleet/1"
    )
    tool_version: Annotated[str, _says("Version of the tool.")]
    name: Annotated[str, _says("Of the fleet, as the manifest has it; may be empty.")]
    manifest: Annotated[str, _says("As it was given.")]
    today: Annotated[str, _says("The day (ISO date) used for deadlines and expiries.")]
    exit_code: Annotated[int, _says("The worst of all, in the order 70, 5, 4, 1, 3, 0.")]
    hypotheses: Annotated[tuple[str, ...], _says("--assume statements; empty: this is real.")] = ()
    verdicts: Annotated[dict[str, int], _says("Programs by verdict; none: without any.")]
    statuses: Annotated[dict[str, int], _says("Programs by status.")]
    components: Annotated[int, _says("Of all programs.")]
    programs: Annotated[tuple[FleetProgram, ...], _says("In the order of the manifest.")]
    suppliers: Annotated[
        tuple[FleetSupplier, ...], _says("Those that decide most programs first; at most 500.")
    ]
    suppliers_total: Annotated[int, _says("All parties, those that decide nothing included.")]
    questions: Annotated[tuple[FleetQuestion, ...], _says("What to ask first; at most 200.")]
    since: Annotated[
        str, _says("What the changes are against: a day, 'the real results', or empty.")
    ] = ""
    changes: Annotated[tuple[FleetChange, ...], _says("What is otherwise; at most 1,000.")] = ()
    changes_total: Annotated[int, _says("All changes.")] = 0
    trouble: Annotated[tuple[str, ...], _says("Why the run ended early; what was not kept.")] = ()
    notes: Annotated[tuple[str, ...], _says("What was noticed.")] = ()
