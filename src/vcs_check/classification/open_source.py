"""Signs that software is, or is not, unmodified open source: licence, coordinates, changes.

Only signs are read here; whether they suffice is the regulation's question
(``s301_open_source``). Licence terms follow the SPDX licence list; which of them are open is
data in ``open_source_licences.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any, Final

from msgspec import Struct

from vcs_check.inventory.vocabulary import Answer


class OpenSourceSigns(Struct, frozen=True, kw_only=True):
    """What a component's licence, coordinate and version say; shared between components."""

    licence: Answer = Answer.UNKNOWN
    """Yes: every licence is open. No: one forbids study, change or redistribution."""
    licence_because: str = "no licence is given"
    coordinates: str = ""
    """The public registry, distribution or source host of the purl; empty where none."""
    modification: str = ""
    """A sign of modification, in words; empty where there is none."""
    stated_modified: bool | None = None
    """CycloneDX ``modified`` where it is stated."""


@functools.cache
def _data() -> dict[str, Any]:
    folder = resources.files("vcs_check.classification")
    return tomllib.loads((folder / "open_source_licences.toml").read_text("utf-8"))


@functools.cache
def _open_ids() -> frozenset[str]:
    return frozenset(name.lower() for name in _data()["open"]["ids"])


@functools.cache
def _closed_ids() -> frozenset[str]:
    return frozenset(name.lower() for name in _data()["closed"]["ids"])


@functools.cache
def _open_names() -> dict[str, str]:
    return {_plain(name): spdx for name, spdx in _data()["open"]["names"].items()}


@functools.cache
def _closed_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _data()["closed"]["words"])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")


def _plain(name: str) -> str:
    return re.sub(r"[\s,.\-_()\"']+", " ", name.lower()).strip()


_OPERATORS: Final = frozenset({"AND", "OR", "WITH", "and", "or", "with"})
_TOKEN: Final = re.compile(r"\(|\)|[^\s()]+")


@functools.lru_cache(maxsize=4096)
def licence_is_open(text: str) -> Answer:
    """Whether a licence id, SPDX expression or free name lets anyone use, change and share.

    ``A OR B`` is open if either is (the recipient chooses), ``A AND B`` if both are;
    ``A WITH exception`` as ``A``. A name that is not known is unknown.
    """
    tokens = _TOKEN.findall(text)
    if len(tokens) > 1 and any(token in _OPERATORS for token in tokens):
        known = _expression(tokens)
        if known is not Answer.UNKNOWN:
            return known
    return _single(text)


def _single(text: str) -> Answer:
    name = text.strip().lower().removesuffix("+")
    if name in _open_ids():
        return Answer.YES
    if name in _closed_ids() or _closed_words().search(_plain(name)):
        return Answer.NO
    return Answer.YES if _plain(name) in _open_names() else Answer.UNKNOWN


def _expression(tokens: list[str]) -> Answer:
    """Evaluate an SPDX expression with a stack, so that no nesting is too deep."""
    # Each frame holds the OR of the finished terms and the AND of the current one.
    stack: list[list[Answer | None]] = [[None, None]]
    skip_next = False

    def put(value: Answer) -> None:
        frame = stack[-1]
        frame[1] = value if frame[1] is None else _both(frame[1], value)

    for token in tokens:
        word = token.lower()
        if skip_next:
            skip_next = False
        elif token == "(":
            stack.append([None, None])
        elif token == ")":
            if len(stack) == 1:
                return Answer.UNKNOWN
            done = _close(stack.pop())
            put(done)
        elif word == "or":
            frame = stack[-1]
            frame[0], frame[1] = _close(frame), None
        elif word == "with":
            skip_next = True
        elif word != "and":
            put(_single(token))
    return _close(stack[0]) if len(stack) == 1 else Answer.UNKNOWN


def _close(frame: list[Answer | None]) -> Answer:
    left, right = frame
    if right is None:  # an operator without its right side
        return Answer.UNKNOWN
    return right if left is None else _either(left, right)


def _both(left: Answer, right: Answer) -> Answer:
    if Answer.NO in (left, right):
        return Answer.NO
    return Answer.UNKNOWN if Answer.UNKNOWN in (left, right) else Answer.YES


def _either(left: Answer, right: Answer) -> Answer:
    if Answer.YES in (left, right):
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in (left, right) else Answer.NO


