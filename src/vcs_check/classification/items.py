"""Which components are items (control units, boards, modules), and what each of them does."""

from __future__ import annotations

import re
from typing import NamedTuple

from vcs_check.classification.exclusivity import of_radios
from vcs_check.classification.matching import Knowledge
from vcs_check.classification.tag import Confidence, Function, Identity, Layer
from vcs_check.inventory.facts import NOTHING_DECLARED, DeclaredFacts
from vcs_check.inventory.vocabulary import Axis, ComponentClass, Exclusion, Radio

HOST_FUNCTIONS = frozenset(
    {
        Function.RADIO, Function.DRIVING, Function.DRIVER_ASSISTANCE, Function.SENSING,
        Function.UWB_ACCESS, Function.RECEIVE_ONLY, Function.LOW_BAND, Function.BAND_UNKNOWN,
        Function.UNRELATED,
    }
)  # fmt: skip
"""Functions that an item passes on to what it contains."""

_IN_QUESTION = frozenset({Function.RADIO, Function.DRIVING, Function.BAND_UNKNOWN})
_SEVERITY = {
    Function.RADIO: 6, Function.DRIVING: 5, Function.BAND_UNKNOWN: 4, Function.UNKNOWN: 4,
    Function.DRIVER_ASSISTANCE: 2, Function.SENSING: 3, Function.UWB_ACCESS: 3,
    Function.RECEIVE_ONLY: 3, Function.LOW_BAND: 2, Function.UNRELATED: 1,
}  # fmt: skip
_SURENESS = {Confidence.HIGH: 2, Confidence.MEDIUM: 1, Confidence.LOW: 0}
_EXCLUSIONS = {
    Exclusion.SENSING: Function.SENSING,
    Exclusion.UWB_ACCESS: Function.UWB_ACCESS,
    Exclusion.RECEIVE_ONLY: Function.RECEIVE_ONLY,
    Exclusion.FREQUENCY: Function.LOW_BAND,
    Exclusion.DRIVER_ASSISTANCE: Function.DRIVER_ASSISTANCE,
    Exclusion.UNRELATED: Function.UNRELATED,
    Exclusion.NOT_ENABLING: Function.UNRELATED,
}
_CLASSES = {
    ComponentClass.VCS_HARDWARE: Function.RADIO,
    ComponentClass.VCS_SOFTWARE: Function.RADIO,
    ComponentClass.ADS_SOFTWARE: Function.DRIVING,
    ComponentClass.ADS_HARDWARE: Function.DRIVING,
    ComponentClass.OTHER: Function.UNRELATED,
}
_VEHICLE = re.compile(
    r"(?:^|[\s_-])(?:vehicle|car|truck|van|suv|sedan|coupe|hatchback|pickup|crossover|motorcycle|"
    r"bus|bev|phev|ev|automobile|fahrzeug|pkw|véhicule|voiture|vehículo|coche)"
    r"(?:[\s_-]+(?:program|programme|model|line|platform|\d{4}|my[\s_-]?\d{2,4}))*\s*$"
    r"|整车$|汽车$|车型$|車両$|自動車$",
    re.IGNORECASE,
)
"""A name that ends in a word for a vehicle; in other places the word describes a unit."""


class Item(NamedTuple):
    """What an item passes on to everything in it. Compared by severity, then sureness."""

    function: Function
    confidence: Confidence
    radios: tuple[Radio, ...]
    component: int | None
    name: str
    because: str
    lasting: bool = False
    """Whether it holds for inner items as well: a telematics unit by its own name."""

    @property
    def rank(self) -> tuple[int, int, bool]:
        """The worse of two items has the greater rank."""
        return _SEVERITY[self.function], _SURENESS[self.confidence], self.lasting


UNKNOWN_ITEM = Item(Function.UNKNOWN, Confidence.LOW, (), None, "", "no enclosing item is known")


def item_of(
    index: int, name: str, declared: DeclaredFacts, own: Identity, knowledge: Knowledge
) -> Item | None:
    """What a component is as an item; None where its function says nothing of its parts.

    Args:
        index: its node.
        name: its name.
        declared: what is declared of it, and what reviewed decisions say.
        own: what it is by itself.
        knowledge: for radios.
    """
    said = None if declared is NOTHING_DECLARED else declared_function(declared, knowledge)
    if said is None:
        function, confidence, because = own.function, own.confidence, own.because
        radios = own.radios
        if function not in HOST_FUNCTIONS or not _can_hold(own):
            return None
    else:
        function, confidence, because = said, Confidence.HIGH, "its function is declared"
        radios = declared.radios or own.radios
        known_radio = own.function is Function.RADIO and own.layer is Layer.IDENTITY
        if known_radio and function not in (Function.RADIO, Function.DRIVING):
            function, confidence = Function.UNKNOWN, Confidence.LOW
            because = f"what is declared contradicts what is known: {own.because}"
    lasting = function in (Function.RADIO, Function.DRIVING) and confidence is not Confidence.LOW
    return Item(function, confidence, radios, index, name, because, lasting)


def item_of_part(name: str, own: Identity) -> Item | None:
    """The item that a component or document is said to be installed in; None if unclear."""
    if own.function not in HOST_FUNCTIONS or not _can_hold(own) or is_vehicle_name(name):
        return None
    lasting = own.function is Function.RADIO and own.confidence is not Confidence.LOW
    return Item(own.function, own.confidence, own.radios, None, name, own.because, lasting)


def _can_hold(own: Identity) -> bool:
    """Whether what a thing is says something of what is in it.

    Software passes on only that it is a radio or driving stack, never that it is not; a plain
    chip is no item, only a control unit is; and a vague word clears nothing.
    """
    if own.function in _IN_QUESTION:
        return True
    if own.axis is Axis.SOFTWARE or own.confidence is Confidence.LOW:
        return False
    return own.function is not Function.UNRELATED or own.entry.startswith("unit-")


def declared_function(declared: DeclaredFacts, knowledge: Knowledge) -> Function | None:
    """The function that declared facts give an item; None where they give none."""
    if declared.component_class is not None and declared.component_class != ComponentClass.OTHER:
        return _CLASSES.get(declared.component_class)
    if declared.directly_enables:
        return Function.RADIO
    if declared.radios:
        function = of_radios(declared.radios, knowledge)
        if function is not Function.UWB_ACCESS:
            return function
        purposes = (Exclusion.UWB_ACCESS, Exclusion.SENSING)
        purpose = next((p for p in purposes if p in declared.exclusions), None)
        return _EXCLUSIONS[purpose] if purpose else Function.UNKNOWN
    for exclusion in declared.exclusions:
        if exclusion in _EXCLUSIONS:
            return _EXCLUSIONS[exclusion]
    if declared.component_class is ComponentClass.OTHER or declared.directly_enables is False:
        return Function.UNRELATED
    return None


def is_vehicle_name(name: str) -> bool:
    """Whether a name is that of a vehicle, and not of a unit in it."""
    return _VEHICLE.search(name) is not None
