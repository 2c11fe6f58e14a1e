"""One request a supplier: what to ask it, about itself and about the things it answers for.

Only that supplier's own items are in it, as its own name for them has them: neither where they sit
in the vehicle nor what anybody else supplies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from vcs_check.asked import AskedItem, SupplierRequest
from vcs_check.assessment import Asking, AssessedComponent, Missing
from vcs_check.inventory.component import Component
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.questions.fields import fields_for, in_order, is_about_company
from vcs_check.questions.order import YOURS
from vcs_check.text import visible

FORM: Final = "vcs-check/questionnaire/1"
_ID_DIGITS: Final = 12
_MOST_NAME_CHARACTERS: Final = 200


def supplier_key(name: str) -> str:
    """A supplier's name as forms carry it: what is seen of it, and not longer than a cell takes.

    Two names that differ in what is seen have different keys.
    """
    seen = " ".join(visible(name).split())
    if len(seen) <= _MOST_NAME_CHARACTERS:
        return seen
    return f"{seen[:_MOST_NAME_CHARACTERS]} #{_digest(seen)[:_ID_DIGITS]}"


def item_id(supplier: str, component: Component) -> str:
    """The id of a thing as one supplier is asked about it; the same in every run.

    Equal for all components of one name, version, purl and part number, so that one answer settles
    them all; different for every supplier, so that nobody can answer for somebody else's.
    """
    identity = (
        supplier_key(supplier), component.kind, component.group, component.name, component.version,
        component.purl, component.part_number,
    )  # fmt: skip
    return f"i-{_digest(identity)[:_ID_DIGITS]}"


def request_digest(
    program: str, supplier: str, company_fields: Sequence[str], items: Mapping[str, Sequence[str]]
) -> str:
    """What a form is about, as one number: a form whose questions were changed has another."""
    rows = sorted((item, sorted(fields)) for item, fields in items.items())
    names = (supplier_key(program), supplier_key(supplier))
    return _digest((FORM, *names, sorted(company_fields), rows))[:32]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def requests_of(
    program: str,
    asking: Sequence[Asking],
    components: Iterable[AssessedComponent],
    gaps_of: Callable[[str], Iterable[str]],
) -> tuple[SupplierRequest, ...]:
    """A request for everybody who has to be asked, in the order of asking.

    After them those who can only show that something prohibited is none of the rule's; such a thing
    is marked as that, and does not count among what asking settles.

    Args:
        program: the program's name.
        asking: whom to ask.
        components: all of them.
        gaps_of: the facts about a party that are missing, whatever depends on them.
    """
    company: dict[str, set[str]] = {step.who: set() for step in asking}
    items: dict[str, dict[str, _Item]] = {step.who: {} for step in asking}
    for assessed in components:
        outcome = assessed.outcome
        is_way_out = outcome.verdict is Verdict.PROHIBITED
        if not is_way_out and outcome.verdict is not Verdict.INDETERMINATE:
            continue
        for who, lacks in _by_person(outcome.ways_out if is_way_out else outcome.missing).items():
            if is_way_out:
                company.setdefault(who, set())
                items.setdefault(who, {})
            if who not in company:
                continue
            company[who].update(item.fact for item in lacks if is_about_company(item.fact))
            facts = {item.fact for item in lacks if not is_about_company(item.fact)}
            if facts:
                item = items[who].setdefault(
                    item_id(who, assessed.component), _Item(assessed.component)
                )
                item.facts |= facts
                item.components += 1
                item.is_way_out = item.is_way_out and is_way_out
    return tuple(
        _request(program, who, company[who] | set(gaps_of(who)), items[who]) for who in company
    )


class _Item:
    """What is asked about one thing."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.facts: set[str] = set()
        self.components = 0
        self.is_way_out = True


def _by_person(missing: Iterable[Missing]) -> dict[str, list[Missing]]:
    """What is missing by whom to ask."""
    found: dict[str, list[Missing]] = {}
    for item in missing:
        if item.of not in YOURS:
            found.setdefault(item.of, []).append(item)
    return found


def _request(
    program: str,
    supplier: str,
    company_facts: Iterable[str],
    items: Mapping[str, _Item],
) -> SupplierRequest:
    company = {field for fact in company_facts for field in fields_for(fact)}
    if any("creator" in item.facts for item in items.values()):
        company.add("creates-what-it-supplies")
    asked = [
        AskedItem(
            id=key,
            name=item.component.name,
            version=item.component.version,
            purl=item.component.purl,
            part_number=item.component.part_number,
            fields=in_order(field for fact in item.facts for field in fields_for(fact)),
            components=item.components,
            is_way_out=item.is_way_out,
        )
        for key, item in items.items()
    ]
    asked.sort(
        key=lambda item: (item.is_way_out, -item.components, item.name, item.version, item.id)
    )
    fields = in_order(company)
    return SupplierRequest(
        program=supplier_key(program),
        supplier=supplier_key(supplier),
        company_fields=fields,
        items=tuple(asked),
        digest=request_digest(program, supplier, fields, {item.id: item.fields for item in asked}),
    )
