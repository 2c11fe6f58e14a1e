"""What CycloneDX XML says of the components together, as the structs that JSON is decoded into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from msgspec import UNSET, UnsetType

from vcs_check.readers._cyclonedx import Composition, Dependency


def dependencies(entries: Iterable[ET.Element], prefix: str) -> list[Dependency]:
    """The entries of ``dependencies``, in file order; ``prefix``: the namespace of CycloneDX."""
    dependency, provides = prefix + "dependency", prefix + "provides"
    return [
        Dependency(
            ref=entry.get("ref", UNSET),
            depends_on=tuple([end.get("ref", "") for end in entry if end.tag == dependency]),
            provides=tuple([end.get("ref", "") for end in entry if end.tag == provides]),
        )
        for entry in entries
        if entry.tag == dependency
    ]


def compositions(element: ET.Element, prefix: str) -> Iterator[Composition]:
    """The entries of ``compositions``."""
    for entry in element.findall(prefix + "composition"):
        aggregate = entry.find(prefix + "aggregate")
        yield Composition(
            aggregate=(aggregate.text or UNSET) if aggregate is not None else UNSET,
            assemblies=_named(entry.find(prefix + "assemblies")),
            dependencies=_named(entry.find(prefix + "dependencies")),
            vulnerabilities=_named(entry.find(prefix + "vulnerabilities")),
        )


def _named(part: ET.Element | None) -> tuple[str, ...] | UnsetType:
    return UNSET if part is None else tuple(each.get("ref", "") for each in part)
