"""The proof of one component as text: question, answer, fact, citation, mark."""

from __future__ import annotations

import textwrap

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.reports._escape import terminal

_WIDTH = 96


def explanation(assessment: Assessment, item: AssessedComponent) -> str:
    """The whole decision trace of one component, for a terminal."""
    component, outcome = item.component, item.outcome
    source, edition = assessment.inputs[item.input], assessment.edition
    lines = [
        f"{outcome.verdict.upper()}: {terminal(f'{component.name} {component.version}'.rstrip())}",
        *_wrapped(outcome.reason, "  "),
        "",
        f"  key         {terminal(item.key)}",
        f"  place       {terminal(source.path)} {terminal(component.source)}",
        f"  path        {terminal(' > '.join(item.path))}",
        f"  class       {outcome.component_class.value}, by {item.layer} ({item.confidence}"
        + (f", entry {terminal(item.entry)})" if item.entry else ")"),
        f"  origin      {outcome.origin.value}",
        f"  citation    {outcome.citation} ({edition.id}, {edition.citation})",
    ]
    if outcome.exclusion is not None:
        lines.append(f"  exclusion   {outcome.exclusion.value}")
    if outcome.exempt_before is not None:
        until = outcome.exempt_before.model_year or outcome.exempt_before.import_date
        lines.append(f"  exempt      before {until}")
    if item.rolled_up is not outcome.verdict:
        lines.append(f"  its parts   the worst of them is {item.rolled_up.value}")
    if item.other_verdict is not None and assessment.other_edition is not None:
        lines.append(
            f"  differs     {item.other_verdict.value} under {assessment.other_edition.id}"
        )
    lines += ["", "Questions, in order:"]
    for number, step in enumerate(outcome.trace, 1):
        lines.append(f"  {number}. {step.question}")
        lines += _wrapped(f"{step.answer.upper()}: {step.because}", "     ")
        lines.append(f"     {step.citation} [{step.mark.value}]")
    lines += _parties(item)
    lines += _section("Missing", [f"{m.fact} of {m.of}: {m.ask}" for m in outcome.missing])
    lines += _section("Assumptions", list(outcome.assumptions))
    lines += _section("Warnings", list(outcome.warnings))
    decided = [assessment.decisions[n] for n in item.decisions if n < len(assessment.decisions)]
    lines += _section("Decisions", [f"{d.sets} (by {d.by} on {d.on}: {d.reason})" for d in decided])
    if assessment.hypotheses:
        lines += _section("HYPOTHETICAL, because of --assume", list(assessment.hypotheses))
    return "\n".join(lines) + "\n"


def _parties(item: AssessedComponent) -> list[str]:
    lines = ["", "Parties:"] if item.parties else ["", "Parties: nobody is named"]
    for party in item.parties:
        lines += _wrapped(
            f"{party.role.value} {party.name}: {party.origin.value}. {party.why}", "  "
        )
        lines += [f"      {terminal(step)}" for step in party.path]
    return lines


def _section(title: str, texts: list[str]) -> list[str]:
    if not texts:
        return []
    return ["", f"{title}:", *(line for text in texts for line in _wrapped(text, "  "))]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        terminal(text), _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  "
    )
