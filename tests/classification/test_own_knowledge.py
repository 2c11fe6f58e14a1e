"""A user's own knowledge adds and makes stricter; it clears nothing that is known, and shows."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.vehicle import TODAY, bom, run, thing, write

from vcs_check.classification.knowledge import load
from vcs_check.classification.own_knowledge import OwnKnowledge, knowledge_of, read_own_knowledge
from vcs_check.classification.tag import Confidence, Function, Identity
from vcs_check.classification.together import together
from vcs_check.errors import MalformedError
from vcs_check.inventory.vocabulary import Answer

RADIO = """\
form = "part"
[[entry]]
id = "example-modem"
function = "radio"
radios = ["cellular"]
listed_kind = "cellular-module"
programmable = true
reason = "the LTE module of our own make"
made_by = ["Example Motors"]
[entry.patterns]
'xk 9000' = 'data sheet XK-9000, revision 3'
"""
PANEL = """\
[[entry]]
id = "example-panel"
form = "word"
function = "unrelated"
reason = "a panel of wood"
source = "drawing 12"
[entry.words]
en = ["frobnicator"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own(text: str) -> OwnKnowledge:
    return read_own_knowledge(text.encode(), "own.toml")


def entry(form: str, function: str, recognise: str, *more: str) -> str:
    lines = "\n".join(more)
    return (
        f'[[entry]]\nid = "example"\nform = "{form}"\nfunction = "{function}"\n'
        f'reason = "as we know it"\nsource = "own list"\n{lines}\n{recognise}\n'
    )


def tagged(name: str, text: str, kind: str = "device") -> dict[str, Any]:
    """The one component of a BOM as ``inventory`` shows it with this own knowledge."""
    write(Path(), b_json=bom(thing(name, kind=kind)), own_toml=text)
    result = run("inventory", "b.json", "--knowledge", "own.toml", "-o", "json")
    assert result.exit_code == 0, result.stderr
    (read,) = json.loads(result.stdout)
    found: dict[str, Any] = read["components"][0]
    return found


# -- what it may do ----------------------------------------------------------------------------


def test_own_entry_recognises_what_nothing_was_known_of() -> None:
    found = tagged("XK-9000", RADIO)
    assert (found["function"], found["entry"]) == ("radio", "example-modem")
    assert (found["layer"], found["confidence"]) == ("identity", "high")
    assert found["knowledge_source"] == "data sheet XK-9000, revision 3"
    assert found["own_knowledge"] == "own knowledge own.toml, line 2"
    assert "own knowledge own.toml, line 2" in found["because"]


def test_own_entry_makes_stricter_what_was_cleared() -> None:
    assert tagged("seat heater", PANEL)["function"] == "unrelated"
    text = entry("word", "radio", '[entry.words]\nen = ["seat heater"]', 'radios = ["wifi"]')
    assert tagged("seat heater", text)["function"] == "radio"


def test_own_entry_with_the_id_of_a_bundled_one_takes_its_place_where_it_is_as_strict() -> None:
    bundled = tagged("EG25-G", RADIO)["entry"]
    text = RADIO.replace("example-modem", bundled).replace("xk 9000", "eg25")
    found = tagged("EG25-G", text)
    assert "the LTE module of our own make" in found["because"]


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("EG25-G", "device", entry("part", "unrelated", "[entry.patterns]\n'eg25 g' = 'own'")),
        ("Telematics control unit", "device",
         entry("unit", "unrelated", '[entry.words]\nen = ["telematics control unit"]')),
        ("Bluetooth module", "device",
         entry("cancel", "unknown", '[entry.words]\nen = ["bluetooth module"]')),
        ("wpa_supplicant", "library", entry("package", "unrelated", 'names = ["wpa_supplicant"]')),
        ("wpa_supplicant", "library",
         entry("package", "radio", 'names = ["wpa_supplicant"]', "device_firmware = true")),
        ("autoware", "application",
         entry("package", "driving", 'names = ["autoware"]', "automation_level = 2")),
        ("qnx", "operating-system",
         entry("package", "generic-software", 'names = ["qnx"]', "device_firmware = true")),
        ("STM32F407", "device",
         entry("part", "compute", "[entry.patterns]\n'stm32f407' = 'own'", "programmable = false")),
        ("CC1101", "device", entry("part", "low-band", "[entry.patterns]\n'cc1101' = 'own'")),
    ],
)  # fmt: skip
def test_own_entry_never_clears_what_is_known(name: str, kind: str, text: str) -> None:
    plain = tagged(name, PANEL, kind)
    found = tagged(name, text, kind)
    assert found["function"] == plain["function"]
    assert found["entry"] == plain["entry"]
    assert found["own_knowledge_not_followed"]
    assert "own knowledge says otherwise" in found["because"]


def test_what_is_not_followed_is_counted_and_said_in_the_report(folder: Path) -> None:
    text = entry("part", "unrelated", "[entry.patterns]\n'eg25 g' = 'own'")
    write(folder, b_json=bom(thing("EG25-G", kind="device")), own_toml=text)
    result = run("check", "b.json", "--knowledge", "own.toml", "--today", TODAY, "-o", "json")
    report = json.loads(result.stdout)
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert report["knowledge"] == [
        {"path": "own.toml", "sha256": digest, "entries": 1, "components": 0, "not_followed": 1}
    ]
    assert any("is not followed; components: 1" in note for note in report["notes"])
    assert any("own knowledge says otherwise" in line["because"]
               for line in report["components"][0]["trace"])  # fmt: skip


