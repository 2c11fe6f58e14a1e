"""What to do next, most effective first."""

from __future__ import annotations

from collections.abc import Iterable

from vcs_check.assessment import Action, Missing, Outcome
from vcs_check.inventory.vocabulary import Origin, Verdict
from vcs_check.regulations.facts import VERBS, NamedParty

_MAX_QUESTIONS_SHOWN = 3
_YOU = "you"
_PROGRAM = "program"


def next_actions(
    groups: Iterable[tuple[tuple[NamedParty, ...], Outcome, int]],
) -> tuple[Action, ...]:
    """Actions ordered: prohibited first, then the questions that touch the most components.

    Args:
        groups: the parties and the outcome of each group of equal components, and its size.
    """
    prohibited: dict[str, int] = {}
    asked: dict[str, dict[Missing, int]] = {}
    touched: dict[str, int] = {}
    for parties, outcome, size in groups:
        if outcome.verdict is Verdict.PROHIBITED:
            nexus = dict.fromkeys(
                p.finding.name or p.name
                for p in parties
                if p.role in VERBS and p.finding.origin is Origin.NEXUS
            )
            who = ", ".join(nexus) or "the vehicle's manufacturer"
            prohibited[who] = prohibited.get(who, 0) + size
        elif outcome.verdict is Verdict.INDETERMINATE:
            for of in dict.fromkeys(item.of for item in outcome.missing):
                touched[of] = touched.get(of, 0) + size
            for item in outcome.missing:
                questions = asked.setdefault(item.of, {})
                questions[item] = questions.get(item, 0) + size
    actions = [
        Action(
            what=(
                f"Replace what comes from {who}, or obtain a specific authorization "
                "(15 CFR 791.307), or show an exclusion"
            ),
            who=_YOU,
            effect=count,
        )
        for who, count in sorted(prohibited.items(), key=lambda item: (-item[1], item[0]))
    ]
    for of, count in sorted(touched.items(), key=lambda item: (-item[1], item[0])):
        ranked = sorted(asked[of].items(), key=lambda item: (-item[1], item[0].fact, item[0].ask))
        texts = list(dict.fromkeys(item.ask for item, _ in ranked))
        shown = " ".join(texts[:_MAX_QUESTIONS_SHOWN])
        if len(texts) > _MAX_QUESTIONS_SHOWN:
            shown += f" (and {len(texts) - _MAX_QUESTIONS_SHOWN} more)"
        if of == _PROGRAM:
            actions.append(Action(what=f"State in the program: {shown}", who=_YOU, effect=count))
        else:
            actions.append(
                Action(
                    what=f"Ask {of} about {count} component{'s' if count != 1 else ''}: {shown}",
                    who=of,
                    effect=count,
                )
            )
    return tuple(actions)
