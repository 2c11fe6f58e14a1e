"""The files of one job on this disk: where they are, fetched by URL, or unpacked from the job.

Nothing outlives the job: what was fetched or unpacked is removed at its end.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from vcs_check.containers.files import open_bytes, read_bytes
from vcs_check.errors import InputError, LimitError, UnreadableError
from vcs_check.fleet.job import Given, Job
from vcs_check.fleet.sources import beside, is_url, shown_place
from vcs_check.limits import DEFAULT_LIMITS

_PIECE_BYTES: Final = 1 << 20
MOST_PACKED_BYTES: Final = 512 * 1024 * 1024
"""Of all files of one program that travel to a cluster with their job."""


class Workspace:
    """Finds the files of a job; a context manager.

    Args:
        job: whose files are meant.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._folder = ""
        self._located: dict[str, str | InputError] = {}

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def beside(self, name: str) -> Given:
        """A file that the program file names; raises UnreadableError where it leads outside."""
        return Given(beside(self.job.program.where, name, self.job.root), name)

    def locate(self, given: Given) -> str:
        """The path of a file on this disk.

        Raises:
            InputError: it cannot be fetched, or did not come with the job.
        """
        known = self._located.get(given.where)
        if known is None:
            try:
                known = self._found(given)
            except InputError as error:
                known = error
            self._located[given.where] = known
        if isinstance(known, InputError):
            raise known
        return known

    def opened(self, given: Given) -> BinaryIO:
        """The bytes of a file; an error names it as whoever named it wrote it."""
        path = self.locate(given)
        try:
            return open_bytes(path)
        except InputError as error:
            raise type(error)(given.shown, error.message, error.place) from None

    def read(self, given: Given) -> bytes:
        """All bytes of a settings file, the same way."""
        path = self.locate(given)
        try:
            return read_bytes(path, DEFAULT_LIMITS.max_settings_bytes)
        except InputError as error:
            raise type(error)(given.shown, error.message, error.place) from None

    def _found(self, given: Given) -> str:
        packed = self.job.packed
        if packed is not None and given.where in packed:
            data = packed[given.where]
            if isinstance(data, str):
                raise UnreadableError(given.shown, data)
            target = self._target(given.where)
            target.write_bytes(data)
            return str(target)
        if not is_url(given.where):
            return given.where
        from vcs_check.fleet import remote

        target = self._target(given.where)
        remote.fetch(given.where, target, DEFAULT_LIMITS.max_input_bytes)
        return str(target)

    def _target(self, where: str) -> Path:
        """A new file whose name ends as the original's, because an ending tells some formats."""
        if not self._folder:
            self._folder = tempfile.mkdtemp(prefix="vcs-check-")
        bare = shown_place(where).replace("\\", "/").rpartition("/")[2]
        name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in bare)
        folder = Path(self._folder) / str(len(self._located))
        folder.mkdir()
        return folder / (name[-100:] or "file")

    def digest(self, given: Given) -> str:
        """SHA-256 (lower-case hex) of a file, or why it cannot be read."""
        try:
            path = self.locate(given)
            digest = hashlib.sha256()
            with open_bytes(path) as stream:
                while piece := stream.read(_PIECE_BYTES):
                    digest.update(piece)
        except InputError as error:
            return f"not read: {error.message}"
        except OSError as error:
            return f"not read: {error.strerror}"
        return digest.hexdigest()

    def packed(self, files: list[Given]) -> dict[str, bytes | str]:
        """The local files among those given, to travel with the job.

        Raises:
            LimitError: they are too many bytes for that.
        """
        taken: dict[str, bytes | str] = {}
        total = 0
        for given in files:
            if is_url(given.where) or given.where in taken:
                continue
            try:
                path = self.locate(given)
                total += Path(path).stat().st_size if Path(path).is_file() else 0
                if total > MOST_PACKED_BYTES:
                    raise LimitError(
                        given.shown,
                        f"the files of the program are more than {MOST_PACKED_BYTES} bytes "
                        "together, too many to travel to the workers with it; give the fleet by a "
                        "URL that the workers can read (file:///... on a shared disk)",
                    )
                with open_bytes(path) as stream:
                    taken[given.where] = stream.read()
            except LimitError:
                raise
            except InputError as error:
                taken[given.where] = error.message
            except OSError as error:
                taken[given.where] = f"cannot be read: {error.strerror}"
        return taken
