"""A whole function: its arguments and result as locals, its statements, its end (DE-130, DE-131)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl, Unit
from minimojo.mir.body import Body, DeadCode, DeadEnd
from minimojo.mir.lowering.builder import Builder, GaveUp
from minimojo.mir.lowering.context import FunctionContext, Names, ResultPlan
from minimojo.mir.lowering.jumps import leave_function
from minimojo.mir.lowering.observing import Observer
from minimojo.mir.lowering.origin_specifiers import check_origin_specifiers
from minimojo.mir.lowering.signature import declare_signature, returns_implicitly
from minimojo.mir.lowering.suites import lower_block
from minimojo.syntax import ast
from minimojo.types import Environment, TypeScope, scope_of
from minimojo.types.model import NONE, Origin, Type


def lower_function(
    unit: Unit, tree: ast.FunctionDef, environment: Environment, observer: Observer | None = None
) -> Body:
    """The graph of a function or method. `tree` is its whole tree, body included.

    A function whose signature the compiler rejects, or one without body, has an empty graph.
    """
    decl = unit.decl
    if decl.erroneous or not decl.has_body:
        return _empty(decl, unit.key, erroneous=decl.erroneous)
    scope = scope_of(decl, environment)
    return lower_body(
        decl,
        unit.key,
        scope,
        lambda cx: lower_statements(cx, tree.body),
        damaged=unit.damaged,
        observer=observer,
    )


def lower_body(
    decl: FunctionDecl,
    unit_key: str,
    scope: TypeScope,
    lower: Callable[[FunctionContext], None],
    *,
    parent: FunctionContext | None = None,
    enter: Callable[[FunctionContext], bool] | None = None,
    damaged: bool = False,
    observer: Observer | None = None,
) -> Body:
    """Opens a function in `scope`, fills it with `lower`, and ends it; for nested functions too.

    `lower` finds arguments and result declared. In a `damaged` function, which has a syntax error,
    nothing is said about control flow. The body is empty where the function is too large.

    `enter` comes before arguments are declared: a nested function captures what it lists. It returns
    false when the compiler drops the function; only the facts are left of it then.
    """
    cx = _open(decl, unit_key, scope, parent, observer)
    try:
        if enter is not None and not enter(cx):
            dropped = _empty(decl, unit_key, erroneous=True)
            return replace(dropped, facts=tuple(dict.fromkeys(cx.facts)), stopped=tuple(cx.stopped))
        declare_signature(cx, scope)
        if parent is None:
            check_origin_specifiers(cx, scope)
        lower(cx)
        _end(cx, damaged=damaged)
        if parent is not None:
            parent.builder.steps = cx.builder.steps
        return _seal(cx, unit_key, damaged=damaged)
    except GaveUp as reason:
        return _empty(decl, unit_key, gave_up=str(reason))
    except RecursionError:
        return _empty(decl, unit_key, gave_up="the function is nested too deeply")
    finally:
        cx.names.clear()  # Its types ask the context: without them, it is gone at once.


def lower_statements(cx: FunctionContext, block: ast.Block) -> None:
    """The statements of a function body; a leading string is its documentation (ST-45)."""
    match block:
        case (ast.ExprStatement(value=ast.StringLiteral()), *rest):
            lower_block(cx, tuple(rest))
        case _:
            lower_block(cx, block)


def _open(
    decl: FunctionDecl,
    unit_key: str,
    scope: TypeScope,
    parent: FunctionContext | None,
    observer: Observer | None,
) -> FunctionContext:
    cx = FunctionContext(
        builder=Builder() if parent is None else Builder(parent.builder.steps),
        decl=decl,
        result=ResultPlan(type=NONE),
        names=[Names({}, scope)],
        unit_key=unit_key,
        scope_at=decl.name_span,
        parent=parent,
        observer=observer if parent is None else parent.observer,
        depth=0 if parent is None else parent.depth,
    )
    cx.assume(replace(scope, function=None).with_values(lambda expr, _: _value_of(cx, expr)))
    return cx


def _value_of(cx: FunctionContext, expr: ast.Expr) -> tuple[Type, Origin | None]:
    """Type and origin of a run-time expression inside `type_of(...)` and `origin_of(...)`."""
    from minimojo.mir.lowering.expressions import lower_expression

    with cx.aside():
        value = lower_expression(cx, expr)
    return value.type, value.origin


def _end(cx: FunctionContext, *, damaged: bool) -> None:
    """What happens behind the last statement (ST-93)."""
    name = cx.decl.name_span
    if not cx.builder.reachable:
        return
    if cx.skipping:
        cx.builder.unreachable(DeadEnd.ENDLESS, name)
    elif returns_implicitly(cx):
        leave_function(cx, name, implicit=True)
    else:
        certain = cx.builder.returning and not cx.misplaced_jump and not damaged
        cx.missing_return = name if certain else None
        cx.builder.unreachable(DeadEnd.ENDLESS, name)


def _seal(cx: FunctionContext, unit_key: str, *, damaged: bool) -> Body:
    graph = cx.builder.seal()
    # Nothing is said of code behind a statement that begins where the function itself stands (ST-110).
    arms = (DeadCode.EXCEPT, DeadCode.ELSE_OF_TRY)
    unreached = tuple(it for it in graph.unreached if it.why in arms or it.at != cx.decl.name_span)
    return Body(
        unit_key=unit_key,
        name=cx.decl.name,
        name_span=cx.decl.name_span,
        decl=cx.decl,
        locals=graph.locals,
        blocks=graph.blocks,
        loops=graph.loops,
        facts=tuple(dict.fromkeys(cx.facts)),
        unreached=() if damaged or cx.erroneous else unreached,
        missing_return=cx.missing_return,
        tries=graph.tries,
        dead_calls=graph.dead_calls,
        subjects=tuple(cx.subjects.items()),
        nested=tuple(cx.nested),
        erroneous=cx.erroneous or damaged,
        stopped=tuple(cx.stopped),
    )


def _empty(decl: FunctionDecl, unit_key: str, *, gave_up: str | None = None, erroneous: bool = False) -> Body:
    return Body(
        unit_key=unit_key,
        name=decl.name,
        name_span=decl.name_span,
        decl=decl,
        locals=(),
        blocks=(),
        loops=(),
        facts=(),
        unreached=(),
        missing_return=None,
        gave_up=gave_up,
        erroneous=erroneous,
    )
