"""The elements of one SPDX 3 file, sorted by what they are, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from vcs_check.readers import _spdx3, _spdx3_normal
from vcs_check.readers._inventory import text

FAMILY_OF: Final = {_spdx3.STRUCT_OF[n]: f for f, names in _spdx3.FAMILIES.items() for n in names}
_VALUES: Final = ("externalIdentifier", "externalRef", "verifiedUsing")


Entry = tuple[Any, str, str]
"""An element as struct or with its members in compact form, its class, its place."""


class Collected:
    """The elements of one file, by the struct that stands for their class."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._entries: dict[type[Struct], list[Entry]] = {}
        self.unknown: list[tuple[str, str]] = []
        self._values: dict[str, Any] = {}

    def take_all(self, elements: Iterable[Any], base: str) -> None:
        """Every element of an array at ``base``: a struct of :data:`_spdx3.ANY`, or nodes."""
        entries = {kind: (self._list(family), kind.__name__) for kind, family in FAMILY_OF.items()}
        for number, element in enumerate(elements):
            if found := entries.get(type(element)):
                found[0].append((element, found[1], f"{base}/{number}"))
            else:
                self.take_nodes(element)

    def take(self, element: Any, place: str) -> None:
        """The one element of the file."""
        if isinstance(element, list):
            self.take_nodes(element)
        else:
            kind = type(element)
            self._list(FAMILY_OF[kind]).append((element, kind.__name__, place))

    def take_nodes(self, nodes: list[_spdx3_normal.Node]) -> None:
        """An element in another form than the usual, and those that stand inside it."""
        for node in nodes:
            struct = _spdx3.struct_for(node.kind)
            if struct is not None:
                entry = (node.members, node.kind, node.place)
                self._list(FAMILY_OF.get(struct, struct)).append(entry)
            elif node.kind in _spdx3.NO_ELEMENTS:  # a value with a name of its own
                self._values[text(node.members.get("@id"))] = node.members
            else:
                self.unknown.append((node.kind, node.place))

    def _list(self, family: type[Struct]) -> list[Entry]:
        return self._entries.setdefault(family, [])

    def of(self, family: type[Struct]) -> list[Entry]:
        """The elements of a family as structs, in file order.

        Raises:
            MalformedError: a value of another kind than belongs there.
        """
        found = self._list(family)
        for number, (element, kind, place) in enumerate(found):
            if type(element) is dict:
                found[number] = (self._struct(element, kind, place), kind, place)
        return found

    def taken(self, family: type[Struct]) -> list[Entry]:
        """As :meth:`of`; they are forgotten here."""
        found = self.of(family)
        self._entries[family] = []
        return found

    def _struct(self, members: dict[str, Any], kind: str, place: str) -> Any:
        from vcs_check.readers import _tolerant  # for odd files only

        for key in _VALUES:
            if isinstance(members.get(key), list):
                members[key] = [
                    self._values.get(each, each) if isinstance(each, str) else each
                    for each in members[key]
                ]
        struct = _spdx3.struct_for(kind)
        assert struct is not None
        return _tolerant.as_struct(members, struct, self._file, place or "/")


def id_of(element: Any) -> str:
    """``spdxId``, or ``@id`` where that is what it has."""
    spdx_id = element.spdx_id
    if spdx_id and spdx_id.isascii() and " " not in spdx_id:  # the usual case
        return str(spdx_id)
    return text(spdx_id) or text(element.at_id)
