"""Strong components against their definition: two nodes that reach each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcs_check.origin.components import strong_components

_GRAPHS = st.integers(1, 8).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(-1, size - 1), max_size=3), min_size=size, max_size=size
    )
)


def _reached(graph: list[list[int]], start: int) -> set[int]:
    seen: set[int] = set()
    todo = [start]
    while todo:
        for node in graph[todo.pop()]:
            if node >= 0 and node not in seen:
                seen.add(node)
                todo.append(node)
    return seen


@given(_GRAPHS)
def test_two_nodes_share_a_component_if_each_reaches_the_other(graph: list[list[int]]) -> None:
    component = strong_components(graph)
    reached = [_reached(graph, node) for node in range(len(graph))]
    for one in range(len(graph)):
        for other in range(len(graph)):
            together = one == other or (other in reached[one] and one in reached[other])
            assert (component[one] == component[other]) is together


def test_a_very_long_chain_needs_no_recursion() -> None:
    chain = [[node + 1] for node in range(100_000)]
    assert len(set(strong_components([*chain, [0]]))) == 1
    assert len(set(strong_components([*chain, []]))) == 100_001
