"""What a relationship of SPDX 2 (chapter 11) says: containment, dependency, modification."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final


class Meaning(Enum):
    """What is read out of ``A TYPE B``."""

    A_CONTAINS_B = auto()
    B_CONTAINS_A = auto()
    A_DESCRIBES_B = auto()
    B_DESCRIBES_A = auto()
    A_NEEDS_B = auto()
    B_NEEDS_A = auto()
    A_IS_MODIFIED = auto()
    B_IS_MODIFIED = auto()


MEANINGS: Final[dict[str, Meaning]] = {
    "CONTAINS": Meaning.A_CONTAINS_B,
    "CONTAINED_BY": Meaning.B_CONTAINS_A,
    "HAS_FILE": Meaning.A_CONTAINS_B,
    "PACKAGE_OF": Meaning.B_CONTAINS_A,
    "OPTIONAL_COMPONENT_OF": Meaning.B_CONTAINS_A,
    "DESCRIBES": Meaning.A_DESCRIBES_B,
    "DESCRIBED_BY": Meaning.B_DESCRIBES_A,
    "DEPENDS_ON": Meaning.A_NEEDS_B,
    "HAS_PREREQUISITE": Meaning.A_NEEDS_B,
    "DYNAMIC_LINK": Meaning.A_NEEDS_B,
    "STATIC_LINK": Meaning.A_NEEDS_B,
    "DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "PREREQUISITE_FOR": Meaning.B_NEEDS_A,
    "RUNTIME_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "BUILD_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "DEV_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "TEST_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "OPTIONAL_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "PROVIDED_DEPENDENCY_OF": Meaning.B_NEEDS_A,
    "VARIANT_OF": Meaning.A_IS_MODIFIED,
    "DESCENDANT_OF": Meaning.A_IS_MODIFIED,
    "ANCESTOR_OF": Meaning.B_IS_MODIFIED,
    "PATCH_FOR": Meaning.B_IS_MODIFIED,
    "PATCH_APPLIED": Meaning.B_IS_MODIFIED,
    "FILE_ADDED": Meaning.B_IS_MODIFIED,
    "FILE_DELETED": Meaning.B_IS_MODIFIED,
    "FILE_MODIFIED": Meaning.B_IS_MODIFIED,
}
"""GENERATED_FROM and COPY_OF are left out: building or copying something is no modification."""


_SAYS_NOTHING_OF_COMPOSITION: Final = frozenset(
    {
        "AMENDS", "BUILD_TOOL_OF", "COPY_OF", "DATA_FILE_OF", "DEPENDENCY_MANIFEST_OF",
        "DEV_TOOL_OF", "DISTRIBUTION_ARTIFACT", "DOCUMENTATION_OF", "EXAMPLE_OF",
        "EXPANDED_FROM_ARCHIVE", "GENERATED_FROM", "GENERATES", "METAFILE_OF", "OTHER",
        "REQUIREMENT_DESCRIPTION_FOR", "SPECIFICATION_FOR", "TEST_CASE_OF", "TEST_OF",
        "TEST_TOOL_OF",
    }
)  # fmt: skip
"""The other types of chapter 11."""


def is_known(relationship_type: str) -> bool:
    """Whether SPDX 2 has this type."""
    word = relationship_type.strip().upper().replace("-", "_")
    return word in MEANINGS or word in _SAYS_NOTHING_OF_COMPOSITION


def meaning_of(relationship_type: str) -> Meaning | None:
    """The meaning, in whatever spelling (``DEPENDS-ON``, ``dependsOn`` is not one of SPDX 2)."""
    meaning = MEANINGS.get(relationship_type)
    return meaning or MEANINGS.get(relationship_type.strip().upper().replace("-", "_"))
