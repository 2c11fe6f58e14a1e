"""``cyclonedx``: the BOMs that were given, with the verdict as properties.

Only properties are added; not a byte else changes. Their names begin with ``vcs-check:``, which
no reader takes for a fact, so that reading the copy gives the same verdicts. `declarations` of
CycloneDX 1.6 are left alone: they are what a person attests, and an assessment is not that.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.errors import ReportError
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import shown

PREFIX: Final = "vcs-check:"
_FORMATS: Final = {"cyclonedx-json": "/metadata", "cyclonedx-xml": "/bom/metadata"}
Properties = list[tuple[str, str]]


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """The one CycloneDX input, annotated.

    Raises:
        ReportError: no input is CycloneDX, several are, or it cannot be annotated.
    """
    numbers = _numbers(assessment)
    if len(numbers) > 1:
        raise ReportError(
            f"{len(numbers)} inputs are CycloneDX; name a folder for the annotated copies: "
            "--output cyclonedx=FOLDER/"
        )
    return _annotated(assessment, options, numbers[0])


def render_files(assessment: Assessment, options: RenderOptions) -> dict[str, bytes]:
    """Every CycloneDX input, annotated, by its file name.

    Raises:
        ReportError: no input is CycloneDX, or one cannot be annotated.
    """
    made: dict[str, bytes] = {}
    for number in _numbers(assessment):
        path = assessment.inputs[number].path.replace("\\", "/").replace("!/", "/")
        name = PurePosixPath(path).name.removesuffix(".gz").removesuffix(".zst")
        unique = name if name not in made else f"{number}-{name}"
        made[unique] = _annotated(assessment, options, number)
    return made


def _numbers(assessment: Assessment) -> list[int]:
    numbers = [n for n, entry in enumerate(assessment.inputs) if entry.format in _FORMATS]
    if not numbers:
        raise ReportError("no input is CycloneDX in JSON or XML, so there is nothing to annotate")
    return numbers


def _annotated(assessment: Assessment, options: RenderOptions, number: int) -> bytes:
    metadata = _FORMATS[assessment.inputs[number].format]
    properties = {
        assessed.component.source: _of_component(assessed)
        for assessed in assessment.components
        if assessed.input == number
    }
    properties[metadata] = _of_assessment(assessment)
    return options.annotate(number, properties, PREFIX)


def _of_component(assessed: AssessedComponent) -> Properties:
    outcome = assessed.outcome
    parts = [
        ("verdict", outcome.verdict.value),
        ("rolled-up", assessed.rolled_up.value),
        ("class", outcome.component_class.value),
        ("exclusion", outcome.exclusion.value if outcome.exclusion else ""),
        ("origin", outcome.origin.value),
        ("citation", outcome.citation),
        ("reason", outcome.reason),
        ("exempt", digest.exempt_until(outcome.exempt_before)),
        ("authorization", outcome.authorization),
        *(("missing", f"{fact.fact} of {fact.of}: {fact.ask}") for fact in outcome.missing),
        ("hypothetical", "true" if assessed.hypothetical else ""),
    ]
    return [(PREFIX + name, shown(value)) for name, value in parts if value]


def _of_assessment(a: Assessment) -> Properties:
    parts = [
        ("tool", f"vcs-check {a.tool_version}"),
        ("program-verdict", digest.verdict_words(a)),
        ("program", a.program.name),
        ("model-year", digest.model_year_text(a)),
        ("edition", f"{a.edition.id} ({a.edition.citation})"),
        ("evidence", a.evidence.value),
        ("software-scope", a.software_scope.value),
        ("assessed-on", a.today),
        *(("hypothesis", text) for text in a.hypotheses),
        ("disclaimer", digest.NO_LEGAL_ADVICE),
    ]
    return [(PREFIX + name, shown(value)) for name, value in parts if value]


REPORT = Report(
    name="cyclonedx",
    file_name="",
    media_type="application/vnd.cyclonedx",
    render=render,
    render_files=render_files,
)
