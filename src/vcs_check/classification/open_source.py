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
def _open_exceptions() -> frozenset[str]:
    return frozenset(name.lower() for name in _data()["open"]["exceptions"])


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
    expects_exception = False

    def put(value: Answer) -> None:
        frame = stack[-1]
        frame[1] = value if frame[1] is None else _both(frame[1], value)

    for token in tokens:
        word = token.lower()
        if expects_exception:
            expects_exception = False
            if word not in _open_exceptions():
                put(Answer.UNKNOWN)
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
            expects_exception = True
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


_AUTHORITY: Final = re.compile(r"(?:[a-z+]+:)?//([^/?#]*)", re.IGNORECASE)


def _host(address: str) -> str:
    """The host of an address, without user and port; what is no address is no public host."""
    authority = _AUTHORITY.match(address)
    text = authority[1] if authority else address.split("/", 1)[0]
    return text.rpartition("@")[2].partition(":")[0].lower()


def purl_name_and_version(purl: str) -> tuple[str, str]:
    """The last part of a purl's name, and its version; empty where it has none."""
    match = _PURL.match(purl)
    if match is None:
        return "", ""
    path = match[2].partition("#")[0].partition("?")[0]
    name, at, version = path.rpartition("@")
    if not at or not name:
        name, version = path, ""
    return _percent_decoded(name).rpartition("/")[2], _percent_decoded(version)


_SEPARATORS: Final = re.compile(r"[-_.\s]+")


@functools.lru_cache(maxsize=65536)
def purl_sign(purl: str, name: str, version: str) -> str:
    """What in a purl hints that it is not the component's own coordinate; empty if nothing."""
    its_name, its_version = purl_name_and_version(purl)
    suffix = version_sign(its_version, its_name) if its_version else ""
    if suffix:
        return f"the purl's version carries the private suffix {suffix!r}"
    if its_version and version and not _same_version(its_version, its_name, version, name):
        return "the purl's version is another one"
    if its_name and name and not _alike(its_name, name):
        return "the purl names another package"
    return ""


_TOKENS: Final = re.compile(r"\d+|[^\W\d_]+")


def _same_version(its_version: str, its_name: str, version: str, name: str) -> bool:
    """Whether one contains the other: ``2.1.0`` and ``2.1.0-1``, ``14.0`` and ``v14.0_r5``."""
    left, right = _tokens(its_version, its_name), _tokens(version, name)
    shorter, longer = sorted((left, right), key=len)
    return any(
        longer[start : start + len(shorter)] == shorter
        for start in range(len(longer) - len(shorter) + 1)
    )


def _tokens(version: str, name: str) -> list[str]:
    """Numbers and words of a version, without epoch, leading v and the package's name."""
    text = version.rpartition(":")[2].lower().replace(name.lower(), " ")
    return _TOKENS.findall(text.strip().removeprefix("v"))


def _alike(its_name: str, name: str) -> bool:
    left = _SEPARATORS.sub("", its_name.lower())
    right = _SEPARATORS.sub("", re.split(r"[/:]", name.strip())[-1].lower())
    return left == right or left in right or right in left


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
            key = key.lower()
            if key.endswith("_url") or "registry" in key or "repo" in key:
                address = _percent_decoded(value)
                found = _host(address)
                # The least public of several addresses counts.
                if not repository or found not in _data()["coordinates"]["public_hosts"]:
                    repository = found
    namespace = path.rpartition("/")[0].lower() if "/" in path else ""
    return _coordinates(purl_type, namespace, repository)


_VERSION_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}(?![^\W\d_])")
_FROM_VERSION_CONTROL: Final = re.compile(r"(?:git|svn)(?:r|autoinc|[0-9a-f]*)")
_HASH: Final = re.compile(
    r"(?<![0-9A-Za-z])g?(?=[0-9a-f]*\d)[0-9a-f]{7,64}(?![0-9A-Za-z])", re.IGNORECASE
)


@functools.cache
def _version_words() -> frozenset[str]:
    return frozenset(_data()["versions"]["public_words"])


@functools.lru_cache(maxsize=65536)
def version_sign(version: str, name: str = "") -> str:
    """The word of a version that hints at somebody's private change; empty if none.

    Any word that public projects and distributions do not use in versions counts: in
    ``1.2.3-acme1`` it is ``acme``. Numbers, commit hashes, single letters and the package's own
    name (``openssl-3.0.14``) do not.
    """
    if not any(char.isalpha() for char in version):
        return ""
    for hit in _VERSION_WORD.finditer(_HASH.sub("", version)):
        word = hit.group().lower()
        known = word in _version_words() or word in name.lower()
        if not known and not _FROM_VERSION_CONTROL.fullmatch(word):
            return hit.group()
    return ""


@functools.lru_cache(maxsize=65536)
def _signs(
    licences: tuple[str, ...],
    coordinates: str,
    sign: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    licence, because = _licences_are_open(licences)
    if modified:
        modification = "the BOM says modified"
    elif modification_signs:
        modification = f"the BOM lists {', '.join(modification_signs[:3])}"
    else:
        modification = sign
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
    name: str,
    version: str,
    modified: bool | None,
    modification_signs: tuple[str, ...],
) -> OpenSourceSigns:
    """The signs of one component. Equal signs are one object."""
    suffix = version_sign(version, name) if version else ""
    if suffix:
        sign = f"the version carries the private suffix {suffix!r}"
    else:
        sign = purl_sign(purl, name, version) if purl else ""
    return _signs(
        licences,
        public_coordinates(purl) if purl else "",
        sign,
        modified,
        modification_signs,
    )
