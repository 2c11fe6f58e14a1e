"""The form that a supplier fills in: written for those who have to be asked, and read back.

One file a format: every module ``form_*.py`` in this folder offers a constant ``FORMAT`` and is
found by listing the folder. All formats carry the same questions, ids and digest, and what is read
back is checked in one place (:mod:`vcs_check.forms._checking`).
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final

from vcs_check.asked import SupplierRequest
from vcs_check.errors import LimitError, MalformedError
from vcs_check.forms._base import Form
from vcs_check.forms._checking import answered
from vcs_check.limits import DEFAULT_LIMITS
from vcs_check.program import Program
from vcs_check.questions.answers import AnsweredForm
from vcs_check.questions.requests import supplier_key

_PREFIX: Final = "form_"
_MOST_NAME_CHARACTERS: Final = 40


@cache
def forms() -> tuple[Form, ...]:
    """Every format, in the order of its name."""
    found: list[Form] = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith(_PREFIX):
            found.append(importlib.import_module(f"{__name__}.{module.name}").FORMAT)
    return tuple(sorted(found, key=lambda form: form.ending))


def written_forms(request: SupplierRequest, made_on: str, tool: str) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of a request, in every format.

    Args:
        request: what to ask; with no question in it nothing is written.
        made_on: the day (ISO date) of the run.
        tool: the tool's version.
    """
    if not (request.items or request.company_fields):
        return
    for form in forms():
        yield f"{file_stem(request.supplier)}{form.ending}", form.write(request, made_on, tool)


def file_stem(supplier: str) -> str:
    """A file name for a supplier: plain on every file system, and different for every name.

    Letters are lower case and ASCII, so that no two names differ in case or in how a character is
    composed; the digest at the end keeps apart what looks the same after that, and no name of a
    device (``con``, ``nul``) can come out.
    """
    plain = unicodedata.normalize("NFKD", supplier).encode("ascii", "ignore").decode().lower()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    name = "-".join(words)[:_MOST_NAME_CHARACTERS].strip("-") or "supplier"
    digest = hashlib.sha256(supplier.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{name}-{digest[:8]}"


def answers_for(
    files: Iterable[tuple[bytes, str]], program: Program, today: date
) -> tuple[AnsweredForm, ...]:
    """The filled forms of one program.

    Args:
        files: bytes and name of each.
        program: whom they have to be for.
        today: no form may be of a later day.

    Raises:
        InputError: a form is not accepted, or is of another program or day.
    """
    found = tuple(read_answers(data, path) for data, path in files)
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


def read_answers(data: bytes, path: str) -> AnsweredForm:
    """A filled form of any format.

    Args:
        data: the file's bytes.
        path: the file's name as the user gave it; its ending tells the format.

    Raises:
        LimitError: larger than ``limits.max_settings_bytes``, or too large when unpacked.
        MalformedError: no form, changed beyond its answers, unsigned, or an answer that is not
            allowed; with sheet and cell, or line.
    """
    if len(data) > DEFAULT_LIMITS.max_settings_bytes:
        raise LimitError(
            path,
            f"{len(data)} bytes, the limit is {DEFAULT_LIMITS.max_settings_bytes} "
            "(limits.max_settings_bytes)",
        )
    for form in forms():
        if path.lower().endswith(form.ending):
            return answered(form.read(data, path), path, hashlib.sha256(data).hexdigest())
    endings = ", ".join(form.ending for form in forms())
    raise MalformedError(path, f"no form that is read; a filled form ends with one of: {endings}")
