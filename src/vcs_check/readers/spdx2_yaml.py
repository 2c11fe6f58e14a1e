"""SPDX 2.2 and 2.3 as YAML: the JSON form in other clothes, and read as such.

Places are JSON pointers; faults of the YAML itself name line and column.
"""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.document import Document
from vcs_check.readers._content import Content, is_spdx_yaml
from vcs_check.readers._reader import Reader

NAME: Final = "spdx-yaml"


def _is_spdx(content: Content) -> bool:
    return content.kind == "text" and is_spdx_yaml(content.data)


def _read(content: Content) -> Document:
    from vcs_check.readers import _yaml  # PyYAML, for YAML only
    from vcs_check.readers.spdx2_json import read_as

    made, before = _yaml.as_json(content)
    return read_as(NAME, made, before.arrays)


READER: Final = Reader(name=NAME, sniff=_is_spdx, read=_read)
