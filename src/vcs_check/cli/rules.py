"""``vcs-check rules``: editions, provisions, citations and what each rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import click
import msgspec

from vcs_check.cli.check import only_to_stdout
from vcs_check.cli.endings import endings
from vcs_check.errors import UsageError
from vcs_check.regulations.edition import Edition, Provision, edition_by_id, editions
from vcs_check.reports import schemas


@click.command("rules", epilog=endings(0, 2, 5, zero="printed"))
@click.option("--edition", "edition_id", metavar="ID", help="Only this edition.")
@click.option(
    "--schema",
    metavar="NAME",
    help="Print the JSON Schema of that name instead: report, diff, declaration, certificate or "
    "verification.",
)
@click.option(
    "-o", "--output", "output", type=click.Choice(["text", "json", "markdown"]), default="text",
    show_default=True, help="How to print them.",
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, edition_id: str | None, schema: str | None, output: str) -> None:
    """List the editions of the rule: provisions, values, citations and marks.

    \b
    Examples:
      vcs-check rules
      vcs-check rules --edition nprm-2024 -o json
      vcs-check rules --schema report
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    if schema is not None:
        published = schemas()
        if schema not in published:
            raise UsageError(f"there is no schema {schema!r}; there are: {', '.join(published)}")
        only_to_stdout(ctx, published[schema])
        return
    chosen = [edition_by_id(edition_id)] if edition_id else list(editions().values())
    if output == "json":
        data = msgspec.json.encode([_as_json(edition) for edition in chosen])
        only_to_stdout(ctx, msgspec.json.format(data, indent=2) + b"\n")
        return
    if output == "markdown":
        only_to_stdout(ctx, as_markdown(chosen).encode())
        return
    text = "\n\n".join(_as_text(edition) for edition in chosen)
    only_to_stdout(ctx, f"{text}\n\nThis is no legal advice.\n".encode())


def provisions(edition: Edition) -> Iterator[tuple[str, Provision]]:
    """Every cited provision of an edition, by its dotted place in the edition's file."""
    for name in edition.__struct_fields__:
        yield from _provisions(name, getattr(edition, name))


def _provisions(name: str, value: Any) -> Iterator[tuple[str, Provision]]:
    if isinstance(value, Provision):
        yield name, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _provisions(f"{name}.{key}", item)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _provisions(f"{name}.{field}", getattr(value, field))


def values_of(provision: Provision) -> dict[str, Any]:
    """What a provision sets, beside its citation, mark and words."""
    words = Provision.__struct_fields__
    found = {}
    for name in provision.__struct_fields__:
        value = getattr(provision, name)
        if name not in words and not isinstance(value, Provision) and value is not None:
            found[name] = sorted(value) if isinstance(value, frozenset) else value
    return found


def _as_json(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "title": edition.title,
        "citation": edition.citation,
        "status": edition.status,
        "published": edition.published,
        "in_force_from": edition.in_force_from,
        "is_default": edition.is_default,
        "sha256": edition.digest,
        "provisions": [
            {
                "id": name,
                "citation": provision.citation,
                "mark": provision.mark,
                "title": provision.title,
                "note": provision.note,
                "values": values_of(provision),
            }
            for name, provision in provisions(edition)
        ],
    }


def _as_text(edition: Edition) -> str:
    head = f"{edition.id}: {edition.title} ({edition.citation}, {edition.status})"
    if edition.is_default:
        head += ", the default"
    lines = [head, "=" * len(head)]
    for name, provision in provisions(edition):
        lines.append(f"\n{provision.citation}  [{provision.mark.value}]  {name}")
        for text in filter(None, (provision.title, provision.note)):
            lines += textwrap.wrap(text, 96, initial_indent="    ", subsequent_indent="    ")
        for key, value in values_of(provision).items():
            lines += textwrap.wrap(
                f"{key} = {_shown(value)}", 96, initial_indent="    ", subsequent_indent="      "
            )
    return "\n".join(lines)


_PREFACE = """\
# The rule, as this tool applies it

Made from the editions' own data by `vcs-check rules -o markdown`; a test holds the two equal.
What each value does is in [procedure.md](procedure.md), and what the tool does not do in
[limits.md](limits.md). This is no legal advice.

Marks: **text**, checked against the regulation's own text; **secondary**, from summaries by law
firms or agencies; **interpretation**, this project's reading where the text is silent or unclear.
Every line of a trace carries one.
"""


def as_markdown(chosen: Iterable[Edition]) -> str:
    """``docs/rule.md``: one table an edition."""
    parts = [_PREFACE]
    for edition in chosen:
        default = " **The default.**" if edition.is_default else ""
        parts.append(
            f"## {edition.id}\n\n"
            f"{edition.title} ({edition.citation}; {edition.status}).{default}\n\n"
            "| citation | mark | place in the edition's file | what it sets |\n|---|---|---|---|\n"
            + "".join(_row(name, provision) for name, provision in provisions(edition))
        )
    return "\n".join(parts)


def _row(name: str, provision: Provision) -> str:
    words = [provision.title, provision.note]
    values = [f"`{key}` = {_shown(value)}" for key, value in values_of(provision).items()]
    cell = "<br>".join(filter(None, [*words, *values])).replace("|", "\\|")
    return f"| {provision.citation} | {provision.mark.value} | `{name}` | {cell} |\n"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
