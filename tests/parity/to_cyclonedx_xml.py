"""The unit as CycloneDX XML 1.6."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tests.parity.unit import Facts, Part, Unit

NAME: Final = "cyclonedx.xml"
CANNOT_SAY: Final[frozenset[str]] = frozenset()


def write(unit: Unit) -> bytes:
    def element(name: str, text: str) -> str:
        return f"<{name}>{escape(text)}</{name}>" if text else ""

    def properties(facts: Facts) -> str:
        inner = "".join(
            f"<property name={quoteattr(name)}>{escape(value)}</property>"
            for name, value in facts.items()
        )
        return f"<properties>{inner}</properties>" if inner else ""

    def party(role: str, part: Part, name: str) -> str:
        where = f"<address>{element('country', part.country)}</address>" if part.country else ""
        who = element("name", name)
        if part.is_person and role == "supplier":
            who, where = where, f"<contact>{who}</contact>"
        return f"<{role}>{who}{where}</{role}>" if name else ""

    def component(part: Part) -> str:
        licence = f"<licenses>{element('expression', part.licence)}</licenses>"
        digest = f'<hash alg="SHA-256">{part.sha256}</hash>'
        patch = '<pedigree><patches><patch type="unofficial"/></patches></pedigree>'
        stamp = element("timestamp", part.released + "T00:00:00Z")
        notes = f"<releaseNotes><type>major</type>{stamp}</releaseNotes>"
        return (
            f'<component type="{part.kind}" bom-ref="{part.id}">'
            + party("manufacturer", part, part.maker)
            + party("supplier", part, part.supplier)
            + element("name", part.name)
            + element("version", part.version)
            + element("description", part.description)
            + (f"<hashes>{digest}</hashes>" if part.sha256 else "")
            + (licence if part.licence else "")
            + element("cpe", part.cpe)
            + element("purl", part.purl)
            + (patch if part.patched else "")
            + properties(part.facts)
            + f"<components>{''.join(map(component, part.parts))}</components>"
            + (notes if part.released else "")
            + "</component>"
        )

    dependencies = "".join(
        f"<dependency ref={quoteattr(one.id)}><dependency ref={quoteattr(other.id)}/></dependency>"
        for one, other in unit.needs
    )
    return (
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'
        f"<metadata>{component(unit.part)}{properties(unit.facts)}</metadata>"
        f"<dependencies>{dependencies}</dependencies></bom>"
    ).encode()
