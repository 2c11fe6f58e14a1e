"""What every page has in common: all text is escaped, and nothing runs but what a digest names."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from vcs_check.reports._escape import html

if TYPE_CHECKING:
    from jinja2 import Environment


def escaping(package: str) -> Environment:
    """Jinja2 for the templates of a package: everything is escaped, always."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        # Not select_autoescape(), which is off for some names.
        autoescape=True,
        finalize=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def source_expression(code: str) -> str:
    """The source expression (Content Security Policy, level 3) of one inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
