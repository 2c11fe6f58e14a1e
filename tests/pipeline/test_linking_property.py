"""However an inventory is split over files that link to each other, the verdicts stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.cli.vehicle import report

# not the reason: of several signs it names the first, in the order of the files
KEYS = ("class", "exclusion", "verdict", "rolled_up")
NAMES = ("Telematics control unit", "Seat heater", "modem firmware", "logger", "openssl", "Box")
MAKERS = ("", "Muster Telematik GmbH", "Example Huadong (Shenzhen) Co., Ltd.")


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[int, dict[str, Any], bool]]:
    """For each component its parent, itself, and whether it has a file of its own."""
    rows: list[tuple[int, dict[str, Any], bool]] = []
    for number in range(draw(st.integers(2, 7))):
        parent = draw(st.integers(0, number - 1)) if number else -1
        made: dict[str, Any] = {
            "type": draw(st.sampled_from(("device", "firmware", "library", "application"))),
            "name": f"{draw(st.sampled_from(NAMES))} {number}",
            "bom-ref": f"c{number}",
        }
        if maker := draw(st.sampled_from(MAKERS)):
            country = draw(st.sampled_from(("CN", "DE", "")))
            made["manufacturer"] = {"name": maker, "address": {"country": country}}
        rows.append((parent, made, bool(number) and draw(st.booleans())))
    return rows


def bom(serial: int, subject: dict[str, Any], inner: list[Any]) -> str:
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "serialNumber": f"urn:uuid:3e671687-395b-41f5-a30f-{serial:012d}",
            "metadata": {"component": subject},
            "components": inner,
        }
    )


def written(
    rows: list[tuple[int, dict[str, Any], bool]], folder: Path, name: str, *, split: bool
) -> list[str]:
    """The files' names: one nested file, or one for each component that has its own."""
    below: dict[int, list[Any]] = {number: [] for number in range(len(rows))}
    links: dict[int, list[Any]] = {number: [] for number in range(len(rows))}
    files = []
    for number in reversed(range(len(rows))):
        parent, made, own_file = rows[number]
        whole = dict(made)
        if links[number]:
            whole["externalReferences"] = links[number]
        inner = below[number][::-1]
        if parent < 0 or (split and own_file):
            files.append(f"{name}{number}.json")
            (folder / files[-1]).write_text(bom(number, whole, inner), "utf-8")
            url = f"urn:cdx:3e671687-395b-41f5-a30f-{number:012d}/1"
            if parent >= 0:
                links[parent].append({"type": "bom", "url": url})
        else:
            below[parent].append(whole | ({"components": inner} if inner else {}))
    return files


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(trees(), st.randoms(use_true_random=False))
def test_split_in_any_way_the_verdicts_are_those_of_the_nested_file(
    tmp_path_factory: Any, rows: list[tuple[int, dict[str, Any], bool]], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("split")
    files = written(rows, folder, "part", split=True)
    random.shuffle(files)
    seen = []
    for some in (written(rows, folder, "whole", split=False), files):
        paths = [str(folder / each) for each in some]
        read = report(*paths, "--model-year", "2027")
        named = {
            c["name"]: [*(str(c[key]) for key in KEYS), c["path"][1:]] for c in read["components"]
        }
        seen.append((read["verdict"], named))
    assert seen[0] == seen[1]
