"""`__copyinit__` and `__moveinit__` have become initializers with one named argument (26.2)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import Span, TextEdit

_ARGUMENTS = {"__copyinit__": ("", "copy"), "__moveinit__": ("deinit ", "move")}


def changes(file: OldFile) -> Iterator[Change]:
    for owner in file.tree.statements:
        if isinstance(owner, ast.TypeDef):
            for member in owner.members:
                if isinstance(member, ast.FunctionDef) and member.name in _ARGUMENTS:
                    yield tuple(_initializer(member))
    yield from _calls(file)


def _initializer(node: ast.FunctionDef) -> Iterator[TextEdit]:
    """The name, the argument and where the body speaks of it."""
    given = [it for it in node.signature.parameters if it.marker != "/"]
    if len(given) != len(node.signature.parameters) or len(given) != 2 or given[-1].annotation is None:
        return
    convention, new = _ARGUMENTS[node.name]
    old = given[-1]
    inside = {it.name for it in walk(node) if isinstance(it, ast.Name)}
    if new in inside and old.name != new:
        return
    yield TextEdit(node.name_span, "__init__")
    yield TextEdit(Span(old.span.start, old.name_span.end), f"*, {convention}{new}")
    for it in walk(node):
        if isinstance(it, ast.Name) and it.name == old.name:
            yield TextEdit(it.span, new)


def _calls(file: OldFile) -> Iterator[Change]:
    """`self.__copyinit__(other)` sets the whole value anew."""
    for node in file.nodes:
        match node:
            case ast.Call(
                callee=ast.Attribute(value=ast.Name(name=("self" | "Self") as word) as value, name=name),
                arguments=[ast.Argument(keyword=None, stars=0, value=given)],
            ) if name in _ARGUMENTS and word == "self":
                told = file.source_of(given)
                if name == "__copyinit__":
                    yield (TextEdit(node.span, f"{file.source_of(value)} = Self(copy={told})"),)
                else:
                    yield (TextEdit(node.span, f"{file.source_of(value)} = Self(move={told})"),)
            case _:
                pass
