"""Operators: unary, binary, comparisons, conditionals, transfer, patterns that are operators."""

from __future__ import annotations

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.language import field, token
from minimojo.syntax.reader import MalformedError, Reader, expression, is_damaged, need, token_in
from minimojo.text import Span

_ALIAS = field("alias")
_ALTERNATIVE = field("alternative")
_ARGUMENT = field("argument")
_CONDITION = field("condition")
_CONSEQUENCE = field("consequence")
_LEFT = field("left")
_NAME = field("name")
_OPERATOR = field("operator")
_PATTERN = field("pattern")
_RIGHT = field("right")
_VALUE = field("value")

_AS = token("as")
_IF = token("if")
_WALRUS = token(":=")


@expression("transfer")
def _transfer(reader: Reader, node: Node) -> ast.Expr:
    value = reader.expr(need(node, _VALUE))
    span = reader.span(node)
    return ast.Transfer(span=span, loc=Span(span.end - 1, span.end), value=value)


@expression("unary_operator")
def _unary(reader: Reader, node: Node) -> ast.Expr:
    operator = need(node, _OPERATOR)
    return ast.Unary(
        span=reader.span(node),
        loc=reader.span(operator),
        operator=reader.text(operator),
        operand=reader.expr(need(node, _ARGUMENT)),
    )


@expression("equality_pattern")
def _equality_pattern(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.EqualityPattern(
        span=span, loc=Span(span.start, span.start + 2), operand=reader.expr(need(node, _ARGUMENT))
    )


@expression("not_operator")
def _not(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Not(
        span=span, loc=Span(span.start, span.start + 3), operand=reader.expr(need(node, _ARGUMENT))
    )


@expression("await")
def _await(reader: Reader, node: Node) -> ast.Expr:
    word = node.children[0]
    return ast.Await(span=reader.span(node), loc=reader.span(word), value=reader.expr(need(node, _VALUE)))


@expression("binary_operator")
def _binary(reader: Reader, node: Node) -> ast.Expr:
    return _chain(reader, node, ast.Binary)


@expression("boolean_operator")
def _boolean(reader: Reader, node: Node) -> ast.Expr:
    return _chain(reader, node, ast.Boolean)


def _chain(reader: Reader, node: Node, shape: type[ast.Binary | ast.Boolean]) -> ast.Expr:
    """`a + b + c`, which is nested to the left: however long it is, it takes one level of the stack."""
    chain = [node]
    left = need(node, _LEFT)
    while left.kind_id == node.kind_id and not is_damaged(left):
        chain.append(left)
        left = need(left, _LEFT)
    value = reader.expr(left)
    for link in reversed(chain):
        operator = need(link, _OPERATOR)
        value = shape(
            span=reader.span(link),
            loc=reader.span(operator),
            operator=reader.text(operator),
            left=value,
            right=reader.expr(need(link, _RIGHT)),
        )
    return value


@expression("comparison_operator")
def _comparison(reader: Reader, node: Node) -> ast.Expr:
    operands: list[ast.Expr] = []
    operators: list[ast.Operator] = []
    words: list[Node] = []
    for child in node.children:
        if not child.is_named:
            words.append(child)
        elif not child.is_extra:
            operands.append(reader.expr(child))
            if words:
                operators.append(_operator(reader, words))
                words = []
    if not operators or len(operands) != len(operators) + 1:
        raise MalformedError
    return ast.Comparison(
        span=reader.span(node),
        loc=operators[0].span,
        operands=tuple(operands),
        operators=tuple(operators),
    )


def _operator(reader: Reader, words: list[Node]) -> ast.Operator:
    """One operator of one or two words."""
    span = reader.between(words[0].start_byte, words[-1].end_byte)
    return ast.Operator(span=span, text=" ".join([reader.text(word) for word in words]))


@expression("conditional_expression")
def _conditional(reader: Reader, node: Node) -> ast.Expr:
    return ast.Conditional(
        span=reader.span(node),
        loc=reader.span(token_in(node, _IF)),
        then=reader.expr(need(node, _CONSEQUENCE)),
        condition=reader.expr(need(node, _CONDITION)),
        otherwise=reader.expr(need(node, _ALTERNATIVE)),
    )


@expression("named_expression")
def _walrus(reader: Reader, node: Node) -> ast.Expr:
    return ast.Walrus(
        span=reader.span(node),
        loc=reader.span(token_in(node, _WALRUS)),
        target=reader.expr(need(node, _NAME)),
        value=reader.expr(need(node, _VALUE)),
    )


@expression("as_pattern")
def _as_pattern(reader: Reader, node: Node) -> ast.Expr:
    return ast.AsPattern(
        span=reader.span(node),
        loc=reader.span(token_in(node, _AS)),
        value=reader.expr(need(node, _VALUE)),
        alias=reader.expr(need(node, _ALIAS)),
    )


@expression("var_pattern", "ref_pattern")
def _binding(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.BindingPattern(
        span=span,
        loc=Span(span.start, span.start + 3),
        keyword=node.type.removesuffix("_pattern"),
        target=reader.expr(need(node, _PATTERN)),
    )
