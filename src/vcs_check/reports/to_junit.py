"""``junit``: test results for build servers.

A suite for each input and one for the program itself; a test case for each component that
matters. Prohibited and undecided fail (types ``prohibited`` and ``indeterminate``), exempt and
authorized are skipped and stay visible, permitted passes, an unreadable input is an error.
Out of scope has no test case; a property of the suite counts it.
"""

from __future__ import annotations

from vcs_check.assessment import AssessedComponent, Assessment, Finding, InputView
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import xml

_FAILURES = (Verdict.PROHIBITED, Verdict.INDETERMINATE)
_SKIPPED = (Verdict.AUTHORIZED, Verdict.EXEMPT)


class _Suite:
    """A test suite under construction, with its counts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[str] = []
        self.properties: list[tuple[str, str]] = []
        self.failures = self.errors = self.skipped = 0

    def add(self, place: str, name: str, verdict: Verdict, message: str, text: str) -> None:
        """A case for one component or finding."""
        inner = ""
        if verdict in _FAILURES:
            self.failures += 1
            inner = (
                f'<failure type="{verdict.value}" message="{xml(message)}">{xml(text)}</failure>'
            )
        elif verdict in _SKIPPED:
            self.skipped += 1
            inner = f'<skipped message="{xml(f"{verdict.value}: {message}")}"/>'
        self._case(place, name, inner)

    def add_error(self, name: str, message: str) -> None:
        """A case for an input that could not be read."""
        self.errors += 1
        self._case(name, "can be read", f'<error type="unreadable" message="{xml(message)}"/>')

    def _case(self, place: str, name: str, inner: str) -> None:
        opening = f'<testcase classname="{xml(place)}" name="{xml(name)}"'
        self.cases.append(f"{opening}>{inner}</testcase>" if inner else f"{opening}/>")

    def counts(self) -> str:
        """The counting attributes of the suite."""
        return (
            f'tests="{len(self.cases)}" failures="{self.failures}" errors="{self.errors}" '
            f'skipped="{self.skipped}"'
        )

    def lines(self) -> list[str]:
        """The suite as XML, one element a line."""
        made = [f'<testsuite name="{xml(self.name)}" {self.counts()}>']
        if self.properties:
            pairs = [f'<property name="{xml(n)}" value="{xml(v)}"/>' for n, v in self.properties]
            made += ["<properties>", *pairs, "</properties>"]
        return [*made, *self.cases, "</testsuite>"]


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """JUnit XML in UTF-8, in the dialect that build servers agree on."""
    suites = [_program_suite(assessment)]
    suites += [_Suite(entry.path) for entry in assessment.inputs]
    left_out = [0] * len(assessment.inputs)
    for component in assessment.components:
        if component.outcome.verdict is Verdict.OUT_OF_SCOPE:
            left_out[component.input] += 1
        else:
            _add_component(suites[component.input + 1], component)
    for suite, entry, count in zip(suites[1:], assessment.inputs, left_out, strict=True):
        _describe_input(suite, entry, count)
    total = _Suite("vcs-check")
    for suite in suites:
        total.cases += suite.cases
        total.failures += suite.failures
        total.errors += suite.errors
        total.skipped += suite.skipped
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="vcs-check" {total.counts()}>',
    ]
    for suite in suites:
        lines += suite.lines()
    return ("\n".join([*lines, "</testsuites>"]) + "\n").encode()


def _program_suite(a: Assessment) -> _Suite:
    suite = _Suite(a.program.name or "unnamed program")
    suite.properties = [
        ("verdict", digest.verdict_words(a)),
        ("edition", f"{a.edition.id} ({a.edition.citation})"),
        ("model year", digest.model_year_text(a)),
        ("evidence", a.evidence.value),
        ("software scope", a.software_scope.value),
        ("today", a.today),
        ("note", digest.NO_LEGAL_ADVICE),
        *(("hypothesis", text) for text in a.hypotheses),
    ]
    for finding in a.findings:
        text = _explained(finding.citation, finding.reason, _asks(finding))
        suite.add("program", finding.citation, finding.verdict, finding.reason, text)
    return suite


def _describe_input(suite: _Suite, entry: InputView, out_of_scope: int) -> None:
    if entry.error is not None:
        suite.add_error(entry.path, entry.error)
    suite.properties = [
        ("sha256", entry.sha256),
        ("components", str(entry.components)),
        ("out of scope, without a test case", str(out_of_scope)),
    ]


def _add_component(suite: _Suite, assessed: AssessedComponent) -> None:
    outcome = assessed.outcome
    name = " ".join(filter(None, (assessed.component.name, assessed.component.version)))
    parties = [f"{p.role.value}: {p.name} ({p.origin.value})" for p in assessed.parties]
    asks = [f"{fact.ask} (about {fact.of})" for fact in outcome.missing]
    text = _explained(outcome.citation, outcome.reason, [*parties, *asks])
    place = " > ".join(assessed.path[:-1]) or "program"
    suite.add(place, f"{name} [{assessed.key}]", outcome.verdict, outcome.reason, text)


def _asks(finding: Finding) -> list[str]:
    return [f"{fact.ask} (about {fact.of})" for fact in finding.missing]


def _explained(citation: str, reason: str, lines: list[str]) -> str:
    return "; ".join([f"{citation}: {reason}", *lines])


REPORT = Report(
    name="junit", file_name="report.junit.xml", media_type="application/xml", render=render
)
