"""``--answers FILE``: the forms that suppliers have filled in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from vcs_check.cli.files import read_bytes
from vcs_check.errors import MalformedError
from vcs_check.forms import read_answers
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm
from vcs_check.questions.requests import supplier_key


def read_forms(
    paths: Sequence[str], program: Program, today: datetime.date
) -> tuple[AnsweredForm, ...]:
    """The filled forms, each for this program and not of a day to come.

    Raises:
        InputError: a form cannot be read, is not accepted, or is of another program or day.
    """
    found = tuple(read_answers(read_bytes(path), path) for path in paths)
    for form in found:
        if form.program != supplier_key(program.name):
            raise MalformedError(
                form.file,
                f"answers for the program {form.program!r}, not for {program.name!r}; questions "
                "and things differ from program to program",
            )
        if form.on > today:
            raise MalformedError(
                form.file, f"the answers are dated {form.on}, after today ({today})"
            )
    return found
