"""``html``: one self-contained page for people; no network, complete without script."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from vcs_check.assessment import Assessment
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.reports._base import RenderOptions, Report
from vcs_check.reports._html_view import context
from vcs_check.reports._page import escaping, source_expression

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_SIGNS = {
    OverallVerdict.FAIL: ("a8231c", "M15 15 29 29M29 15 15 29"),
    OverallVerdict.PASS: ("1c6a3d", "M13 23 19.5 29 31 15.5"),
    OverallVerdict.INDETERMINATE: ("845200", "M17 17a5.6 5.6 0 1 1 7.5 5.500q-2.500 1-2.500 4v5"),
}


@functools.cache
def _template() -> Template:
    return environment().get_template("report.html")


@functools.cache
def environment() -> Environment:
    """Jinja2 for the pages of this package: everything is escaped, always."""
    made = escaping("vcs_check.reports")
    made.globals.update(own_code())
    return made


def own_code(more_style: str = "") -> dict[str, Markup]:
    """The page's style and script, and the policy that lets nothing else run or load.

    Args:
        more_style: rules of this package that one page has beside those of all.
    """
    folder = resources.files("vcs_check.reports") / "templates"
    style, plain, script = (
        (folder / name).read_text("utf-8") for name in ("style.css", "plain.css", "script.js")
    )
    style += more_style
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {source_expression(script)}",
            f"style-src {source_expression(style)} {source_expression(plain)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )
    # Nothing here comes from an input: these are files of this package and their digests.
    named = {"style": style, "plain_style": plain, "script": script, "policy": policy}
    return {name: Markup(text) for name, text in named.items()}  # noqa: S704


def _icon(verdict: OverallVerdict) -> str:
    """The verdict's sign as the page's icon, so that a browser asks no server for one."""
    color, path = _SIGNS[verdict]
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><rect width="44" height="44" '
        f'rx="11" fill="#{color}"/><path fill="none" stroke="#fff" stroke-width="5" d="{path}"/>'
        "</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """One HTML page in UTF-8."""
    shown = {**context(assessment, options), "icon": _icon(assessment.verdict)}
    return "".join(_template().generate(shown)).encode()


REPORT = Report(name="html", file_name="report.html", media_type="text/html", render=render)
