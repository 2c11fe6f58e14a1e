"""Made-up programs of any shape are read as one inventory, and judged alike, in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parity.to_spdx3_json import BASE
from tests.parity.unit import PRC, Facts, Part, Unit, everything
from tests.parity.writers import WRITERS, Writer
from tests.test_parity import CLEAN, OPTIONS, PUBLIC, UNKNOWN, assert_same, numbered_within

from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document
from vcs_check.readers import read_bom
from vcs_check.readers._nobody import said

TYPES: Final = (
    "device", "firmware", "library", "application", "framework", "operating-system", "container",
    "file", "source", "archive", "install",
)  # fmt: skip
"""Kinds that CycloneDX, SPDX 2 and SPDX 3 have, or that SPDX has and CycloneDX keeps as it is."""
LICENCES: Final = (
    "", "MIT", "Apache-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0 AND BSD-3-Clause",
    "LicenseRef-Example", "NOASSERTION", "NONE", "noassertion",
)  # fmt: skip
# in a table a dash or N/A stands for an empty cell, whatever the column
NAMES: Final = st.one_of(
    st.sampled_from(
        ("LTE modem", "LTE protocol stack", "A1", "10k", "1.10", "007", "1e5", "TRUE",
         "Bracket, steel", 'co "quoted"', "<modem> & co", "a=b", "a: b",
         "通信モジュール 4G", "Модем LTE", "Çelik Öl", "m\u043edem", "mo\u200bdem", "\u202emodem",
         "e\u0301tat", "half\u00a0blank", "x  y", "#5", "Total", "Qty", "vcs:part")
    ),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn", "Co")),
        min_size=1, max_size=12,
    ).filter(lambda text: "<text>" not in text and said(text)),
)  # fmt: skip
PARTIES: Final = st.one_of(
    st.sampled_from(
        ("", PRC, CLEAN, UNKNOWN, "NOASSERTION", "NONE", "N/A", "unknown", "n.a.", "-", "tbd", "?",
         "Unbekannt", "无", "不明", "Example Co., Ltd. (Nord)", "架空電子", "Пример ООО",
         "Example | Co", "Organization: Odd", "Example; Co", "Example (a@b.example)")
    ),
)  # fmt: skip
FACTS: Final[tuple[Facts, ...]] = (
    {}, {"vcs:class": "vcs-software"}, {"vcs:radio": "cellular, wifi"}, {"vcs:firmware": "true"},
    {"vcs:frequency-mhz": "2400.0", "vcs:radio": "bluetooth"}, {"vcs:processor": "subordinate"},
    {"vcs:modified": "true", "vcs:modifications-shared": "true"}, {"vcs:manufacturer": CLEAN},
    {"vcs:developer": PRC, "vcs:designer": CLEAN}, {"vcs:supplier": UNKNOWN},
    {"vcs:maintainer": PRC}, {"vcs:cage": "1ABC2"}, {"vcs:lei": "5493001KJTIIGC8Y1R12"},
    {"vcs:first-supplied": "2026-01-01", "vcs:last-altered": "2026-05-01",
     "vcs:altered-by": CLEAN},
    {"vcs:made-in": "CN"}, {"vcs:made-in": "US"}, {"vcs:fcc-id": "2AXYZABC1"},
    {"vcs:exclusion": "passive"}, {"vcs:automation-level": "3"}, {"cdx:device:quantity": "2"},
    {"cdx:device:countryOfOrigin": "CN"}, {"cdx:device:certifications:US:FCC:id": "2AXYZ1"},
    {"cdx:device:sku": "EX-1"}, {"COMP_MANUFACTURER": PRC, "vcs:directly-enables": "true"},
    {"vcs:Radio": "cellular"}, {"vcs:nothing-known": "true"}, {"vcs:receive-only": "true"},
)  # fmt: skip
PROPERTIES: Final = frozenset(
    name.lower() for facts in FACTS for name in facts if not name.lower().startswith("vcs:")
) - {"cdx:device:quantity"}
"""Quantity has a place of its own."""
WHOLE: Final[tuple[Facts, ...]] = (
    {}, {"vcs:manufacturer": PRC}, {"vcs:developer": CLEAN}, {"vcs:model-year": "2029"},
    {"vcs:model-year": "none"}, {"vcs:part": "Telematics control unit"}, {"vcs:cage": "3DEF4"},
    {"vcs:exclusion": "unrelated"}, {"vcs:firmware": "true", "vcs:made-in": "CN"},
)  # fmt: skip
ONE: Final = st.builds(
    Part,
    name=NAMES,
    kind=st.sampled_from(TYPES),
    maker=PARTIES,
    supplier=PARTIES,
    version=st.sampled_from(("", "1.0", "1.10", "v2", "0", "2026-05-01", "1,5", "0x1F", "no")),
    purl=st.sampled_from(("", PUBLIC, "pkg:generic/x@1", "pkg:deb/debian/zlib1g@1?arch=a%2Cb")),
    cpe=st.sampled_from(("", "cpe:2.3:a:example:zip:1.0:*:*:*:*:*:*:*", "cpe:/h:example:modem")),
    licence=st.sampled_from(LICENCES),
    description=st.sampled_from(("", "Wi-Fi and Bluetooth combo", "Stahl; verzinkt")),
    released=st.sampled_from(("", "2025-12-01", "2026-12-01", "2024-02-29")),
    patched=st.booleans(),
    facts=st.sampled_from(FACTS),
    sha256=st.sampled_from(("", "ab" * 32)),
)
PARTS: Final = st.recursive(
    ONE,
    lambda inner: st.builds(
        lambda part, parts: replace(part, parts=tuple(parts)), ONE, st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    part = numbered_within(draw(PARTS), 1)
    parts = [
        replace(each, number=number)
        for number, each in enumerate(draw(st.lists(PARTS, max_size=2)))
    ]
    numbered = numbered_within(replace(part, parts=(*part.parts, *parts)), 1)
    every = renumbered(numbered)
    some = everything(every)
    pairs = st.tuples(st.sampled_from(some), st.sampled_from(some))
    needs = [pair for pair in draw(st.lists(pairs, max_size=3)) if pair[0].id != pair[1].id]
    return Unit(
        every,
        draw(st.sampled_from(WHOLE)),
        tuple({(a.id, b.id): (a, b) for a, b in needs}.values()),
    )


def renumbered(part: Part) -> Part:
    """The tree with a number for each part, from the outermost one on."""
    count = 0

    def walk(each: Part) -> Part:
        nonlocal count
        count += 1
        number = count
        return replace(each, number=number, parts=tuple(map(walk, each.parts)))

    return walk(part)


def told(document: Document) -> dict[str, Any]:
    """All of an inventory that can decide, free of what is peculiar to a format."""
    ids = [component.id.removeprefix(BASE) for component in document.components]

    def of(c: Component) -> dict[str, Any]:
        parties = ((p.role.value, p.name, p.country, p.is_person, p.identifiers) for p in c.parties)
        return {
            **{
                name: getattr(c, name)
                for name in (
                    "kind", "name", "version", "group", "description", "purl", "cpe",
                    "part_number", "licences", "quantity", "modified", "released_on", "built_on",
                )
            },
            "hashes": [value for _, value in c.hashes],
            "parties": sorted(parties),
            "declared": c.declared.stated(),
            "properties": sorted(p for p in c.properties if p[0].lower() in PROPERTIES),
            "signs": bool(c.modification_signs),
            "parents": [ids[parent] for parent in c.parents],
        }  # fmt: skip

    return {
        "components": {ids[n]: of(c) for n, c in enumerate(document.components)},
        "count": len(ids),
        "declared": document.declared.stated(),
        "subject": None if document.subject is None else ids[document.subject],
        "dependencies": sorted(
            (one.removeprefix(BASE), other.removeprefix(BASE))
            for one, other in document.dependencies
        ),
        "hides": any(note.hides_components for note in document.notes),
        "pointed out": sorted(
            note.message
            for note in document.notes
            if note.message.count("characters") or "letters of another" in note.message
        ),
    }


def differences(made: Unit, writers: Iterable[Writer]) -> Iterator[str]:
    """What of one unit is told differently by its formats."""
    read = {w.name: told(read_bom(w.write(made), w.name)) for w in writers}
    first, expected = "cyclonedx.json", read.pop("cyclonedx.json")  # which can say everything
    for name, found in read.items():
        for key in ("count", "declared", "subject", "dependencies", "hides", "pointed out"):
            if key == "dependencies" and "dependencies" in WRITERS[name].cannot_say:
                continue
            if found[key] != expected[key]:
                yield f"{key}: {found[key]} in {name}, {expected[key]} in {first}"
        for spdx_id, all_said in expected["components"].items():
            for what, one in all_said.items():
                if what == "hashes" and "digests" in WRITERS[name].cannot_say:
                    continue
                other = found["components"].get(spdx_id, {}).get(what)
                if other != one:
                    yield f"{spdx_id} {what}: {other} in {name}, {one} in {first}"


@settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(units())
def test_any_program_is_one_inventory_in_every_format(made: Unit) -> None:
    assert not list(differences(made, WRITERS.values()))


@pytest.mark.parametrize("options", ["default", "2028", "strict", "nothing"])
def test_any_program_is_judged_alike_in_every_format(tmp_path: Path, options: str) -> None:
    @settings(
        max_examples=4, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(units())
    def judged(made: Unit) -> None:
        assert_same(tmp_path, made, WRITERS.values(), OPTIONS[options])

    judged()
