"""What every register format checks in the same way: countries, percentages, rights."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from vcs_check.origin.countries import country_code, is_country_code
from vcs_check.origin.identifiers import is_valid
from vcs_check.origin.names import spelled
from vcs_check.origin.party import CONCERT, RIGHTS, Owner, Party

REPEATED = "is listed twice for one party; give one holding with its total"


def valid_country(code: str) -> str:
    """The code itself, or nothing for nothing; ValueError for what is no alpha-2 code."""
    if not code or is_country_code(code):
        return code
    meant = country_code(code)
    hint = f"; did you mean {meant!r}?" if meant else ""
    raise ValueError(
        f"{code!r} is not an ISO 3166-1 alpha-2 code in capitals, such as DE or HK{hint}"
    )


def check_votes(
    share: float | None, lowest: float | None, highest: float | None
) -> tuple[float | None, float | None]:
    """The lower and upper bound that a share or a range stands for, in percent of the votes."""
    if share is not None:
        if lowest is not None or highest is not None:
            raise ValueError(
                "voting_percent beside voting_percent_min or _max; give the share or the range"
            )
        return share, share
    if lowest is not None and highest is not None and lowest > highest:
        raise ValueError(f"voting_percent_min {lowest:g} is more than the maximum {highest:g}")
    return lowest, highest


def rights_and_concerts(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rights and groups of ``rights``; ValueError for a word that is none of the contract's."""
    rights: list[str] = []
    concerts: list[str] = []
    for word in words:
        if word in RIGHTS:
            rights.append(word)
        elif word.startswith(CONCERT) and word.removeprefix(CONCERT).strip():
            concerts.append(word.removeprefix(CONCERT).strip())
        else:
            known = (*RIGHTS, f"{CONCERT}GROUP")
            near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise ValueError(f"{word!r} is no right; {hint}")
    return tuple(dict.fromkeys(rights)), tuple(dict.fromkeys(concerts))


def repeated_owner(owners: Iterable[Owner]) -> Owner | None:
    """The first owner that a party lists a second time, if any."""
    seen: set[str] = set()
    for owner in owners:
        name = spelled(owner.name)
        if name in seen:
            return owner
        seen.add(name)
    return None


def identifier_notes(party: Party) -> Iterator[str]:
    """A note for each identifier of a party that fails its check, and so proves nothing."""
    for scheme, value in party.identifiers:
        if not is_valid(scheme, value):
            yield (
                f"{party.source}: the {scheme} {value!r} of {party.name!r} fails its check and "
                "proves nothing"
            )
