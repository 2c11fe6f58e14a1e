"""CycloneDX files with properties added, and not a byte else changed.

The text is edited where it stands, since a document that is decoded and written again loses what
the writer does not model: order, unknown fields, the way a number is written.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence

from vcs_check.containers.streams import stream_kind, unpacked
from vcs_check.errors import MalformedError
from vcs_check.limits import DEFAULT_LIMITS, Limits
from vcs_check.readers._annotating import json_edit
from vcs_check.readers._content import Content

Properties = Sequence[tuple[str, str]]


def with_properties(
    data: bytes,
    path: str,
    additions: Mapping[str, Properties],
    prefix: str,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """The CycloneDX document with properties added to some of its components and services.

    Args:
        data: the bytes of the BOM; gzip and zstd are unpacked, and the copy is not packed again.
        path: the file's name, for messages.
        additions: ``source`` of a component, or that of the metadata, → ``(name, value)``.
        prefix: properties of such a name are replaced where additions are made, so that
            annotating twice is the same as annotating once.
        limits: as for reading.

    Raises:
        InputError: not CycloneDX, or of a version or encoding that cannot be annotated.
    """
    if stream_kind(data):
        data = unpacked(data, path, limits)
    content = Content(data, path, limits)
    if content.kind == "xml":
        from vcs_check.readers._annotating import xml_edit  # expat, for XML only

        return xml_edit.with_properties(content, data, additions, prefix)
    if content.kind != "json":
        raise MalformedError(path, "only CycloneDX in JSON or XML can be annotated")
    edited = json_edit.with_properties(content, additions, prefix)
    if content.transcoded:
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return data[:2] + edited.encode(encoding)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + edited.encode()
