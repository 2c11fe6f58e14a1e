"""Sealed folders and packages: bytes under names, each digest in one manifest, one zip.

A *sealed folder* is a set of members (relative name → bytes), one of which, ``manifest.json``,
states the size and SHA-256 of every other, and one, ``verify.py``, checks that with any Python from
3.8 on and nothing else. A *package* is a sealed folder as one zip file of which every byte follows
from its members, so that no byte can change unnoticed.

Who signed what is none of this room's business; nothing here is trusted, it is only intact or not.
"""

from __future__ import annotations

from vcs_check.sealing.manifest import (
    MANIFEST,
    VERIFIER,
    Manifest,
    ManifestMember,
    checked,
    sealed,
    sha256_of,
    verifier,
)
from vcs_check.sealing.names import fault_of_name, member_name
from vcs_check.sealing.stored_zip import pack, unpack

__all__ = [
    "MANIFEST",
    "VERIFIER",
    "Manifest",
    "ManifestMember",
    "checked",
    "fault_of_name",
    "member_name",
    "pack",
    "sealed",
    "sha256_of",
    "unpack",
    "verifier",
]
