"""Reports reach the disk whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from vcs_check.errors import ReportError

_PERMISSIONS = 0o666


def write_atomically(path: Path | str, data: bytes | str) -> None:
    """Write ``data`` to ``path`` by way of a temporary file in the same folder.

    Missing folders are made. A link is followed, so that what it points to is replaced and not
    the link. A device such as ``/dev/stdout`` is written to directly, as it cannot be replaced.

    Raises:
        ReportError: it could not be written; what stood at ``path`` before still stands.
    """
    content = data.encode() if isinstance(data, str) else data
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{path}: the report could not be written ({reason}); choose another place"
        raise ReportError(message) from error


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent
    )
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_usual_permissions(Path(name), target)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _give_usual_permissions(made: Path, target: Path) -> None:
    # mkstemp makes files that only their owner can read; a report is as public as any file.
    if target.exists():
        made.chmod(target.stat().st_mode & 0o777)
        return
    umask = os.umask(0)
    os.umask(umask)
    made.chmod(_PERMISSIONS & ~umask)
