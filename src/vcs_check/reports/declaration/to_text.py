"""``text``: for a terminal; ``-v`` shows everything that it cuts short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from vcs_check.declaration.draft import Declaration, Draft
from vcs_check.inventory.vocabulary import OverallVerdict
from vcs_check.reports._base import RenderOptions
from vcs_check.reports._columns import wrap
from vcs_check.reports._escape import terminal
from vcs_check.reports.declaration import _story as story
from vcs_check.reports.declaration._base import DeclarationReport

_MIN_WIDTH: Final = 40
_LABEL: Final = 13
_SHOWN: Final = 8
_COLORS: Final = {
    OverallVerdict.FAIL: "1;31",
    OverallVerdict.INDETERMINATE: "1;33",
    OverallVerdict.PASS: "1;32",
}


class _Page:
    def __init__(self, options: RenderOptions) -> None:
        self.lines: list[str] = []
        self._all = options.verbose > 0
        self._width = max(options.width, _MIN_WIDTH)
        self._color = options.color

    def text(self, text: str, indent: int = 0, first: str = "", *, whole: bool = False) -> None:
        lead = first.ljust(indent)
        limit = None if self._all or whole else 4
        for line in wrap(terminal(text), self._width - indent, limit) or [""]:
            self.lines.append((lead + line).rstrip())
            lead = " " * indent

    def fact(self, label: str, text: str) -> None:
        self.text(text or "not stated", _LABEL, label)

    def heading(self, text: str, code: str = "1") -> None:
        self.lines += ["", self.colored(terminal(text), code)]

    def colored(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color else text

    def listed(self, title: str, texts: Sequence[str]) -> None:
        """A list under a heading; nothing where it is empty."""
        if not texts:
            return
        self.heading(f"{title} ({len(texts)})")
        shown = len(texts) if self._all else _SHOWN
        for text in texts[:shown]:
            self.text(text, 4, "  -")
        if len(texts) > shown:
            self.lines.append(f"    and {len(texts) - shown:,} more; -v shows all")


def render(declaration: Declaration, options: RenderOptions) -> bytes:
    """UTF-8 text with a line break at its end."""
    page = _Page(options)
    for draft in declaration.drafts:
        if page.lines:
            page.lines += ["", "-" * 40, ""]
        _draft(page, declaration, draft)
    page.lines.append("")
    page.text(story.UNOFFICIAL)
    return ("\n".join(page.lines) + "\n").encode("utf-8", "backslashreplace")


def _draft(page: _Page, declaration: Declaration, draft: Draft) -> None:
    code = _COLORS[story.tone(draft)]
    page.lines.append(
        f"{page.colored(story.headline(draft).upper(), code)}  Declaration of Conformity, "
        f"{draft.year_words}"
    )
    edition = declaration.edition
    page.lines.append("")
    page.fact("Program", declaration.program)
    page.fact("Needed", story.needed_words(draft))
    page.fact("Deadline", story.deadline_words(draft))
    page.fact("Assessment", f"{draft.verdict.value} under {edition.id} ({edition.citation})")
    page.fact("Declarant", ", ".join(filter(None, (draft.declarant, draft.address))))
    page.fact("Role", ", ".join(story.ROLES[role] for role in draft.roles if role in story.ROLES))
    page.listed("Missing to file it", [_gap(gap.what, gap.who, gap.how) for gap in draft.gaps])
    page.listed("Updates after filing", [f"{u.what}: {u.deadline.text}" for u in draft.updates])
    _contents(page, draft)
    if draft.earlier is not None:
        page.listed(
            f"Changed since {draft.earlier.year} ({draft.earlier.today})",
            [f"{'' if c.material else '(not material by itself) '}{c.about}: {c.text}"
             for c in draft.earlier.changes],
        )  # fmt: skip
    page.listed("Notes", draft.notes)
    page.lines.append("")
    page.text(
        f"Keep the records for {edition.records_years} years ({edition.records_citation}). "
        f"{story.bom_words(declaration)}: {len(declaration.inputs)} BOM files."
    )


def _gap(what: str, who: str, how: str) -> str:
    return f"{what} [{who}{'; ' + how if how else ''}]"


def _contents(page: _Page, draft: Draft) -> None:
    page.listed("Vehicles", [_vehicle(v.make, v.model, v.trims, v.vin_series)
                             for v in draft.vehicles])  # fmt: skip
    page.listed(
        "FCC IDs", [f"{unit.name}: {story.unit_words(unit)}" for unit in story.units(draft)]
    )
    for title, items in (("VCS hardware", draft.hardware), ("Covered software", draft.software)):
        declared = story.restricted(items)
        page.listed(
            title,
            [f"{story.item_name(item)}, {', '.join(item.makers) or 'maker not known'}: "
             f"{story.verdict_words(item)}" for item in declared],
        )  # fmt: skip
        if count := story.exempt(items):
            page.text(f"{title}: {count:,} more components are exempt still")
    page.listed("Authorizations", [f"{line.id}, {story.authorization_words(line)}"
                                   for line in draft.authorizations])  # fmt: skip
    page.heading("Certifications")
    for made in draft.certifications:
        if made.text:
            page.text(f"{made.text} [{story.signed_words(made)}]", 4, "  +", whole=True)
        else:
            page.text(f"not certified: {story.TITLES[made.id].lower()}", 4, "  x")
            for obstacle in made.obstacles:
                page.text(obstacle, 6, "    -")


def _vehicle(make: str, model: str, trims: Iterable[str], series: Iterable[str]) -> str:
    return (
        f"{make or 'make not stated'} {model or 'model not stated'}, trims "
        f"{', '.join(trims) or 'not stated'}, VIN series {', '.join(series) or 'not stated'}"
    )


REPORT = DeclarationReport(name="text", file_name="", media_type="text/plain", render=render)
