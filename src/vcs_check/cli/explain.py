"""``vcs-check explain``: the whole decision trace of one component."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from vcs_check.assessment import AssessedComponent, Assessment
from vcs_check.cli.check import (
    EXIT_INPUT,
    EXIT_REPORT,
    keep_inputs,
    output_targets,
    say,
    write_targets,
)
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.options import evaluation_options, request_of
from vcs_check.cli.output_options import (
    output_option,
    quiet_option,
    without_settings_of_check,
)
from vcs_check.cli.places import Places
from vcs_check.errors import UsageError
from vcs_check.pipeline import Request, assess
from vcs_check.reports import explanation
from vcs_check.reports.explanation import Explained

_MAX_NAMED = 10


@click.command("explain", epilog=endings(0, 2, 4, 5, zero="explained, whatever the verdict"))
@click.argument("path", metavar="PATH", shell_complete=a_file)
@click.argument("component", metavar="COMPONENT")
@evaluation_options
@output_option("text or json")
@quiet_option()
@click.pass_context
def command(ctx: click.Context, /, path: str, component: str, **options: Any) -> None:
    """Explain the verdict on one component: every question, answer, reason and citation.

    COMPONENT is a bom-ref, SPDX id, purl, name, or the key that a JSON report gives
    (INPUT#ID). Several of one name, or none, is wrong usage; the message names the keys. Beside
    the proof stands what did not apply, what would change the verdict, and the verdict under
    the other edition.

    \b
    Examples:
      vcs-check explain program.toml ota-agent
      vcs-check explain tcu.cdx.json pkg:deb/debian/zlib1g@1.2 --model-year 2030
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    without_settings_of_check(ctx, options)
    targets = output_targets(options, explanation.available())
    keep_inputs((path,), targets)
    request = request_of(ctx, (path,), options)
    assessment = assess(request)
    unread = [view.error for view in assessment.inputs if view.error is not None]
    for message in unread:
        say(message)
    found = find(assessment, component)
    if len(found) != 1:
        if not unread:
            raise UsageError(_which(found, component))
        # What was asked for may stand in the file that could not be read.
        say(_which(found, component))
        ctx.exit(EXIT_INPUT)
    (item,) = found
    source = item.component.source
    explained = Explained(
        assessment=assessment,
        item=item,
        place=Places(request, assessment, (path,)).locate(item.input, (source,)).get(source),
        other=_under_other_edition(request, item),
    )
    failed = write_targets(explained, targets, {**options, "verbose": 0, "no_color": True})
    for message in failed:
        say(message)
    ctx.exit(EXIT_REPORT if failed else EXIT_INPUT if unread else 0)


def _under_other_edition(
    request: Request, item: AssessedComponent
) -> tuple[Assessment, AssessedComponent] | None:
    """The same program and component under the other edition, with its own trace."""
    if request.other_edition is None:
        return None
    other = msgspec.structs.replace(request, edition=request.other_edition, other_edition=None)
    if any(bom.file == "" for bom in request.inputs):  # standard input gives its bytes once
        return None
    assessment = assess(other)
    same = next((found for found in assessment.components if found.key == item.key), None)
    return (assessment, same) if same is not None else None


def find(assessment: Assessment, word: str) -> list[AssessedComponent]:
    """The components that a word means: by key, else id, else purl, else name."""
    for attribute in ("key", "id", "purl", "name"):
        found = [
            item
            for item in assessment.components
            if (item.key if attribute == "key" else getattr(item.component, attribute)) == word
        ]
        if found:
            return found
    return []


def _which(found: list[AssessedComponent], word: str) -> str:
    if not found:
        return f"no component is called {word!r} (bom-ref, SPDX id, purl, name or INPUT#ID)"
    keys = [item.key for item in found[:_MAX_NAMED]]
    more = f" and {len(found) - _MAX_NAMED} more" if len(found) > _MAX_NAMED else ""
    return f"{len(found)} components are called {word!r}; take one of: {', '.join(keys)}{more}"
