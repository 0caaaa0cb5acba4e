"""Displays and other untyped values: evaluated at once, built when their type is known (EX-14 .. EX-17)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from minimojo.hir.model import TypeDecl
from minimojo.mir.lowering import consumption, contextual, expressions, invocation
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.values import (
    ContextualName,
    Destination,
    Display,
    Overloads,
    TupleOfPlaces,
    Value,
    constant,
    failed,
    unknown,
)
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import (
    Failed,
    Methods,
    Operand,
    Pending,
    PendingKind,
    constructors,
    default_type,
    materialized,
    print_type,
)
from minimojo.types.model import (
    NONE,
    Category,
    FunctionType,
    Origin,
    PackArg,
    ParamValue,
    StructType,
    Type,
    UnboundArg,
    UnknownType,
    ValueArg,
)

_LITERAL_KEYWORD = {
    PendingKind.LIST: "__list_literal__",
    PendingKind.DICT: "__dict_literal__",
    PendingKind.BRACES: "__set_literal__",
    PendingKind.SLICE: "__slice_literal__",
}


def lower_list(cx: FunctionContext, expr: ast.ListDisplay) -> Value:
    """`[a, b]`."""
    return _display(cx, expr, PendingKind.LIST, expr.elements)


def lower_braces(cx: FunctionContext, expr: ast.BraceDisplay) -> Value:
    """`{a, b}`, `{}`, `{x=1}`."""
    elements = tuple(argument.value for argument in expr.elements)
    keywords = tuple(argument.keyword for argument in expr.elements)
    return _display(cx, expr, PendingKind.BRACES, elements, keywords)


def lower_dict(cx: FunctionContext, expr: ast.DictDisplay) -> Value:
    """`{k: v}`: all keys first, then all values."""
    keys = _evaluate(cx, tuple(key for key, _ in expr.entries))
    values = _evaluate(cx, tuple(value for _, value in expr.entries))
    if keys is None or values is None:
        return failed(expr)
    return _pending(expr, Display(kind=PendingKind.DICT, elements=keys, values=values))


def lower_slice(cx: FunctionContext, expr: ast.Slice) -> Value:
    """`a:b:c` in a subscript; missing parts are `None`."""
    parts: list[Value] = []
    for part in (expr.start, expr.stop, expr.step):
        if part is None:
            parts.append(constant(expr, NONE))
            continue
        value = expressions.lower_expression(cx, part)
        if value.failed:
            return failed(expr)
        parts.append(value)
    return _pending(expr, Display(kind=PendingKind.SLICE, elements=tuple(parts)))


def lower_tuple(
    cx: FunctionContext, expr: ast.TupleExpr, expected: Type | None, into: Destination | None
) -> Value:
    """`a, b`: a place if every element is assignable, else a new Tuple (EX-17)."""
    wanted = _element_types(expected, len(expr.elements))
    elements: list[Value] = []
    for element, type_ in zip(expr.elements, wanted, strict=True):
        value = expressions.lower_expression(cx, element, type_)
        if value.failed:
            _escape_all(cx, elements)
            return failed(expr)
        elements.append(value)
    if elements and all(_is_assignable(value) for value in elements):
        return Value(
            expr=expr,
            at=expr.loc,
            type=_tuple_type(cx, elements),
            category=Category.COMPUTED,
            detail=TupleOfPlaces(elements=tuple(elements)),
        )
    return build_tuple(cx, expr, elements, expected, into)


def build_tuple(
    cx: FunctionContext,
    expr: ast.Expr,
    elements: Sequence[Value],
    expected: Type | None,
    into: Destination | None,
) -> Value:
    """Calls the constructor of `Tuple`, which takes its elements as owned values."""
    wanted = _element_types(expected, len(elements))
    typed = tuple(
        consumption.typed(cx, element, type_) for element, type_ in zip(elements, wanted, strict=True)
    )
    decl = _tuple_decl(cx)
    if decl is None or any(value.failed for value in typed):
        _escape_all(cx, typed)
        return unknown(expr) if decl is None else failed(expr)
    call = _construction(expr, expr.loc, StructType(decl, (PackArg(None),)), typed, "Tuple")
    return invocation.invoke(cx, replace(call, expected=expected), into)


def as_pending(value: Value) -> Pending | None:
    """What overload resolution sees of an untyped value."""
    match value.detail:
        case Display() as display:
            return Pending(kind=display.kind, expr=value.expr, elements=_operands(display))
        case Overloads(candidates=candidates):
            return Pending(kind=PendingKind.OVERLOADS, expr=value.expr, candidates=candidates)
        case ContextualName():
            return Pending(kind=PendingKind.MEMBER, expr=value.expr)
        case _:
            return None


def resolve_pending(
    cx: FunctionContext, value: Value, wanted: Type | None, into: Destination | None
) -> Value:
    """Builds an untyped value for the type its consumer wants, or for its own default."""
    built = _resolved(cx, value, wanted, into)
    cx.tell(value.expr, built)
    return built


def _resolved(cx: FunctionContext, value: Value, wanted: Type | None, into: Destination | None) -> Value:
    match value.detail:
        case Display() as display:
            return _build(cx, value, display, wanted, into)
        case Overloads() as overloads:
            return _function_value(cx, value, overloads)
        case ContextualName():
            if wanted is None:
                return failed(value.expr)
            return contextual.lower_in_context(cx, value.expr, wanted, into)
        case _:
            return unknown(value.expr, value.at)


def escape_elements(cx: FunctionContext, value: Value) -> None:
    """The elements of a display go to an unknown place."""
    if isinstance(value.detail, Display):
        _escape_all(cx, (*value.detail.elements, *value.detail.values))


def _build(
    cx: FunctionContext,
    value: Value,
    display: Display,
    wanted: Type | None,
    into: Destination | None,
) -> Value:
    pending = as_pending(value)
    target: Type | None = wanted if isinstance(wanted, StructType) else None
    if target is None and pending is not None:
        target = default_type(pending, cx.types)
    if target is None or isinstance(target, UnknownType):
        escape_elements(cx, value)
        return unknown(value.expr, value.at)
    if display.kind is PendingKind.DICT:
        return invocation.invoke(cx, _dict_call(value, display, target), into)
    if display.kind is PendingKind.BRACES and not display.elements and _takes(cx, target, PendingKind.DICT):
        call = _dict_call(value, display, target)
        if not isinstance(invocation.resolve(cx, call), Failed):
            return invocation.invoke(cx, call, into)
    return invocation.invoke(cx, _literal_call(cx, value, display, target), into)


def _takes(cx: FunctionContext, target: Type, kind: PendingKind) -> bool:
    """Whether a type has a constructor for literals of this kind."""
    match constructors(target, cx.types):
        case Methods(candidates=candidates):
            keyword = _LITERAL_KEYWORD[kind]
            return any(argument.name == keyword for decl in candidates for argument in decl.arguments)
        case _:
            return True


def _literal_call(cx: FunctionContext, value: Value, display: Display, target: Type) -> invocation.Invocation:
    marker = constant(value.expr, NONE)
    call = _construction(value.expr, value.at, target, display.elements, print_type(target))
    if display.kind is PendingKind.BRACES and (any(display.keywords) or not _takes(cx, target, display.kind)):
        return replace(call, keywords=display.keywords)
    keywords = (*(None for _ in display.elements), _LITERAL_KEYWORD[display.kind])
    return replace(call, values=(*display.elements, marker), keywords=keywords)


def _dict_call(value: Value, display: Display, target: Type) -> invocation.Invocation:
    """A dictionary literal passes two list displays, of its keys and of its values."""
    keys, values = (
        replace(value, detail=Display(kind=PendingKind.LIST, elements=elements))
        for elements in (display.elements, display.values)
    )
    marker = constant(value.expr, NONE)
    call = _construction(value.expr, value.at, target, (keys, values, marker), print_type(target))
    return replace(call, keywords=(None, None, _LITERAL_KEYWORD[PendingKind.DICT]))


def _construction(
    expr: ast.Expr, at: Span, target: Type, values: Sequence[Value], name: str
) -> invocation.Invocation:
    return invocation.Invocation(
        expr=expr, at=at, callee_at=at, name=name, values=tuple(values), constructed=target
    )


def _function_value(cx: FunctionContext, value: Value, overloads: Overloads) -> Value:
    """A function name as a value; overloaded names and methods are none (EX-10)."""
    if overloads.receiver is not None or len(overloads.candidates) != 1:
        return failed(value.expr)
    decl = overloads.candidates[0]
    invocation.note_deprecated(cx, value.expr, value.at, decl)
    return constant(value.expr, FunctionType(decl.node.signature, decl), value.expr)


def _display(
    cx: FunctionContext,
    expr: ast.Expr,
    kind: PendingKind,
    elements: tuple[ast.Expr, ...],
    keywords: tuple[str | None, ...] = (),
) -> Value:
    values = _evaluate(cx, elements)
    if values is None:
        return failed(expr)
    return _pending(expr, Display(kind=kind, elements=values, keywords=keywords))


def _evaluate(cx: FunctionContext, elements: tuple[ast.Expr, ...]) -> tuple[Value, ...] | None:
    """The elements in order; None when one failed, which hides the later ones (EX-5b)."""
    values: list[Value] = []
    for element in elements:
        value = expressions.lower_expression(cx, element)
        if value.failed:
            _escape_all(cx, values)
            return None
        values.append(value)
    return tuple(values)


def _pending(expr: ast.Expr, display: Display) -> Value:
    return Value(
        expr=expr,
        at=expr.loc,
        type=NONE,
        category=Category.PENDING,
        detail=display,
    )


def _operands(display: Display) -> tuple[Operand, ...]:
    operands = [consumption.as_operand(value) for value in display.elements]
    if not display.values:
        return tuple(operands)
    values = [consumption.as_operand(value) for value in display.values]
    return tuple(operand for pair in zip(operands, values, strict=False) for operand in pair)


def _is_assignable(value: Value) -> bool:
    return value.category is Category.MUT or value.is_computed


def _element_types(expected: Type | None, count: int) -> tuple[Type | None, ...]:
    """What an expected tuple type of the same length wants its elements to be."""
    match expected:
        case StructType(decl=decl, args=(PackArg(items=items), *_)) if (
            decl.name == "Tuple" and items is not None and len(items) == count
        ):
            return tuple(
                None if isinstance(item, PackArg | Origin | ValueArg | ParamValue | UnboundArg) else item
                for item in items
            )
        case _:
            return (None,) * count


def _tuple_type(cx: FunctionContext, elements: Sequence[Value]) -> Type:
    decl = _tuple_decl(cx)
    types = tuple(materialized(element.type, cx.types) for element in elements)
    if decl is None:
        return UnknownType()
    return StructType(decl, (PackArg(types),))


def _tuple_decl(cx: FunctionContext) -> TypeDecl | None:
    match cx.types.environment.lookup("Tuple"):
        case (TypeDecl() as decl,):
            return decl
        case _:
            return None


def _escape_all(cx: FunctionContext, values: Sequence[Value]) -> None:
    for value in values:
        escape(cx, value)
