"""Paths and URLs: what is beside a program file, what leads out of its folder, how it is shown."""

from __future__ import annotations

import os
import posixpath
import re
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from vcs_check.errors import UnreadableError

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?:/|:)")
"""Two letters at least before the colon: ``C:/boms`` is a path."""


def is_url(where: str) -> bool:
    """Whether a text is an fsspec URL and no path."""
    return _URL.match(where) is not None


def folder_of(where: str) -> str:
    """The folder that a file lies in, of a path or URL."""
    if is_url(where):
        return posixpath.dirname(where)
    return os.path.dirname(where) or "."  # noqa: PTH120 - paths and URLs alike are texts here


def beside(file: str, name: str, root: str) -> str:
    """Where a path that a file names lies.

    Args:
        file: the path or URL of the file that names it.
        name: what it says, relative to itself.
        root: the folder or URL that it may not lead out of.

    Raises:
        UnreadableError: it leads out of ``root``, or is no relative path beside a URL.
    """
    if is_url(file):
        return _beside_url(file, name, root)
    if is_url(name):
        raise UnreadableError(name, "a program file names files by path, not by URL")
    found = os.path.normpath(os.path.join(folder_of(file), name))  # noqa: PTH118
    if not _is_within(found, os.path.normpath(root), os.sep):
        raise UnreadableError(
            name,
            f"leads out of {shown_place(root)}, the folder of the fleet; put it there, or name it "
            "in the manifest",
        )
    return found


def _beside_url(file: str, name: str, root: str) -> str:
    plain = unquote(name)
    odd = is_url(plain) or plain.startswith(("/", "\\")) or "\\" in plain or "::" in plain
    if odd or any(mark in name for mark in "?#"):
        raise UnreadableError(name, "beside a URL only a relative path with / is read")
    found = _normal(f"{folder_of(file)}/{name}")
    if ".." in plain.split("/") and plain != name:
        raise UnreadableError(name, "beside a URL only a relative path with / is read")
    if not _is_within(found, _normal(root), "/"):
        raise UnreadableError(
            name,
            f"leads out of {shown_place(root)}, the folder of the fleet; put it there, or name it "
            "in the manifest",
        )
    return found


def _normal(url: str) -> str:
    scheme, colon, rest = url.partition("://")
    if not colon:
        scheme, colon, rest = url.partition(":")
    host, slash, path = rest.partition("/")
    if not slash:
        return url
    normal = posixpath.normpath(f"/{path}")
    return f"{scheme}{colon}{host}{normal}"


def _is_within(path: str, root: str, separator: str) -> bool:
    return (
        path == root
        or path.startswith(root.rstrip(separator) + separator)
        or (root == "." and not path.startswith((".." + separator, separator)) and path != "..")
    )


def shown_place(where: str) -> str:
    """A path or URL for people: without user, password and query, which may be secrets."""
    if not is_url(where):
        return where
    try:
        parts = urlsplit(where)
    except ValueError:
        return where.partition("?")[0]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
