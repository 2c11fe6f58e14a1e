"""``inventory --review``: what is undecided in few questions, and the answers on their way back."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.cli.reviews import REGISTER, Entry, entries, filled
from tests.cli.vehicle import (
    TODAY,
    Thing,
    bom,
    check,
    prohibited,
    report,
    run,
    thing,
    undecided,
    unrelated,
    verdicts,
    write,
)

MERIDIAN = Path(__file__).parents[2] / "sboms" / "meridian-aurora"
YEAR = ("--model-year", "2031")


def review(*arguments: str) -> str:
    result = run("inventory", *arguments, "--today", TODAY, "--review", "open.toml")
    assert result.exit_code == 0, result.stderr
    return Path("open.toml").read_text("utf-8")


def package(name: str, version: str = "1.0", **more: Any) -> Thing:
    made = thing(name, kind="library", ref=f"{name}-{version}", **more)
    return made | {"version": version, "purl": f"pkg:generic/{name}@{version}"}


def questions(*arguments: str) -> list[Entry]:
    return list(entries(review(*arguments)))


# -- what is asked -----------------------------------------------------------------------------


def test_versions_of_one_package_are_one_question(folder: Path) -> None:
    one = [package("nad-stack", v, class_="vcs-software") for v in ("1.0", "1.1", "2.0")]
    write(folder, car_json=bom(*one))
    (question,) = questions("car.json", *YEAR)
    assert question.selector == {"component": "pkg:generic/nad-stack"}
    assert len(question.listed) == 3


def test_everything_on_an_item_that_nobody_knows_is_one_question(folder: Path) -> None:
    inside = [package(name) for name in ("libalpha", "libbeta", "libgamma", "libdelta")]
    write(folder, box_json=bom(thing("Widget", kind="device", ref="widget", parts=inside)))
    (question,) = questions("box.json", *YEAR)
    assert question.selector == {"component": "widget", "bom": "box.json"}
    assert len(question.listed) == 5  # the item itself as well


def test_bom_that_names_no_item_is_asked_where_it_is_installed(folder: Path) -> None:
    write(folder, list_json=bom(*(package(name) for name in ("libalpha", "libbeta", "libgamma"))))
    (question,) = questions("list.json", *YEAR)
    assert question.selector == {"name": "*", "bom": "list.json"}
    assert [sets for sets, _ in question.ways] == [
        'sets = { part = "Seat control module" }', 'sets = { part = "Telematics control unit" }'
    ]  # fmt: skip


def test_what_one_supplier_delivers_is_one_question(folder: Path) -> None:
    parts = [
        package(name, class_="vcs-software") | {"supplier": {"name": "Example Distribution"}}
        for name in ("libalpha", "libbeta", "libgamma")
    ]
    write(folder, car_json=bom(*parts))
    write(
        folder,
        reg_toml=REGISTER.replace("Reviewed GmbH", "Distribution").replace(
            "creates_what_it_supplies = true", ""
        ),
    )
    (question,) = questions("car.json", *YEAR, "--register", "reg.toml")
    assert question.selector == {"supplier": "Example Distribution"}
    assert "manufacturer must be named" in question.ways[0][1]


def test_most_valuable_question_comes_first(folder: Path) -> None:
    many = [package("many", str(n), class_="vcs-software") for n in range(5)]
    few = [package("few", str(n), class_="vcs-software") for n in range(2)]
    write(folder, car_json=bom(*few, *many))
    asked = questions("car.json", *YEAR)
    assert [len(question.listed) for question in asked] == [5, 2]


def test_what_settles_nothing_is_not_asked(folder: Path) -> None:
    write(folder, car_json=bom(undecided(), prohibited(), unrelated()))
    text = review("car.json", *YEAR)  # only its maker's ownership is missing
    assert list(entries(text)) == []
    assert "1 more wait for facts about companies" in text
    assert review("car.json", "--model-year", "2026").count("[[decision]]") == 0


@pytest.mark.parametrize(
    ("evidence", "named", "needed"),
    [
        ("standard", {}, 'manufacturer = "NAME"'),
        ("standard", {"developer": "Example Reviewed GmbH"}, 'manufacturer = "NAME"'),
        (
            "strict", {"developer": "Example Reviewed GmbH"},
            'designer = "NAME", manufacturer = "NAME", supplier = "NAME"',
        ),
    ],
)  # fmt: skip
def test_question_says_which_roles_are_needed(
    evidence: str, named: dict[str, str], needed: str, folder: Path
) -> None:
    write(folder, car_json=bom(package("agent", class_="vcs-software", **named)))
    write(folder, reg_toml=REGISTER)
    options = ("car.json", *YEAR, "--register", "reg.toml", "--evidence", evidence)
    text = review(*options)
    assert f"sets = {{ {needed} }}" in text
    way = [needed in sets for sets, _ in next(entries(text)).ways].index(True)
    write(folder, d_toml=filled(text, way))
    assert verdicts(report(*options, "--decisions", "d.toml"))["agent"] == "permitted"


def test_developer_alone_is_asked_for_the_manufacturer_only(folder: Path) -> None:
    write(folder, car_json=bom(package("agent", class_="vcs-software", developer="Somebody")))
    (component,) = report("car.json", *YEAR)["components"]
    asks = {missing["fact"]: missing["ask"] for missing in component["missing"]}
    assert "creator" not in asks
    assert "its developer is named is not enough; a manufacturer is" in asks["manufacturer"]


# -- the way back ------------------------------------------------------------------------------


def test_file_that_nobody_filled_in_changes_nothing_and_is_named_in_the_report(
    folder: Path,
) -> None:
    write(folder, car_json=bom(package("agent", class_="vcs-software")))
    before = report("car.json", *YEAR)
    review("car.json", *YEAR)
    after = report("car.json", *YEAR, "--decisions", "open.toml")
    assert verdicts(after) == verdicts(before)
    assert [view["status"] for view in after["decisions"]] == ["not filled in"]
    assert any("not filled in" in note for note in after["notes"])


@pytest.mark.parametrize("left_out", ["reason", "by", "on"])
def test_answer_that_nobody_answers_for_is_refused(left_out: str, folder: Path) -> None:
    write(folder, car_json=bom(package("agent", class_="vcs-software")))
    text = filled(review("car.json", *YEAR), 0)
    lines = [line for line in text.splitlines() if not line.startswith(f"{left_out} = ")]
    lines.append(f'{left_out} = ""' if left_out != "on" else "")
    write(folder, d_toml="\n".join(lines))
    result = check("car.json", "--decisions", "d.toml")
    assert result.exit_code == 4
    assert left_out in result.stderr


def _promises_hold(arguments: tuple[str, ...], text: str, way: int) -> None:
    Path("d.toml").write_text(filled(text, way), "utf-8")
    Path("reviewed.toml").write_text(REGISTER, "utf-8")
    after = report(*arguments, "--decisions", "d.toml", "--register", "reviewed.toml")
    assert {view["status"] for view in after["decisions"]} <= {"applied"}
    ends: dict[str, list[str]] = {}
    for component in after["components"]:
        ends.setdefault(component["id"], []).append(component["verdict"])
    for question in entries(text):
        found = Counter(ends[one][0] for one in question.listed if len(ends[one]) == 1)
        if sum(found.values()) == len(question.listed):
            assert found == question.promised(way), question.lines


@pytest.mark.parametrize("way", range(5))
def test_answers_lead_where_the_review_says(way: int, folder: Path) -> None:
    shutil.copytree(MERIDIAN, folder / "aurora")
    arguments = ("aurora/program.toml",)
    text = review(*arguments)
    assert len(list(entries(text))) > 5
    own = (folder / "aurora" / "decisions.toml").read_text("utf-8")
    Path("d.toml").write_text(own + filled(text, way), "utf-8")
    Path("reviewed.toml").write_text(REGISTER, "utf-8")
    after = report(*arguments, "--decisions", "d.toml", "--register", "reviewed.toml")
    ends: dict[str, list[str]] = {}
    for component in after["components"]:
        ends.setdefault(component["id"], []).append(component["verdict"])
    for question in entries(text):
        found = Counter(ends[one][0] for one in question.listed)
        if all(len(ends[one]) == 1 for one in question.listed):
            assert found == question.promised(way), question.lines


@pytest.mark.parametrize("way", range(3))
def test_answers_on_items_lead_where_the_review_says(way: int, folder: Path) -> None:
    deep = thing("board", kind="device", ref="board", parts=[package("libd"), package("libm")])
    one = thing("Widget A", kind="device", ref="a", parts=[package("liba"), package("libaa"), deep])
    radio = [package("libb"), package("wpa_supplicant")]
    other = thing("Widget B", kind="device", ref="b", parts=radio)
    chip = thing("CC1101", kind="device", ref="chip")
    write(folder, box_json=bom(one, other, chip))
    text = review("box.json", *YEAR)
    _promises_hold(("box.json", *YEAR), text, way)


def test_decision_on_an_item_shows_on_what_is_in_it(folder: Path) -> None:
    inside = [package("liba"), package("libb")]
    write(folder, box_json=bom(thing("Widget", kind="device", ref="widget", parts=inside)))
    text = review("box.json", *YEAR)
    write(folder, d_toml=filled(text, 0))
    after = report("box.json", *YEAR, "--decisions", "d.toml")
    assert verdicts(after) == dict.fromkeys(("Widget", "liba", "libb"), "out-of-scope")
    (decision,) = after["decisions"]
    assert len(decision["changed"]) == 3
    (liba,) = (c for c in after["components"] if c["name"] == "liba")
    assert any("reviewed decision" in line["question"] for line in liba["trace"])


# -- a group fills gaps only -------------------------------------------------------------------


def decided(folder: Path, selector: str, sets: str, *more: str) -> dict[str, Any]:
    text = (
        f"[[decision]]\n{selector}\nsets = {{ {sets} }}\n"
        'reason = "Reviewed."\nby = "desk"\non = 2026-05-11\n'
    )
    write(folder, d_toml=text)
    return report("car.json", *YEAR, "--decisions", "d.toml", *more)


def test_group_by_part_number_settles_it_across_boms_and_spellings(folder: Path) -> None:
    for number, name in enumerate(("XK-9000", "xk 9000", "XK\u200b9000")):
        write(folder, **{f"b{number}_json": bom(thing(name, kind="device", ref=f"u{number}"))})
    write(
        folder,
        d_toml='[[decision]]\npart_number = "XK-9000"\nsets = { class = "other" }\n'
        'reason = "Reviewed."\nby = "desk"\non = 2026-05-11\n',
    )
    after = report("b0.json", "b1.json", "b2.json", *YEAR, "--decisions", "d.toml")
    assert set(verdicts(after).values()) == {"out-of-scope"}
    assert after["decisions"][0]["matched"] == 3


@pytest.mark.parametrize("selector", ['supplier = "Example Parts"', 'within = "widget"'])
@pytest.mark.parametrize("name", ["EG25-G", "Bluetooth module", "wpa_supplicant", "CC1101"])
def test_group_never_waves_a_radio_through(selector: str, name: str, folder: Path) -> None:
    kind = "library" if "_" in name else "device"
    radio = thing(name, kind=kind, ref="r") | {"supplier": {"name": "Example Parts"}}
    plain = thing("XK-9000", kind="device", ref="p") | {"supplier": {"name": "Example Parts"}}
    write(folder, car_json=bom(thing("Widget", kind="device", ref="widget", parts=[radio, plain])))
    after = decided(folder, selector, 'class = "other"')
    assert verdicts(after)[name] == "indeterminate"
    assert verdicts(after)["XK-9000"] == "out-of-scope"


def test_group_does_not_overrule_what_a_component_says_of_itself(folder: Path) -> None:
    supplied = {"supplier": {"name": "Example Parts"}}
    agent, stack = prohibited("agent", ref="a"), thing("stack", ref="s", class_="vcs-software")
    write(folder, car_json=bom(agent | supplied, stack | supplied))
    after = decided(folder, 'supplier = "Example Parts"', 'class = "other"')
    assert verdicts(after)["agent"] == "prohibited"
    assert verdicts(after)["stack"] == "indeterminate"


def test_what_is_decided_on_the_component_itself_comes_before_a_group(folder: Path) -> None:
    write(folder, car_json=bom(package("agent")))
    tail = 'reason = "Reviewed."\nby = "desk"\non = 2026-05-11\n'
    group = f'[[decision]]\nname = "*"\nsets = {{ class = "other" }}\n{tail}'
    word = 'component = "pkg:generic/agent"\nsets = { class = "vcs-software" }\n'
    write(folder, d_toml=f"{group}[[decision]]\n{word}{tail}")
    after = report("car.json", *YEAR, "--decisions", "d.toml")
    assert after["components"][0]["class"] == "vcs-software"
    assert [view["status"] for view in after["decisions"]] == ["applied", "applied"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('component = "a"\nname = "b"', "not both"),
        ('bom = "car.json"', "component"),
        ('name = ""', "empty"),
        ("supplier = 5", "text"),
    ],
)
def test_selector_that_means_nothing_is_refused_with_its_line(
    text: str, says: str, folder: Path
) -> None:
    write(folder, car_json=bom(package("agent")))
    tail = 'sets = { class = "other" }\nreason = "Reviewed."\nby = "desk"\non = 2026-05-11\n'
    write(folder, d_toml=f"[[decision]]\n{text}\n{tail}")
    result = check("car.json", "--decisions", "d.toml")
    assert result.exit_code == 4
    assert says in result.stderr
    assert "line " in result.stderr


def test_authorization_is_for_a_component_and_never_for_a_group(folder: Path) -> None:
    write(folder, car_json=bom(package("agent")))
    tail = 'reason = "Reviewed."\nby = "desk"\non = 2026-05-11\n'
    write(folder, d_toml=f'[[decision]]\nname = "*"\nauthorization = "SA-2026-0113"\n{tail}')
    result = check("car.json", "--decisions", "d.toml")
    assert result.exit_code == 4
    assert "line 3" in result.stderr


# -- the file ----------------------------------------------------------------------------------


def test_hostile_names_read_back_as_themselves(folder: Path) -> None:
    names = [
        'a"]\n[[decision]]\ncomponent = "x',
        "b\\u202e",
        "c\u202ed",
        "\x7f\x1b[2Jend",
        "車 car",
    ]
    things = [thing(name, kind="device", ref=f"r-{n}-{name}") for n, name in enumerate(names)]
    write(folder, car_json=bom(*things))
    text = review("car.json", *YEAR)
    assert text.isprintable() or set(text) - {"\n"} == {c for c in text if c.isprintable()}
    write(folder, d_toml=filled(text, 0))
    after = report("car.json", *YEAR, "--decisions", "d.toml")
    assert {c["verdict"] for c in after["components"]} == {"out-of-scope"}


def test_review_goes_to_standard_output_and_never_over_an_input(folder: Path) -> None:
    write(folder, car_json=bom(package("agent")))
    result = run("inventory", "car.json", "--review", "-", "--today", TODAY)
    assert "[[decision]]" in result.stdout
    assert run("inventory", "car.json", "--review", "car.json").exit_code == 2
    assert run("inventory", "car.json", "--review", "open.xlsx").exit_code == 2
    assert run("inventory", "car.json", "--review", "open.toml", "--why").exit_code == 2


def test_unreadable_file_is_said_and_the_others_are_reviewed(folder: Path) -> None:
    write(folder, car_json=bom(package("agent")), bad_json="{")
    result = run("inventory", "car.json", "bad.json", "--review", "open.toml", "--today", TODAY)
    assert result.exit_code == 4
    assert "[[decision]]" in Path("open.toml").read_text("utf-8")


def test_same_review_whatever_the_hash_seed(folder: Path) -> None:
    shutil.copytree(MERIDIAN, folder / "aurora")
    assert review("aurora/program.toml") == review("aurora/program.toml")
