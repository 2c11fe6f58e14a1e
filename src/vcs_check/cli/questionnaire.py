"""``--questionnaire DIR``: a form for everybody who has to be asked."""

from __future__ import annotations

from pathlib import Path

from vcs_check.assessment import Assessment
from vcs_check.cli.check import say
from vcs_check.errors import ReportError
from vcs_check.forms import written_forms
from vcs_check.reports import write_atomically


def write_questionnaires(assessment: Assessment, folder: Path) -> list[str]:
    """Write the forms and say what was written, on standard error; returns what failed."""
    failed: list[str] = []
    written = 0
    for request in assessment.requests:
        made = list(written_forms(request, assessment.today, assessment.tool_version))
        if not made:
            say(f"{request.supplier}: nothing to ask, so there is no form")
        for name, data in made:
            try:
                write_atomically(folder / name, data)
                written += 1
            except ReportError as error:
                failed.append(str(error))
    if written:
        say(f"{written} files in {folder}")
    elif not failed:
        say("nobody has to be asked, so there is no form")
    return failed
