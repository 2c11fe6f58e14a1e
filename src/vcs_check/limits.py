"""Every limit on input, with its unit and reason, in one place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """How much a single input may ask of this machine."""

    max_input_bytes: int = 2 * 1024 * 1024 * 1024
    """Bytes of one file; a million components are 1.2-1.6 GB in the formats that are read."""

    max_nesting_depth: int = 64
    """Levels of components within components; real assemblies have fewer than ten."""

    max_document_depth: int = 400
    """Levels of any JSON or XML nesting; decoders recurse, so this guards their stack."""

    max_components: int = 2_000_000
    """Components of one file; a vehicle program has about 200,000."""

    max_string_chars: int = 1_000_000
    """Characters of one string; licence texts are the longest honest ones."""

    max_alias_bytes: int = 16 * 1024 * 1024
    """Bytes that the aliases of one YAML file may stand for together; honest ones repeat lists."""

    max_properties_per_component: int = 10_000
    """Properties of one component."""

    max_settings_bytes: int = 64 * 1024 * 1024
    """Bytes of a program, register or decisions file."""

    max_data_set_chars: int = 32 * 1024 * 1024 * 1024
    """Characters of a list or data set that is streamed; GLEIF's level 1 has about 5 billion."""

    max_unpacked_bytes: int = 1024 * 1024 * 1024
    """Bytes of one file, and of all members of one archive, when unpacked."""

    max_unpacking_ratio: int = 500
    """Unpacked bytes for each packed one; 100,000 numbered components: 45 (gzip), 97 (zstd)."""

    max_unpacked_bytes_at_any_ratio: int = 32 * 1024 * 1024
    """Unpacked bytes up to which ``max_unpacking_ratio`` does not matter: they hurt nobody."""

    max_archive_members: int = 10_000
    """Files in one zip archive; a vehicle program has some hundred BOMs."""

    max_sheet_rows: int = 2_000_000
    """Rows of one table; a sheet of a workbook can have 1,048,576."""

    max_sheet_columns: int = 1_024
    """Columns of one table; the widest bills of materials have fewer than a hundred."""

    max_sheet_cells: int = 50_000_000
    """Cells of one file that are not empty, what merged cells repeat included."""


DEFAULT_LIMITS = Limits()

FIXED: Final = frozenset({"max_settings_bytes", "max_data_set_chars"})
"""Limits on files that the user writes or chooses himself, which no option changes."""
CEILINGS: Final = {"max_document_depth": 400, "max_nesting_depth": 150}
"""Beyond these the stack of a decoder ends, which no option can help."""


def with_values(limits: Limits, values: Mapping[str, int]) -> Limits:
    """The limits with other values.

    Args:
        limits: those in force.
        values: by name, as the fields are called.

    Raises:
        ValueError: a limit that does not exist or cannot be changed, or a value that it cannot
            have; says which would do.
    """
    for name, value in values.items():
        names = [known for known in Limits.__struct_fields__ if known not in FIXED]
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise ValueError(f"{name!r:.60} is no limit that can be set; {hint}")
        highest = CEILINGS.get(name)
        if value < 1 or (highest is not None and value > highest):
            most = f" and at most {highest}" if highest is not None else ""
            raise ValueError(f"{name} has to be at least 1{most}, not {value}")
    return msgspec.structs.replace(limits, **values)
