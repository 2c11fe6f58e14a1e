"""``html``: one self-contained page for people; no script, no network, nothing to install."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from vcs_check.assessment import Assessment
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._escape import html
from vcs_check.reports._html_view import context

if TYPE_CHECKING:
    from jinja2 import Template


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("vcs_check.reports"),
        # Not select_autoescape(), which is off for some names: everything is escaped, always.
        autoescape=True,
        finalize=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template("report.html")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """One HTML page in UTF-8."""
    page = "".join(_template().generate(context(assessment, options)))
    return page.encode()


REPORT = Report(name="html", file_name="report.html", media_type="text/html", render=render)
