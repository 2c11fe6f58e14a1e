"""What is otherwise in a summary than in an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcs_check.assessment.fleet import FleetChange, FleetProgram, FleetSummary
from vcs_check.inventory.vocabulary import OverallVerdict

_RANKS: Final = {
    OverallVerdict.PASS: 0,
    OverallVerdict.INDETERMINATE: 1,
    None: 2,
    OverallVerdict.FAIL: 3,
}
_ORDER: Final = ("worse", "error", "gone", "new", "better", "changed", "supplier")


def changes_since(before: FleetSummary, now: FleetSummary) -> tuple[FleetChange, ...]:
    """The changes, what is worse first; programs in the order of the manifest."""
    old = {program.id: program for program in before.programs}
    found: list[FleetChange] = []
    for program in now.programs:
        earlier = old.pop(program.id, None)
        if earlier is None:
            text = f"new: {_verdict(program)}"
            found.append(FleetChange(program=program.id, kind="new", text=text))
        else:
            found.extend(_of_program(earlier, program))
    if not now.hypotheses:
        found += (
            FleetChange(program=gone, kind="gone", text="no longer in the fleet") for gone in old
        )
    found.extend(_of_suppliers(before, now))
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.kind)))


def _of_program(old: FleetProgram, new: FleetProgram) -> Iterator[FleetChange]:
    if new.status == "unreached":
        return
    if new.error and new.error != old.error:
        yield FleetChange(program=new.id, kind="error", text=new.error)
    if new.verdict is None:
        return
    parts: list[str] = []
    ranks = [_RANKS[new.verdict] - _RANKS[old.verdict]]
    if old.verdict is not new.verdict:
        parts.append(f"{_verdict(old)} → {_verdict(new)}")
    if old.first_failing_year != new.first_failing_year:
        parts.append(f"fails from {_year(old)} → {_year(new)}")
        ranks.append(_late(old) - _late(new))
    before = {year.model_year: year for year in old.years}
    for year in new.years:
        was = before.get(year.model_year)
        if was is not None and was.verdict is not year.verdict:
            ranks.append(_RANKS[year.verdict] - _RANKS[was.verdict])
    if not parts:
        changed = [
            f"{name} {was:,} → {count:,}"
            for name, was, count in (
                ("components", old.components, new.components),
                ("prohibited", old.prohibited, new.prohibited),
                ("undecided", old.indeterminate, new.indeterminate),
            )
            if was != count
        ]
        if changed or any(ranks):
            years = [y.model_year for y in new.years if y.before is not None]
            if years:
                changed.insert(0, f"another verdict in {', '.join(map(str, years))}")
            kind = "worse" if max(ranks) > 0 else "better" if min(ranks) < 0 else "changed"
            yield FleetChange(program=new.id, kind=kind, text=", ".join(changed))
        return
    kind = "worse" if max(ranks) > 0 else "better" if min(ranks) < 0 else "changed"
    yield FleetChange(program=new.id, kind=kind, text="; ".join(parts))


def _of_suppliers(before: FleetSummary, now: FleetSummary) -> Iterator[FleetChange]:
    old = {supplier.name: supplier for supplier in before.suppliers}
    for supplier in now.suppliers:
        earlier = old.get(supplier.name)
        if earlier is not None and earlier.origin is not supplier.origin:
            yield FleetChange(
                program="",
                kind="supplier",
                text=f"{supplier.name}: {earlier.origin} → {supplier.origin}, "
                f"{supplier.programs:,} programs name it",
            )


def _verdict(program: FleetProgram) -> str:
    return program.verdict.value if program.verdict is not None else "not evaluated"


def _year(program: FleetProgram) -> str:
    return str(program.first_failing_year) if program.first_failing_year is not None else "no year"


def _late(program: FleetProgram) -> int:
    return program.first_failing_year if program.first_failing_year is not None else 9999
