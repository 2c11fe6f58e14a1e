"""Public package coordinates: what a purl names, and what hints that it is somebody's own.

Purls follow the package-url specification (type, namespace, name, version, qualifiers).
"""

from __future__ import annotations

import functools
import re
from typing import Final

from vcs_check.classification.open_source_data import open_source_data

_PURL: Final = re.compile(r"pkg:/*([a-z0-9.+-]+)/(.+)", re.IGNORECASE | re.DOTALL)


@functools.lru_cache(maxsize=65536)
def _coordinates(purl_type: str, namespace: str, repository: str) -> str:
    data = open_source_data()["coordinates"]
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


def purl_sign(purl: str, name: str, version: str) -> str:
    """What in a purl hints that it is not the component's own coordinate; empty if nothing.

    A suffix in ``version`` itself is not looked for; see :func:`version_sign`.
    """
    head, _, tail = purl.rpartition("@")
    if tail == version and head.endswith(name) and head[-len(name) - 1 : -len(name)] == "/":
        return ""  # by far the most frequent
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
                if not repository or found not in open_source_data()["coordinates"]["public_hosts"]:
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
    return frozenset(open_source_data()["versions"]["public_words"])


@functools.lru_cache(maxsize=4096)
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
