"""Calls, subscripts, members, displays and comprehensions."""

from __future__ import annotations

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.language import field, kind, token
from minimojo.syntax.reader import MalformedError, Reader, children, expression, need, token_in
from minimojo.text import Span

_ARGUMENTS = field("arguments")
_ATTRIBUTE = field("attribute")
_BODY = field("body")
_CONDITION = field("condition")
_FUNCTION = field("function")
_KEY = field("key")
_LEFT = field("left")
_NAME = field("name")
_OBJECT = field("object")
_RIGHT = field("right")
_START = field("start")
_STEP = field("step")
_STOP = field("stop")
_SUBSCRIPT = field("subscript")
_VALUE = field("value")

_COLON = token(":")
_COMMA = token(",")
_DOT = token(".")
_OPEN_BRACKET = token("[")

_DICTIONARY_SPLAT = kind("dictionary_splat")
_FOR_CLAUSE = kind("for_in_clause")
_IF_CLAUSE = kind("if_clause")
_KEYWORD_ARGUMENT = kind("keyword_argument")
_LIST_SPLAT = kind("list_splat")
_PAIR = kind("pair")


@expression("call")
def _call(reader: Reader, node: Node) -> ast.Expr:
    callee = reader.expr(need(node, _FUNCTION))
    arguments = need(node, _ARGUMENTS)
    if any(child.is_error or child.is_missing for child in arguments.children if node.has_error):
        raise MalformedError
    span = reader.span(node)
    opening = reader.span(arguments).start
    return ast.Call(
        span=span,
        loc=Span(opening, opening + 1),
        callee=callee,
        arguments=tuple([_argument(reader, child) for child in children(arguments)]),
    )


@expression("subscript")
def _subscript(reader: Reader, node: Node) -> ast.Expr:
    return ast.Subscript(
        span=reader.span(node),
        loc=reader.span(token_in(node, _OPEN_BRACKET)),
        value=reader.expr(need(node, _VALUE)),
        arguments=tuple([_argument(reader, child) for child in node.children_by_field_id(_SUBSCRIPT)]),
    )


@expression("intrinsic_call")
def _intrinsic(reader: Reader, node: Node) -> ast.Expr:
    word = need(node, _FUNCTION)
    arguments = need(node, _ARGUMENTS)
    if arguments.has_error and any(child.is_error or child.is_missing for child in arguments.children):
        raise MalformedError
    return ast.Intrinsic(
        span=reader.span(node),
        loc=reader.span(word),
        name=reader.text(word),
        arguments=reader.exprs(children(arguments)),
    )


@expression("comptime_expression")
def _comptime(reader: Reader, node: Node) -> ast.Expr:
    word = reader.span(node.children[0])
    return ast.ComptimeExpr(span=reader.span(node), loc=word, value=reader.expr(need(node, _VALUE)))


@expression("attribute")
def _attribute(reader: Reader, node: Node) -> ast.Expr:
    value = reader.expr(need(node, _OBJECT))
    dot = reader.span(token_in(node, _DOT))
    name, name_span = _member(reader, node, dot)
    return ast.Attribute(span=reader.span(node), loc=dot, value=value, name=name, name_span=name_span)