@functools.lru_cache(maxsize=4096)
def _licences_are_open(licences: tuple[str, ...]) -> tuple[Answer, str]:
    if not licences:
        return Answer.UNKNOWN, "no licence is given"
    shown = ", ".join(licences[:3]) + (" …" if len(licences) > 3 else "")
    answer = Answer.YES
    for licence in licences:
        answer = _both(answer, licence_is_open(licence))
    match answer:
        case Answer.YES:
            return answer, f"the licence ({shown}) is open"
        case Answer.NO:
            return answer, f"the licence ({shown}) is not open"
    return answer, f"the licence ({shown}) is not one that is known to be open"


_PURL: Final = re.compile(r"pkg:/*([a-z0-9.+-]+)/(.+)", re.IGNORECASE | re.DOTALL)


@functools.lru_cache(maxsize=65536)
def _coordinates(purl_type: str, namespace: str, repository: str) -> str:
    data = _data()["coordinates"]
    if purl_type == "generic":
        return repository if repository in data["public_hosts"] else ""
    if purl_type not in data["public_types"]:
        return ""
    if repository and repository not in data["public_hosts"]:
        return ""  # a registry of somebody's own says nothing of what is in it
    if purl_type in data["distributions"]:
        vendor = namespace.split("/", 1)[0]
        return f"{purl_type}:{vendor}" if vendor in data["distributions"][purl_type] else ""
    return purl_type


_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")


def _percent_decoded(value: str) -> str:
    """ASCII percent-escapes undone: enough for the host of an address."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


_HOST: Final = re.compile(r"(?:git\+)?[a-z]+://(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)


def public_coordinates(purl: str) -> str:
    """The public registry, distribution or source host that a purl names; empty if none.

    A private ``repository_url``, an unknown distribution vendor and ``pkg:generic`` without
    a public download address are not public coordinates.
    """
    match = _PURL.match(purl)
    if match is None:
        return ""
    purl_type, rest = match[1].lower(), match[2]
    path, _, tail = rest.partition("?")
    repository = ""
    if tail:
        for pair in tail.split("#", 1)[0].split("&"):
            key, _, value = pair.partition("=")
            if key in {"repository_url", "download_url", "vcs_url"}:
                address = _percent_decoded(value)
                host = _HOST.match(address)
                repository = (host[1] if host else address.split("/", 1)[0]).lower()
                if key == "repository_url":
                    break
    namespace = path.rpartition("/")[0].lower() if "/" in path else ""
    return _coordinates(purl_type, namespace, repository)


_VERSION_WORD: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")
_HASH: Final = re.compile(
    r"(?<![0-9A-Za-z])g?(?=[0-9a-f]*\d)[0-9a-f]{7,64}(?![0-9A-Za-z])", re.IGNORECASE
)


@functools.cache
def _version_words() -> frozenset[str]:
    return frozenset(_data()["versions"]["public_words"])


@functools.lru_cache(maxsize=65536)
def version_sign(version: str) -> str:
    """The word of a version that hints at somebody's private change; empty if none.

    Any word that public projects and distributions do not use in versions counts: in
    ``1.2.3-acme1`` it is ``acme``. Numbers, commit hashes and single letters do not.
    """
    if not any(char.isalpha() for char in version):
        return ""
    for hit in _VERSION_WORD.finditer(_HASH.sub("", version)):
        word = hit.group().lower()
        if word not in _version_words() and not word.startswith(("git", "svn")):
            return hit.group()
    return ""


@functools.lru_cache(maxsize=65536)
def _signs(
    licences: tuple[str, ...],
    coordinates: str,
    suffix: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    licence, because = _licences_are_open(licences)
    if modified:
        modification = "the BOM says modified"
    elif modification_signs:
        modification = f"the BOM lists {', '.join(modification_signs[:3])}"
    elif suffix:
        modification = f"the version carries the private suffix {suffix!r}"
    else:
        modification = ""
    return OpenSourceSigns(
        licence=licence,
        licence_because=because,
        coordinates=coordinates,
        modification=modification,
        stated_modified=modified,
    )


def open_source_signs(
    licences: tuple[str, ...],
    purl: str,
    version: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    """The signs of one component. Equal signs are one object."""
    return _signs(
        licences,
        public_coordinates(purl) if purl else "",
        version_sign(version) if version else "",
        modified,
        modification_signs,
    )
