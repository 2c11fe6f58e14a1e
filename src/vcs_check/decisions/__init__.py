"""Reviewed human decisions: answerable, dated, expiring (contract, section 4).

A decision states facts about one component or a group of them, or claims an authorization for
one. It never works in silence: whether it applied, what it changed and why it did not is all
reported.
"""

from __future__ import annotations

from vcs_check.decisions.book import DecisionBook
from vcs_check.decisions.decision import Decision, DecisionStatus, assumed_fact, read_decisions
from vcs_check.decisions.selector import Selector

__all__ = [
    "Decision",
    "DecisionBook",
    "DecisionStatus",
    "Selector",
    "assumed_fact",
    "read_decisions",
]
