"""The packages of the extra ``fleet``: imported where they are used, and missed in clear words."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Final

from vcs_check.errors import UsageError

INSTALL: Final = 'pip install "vcs-check[fleet]"'


def needed(module: str, what: str) -> ModuleType:
    """A module of the extra.

    Args:
        module: its name.
        what: what it is needed for, for the message.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = error.name or module
        raise UsageError(
            f"{what} need{'' if what.endswith('s') else 's'} the package {missing}, which is not "
            f"installed; install the extra: {INSTALL}"
        ) from None
