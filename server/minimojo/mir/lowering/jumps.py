"""Ways out of a point: return, break, continue, and errors, through all cleanups on the way.

A `finally` that does not fall through ends the way; the search for dead code takes no notice of that, and
thinks that it leads to the loop or the handler all the same (checked on 1.2.0).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from minimojo.mir.body import Effect, EffectKind, LocalId, Op, OpKind
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import has_known_layout
from minimojo.mir.lowering.regions import Catch, Cleanup, LoopBody, LoopElse, WholeFunction
from minimojo.mir.lowering.targets import error_target, function_region
from minimojo.text import Span
from minimojo.types.model import Type


def leave_function(cx: FunctionContext, at: Span, *, implicit: bool = False) -> None:
    """A normal return whose value, if any, is delivered already. `at` is the keyword or the
    function's name (ST-93). What stands for a result in a register is taken out, and `deinit` arguments
    end, before any `finally` on the way runs (CL-15, CL-26)."""
    function = function_region(cx)
    if function.loaded is not None:
        name = cx.decl.name_span
        load = Effect(kind=EffectKind.CONSUME, access=function.loaded, at=name)
        cx.emit(Op(kind=OpKind.RETURN, at=name, span=at, effects=(load,)))
    _mark_destroyed(cx, function, at)
    _clean_up(cx, 1)
    cx.builder.exit(at, implicit=implicit)


def jump_to_loop(cx: FunctionContext, at: Span, *, again: bool) -> bool:
    """`continue` (`again`) or `break`; false when no loop is around (ST-8)."""
    suite: LoopElse | None = None
    for depth in range(len(cx.regions) - 1, -1, -1):
        region = cx.regions[depth]
        if isinstance(region, LoopElse):
            suite = suite or region
        elif isinstance(region, LoopBody):
            meant = region.again if again else region.leave
            cx.builder.touch(at)
            cx.builder.sever(meant)
            _clean_up(cx, depth + 1)
            if suite is None:
                cx.builder.goto(meant)
            else:
                cx.builder.stray(suite.again if again else suite.leave, meant)
            return True
    return False


def raise_from(cx: FunctionContext, at: Span) -> None:
    """Leaves with the error that is already stored in the slot of `error_target`.

    `at` is the raising call's `(` or the statement's keyword. Without a slot the compiler has
    reported an error; nothing behind this point runs then.
    """
    depth, target = error_target(cx)
    if isinstance(target, WholeFunction):
        _mark_destroyed(cx, target, at)
    else:
        cx.builder.sever(target.handler)
    _clean_up(cx, depth + 1)
    if isinstance(target, Catch):
        cx.builder.goto(target.handler)
        if target.ends_loop is not None:
            with _outside(cx, depth):
                target.ends_loop()
        return
    cx.builder.raise_exit(at)


def error_slot(cx: FunctionContext, raised: Type) -> LocalId | None:
    """The storage of an error of type `raised` that leaves this point; None where nothing may raise.

    The first error of a `try` body decides the type of its slot (ST-84).
    """
    _, target = error_target(cx)
    if isinstance(target, WholeFunction):
        return target.error
    if target.raised is None:
        target.raised = raised
        layout_known = has_known_layout(cx, raised)
        cx.builder.retype_local(target.slot, raised, layout_known=layout_known)
    return target.slot


def slot_type(cx: FunctionContext) -> Type | None:
    """The type errors must have here; None while it is open, or where nothing may raise."""
    _, target = error_target(cx)
    return target.error_type if isinstance(target, WholeFunction) else target.raised


def may_raise_here(cx: FunctionContext) -> bool:
    """Whether there is an error slot around this point."""
    _, target = error_target(cx)
    return isinstance(target, Catch) or target.error is not None


def _clean_up(cx: FunctionContext, depth: int) -> None:
    """Runs the cleanups above `depth` of the stack; each one stands outside its own region."""
    regions = cx.regions
    for index in range(len(regions) - 1, depth - 1, -1):
        region = regions[index]
        if isinstance(region, Cleanup):
            with _outside(cx, index):
                region.copy()


@contextmanager
def _outside(cx: FunctionContext, depth: int) -> Generator[None]:
    """Lowers something that stands outside the region at `depth` of the stack."""
    regions = cx.regions
    cx.regions = regions[:depth]
    try:
        yield
    finally:
        cx.regions = regions


def _mark_destroyed(cx: FunctionContext, function: WholeFunction, at: Span) -> None:
    for place in function.destroyed:
        mark = Effect(kind=EffectKind.MARK_DESTROYED, access=place, at=at)
        cx.emit(Op(kind=OpKind.DISCARD, at=at, span=at, effects=(mark,)))
