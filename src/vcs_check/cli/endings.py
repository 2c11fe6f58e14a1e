"""The exit codes in words, for help, manual and documentation alike."""

from __future__ import annotations

from typing import Final

EXIT_CODES: Final = {
    0: "pass",
    1: "something is prohibited",
    2: "wrong usage",
    3: "undecided: facts are missing, or the pass rests on --assume",
    4: "an input could not be read; nothing is reported as passed",
    5: "a report could not be written",
    70: "a defect of vcs-check itself",
    130: "interrupted; nothing was decided",
}


def endings(*codes: int, zero: str = "", one: str = "", three: str = "", four: str = "") -> str:
    """The end of a command's help: the codes that it can give, one in a line.

    A code whose meaning a command says more closely has the command's own words.
    """
    own = {0: zero, 1: one, 3: three, 4: four}
    lines = (f"  {code:<3} {own.get(code) or EXIT_CODES[code]}" for code in codes)
    return "\n".join(("\b", "Exit codes:", *lines))
