"""Small documents for the tests of classification."""

from __future__ import annotations

from typing import Any

from vcs_check.classification import classify
from vcs_check.classification.tag import Host, Identity, Tag
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.document import Document
from vcs_check.inventory.facts import DeclaredFacts
from vcs_check.inventory.vocabulary import Role
from vcs_check.text import BomText


def component(
    name: str,
    kind: str = "device",
    parents: tuple[int, ...] = (),
    description: str = "",
    maker: str = "",
    part_number: str = "",
    declared: DeclaredFacts | None = None,
    properties: tuple[tuple[str, str], ...] = (),
    **more: Any,
) -> Component:
    return Component(
        id=BomText(name),
        kind=kind,
        name=BomText(name),
        source="",
        parents=parents,
        description=BomText(description),
        part_number=BomText(part_number),
        parties=(PartyClaim(role=Role.MANUFACTURER, name=BomText(maker)),) if maker else (),
        declared=declared or DeclaredFacts(),
        properties=tuple((BomText(key), BomText(value)) for key, value in properties),
        **more,
    )


def document(*components: Component, subject: int | None = None, **more: Any) -> Document:
    return Document(
        path="bom.json",
        sha256="",
        format="",
        version="",
        components=list(components),
        subject=subject,
        **more,
    )


def tags(*components: Component, subject: int | None = None, part: str = "") -> list[Tag]:
    return classify(document(*components, subject=subject), part)


def identity(name: str, kind: str = "device", **more: Any) -> Identity:
    return tags(component(name, kind, **more))[0].own


def hosts(*components: Component, subject: int | None = None, part: str = "") -> list[Host]:
    return [tag.host for tag in tags(*components, subject=subject, part=part)]
