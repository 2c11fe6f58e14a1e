"""§ 791.301, vehicle connectivity system: radios, frequencies, the four exclusions."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.regulations.build import FINAL, PROPOSAL, component, declared, identity

from vcs_check.classification.tag import Confidence, Function, Layer
from vcs_check.inventory.vocabulary import Answer, Axis, Exclusion, Mark, Radio
from vcs_check.regulations.answers import Reading
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts
from vcs_check.regulations.us_15cfr791_subpart_d.s301_connectivity import (
    by_declaration,
    by_declared_radios,
    by_identity,
    declared_exclusion,
    effective_function,
    is_known_radio,
    only_supports,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
RECEIVE_ONLY, SENSING = Exclusion.RECEIVE_ONLY, Exclusion.SENSING
UWB, POWER = Exclusion.UWB_ACCESS, Exclusion.POWER
FREQUENCY, UNRELATED = Exclusion.FREQUENCY, Exclusion.UNRELATED


def part(*, own: Any = None, decided: str = "", **facts: Any) -> ComponentFacts:
    more: dict[str, Any] = {} if own is None else {"own": own}
    return component(
        Axis.HARDWARE, declared(**facts), decided_facts=frozenset({decided} - {""}), **more
    )


def shown(reading: Reading | None) -> tuple[Answer, Exclusion | None] | None:
    return None if reading is None else (reading.answer, reading.exclusion)


def with_exclusions(**exclusions: Answer) -> Edition:
    named = {name.replace("_", "-"): answer for name, answer in exclusions.items()}
    connectivity = msgspec.structs.replace(FINAL.connectivity, exclusions=named)
    return msgspec.structs.replace(FINAL, connectivity=connectivity)


@pytest.mark.parametrize(
    ("facts", "final", "proposal"),
    [
        ({}, None, None),
        ({"receive_only": False}, None, None),
        ({"radios": (Radio.CELLULAR,)}, (YES, None), (YES, None)),
        ({"frequency_mhz": 449.9}, (NO, FREQUENCY), (NO, FREQUENCY)),
        ({"frequency_mhz": 450.0}, (NO, FREQUENCY), (NO, FREQUENCY)),
        ({"frequency_mhz": 450.1}, (YES, None), (YES, None)),
        ({"receive_only": True}, (NO, RECEIVE_ONLY), (UNKNOWN, None)),
        ({"receive_only": True, "frequency_mhz": 900.0}, (NO, RECEIVE_ONLY), (YES, None)),
        ({"receive_only": True, "radios": (Radio.WIFI,)}, (YES, None), (YES, None)),
        ({"radios": (Radio.GNSS,)}, (NO, RECEIVE_ONLY), (YES, None)),
        ({"radios": (Radio.SATELLITE_RADIO,)}, (NO, RECEIVE_ONLY), (YES, None)),
        ({"radios": (Radio.DAB,)}, (NO, RECEIVE_ONLY), (UNKNOWN, None)),
        ({"radios": (Radio.AM_FM,)}, (NO, RECEIVE_ONLY), (NO, FREQUENCY)),
        ({"radios": (Radio.AM_FM, Radio.NFC)}, (NO, RECEIVE_ONLY), (NO, FREQUENCY)),
        ({"radios": (Radio.AM_FM, Radio.DAB)}, (NO, RECEIVE_ONLY), (UNKNOWN, None)),
        ({"radios": (Radio.NFC,)}, (NO, FREQUENCY), (NO, FREQUENCY)),
        ({"radios": (Radio.NFC,), "receive_only": True}, (NO, RECEIVE_ONLY), (NO, FREQUENCY)),
        ({"radios": (Radio.RADAR,)}, (NO, SENSING), (UNKNOWN, None)),
        ({"radios": (Radio.RADAR,), "frequency_mhz": 77e3}, (NO, SENSING), (UNKNOWN, None)),
        ({"radios": (Radio.CAMERA,)}, (NO, SENSING), (NO, UNRELATED)),
        ({"radios": (Radio.CAMERA, Radio.LIDAR)}, (NO, SENSING), (NO, UNRELATED)),
        ({"radios": (Radio.CAMERA, Radio.RADAR)}, (NO, SENSING), (UNKNOWN, None)),
        ({"radios": (Radio.CAMERA, Radio.GNSS)}, (UNKNOWN, None), (UNKNOWN, None)),
        ({"radios": (Radio.TPMS,)}, (UNKNOWN, None), (UNKNOWN, None)),
        ({"radios": (Radio.TPMS,), "frequency_mhz": 868.0}, (YES, None), (YES, None)),
        ({"radios": (Radio.TPMS,), "frequency_mhz": 433.0}, (NO, FREQUENCY), (NO, FREQUENCY)),
        ({"radios": (Radio.KEYLESS, Radio.NFC)}, (UNKNOWN, None), (UNKNOWN, None)),
        ({"radios": (Radio.UWB,)}, (UNKNOWN, None), (UNKNOWN, None)),
        ({"radios": (Radio.UWB,), "exclusions": (UWB,)}, (NO, UWB), (YES, None)),
        ({"radios": (Radio.UWB,), "exclusions": (SENSING,)}, (NO, SENSING), (UNKNOWN, None)),
        ({"radios": (Radio.UWB,), "exclusions": (POWER,)}, (UNKNOWN, None), (UNKNOWN, None)),
        ({"radios": (Radio.UWB, Radio.RADAR), "exclusions": (SENSING,)},
         (NO, SENSING), (UNKNOWN, None)),
        ({"radios": (Radio.UWB, Radio.RADAR), "exclusions": (UWB,)},
         (UNKNOWN, None), (UNKNOWN, None)),
    ],
)  # fmt: skip
def test_what_declared_radios_and_frequencies_say(
    facts: dict[str, Any],
    final: tuple[Answer, Exclusion | None] | None,
    proposal: tuple[Answer, Exclusion | None] | None,
) -> None:
    assert shown(by_declared_radios(part(**facts), FINAL)) == final
    assert shown(by_declared_radios(part(**facts), PROPOSAL)) == proposal
    assert shown(by_declaration(part(**facts), FINAL)) == final


def test_a_combined_part_is_said_to_be_one() -> None:
    combined = by_declared_radios(part(radios=(Radio.GNSS, Radio.CELLULAR)), FINAL)
    alone = by_declared_radios(part(radios=(Radio.CELLULAR,)), FINAL)
    assert combined is not None
    assert alone is not None
    assert "cellular, gnss together with other functions, so not exclusively" in combined.because
    assert "together" not in alone.because


@pytest.mark.parametrize(
    ("function", "purpose"), [(Function.UWB_ACCESS, UWB), (Function.SENSING, SENSING)]
)
def test_the_purpose_of_ultra_wideband_may_be_known_and_is_never_guessed(
    function: Function, purpose: Exclusion
) -> None:
    for confidence, expected in (
        (Confidence.MEDIUM, (NO, purpose)), (Confidence.LOW, (UNKNOWN, None)),
    ):  # fmt: skip
        own = identity(function, confidence=confidence)
        assert shown(by_declared_radios(part(own=own, radios=(Radio.UWB,)), FINAL)) == expected
    other = part(own=identity(Function.RECEIVE_ONLY), radios=(Radio.UWB,))
    assert shown(by_declared_radios(other, FINAL)) == (UNKNOWN, None)


def test_an_exclusion_that_an_edition_leaves_unclear_or_out_does_not_clear() -> None:
    receiver = part(radios=(Radio.GNSS,))
    unclear = by_declared_radios(receiver, with_exclusions(receive_only=UNKNOWN))
    assert unclear is not None
    assert (unclear.answer, unclear.mark) == (UNKNOWN, Mark.INTERPRETATION)
    assert [missing.fact for missing in unclear.missing] == ["exclusion"]
    assert shown(by_declared_radios(receiver, with_exclusions())) == (YES, None)


KNOWN = identity(Function.RADIO)


@pytest.mark.parametrize(
    ("facts", "settling"),
    [
        ({"radios": (Radio.GNSS,)}, "radio"),
        ({"radios": (Radio.NFC,)}, "radio"),
        ({"receive_only": True}, "receive-only"),
        ({"frequency_mhz": 433.0}, "frequency-mhz"),
        ({"directly_enables": False}, "directly-enables"),
    ],
)
def test_a_declaration_clears_no_known_radio_unless_that_very_fact_was_decided(
    facts: dict[str, Any], settling: str
) -> None:
    for decided in ("", "radio", "receive-only", "frequency-mhz", "directly-enables"):
        reading = by_declaration(part(own=KNOWN, decided=decided, **facts), FINAL)
        assert reading is not None
        assert reading.answer is (NO if decided == settling else UNKNOWN)
        assert bool(reading.warnings) is (decided != settling)
        if decided != settling:
            assert reading.because.endswith("but known as radio")
            assert [missing.fact for missing in reading.missing] == ["contradiction"]


@pytest.mark.parametrize("decided", ["", "radio", "frequency-mhz"])
def test_a_low_frequency_of_what_works_above_it_is_open_unless_decided(decided: str) -> None:
    reading = by_declared_radios(
        part(radios=(Radio.WIFI, Radio.OTHER_WIRELESS), frequency_mhz=433.0, decided=decided), FINAL
    )
    assert reading is not None
    assert reading.answer is (NO if decided == "frequency-mhz" else UNKNOWN)
    if reading.answer is UNKNOWN:
        assert "but wifi works above 450 MHz" in reading.because
        assert reading.warnings


@pytest.mark.parametrize(
    ("function", "final", "proposal"),
    [
        (Function.RADIO, (YES, None), (YES, None)),
        (Function.LOW_BAND, (NO, FREQUENCY), (NO, FREQUENCY)),
        (Function.BAND_UNKNOWN, (UNKNOWN, None), (UNKNOWN, None)),
        (Function.SENSING, (NO, SENSING), (UNKNOWN, None)),
        (Function.UWB_ACCESS, (NO, UWB), (YES, None)),
        (Function.RECEIVE_ONLY, (NO, RECEIVE_ONLY), (UNKNOWN, None)),
        (Function.POWER, (NO, POWER), (UNKNOWN, None)),
        (Function.PASSIVE, None, None),
        (Function.UNRELATED, None, None),
        (Function.COMPUTE, None, None),
        (Function.UNKNOWN, None, None),
    ],
)
def test_what_is_known_of_the_part_itself(
    function: Function,
    final: tuple[Answer, Exclusion | None] | None,
    proposal: tuple[Answer, Exclusion | None] | None,
) -> None:
    own = identity(function)
    assert shown(by_identity(part(own=own), FINAL)) == final
    assert shown(by_identity(part(own=own), PROPOSAL)) == proposal
    weak = identity(function, confidence=Confidence.LOW)
    clears = function in {
        Function.LOW_BAND, Function.SENSING, Function.UWB_ACCESS, Function.RECEIVE_ONLY,
        Function.POWER, Function.PASSIVE, Function.UNRELATED, Function.DRIVER_ASSISTANCE,
    }  # fmt: skip
    assert effective_function(weak) is (Function.UNKNOWN if clears else function)
    assert effective_function(own) is function


@pytest.mark.parametrize(
    ("layer", "kind", "confidence", "expected"),
    [
        (Layer.IDENTITY, "", Confidence.LOW, True),
        (Layer.ASSEMBLY, "", Confidence.LOW, True),
        (Layer.DECLARED, "", Confidence.LOW, True),
        (Layer.WORDS, "", Confidence.HIGH, False),
        (Layer.WORDS, "wifi-module", Confidence.MEDIUM, True),
        (Layer.WORDS, "wifi-module", Confidence.LOW, False),
    ],
)
def test_a_radio_is_known_by_identity_or_surely_by_a_listed_kind(
    layer: Layer, kind: str, confidence: Confidence, expected: bool
) -> None:
    more: dict[str, Any] = {"layer": layer, "listed_kind": kind, "confidence": confidence}
    assert is_known_radio(identity(Function.RADIO, **more)) is expected
    assert is_known_radio(identity(Function.COMPUTE, **more)) is False


# -- declared exclusions ---------------------------------------------------------------------------


def excluded(
    *exclusions: Exclusion, edition: Edition = FINAL, is_vcs: bool = False, **facts: Any
) -> Reading:
    reading = declared_exclusion(
        part(exclusions=exclusions, **facts), edition, class_is_declared=is_vcs
    )
    assert reading is not None
    return reading


def test_a_declared_exclusion_is_followed_where_the_edition_has_it() -> None:
    for exclusion in (SENSING, UWB, RECEIVE_ONLY, POWER, FREQUENCY, Exclusion.NOT_ENABLING):
        assert shown(excluded(exclusion)) == (NO, exclusion)
    assert declared_exclusion(part(), FINAL, class_is_declared=False) is None
    software_only = part(exclusions=(Exclusion.FIRMWARE,))
    assert declared_exclusion(software_only, FINAL, class_is_declared=False) is None


def test_two_excluded_kinds_at_once_are_exclusively_neither_unless_somebody_decided() -> None:
    both = excluded(SENSING, POWER)
    assert (both.answer, both.mark) == (UNKNOWN, Mark.INTERPRETATION)
    assert both.warnings
    assert "sensing and power" in both.because
    assert excluded(SENSING, POWER, decided="exclusion").answer is NO
    assert excluded(SENSING, FREQUENCY).answer is NO


def test_an_exclusion_is_lost_with_a_two_way_radio_or_a_high_frequency() -> None:
    for exclusion in (SENSING, UWB, RECEIVE_ONLY, POWER, FREQUENCY):
        lost = excluded(exclusion, radios=(Radio.WIFI,))
        assert lost.answer is YES
        assert lost.warnings
    for mhz, answer in ((449.0, NO), (450.0, NO), (450.1, YES)):
        by_frequency = excluded(FREQUENCY, frequency_mhz=mhz)
        assert by_frequency.answer is answer
        assert bool(by_frequency.warnings) is (answer is YES)
        assert excluded(POWER, frequency_mhz=mhz).answer is NO


def test_a_receiver_that_is_declared_not_to_be_one_is_a_contradiction() -> None:
    for receive_only, answer in ((False, UNKNOWN), (True, NO), (None, NO)):
        assert excluded(RECEIVE_ONLY, receive_only=receive_only).answer is answer
    assert excluded(SENSING, receive_only=False).answer is NO


@pytest.mark.parametrize("exclusion", [SENSING, UWB, RECEIVE_ONLY, POWER])
def test_without_the_exclusion_what_is_declared_vcs_stays_vcs(exclusion: Exclusion) -> None:
    open_here = YES if exclusion is UWB else UNKNOWN
    assert excluded(exclusion, edition=PROPOSAL).answer is open_here
    assert excluded(exclusion, edition=PROPOSAL, is_vcs=True).answer is YES
    assert excluded(exclusion, is_vcs=True).answer is NO
    if exclusion is SENSING:
        camera: dict[str, Any] = {"edition": PROPOSAL, "radios": (Radio.CAMERA,)}
        assert shown(excluded(exclusion, **camera)) == (NO, UNRELATED)
        assert excluded(exclusion, is_vcs=True, **camera).answer is YES


@pytest.mark.parametrize("exclusion", [SENSING, UWB, RECEIVE_ONLY, POWER, FREQUENCY])
def test_only_a_decided_exclusion_clears_a_known_radio(exclusion: Exclusion) -> None:
    assert excluded(exclusion, own=KNOWN).answer is UNKNOWN
    assert excluded(exclusion, own=KNOWN, decided="radio").answer is UNKNOWN
    assert excluded(exclusion, own=KNOWN, decided="exclusion").answer is NO


def test_what_only_supports_has_no_two_way_radio_unless_somebody_decided() -> None:
    wifi: dict[str, Any] = {"radios": (Radio.WIFI,)}
    for decided, exclusions, answer in (
        ("", (), UNKNOWN),
        ("exclusion", (), UNKNOWN),
        ("exclusion", (Exclusion.NOT_ENABLING,), NO),
        ("directly-enables", (), NO),
    ):
        facts = part(exclusions=exclusions, decided=decided, **wifi)
        reading = only_supports(facts, FINAL, "declared")
        assert reading.answer is answer
        assert bool(reading.warnings) is (answer is UNKNOWN)
    unclear = only_supports(part(), PROPOSAL, "declared")
    assert (unclear.answer, unclear.mark) == (UNKNOWN, Mark.INTERPRETATION)