def test_radio_of_own_knowledge_makes_everything_around_it_a_radio_item(folder: Path) -> None:
    deep = thing("board", kind="device", parts=[thing("XK-9000", kind="device")])
    box = thing("Seat module", kind="device", parts=[deep, thing("app", kind="application")])
    write(folder, b_json=bom(box), own_toml=RADIO)
    result = run("inventory", "b.json", "--knowledge", "own.toml", "-o", "json")
    hosts = {c["name"]: c["host_function"] for c in json.loads(result.stdout)[0]["components"]}
    assert hosts["app"] == "radio"


def test_settings_and_program_file_name_own_knowledge_too(folder: Path) -> None:
    write(folder, b_json=bom(thing("XK-9000", kind="device")), own_toml=RADIO)
    write(
        folder,
        p_toml='[program]\nname = "Example"\nknowledge = ["own.toml"]\n[[bom]]\npath = "b.json"\n',
    )
    for arguments in (("p.toml",), ("b.json",)):
        result = run("check", *arguments, "--today", TODAY, "-o", "json")
        assert [view["path"] for view in json.loads(result.stdout)["knowledge"]] == ["own.toml"]
        (folder / "vcs-check.toml").write_text('knowledge = ["own.toml"]\n', "utf-8")


def test_report_without_own_knowledge_does_not_speak_of_it(folder: Path) -> None:
    write(folder, b_json=bom(thing("XK-9000", kind="device")))
    report = json.loads(run("check", "b.json", "--today", TODAY, "-o", "json").stdout)
    assert "knowledge" not in report


# -- what is wrong with a file -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('id = "example-modem"\n', "", 2, "id"),
        ('function = "radio"', 'function = "modem"', 2, "modem"),
        ('radios = ["cellular"]', 'radios = ["lte"]', 2, "lte"),
        ('reason = "the LTE module of our own make"\n', "", 2, "reason"),
        ("'xk 9000' =", "'x' =", 2, "certain characters"),
        ("'xk 9000' =", "'(a+)+$' =", 2, "cannot be read"),
        ("'xk 9000' =", "'xk(9' =", 2, ""),
        ("= 'data sheet XK-9000, revision 3'", "= ''", 11, "empty"),
        ("= 'data sheet XK-9000, revision 3'", "= 5", 11, "text"),
        ("listed_kind", "listed_knd", 6, "listed_kind"),
        ('form = "part"\n', "", 1, "form"),
        ('form = "part"', 'form = "chip"', 1, "chip"),
        ("[[entry]]", "[[entries]]", 2, "entry"),
        ("programmable = true", 'programmable = "yes"', 2, "programmable"),
    ],
)
def test_slip_in_own_knowledge_is_named_with_its_line(
    old: str, new: str, line: int, says: str
) -> None:
    assert old in RADIO
    with pytest.raises(MalformedError) as caught:
        own(RADIO.replace(old, new, 1))
    assert str(caught.value).startswith(f"own.toml: line {line}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["", 'form = "part"\n', RADIO + RADIO[RADIO.index("[[") :]])
def test_file_that_says_nothing_or_one_thing_twice_is_refused(text: str, folder: Path) -> None:
    with pytest.raises(MalformedError):
        own(text)
    write(folder, b_json=bom(thing("XK-9000", kind="device")), own_toml=text)
    assert run("check", "b.json", "--knowledge", "own.toml").exit_code == 4


def test_bundled_files_are_valid_own_knowledge() -> None:
    """The shape is one and the same, so a bundled file may serve as an example."""
    folder = Path(load.__wrapped__.__globals__["__file__"]).parent
    for file in sorted(folder.glob("*.toml")):
        if file.name != "radios.toml":
            assert read_own_knowledge(file.read_bytes(), file.name).entries


# -- properties --------------------------------------------------------------------------------

IDENTITIES = st.tuples(
    st.sampled_from(Function), st.sampled_from(["", "cellular-module"]), st.sampled_from(Answer),
    st.booleans(), st.booleans(), st.sampled_from([None, 2, 4]), st.sampled_from(Confidence),
    st.sampled_from(["", "bundled"]),
).map(
    lambda t: Identity(
        function=t[0], listed_kind=t[1], programmable=t[2], system_software=t[3],
        device_firmware=t[4], automation_level=t[5], confidence=t[6], entry=t[7],
    )
)  # fmt: skip


@given(IDENTITIES, IDENTITIES)
def test_radio_or_driving_of_the_bundled_knowledge_is_never_lost(
    bundled: Identity, both: Identity
) -> None:
    found = together(bundled, both)
    assert together(bundled, found).function is found.function
    if bundled.function in (Function.RADIO, Function.DRIVING, Function.BAND_UNKNOWN):
        assert found.function in (Function.RADIO, Function.DRIVING, Function.BAND_UNKNOWN)
        assert found.device_firmware <= bundled.device_firmware
    assert found.system_software >= bundled.system_software


def test_own_knowledge_leaves_the_bundled_one_as_it_is() -> None:
    before = load().compiled
    assert knowledge_of((own(RADIO),)).bundled is load()
    assert load().compiled is before
    assert knowledge_of(()) is load()
