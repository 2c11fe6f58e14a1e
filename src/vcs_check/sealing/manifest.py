"""``manifest.json``: the size and SHA-256 of every other member, and what made them.

The manifest is written in one way only, so that it can be compared byte for byte with the one that
the members lead to: nothing in it can say anything else than what is there.
"""

from __future__ import annotations

import hashlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from vcs_check.errors import MalformedError
from vcs_check.sealing.names import clash_of_names, fault_of_name

MANIFEST: Final = "manifest.json"
VERIFIER: Final = "verify.py"
SCHEMA: Final = "vcs-check/manifest/1"
_TOOL: Final = "vcs-check"
_MOST_SHOWN: Final = 5


class ManifestMember(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One member."""

    path: str
    sha256: str
    """64 lower-case hexadecimal digits."""
    size: int
    """Bytes."""


class Tool(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What wrote the manifest."""

    name: str
    version: str


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a sealed folder holds, itself excepted."""

    schema: str
    kind: str
    """What the folder is: ``certificate``, ``archive``."""
    tool: Tool
    members: tuple[ManifestMember, ...]
    """Sorted by path."""


def sha256_of(data: bytes) -> str:
    """The SHA-256 of some bytes, in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sealed(members: Mapping[str, bytes], kind: str, tool_version: str) -> dict[str, bytes]:
    """The members with ``verify.py`` and ``manifest.json``, sorted by name.

    Args:
        members: content by name; ``verify.py`` may be among them as :func:`verifier` gives it.
        kind: what it is: ``certificate``, ``archive``.
        tool_version: of vcs-check.

    Raises:
        ValueError: a name that no member may have.
    """
    whole = {**members, VERIFIER: verifier()}
    if MANIFEST in members or members.get(VERIFIER, whole[VERIFIER]) != whole[VERIFIER]:
        raise ValueError(f"{MANIFEST} and {VERIFIER} are written here and cannot be given")
    for name in members:
        if fault := fault_of_name(name):
            raise ValueError(f"{name!r} cannot be the name of a member: {fault}")
    if clash := clash_of_names((*whole, MANIFEST)):
        raise ValueError(f"{clash[0]!r} and {clash[1]!r} are one file on some systems")
    whole[MANIFEST] = rendered(manifest_of(whole, kind, tool_version))
    return {name: whole[name] for name in sorted(whole)}


def verifier() -> bytes:
    """The program that checks a sealed folder with the standard library alone."""
    data = pkgutil.get_data("vcs_check.sealing", VERIFIER)
    if data is None:
        raise FileNotFoundError("vcs_check.sealing has no verify.py; install vcs-check anew")
    return data


def checked(members: Mapping[str, bytes], file: str, kind: str) -> Manifest:
    """The manifest of a sealed folder of which every member is as it says.

    Args:
        members: all of them, ``manifest.json`` included.
        file: the package's or folder's name as the user gave it.
        kind: what it has to be.

    Raises:
        MalformedError: no manifest, one of another kind, or members that are missing, extra or
            changed; names them.
    """
    manifest = read_manifest(members, file)
    if manifest.kind != kind:
        raise MalformedError(
            file, f"the manifest is of kind {manifest.kind!r:.40}, not {kind!r}", MANIFEST
        )
    differences = list(differences_of(members, manifest))
    if differences:
        more = len(differences) - _MOST_SHOWN
        shown = "; ".join(differences[:_MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise MalformedError(file, f"not as its manifest says: {shown}")
    if members[MANIFEST] != rendered(manifest_of(members, kind, manifest.tool.version)):
        raise MalformedError(file, "not written as vcs-check writes it: changed by hand", MANIFEST)
    return manifest


def read_manifest(members: Mapping[str, bytes], file: str) -> Manifest:
    """The manifest as it stands, compared with nothing.

    Raises:
        MalformedError: there is none, or it is none.
    """
    data = members.get(MANIFEST)
    if data is None:
        raise MalformedError(file, f"no {MANIFEST} in it: nothing that vcs-check has sealed")
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedError(file, f"cannot be read: {error}", MANIFEST) from None
    if manifest.schema != SCHEMA:
        raise MalformedError(
            file,
            f"its schema is {manifest.schema!r:.60}, and this version reads {SCHEMA!r} only; "
            "use the version of vcs-check that wrote it",
            MANIFEST,
        )
    return manifest


def differences_of(members: Mapping[str, bytes], manifest: Manifest) -> Iterator[str]:
    """What is missing, extra or changed, each in words, in the order of the names."""
    stated = {member.path: member for member in manifest.members}
    for name in sorted(stated.keys() | members.keys() - {MANIFEST}):
        if name not in members:
            yield f"{name} is missing"
        elif name not in stated:
            yield f"{name} is not in the manifest"
        elif (stated[name].size, stated[name].sha256) != _measured(members[name]):
            yield f"{name} was changed"


def _measured(data: bytes) -> tuple[int, str]:
    return len(data), sha256_of(data)


def manifest_of(members: Mapping[str, bytes], kind: str, tool_version: str) -> Manifest:
    """The manifest that some members lead to; one among them is not counted."""
    return Manifest(
        schema=SCHEMA,
        kind=kind,
        tool=Tool(name=_TOOL, version=tool_version),
        members=tuple(
            ManifestMember(path=name, sha256=sha256_of(members[name]), size=len(members[name]))
            for name in sorted(members)
            if name != MANIFEST
        ),
    )


def rendered(manifest: Manifest) -> bytes:
    """The bytes of a manifest, in the one way that it is written."""
    plain: Any = msgspec.to_builtins(manifest)
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"
