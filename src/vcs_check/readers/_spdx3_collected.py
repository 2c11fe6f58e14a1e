"""The elements of one SPDX 3 file, sorted by what they are, each with its place."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from vcs_check.readers import _spdx3, _spdx3_normal
from vcs_check.readers._inventory import text

_FAMILY_OF: Final = {_spdx3.STRUCT_OF[n]: f for f, names in _spdx3.FAMILIES.items() for n in names}
_VALUES: Final = ("externalIdentifier", "externalRef", "verifiedUsing")


class Entry(Struct):
    """An element: as struct, or with its members in compact form; its class and place."""

    element: Any
    kind: str
    place: str


class Collected:
    """The elements of one file, by the struct that stands for their class."""

    def __init__(self) -> None:
        self.entries: dict[type[Struct], list[Entry]] = {}
        self.unknown: list[tuple[str, str]] = []
        self._values: dict[str, Any] = {}

    def take(self, element: Any, place: str) -> None:
        """A struct of :data:`_spdx3.STRUCT_OF`, or a list of nodes."""
        if type(element) is not list:
            kind = type(element)
            entry = Entry(element, kind.__name__, place)
            self.entries.setdefault(_FAMILY_OF[kind], []).append(entry)
            return
        for node in element:
            self._take_node(node)

    def _take_node(self, node: _spdx3_normal.Node) -> None:
        struct = _spdx3.struct_for(node.kind)
        if struct is not None:
            entry = Entry(node.members, node.kind, node.place)
            self.entries.setdefault(_FAMILY_OF.get(struct, struct), []).append(entry)
        elif node.kind in _spdx3.NO_ELEMENTS:  # a value with a name of its own
            self._values[text(node.members.get("@id"))] = node.members
        else:
            self.unknown.append((node.kind, node.place))

    def of(self, family: type[Struct]) -> list[Entry]:
        """The elements of a family, in file order."""
        return self.entries.get(family, [])

    def struct(self, entry: Entry, file: str) -> Any:
        """The element as a struct.

        Raises:
            MalformedError: a value of another kind than belongs there.
        """
        if isinstance(entry.element, Struct):
            return entry.element
        from vcs_check.readers import _tolerant  # for odd files only

        members: dict[str, Any] = entry.element
        for key in _VALUES:
            if isinstance(members.get(key), list):
                members[key] = [
                    self._values.get(each, each) if isinstance(each, str) else each
                    for each in members[key]
                ]
        struct = _spdx3.struct_for(entry.kind)
        assert struct is not None
        made: Any = _tolerant.as_struct(members, struct, file, entry.place or "/")
        entry.element = made
        return made


def id_of(element: Any) -> str:
    """``spdxId``, or ``@id`` where that is what it has."""
    return text(element.spdx_id) or text(element.at_id)
