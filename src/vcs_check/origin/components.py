"""Strongly connected components: which holders are in turn held by the party itself."""

from __future__ import annotations

from collections.abc import Sequence


def strong_components(successors: Sequence[Sequence[int]]) -> list[int]:
    """The number of the component of each node (Tarjan, without recursion, linear).

    Args:
        successors: for each node the positions that it points to; negative ones are ignored.
    """
    size = len(successors)
    order = [0] * size  # 1, 2, 3 … in the order of discovery; 0: not seen
    low = [0] * size
    component = [-1] * size
    stack: list[int] = []
    counter = components = 0
    for root in range(size):
        if order[root]:
            continue
        if not successors[root]:  # nobody holds it: a component of its own
            counter += 1
            order[root] = counter
            component[root] = components
            components += 1
            continue
        work = [(root, iter(successors[root]))]
        counter += 1
        order[root] = low[root] = counter
        stack.append(root)
        while work:
            node, rest = work[-1]
            for following in rest:
                if following < 0:
                    continue
                if not order[following]:
                    counter += 1
                    order[following] = low[following] = counter
                    stack.append(following)
                    work.append((following, iter(successors[following])))
                    break
                if component[following] < 0:
                    low[node] = min(low[node], order[following])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == order[node]:
                    while True:
                        member = stack.pop()
                        component[member] = components
                        if member == node:
                            break
                    components += 1
    return component
