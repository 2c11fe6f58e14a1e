"""The elements of one SPDX 3 file, sorted by what they are, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from msgspec import UNSET, Struct

from vcs_check.readers import _spdx3, _spdx3_normal
from vcs_check.readers._inventory import text

FAMILY_OF: Final = {_spdx3.STRUCT_OF[n]: f for f, names in _spdx3.FAMILIES.items() for n in names}
_VALUES: Final = ("externalIdentifier", "externalRef", "verifiedUsing")


Entry = tuple[Any, str, str]
"""An element as struct or with its members in compact form, its class, its place."""


Taker = Callable[[Any, str, int | str], None]
"""Takes an element in: the struct, the compact name of its class, its place or its number."""


class Collected:
    """The elements of one file, by the struct that stands for their class.

    Args:
        file: for errors.
        takers: those who take the elements of a family as they are met, since they are many.
        reserve: keeps the place of a package, by its id and place, that must wait for others.
    """

    def __init__(
        self,
        file: str,
        takers: dict[type[Struct], Taker],
        reserve: Callable[[str, str], int],
    ) -> None:
        self._file, self._takers, self._reserve = file, takers, reserve
        self._entries: dict[type[Struct], list[Entry]] = {}
        self.unknown: list[tuple[str, str]] = []
        self.base = ""
        """JSON pointer of the array that the elements stand in."""
        self._values: dict[str, Any] = {}
        self._waiting: list[tuple[dict[str, Any], str, str, int | None]] = []
        self._kinds = {
            kind: (takers.get(family), family, kind.__name__) for kind, family in FAMILY_OF.items()
        }

    def take_all(self, batches: Iterable[list[Any]]) -> None:
        """Every element of the array: structs of :data:`_spdx3.ANY`, or lists of nodes."""
        kinds = self._kinds
        first = 0
        for batch in batches:
            for number, element in enumerate(batch, first):
                found = kinds.get(type(element))
                if found is None:
                    self.take_nodes(element)
                    continue
                taker, family, kind = found
                if taker is not None:
                    taker(element, kind, number)
                else:
                    self._keep(element, family, kind, f"{self.base}/{number}")
            first += len(batch)

    def take(self, element: Any, place: str) -> None:
        """The one element of the file."""
        if isinstance(element, list):
            self.take_nodes(element)
            return
        taker, family, kind = self._kinds[type(element)]
        if taker is not None:
            taker(element, kind, place)
        else:
            self._keep(element, family, kind, place)

    def _keep(self, element: Any, family: type[Struct], kind: str, place: str) -> None:
        if isinstance(element, _spdx3.Element):
            element.creation_info = UNSET  # as undecoded bytes it would keep all around it alive
        self._list(family).append((element, kind, place))

    def take_nodes(self, nodes: list[_spdx3_normal.Node]) -> None:
        """An element in another form than the usual, and those that stand inside it."""
        for node in nodes:
            struct = _spdx3.struct_for(node.kind)
            if struct is not None:
                self._take_node(node, FAMILY_OF.get(struct, struct))
            elif node.kind in _spdx3.NO_ELEMENTS:  # a value with a name of its own
                self._values[text(node.members.get("@id"))] = node.members
            else:
                self.unknown.append((node.kind, node.place))

    def _take_node(self, node: _spdx3_normal.Node, family: type[Struct]) -> None:
        members, kind, place = node.members, node.kind, node.place
        taker = self._takers.get(family)
        if taker is None:
            self._list(family).append((members, kind, place))
        elif not any(isinstance(each, str) for key in _VALUES for each in _list_of(members, key)):
            taker(self._struct(members, kind, place), kind, place or "/")
        else:
            position = None
            if family is _spdx3.Package:
                spdx_id = text(members.get("spdxId")) or text(members.get("@id"))
                position = self._reserve(spdx_id, place or "/")
            self._waiting.append((members, kind, place, position))

    def take_waiting(self) -> Iterator[tuple[Any, str, str, int]]:
        """Take what had to wait for values named in it; the packages among it, with positions."""
        for members, kind, place, position in self._waiting:
            struct = self._struct(members, kind, place)
            if position is None:
                self._takers[FAMILY_OF[type(struct)]](struct, kind, place)
            else:
                yield struct, kind, place or "/", position

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


def _list_of(members: dict[str, Any], key: str) -> list[Any]:
    value = members.get(key)
    return value if isinstance(value, list) else []


def id_of(element: Any) -> str:
    """``spdxId``, or ``@id`` where that is what it has."""
    spdx_id = element.spdx_id
    if spdx_id and spdx_id.isascii() and " " not in spdx_id:  # the usual case
        return str(spdx_id)
    return text(spdx_id) or text(element.at_id)
