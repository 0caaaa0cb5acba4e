"""Declarations with a value, assignments, in-place operators, walrus (EX-33, EX-35, EX-36, ST part 4)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.edition import Change
from minimojo.mir.facts import ImmutableAssignment, OtherError, WhyImmutable
from minimojo.mir.lowering import computed, consumption, declarations, expressions, operators, unpacking
from minimojo.mir.lowering.bindings import SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.names import find
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.transfers import without_parentheses
from minimojo.mir.lowering.values import (
    Destination,
    Element,
    Projection,
    Value,
    failed,
    register,
)
from minimojo.syntax import ast
from minimojo.types import resolve_type, static_type
from minimojo.types.model import ERROR, NONE, Category, Type


def lower_assignment(cx: FunctionContext, expr: ast.Assign) -> Value:
    """`target = value`, `var x: T = value`, `x: T`. Its value is a borrow of what was stored."""
    target = without_parentheses(expr.target)
    match target:
        case ast.BindingPattern():
            return declarations.lower_declaration(cx, expr, target)
        case ast.Discard() if expr.value is not None:
            value = expressions.lower_expression(cx, expr.value)
            consumption.discard(cx, value)
            return failed(expr) if value.failed else register(expr, NONE)
        case ast.TupleExpr() | ast.ListDisplay():
            return unpacking.lower_unpacking(cx, expr, target)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return _assign(cx, expr, target)
        case _:
            return _assign_to_other(cx, expr, target)


def lower_augmented(cx: FunctionContext, expr: ast.AugmentedAssign) -> Value:
    """`target += value`: the target first, then the value, then the method with `mut self`."""
    target = expressions.lower_expression(cx, expr.target)
    if target.failed:
        return failed(expr)
    if not check_assignable(cx, target, in_place=True):
        return failed(expr)
    value = expressions.lower_expression(cx, expr.value)
    if value.failed:
        escape(cx, target)
        return failed(expr)
    name = operators.IN_PLACE.get(expr.operator, "")
    result = operators.operator_call(cx, expr, expr.loc, name, target, (value,))
    return failed(expr) if result.failed else register(expr, NONE)


def lower_walrus(cx: FunctionContext, expr: ast.Walrus) -> Value:
    """`target := value`: stores, and yields a borrow of the target (EX-36)."""
    target = expressions.lower_expression(cx, expr.target)
    if target.failed or not check_assignable(cx, target, in_place=False):
        return failed(expr)
    if isinstance(target.detail, Element | Projection):
        value = expressions.lower_expression(cx, expr.value, target.type)
        borrowed = consumption.in_memory(cx, consumption.loaded(cx, value))
        stored = computed.store(cx, target, replace(borrowed, category=Category.IMM))
        return replace(borrowed, expr=expr, at=expr.loc) if stored else failed(expr)
    return _store(cx, expr, target, expr.value)


def check_assignable(cx: FunctionContext, target: Value, *, in_place: bool) -> bool:
    """Records the error of a target that certainly cannot be written (VA-3)."""
    if not target.known and target.category in (Category.UNKNOWN, Category.COMPUTED):
        return True
    if target.category is Category.MUT or target.is_computed:
        return True
    cx.report(
        ImmutableAssignment(
            at=target.at,
            span=target.expr.span,
            in_place=in_place,
            why=WhyImmutable.CONSTANT if target.category is Category.PENDING else target.why,
            root=target.root,
        )
    )
    return False


def lower_target(cx: FunctionContext, target: ast.Expr) -> Value:
    """Evaluates a target that has a type of its own; its parts run before the right side."""
    value = expressions.lower_expression(cx, target)
    if value.failed or not check_assignable(cx, value, in_place=False):
        return failed(target)
    return value


def is_undeclared(cx: FunctionContext, target: ast.Expr) -> bool:
    """Whether a target is a name that is declared nowhere (ST-21)."""
    if not isinstance(target, ast.Name) or find(cx, target) is not None:
        return False
    return static_type(target, cx.types) is None or _declares(cx, target)


def _declares(cx: FunctionContext, target: ast.Name) -> bool:
    """Whether an assignment to a name that the function does not have declares it, whatever else it means."""
    if cx.has(Change.EXPLICIT_DECLARATIONS):
        return False
    return all(each.name != target.name for each in cx.decl.type_parameters)


def declare_undeclared(cx: FunctionContext, expr: ast.Assign, target: ast.Name) -> Value:
    """An assignment that declares its target, as a variable of the whole function."""
    warn_undeclared(cx, target)
    value = declarations.declare_name(cx, expr, "var", target)
    hoist(cx, target.name)
    return value


def warn_undeclared(cx: FunctionContext, target: ast.Name) -> None:
    advice = (
        "add 'var' before the name" if len(cx.names) == 1 else "declare it with 'var' in the function body"
    )
    message = f"implicit declaration of '{target.name}' is deprecated; {advice}"
    cx.report(
        OtherError(
            code="implicit-declaration", at=target.span, span=target.span, message=message, warning=True
        )
    )


def hoist(cx: FunctionContext, name: str) -> None:
    """What was just declared in the innermost scope is visible in the whole function."""
    declared = cx.names[-1].table.pop(name, None)
    if declared is not None:
        cx.names[0].table[name] = declared


def report_undeclared(cx: FunctionContext, target: ast.Name) -> None:
    """The name then counts as declared erroneously in the whole function: later uses are silent
    (EX-7.1, OV-3)."""
    message = f"implicit declaration of '{target.name}' is not allowed; add 'var' to declare a new name"
    cx.report(OtherError(code="implicit-declaration", at=target.span, span=target.span, message=message))
    cx.names[0].table[target.name] = SilentBinding(type=ERROR, declared_at=target.span)


def _assign(cx: FunctionContext, expr: ast.Assign, target: ast.Name | ast.Attribute | ast.Subscript) -> Value:
    if isinstance(target, ast.Name) and is_undeclared(cx, target):
        if _declares(cx, target):
            return declare_undeclared(cx, expr, target)
        if expr.value is not None:
            _store_in_nothing(cx, target, expr.value, declarations.annotated_type(cx, expr.annotation))
        report_undeclared(cx, target)
        return failed(expr)
    place = lower_target(cx, target)
    if place.failed or expr.value is None:
        return failed(expr)
    if expr.annotation is not None and not place.known:
        place = replace(place, type=resolve_type(expr.annotation, cx.types))
    return _store(cx, expr, place, expr.value)


def _store_in_nothing(cx: FunctionContext, target: ast.Name, source: ast.Expr, written: Type | None) -> None:
    """What a name that is not declared would be set to is copied or moved as if it were (EX-7.1)."""
    into = Destination(
        type=None if declarations.is_open(written) else written,
        what="assignment",
        declare=lambda found: declare_temporary(cx, found, target.span),
    )
    value = expressions.lower_expression(cx, source, written, into)
    consumption.deliver(cx, value, into)
    declarations.lose(cx, target, into)


def _assign_to_other(cx: FunctionContext, expr: ast.Assign, target: ast.Expr) -> Value:
    """A target of any other kind waits for the operands of the right side (EX-35.1)."""
    if expr.value is None:
        return failed(expr)
    value = expressions.lower_expression(cx, expr.value)
    place = lower_target(cx, target)
    if place.failed or value.failed:
        escape(cx, value)
        return failed(expr)
    into = Destination(type=_type_of(place), what="assignment", access=place.access)
    return _result(expr, place) if consumption.deliver(cx, value, into) else failed(expr)


def _store(cx: FunctionContext, expr: ast.Expr, target: Value, source: ast.Expr) -> Value:
    """Evaluates the right side into an evaluated target."""
    if isinstance(target.detail, Element | Projection):
        value = expressions.lower_expression(cx, source, _type_of(target))
        if value.failed or not computed.store(cx, target, value):
            return failed(expr)
        return register(expr, NONE)
    into = Destination(type=_type_of(target), what="assignment", access=target.access)
    value = expressions.lower_expression(cx, source, into.type, into)
    return _result(expr, target) if consumption.deliver(cx, value, into) else failed(expr)


def _result(expr: ast.Expr, target: Value) -> Value:
    return replace(
        target,
        expr=expr,
        at=expr.loc,
        category=Category.IMM if target.known else target.category,
        storage=Category.MUT,
        detail=None,
    )


def _type_of(target: Value) -> Type | None:
    return target.type if target.known else None
