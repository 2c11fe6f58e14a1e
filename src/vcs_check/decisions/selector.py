"""Which components a decision is about: one that it names, or a group with something in common.

One answer may settle many components: everything that a supplier delivers, a part family, what
is in one assembly. Such a *group* decision fills gaps only. What a component says of itself stays,
and what a known part family, package or FCC ID contradicts is not cleared by it, so that a part
that joins the group tomorrow is not waved through by what was decided today.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from vcs_check.classification.normal import words
from vcs_check.inventory.component import Component

GROUP_KEYS: Final = ("name", "part_number", "supplier", "entry", "within")
"""Any of them makes a decision one on a group; all that are given must hold."""


class Selector(Struct, frozen=True, kw_only=True):
    """What must be true of a component; an empty text says nothing."""

    component: str = ""
    """A purl (with or without version), ``bom-ref``, SPDX id or name; not with the keys below."""
    name: str = ""
    """The name, whatever version and maker; ``*`` at its end stands for anything that follows."""
    part_number: str = ""
    """The part number, or the name where there is none; ``*`` as in :attr:`name`."""
    supplier: str = ""
    """A party that the BOM names for it, in whatever role."""
    entry: str = ""
    """Id of the knowledge entry that decided what it is (``inventory --why``)."""
    within: str = ""
    """``bom-ref``, SPDX id or name of an item that contains it, at any depth."""
    version: str = ""
    bom: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it is about what components have in common, and names none of them."""
        return any(getattr(self, key) for key in GROUP_KEYS)

    @property
    def pins_down(self) -> bool:
        """Whether it says what the things are, and not only where they are or from whom."""
        return bool(self.name.strip("* ") or self.part_number.strip("* ") or self.entry)

    def in_words(self) -> str:
        """Which components are meant, for people."""
        if not self.is_group:
            return self.component
        given = ((key, getattr(self, key)) for key in self.__struct_fields__)
        return ", ".join(f"{key} = {value}" for key, value in given if value)

    def is_in_file(self, path: str) -> bool:
        """Whether a file is the one that is meant, or any is."""
        if not self.bom:
            return True
        wanted, given = self.bom.replace("\\", "/"), path.replace("\\", "/")
        return given == wanted or given.endswith(f"/{wanted}")

    def agrees(self, component: Component) -> bool:
        """Whether version, name and part number are as asked."""
        if self.version and self.version != component.version:
            return False
        if self.name and not _like(self.name, component.name):
            return False
        number = component.part_number or component.name
        return not self.part_number or _like(_joined(self.part_number), _joined(number))


def _joined(number: str) -> str:
    """A part number in which no separator counts: ``EG25-G``, ``EG 25 G`` and ``EG25G`` are one."""
    star = "*" if number.endswith("*") else ""
    return words(number).replace(" ", "") + star


def _like(wanted: str, given: str) -> bool:
    """Whether two names are one: case, separators and invisible characters do not matter."""
    if wanted.endswith("*"):
        return words(given).startswith(words(wanted[:-1]))
    return wanted == given or words(given) == words(wanted) != ""
