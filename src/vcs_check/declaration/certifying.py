"""What the declarant certifies, and what stands in the way of it.

A sentence is written only where nothing contradicts it and somebody answers for it by name. That
the assessment passes is needed and not enough: what the declarant knows beside the BOMs, nobody
but the declarant can say.
"""

from __future__ import annotations

from typing import Final

from vcs_check.assessment import Assessment
from vcs_check.declaration.draft import Certification, Gap
from vcs_check.filing import DiligenceSaid, DocumentationSaid, Filing, Said
from vcs_check.inventory.vocabulary import Answer, Verdict

_SHOWN: Final = 3
_SIGNER: Final = "whoever signs"


def certifications(assessment: Assessment, filing: Filing) -> tuple[Certification, ...]:
    """The three certifications of 15 CFR 791.305, each with its sentence or its obstacles."""
    return (
        _no_knowing_transaction(assessment, filing.certification),
        _due_diligence(filing),
        _documentation(filing),
    )


def statements_missing(filing: Filing) -> tuple[Gap, ...]:
    """What the declarant has not stated; what the assessment finds is told elsewhere."""
    unsaid = {
        "no-knowing-prohibited-transaction": _unsaid_of_certification(filing.certification),
        "due-diligence": _unsaid_of_diligence(filing.due_diligence),
        "documentation": _unsaid_of_documentation(filing.documentation),
    }
    return tuple(
        Gap(what=f"{_TITLES[id_]}: {obstacle}", who=_SIGNER, how=f"[declaration.{_TABLES[id_]}]")
        for id_, obstacles in unsaid.items()
        for obstacle in obstacles
    )


_TITLES: Final = {
    "no-knowing-prohibited-transaction": "certification of no knowing prohibited transaction",
    "due-diligence": "certification of due diligence",
    "documentation": "certification of documentation kept",
}
_TABLES: Final = {
    "no-knowing-prohibited-transaction": "certification",
    "due-diligence": "due_diligence",
    "documentation": "documentation",
}


def _no_knowing_transaction(assessment: Assessment, said: Said) -> Certification:
    obstacles = [*_found(assessment), *_unsaid_of_certification(said)]
    text = (
        "The declarant certifies that it does not knowingly engage in a transaction that "
        "15 CFR 791.302, 791.303 or 791.304 prohibits: the VCS hardware and covered software of "
        "this declaration are not designed, developed, manufactured or supplied by persons owned "
        "by, controlled by, or subject to the jurisdiction or direction of a foreign adversary, "
        "except as exempted or authorized."
    )
    return _made("no-knowing-prohibited-transaction", text, said, obstacles)


def _found(assessment: Assessment) -> list[str]:
    """What the assessment has against it."""
    found = [f"{view.path} could not be read" for view in assessment.inputs if view.error]
    if assessment.hypotheses:
        found.append("the assessment rests on --assume")
    found += [
        f"{finding.verdict.value}: {finding.reason}"
        for finding in assessment.findings
        if finding.verdict in (Verdict.PROHIBITED, Verdict.INDETERMINATE)
    ]
    for verdict, words in (
        (Verdict.PROHIBITED, "prohibited"),
        (Verdict.INDETERMINATE, "undecided"),
    ):
        reasons: dict[str, list[str]] = {}
        for component in assessment.components:
            if component.outcome.verdict is verdict:
                reasons.setdefault(component.outcome.reason, []).append(
                    str(component.component.name)
                )
        ranked = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
        for reason, names in ranked[:_SHOWN]:
            shown = ", ".join(dict.fromkeys(names[:_SHOWN]))
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            found.append(f"{len(names)} {words} ({shown}{more}): {reason}")
        left = sum(len(names) for _, names in ranked[_SHOWN:])
        if left:
            found.append(f"{left} more {words} for other reasons; vcs-check check lists them")
    if not found and assessment.verdict != "pass":
        found.append(f"the assessment ends in {assessment.verdict.value}; vcs-check check says why")
    return found


def _due_diligence(filing: Filing) -> Certification:
    said = filing.due_diligence
    others = said.third_parties
    by = f" with {', '.join(others)}" if others else " without third parties"
    text = (
        "The declarant certifies that it conducted due diligence on the VCS hardware and covered "
        f"software of this declaration{by}."
    )
    return _made("due-diligence", text, said, _unsaid_of_diligence(said))


def _documentation(filing: Filing) -> Certification:
    said = filing.documentation
    text = (
        "The declarant certifies that it keeps documentation in support of this declaration "
        f"and can furnish it on request. It is kept at: {said.where}."
    )
    return _made("documentation", text, said, _unsaid_of_documentation(said))


def _unsaid_of_certification(said: Said) -> list[str]:
    return _unsaid(said, "no_knowing_prohibited_transaction")


def _unsaid_of_diligence(said: DiligenceSaid) -> list[str]:
    obstacles = _unsaid(said, "done")
    if said.third_parties is None:
        obstacles.append("whether third parties took part is not stated (third_parties)")
    return obstacles


def _unsaid_of_documentation(said: DocumentationSaid) -> list[str]:
    obstacles = _unsaid(said, "kept")
    if not said.where:
        obstacles.append("where the documentation is kept is not stated (where)")
    return obstacles


def _unsaid(said: Said, key: str) -> list[str]:
    """What the statement lacks."""
    if said.answer is Answer.NO:
        return [f"it is stated that it is not so ({key} = false)"]
    if said.answer is Answer.UNKNOWN:
        return [f"nobody states it ({key})"]
    return [
        f"{words} is not stated ({name})"
        for name, words, value in (("by", "who says so", said.by), ("on", "the day", said.on))
        if not value
    ]


def _made(id_: str, text: str, said: Said, obstacles: list[str]) -> Certification:
    return Certification(
        id=id_,  # type: ignore[arg-type]
        text="" if obstacles else text,
        by=said.by,
        title=said.title,
        on=said.on.isoformat() if said.on is not None else "",
        obstacles=tuple(obstacles),
    )
