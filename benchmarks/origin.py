"""How the cost of origins grows: ownership graphs, register files, distinct and equal claims.

Run ``python -m benchmarks.origin [PARTIES]`` (default 1,000,000), ``python -m benchmarks.origin
names`` for precision and recall of names and 100,000 distinct strings, ``python -m
benchmarks.origin gleif [ENTITIES]`` (default 3,000,000), or ``python -m benchmarks.origin bods
[COMPANIES]`` (default 300,000). CPU seconds of one thread.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date

from benchmarks import origin_data_sets, origin_names

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer, Evidence, Role
from vcs_check.origin.holdings import PERCENT, Block, Node
from vcs_check.origin.ownership import stand
from vcs_check.origin.reference_data import reference_parties
from vcs_check.origin.register import read_register
from vcs_check.origin.resolver import Resolver

PRONGS = dict.fromkeys(("CN", "HK", "MO", "RU"), Answer.YES)


def graph(size: int, seed: int = 1) -> list[Node]:
    """Parties with one or two holders each; 6 % have a nexus, 20 % of the holdings point back."""
    chance = random.Random(seed)
    nodes = []
    for position in range(size):
        node = Node(must=chance.random() < 0.06, may=chance.random() < 0.1)
        for _ in range(chance.choice((1, 1, 2))):
            back = chance.random() < 0.2
            holder = chance.randrange(size) if back else chance.randrange(position + 1)
            low = chance.choice((10, 30, 50, 51, 80)) * PERCENT
            node.blocks.append(Block(holder=holder, low=low, high=low))
        nodes.append(node)
    return nodes


def star(size: int) -> list[Node]:
    """One party with very many holders, each of which is found out about on its own."""
    nodes = [Node(may=True) for _ in range(size)]
    share = 100 * PERCENT // size
    holders = [Block(holder=position, low=share, high=share) for position in range(size)]
    return [*nodes, Node(blocks=holders)]


def register_text(size: int) -> str:
    """A TOML register with one owner a party."""
    return "".join(
        f'[[party]]\nname = "Example Party {number}"\nincorporated_in = "DE"\n'
        'headquarters = "DE"\nprincipal_place_of_business = "DE"\n'
        "ownership_reviewed = 2026-01-01\n"
        f'[[party.owner]]\nname = "Example Party {number + 1}"\nvoting_percent = 51\n'
        for number in range(size)
    )


def resolver(text: str = "") -> Resolver:
    registers = [read_register(text.encode(), "suppliers.toml")] if text else []
    return Resolver(registers, prongs=PRONGS, evidence=Evidence.STANDARD, today=date(2026, 11, 21))


def timed(what: str, started: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:60} {time.process_time() - started:8.3f} s   peak {peak:6.0f} MB")


def main() -> None:
    if sys.argv[1:2] == ["names"]:
        origin_names.run()
    elif sys.argv[1:2] == ["gleif"]:
        origin_data_sets.run(*map(int, sys.argv[2:3]))
    elif sys.argv[1:2] == ["bods"]:
        origin_data_sets.run_bods(*map(int, sys.argv[2:3]))
    else:
        growth()


def growth() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    started = time.process_time()
    reference_parties()
    timed("bundled reference: load", started)
    started = time.process_time()
    found = resolver()
    timed("bundled reference: index and solve, cold", started)
    started = time.process_time()
    resolver()
    timed("bundled reference: index and solve, names remembered", started)
    claims = [PartyClaim(role=Role.MANUFACTURER, name=party.name) for party in reference_parties()]
    started = time.process_time()
    for claim in claims:
        found.resolve(claim)
    timed(f"{len(claims)} known parties: resolve", started)
    started = time.process_time()
    for _ in range(1_000_000 // len(claims)):
        for claim in claims:
            found.resolve(claim)
    timed("1,000,000 claims seen before: resolve", started)
    started = time.process_time()
    for number in range(5_000):
        found.resolve_name(f"Unheard Company {number}")
    timed("5,000 distinct names that match nothing: resolve", started)
    text = register_text(10_000)
    started = time.process_time()
    large = resolver(text)
    timed("register of 10,000 parties in TOML: read, index and solve", started)
    started = time.process_time()
    for number in range(5_000):
        large.resolve_name(f"Unheard Company {number}")
    timed("5,000 distinct names that match none of 10,000", started)
    for parties in (size // 100, size // 10, size):
        nodes = graph(parties)
        started = time.process_time()
        standing = stand(nodes, 5.0)
        timed(f"graph of {parties:,} parties ({len(standing.must):,} must)", started)
    nodes = star(size // 10)
    started = time.process_time()
    stand(nodes, 5.0)
    timed(f"one party with {size // 10:,} holders", started)


if __name__ == "__main__":
    main()
