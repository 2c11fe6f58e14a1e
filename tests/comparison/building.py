"""Small JSON reports to compare."""

from __future__ import annotations

import json
from typing import Any

from vcs_check.comparison import ReportRecord, read_report

Thing = dict[str, Any]


def party(name: str = "Muster Telematik GmbH", origin: str = "nexus", **more: str) -> Thing:
    """A party in the role of manufacturer."""
    return {
        "role": "manufacturer",
        "name": name,
        "origin": origin,
        "country": "",
        "why": "",
        **more,
    }


def part(
    name: str = "modem",
    verdict: str = "permitted",
    *parties: Thing,
    id: str | None = None,
    version: str = "1",
    purl: str = "",
    unit: str = "TCU",
    **more: Any,
) -> Thing:
    """One component; ``unit`` is what it stands in."""
    return {
        "id": name if id is None else id,
        "input": 0,
        "path": ["Example EV", unit, name],
        "name": name,
        "version": version,
        "purl": purl,
        "source": f"/components/{name}",
        "class": "vcs-hardware",
        "parties": list(parties),
        "verdict": verdict,
        "citation": "15 CFR 791.302(a)",
        "reason": "Because.",
        "kind": "device",
        **more,
    }


def bom(path: str = "tcu.json", sha256: str = "a" * 64, **more: Any) -> Thing:
    """One input that was read."""
    return {"path": path, "sha256": sha256, "components": 1, "error": None, **more}


def report(*components: Thing, **more: Any) -> Thing:
    """A report of these components, its verdict made of theirs."""
    verdicts = {component["verdict"] for component in components}
    overall = "indeterminate" if "indeterminate" in verdicts else "pass"
    return {
        "schema": "vcs-check/report/1",
        "tool": {"name": "vcs-check", "version": "1.0"},
        "verdict": "fail" if "prohibited" in verdicts else overall,
        "program": {"name": "Example EV", "model_year": 2027},
        "edition": {"id": "final-2025", "citation": "90 FR 5360", "sha256": "e" * 64},
        "evidence": "standard",
        "today": "2026-11-21",
        "inputs": [bom()],
        "components": list(components),
        **more,
    }


def read(made: Thing, path: str = "report.json") -> ReportRecord:
    """The report as ``vcs-check`` reads it."""
    return read_report(json.dumps(made).encode(), path)
