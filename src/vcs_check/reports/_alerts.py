"""What a build server shows beside the code: one alert a thing that stands in the way of a sale.

Shared by the formats that such servers read. An alert is a prohibited or undecided component, a
verdict on the program itself, or an input that could not be read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vcs_check.assessment import AssessedComponent, Assessment, Missing, PartyView
from vcs_check.inventory.vocabulary import OverallVerdict, Standing, Verdict
from vcs_check.reports import _digest as digest
from vcs_check.reports._base import PROGRAM_FILE, Locate, Place
from vcs_check.reports._escape import shown

UNREADABLE: Final = "unreadable-input"
UNDECIDED_PROGRAM: Final = "undecided-program"
RANKS: Final = {Verdict.PROHIBITED: 0, Verdict.INDETERMINATE: 1}
_VERSION: Final = re.compile(r"@[^?#]*")
_NO_WORD: Final = re.compile(r"[^0-9A-Za-z.]+")


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One thing to show, with its place. Texts are as in the assessment: not yet escaped."""

    rule: str
    """``prohibited-791.303-a``: stable, from the verdict and the provision."""
    verdict: Verdict
    citation: str
    subject: str
    """The component with its version; the program or the file where it is about that."""
    message: str
    """One or two sentences: why, who stands behind it, what would settle it."""
    place: Place
    fingerprint: str
    """SHA-256 (hex) that stays the same when lines move, versions change or the order does."""
    component: AssessedComponent | None = None
    standing: Standing | None = None
    """How it stands to a baseline, if there is one."""


def alerts(assessment: Assessment, locate: Locate) -> list[Alert]:
    """The alerts of an assessment: prohibited first, in the order of the files.

    Args:
        assessment: what was found.
        locate: where the components stand.
    """
    numbers: dict[str, int] = {}
    found = [*_unread(assessment, locate), *_of_program(assessment, locate)]
    found += _of_components(assessment, locate, numbers)
    if assessment.hypotheses or (assessment.verdict is not OverallVerdict.PASS and not found):
        # a server that is shown nothing takes it for a pass
        found.insert(0, _of_verdict(assessment, locate))
    return sorted(found, key=lambda alert: RANKS[alert.verdict])


def rule_of(verdict: Verdict, citation: str) -> str:
    """The id of the rule behind a verdict: ``prohibited-791.303-a``."""
    provision = _NO_WORD.sub("-", citation.removeprefix("15 CFR ")).strip("-")
    return f"{verdict.value}-{provision}" if provision else verdict.value


def sentence(text: str) -> str:
    """The text with a full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _unread(assessment: Assessment, locate: Locate) -> Iterable[Alert]:
    for number, entry in enumerate(assessment.inputs):
        if entry.error is not None:
            yield Alert(
                rule=UNREADABLE,
                verdict=Verdict.INDETERMINATE,
                citation="",
                subject=entry.path,
                message=sentence(f"Could not be read, so nothing of it is assessed: {entry.error}"),
                place=_start(locate(number, ("",)), entry.path),
                fingerprint=_fingerprint((UNREADABLE, entry.path), {}),
                standing=entry.standing,
            )


def _of_program(assessment: Assessment, locate: Locate) -> Iterable[Alert]:
    for finding in assessment.findings:
        if finding.verdict not in RANKS:
            continue
        rule = rule_of(finding.verdict, finding.citation)
        name = assessment.program.name or "the program"
        yield Alert(
            rule=rule,
            verdict=finding.verdict,
            citation=finding.citation,
            subject=name,
            message=" ".join([sentence(finding.reason), *_asks(finding.missing)]),
            place=_of_program_file(assessment, locate),
            fingerprint=_fingerprint((rule, name), {}),
            standing=finding.standing,
        )


def _of_verdict(assessment: Assessment, locate: Locate) -> Alert:
    """That the verdict is no pass, or no finding, where no component says so."""
    name = assessment.program.name or "the program"
    assumed = [f"Hypothetical: {text}" for text in assessment.hypotheses]
    return Alert(
        rule=UNDECIDED_PROGRAM,
        verdict=Verdict.INDETERMINATE,
        citation="",
        subject=name,
        message=" ".join(map(sentence, [digest.summary_sentence(assessment), *assumed])),
        place=_of_program_file(assessment, locate),
        fingerprint=_fingerprint((UNDECIDED_PROGRAM, name), {}),
    )


def _of_program_file(assessment: Assessment, locate: Locate) -> Place:
    """The program file; without one, the first input."""
    places = locate(PROGRAM_FILE, ("",))
    if assessment.inputs and not places:
        places = locate(0, ("",))
    return _start(places, assessment.inputs[0].path if assessment.inputs else "program")


def _of_components(
    assessment: Assessment, locate: Locate, numbers: dict[str, int]
) -> Iterable[Alert]:
    by_input: dict[int, list[AssessedComponent]] = {}
    for assessed in digest.with_verdict(assessment, *RANKS):
        by_input.setdefault(assessed.input, []).append(assessed)
    for number, members in sorted(by_input.items()):
        entry = assessment.inputs[number]
        places = locate(number, ("", *(m.component.source for m in members)))
        start = _start(places, entry.path)
        for assessed in members:
            outcome, component = assessed.outcome, assessed.component
            rule = rule_of(outcome.verdict, outcome.citation)
            name = _VERSION.sub("", component.purl) or component.name or assessed.key
            yield Alert(
                rule=rule,
                verdict=outcome.verdict,
                citation=outcome.citation,
                subject=f"{component.name or component.id} {component.version}".strip(),
                message=_message(assessed),
                place=places.get(component.source, start),
                fingerprint=_fingerprint((rule, entry.path, *assessed.path[:-1], name), numbers),
                component=assessed,
                standing=assessed.standing,
            )


def _start(places: Mapping[str, Place], path: str) -> Place:
    return places.get("") or Place(file=path)


def _message(assessed: AssessedComponent) -> str:
    outcome = assessed.outcome
    parts = [sentence(outcome.reason)]
    if outcome.verdict is Verdict.PROHIBITED:
        parts += [sentence(_party(party)) for party in digest.nexus_parties(assessed)[:3]]
    parts += _asks(outcome.missing)
    if len(assessed.path) > 1:
        parts.append(sentence(f"Path: {' > '.join(assessed.path)}"))
    return " ".join(parts)


def _party(party: PartyView) -> str:
    return f"{party.role.value.capitalize()}: {party.name} ({party.origin.value}): {party.why}"


def _asks(missing: tuple[Missing, ...]) -> list[str]:
    return [sentence(f"To ask about {fact.of}: {fact.ask}") for fact in missing]


def _fingerprint(parts: tuple[str, ...], numbers: dict[str, int]) -> str:
    """Equal parts are told apart by their order among themselves."""
    joined = "\x1f".join(map(shown, parts))
    number = numbers[joined] = numbers.get(joined, 0) + 1
    return hashlib.sha256(f"{joined}\x1f{number}".encode()).hexdigest()
