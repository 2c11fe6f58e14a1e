"""``html``: the draft as a page to read and to print; no script, no network."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from vcs_check.declaration.draft import Declaration
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._digest import plural
from vcs_check.reports.declaration import _story as story
from vcs_check.reports.declaration._base import DeclarationReport
from vcs_check.reports.to_html import environment, own_code

if TYPE_CHECKING:
    from jinja2 import Template

LINES_SHOWN: Final = 2_000
"""Rows of one table; a page has to open in a browser, and the JSON has all of them."""


@functools.cache
def _template() -> Template:
    return environment().get_template("declaration.html")


@functools.cache
def _code() -> dict[str, Any]:
    folder = resources.files("vcs_check.reports") / "templates"
    return dict(own_code((folder / "declaration.css").read_text("utf-8")))


def render(declaration: Declaration, options: RenderOptions) -> bytes:
    """One HTML page in UTF-8; what it does not show is counted."""
    shown: dict[str, Any] = {
        **_code(), "d": declaration, "story": story, "plural": plural, "most": LINES_SHOWN,
    }  # fmt: skip
    return "".join(_template().generate(shown)).encode("utf-8", "backslashreplace")


REPORT = DeclarationReport(name="html", file_name="", media_type="text/html", render=render)
