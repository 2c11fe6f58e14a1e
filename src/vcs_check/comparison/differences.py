"""What differs between two evaluations as such: what they were asked, and what they were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vcs_check.comparison.records import DecisionRecord, InputRecord, ReportRecord, SupplierRecord
from vcs_check.comparison.result import Cause, CauseKind, InputChange, PartyChange
from vcs_check.inventory.vocabulary import Origin

_DIGEST_CHARS = 12
_LINE = re.compile(r",? line \d+")
_WORDS = {"gvwr_lb": "weight rating in pounds", "gvwr_kg": "weight rating in kilograms"}


def differences(old: ReportRecord, new: ReportRecord) -> tuple[Cause, ...]:
    """Edition, program, options, decisions, answers, tool and day, as far as they differ."""
    found = [
        *_edition(old, new),
        *_program(old, new),
        *_options(old, new),
        *_decisions(old, new),
        *_answers(old, new),
    ]
    if old.tool.version != new.tool.version:
        text = f"vcs-check {old.tool.version} → {new.tool.version}, with its knowledge of parts"
        found.append(Cause(CauseKind.TOOL, text))
    if old.today != new.today:
        text = f"as of {old.today or 'unknown'} → {new.today or 'unknown'} (expiries, deadlines)"
        found.append(Cause(CauseKind.OPTIONS, text))
    return tuple(found)


def _edition(old: ReportRecord, new: ReportRecord) -> Iterator[Cause]:
    if old.edition.id != new.edition.id:
        yield Cause(CauseKind.EDITION, f"edition {old.edition.id} → {new.edition.id}")
    elif old.edition.sha256 != new.edition.sha256:
        yield Cause(CauseKind.EDITION, f"edition {new.edition.id}, another revision of its data")


def _program(old: ReportRecord, new: ReportRecord) -> Iterator[Cause]:
    for name in old.program.__struct_fields__:
        before, after = getattr(old.program, name), getattr(new.program, name)
        if before != after:
            word = _WORDS.get(name, name.replace("_", " "))
            yield Cause(CauseKind.PROGRAM, f"{word} {_word(before)} → {_word(after)}")


def _options(old: ReportRecord, new: ReportRecord) -> Iterator[Cause]:
    if old.evidence is not new.evidence:
        yield Cause(CauseKind.OPTIONS, f"evidence {old.evidence.value} → {new.evidence.value}")
    if old.software_scope != new.software_scope:
        text = f"software scope {_word(old.software_scope)} → {_word(new.software_scope)}"
        yield Cause(CauseKind.OPTIONS, text)
    for name in sorted({*old.policy, *new.policy}):
        before, after = old.policy.get(name), new.policy.get(name)
        if before != after:
            yield Cause(CauseKind.OPTIONS, f"policy {name}: {_word(before)} → {_word(after)}")
    for text in old.hypotheses:
        if text not in new.hypotheses:
            yield Cause(CauseKind.OPTIONS, f"no longer assumed: {text}")
    for text in new.hypotheses:
        if text not in old.hypotheses:
            yield Cause(CauseKind.OPTIONS, f"assumed (hypothetical): {text}")


def decision_words(decision: DecisionRecord) -> str:
    """A decision in one line, by which it is known in both reports."""
    return f"{decision.component}: {decision.sets} ({decision.by}, {decision.on})"


def _decisions(old: ReportRecord, new: ReportRecord) -> Iterator[Cause]:
    before = {decision_words(entry): entry.status for entry in old.decisions}
    after = {decision_words(entry): entry.status for entry in new.decisions}
    for words in dict.fromkeys((*before, *after)):
        was, now = before.get(words), after.get(words)
        if was != now:
            text = f"{words}: {was or 'not there'} → {now or 'not there'}"
            yield Cause(CauseKind.DECISION, text)


def _answers(old: ReportRecord, new: ReportRecord) -> Iterator[Cause]:
    before = {(entry.supplier, entry.sha256): entry for entry in old.answers}
    after = {(entry.supplier, entry.sha256): entry for entry in new.answers}
    for key, entry in after.items():
        if key not in before:
            yield Cause(CauseKind.ANSWERS, f"answers of {entry.supplier} ({entry.path})")
    for key, entry in before.items():
        if key not in after:
            text = f"no longer the answers of {entry.supplier} ({entry.path})"
            yield Cause(CauseKind.ANSWERS, text)


def _word(value: object) -> str:
    if value is None or value in ("", ()):
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def short(digest: str) -> str:
    """The beginning of a digest, by which a person can tell two apart."""
    return digest[:_DIGEST_CHARS] or "unknown"


def input_changes(
    old: ReportRecord, new: ReportRecord, forth: dict[int, int]
) -> tuple[InputChange, ...]:
    """What became of each file."""
    back = {after: before for before, after in forth.items()}
    found = [
        _input(old.inputs[back[number]] if number in back else None, entry)
        for number, entry in enumerate(new.inputs)
    ]
    found += [_input(entry, None) for number, entry in enumerate(old.inputs) if number not in forth]
    return tuple(change for change in found if change is not None)


def _input(old: InputRecord | None, new: InputRecord | None) -> InputChange | None:
    path = new.path if new is not None else old.path if old is not None else ""
    what, detail, is_new = "", "", False
    if new is not None and new.error is not None:
        is_new = old is None or old.error is None
        what, detail = ("unreadable" if is_new else ""), new.error
        if old is not None and old.error != new.error and not is_new:
            what = "unreadable for another reason"
    elif new is not None and (new.incomplete or not new.components):
        what, detail, is_new = _incomplete(old, new)
    elif old is not None and new is not None and old.error is not None:
        what, detail = "readable again", old.error
    if not what:
        what = _plainly(old, new)
    if not what:
        return None
    renamed = old is not None and new is not None and old.path != new.path
    return InputChange(
        path=path,
        old_path=old.path if renamed and old is not None else "",
        old_sha256=old.sha256 if old is not None else "",
        new_sha256=new.sha256 if new is not None else "",
        what=what,
        detail=detail,
        is_new_finding=is_new,
    )


def _incomplete(old: InputRecord | None, new: InputRecord) -> tuple[str, str, bool]:
    if old is not None:
        was_worse = old.error is not None
        was_as_bad = old.incomplete >= new.incomplete and not (
            old.components and not new.components
        )
        if was_worse or was_as_bad:
            return "", "", False
    return "incomplete", "the BOM is empty or says that it is not complete", True


def _plainly(old: InputRecord | None, new: InputRecord | None) -> str:
    if old is None:
        return "appeared"
    if new is None:
        return "gone"
    if old.sha256 != new.sha256:
        return "changed"
    if old.part != new.part:
        return "installed in another part"
    return "renamed" if old.path != new.path else ""


def party_changes(old: ReportRecord, new: ReportRecord) -> tuple[PartyChange, ...]:
    """The parties of which something else is known, the worst first; not who came or went."""
    before = {party.name: party for party in old.suppliers}
    found = []
    for party in new.suppliers:
        was = before.get(party.name)
        if was is not None and _known(was) != _known(party):
            found.append(
                PartyChange(
                    name=party.name,
                    old=was.origin,
                    new=party.origin,
                    why=party.why,
                    components=party.components,
                )
            )
    ranks = list(Origin)
    return tuple(sorted(found, key=lambda party: (ranks.index(party.new), party.name)))


def _known(party: SupplierRecord) -> tuple[object, ...]:
    # a line that moved within its register is no other evidence
    return party.origin, party.country, _LINE.sub("", party.why)


__all__ = ["decision_words", "differences", "input_changes", "party_changes", "short"]
