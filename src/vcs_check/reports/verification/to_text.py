"""``text``: the verification for people, the conclusion first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcs_check.reports._base import RenderOptions, ReportOf
from vcs_check.reports._escape import terminal
from vcs_check.verified import Agreement, ComponentCheck, Verification, YearCheck

_MOST_COMPONENTS: Final = 40
_NO_LEGAL_ADVICE: Final = "This is no legal advice."


def render(verification: Verification, options: RenderOptions) -> bytes:
    """UTF-8 text; ``-v`` lists every component that does not agree."""
    lines = [terminal(line) for line in _lines(verification, verbose=options.verbose > 0)]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _lines(v: Verification, *, verbose: bool) -> Iterator[str]:
    yield f"{v.conclusion.value.upper()}: {v.package}"
    for reason in v.reasons:
        yield f"  - {reason}"
    yield ""
    yield f"Certificate  {v.company}, signed by {v.signed_by} on {v.signed_on}"
    yield f"In force     until {v.expires} (today is {v.today})"
    yield f"Integrity    {v.members} members, every byte of the package accounted for"
    yield f"             SHA-256 {v.sha256}"
    yield f"             SHA-256 of manifest.json {v.manifest_sha256}"
    yield from _signature(v)
    for part in v.parts:
        name = f"{part.name} ({part.number})" if part.number else part.name
        years = "no model year" if part.no_model_year else ", ".join(map(str, part.model_years))
        yield f"Covers       {name} for {years}: {', '.join(part.boms)}"
    yield f"Certifies    {', '.join(v.certifies)}"
    yield f"Edition      {v.edition} here, {v.certified_edition} there"
    for year in v.years:
        yield f"Evaluated    {_year(year)}"
    yield from _found(v, verbose=verbose)
    yield ""
    yield _NO_LEGAL_ADVICE


def _signature(v: Verification) -> Iterator[str]:
    s = v.signature
    if s.state == "trusted":
        checked = "checked" if s.revocation_checked else "not checked (--crl)"
        yield f"Signature    {s.algorithm}, by {s.signer}"
        yield f"             trusted through {s.trusted_by}, judged on {s.judged_on}"
        yield f"             key {s.key_id}; revocation {checked}"
    elif s.state == "unsigned":
        yield "Signature    none that is verified here"
    else:
        yield "Signature    not checked: say who is trusted (--trust)"
    for warning in s.warnings:
        yield f"             note: {warning}"
    for name in s.attached:
        yield f"             carried along, not verified: {name}"


def _year(year: YearCheck) -> str:
    name = "no model year" if year.model_year is None else f"model year {year.model_year}"
    counts = ", ".join(f"{count} {word}" for word, count in year.agreements.items() if count)
    return f"{name}: {year.verdict} here; {counts or 'no components'}"


def _found(v: Verification, *, verbose: bool) -> Iterator[str]:
    if v.contradictions:
        yield ""
        yield "Contradictions"
        yield from (f"  - {text}" for text in v.contradictions)
    if v.open:
        yield ""
        yield "Left open by the certificate"
        yield from (f"  - {text}" for text in v.open)
    shown = [one for one in v.components if verbose or one.agreement is not Agreement.DIFFERS]
    if shown:
        yield ""
        yield "Item by item"
        for one in shown if verbose else shown[:_MOST_COMPONENTS]:
            yield from _component(one)
        if not verbose and len(shown) > _MOST_COMPONENTS:
            yield f"  and {len(shown) - _MOST_COMPONENTS} more (-v, or -o json)"
    if v.notes:
        yield ""
        yield from v.notes


def _component(one: ComponentCheck) -> Iterator[str]:
    years = ", ".join("no model year" if y is None else str(y) for y in one.model_years)
    name = " ".join(filter(None, (one.name, one.version)))
    yield f"  {one.agreement.value.upper()}  {name} [{one.id}] in {one.bom} ({years})"
    yield f"      certified: {one.certified}; here: {one.here}: {one.reason}"
    yield from (f"      {ask}" for ask in one.missing)


REPORT = ReportOf[Verification](name="text", file_name="", media_type="text/plain", render=render)
