"""The frame in which concrete nodes become nodes of `ast`: places, errors and nesting.

What each kind of node becomes is told by the `convert_*` modules, which register one function per
kind here. A conversion never fails: what has a syntax error, is not known or is nested too deeply
becomes `Broken` or `BrokenStatement`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.language import kind
from minimojo.text import Span

MAX_DEPTH = 100
"""Expressions and statements nested deeper than this are not looked at.

A level takes seven frames of the interpreter at most, of the thousand that there are by default.
"""

IDENTIFIER = kind("identifier")
ATTRIBUTE = kind("attribute")
BLOCK = kind("block")
_STATEMENTS_WITH_SUITE = (
    "if_statement",
    "while_statement",
    "for_statement",
    "try_statement",
    "with_statement",
    "match_statement",
    "comptime_statement",
    "function_definition",
    "struct_definition",
    "trait_definition",
    "extension_definition",
    "enum_definition",
    "decorated_definition",
    "decorated_statement",
)
_CLAUSES = ("elif_clause", "else_clause", "except_clause", "finally_clause", "case_clause")

COMPOUND = frozenset([kind(name) for name in (*_STATEMENTS_WITH_SUITE, *_CLAUSES)])
"""Statements and clauses with a suite: an error in their header does not take the suite with it."""


class MalformedError(Exception):
    """A node lacks a child that it needs: the source is broken there."""


class Reader:
    """Converts nodes of one text; all spans come out relative to byte `base`."""

    __slots__ = ("_base", "_depth", "_is_open", "_text")

    def __init__(self, text: bytes, base: int) -> None:
        self._text = text
        self._base = base
        self._depth = 0
        self._is_open = False  # A string of the present statement lacks its end.

    def span(self, node: Node) -> Span:
        base = self._base
        return Span(node.start_byte - base, node.end_byte - base)

    def between(self, start: int, end: int) -> Span:
        """The span of the bytes `start` to `end` of the file."""
        return Span(start - self._base, end - self._base)

    def text(self, node: Node) -> str:
        return self._text[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def expr(self, node: Node) -> ast.Expr:
        """The expression that `node` stands for."""
        convert = EXPRESSIONS.get(node.kind_id)
        if convert is None or self._depth >= MAX_DEPTH or is_damaged(node):
            return self.broken(node)
        self._depth += 1
        try:
            return convert(self, node)
        except MalformedError:
            return self.broken(node)
        finally:
            self._depth -= 1

    def optional(self, node: Node | None) -> ast.Expr | None:
        return None if node is None else self.expr(node)

    def exprs(self, nodes: list[Node]) -> tuple[ast.Expr, ...]:
        return tuple([self.expr(node) for node in nodes])

    def statement(self, node: Node) -> ast.Statement:
        """The statement that `node` stands for."""
        convert = STATEMENTS.get(node.kind_id)
        if convert is None or self._depth >= MAX_DEPTH:
            return self.broken_statement(node)
        if node.kind_id not in COMPOUND and is_damaged(node):
            return self.broken_statement(node)
        self._depth += 1
        try:
            converted = convert(self, node)
        except MalformedError:
            return self.broken_statement(node)
        finally:
            self._depth -= 1
            is_open, self._is_open = self._is_open, False
        return self.broken_statement(node) if is_open and node.kind_id not in COMPOUND else converted

    def block(self, node: Node | None) -> ast.Block:
        """The statements of a suite; a suite that is missing is empty.

        What is wrong in the header of a compound statement stands before that statement.
        """
        if node is None:
            return ()
        statements: list[ast.Statement] = []
        cut_short = unfinished(node) if node.has_error else frozenset[int]()
        for child in node.named_children:
            if child.is_extra and not child.is_error:
                continue
            if child.id in cut_short:
                statements.append(self.broken_statement(child))
                continue
            if child.has_error and child.kind_id in COMPOUND:
                statements.extend(self.broken_statement(error) for error in own_errors(child))
            statements.append(self.statement(child))
        return tuple(statements)

    def broken(self, node: Node) -> ast.Broken:
        span = self.span(node)
        return ast.Broken(span=span, loc=span, mentions=self.mentions(node), members=self.members(node))

    def unclosed(self, string: Node) -> ast.Broken:
        """A string without an end: what was meant to stand behind it, may have become a part of it."""
        self._is_open = True
        return self.broken(string)

    def broken_statement(self, node: Node) -> ast.BrokenStatement:
        return ast.BrokenStatement(
            span=self.span(node), mentions=self.mentions(node), members=self.members(node)
        )

    def name(self, node: Node) -> str:
        """The text of an identifier without backticks."""
        return unquoted(self.text(node))

    def mentions(self, node: Node) -> tuple[ast.Name, ...]:
        """Every identifier at or below `node`, in order."""
        found: list[ast.Name] = []
        for identifier in identifiers(node):
            if identifier.is_missing:
                continue
            span = self.span(identifier)
            found.append(ast.Name(span=span, loc=span, name=self.name(identifier)))
        return tuple(found)

    def members(self, node: Node) -> tuple[ast.Attribute, ...]:
        """Every member below `node` that is whole, in order; none where it is nested too deeply to look."""
        if self._depth >= MAX_DEPTH:
            return ()
        found = [self.expr(it) for it in _outermost(node, ATTRIBUTE) if it.id != node.id]
        return tuple([it for it in found if isinstance(it, ast.Attribute)])


Convert = Callable[[Reader, Node], ast.Expr]
ConvertStatement = Callable[[Reader, Node], ast.Statement]
EXPRESSIONS: dict[int, Convert] = {}
STATEMENTS: dict[int, ConvertStatement] = {}


def expression(*names: str) -> Callable[[Convert], Convert]:
    """Register how the kinds `names` become expressions."""

    def register(convert: Convert) -> Convert:
        EXPRESSIONS.update((kind(name), convert) for name in names)
        return convert

    return register


def statement(*names: str) -> Callable[[ConvertStatement], ConvertStatement]:
    """Register how the kinds `names` become statements."""

    def register(convert: ConvertStatement) -> ConvertStatement:
        STATEMENTS.update((kind(name), convert) for name in names)
        return convert

    return register


def need(node: Node, field_id: int) -> Node:
    """The child in a field that must be there. Raises `MalformedError` when it is not."""
    child = node.child_by_field_id(field_id)
    if child is None or child.is_missing:
        raise MalformedError
    return child


def children(node: Node) -> list[Node]:
    """The named children without comments."""
    return [child for child in node.named_children if not child.is_extra]


def token_in(node: Node, kind_id: int) -> Node:
    """The first direct child that is the token `kind_id`. Raises `MalformedError` without one."""
    for child in node.children:
        if child.kind_id == kind_id:
            return child
    raise MalformedError


def identifiers(node: Node) -> Iterator[Node]:
    """All identifiers at or below `node`, in order, however deep."""
    return _outermost(node, IDENTIFIER)


def _outermost(node: Node, kind_id: int) -> Iterator[Node]:
    """The nodes of a kind at or below `node`, in order, however deep, without those inside of others."""
    cursor = node.walk()
    while True:
        current = cursor.node
        if current is not None and current.kind_id == kind_id and not current.has_error:
            yield current
        elif cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def unquoted(name: str) -> str:
    """An identifier without its backticks."""
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] == "`" else name


def own_errors(node: Node) -> list[Node]:
    """The errors in the headers of a compound statement and its clauses, in order."""
    found: list[Node] = []
    for child in node.children:
        if child.is_error:
            found.append(child)
        elif child.has_error and child.kind_id in COMPOUND:
            found.extend(own_errors(child))
    return found


def unfinished(block: Node) -> frozenset[int]:
    """The simple statements of a block that share a line with an error.

    The parser takes `var x = names.` for `var x = names` and a dot too many. What it will be, nobody knows yet.
    """
    nodes = block.children
    neighbours = [*pairwise(nodes), *((after, before) for before, after in pairwise(nodes))]
    return frozenset([node.id for node, error in neighbours if error.is_error and _is_beside(node, error)])


def _is_beside(node: Node, error: Node) -> bool:
    """Whether a simple statement ends, or begins, on the line of an error."""
    if not node.is_named or node.kind_id in COMPOUND:
        return False
    if error.start_byte >= node.end_byte:
        return error.start_point.row == node.end_point.row
    return error.end_point.row == node.start_point.row and error.end_point.column > 0


def is_damaged(node: Node) -> bool:
    """Whether the node itself, not only something inside a child, is damaged."""
    return node.has_error and (
        node.is_error or node.is_missing or any(c.is_error or c.is_missing for c in node.children)
    )
