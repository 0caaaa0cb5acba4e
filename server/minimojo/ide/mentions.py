"""Which variable or field does a name in the source stand for? Asked of the syntax tree, for names that
no operation of the graph is about: targets of assignments, references, what is only passed through.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Unit
from minimojo.mir.body import Body, Local
from minimojo.names.scopes import mentions_of
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.walk import children
from minimojo.text import Span


class Mention(Struct, frozen=True):
    """`names` are the variable and the fields after it, up to the one under the cursor; `written` is
    their text, and `statement` the innermost statement that it is in. `declared` is where the variable is
    declared; None for one of which that is not known."""

    names: tuple[str, ...]
    written: Span
    statement: Span
    functions: tuple[Span, ...]
    declared: Span | None

    def local(self, body: Body) -> Local | None:
        """The variable of a body; of several with one name, the one that was declared last. One behind it of which
        a body knows nothing, because nothing is known of its value, is not mistaken for it."""
        if not self._is_in(body):
            return None
        named = [local for local in body.locals if local.name == self.names[0]]
        before = [local for local in named if local.declared_at.start <= self.written.start]
        last = max(before, key=lambda local: local.declared_at.start, default=None)
        if last is None or self.declared is None or self.declared.start <= last.declared_at.start:
            return last
        return None

    def _is_in(self, body: Body) -> bool:
        """Whether the body is that of a function around the mention."""
        return body.name_span in self.functions


def mention_at(document: Document, unit: Unit, at: int) -> Mention | None:
    """The name at a byte of a function."""
    statement, functions = Span(0, len(unit.source)), list[Span]()
    tree = unit_tree(document, unit)
    node: ast.Node | None = tree
    name: ast.Name | ast.Attribute | None = None
    while node is not None:
        match node:
            case ast.Name() | ast.Attribute():
                name = node
            case ast.FunctionDef():
                functions.append(node.name_span)
            case ast.Lambda():
                functions.append(node.loc)
            case _:
                pass
        if isinstance(node, ast.Statement):
            statement = node.span
        node = next((it for it in children(node) if it.span.start <= at < it.span.end), None)
    names = None if name is None else _chain(name)
    if name is None or names is None:
        return None
    use = mentions_of(tree, unit.source).by_node.get(_root(name))
    declared = None if use is None or use.local is None else use.local.span
    return Mention(names, name.span, statement, tuple(functions), declared)


def _root(node: ast.Expr) -> ast.Expr:
    while isinstance(node, ast.Attribute | ast.Paren):
        node = node.value if isinstance(node, ast.Attribute) else node.inner
    return node


def _chain(node: ast.Expr) -> tuple[str, ...] | None:
    """`a`, `b`, `c` for `a.b.c`; None where it does not begin with a name."""
    names = list[str]()
    while True:
        match node:
            case ast.Attribute():
                names.append(node.name)
                node = node.value
            case ast.Paren():
                node = node.inner
            case ast.Name():
                return (node.name, *reversed(names))
            case _:
                return None
