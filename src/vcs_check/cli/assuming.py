"""``--assume WHAT=VALUE``: what if."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from vcs_check.decisions import Decision, assumed_fact
from vcs_check.errors import UsageError
from vcs_check.inventory.facts import FACT_NAMES, FactError
from vcs_check.inventory.vocabulary import Origin

_PARTY: Final = re.compile(r"party:(?P<name>.+)=(?P<origin>nexus|none|unknown)", re.DOTALL)
_COMPONENT: Final = re.compile(
    rf"component:(?P<ref>.+)\.(?P<fact>{'|'.join(sorted(FACT_NAMES))})=(?P<value>.*)", re.DOTALL
)


def assumptions_of(
    statements: Sequence[str],
) -> tuple[dict[str, Origin], tuple[Decision, ...]]:
    """What is assumed of parties and of components.

    Raises:
        UsageError: a statement that is neither, or a value that does not belong there.
    """
    parties: dict[str, Origin] = {}
    facts: list[Decision] = []
    for statement in statements:
        if found := _PARTY.fullmatch(statement):
            parties[found["name"]] = Origin(found["origin"])
        elif found := _COMPONENT.fullmatch(statement):
            try:
                facts.append(assumed_fact(statement, found["ref"], found["fact"], found["value"]))
            except FactError as error:
                raise UsageError(f"--assume {statement!r}: {error}") from None
        else:
            raise UsageError(
                f"--assume {statement!r} is neither party:NAME=nexus|none|unknown nor "
                "component:REF.FACT=VALUE"
            )
    return parties, tuple(facts)
