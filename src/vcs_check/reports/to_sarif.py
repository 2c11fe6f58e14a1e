"""``sarif``: SARIF 2.1.0 for code scanning, within the limits that GitHub documents.

One result a prohibited or undecided component, with the line of the BOM where it stands; GitHub
refuses a file in which a result has no physical location.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final
from urllib.parse import quote

import msgspec

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._alerts import UNREADABLE, Alert, alerts
from vcs_check.reports._base import Place, RenderOptions, Report
from vcs_check.reports._escape import sarif_message, shown
from vcs_check.reports._rule_help import RuleHelp, rule_help

MAX_RESULTS: Final = 25_000
"""Results of one run that GitHub accepts; it refuses the whole file above that."""
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Verdict.PROHIBITED: "error", Verdict.INDETERMINATE: "warning"}


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """One SARIF log with one run, UTF-8."""
    found = alerts(assessment, options.locate)
    kept, cut = found[:MAX_RESULTS], found[MAX_RESULTS:]
    names = list(dict.fromkeys(alert.rule for alert in kept))
    examples = {alert.rule: alert for alert in reversed(kept)}
    index = {name: number for number, name in enumerate(names)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "vcs-check",
                "organization": "vcs-check",
                "version": shown(assessment.tool_version),
                "semanticVersion": shown(assessment.tool_version),
                "rules": [_rule(rule_help(examples[name])) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": shown(f"vcs-check/{assessment.edition.id}/")},
        "invocations": [_invocation(assessment, cut)],
        "results": [_result(alert, index[alert.rule]) for alert in kept],
        "properties": _properties(assessment),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n"


def _rule(help_: RuleHelp) -> dict[str, Any]:
    return {
        "id": help_.id,
        "name": help_.name,
        "shortDescription": {"text": help_.short},
        "fullDescription": {"text": help_.full},
        "help": {"text": help_.text, "markdown": help_.markdown},
        "defaultConfiguration": {"level": _LEVELS[help_.verdict]},
        "properties": {
            "tags": ["compliance", "supply-chain", "connected-vehicle-rule"],
            "precision": "high",
            "problem.severity": _LEVELS[help_.verdict],
        },
    }


def _result(alert: Alert, index: int) -> dict[str, Any]:
    level = _LEVELS[alert.verdict]
    subject = sarif_message(f"{alert.subject}: {alert.verdict.value}. ")
    made: dict[str, Any] = {
        "ruleId": alert.rule,
        "ruleIndex": index,
        "level": level,
        "message": {"text": subject + sarif_message(alert.message)},
        "locations": [{"physicalLocation": _location(alert.place)}],
        "partialFingerprints": {
            "vcsCheckSubject/v1": alert.fingerprint,
            "primaryLocationLineHash": f"{alert.fingerprint[:16]}:1",
        },
    }
    if alert.standing is not None:
        made["baselineState"] = alert.standing.value
    if alert.component is not None:
        assessed = alert.component
        made["locations"][0]["logicalLocations"] = [
            {
                "name": shown(assessed.component.name or assessed.key),
                "fullyQualifiedName": shown(" > ".join(assessed.path)),
                "kind": "component",
            }
        ]
        made["properties"] = {
            "key": shown(assessed.key),
            "citation": shown(alert.citation),
            "class": assessed.outcome.component_class.value,
            "origin": assessed.outcome.origin.value,
        }
    return made


def _location(place: Place) -> dict[str, Any]:
    return {
        "artifactLocation": _artifact(place.file),
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def _artifact(file: str) -> dict[str, str]:
    """A URI below the checkout's root; for a file outside of it, one of its own."""
    path = quote(file.replace("\\", "/").removeprefix("./"), errors="surrogatepass")
    if path.startswith("/"):
        return {"uri": f"file://{path}"}
    return {"uri": path, "uriBaseId": "%SRCROOT%"}


def _invocation(assessment: Assessment, cut: list[Alert]) -> dict[str, Any]:
    notes = [("note", text) for text in assessment.notes]
    notes += [("warning", f"hypothetical: {text}") for text in assessment.hypotheses]
    if cut:
        counted = Counter(alert.verdict.value for alert in cut)
        words = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counted.items()))
        notes.insert(
            0,
            (
                "warning",
                f"{len(cut)} results are left out here ({words}), since code scanning takes at "
                f"most {MAX_RESULTS}; the JSON and HTML reports have all of them",
            ),
        )
    if assessment.baseline is not None:
        # Code scanning knows no baselineState and would show an absent result as an open alert,
        # so those are counted here.
        notes.insert(0, ("note", digest.baseline_sentence(assessment)))
    failed = [entry for entry in assessment.inputs if entry.error is not None]
    notes += [("error", f"{UNREADABLE}: {entry.error}") for entry in failed]
    return {
        "executionSuccessful": not failed,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": sarif_message(text)}} for level, text in notes
        ],
    }


def _properties(assessment: Assessment) -> dict[str, Any]:
    return {
        "verdict": digest.verdict_words(assessment),
        "summary": shown(digest.summary_sentence(assessment)),
        "program": shown(assessment.program.name),
        "modelYear": assessment.program.model_year,
        "edition": shown(f"{assessment.edition.id} ({assessment.edition.citation})"),
        "evidence": assessment.evidence.value,
        "softwareScope": assessment.software_scope.value,
        "verdicts": dict(sorted(assessment.counts.verdicts.items())),
        "disclaimer": digest.NO_LEGAL_ADVICE,
    }


REPORT = Report(
    name="sarif", file_name="report.sarif", media_type="application/sarif+json", render=render
)
