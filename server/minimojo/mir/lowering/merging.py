"""One value out of two arms: ternaries, `and`, `or` (EX-15, EX-38, EX-39)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.body import BranchKind, DeadCode, LocalKind, Op, OpKind, Place
from minimojo.mir.facts import UnreachableOperand
from minimojo.mir.lowering import conditions, consumption, expressions
from minimojo.mir.lowering.constants import Truth, truth_of
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker, emit_copy, report_copy
from minimojo.mir.lowering.declared import interior_origins
from minimojo.mir.lowering.graph import Draft, Label
from minimojo.mir.lowering.literals import std_type
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.transfers import without_parentheses
from minimojo.mir.lowering.values import Destination, LostCopy, Value, failed, register, unknown
from minimojo.syntax import ast
from minimojo.types import (
    ByConstructor,
    Free,
    Impossible,
    Same,
    embedded_origins,
    implicit_conversion,
    implicitly_copyable,
    is_register_passable,
    is_trivial,
    materialized,
    union,
    united,
)
from minimojo.types.model import Answer, Category, Type

ARM = Taker(what="'if' expression value")


def lower_conditional(
    cx: FunctionContext,
    expr: ast.Conditional,
    expected: Type | None = None,
    into: Destination | None = None,
) -> Value:
    """`then if condition else otherwise`."""
    if conditions.emit_truth(cx, expressions.lower_expression(cx, expr.condition)).failed:
        return failed(expr)  # A bad condition hides the arms (EX-5b).
    truth = truth_of(cx, expr.condition)
    _report_dead_arm(cx, expr, truth)
    then, otherwise, after = cx.builder.new_blocks(3)
    match truth:
        case Truth.TRUE:
            cx.builder.goto(then)
        case Truth.FALSE:
            cx.builder.goto(otherwise)
        case Truth.RUNTIME:
            cx.builder.branch(BranchKind.CONDITIONAL, expr.loc, then, otherwise)
        case Truth.UNDECIDED:
            cx.builder.branch_unknown(BranchKind.CONDITIONAL, expr.loc, then, otherwise)
    with cx.builder.inside(expr.span, "then"):
        cx.builder.start(then)
        first = expressions.lower_expression(cx, expr.then, expected)
        suspended = cx.builder.suspend()
    with cx.builder.inside(expr.span, "else"):
        cx.builder.start(otherwise)
        second = expressions.lower_expression(cx, expr.otherwise, expected)
    first, second, suspended = _typed_arms(cx, first, second, expected, suspended)
    merge = _plan(cx, expr, first, second, expected, into)
    _deliver_arm(cx, merge, second)
    cx.builder.goto(after)
    cx.builder.resume(suspended)
    _deliver_arm(cx, merge, first)
    cx.builder.goto(after)
    cx.builder.start(after)
    return _conclude(cx, merge, into)


def lower_boolean(cx: FunctionContext, expr: ast.Boolean, expected: Type | None = None) -> Value:
    """`left and right`, `left or right`: never a place; the deciding operand is moved or copied."""
    left = consumption.loaded(cx, expressions.lower_expression(cx, expr.left))
    if left.known and not conditions.is_bool(left) and left.category is Category.OWNED:
        left = consumption.in_memory(cx, left)  # `__bool__` reads it there, and it may be the result.
    # `x^ or y` takes x where it is the result: no useless transfer.
    if left.failed or conditions.emit_truth(cx, replace(left, transferred=False)).failed:
        return failed(expr)
    go_on, keep, after = cx.builder.new_blocks(3)
    _leave_left(cx, expr, go_on_if=expr.operator == "and", labels=(go_on, keep))
    with cx.builder.inside(expr.span, "right"):
        cx.builder.start(go_on)
        right = consumption.loaded(cx, expressions.lower_expression(cx, expr.right))
        merge = _plan(cx, expr, left, right, expected, None)
        if merge.type is None and not merge.failed and left.known and right.known:
            merge.failed = conditions.emit_truth(cx, right).failed
        else:
            _deliver_arm(cx, merge, right)
        cx.builder.goto(after)
    cx.builder.start(keep)
    if merge.type is not None:
        _deliver_arm(cx, merge, left)
    cx.builder.goto(after)
    cx.builder.start(after)
    if merge.type is None and not merge.failed:
        return register(expr, std_type(cx, "Bool"))
    return _conclude(cx, merge, None)


class _Merge(Struct):
    """How two arms become one value. `type` is None where they do not unify.

    `reference` is the merged reference when neither arm is copied; `storage` holds a value that is
    not trivial.
    """

    expr: ast.Expr
    type: Type | None
    reference: Value | None = None
    storage: Destination | None = None
    place: Place | None = None
    failed: bool = False
    unknown: bool = False


def _plan(
    cx: FunctionContext,
    expr: ast.Expr,
    first: Value,
    second: Value,
    expected: Type | None,
    into: Destination | None,
) -> _Merge:
    if first.failed or second.failed:
        return _Merge(expr, None, failed=True)
    if not first.known or not second.known:
        return _Merge(expr, None, unknown=True)
    if isinstance(expr, ast.Conditional) and _merge_as_references(first, second):
        return _Merge(expr, first.type, reference=_merged_reference(expr, first, second))
    type_, undecided = _unified(cx, first, second, expected)
    if type_ is None:
        undecided = undecided or isinstance(expr, ast.Conditional)
        return _Merge(expr, None, unknown=undecided)
    merge = _Merge(expr, type_)
    if is_trivial(type_, cx.types) is Answer.YES:
        return merge
    in_register = is_register_passable(type_, cx.types) is Answer.YES
    if into is not None and into.type in (None, type_) and not in_register:
        merge.storage = into
        return merge
    kind = LocalKind.MERGE_RESULT if in_register else LocalKind.TEMPORARY
    merge.place = declare_temporary(cx, type_, expr.loc, kind)
    merge.storage = Destination(type=type_, what=ARM.what, access=merge.place)
    return merge


def _deliver_arm(cx: FunctionContext, merge: _Merge, value: Value) -> None:
    if merge.reference is not None:
        return
    if merge.failed or merge.unknown or merge.type is None:
        escape(cx, value)
        return
    if value.type != merge.type and united(value.type, merge.type) is not None:
        _widen(cx, merge.expr, merge.type)
        value = replace(value, type=merge.type)
    if merge.storage is not None:
        if not consumption.deliver(cx, value, merge.storage):
            merge.failed = True
        return
    owned = consumption.as_owned(cx, value, merge.type, ARM)
    if owned.failed:
        merge.failed = True


def _widen(cx: FunctionContext, expr: ast.Expr, common: Type) -> None:
    """The conversion of an arm to the type with the origins of both uses the interior ones among them,
    at the operator (CL-63b)."""
    interior = interior_origins(embedded_origins(common))
    cx.emit(Op(kind=OpKind.MERGE, at=expr.loc, span=expr.span, embedded=interior))


def _conclude(cx: FunctionContext, merge: _Merge, into: Destination | None) -> Value:
    if merge.failed:
        return _lost(merge)
    if merge.unknown or merge.type is None:
        return unknown(merge.expr)
    if merge.reference is not None:
        return _deliver_reference(cx, merge.reference, into)
    value = register(merge.expr, merge.type)
    if merge.place is not None:
        return replace(value, place=merge.place, origin=place_origin(merge.place, Category.MUT))
    if merge.storage is not None:
        return replace(value, delivered=True)
    return value


def _lost(merge: _Merge) -> Value:
    value = failed(merge.expr)
    if merge.type is None or merge.place is None:
        return value
    origin = place_origin(merge.place, Category.MUT)
    return replace(value, place=merge.place, origin=origin, detail=LostCopy(type=merge.type))


def _deliver_reference(cx: FunctionContext, value: Value, into: Destination | None) -> Value:
    """A merged reference wanted as an owned value in a destination: of a type that cannot be
    copied it is an error at the `if` and at each arm (EX-39)."""
    forbidden = (
        into is not None
        and is_trivial(value.type, cx.types) is Answer.NO
        and implicitly_copyable(value.type, cx.types) is Answer.NO
    )
    if not forbidden or into is None or not isinstance(value.expr, ast.Conditional):
        return value
    storage = into.storage(value.type)
    emit_copy(cx, value, storage, Taker(what=into.what))
    for arm in (value.expr.otherwise, value.expr.then):
        stripped = without_parentheses(arm)
        if not isinstance(stripped, ast.Transfer):
            report_copy(cx, replace(value, expr=stripped, at=stripped.loc), ARM)
    return failed(value.expr)


def _merge_as_references(first: Value, second: Value) -> bool:
    owned = [arm.category is Category.OWNED for arm in (first, second)]
    return (
        first.type == second.type
        and all(arm.outside and arm.place is not None for arm in (first, second))
        and not all(owned)
    )


def _merged_reference(expr: ast.Expr, first: Value, second: Value) -> Value:
    arms = (first, second)
    category = _merged_category([arm.category for arm in arms])
    # `a^` beside a place is not taken, and a reference to it is one to `a` (checked on 1.2.0).
    storage = _merged_category([arm.real_category for arm in arms])
    origins = tuple(arm.origin for arm in arms if arm.origin is not None)
    return Value(
        expr=expr,
        at=expr.loc,
        type=first.type,
        category=category,
        origin=union(*origins),
        why=second.why if first.category is Category.MUT else first.why,
        storage=None if storage is category else storage,
    )


def _merged_category(arms: Sequence[Category]) -> Category:
    kinds = set(arms)
    mixed = Category.PAR if kinds == {Category.MUT, Category.PAR} else Category.IMM
    return kinds.pop() if len(kinds) == 1 else mixed


def _unified(
    cx: FunctionContext, first: Value, second: Value, expected: Type | None
) -> tuple[Type | None, bool]:
    """The common type (EX-15), and whether it could not be decided."""
    if first.type == second.type:
        return materialized(first.type, cx.types), False
    if expected is not None and all(_converts(cx, arm, expected) for arm in (first, second)):
        return expected, False
    types = [materialized(arm.type, cx.types) for arm in (first, second)]
    if types[0] == types[1]:
        return types[0], False
    common = united(types[0], types[1])
    if common is not None:
        return common, False
    forward = implicit_conversion(consumption.as_operand(first), types[1], cx.types)
    backward = implicit_conversion(consumption.as_operand(second), types[0], cx.types)
    match forward, backward:
        case ((ByConstructor() | Free() | Same()), Impossible()):
            return types[1], False
        case Impossible(), (ByConstructor() | Free() | Same()):
            return types[0], False
        case Impossible(), Impossible():
            return None, False
        case _:
            return None, True


def _converts(cx: FunctionContext, value: Value, target: Type) -> bool:
    conversion = implicit_conversion(consumption.as_operand(value), target, cx.types)
    return isinstance(conversion, Same | Free | ByConstructor)


def _typed_arms(
    cx: FunctionContext,
    first: Value,
    second: Value,
    expected: Type | None,
    suspended: Draft | None,
) -> tuple[Value, Value, Draft | None]:
    """Computed arms are loaded; an untyped arm takes the expected type or that of the other arm."""
    other = None if first.category is Category.PENDING else first.type
    second = consumption.loaded(cx, consumption.typed(cx, second, expected or other))
    here = cx.builder.suspend()
    cx.builder.resume(suspended)
    other = second.type if second.known else None
    first = consumption.loaded(cx, consumption.typed(cx, first, expected or other))
    suspended = cx.builder.suspend()
    cx.builder.resume(here)
    return first, second, suspended


def _leave_left(
    cx: FunctionContext, expr: ast.Boolean, *, go_on_if: bool, labels: tuple[Label, Label]
) -> None:
    """The branch behind the left operand; a known one leaves one side dead (ST-53)."""
    go_on, keep = labels
    then, otherwise = (go_on, keep) if go_on_if else (keep, go_on)
    match truth_of(cx, expr.left):
        case Truth.RUNTIME:
            cx.builder.branch(BranchKind.SHORT_CIRCUIT, expr.loc, then, otherwise)
        case Truth.UNDECIDED:
            cx.builder.branch_unknown(BranchKind.SHORT_CIRCUIT, expr.loc, then, otherwise)
        case truth:
            value = truth is Truth.TRUE
            if value is go_on_if:
                message = f"constant value on left side of '{value} {expr.operator} ...'"
                why = DeadCode.IF_TRUE if value else DeadCode.IF_FALSE
                if cx.builder.reachable:
                    cx.builder.note_unreached(why, expr.right.loc, expr.left.span)
            else:
                message = f"unreachable code on right side of '{value} {expr.operator} ...'"
            cx.report(UnreachableOperand(at=expr.loc, span=expr.right.span, message=message))
            cx.builder.goto(go_on if value is go_on_if else keep)


def _report_dead_arm(cx: FunctionContext, expr: ast.Conditional, truth: Truth) -> None:
    if truth is Truth.TRUE:
        message, dead = "right hand side expression of 'if True' is dead", expr.otherwise
    elif truth is Truth.FALSE:
        message, dead = "left hand side expression of 'if False' is dead", expr.then
    else:
        return
    cx.report(UnreachableOperand(at=expr.loc, span=dead.span, message=message))
