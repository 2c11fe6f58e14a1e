"""Who is known by an identifier that a component itself carries, beside those that it names.

A MAC address begins with a block that the IEEE has registered to somebody, a CPE name says a
vendor, and so may the namespace of a ``pkg:generic`` purl, which no registry hands out, and
properties that tools name as they like (``manufacturer``, ``acme:vendor``). None of them says what
that party did for the component: each is a claim in the role ``identified``, which may raise a
question and never answers one. Namespaces of registries of open source are not read: they say who
published something there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from vcs_check.bundled import read_bundled
from vcs_check.inventory.component import Component, PartyClaim
from vcs_check.inventory.vocabulary import Role
from vcs_check.origin.party import MacBlock, Register
from vcs_check.text import BomText

PROPERTY: Final = "cdx:device:macaddress"
"""The CycloneDX property, in small letters; repeated, or several in one separated by commas."""

_WHO: Final = frozenset(
    {"manufacturer", "vendor", "maker", "oem", "brand", "producer", "supplier", "designer"}
    | {"developer", "manufacturername", "vendorname", "manufacturer-name", "vendor-name"}
)
"""Last words of properties of nobody's taxonomy that name somebody: no word on a role."""
_BLOCK_DIGITS: Final = (9, 7, 6)
"""MA-S, MA-M and MA-L (IEEE): the longest block that covers an address is that of its maker."""
_MAC_DIGITS: Final = 12
_NOT_GLOBAL: Final = 0b11
"""Group and locally administered addresses, which nobody registers (IEEE 802, 8.2)."""
_BETWEEN: Final = re.compile(r"[,;|\s]+")
_SEPARATORS: Final = re.compile(r"[-:.]")
_HEX: Final = re.compile(r"[0-9A-F]+", re.ASCII)
_ENCODED: Final = re.compile(r"%([0-7][0-9a-f])")
_GENERIC: Final = "pkg:generic/"


class KnownBy:
    """Finds the parties of identifiers, each claim made once.

    Args:
        registers: those of the user; a MAC registry is one of them.
        use_reference: whether the few blocks and vendors that come along count as well.
    """

    def __init__(self, registers: Iterable[Register] = (), *, use_reference: bool = True) -> None:
        self._blocks: dict[str, MacBlock] = {}
        bundled = _bundled_blocks() if use_reference else ()
        for block in (*bundled, *(b for register in registers for b in register.mac_blocks)):
            self._blocks[block.prefix] = block
        self._vendors = _vendors() if use_reference else {}
        self._known: dict[tuple[str, str], PartyClaim | None] = {}

    def claims(self, component: Component) -> tuple[PartyClaim, ...]:
        """One claim a party and identifier; equal identifiers give the same object."""
        if not (
            component.cpe or component.properties or component.purl.startswith(_GENERIC)
        ):  # nearly all, and each is asked
            return ()
        return tuple(dict.fromkeys(self._claims(component)))

    def _claims(self, component: Component) -> Iterator[PartyClaim]:
        for name, value in component.properties:
            lower = name.lower()
            if lower == PROPERTY:
                for address in _BETWEEN.split(value):
                    if found := self._claim("mac", address):
                        yield found
            elif lower.rpartition(":")[2] in _WHO and value:
                yield self._by_property(name, value)
        if component.cpe and (found := self._claim("cpe", _cpe_vendor(component.cpe))):
            yield found
        if component.purl.startswith(_GENERIC) and (
            found := self._claim("purl", _namespace(component.purl))
        ):
            yield found

    def _by_property(self, name: str, value: str) -> PartyClaim:
        key = (name, value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = PartyClaim(
                role=Role.IDENTIFIED, name=BomText(value), field=f"property {name}"
            )
        return found

    def _claim(self, kind: str, value: str) -> PartyClaim | None:
        key = (kind, value)
        if key not in self._known:
            self._known[key] = self._by_mac(value) if kind == "mac" else self._by_word(kind, value)
        return self._known[key]

    def _by_mac(self, address: str) -> PartyClaim | None:
        digits = mac_digits(address)
        for length in _BLOCK_DIGITS if digits else ():
            if block := self._blocks.get(digits[:length]):
                return PartyClaim(
                    role=Role.IDENTIFIED,
                    name=block.registrant,
                    country=BomText(block.country),
                    field=f"MAC block {block.prefix} ({block.source})",
                )
        return None

    def _by_word(self, kind: str, word: str) -> PartyClaim | None:
        found = self._vendors.get(word)
        if found is None:
            return None
        party, source = found
        what = "CPE vendor" if kind == "cpe" else "purl namespace"
        return PartyClaim(
            role=Role.IDENTIFIED, name=BomText(party), field=f"{what} {word} ({source})"
        )


def mac_digits(address: str) -> str:
    """The digits of a MAC address that its maker was given, in capitals; empty for any other.

    Six octets with colons, hyphens, dots or nothing between them. Empty as well for group addresses
    and for locally administered ones, which change at random.
    """
    digits = _SEPARATORS.sub("", address.strip()).upper()
    if len(digits) != _MAC_DIGITS or not _HEX.fullmatch(digits):
        return ""
    return "" if int(digits[1], 16) & _NOT_GLOBAL else digits


def _cpe_vendor(cpe: str) -> str:
    """The vendor of a CPE 2.3 formatted string or a CPE 2.2 URI, in small letters."""
    parts = cpe.lower().split(":", 5)
    if len(parts) > 3 and parts[:2] == ["cpe", "2.3"]:
        return parts[3].replace("\\", "")
    if len(parts) > 2 and parts[0] == "cpe" and parts[1].startswith("/"):
        return _plain(parts[2])
    return ""


def _namespace(purl: str) -> str:
    """The first segment of the namespace of a ``pkg:generic`` purl; empty where it has none."""
    path = re.split(r"[@?#]", purl.removeprefix(_GENERIC), maxsplit=1)[0]
    first, slash, _ = path.strip("/").partition("/")
    return _plain(first.lower()) if slash else ""


def _plain(text: str) -> str:
    """A lower-case text without percent-encoding of ASCII characters."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), text).lower()


@cache
def _bundled_blocks() -> tuple[MacBlock, ...]:
    return tuple(
        MacBlock(
            prefix=row["prefix"],
            registrant=BomText(row["registrant"]),
            country=row["country"],
            source=f"bundled reference: {row['source']}",
        )
        for row in _rows("mac_blocks.csv")
    )


@cache
def _vendors() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["party"], row["source"]) for row in _rows("vendor_words.csv")}


def _rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table of the reference that say where they come from."""
    table = read_bundled(f"origin/reference/{file}")
    rows = csv.DictReader(table.decode("utf-8").splitlines())
    return (row for row in rows if row["source"])
