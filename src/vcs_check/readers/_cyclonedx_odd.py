"""What is unusual in a CycloneDX file, each as a note that says what becomes of it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Raw

from vcs_check.inventory.component import Component
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
    elif name in ("properties", "annotations") and PREFIX.encode() in said:
        notes.add(
            f"vcs: facts in {name}",
            f"{PREFIX} facts in {name} of the BOM itself are not used; put them into its "
            "metadata or into a component, as properties",
            place,
        )


class _Concluded(msgspec.Struct, rename="camel", gc=False):
    field: str | None = None
    concluded_value: str | None = None


class _Evidence(msgspec.Struct, gc=False):
    identity: list[_Concluded] | _Concluded | None = None


_EVIDENCE: Final = msgspec.json.Decoder(_Evidence)
_CONCLUDED: Final = ("purl", "cpe", "name", "version", "group")


def note_evidence(notes: Notes, made: Component, evidence: Raw | tuple[Any, ...]) -> None:
    """What was concluded of the identity of a component, where it states another one.

    A conclusion is no statement of whoever made the BOM, so it never takes the place of one.
    """
    pairs: Any = evidence
    if isinstance(evidence, Raw):
        if b"concludedValue" not in bytes(evidence):
            return
        try:
            said = _EVIDENCE.decode(evidence).identity
        except (ValueError, RecursionError):
            return  # a shape that the format does not have
        entries = said if isinstance(said, list) else [said] if said else []
        pairs = [(each.field or "", each.concluded_value or "") for each in entries]
    for name, concluded in pairs:
        stated = getattr(made, name.strip()) if name.strip() in _CONCLUDED else ""
        if stated and concluded.strip() and concluded.strip() != stated:
            notes.add(
                "contradictory identities",
                f"the {name.strip()} of the component is {shown(stated)}, its evidence concludes "
                f"{shown(concluded.strip())}; the first is used, correct the one that is wrong",
                made.source,
            )


def note_external(notes: Notes, is_external: Raw | bool, place: str) -> None:
    """A component that the environment is expected to provide (1.7)."""
    if is_external is True or (isinstance(is_external, Raw) and bytes(is_external) == b"true"):
        notes.add(
            "external components",
            "this component is said to come from elsewhere (isExternal); it is counted all the "
            "same, because that says nothing of what is in the vehicle",
            place,
        )


_BUILT: Final = frozenset({"build", "post-build", "operations", "discovery", "decommission"})


def note_phases(notes: Notes, said: object, place: str) -> None:
    """The phase in which the BOM was made, where that is before the product was."""
    entries = said if isinstance(said, list | tuple) else ()
    phases = [each.get("phase") if isinstance(each, dict) else each for each in entries]
    words = [each.strip() for each in phases if isinstance(each, str) and each.strip()]
    if words and _BUILT.isdisjoint(words):
        notes.add(
            "lifecycles",
            f"the BOM was made in the phase {shown(', '.join(words))}, before the product was "
            "built; what is in it may differ",
            place,
        )
