"""``gitlab``: a Code Quality report, as merge requests of GitLab show it.

https://docs.gitlab.com/ci/testing/code_quality/ : a JSON array without a byte order mark; each
element has a description, a check name, a unique fingerprint, a severity and a place.
"""

from __future__ import annotations

from typing import Final

import msgspec

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports._alerts import alerts
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import shown

_SEVERITIES: Final = {Verdict.PROHIBITED: "blocker", Verdict.INDETERMINATE: "major"}


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """One element an alert, UTF-8 JSON."""
    found = [
        {
            "description": shown(f"{alert.subject}: {alert.verdict.value}. {alert.message}"),
            "check_name": alert.rule,
            "fingerprint": alert.fingerprint,
            "severity": _SEVERITIES[alert.verdict],
            "location": {
                "path": shown(alert.place.file.removeprefix("./")),
                "lines": {"begin": alert.place.line},
            },
        }
        for alert in alerts(assessment, options.locate)
    ]
    return msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"


REPORT = Report(name="gitlab", file_name="", media_type="application/json", render=render)
