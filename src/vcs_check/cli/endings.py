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


def endings(*codes: int, zero: str = EXIT_CODES[0]) -> str:
    """The end of a command's help: the codes that it can give, one in a line."""
    lines = (f"  {code:<3} {zero if code == 0 else EXIT_CODES[code]}" for code in codes)
    return "\n".join(("\b", "Exit codes:", *lines))
