"""vcs-check: may this vehicle be sold in the United States under 15 CFR Part 791 Subpart D?

The command line is the main way in; a program of your own can call the same stages::

    from vcs_check import BomInput, Request, assess

Names are imported when they are first used, so that ``import vcs_check`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vcs_check.assessment import Assessment as Assessment
    from vcs_check.errors import VcsCheckError as VcsCheckError
    from vcs_check.pipeline import BomInput as BomInput
    from vcs_check.pipeline import Request as Request
    from vcs_check.pipeline import assess as assess
    from vcs_check.readers import read_bom as read_bom

__version__ = "0.1.0"
_HOMES = {
    "Assessment": "vcs_check.assessment",
    "BomInput": "vcs_check.pipeline",
    "Request": "vcs_check.pipeline",
    "VcsCheckError": "vcs_check.errors",
    "assess": "vcs_check.pipeline",
    "read_bom": "vcs_check.readers",
}
__all__ = [
    "Assessment",
    "BomInput",
    "Request",
    "VcsCheckError",
    "__version__",
    "assess",
    "read_bom",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'vcs_check' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
