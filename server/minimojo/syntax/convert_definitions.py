"""Functions, types, fields and enum cases, decorators, and the definitions of an older Mojo."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.convert_signatures import parameter_list, signature, where_clauses
from minimojo.syntax.convert_statements import comptime_declaration
from minimojo.syntax.language import field, kind
from minimojo.syntax.reader import Reader, children, need, statement
from minimojo.text import Span

_BASES = field("bases")
_BODY = field("body")
_CONDITION = field("condition")
_DECORATOR = field("decorator")
_DEFINITION = field("definition")
_EXPRESSION = field("expression")
_MESSAGE = field("message")
_NAME = field("name")
_PAYLOAD = field("payload")
_STATEMENT = field("statement")
_TYPE = field("type")
_TYPE_PARAMETERS = field("type_parameters")
_VALUE = field("value")

_BASE = kind("base")
_PASS = kind("pass_statement")
_REMOVED_KEYWORD = kind("removed_keyword")
_STRING = kind("string")

FUNCTION_DEFINITION = kind("function_definition")
DECORATED_DEFINITION = kind("decorated_definition")
TYPE_DEFINITIONS = {
    kind("struct_definition"): ast.TypeDefKind.STRUCT,
    kind("trait_definition"): ast.TypeDefKind.TRAIT,
    kind("extension_definition"): ast.TypeDefKind.EXTENSION,
    kind("enum_definition"): ast.TypeDefKind.ENUM,
}


def inner_definition(node: Node) -> Node:
    """The definition itself, below its decorators."""
    if node.kind_id == DECORATED_DEFINITION:
        return node.child_by_field_id(_DEFINITION) or node
    return node


def decorators_of(reader: Reader, node: Node) -> tuple[ast.Decorator, ...]:
    if node.kind_id != DECORATED_DEFINITION:
        return ()
    return tuple([_decorator(reader, child) for child in node.children_by_field_id(_DECORATOR)])


def _decorator(reader: Reader, node: Node) -> ast.Decorator:
    expression = node.child_by_field_id(_EXPRESSION)
    return ast.Decorator(
        span=_decorator_span(reader, node),
        expression=reader.expr(expression) if expression else reader.broken(node),
    )


def _decorator_span(reader: Reader, node: Node) -> Span:
    """The decorator without the end of its line, which belongs to its node."""
    expression = node.child_by_field_id(_EXPRESSION)
    return reader.between(node.start_byte, (expression or node).end_byte)


def function_header(reader: Reader, outer: Node, node: Node) -> ast.FunctionDef:
    """A function with an empty body; its span ends before the body.

    `outer` is `node` with its decorators. Raises `MalformedError` when the name is missing.
    """
    name = need(node, _NAME)
    body = node.child_by_field_id(_BODY)
    tokens = node.children
    word = next(
        (token for token in tokens if token.type == "def" or token.kind_id == _REMOVED_KEYWORD), tokens[0]
    )
    return ast.FunctionDef(
        span=reader.between(outer.start_byte, body.start_byte if body else outer.end_byte),
        name=reader.name(name),
        name_span=reader.span(name),
        keyword=reader.span(word),
        removed_keyword=word.kind_id == _REMOVED_KEYWORD,
        is_async=tokens[0].type in ("async", "__async"),
        decorators=decorators_of(reader, outer),
        signature=signature(reader, node),
        body=(),
    )


def type_header(reader: Reader, outer: Node, node: Node, members: Sequence[Node]) -> ast.TypeDef:
    """A type whose members are the given nodes of its body; its span ends before the body.

    Raises `MalformedError` when the name is missing.
    """
    name = need(node, _NAME)
    body = node.child_by_field_id(_BODY)
    bases = node.child_by_field_id(_BASES)
    return ast.TypeDef(
        span=reader.between(outer.start_byte, body.start_byte if body else outer.end_byte),
        kind=TYPE_DEFINITIONS[node.kind_id],
        name=reader.name(name),
        name_span=reader.span(name),
        decorators=decorators_of(reader, outer),
        type_parameters=parameter_list(reader, node.child_by_field_id(_TYPE_PARAMETERS)),
        bases=tuple([_base(reader, base) for base in children(bases) if base.kind_id == _BASE])
        if bases
        else (),
        where=where_clauses(reader, node),
        members=tuple([reader.statement(member) for member in members]),
    )


def function_body(reader: Reader, node: Node) -> ast.Block:
    """The statements of a function definition, with or without decorators."""
    return reader.block(inner_definition(node).child_by_field_id(_BODY))


def is_stub(text: bytes, body: Node | None) -> bool:
    """Whether a function's body is `...` after an optional documentation string (DE-132)."""
    if body is None or body.named_child_count > _STUB_SIZE:
        return False
    statements = [child for child in body.named_children if not child.is_extra]
    if len(statements) == 2 and [child.kind_id for child in children(statements[0])] == [_STRING]:
        del statements[0]
    return (
        len(statements) == 1
        and statements[0].kind_id == _PASS
        and text[statements[0].start_byte : statements[0].end_byte] == b"..."
    )


