"""Walking over the typed tree without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from minimojo.syntax import ast


def children(node: ast.Node) -> list[ast.Node]:
    """The nodes directly below `node`, in the order of its fields."""
    found: list[ast.Node] = []
    for name in _field_names(type(node)):  # type: ignore[arg-type]
        _collect(getattr(node, name), found)
    return found


def walk(node: ast.Node) -> Iterator[ast.Node]:
    """`node` and everything below it, parents first."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


@cache
def _field_names(kind: type[ast.Node]) -> tuple[str, ...]:
    return tuple([name for name in kind.__struct_fields__ if name not in ("span", "loc")])


def _collect(value: object, found: list[ast.Node]) -> None:
    if isinstance(value, ast.Node):
        found.append(value)
    elif type(value) is tuple:
        for element in cast("tuple[object, ...]", value):
            _collect(element, found)
