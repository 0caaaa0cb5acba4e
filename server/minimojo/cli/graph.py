"""The strongly connected components of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def components(
    starts: Iterable[str], successors: Callable[[str], Iterable[str]]
) -> Iterator[tuple[str, ...]]:
    """All that is reached from `starts`, in groups that reach one another; each after those it reaches.

    It is Tarjan's algorithm, with a stack of its own: chains of imports are longer than Python likes to recurse.
    """
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    is_open = set[str]()
    for start in starts:
        if start in numbers:
            continue
        path: list[tuple[str, Iterator[str]]] = []
        _enter(start, numbers, lowest, open_, is_open)
        path.append((start, iter(successors(start))))
        while path:
            node, rest = path[-1]
            after = next(rest, None)
            if after is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == numbers[node]:
                    yield _closed(node, open_, is_open)
            elif after not in numbers:
                _enter(after, numbers, lowest, open_, is_open)
                path.append((after, iter(successors(after))))
            elif after in is_open:
                lowest[node] = min(lowest[node], numbers[after])


def _enter(
    node: str, numbers: dict[str, int], lowest: dict[str, int], open_: list[str], is_open: set[str]
) -> None:
    numbers[node] = lowest[node] = len(numbers)
    open_.append(node)
    is_open.add(node)


def _closed(root: str, open_: list[str], is_open: set[str]) -> tuple[str, ...]:
    start = open_.index(root)
    found = tuple(open_[start:])
    del open_[start:]
    is_open.difference_update(found)
    return found
