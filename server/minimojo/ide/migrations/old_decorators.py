"""`@value` and `@register_passable`, written as the present Mojo writes them: as conformances.

That is more than a spelling (the old ones made copies silently), so it is no fix of the finding, but part of a
migration that somebody looks at.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Header
from minimojo.hir.signature import decorator_name
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit
from minimojo.workspace.model import FileAnalysis

_COPIES = frozenset(("Copyable", "ImplicitlyCopyable", "TrivialRegisterPassable"))
_MOVES = _COPIES | {"Movable", "RegisterPassable"}


def changes(file: OldFile) -> Iterator[Change]:
    """For every type with such a decorator the edits that replace it."""
    analysis = file.analysis
    for header in analysis.module.headers:
        if isinstance(header.tree, ast.TypeDef):
            edits = tuple(_replaced(analysis, header, header.tree))
            if edits:
                start = analysis.module.starts[header.key]
                yield tuple(TextEdit(it.span.shifted(start), it.new_text) for it in edits)


def _replaced(analysis: FileAnalysis, header: Header, tree: ast.TypeDef) -> Iterator[TextEdit]:
    start = analysis.module.starts[header.key]
    text = analysis.text[start:]
    has = {text[it.type.span.start : it.type.span.end].decode("utf-8", "replace") for it in tree.bases}
    wanted: list[str] = []
    for decorator in tree.decorators:
        match decorator_name(decorator):
            case "value":
                yield _fieldwise(analysis, header, tree, decorator, text)
                wanted += [] if has & _COPIES else ["Copyable"]
                wanted += [] if has & _MOVES else ["Movable"]
            case "register_passable":
                is_trivial = isinstance(decorator.expression, ast.Call)
                yield _without(decorator, text)
                wanted.append("TrivialRegisterPassable" if is_trivial else "RegisterPassable")
            case _:
                pass
    new = [it for it in dict.fromkeys(wanted) if it not in has]
    if new:
        yield _added(tree, text, ", ".join(new))


def _fieldwise(
    analysis: FileAnalysis, header: Header, tree: ast.TypeDef, decorator: ast.Decorator, text: bytes
) -> TextEdit:
    """A type that has a constructor of its own with as many arguments as fields needs none."""
    fields = sum(isinstance(it, ast.FieldDecl) for it in tree.members)
    constructors = [
        unit.decl
        for unit in analysis.module.units
        if unit.decl.name == "__init__" and unit.decl.owner and unit.decl.owner.unit_key == header.key
    ]
    if any(sum(arg.name != "self" for arg in it.arguments) == fields for it in constructors):
        return _without(decorator, text)
    return TextEdit(decorator.expression.span, "fieldwise_init")


def _without(decorator: ast.Decorator, text: bytes) -> TextEdit:
    """Its line goes, up to the next word."""
    at = text.rindex(b"@", 0, decorator.expression.span.start)
    end = decorator.expression.span.end
    while end < len(text) and text[end : end + 1].isspace():
        end += 1
    return TextEdit(Span(at, end), "")


def _added(tree: ast.TypeDef, text: bytes, names: str) -> TextEdit:
    """Conformances more, at the end of the list or in one of their own."""
    if tree.bases:
        end = max(it.span.end for it in tree.bases)
        return TextEdit(Span(end, end), f", {names}")
    end = _behind_parameters(text, tree.name_span.end)
    if text[end : end + 1] == b"(":
        return TextEdit(Span(end + 1, end + 1), names)
    return TextEdit(Span(end, end), f"({names})")


def _behind_parameters(text: bytes, at: int) -> int:
    """The end of the list in square brackets that may follow a name."""
    if text[at : at + 1] != b"[":
        return at
    depth = 0
    for place in range(at, len(text)):
        byte = text[place : place + 1]
        depth += (byte == b"[") - (byte == b"]")
        if not depth:
            return place + 1
    return at
