"""``vcs-check inventory``: what was read and how it was tagged, without a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click
import msgspec

from vcs_check.classification import classify_together
from vcs_check.classification.tag import Tag
from vcs_check.cli.check import EXIT_INPUT, EXIT_REPORT, say, to_stdout
from vcs_check.cli.files import Given, gather
from vcs_check.errors import InputError
from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.inventory.document import Document
from vcs_check.pipeline.linking import link
from vcs_check.readers import read_bom
from vcs_check.reports._columns import columns, pad
from vcs_check.reports._escape import terminal


@click.command("inventory")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--part", default="", metavar="TEXT", help="What the BOM is installed in.")
@click.option(
    "-o", "--output", "output", type=click.Choice(["table", "tree", "json"]), default="table",
    show_default=True,
)  # fmt: skip
@click.option("--why", is_flag=True, help="Show which knowledge entry decided, and why.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], part: str, output: str, why: bool) -> None:
    """Show every component that was read, where it stands and what it was taken for."""
    given = gather(paths, part)
    units: list[Unit] = []
    loads: list[Callable[[], bytes]] = []
    errors: list[str] = []
    for bom in given.inputs:
        try:
            units.append(Unit(document=read_bom(bom.load(), bom.path), part=bom.part))
            loads.append(bom.load)
        except InputError as error:
            errors.append(str(error))
    assembly = Assembly(units)
    link(assembly, loads)
    tags = classify_together(assembly)
    read = [(unit.document, tags[number]) for number, unit in enumerate(units)]
    if output == "json":
        data = msgspec.json.encode([_as_json(document, tags) for document, tags in read])
        failed = to_stdout(msgspec.json.format(data, indent=2) + b"\n")
    else:
        failed = to_stdout(_as_text(given, read, tree=output == "tree", why=why).encode())
    for message in (*errors, *failed):
        say(message)
    ctx.exit(EXIT_REPORT if failed else EXIT_INPUT if errors else 0)


def _as_json(document: Document, tags: list[Tag]) -> dict[str, Any]:
    return {
        # A file name that is no UTF-8 has no JSON either, so its bytes are shown as escapes.
        "path": document.path.encode("utf-8", "backslashreplace").decode(),
        "sha256": document.sha256,
        "format": document.format,
        "version": document.version,
        "files": document.files,
        "notes": document.notes,
        "components": [
            {
                "id": component.id,
                "source": component.source,
                "kind": component.kind,
                "name": component.name,
                "version": component.version,
                "purl": component.purl,
                "parents": component.parents,
                "parties": component.parties,
                "licences": component.licences,
                "function": tag.own.function,
                "radios": tag.own.radios,
                "layer": tag.own.layer,
                "confidence": tag.own.confidence,
                "entry": tag.own.entry,
                "because": tag.own.because,
                "knowledge_source": tag.own.source,
                "host": tag.host.name,
                "host_function": tag.host.function,
                "host_because": tag.host.because,
            }
            for component, tag in zip(document.components, tags, strict=True)
        ],
    }


def _as_text(given: Given, read: list[tuple[Document, list[Tag]]], *, tree: bool, why: bool) -> str:
    lines: list[str] = []
    for document, tags in read:
        lines.append(
            f"{terminal(document.path)}: {document.format} {terminal(document.version)}, "
            f"{len(document.components)} components"
            + (f", {document.files} files" if document.files else "")
        )
        rows = [
            _row(document, tags, position, depth, why=why)
            for position, depth in _order(document, tree=tree)
        ]
        heads = ["component", "kind", "function", "by", "place"] + (
            ["entry", "because"] if why else []
        )
        lines += _table([heads, *rows])
        for note in document.notes:
            lines.append(terminal(": ".join(p for p in ("note", note.place, note.message) if p)))
        lines.append("")
    lines += [terminal(note) for note in given.notes]
    return "\n".join(lines) + "\n"


def _row(document: Document, tags: list[Tag], position: int, depth: int, *, why: bool) -> list[str]:
    component, tag = document.components[position], tags[position]
    name = "  " * depth + f"{component.name} {component.version}".rstrip()
    row = [name, component.kind, tag.own.function.value, f"{tag.own.layer}/{tag.own.confidence}",
           component.source]  # fmt: skip
    return row + ([tag.own.entry, tag.own.because] if why else [])


def _order(document: Document, *, tree: bool) -> Iterator[tuple[int, int]]:
    """Positions with their depth: file order, or parents before their parts."""
    if not tree:
        yield from ((position, 0) for position in range(len(document.components)))
        return
    children: dict[int, list[int]] = {}
    roots: list[int] = []
    for position, component in enumerate(document.components):
        if component.parents:
            children.setdefault(component.parents[0], []).append(position)
        else:
            roots.append(position)
    seen: set[int] = set()
    # A cycle has no root, so what no root reaches is started from afterwards.
    for start in (*roots, *range(len(document.components))):
        waiting = [(start, 0)]
        while waiting:
            position, depth = waiting.pop()
            if position in seen:
                continue
            seen.add(position)
            yield position, depth
            waiting.extend((c, depth + 1) for c in reversed(children.get(position, ())))


_MAX_COLUMN_WIDTH = 60


def _table(rows: list[list[str]]) -> list[str]:
    """Rows as lines of aligned columns; the last column is not cut."""
    safe = [[terminal(cell) for cell in row] for row in rows]
    widths = [
        min(_MAX_COLUMN_WIDTH, max(columns(row[n]) for row in safe))
        for n in range(len(safe[0]) - 1)
    ]
    return [
        "  ".join([*(pad(cell, max(4, w)) for cell, w in zip(row, widths, strict=False)), row[-1]])
        for row in safe
    ]
