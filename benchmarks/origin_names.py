"""Precision and recall of names, and how often names of others are hit.

Called by ``python -m benchmarks.origin names``. Data (``VCS_CHECK_DATA``): labelled pairs of names
of organisations (``ownership/names``), the OFAC list with its other names (``ownership/ofac``), and
the organisations of the IEEE registry as names that are somebody else's (``ownership/oui.csv``).
"""

from __future__ import annotations

import csv
import os
import random
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer, Evidence, Role
from vcs_check.origin.candidates import CandidateIndex
from vcs_check.origin.names import name_keys
from vcs_check.origin.party import Party, Register
from vcs_check.origin.resolver import Resolver
from vcs_check.text import BomText

_ORGANISATIONS: Final = frozenset({"Company", "Organization", "LegalEntity"})
PRONGS: Final = dict.fromkeys(("CN", "HK", "MO", "RU"), Answer.YES)


def _party(name: str, aliases: Iterable[str] = (), number: int = 0) -> Party:
    return Party(
        name=BomText(name), file="list", place=f"{number}",
        aliases=tuple(BomText(alias) for alias in aliases),
    )  # fmt: skip


def _scores(outcomes: Sequence[tuple[bool, bool]]) -> str:
    """Precision and recall of ``(is a match, was found)``."""
    found = sum(is_found for _, is_found in outcomes)
    right = sum(is_match and is_found for is_match, is_found in outcomes)
    matches = sum(is_match for is_match, _ in outcomes)
    precision = right / found if found else 1.0
    return f"precision {precision:.3f} ({right} of {found}), recall {right / matches:.3f}"


def pairs(data: Path) -> None:
    """Labelled pairs of organisations: which become one name, which are proposed."""
    with (data / "names" / "nk_name_bench_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] in _ORGANISATIONS]
    exact, proposed = [], []
    for row in rows:
        is_match, one, other = row["is_match"] == "true", row["name1"], row["name2"]
        is_exact = not set(name_keys(one)).isdisjoint(name_keys(other))
        exact.append((is_match, is_exact))
        is_proposed = is_exact or bool(CandidateIndex([_party(other)]).propose(one))
        proposed.append((is_match, is_proposed))
    print(f"{len(rows)} labelled pairs of organisations")
    print(f"  one name (decides):    {_scores(exact)}")
    print(f"  proposed (to review):  {_scores(proposed)}")


def retrieval(data: Path) -> None:
    """Other names of listed organisations as questions; half of them are held back."""
    entities: dict[str, str] = {}
    with (data / "ofac" / "sdn_2021-07.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if len(row) == 12 and row[2].strip() == "-0-":
                entities[row[0]] = row[1]
    others: dict[str, list[str]] = {}
    with (data / "ofac" / "alt_2021-07.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if len(row) == 5 and row[0] in entities:
                others.setdefault(row[0], []).append(row[3])
    known = list(entities)
    parties = [_party(entities[key], others.get(key, [])[::2]) for key in known]
    index = CandidateIndex(parties)
    names: dict[str, set[int]] = {}
    for position, party in enumerate(parties):
        for name in (party.name, *party.aliases):
            for key in name_keys(name):
                names.setdefault(key, set()).add(position)
    asked = exact = first = listed = wrong = 0
    for position, key in enumerate(known):
        for other in others.get(key, [])[1::2]:
            asked += 1
            hits = set().union(*(names.get(key, set()) for key in name_keys(other)))
            exact += position in hits
            wrong += bool(hits) and position not in hits
            found = index.propose(other)
            first += position in hits or found[:1] == [position]
            listed += position in hits or position in found
    print(f"{asked} other names of {len(known)} listed organisations, {len(names)} names known")
    print(f"  one name:     recall {exact / asked:.3f}; {wrong} are another one's name")
    print(f"  proposed:     first of all {first / asked:.3f}, among five {listed / asked:.3f}")
    with (data / "oui.csv").open(encoding="utf-8", newline="") as file:
        strangers = sorted({row[1].strip() for row in csv.reader(file) if len(row) > 1} - {""})
    hits_of_strangers = [name for name in strangers if not names.keys().isdisjoint(name_keys(name))]
    proposed = sum(bool(index.propose(name)) for name in strangers)
    print(
        f"{len(strangers)} names of organisations that hold MAC prefixes, nearly all of them others"
    )
    print(
        f"  one name:     {len(hits_of_strangers)} ({len(hits_of_strangers) / len(strangers):.2%})"
    )
    print(f"  proposed:     {proposed} ({proposed / len(strangers):.2%})")


def strings(data: Path, questions: int = 100_000, names: int = 25_000) -> None:
    """Distinct supplier strings against the reference and a register of many names."""
    with (data / "oui.csv").open(encoding="utf-8", newline="") as file:
        pool = sorted({row[1].strip() for row in csv.reader(file) if len(row) > 1} - {""})
    with (data / "ofac" / "alt_2025-12.csv").open(encoding="utf-8", newline="") as file:
        pool += sorted({row[3] for row in csv.reader(file) if len(row) > 3} - set(pool))
    chance = random.Random(1)
    chance.shuffle(pool)
    known = pool[:names]
    register = Register(
        path="list",
        parties=tuple(
            _party(known[at], known[at + 1 : at + 2], at) for at in range(0, len(known), 2)
        ),
    )
    asked: dict[str, None] = {}
    while len(asked) < questions:
        asked.setdefault(_varied(chance.choice(pool), chance))
    started = time.process_time()
    resolver = Resolver(
        [register], prongs=PRONGS, evidence=Evidence.STANDARD, today=date(2026, 11, 21)
    )
    built = time.process_time()
    known_count = proposed = 0
    for name in asked:
        found = resolver.resolve(PartyClaim(role=Role.MANUFACTURER, name=BomText(name)))
        known_count += found.known
        proposed += bool(found.candidates)
    ended = time.process_time()
    print(
        f"{questions:,} distinct strings against the reference and {names:,} names: "
        f"{ended - started:.1f} CPU s (index {built - started:.1f}), {known_count} known, "
        f"{proposed} with proposals"
    )


def _varied(name: str, chance: random.Random) -> str:
    """A name as somebody else would write it: capitals, a letter lost, a word more or changed."""
    how = chance.randrange(5)
    at = chance.randrange(max(len(name) - 1, 1))
    if how == 0:
        return name.upper()
    if how == 1:
        return name[:at] + name[at + 1 :]
    if how == 2:
        return f"{name} {chance.choice(('GmbH', 'Ltd', 'Inc', 'Shanghai', 'Europe', 'Division'))}"
    if how == 3:
        return f"{chance.choice(('New', 'North', 'Blue'))} {name}"
    return name[:-1] + chance.choice("aeiou")


def run() -> None:
    """Print all of it; says so where the data is not there."""
    place = os.environ.get("VCS_CHECK_DATA")
    if not place:
        print("  set VCS_CHECK_DATA to the data's folder")
        return
    data = Path(place, "ownership")
    pairs(data)
    retrieval(data)
    strings(data)


if __name__ == "__main__":
    run()
