"""The same facts in every format: the same verdicts.

A unit is described once and written in each format by a writer of ``tests/parity/``. Only what
a format cannot say at all is compared between fewer of them; its writer names it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from tests.parity.unit import PRC, Facts, Part, Thing, Unit
from tests.parity.writers import WRITERS, Writer, able_to_say

from vcs_check.cli import command

CLEAN: Final = "Muster Telematik"
UNKNOWN: Final = "Unlisted Works"
PUBLIC: Final = "pkg:npm/example-zip@1.2.3"
REGISTER: Final = "".join(
    f"""
[[party]]
name = "{name}"
identifiers = {{ cage = "{cage}" }}
incorporated_in = "{country}"
headquarters = "{country}"
principal_place_of_business = "{country}"
ownership_reviewed = 2026-03-02
"""
    for name, country, cage in ((PRC, "CN", "1ABC2"), (CLEAN, "DE", "3DEF4"))
)


RADIO: Final = Part("LTE modem", version="1.0")
STACK: Final = Part("LTE protocol stack", "library", version="1.0")
ZIP: Final = Part("example-zip", "library", version="1.2.3", purl=PUBLIC, licence="MIT")


def stack(**facts: str) -> Part:
    return replace(
        STACK, facts={f"vcs:{name.replace('_', '-')}": text for name, text in facts.items()}
    )


def modem(**facts: str) -> Part:
    return replace(stack(**facts), name="LTE modem", kind="device")


CASES: Final[dict[str, tuple[Part, ...]]] = {
    "radio": (RADIO,),
    "radio without version": (replace(RADIO, version=""),),
    "clean radio": (replace(RADIO, maker=CLEAN, supplier=CLEAN),),
    "radio of an unknown maker": (replace(RADIO, maker=UNKNOWN, supplier=""),),
    "radio of nobody": (replace(RADIO, maker="", supplier=""),),
    "maker alone": (replace(RADIO, supplier="", maker=CLEAN),),
    "supplier alone": (replace(RADIO, supplier=CLEAN, maker=""),),
    "clean maker, nexus supplier": (replace(RADIO, maker=CLEAN),),
    "nexus maker, clean supplier": (replace(RADIO, supplier=CLEAN),),
    "software": (STACK,),
    "application": (replace(STACK, kind="application"),),
    "framework": (replace(STACK, kind="framework"),),
    "operating system": (replace(STACK, name="Acme RTOS", kind="operating-system"),),
    "firmware by type": (replace(STACK, name="modem firmware", kind="firmware"),),
    "firmware declared": (replace(stack(firmware="true"), kind="firmware"),),
    "container": (replace(STACK, kind="container"),),
    "file": (replace(STACK, kind="file"),),
    "open source": (ZIP,),
    "open source, patched": (replace(ZIP, patched=True),),
    "open source, patches shared": (
        replace(ZIP, patched=True, facts={"vcs:modifications-shared": "true"}),
    ),
    "open source, declared modified": (replace(ZIP, facts={"vcs:modified": "true"}),),
    "open licence without coordinates": (replace(ZIP, purl=""),),
    "coordinates without licence": (replace(ZIP, licence=""),),
    "proprietary licence": (replace(ZIP, licence="LicenseRef-Example"),),
    "two licences": (replace(ZIP, licence="MIT OR LicenseRef-Example"),),
    "other version than the purl": (replace(ZIP, version="9.9"),),
    "generic purl": (replace(ZIP, purl="pkg:generic/example-zip@1.2.3"),),
    "cpe": (replace(STACK, cpe="cpe:2.3:a:example:zip:1.0:*:*:*:*:*:*:*"),),
    "cpe of hardware": (replace(RADIO, cpe="cpe:2.3:h:example:modem:1.0:*:*:*:*:*:*:*"),),
    "legacy": (stack(first_supplied="2026-01-01", last_altered="2026-02-01"),),
    "legacy, altered later by a nexus": (
        stack(first_supplied="2026-01-01", last_altered="2026-05-01", altered_by=PRC),
    ),
    "legacy, altered later by another": (
        stack(first_supplied="2026-01-01", last_altered="2026-05-01", altered_by=CLEAN),
    ),
    "legacy, silent on alteration": (stack(first_supplied="2026-01-01"),),
    "legacy, maintained by a nexus": (
        stack(first_supplied="2026-01-01", last_altered="2026-02-01", maintainer=PRC),
    ),
    "released early": (replace(STACK, released="2025-12-01"),),
    "released late": (replace(STACK, released="2026-12-01"),),
    "declared legacy, released late": (
        replace(stack(exclusion="legacy"), released="2026-06-01"),
    ),
    "declared manufacturer": (replace(modem(manufacturer=CLEAN), maker="", supplier=""),),
    "declared beside another": (modem(manufacturer=CLEAN),),
    "declared developer": (replace(stack(developer=PRC), maker=CLEAN, supplier=CLEAN),),
    "declared designer alone": (replace(modem(designer=PRC), maker="", supplier=""),),
    "identifier": (replace(modem(cage="1ABC2"), maker=UNKNOWN, supplier=""),),
    "identifier alone": (replace(modem(cage="1ABC2"), maker="", supplier=""),),
    "identifier of a clean party": (replace(modem(cage="3DEF4"), maker="", supplier=""),),
    "receive only": (modem(receive_only="true", radio="gnss"),),
    "low frequency": (modem(frequency_mhz="433.92", radio="keyless"),),
    "edge of the frequency": (modem(frequency_mhz="450"),),
    "class other": (modem(**{"class": "other"}),),
    "not enabling": (modem(directly_enables="false"),),
    "not programmable": (modem(programmable="false"),),
    "subordinate processor": (stack(processor="subordinate"),),
    "driving level 2": (stack(**{"class": "ads-software", "automation_level": "2"}),),
    "driving level 3": (stack(**{"class": "ads-software", "automation_level": "3"}),),
    "no foreign interest": (stack(foreign_interest="false"),),
    "made in": (replace(modem(made_in="CN"), maker=CLEAN, supplier=CLEAN),),
    "GNSS receiver": (replace(RADIO, name="GNSS receiver", description="NEO-M8N"),),
    "passive": (replace(RADIO, name="Bracket", description="Steel bracket"),),
    "external antenna": (replace(RADIO, name="External antenna"),),
    "description only": (
        replace(RADIO, name="A1", description="Wi-Fi and Bluetooth combo module"),
    ),
    "nested": (
        replace(RADIO, maker=CLEAN, supplier=CLEAN, parts=(replace(STACK, parts=(ZIP,)),)),
    ),
    "seat": (
        replace(RADIO, name="Seat ECU", maker=CLEAN, supplier=CLEAN, parts=(STACK,)),
    ),
    "camera": (replace(RADIO, name="Camera ECU", parts=(replace(STACK, name="hal"),)),),
    "ultra-wideband anchor": (replace(RADIO, name="UWB anchor", parts=(STACK,)),),
    "names in other scripts": (replace(RADIO, name="通信モジュール 4G", maker="架空電子"),),
    "markup in names": (replace(RADIO, name="LTE <modem> & \"co\"", maker=CLEAN),),
}  # fmt: skip
WHOLE_BOM: Final[dict[str, Facts]] = {
    "nothing": {},
    "manufacturer": {"vcs:manufacturer": PRC},
    "clean manufacturer": {"vcs:manufacturer": CLEAN},
    "clean developer": {"vcs:developer": CLEAN},
    "maintainer": {"vcs:maintainer": PRC},
    "identifier": {"vcs:cage": "1ABC2"},
    "early": {"vcs:first-supplied": "2026-01-01", "vcs:last-altered": "2026-02-01"},
    "model year": {"vcs:model-year": "2026"},
    "no model year": {"vcs:model-year": "none"},
    "frequency": {"vcs:frequency-mhz": "433.92"},
    "exclusion": {"vcs:exclusion": "unrelated"},
    "weight": {"vcs:exclusion": "vehicle-weight"},
    "firmware": {"vcs:firmware": "true"},
    "class": {"vcs:class": "other"},
    "part": {"vcs:part": "Telematics control unit"},
}
OPTIONS: Final = {
    "default": ("--model-year", "2030"),
    "2028": ("--model-year", "2028"),
    "strict": ("--model-year", "2030", "--evidence", "strict"),
    "narrow": ("--model-year", "2030", "--software-scope", "narrow"),
    "nprm": ("--model-year", "2030", "--edition", "nprm-2024"),
    "draft": ("--edition", "s4429-draft", "--date", "2030-02-01"),
    "nothing": (),
}


def outcome(folder: Path, name: str, data: bytes, options: tuple[str, ...]) -> Thing:
    """The overall verdict, the exit code, and of each component verdict, class and origin."""
    (folder / name).write_bytes(data)
    (folder / "register.toml").write_text(REGISTER, "utf-8")
    report = folder / f"{name}.report"
    arguments = ["check", str(folder / name), *options, "--today", "2026-11-21", "--register"]
    arguments += [str(folder / "register.toml"), "-q", "-o", f"json={report}"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code in (0, 1, 3), result.output
    made: Thing = json.loads(report.read_text("utf-8"))
    words = ("name", "verdict", "class", "exclusion", "origin", "path", "citation")
    parts = [tuple(part[word] for word in words) for part in made["components"]]
    return {"exit": result.exit_code, "verdict": made["verdict"], "parts": parts}


def unit(*parts: Part, name: str = "Telematics control unit", facts: Facts | None = None) -> Unit:
    return Unit(Part(name, maker=CLEAN, supplier=CLEAN, parts=parts), facts or {})


def numbered_within(part: Part, first: int) -> Part:
    """The part and the parts in it with numbers of their own."""
    inner = (numbered_within(found, first + 1 + at) for at, found in enumerate(part.parts))
    return replace(part, number=first, parts=tuple(inner))


def assert_same(
    folder: Path, made: Unit, writers: Iterable[Writer], options: tuple[str, ...]
) -> None:
    outcomes = {w.name: outcome(folder, w.name, w.write(made), options) for w in writers}
    first, *others = outcomes.items()
    for name, other in others:
        assert other == first[1], f"{name} differs from {first[0]}"


@pytest.mark.parametrize("case", CASES)
def test_a_part_of_a_telematics_unit_has_one_verdict_in_every_format(
    tmp_path: Path, case: str
) -> None:
    assert_same(tmp_path, unit(*CASES[case]), WRITERS.values(), OPTIONS["default"])


@pytest.mark.parametrize("options", OPTIONS)
def test_all_these_parts_together_have_one_verdict_each_in_every_format(
    tmp_path: Path, options: str
) -> None:
    parts = [part for case in CASES.values() for part in case]
    numbered = (numbered_within(part, 100 * place) for place, part in enumerate(parts, 1))
    assert_same(tmp_path, unit(*numbered), WRITERS.values(), OPTIONS[options])


@pytest.mark.parametrize("facts", WHOLE_BOM)
@pytest.mark.parametrize("name", ["Telematics control unit", "Seat ECU", "Unit 7"])
def test_what_the_bom_declares_for_all_means_the_same_in_every_format(
    tmp_path: Path, facts: str, name: str
) -> None:
    parts = (RADIO, STACK, ZIP, replace(RADIO, name="A1", maker="", supplier=""))
    made = unit(*parts, name=name, facts=WHOLE_BOM[facts])
    assert_same(tmp_path, made, WRITERS.values(), ())


@pytest.mark.parametrize("country", ["CN", "China", "HK", "MO", "TW", "RU", "US", "Atlantis"])
@pytest.mark.parametrize("maker", [CLEAN, UNKNOWN])
def test_an_address_means_the_same_in_every_format_that_has_addresses(
    tmp_path: Path, maker: str, country: str
) -> None:
    part = replace(RADIO, maker=maker, supplier=maker, country=country)
    writers = able_to_say("country of an address")
    assert len(writers) >= 2
    assert_same(tmp_path, unit(part), writers, OPTIONS["default"])
