"""``python -m vcs_check`` and the console script."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; any escape that is not ours is a defect (exit 70)."""
    gc.disable()  # one short-lived process: collecting only costs
    try:
        from vcs_check.cli import command
    except Exception as error:
        sys.stderr.write(f"vcs-check: a defect of the installation: {error}\n")
        sys.exit(70)
    command(prog_name="vcs-check")


if __name__ == "__main__":
    main()
