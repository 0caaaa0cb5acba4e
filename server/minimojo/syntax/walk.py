"""Walking over the typed tree without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import get_annotations
from typing import cast

from minimojo.syntax import ast

_LEAVES = frozenset(
    ("str", "str | None", "int", "bool", "Span", "Span | None", "TypeDefKind", "ComprehensionKind")
) | {"tuple[Attribute, ...]"}
"""Types of fields, as `ast` writes them, that hold no nodes, or those of something broken, whose names are mentioned
in another field."""


def _kinds_below(kind: type[ast.Node]) -> Iterator[type[ast.Node]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds_below(below)


_KINDS = frozenset(_kinds_below(ast.Node))


def children(node: ast.Node) -> list[ast.Node]:
    """The nodes directly below `node`, in the order of its fields."""
    found: list[ast.Node] = []
    for name in _field_names(type(node)):
        value: object = getattr(node, name)
        kind = type(value)
        if kind in _KINDS:
            found.append(cast("ast.Node", value))
        elif kind is tuple and value:
            _collect(cast("tuple[object, ...]", value), found)
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
    """The fields that may hold nodes."""
    written: dict[str, str] = {}
    for base in kind.__mro__:
        written = {**get_annotations(base), **written}
    return tuple([name for name in kind.__struct_fields__ if written[name] not in _LEAVES])


def _collect(values: tuple[object, ...], found: list[ast.Node]) -> None:
    for value in values:
        if type(value) in _KINDS:
            found.append(cast("ast.Node", value))
        elif type(value) is tuple:
            _collect(cast("tuple[object, ...]", value), found)
