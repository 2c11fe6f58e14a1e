"""Where components stand in the files on disk, for reports that point into them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from vcs_check.assessment import Assessment
from vcs_check.errors import InputError, ReportError
from vcs_check.pipeline import Request
from vcs_check.readers import positions_of, with_properties
from vcs_check.reports import PROGRAM_FILE, Place


class Places:
    """The places of one assessment; a file is read again only when a report asks for it."""

    def __init__(self, request: Request, assessment: Assessment, paths: Sequence[str]) -> None:
        self._request = request
        self._assessment = assessment
        self._program = next((path for path in paths if path.lower().endswith(".toml")), "")

    def locate(self, number: int, sources: Sequence[str]) -> Mapping[str, Place]:
        """The places of components of one input that can be found; ``""`` is the file itself.

        Nothing but the file is found where its bytes are no longer those that were assessed.
        """
        if number == PROGRAM_FILE:
            return {"": Place(file=_from_here(self._program))} if self._program else {}
        bom = self._request.inputs[number]
        # of an archive only the archive itself can be opened
        path = bom.file or (bom.path.partition("!/")[0] if bom.container_sha256 else "")
        file = _from_here(path) if path else bom.path
        found = {"": Place(file=file)}
        view = self._assessment.inputs[number]
        if view.error is not None or not bom.file:
            return found
        try:
            data = bom.load()
            if hashlib.sha256(data).hexdigest() == view.sha256:
                positions = positions_of(
                    data, bom.path, filter(None, sources), self._request.limits
                )
                for source, at in positions.items():
                    found[source] = Place(file=file, line=at.line, column=at.column)
        except InputError:  # it was taken away meanwhile
            pass
        return found

    def annotate(
        self, number: int, properties: Mapping[str, Sequence[tuple[str, str]]], prefix: str
    ) -> bytes:
        """A copy of one input with properties added.

        Raises:
            ReportError: it cannot be annotated, or is no longer what was assessed.
        """
        bom, view = self._request.inputs[number], self._assessment.inputs[number]
        try:
            data = bom.load()
            if hashlib.sha256(data).hexdigest() != view.sha256:
                raise ReportError(f"{bom.path}: changed since it was assessed; run again")
            return with_properties(data, bom.path, properties, prefix, self._request.limits)
        except InputError as error:
            raise ReportError(str(error)) from None


def _from_here(path: str) -> str:
    """The path from the working folder, where the file lies below it."""
    try:
        return Path(os.path.normpath(Path.cwd() / path)).relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return Path(path).as_posix()
