"""The help of a rule, as code scanning shows it beside its alerts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vcs_check.inventory.vocabulary import Verdict
from vcs_check.reports._alerts import UNDECIDED_PROGRAM, UNREADABLE, Alert
from vcs_check.reports._escape import shown


@dataclass(frozen=True, kw_only=True)
class RuleHelp:
    """What a rule is about. Made of fixed sentences and a citation, never of a BOM's text."""

    id: str
    name: str
    verdict: Verdict
    short: str
    full: str
    text: str
    markdown: str


_WHAT: Final = {
    Verdict.PROHIBITED: (
        "A component is prohibited",
        "A person owned by, controlled by, or subject to the jurisdiction or direction of a "
        "foreign adversary designed, developed, manufactured or supplied this component, it is "
        "in scope of the connected-vehicle rule, and nothing exempts or authorizes it.",
        "Replace the component, or show with evidence what would take it out: another origin, an "
        "exclusion, an exemption, an authorization. Enter that in the supplier register or as a "
        "reviewed decision.",
    ),
    Verdict.INDETERMINATE: (
        "A component is undecided",
        "A fact that decides is missing or contradicted. Missing data is no pass: whoever sells "
        "without asking may be acting knowingly.",
        "Ask the question in the message of whoever is named there, and enter the answer in the "
        "supplier register, the BOM or the decisions file.",
    ),
}
_OTHERS: Final = {
    UNREADABLE: (
        "An input could not be read",
        "Nothing in this file was assessed, so nothing of it is reported as passed.",
        "Mend the file, or ask its author for another.",
    ),
    UNDECIDED_PROGRAM: (
        "The program is undecided",
        "The verdict on the whole program is no pass: nothing was read, a BOM says that it is "
        "incomplete, or the verdict rests on a hypothesis.",
        "Read the notes of the report, and run without --assume.",
    ),
}


def rule_help(example: Alert) -> RuleHelp:
    """The help of the rule of one of its alerts."""
    short, full, do = _OTHERS.get(example.rule) or _WHAT[example.verdict]
    citation = shown(example.citation)
    if citation:
        short = f"{short} ({citation})"
    cited = f"Provision: {citation}. " if citation else ""
    closing = f"{cited}The trace of each component: vcs-check explain PATH COMPONENT."
    return RuleHelp(
        id=example.rule,
        name="".join(word.capitalize() for word in re.split(r"[^0-9A-Za-z]+", example.rule)),
        verdict=example.verdict,
        short=f"{short}.",
        full=full,
        text=f"{full}\n\nWhat to do: {do}\n\n{closing}",
        markdown=f"{full}\n\n**What to do.** {do}\n\n{closing}",
    )
