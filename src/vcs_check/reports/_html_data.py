"""What the script of the HTML report needs beside the rows: whatever components share, as JSON.

Every text stands once, in ``texts``; everything else refers to it by position.
"""

from __future__ import annotations

from collections.abc import Sequence

from vcs_check.assessment import InputView, Outcome, PartyView
from vcs_check.reports import _digest as digest
from vcs_check.reports._escape import script_json, shown
from vcs_check.reports._html_listing import Listing
from vcs_check.reports._html_rows import (
    MARK_MEANS,
    ORIGIN_WORDS,
    Answers,
    Room,
    missing_text,
    turn_text,
)

SPARE_BYTES = 3_000_000
"""Bound of the texts that the page can do without: missing facts, assumptions, why a party …"""
ELSEWHERE = "see the JSON report"


class _Texts:
    """Distinct texts in order of first appearance."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._room = Room(SPARE_BYTES)

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def spare(self, text: str) -> int:
        """The same, but a word on where it stands once such texts have taken their room."""
        if text not in self.numbers and not self._room.take(len(text)):
            text = ELSEWHERE
        return self(text)

    def all_spare(self, texts: Sequence[str]) -> list[int]:
        return list(dict.fromkeys(map(self.spare, texts)))

    def all(self, texts: Sequence[str]) -> list[int]:
        return [self(text) for text in texts]


def data(listing: Listing, answers: Answers, inputs: Sequence[InputView]) -> str:
    """The JSON text of the page's data block; safe inside ``<script>``.

    ``outcomes``: verdict, class, exclusion, origin, citation, reason, when it turns,
    authorization, missing, assumptions, warnings, trace. ``parties``: for each
    list of parties name, roles, origin, country, why, path of each. ``groups``: outcome,
    parties, path, input, in the order of the rows. ``answers``: question, answer, because,
    citation, mark. ``traces``: positions in ``answers``; null where the page had no room.
    """
    text = _Texts()
    content = {
        "outcomes": [
            [*_outcome(text, outcome), listing.trace_of[number]]
            for number, outcome in enumerate(listing.outcomes)
        ],
        "parties": [_parties(text, parties) for parties in listing.parties],
        "groups": [
            [group.outcome, group.parties, text.all(group.path), group.input]
            for groups in listing.groups
            for group in groups
        ],
        "answers": [
            text.all((line.question, line.answer, line.because, line.citation, line.mark))
            for line in answers.lines
        ],
        "traces": [
            None if numbers is None else [number - 1 for number in numbers]
            for numbers in answers.numbers
        ],
        "inputs": text.all([view.path for view in inputs]),
        "marks": {mark.value: meaning for mark, meaning in MARK_MEANS.items()},
        "origins": ORIGIN_WORDS,
    }
    return script_json({**content, "texts": [shown(item) for item in text.numbers]})


def _outcome(text: _Texts, outcome: Outcome) -> list[object]:
    return [
        text(outcome.verdict.value),
        text(outcome.component_class.value),
        text(outcome.exclusion.value if outcome.exclusion else ""),
        text(outcome.origin.value),
        text(outcome.citation),
        text(outcome.reason),
        text(turn_text(outcome)),
        text(outcome.authorization),
        text.all_spare([missing_text(fact) for fact in outcome.missing]),
        text.all_spare(outcome.assumptions),
        text.all_spare(outcome.warnings),
    ]


def _parties(text: _Texts, parties: tuple[PartyView, ...]) -> list[list[object]]:
    return [
        [
            text(party.name),
            text(roles),
            text(party.origin.value),
            text(digest.country_text(party)),
            text.spare(party.why),
            text.all_spare(party.path),
        ]
        for party, roles in digest.parties_by_person(parties)
    ]
