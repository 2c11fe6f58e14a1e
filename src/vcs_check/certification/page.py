"""The certificate for people: one HTML page that prints on paper, without script or network."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from vcs_check.certification.predicate import CertifiedPart, Predicate
from vcs_check.questions.fields import field_named
from vcs_check.reports._page import escaping, source_expression

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_COMPONENTS: Final = 200
"""Components that the page lists for one open point; the attestation has all."""
VERDICTS: Final = ("permitted", "authorized", "exempt", "out-of-scope", "indeterminate")


@functools.cache
def _template() -> Template:
    made = escaping("vcs_check.certification")
    style = (
        resources.files("vcs_check.certification") / "templates" / "certificate.css"
    ).read_text("utf-8")
    made.globals["style"] = Markup(style)  # noqa: S704 - a file of this package
    made.globals["policy"] = Markup(  # noqa: S704 - and its digest
        f"default-src 'none'; style-src {source_expression(style)}; base-uri 'none'; "
        "form-action 'none'"
    )
    return made.get_template("certificate.html")


def certificate_page(predicate: Predicate, sha256_of_member: dict[str, str]) -> bytes:
    """The page in UTF-8.

    Args:
        predicate: what is certified.
        sha256_of_member: digests of the members that the page names.
    """
    return (
        _template()
        .render(
            p=predicate,
            years_of=_years,
            heading_of=_question,
            in_words=_in_words,
            digests=sha256_of_member,
            verdicts=VERDICTS,
            most=_MOST_COMPONENTS,
        )
        .encode()
    )


def _years(part: CertifiedPart) -> str:
    if part.no_model_year:
        return "units without a model year" + (f", from {part.date}" if part.date else "")
    return ", ".join(map(str, part.model_years))


def _in_words(value: str) -> str:
    return {"": "not known", "true": "yes", "false": "no"}.get(value, value)


def _question(field: str) -> str:
    found = field_named(field)
    return found.heading or found.question
