"""What ``vcs-check inventory`` shows: a table, a tree, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from vcs_check.classification.tag import Tag
from vcs_check.cli.files import Given
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.document import Document
from vcs_check.reports._columns import columns, pad
from vcs_check.reports._escape import terminal
from vcs_check.validation import Fault


class Read(Struct, frozen=True):
    """One BOM, read and tagged."""

    document: Document
    tags: list[Tag]
    faults: tuple[Fault, ...]


def as_json(read: Read, number: int, assembly: Assembly) -> dict[str, Any]:
    """One BOM as values that become JSON; ``number`` is its place in the assembly."""
    document, tags = read.document, read.tags
    start = assembly.starts[number]
    return {
        "path": _path(document),
        "sha256": document.sha256,
        "format": document.format,
        "version": document.version,
        "serial": document.serial,
        "revision": document.revision,
        "subject": document.subject,
        "files": document.files,
        "dependencies": document.dependencies,
        "part_of": _linked_from(assembly, assembly.root(number)),
        "notes": document.notes,
        "faults": read.faults,
        "components": [
            {
                "id": component.id,
                "source": component.source,
                "kind": component.kind,
                "name": component.name,
                "version": component.version,
                "group": component.group,
                "purl": component.purl,
                "cpe": component.cpe,
                "part_number": component.part_number,
                "quantity": component.quantity,
                "parents": component.parents,
                "part_of": _linked_from(assembly, start + position),
                "parties": component.parties,
                "licences": component.licences,
                "hashes": component.hashes,
                "references": component.references,
                "properties": component.properties,
                "declared": component.declared.stated(),
                "function": tag.own.function,
                "radios": tag.own.radios,
                "layer": tag.own.layer,
                "confidence": tag.own.confidence,
                "entry": tag.own.entry,
                "because": tag.own.because,
                "knowledge_source": tag.own.source,
                "own_knowledge": tag.own.own,
                "own_knowledge_not_followed": tag.own.overruled,
                "host": tag.host.name,
                "host_function": tag.host.function,
                "host_because": tag.host.because,
            }
            for position, (component, tag) in enumerate(zip(document.components, tags, strict=True))
        ],
    }


def _linked_from(assembly: Assembly, node: int) -> list[dict[str, str]]:
    """The components of other BOMs, or other places of this one, that link to a node."""
    found = []
    for above in assembly.above.get(node, ()):
        document = assembly.units[assembly.unit_of(above)].document
        component = document.components[assembly.position(above)] if above < assembly.size else None
        found.append({"path": _path(document), "id": component.id if component else ""})
    return found


def _path(document: Document) -> str:
    """A file name that is no UTF-8 has no JSON either, so its bytes are shown as escapes."""
    return document.path.encode("utf-8", "backslashreplace").decode()


def as_text(given: Given, read: list[Read], assembly: Assembly, *, tree: bool, why: bool) -> str:
    """All BOMs as lines: a table in file order, or parents before their parts."""
    lines: list[str] = []
    linked = _links(assembly) if tree else {}
    for number, each in enumerate(read):
        document, tags = each.document, each.tags
        lines.append(
            f"{terminal(document.path)}: {document.format} {terminal(document.version)}, "
            f"{len(document.components)} components"
            + (f", {document.files} files" if document.files else "")
        )
        rows = []
        for position, depth in _order(document, tree=tree):
            rows.append(_row(document, tags, position, depth, why=why))
            for what in linked.get(assembly.starts[number] + position, ()):
                rows.append(["  " * (depth + 1) + f"→ {what}", "in another BOM", "", "", ""])
        heads = ["component", "kind", "function", "by", "place"] + (
            ["entry", "because [source]"] if why else []
        )
        lines += _table([heads, *rows])
        for note in document.notes:
            kind = "note, no pass can rest on this file" if note.hides_components else "note"
            lines.append(terminal(": ".join(p for p in (kind, note.place, note.message) if p)))
        for fault in each.faults:
            lines.append(terminal(f"not valid: {fault.place}: {fault.message}"))
        lines.append("")
    lines += [terminal(note) for note in given.notes]
    return "\n".join(lines) + "\n"


def _links(assembly: Assembly) -> dict[int, list[str]]:
    """What each component contains that stands in another BOM, or elsewhere in its own."""
    found: dict[int, list[str]] = {}
    for inner, outers in sorted(assembly.above.items()):
        document = assembly.units[assembly.unit_of(inner)].document
        name = document.path
        if inner < assembly.size:
            name += f": {document.components[assembly.position(inner)].name}"
        for outer in outers:
            found.setdefault(outer, []).append(name)
    return found


def _row(document: Document, tags: list[Tag], position: int, depth: int, *, why: bool) -> list[str]:
    component, tag = document.components[position], tags[position]
    name = "  " * depth + f"{component.name} {component.version}".rstrip()
    row = [name, component.kind, tag.own.function.value, f"{tag.own.layer}/{tag.own.confidence}",
           component.source]  # fmt: skip
    if not why:
        return row
    source = f" [{tag.own.source}]" if tag.own.source else ""
    return [*row, tag.own.entry, tag.own.because + source]


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