@expression("contextual_member")
def _contextual_member(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    dot = Span(span.start, span.start + 1)
    name, name_span = _member(reader, node, dot)
    return ast.ContextualMember(span=span, loc=dot, name=name, name_span=name_span)


def _member(reader: Reader, node: Node, dot: Span) -> tuple[str, Span]:
    """The name behind the dot; empty while it is not typed yet."""
    member = node.child_by_field_id(_ATTRIBUTE)
    if member is None or member.is_missing:
        return "", Span(dot.end, dot.end)
    return reader.name(member), reader.span(member)


@expression("slice")
def _slice(reader: Reader, node: Node) -> ast.Expr:
    return ast.Slice(
        span=reader.span(node),
        loc=reader.span(token_in(node, _COLON)),
        start=reader.optional(node.child_by_field_id(_START)),
        stop=reader.optional(node.child_by_field_id(_STOP)),
        step=reader.optional(node.child_by_field_id(_STEP)),
    )


@expression("list_splat")
def _star(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Star(span=span, loc=Span(span.start, span.start + 1), value=reader.expr(need(node, _VALUE)))


@expression("parenthesized_expression")
def _paren(reader: Reader, node: Node) -> ast.Expr:
    inner = children(node)
    if len(inner) != 1:
        raise MalformedError
    span = reader.span(node)
    return ast.Paren(span=span, loc=Span(span.start, span.start + 1), inner=reader.expr(inner[0]))


@expression("tuple", "expression_list")
def _tuple(reader: Reader, node: Node) -> ast.Expr:
    nodes = children(node)
    elements = reader.exprs(nodes)
    whole = reader.span(node)
    opening = Span(whole.start, whole.start + 1)
    comma = next((reader.span(child) for child in node.children if child.kind_id == _COMMA), opening)
    return ast.TupleExpr(
        span=elements[0].span.to(elements[-1].span) if elements else whole,
        loc=comma,
        elements=elements,
        parenthesized=node.type == "tuple",
    )


@expression("list")
def _list(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.ListDisplay(span=span, loc=_first(span), elements=reader.exprs(children(node)))


@expression("set")
def _set(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    elements = tuple([_argument(reader, child) for child in children(node)])
    return ast.BraceDisplay(span=span, loc=_first(span), elements=elements)


@expression("dictionary")
def _dictionary(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    pairs = children(node)
    if not pairs:
        return ast.BraceDisplay(span=span, loc=_first(span), elements=())
    if any(pair.kind_id != _PAIR for pair in pairs):
        return ast.OpaqueExpr(span=span, loc=_first(span), mentions=reader.mentions(node))
    return ast.DictDisplay(
        span=span, loc=_first(span), entries=tuple([_entry(reader, pair) for pair in pairs])
    )


@expression("list_comprehension", "set_comprehension", "dictionary_comprehension")
def _comprehension(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    body = need(node, _BODY)
    key, element = _entry(reader, body) if body.kind_id == _PAIR else (None, reader.expr(body))
    return ast.Comprehension(
        span=span,
        loc=_first(span),
        kind=_COMPREHENSIONS[node.type],
        key=key,
        element=element,
        clauses=_clauses(reader, node),
    )


_COMPREHENSIONS = {
    "list_comprehension": ast.ComprehensionKind.LIST,
    "set_comprehension": ast.ComprehensionKind.SET,
    "dictionary_comprehension": ast.ComprehensionKind.DICT,
}


def _clauses(reader: Reader, node: Node) -> tuple[ast.ForClause | ast.IfClause, ...]:
    clauses: list[ast.ForClause | ast.IfClause] = []
    for child in node.named_children:
        if child.kind_id == _FOR_CLAUSE:
            target, iterable = reader.expr(need(child, _LEFT)), reader.expr(need(child, _RIGHT))
            clauses.append(ast.ForClause(span=reader.span(child), target=target, iterable=iterable))
        elif child.kind_id == _IF_CLAUSE:
            condition = reader.expr(need(child, _CONDITION))
            clauses.append(ast.IfClause(span=reader.span(child), condition=condition))
    return tuple(clauses)


def _entry(reader: Reader, pair: Node) -> tuple[ast.Expr, ast.Expr]:
    return reader.expr(need(pair, _KEY)), reader.expr(need(pair, _VALUE))


def _argument(reader: Reader, node: Node) -> ast.Argument:
    number = node.kind_id
    if number == _KEYWORD_ARGUMENT:
        keyword, value = node.child_by_field_id(_NAME), node.child_by_field_id(_VALUE)
        if keyword is not None and value is not None:
            return ast.Argument(
                span=reader.span(node),
                value=reader.expr(value),
                keyword=reader.name(keyword),
                keyword_span=reader.span(keyword),
            )
    elif number in (_LIST_SPLAT, _DICTIONARY_SPLAT):
        value = node.child_by_field_id(_VALUE)
        if value is not None:
            stars = 1 if number == _LIST_SPLAT else 2
            return ast.Argument(span=reader.span(node), value=reader.expr(value), stars=stars)
    whole = reader.expr(node)
    return ast.Argument(span=whole.span, value=whole)


def _first(span: Span) -> Span:
    return Span(span.start, span.start + 1)
