"""The labelled rows that classification is measured on, as documents, and what a tag amounts to.

Two sets: ``labelled.csv`` of ``VCS_CHECK_DATA`` (components of public repositories) and
``tests/classification/own_rows.csv`` (made up, in six languages, parts of fictional assemblies).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from vcs_check.classification import classify
from vcs_check.classification.tag import Confidence, Function, Tag
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.vocabulary import Axis, Role
from vcs_check.text import BomText

Row = dict[str, str]
IN_SCOPE = frozenset({"vcs-hardware", "vcs-software", "ads-software"})
HOSTED = "vcs-host-software"
OPEN = "open"
OWN_ROWS = Path(__file__).parent.parent / "tests" / "classification" / "own_rows.csv"
OUT_OF = {
    Function.SENSING: "excl-sensing",
    Function.UWB_ACCESS: "excl-uwb-access",
    Function.RECEIVE_ONLY: "excl-unidirectional",
    Function.LOW_BAND: "excl-subghz",
    Function.POWER: "excl-power",
    Function.PASSIVE: "excl-passive-mech",
    Function.DRIVER_ASSISTANCE: "irrelevant",
    Function.UNRELATED: "irrelevant",
}
_UNDECIDED_HOSTS = frozenset({Function.UNKNOWN, Function.BAND_UNKNOWN})


def predicted(tag: Tag) -> str:
    """The label that a tag amounts to, or ``open``; as the regulation reads it, broadly."""
    own, host = tag.own, tag.host
    software = own.axis is Axis.SOFTWARE
    if own.device_firmware:
        return "excl-firmware"
    if own.function is Function.RADIO:
        return "vcs-software" if software else "vcs-hardware"
    if own.function is Function.DRIVING:
        return "ads-software" if software else "ads-hardware"
    if own.function in OUT_OF:
        return OPEN if own.confidence is Confidence.LOW else OUT_OF[own.function]
    if own.function is Function.GENERIC_SOFTWARE:
        return {
            Function.RADIO: HOSTED, Function.DRIVING: "ads-software", Function.UNKNOWN: OPEN,
            Function.BAND_UNKNOWN: OPEN,
        }.get(host.function, "irrelevant")  # fmt: skip
    if own.function is Function.COMPUTE and host.function is Function.RADIO:
        return "vcs-hardware"
    if own.function is Function.COMPUTE and host.function is Function.DRIVING:
        return "ads-hardware"
    if own.function is Function.COMPUTE and host.function not in _UNDECIDED_HOSTS:
        return "irrelevant"
    return OPEN


def is_lenient(row: Row, label: str) -> bool:
    """Labelled in scope (or as what nobody can decide), and cleared nevertheless."""
    return row["class"] in {*IN_SCOPE, HOSTED, OPEN} and label not in {
        *IN_SCOPE,
        HOSTED,
        OPEN,
        "ads-hardware",
    }


def read_rows(data: Path) -> list[Row]:
    """The rows of ``labelled.csv``."""
    with (data / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own_rows() -> list[Row]:
    """The made-up rows, with the columns that measuring asks for."""
    with OWN_ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"doubtful": "", "split": row["half"], "context": row["assembly"]}
    return rows


def tags_of(rows: list[Row], named_item: bool, whole_repository: bool = False) -> list[Tag]:
    """One tag a row of ``labelled.csv``, from one document for each repository and path.

    Args:
        rows: all rows, so that siblings meet whatever their split.
        named_item: whether the item is named as well, as ``--part`` or the subject of a real
            BOM would name it; the name is the labeller's one line about the repository.
        whole_repository: whether all rows of one repository that are said to belong to the same
            item are siblings, whatever their path (a repository with a file for each package).
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        path = row["context"] if whole_repository and row["context"] else row["path"]
        item = row["context"] if named_item else ""
        groups[row["source_repo"], path, item].append(index)
    tags: dict[int, Tag] = {}
    for (_, path, item), members in groups.items():
        name = "" if whole_repository else Path(path).stem
        subject = Component(id=BomText("subject"), kind="", name=BomText(name), source="")
        parts = [component_of(rows[index], 0) for index in members]
        tags.update(
            zip(members, classify(_document(path, [subject, *parts]), item)[1:], strict=True)
        )
    return [tags[index] for index in range(len(rows))]


def tags_of_own(rows: list[Row]) -> list[Tag]:
    """One tag a made-up row; ``A > B > C`` is an assembly of three levels around it."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[row["assembly"]].append(index)
    tags: dict[int, Tag] = {}
    for assembly, members in groups.items():
        levels = [
            Component(
                id=BomText(f"level-{depth}"), kind="device", name=BomText(name), source="",
                parents=(depth - 1,) if depth else (),
            )
            for depth, name in enumerate(assembly.split(" > "))
        ]  # fmt: skip
        parts = [component_of(rows[index], len(levels) - 1) for index in members]
        found = classify(_document(assembly, [*levels, *parts]))
        tags.update(zip(members, found[len(levels) :], strict=True))
    return [tags[index] for index in range(len(rows))]


def _document(path: str, components: list[Component]) -> Document:
    return Document(
        path=path, sha256="", format="", version="", components=components, subject=0
    )  # fmt: skip


def component_of(row: Row, parent: int) -> Component:
    """A row of either set as a component of the item at ``parent``."""
    maker = row.get("manufacturer") or row.get("maker", "")
    places = tuple(
        (BomText(field), BomText(row[field]))
        for field in ("designator", "footprint")
        if row.get(field)
    )
    return Component(
        id=BomText(row["id"]), kind=row["type"], name=BomText(row["name"]), source="",
        description=BomText(row["description"]),
        part_number=BomText(row.get("mpn") or row.get("part_number", "")), parents=(parent,),
        parties=(PartyClaim(role=Role.MANUFACTURER, name=BomText(maker)),) if maker else (),
        properties=places,
    )  # fmt: skip
