"""The archived evaluation once more, in a process of its own.

The data that came with this version must not have been read before those of the archive take their
place. ``python -m vcs_check.cli.reevaluate PACKAGE`` prints one Reevaluation as JSON.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import msgspec

from vcs_check.archive.reevaluation import Reevaluation, reevaluated
from vcs_check.limits import Limits

_OWN_DATA: Final = "--own-data"
_STDERR_CHARS: Final = 300


def again(limits: Limits, path: str, own_data: bool) -> Reevaluation:
    """What comes out; a process that dies is told like one that cannot read the data.

    Args:
        limits: on what the archive holds.
        path: the archive.
        own_data: with the data of this version in place of the archived ones.
    """
    options = [msgspec.json.encode(limits).decode(), *([_OWN_DATA] if own_data else [])]
    done = subprocess.run(  # noqa: S603 - this very Python, and a path that is only opened
        # -P: what lies in the working folder, which may be that of the evidence, is not imported
        [sys.executable, "-P", "-m", "vcs_check.cli.reevaluate", path, *options],
        capture_output=True,
        check=False,
    )
    try:
        if done.returncode == 0:
            return msgspec.json.decode(done.stdout, type=Reevaluation)
    except msgspec.MsgspecError:
        pass
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][-_STDERR_CHARS:]
    return Reevaluation(unreadable=f"the evaluation ended with code {done.returncode}: {last}")


def main(arguments: list[str]) -> int:
    """One archive; the exit code is 0 whatever came out, which stands in the JSON."""
    path, stated, *options = arguments
    limits = msgspec.json.decode(stated, type=Limits)
    found = reevaluated(path, limits, own_data=bool(options))
    sys.stdout.buffer.write(msgspec.json.encode(found))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
