"""Same inputs, options and day: same bytes; and what must never change a verdict."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.vehicle import (
    TODAY,
    bom,
    prohibited,
    report,
    run,
    spawn,
    spdx,
    thing,
    undecided,
    unrelated,
    verdicts,
    write,
)

from vcs_check.inventory.vocabulary import SEVERITY, Verdict

FORMATS = ("json", "html", "markdown", "csv", "junit")
HERE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

BRICKS: list[dict[str, Any]] = [
    prohibited("agent"),
    undecided("stack"),
    unrelated("bolt"),
    thing("gnss", kind="device", radio="gnss", class_="vcs-hardware", receive_only="true"),
    thing("modem", kind="device", maker="Example Huadong", country="CN", class_="vcs-hardware",
          radio="cellular"),
    thing("zlib") | {"type": "library", "purl": "pkg:deb/debian/zlib1g@1.2", "version": "1.2",
                     "licenses": [{"license": {"id": "Zlib"}}]},
    thing("nobody's software"),
    thing("legacy", maker="Example Huadong", country="CN", class_="vcs-software",
          first_supplied="2024-01-01", last_altered="2024-01-01"),
    thing("firmware", maker="Example Huadong", country="CN", firmware="true") | {
        "type": "firmware"},
    thing("box", kind="device", parts=[prohibited("inner"), unrelated("screw")]),
]  # fmt: skip

NODE = st.sampled_from("abcdefg")


def _by_ref(read: dict[str, Any]) -> dict[str, tuple[object, ...]]:
    """What a report says of each component, but for its place in the file."""
    return {
        c["id"]: (c["verdict"], c["rolled_up"], c["class"], c["exclusion"], c["origin"],
                  c["reason"], c["citation"], tuple(c["path"]), c["other_verdict"])
        for c in read["components"]
    }  # fmt: skip


def test_bytes_are_the_same_whatever_the_hash_seed(folder: Path) -> None:
    write(folder, a_json=bom(*BRICKS), b_json=spdx([("x", "y"), ("x", "z")], "x", "y", "z"))
    seen: set[tuple[bytes, ...]] = set()
    for seed in ("0", "1", "4242"):
        outputs = [f"{name}=out.{name}" for name in FORMATS]
        done = spawn(
            "check", "a.json", "b.json", "--model-year", "2027", "--today", TODAY,
            *(word for output in outputs for word in ("-o", output)), "-o", "text",
            cwd=folder, env={"PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert done.returncode == 1
        files = [(folder / f"out.{name}").read_bytes() for name in FORMATS]
        seen.add((done.stdout.encode(), *files))
    assert len(seen) == 1


def test_bytes_are_the_same_whatever_the_order_of_files_in_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "boms" / "deep").mkdir(parents=True)
    for name in "bdac":
        (folder / "boms" / f"{name}.json").write_text(bom(*BRICKS))
        (folder / "boms" / "deep" / f"{name}.json").write_text(bom(*BRICKS[:2]))
    (folder / "boms" / "notes.txt").write_text("Milk.")
    usual = Path.iterdir
    shown = set()
    for seed in range(4):

        def iterdir(path: Path, seed: int = seed) -> Any:
            entries = sorted(usual(path))
            random.Random(seed).shuffle(entries)  # noqa: S311
            return iter(entries)

        monkeypatch.setattr(Path, "iterdir", iterdir)
        shown.add(run("check", "boms", "--today", TODAY, "-o", "json").stdout)
    assert len(shown) == 1


def test_two_runs_of_one_process_give_the_same_bytes(folder: Path) -> None:
    write(folder, a_json=bom(*BRICKS))
    first, second = (run("check", "a.json", "--today", TODAY, "-o", "json") for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes


@HERE
@given(order=st.permutations(BRICKS))
def test_order_of_components_changes_no_verdict(order: list[dict[str, Any]], folder: Path) -> None:
    write(folder, sorted_json=bom(*BRICKS), shuffled_json=bom(*order))
    one = report("sorted.json", "--model-year", "2027")
    other = report("shuffled.json", "--model-year", "2027")
    assert _by_ref(one) == _by_ref(other)
    assert one["schedule"] == other["schedule"]
    assert one["counts"] == other["counts"]


@HERE
@given(
    chosen=st.lists(st.sampled_from(BRICKS), unique_by=id, max_size=6),
    at=st.integers(min_value=0, max_value=6),
)
def test_unrelated_clean_component_changes_nothing_else(
    chosen: list[dict[str, Any]], at: int, folder: Path
) -> None:
    few = [unrelated("wheel"), *chosen]
    many = [*few[:at], unrelated("ashtray"), *few[at:]]
    write(folder, less_json=bom(*few), more_json=bom(*many))
    less = _by_ref(report("less.json", "--model-year", "2027"))
    whole = _by_ref(report("more.json", "--model-year", "2027"))
    assert whole.pop("ashtray")[0] == "out-of-scope"
    assert whole == less


@HERE
@given(chosen=st.lists(st.sampled_from(BRICKS), unique_by=id, min_size=1))
def test_later_model_year_never_makes_anything_better(
    chosen: list[dict[str, Any]], folder: Path
) -> None:
    write(folder, a_json=bom(*chosen))
    years = [report("a.json", "--model-year", str(year)) for year in (2026, 2027, 2030)]
    for earlier, later in itertools.pairwise(years):
        before, after = verdicts(earlier), verdicts(later)
        for name in before:
            assert SEVERITY[Verdict(after[name])] <= SEVERITY[Verdict(before[name])]


@HERE
@given(chosen=st.lists(st.sampled_from(BRICKS), unique_by=id, min_size=1))
def test_strict_evidence_never_clears_what_standard_does_not(
    chosen: list[dict[str, Any]], folder: Path
) -> None:
    write(folder, a_json=bom(*chosen))
    standard = verdicts(report("a.json", "--model-year", "2027"))
    strict = verdicts(report("a.json", "--model-year", "2027", "--evidence", "strict"))
    for name, verdict in standard.items():
        if verdict in ("prohibited", "indeterminate"):
            assert strict[name] in ("prohibited", "indeterminate")


def test_two_boms_are_judged_as_each_alone(folder: Path) -> None:
    write(folder, a_json=bom(*BRICKS[:5]), b_json=bom(*BRICKS[5:]))
    both = verdicts(report("a.json", "b.json", "--model-year", "2027"))
    assert both == verdicts(report("a.json", "--model-year", "2027")) | verdicts(
        report("b.json", "--model-year", "2027")
    )


@HERE
@given(edges=st.lists(st.tuples(NODE, NODE), max_size=14))
def test_any_graph_of_assemblies_ends_with_every_component_once(
    edges: list[tuple[str, str]], folder: Path
) -> None:
    write(folder, g_json=spdx(edges, *"abcdefg"))
    read = json.loads(run("check", "g.json", "-o", "json").stdout)
    assert [c["name"] for c in read["components"]] == list("abcdefg")
    rank = {c["name"]: SEVERITY[Verdict(c["rolled_up"])] for c in read["components"]}
    for component in read["components"]:
        assert rank[component["name"]] <= SEVERITY[Verdict(component["verdict"])]
        paths = [tuple(path) for path in component["paths"]]
        assert len(set(paths)) == len(paths)
        assert component["path"] == component["paths"][0]
        for path in paths:
            assert path[0] == "program"
            assert path[-1] == component["name"]
            assert len(set(path)) == len(path)
            for above in path[1:-1]:
                assert rank[above] <= rank[component["name"]]
