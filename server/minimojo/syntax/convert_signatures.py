"""Parameter lists, effects, captures, results, and the expressions that have a signature."""

from __future__ import annotations

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.language import field, kind, token
from minimojo.syntax.reader import Reader, children, expression, need
from minimojo.text import Span

_BODY = field("body")
_CAPTURES = field("captures")
_CONDITION = field("condition")
_CONVENTION = field("convention")
_DEFAULT = field("default")
_EFFECT = field("effect")
_MESSAGE = field("message")
_NAME = field("name")
_ORIGINS = field("origins")
_PARAMETERS = field("parameters")
_RETURN_TYPE = field("return_type")
_SPLAT = field("splat")
_TRANSFER = field("transfer")
_TYPE = field("type")
_TYPE_PARAMETERS = field("type_parameters")
_TYPE_SPLAT = field("type_splat")

_EQUALS = token("=")
_REF = token("ref")

_MARKERS = {
    kind("positional_separator"): "/",
    kind("keyword_separator"): "*",
    kind("infer_separator"): "//",
}
_PARAMETER = kind("parameter")
_REMOVED_CONVENTION = kind("removed_convention")
_WHERE_CLAUSE = kind("where_clause")


def signature(reader: Reader, node: Node) -> ast.Signature:
    """The signature among the children of a definition, a lambda or a function type.

    Its span runs from the first to the last of its parts.
    """
    type_parameters = node.child_by_field_id(_TYPE_PARAMETERS)
    parameters = node.child_by_field_id(_PARAMETERS)
    effects = node.children_by_field_id(_EFFECT)
    captures = node.child_by_field_id(_CAPTURES)
    result = node.child_by_field_id(_RETURN_TYPE)
    where = [child for child in node.named_children if child.kind_id == _WHERE_CLAUSE]
    parts = [part for part in (type_parameters, parameters, *effects, captures, result, *where) if part]
    start = parts[0].start_byte if parts else node.start_byte
    end = max((part.end_byte for part in parts), default=start)
    return ast.Signature(
        span=reader.between(start, end),
        type_parameters=parameter_list(reader, type_parameters),
        parameters=parameter_list(reader, parameters),
        effects=tuple([_effect(reader, effect) for effect in effects]),
        captures=_captures(reader, captures) if captures else None,
        result=_result(reader, result) if result else None,
        where=tuple([where_clause(reader, clause) for clause in where]),
    )


def parameter_list(reader: Reader, node: Node | None) -> tuple[ast.ParameterNode, ...]:
    """The entries of `(...)` or `[...]`; none when the list is missing."""
    if node is None:
        return ()
    return tuple([_parameter(reader, child) for child in children(node) if not child.is_error])


def where_clause(reader: Reader, node: Node) -> ast.WhereClause:
    return ast.WhereClause(
        span=reader.span(node),
        condition=reader.expr(need(node, _CONDITION)),
        message=reader.optional(node.child_by_field_id(_MESSAGE)),
    )


def where_clauses(reader: Reader, node: Node) -> tuple[ast.WhereClause, ...]:
    return tuple(
        [where_clause(reader, child) for child in node.named_children if child.kind_id == _WHERE_CLAUSE]
    )


def _parameter(reader: Reader, node: Node) -> ast.ParameterNode:
    span = reader.span(node)
    marker = _MARKERS.get(node.kind_id)
    if marker is not None:
        return ast.ParameterNode(span=span, name="", name_span=span, marker=marker)
    if node.kind_id != _PARAMETER:
        return ast.ParameterNode(span=span, name="", name_span=span, annotation=reader.expr(node))
    name = node.child_by_field_id(_NAME)
    splat = node.child_by_field_id(_SPLAT)
    type_node = node.child_by_field_id(_TYPE)
    default = node.child_by_field_id(_DEFAULT)
    conventions = [_convention(reader, word) for word in node.children_by_field_id(_CONVENTION)]
    return ast.ParameterNode(
        span=span,
        name=reader.name(name) if name else "",
        name_span=reader.span(name) if name else Span(span.start, span.start),
        convention=conventions[0] if conventions else None,
        extra_conventions=tuple(conventions[1:]),
        splat=splat.end_byte - splat.start_byte if splat else 0,
        annotation=reader.optional(type_node),
        pack=node.child_by_field_id(_TYPE_SPLAT) is not None,
        default=reader.optional(default),
        default_at=_equals(reader, node) if default else None,
    )


def _equals(reader: Reader, node: Node) -> Span | None:
    return next((reader.span(child) for child in node.children if child.kind_id == _EQUALS), None)


def _convention(reader: Reader, node: Node) -> ast.ConventionWord:
    origins = node.child_by_field_id(_ORIGINS)
    word = node.children[0] if node.child_count else node
    span = reader.span(word)
    return ast.ConventionWord(
        span=span,
        text=reader.text(word),
        origins=None if origins is None else reader.exprs(children(origins)),
        removed=node.kind_id == _REMOVED_CONVENTION,
    )


def _effect(reader: Reader, node: Node) -> ast.Effect:
    type_node = node.child_by_field_id(_TYPE)
    word = node.children[0] if node.child_count else node
    return ast.Effect(span=reader.span(node), word=reader.text(word), type=reader.optional(type_node))


def _captures(reader: Reader, node: Node) -> ast.CaptureList:
    items = tuple([_capture(reader, child) for child in children(node) if not child.is_error])
    return ast.CaptureList(span=reader.span(node), items=items)


def _capture(reader: Reader, node: Node) -> ast.Capture:
    convention = node.child_by_field_id(_CONVENTION)
    name = node.child_by_field_id(_NAME)
    return ast.Capture(
        span=reader.span(node),
        convention=reader.text(convention) if convention else "",
        name=reader.name(name) if name else "",
        transfer=node.child_by_field_id(_TRANSFER) is not None,
    )


def _result(reader: Reader, node: Node) -> ast.ResultType:
    origins = node.child_by_field_id(_ORIGINS)
    word = next((child for child in node.children if child.kind_id == _REF), None)
    return ast.ResultType(
        span=reader.span(node),
        type=reader.expr(need(node, _TYPE)),
        is_ref=origins is not None,
        origins=() if origins is None else reader.exprs(children(origins)),
        ref_span=reader.span(word) if word else None,
    )


@expression("lambda")
def _lambda(reader: Reader, node: Node) -> ast.Expr:
    span = reader.span(node)
    return ast.Lambda(
        span=span,
        loc=Span(span.start, span.start + len("lambda")),
        signature=signature(reader, node),
        body=reader.expr(need(node, _BODY)),
    )


@expression("function_type")
def _function_type(reader: Reader, node: Node) -> ast.Expr:
    word = node.children[0]
    return ast.FunctionTypeExpr(
        span=reader.span(node), loc=reader.span(word), signature=signature(reader, node)
    )
