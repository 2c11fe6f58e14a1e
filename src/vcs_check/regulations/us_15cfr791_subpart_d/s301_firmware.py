"""15 CFR 791.301, *covered software*, exclusion of firmware.

Firmware is specifically programmed for a hardware device, with the primary purpose of
directly controlling, configuring and communicating with that device. What it does decides,
not the word: an operating system or system software is not firmware under the final rule,
whatever a supplier calls it, and ``type: firmware`` alone is a sign, not a proof.
"""

from __future__ import annotations

from vcs_check.classification.tag import Layer
from vcs_check.inventory.vocabulary import Answer, Axis, Exclusion, Mark
from vcs_check.regulations.answers import Reading, outside, undecided, within
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts

QUESTION = "Is it firmware?"


def is_called_firmware(facts: ComponentFacts) -> bool:
    """Whether somebody declared the component to be firmware."""
    return facts.declared.firmware is True or Exclusion.FIRMWARE in facts.declared.exclusions


def is_operating_system(facts: ComponentFacts) -> bool:
    """Whether the component is an operating system or other system software."""
    return facts.is_operating_system_kind or facts.tag.own.system_software


def operating_system_called_firmware(facts: ComponentFacts, edition: Edition) -> bool:
    """A contradiction that is shown and not followed: the component is never out of scope."""
    allowed = edition.covered_software.operating_system_may_be_firmware
    return allowed is Answer.NO and is_called_firmware(facts) and is_operating_system(facts)


def read_firmware(facts: ComponentFacts, edition: Edition) -> Reading | None:
    """Firmware is out (answer no); None where nothing speaks of firmware."""
    declared, own = facts.declared, facts.tag.own
    if not is_called_firmware(facts):
        return _by_signs(facts, edition)
    if is_operating_system(facts):
        if edition.covered_software.operating_system_may_be_firmware is Answer.NO:
            return within(
                "declared firmware, but an operating system or system software is not firmware",
                warnings=("declared firmware contradicts what it is: system software",),
            )
        return undecided(
            "an operating system declared firmware; this edition does not settle that",
            "firmware", facts.ask, "Does it only control and configure one device?",
            mark=Mark.INTERPRETATION,
        )  # fmt: skip
    if facts.was_decided("firmware", exclusion=Exclusion.FIRMWARE):
        return outside(Exclusion.FIRMWARE, "decided: firmware")
    known_package = (
        own.layer is Layer.IDENTITY
        and own.axis is Axis.SOFTWARE
        and bool(own.entry)
        and not own.device_firmware
    )
    if declared.firmware is False or known_package or facts.is_driver_kind:
        against = (
            "it is also declared not to be"
            if declared.firmware is False
            else own.because
            if known_package
            else "its type is device-driver, which runs on the processor it serves"
        )
        return undecided(
            f"declared firmware, but {against}",
            "contradiction", facts.ask, "What does it do, and on which processor does it run?",
            warnings=("a declaration that would clear it is contradicted",),
        )  # fmt: skip
    return outside(Exclusion.FIRMWARE, "declared firmware")


def _by_signs(facts: ComponentFacts, edition: Edition) -> Reading | None:
    if facts.declared.firmware is False:
        return None
    if not facts.is_firmware_kind and not facts.tag.own.device_firmware:
        return None
    if is_operating_system(facts) and (
        edition.covered_software.operating_system_may_be_firmware is Answer.NO
    ):
        return None
    because = (
        "its type says firmware, which is a sign and no proof"
        if facts.is_firmware_kind
        else f"{facts.tag.own.because}, which is a sign and no proof"
    )
    return undecided(
        because,
        "firmware", facts.ask,
        "Is it programmed for one device, only to control, configure and talk to that device, "
        "and not an operating system?",
    )  # fmt: skip
