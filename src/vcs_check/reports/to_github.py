"""``github``: workflow commands, which a run on GitHub shows as annotations of the files.

``::error file=…,line=…,col=…,title=…::message``. GitHub shows ten errors and ten warnings a step;
the last line says how many there were.
"""

from __future__ import annotations

from typing import Final

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._alerts import Alert, alerts
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import github_message, github_property

_COMMANDS: Final = {Verdict.PROHIBITED: "error", Verdict.INDETERMINATE: "warning"}


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """One line an alert, then one notice with the verdict, UTF-8."""
    lines = [_line(alert) for alert in alerts(assessment, options.locate)]
    verdict = f"{digest.verdict_words(assessment)}: {digest.summary_sentence(assessment)}"
    lines.append(f"::notice title=vcs-check::{github_message(verdict)}")
    return ("\n".join(lines) + "\n").encode()


def _line(alert: Alert) -> str:
    place = alert.place
    title = github_property(f"{alert.subject}: {alert.verdict.value}")
    return (
        f"::{_COMMANDS[alert.verdict]} file={github_property(place.file.removeprefix('./'))},"
        f"line={place.line},col={place.column},title={title}::{github_message(alert.message)}"
    )


REPORT = Report(name="github", file_name="", media_type="text/plain", render=render)
