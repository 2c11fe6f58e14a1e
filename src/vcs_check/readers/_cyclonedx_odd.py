"""What is unusual in a CycloneDX file, each as a note that says what becomes of it."""

from __future__ import annotations

from typing import Final

from vcs_check.inventory.facts import PREFIX
from vcs_check.readers._claims import Claims
from vcs_check.readers._notes import Notes, shown

NOTHING_SAID: Final = frozenset({b"null", b"false", b"0", b'""', b"[]", b"{}"})
_TYPES: Final = frozenset(
    {
        "application", "framework", "library", "container", "platform", "operating-system",
        "device", "device-driver", "firmware", "file", "machine-learning-model", "data",
        "cryptographic-asset", "service", "material",
    }
)  # fmt: skip


def says_something(data: bytes) -> bool:
    """Whether a JSON value is more than null, empty, zero or false."""
    if data[:1] in (b"[", b"{"):
        data = data.translate(None, b" \t\r\n")
    return data not in NOTHING_SAID


def note_type(notes: Notes, kind: str, place: str) -> None:
    """A component type that no version of the format has."""
    if kind and kind not in _TYPES:
        notes.add(
            "unknown component types",
            f"the type {shown(kind)} is none of CycloneDX; correct it",
            f"first at {place}",
        )


def note_gaps(notes: Notes, name: str, kind: str, place: str) -> None:
    """A component without name or type."""
    if not name:
        notes.add("components without name", "this component has no name", place)
    if not kind:
        notes.add(
            "components without type",
            "this component has no type, so whether it is hardware or software is unknown",
            place,
        )


def note_scope(notes: Notes, scope: str, place: str) -> None:
    """A component that is said not to be delivered, or whose scope is no word of the format."""
    word = scope.strip()
    if word == "excluded":
        notes.add(
            "excluded components",
            "the scope of this component is excluded; it is counted all the same, because that "
            "says nothing of what is in the vehicle",
            place,
        )
    elif word not in ("required", "optional", ""):
        notes.add("unknown scopes", f"the scope {shown(word)} is none of CycloneDX", place)


def note_contradictions(notes: Notes, own: Claims, added: Claims, place: str) -> None:
    """The described component and the metadata name different parties in one role."""
    for theirs in added:
        for ours in own:
            if ours.role is theirs.role and ours.name and theirs.name:
                notes.add(
                    "contradictory parties",
                    f"{ours.field} of the described component names {shown(ours.name)}, "
                    f"{theirs.field} names {shown(theirs.name)}; both are counted, correct the "
                    "one that is wrong",
                    place,
                )


def note_part_not_read(notes: Notes, name: str, said: bytes, place: str) -> None:
    """A part of the BOM that says nothing of the product, or says it in the wrong place."""
    if name == "formulation" and says_something(said):
        notes.add(
            "formulation",
            "how the product was built is stated; what stands there is not installed in it and "
            "not read",
            place,
        )
    elif name == "properties" and PREFIX.encode() in said:
        notes.add(
            "vcs: facts of the BOM",
            f"{PREFIX} properties of the BOM itself are not used; put them into its metadata",
            place,
        )