_STUB_SIZE = 16
"""A body with more children than this is not looked at: it is no documented stub with a few comments."""


def _base(reader: Reader, node: Node) -> ast.Base:
    type_ = reader.expr(need(node, _TYPE))
    return ast.Base(
        span=reader.span(node),
        type=type_.operand if isinstance(type_, ast.Not) else type_,
        negated=isinstance(type_, ast.Not),
        condition=reader.optional(node.child_by_field_id(_CONDITION)),
        message=reader.optional(node.child_by_field_id(_MESSAGE)),
    )


@statement("function_definition")
def _function(reader: Reader, node: Node) -> ast.Statement:
    return _whole_function(reader, node, node)


def _whole_function(reader: Reader, outer: Node, node: Node) -> ast.FunctionDef:
    header = function_header(reader, outer, node)
    return with_body(header, reader.span(outer), reader.block(node.child_by_field_id(_BODY)))


def with_body(header: ast.FunctionDef, span: Span, body: ast.Block) -> ast.FunctionDef:
    """The function of `header` together with its body."""
    return ast.FunctionDef(
        span=span,
        name=header.name,
        name_span=header.name_span,
        keyword=header.keyword,
        removed_keyword=header.removed_keyword,
        is_async=header.is_async,
        decorators=header.decorators,
        signature=header.signature,
        body=body,
    )


@statement("struct_definition", "trait_definition", "extension_definition", "enum_definition")
def _type(reader: Reader, node: Node) -> ast.Statement:
    body = node.child_by_field_id(_BODY)
    return type_header(reader, node, node, children(body) if body else ())


@statement("decorated_definition")
def _decorated(reader: Reader, node: Node) -> ast.Statement:
    inner = need(node, _DEFINITION)
    if inner.kind_id == FUNCTION_DEFINITION:
        return _whole_function(reader, node, inner)
    if inner.kind_id in TYPE_DEFINITIONS:
        body = inner.child_by_field_id(_BODY)
        return type_header(reader, node, inner, children(body) if body else ())
    decorators = decorators_of(reader, node)
    match inner.type:
        case "comptime_declaration":
            return comptime_declaration(reader, inner, decorators)
        case "field_declaration":
            return _field(reader, inner, decorators)
        case _:
            return _undecorated(reader, node, inner)


@statement("decorated_statement")
def _decorated_statement(reader: Reader, node: Node) -> ast.Statement:
    return _undecorated(reader, node, need(node, _STATEMENT))


def _undecorated(reader: Reader, node: Node, inner: Node) -> ast.Statement:
    """A statement that takes no decorators, below the one it has."""
    decorator = need(node, _DECORATOR)
    expression = decorator.child_by_field_id(_EXPRESSION)
    return ast.RemovedStatement(
        span=reader.span(node),
        spelling=f"@{reader.text(expression)}" if expression else "@",
        spelling_span=_decorator_span(reader, decorator),
        replacement=reader.statement(inner),
    )


@statement("field_declaration")
def _plain_field(reader: Reader, node: Node) -> ast.Statement:
    return _field(reader, node, ())


def _field(reader: Reader, node: Node, decorators: tuple[ast.Decorator, ...]) -> ast.Statement:
    name = need(node, _NAME)
    return ast.FieldDecl(
        span=reader.span(node),
        name=reader.name(name),
        name_span=reader.span(name),
        type=reader.optional(node.child_by_field_id(_TYPE)),
        decorators=decorators,
    )


@statement("enum_case")
def _enum_case(reader: Reader, node: Node) -> ast.Statement:
    name = need(node, _NAME)
    return ast.EnumCase(
        span=reader.span(node),
        name=reader.name(name),
        name_span=reader.span(name),
        payload=reader.exprs(node.children_by_field_id(_PAYLOAD)),
    )


@statement("alias_declaration")
def _alias(reader: Reader, node: Node) -> ast.Statement:
    """`alias X = 1` is today `comptime X = 1`."""
    return _removed(reader, node, comptime_declaration(reader, node, ()))


@statement("let_declaration")
def _let(reader: Reader, node: Node) -> ast.Statement:
    """`let x = 1` is today `var x = 1`."""
    name = node.child_by_field_id(_NAME)
    if name is None:
        return _removed(reader, node, None)
    target = reader.expr(name)
    word = reader.span(node.children[0])
    pattern = ast.BindingPattern(span=word.to(target.span), loc=word, keyword="var", target=target)
    assignment = ast.Assign(
        span=reader.span(node),
        loc=target.span,
        target=pattern,
        annotation=reader.optional(node.child_by_field_id(_TYPE)),
        value=reader.optional(node.child_by_field_id(_VALUE)),
    )
    return _removed(reader, node, ast.ExprStatement(span=reader.span(node), value=assignment))


def _removed(reader: Reader, node: Node, replacement: ast.Statement | None) -> ast.Statement:
    word = node.children[0]
    return ast.RemovedStatement(
        span=reader.span(node),
        spelling=reader.text(word),
        spelling_span=reader.span(word),
        replacement=replacement,
    )
