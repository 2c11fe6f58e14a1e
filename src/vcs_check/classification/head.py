"""Whether a word for a passive part says what a thing is, or only how it is made or what it has.

In *antenna connector* the connector is the thing, in *plastic telematics unit* the plastic is
not. The head of an English, German or Chinese name is its last noun; descriptions in the
style of catalogues begin with it (``CONN …``, ``CAP CER …``).
"""

from __future__ import annotations

import re

from vcs_check.classification.entry import Form
from vcs_check.classification.frequency import is_over_limit
from vcs_check.classification.matching import NAME_MARK, TEXT_MARK, Hit
from vcs_check.classification.subject_text import Key
from vcs_check.classification.tag import Function

AND_MORE = re.compile(r" (?:with|incl|including|includes|and|plus|mit|inkl|samt|avec|con) | w ")
_ACTIVE = re.compile(
    r" (?:modul\w*|modem\w*|transceiver|txrx|soc|ic|unit|board|gateway|dongle|tracker|receiver|"
    r"controller|computer|mcu|router|terminal unit|device|kit|sip) "
)
_ASSEMBLED = re.compile(r" (?:pcba|assembly|assemblies|assy|assembled|populated|best\xfcckt\w*) ")
"""What carries parts is not cleared by what it is made of."""
_INFLECTION = re.compile(r"(?:e?[sn]|er|e)?(?= |$)")
_ADJECTIVES = ("passive", "plastic", "adhesive", "dissipative", "castellat", "solder", "tactile")
"""Words that are never the head of a name: a *passive* tag, a *plastic* box."""
_QUALIFIER = re.compile(
    r"(?:\w*\d\w*|\w|smd|smt|tht|pcb|sma|usb|rf|led|pin|pins|pos|way|rev|awg|nc|no|lh|rh|mm|cm|in|"
    r"ul|ip|din|iso|set|jst|tin|au|sn|male|female|angle[d]?|right|left|straight|vertical|horizontal|"
    r"mount(?:ed|ing)?|surface|edge|side|panel|push|pull|hinged|front|rear|upper|lower|black|"
    r"white|grey|gray|green|blue|red|steel|brass|alumini?um|plated|gold|round|flat)"
)


def is_head(key: Key, text: str, passive: Hit, solid: list[Hit], signs: list[Hit]) -> bool:
    """Whether the passive word says what the thing is.

    Args:
        key: what the component says of itself.
        text: its searched text.
        passive: the first word for a passive part.
        solid: every word for a part, passive ones among them.
        signs: what speaks of a radio, of a connection or of other electronics.
    """
    if _ASSEMBLED.search(text):
        return False
    if passive.entry.gives_way:
        return not signs and not is_over_limit(f"{key.name} {key.description}")
    if not signs:
        return True
    if any(AND_MORE.search(text[passive.end : hit.start]) for hit in signs):
        return False  # a housing *with* a modem is more than a housing
    if _ACTIVE.search(text):
        return False
    nouns = [
        h for h in solid
        if h.entry.function is Function.PASSIVE and not h.entry.gives_way
        and not h.token.startswith(_ADJECTIVES)
    ]  # fmt: skip
    named = [h for h in nouns if h.in_name]
    if not named and any(h.in_name and not h.entry.weak for h in signs):
        return False  # a name that speaks of a radio, and a description of a part of it
    technologies = [h for h in signs if h.entry.form is Form.WORD]
    return any(
        _begins(text, h, TEXT_MARK)
        or _is_all_but(text, h, nouns, signs)
        or (_begins(text, h, NAME_MARK) and _is_all_but(text, h, [*nouns, *technologies], []))
        for h in nouns
    )


def _begins(text: str, hit: Hit, mark: str) -> bool:
    return text[: hit.start].rstrip(" ").endswith(mark)


def _is_all_but(text: str, hit: Hit, others: list[Hit], signs: list[Hit]) -> bool:
    """Whether nothing but endings, qualifiers and ``others`` follow in its name: no ``signs``."""
    ending = _INFLECTION.match(text, hit.end)
    if ending is None:
        return False  # *connectorized* is no connector
    place = ending.end()
    marks = (text.find(NAME_MARK, place), text.find(TEXT_MARK, place), len(text))
    end = min(mark for mark in marks if mark >= 0)
    for word in re.finditer(r"\S+", text[place:end]):
        start = place + word.start()
        if any(h.start <= start < h.end for h in others):
            continue
        if any(h.start <= start < h.end for h in signs) or not _QUALIFIER.fullmatch(word[0]):
            return False
    return True
