"""Digests that one BOM states of another: compared with the bytes that were given."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Final

from vcs_check.errors import InputError
from vcs_check.inventory.document import Document
from vcs_check.readers._notes import shown

_ALGORITHMS: Final = {
    "md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha256": "sha256", "sha384": "sha384",
    "sha512": "sha512", "sha3224": "sha3_224", "sha3256": "sha3_256", "sha3384": "sha3_384",
    "sha3512": "sha3_512",
}  # fmt: skip
_BLAKE2B = re.compile(r"blake2b(256|384|512)")
Hashes = tuple[tuple[str, str], ...]


def comparable(pair: tuple[str, str]) -> tuple[str, str]:
    """An ``(algorithm, digest)`` pair in one spelling for all formats."""
    return re.sub(r"[-_ ]", "", pair[0]).lower(), pair[1].strip().lower()


class Digests:
    """Digests of the files given, each made once and only where one is stated."""

    def __init__(self, documents: Sequence[Document], loads: Sequence[Callable[[], bytes]]) -> None:
        self._documents, self._loads = documents, loads
        self._known: dict[tuple[int, str], str | None] = {}

    def preferred(self, units: tuple[int, ...], hashes: Hashes) -> tuple[int, ...]:
        """Of several documents those whose bytes are the stated ones; else all of them."""
        if len(units) < 2 or not hashes:
            return units
        return tuple(u for u in units if not self.faults(u, hashes)) or units

    def faults(self, unit: int, hashes: Hashes) -> list[str]:
        """What speaks against a document being the file of which digests are stated."""
        path, unchecked = shown(self._documents[unit].path), list[str]()
        checked = False
        for algorithm, stated in hashes:
            actual = self._digest(unit, algorithm)
            if actual is None:
                unchecked.append(algorithm)
            elif actual != stated.strip().lower():
                return [
                    f"has another {shown(algorithm)} digest than {path} that is given; "
                    "give the file that is meant"
                ]
            else:
                checked = True
        if checked or not unchecked:
            return []
        return [f"states a digest that cannot be checked ({shown(unchecked[0])})"]

    def _digest(self, unit: int, algorithm: str) -> str | None:
        """The hex digest; None where it cannot be made."""
        name, _ = comparable((algorithm, ""))
        if name == "sha256":
            return self._documents[unit].sha256
        key = (unit, name)
        if key not in self._known:
            self._known[key] = self._made(unit, name)
        return self._known[key]

    def _made(self, unit: int, name: str) -> str | None:
        blake = _BLAKE2B.fullmatch(name)
        if blake is None and name not in _ALGORITHMS:
            return None
        try:
            data = self._loads[unit]()
        except InputError:  # read once, and gone since: a pipe
            return None
        if hashlib.sha256(data).hexdigest() != self._documents[unit].sha256:
            return None
        if blake is not None:
            return hashlib.blake2b(data, digest_size=int(blake[1]) // 8).hexdigest()
        return hashlib.new(_ALGORITHMS[name], data, usedforsecurity=False).hexdigest()
