"""Operations that may raise (CL-13, ST-114): the call, then a branch to its error arm."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from msgspec.structs import replace

from minimojo.mir.body import (
    Access,
    BranchKind,
    Effect,
    EffectKind,
    Local,
    LocalId,
    LocalKind,
    Op,
    OpKind,
    Place,
)
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.jumps import error_slot, error_target, may_raise_here, raise_from, slot_type
from minimojo.mir.lowering.locals import is_known_type
from minimojo.mir.lowering.regions import Catch
from minimojo.mir.lowering.values import Value, failed
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import UNKNOWN, Type


def emit_raising(
    cx: FunctionContext, op: Op, result: Access | None, raised: Type, *, certain: bool = True
) -> bool:
    """Emits the call `op`, which may raise an error of type `raised`, and its two arms.

    `op` has the effects on the operands; the `def`s of error slot and `result` are added here. On
    the error arm the result is gone, on the normal arm the error. A call that is not known to raise
    (`certain` is false) has an uncertain error arm. Returns false, with only the call emitted, where
    nothing may raise (ST-82 for a certain one).
    """
    converted = is_converted(cx, raised)
    slot = error_slot(cx, raised)
    result_effects = () if result is None else (_effect(EffectKind.DEF, result, op.at),)
    if slot is None:
        cx.emit(replace(op, effects=(*op.effects, *result_effects)))
        return False
    first = _hidden_slot(cx, raised, op.at) if converted else slot
    stored = _effect(EffectKind.DEF, Place(local=first), op.at)
    cx.emit(replace(op, effects=(*op.effects, stored, *result_effects)))
    error, normal = cx.builder.new_blocks(2)
    cx.builder.branch(_kind(cx, certain), op.at, error, normal)
    cx.builder.start(error)
    if result is not None:
        _gone(cx, result, op.at)
    if converted:
        _move(cx, first, slot, op.at)
    raise_from(cx, op.at)
    cx.builder.start(normal)
    _gone(cx, Place(local=first), op.at)
    return True


def erroneous(cx: FunctionContext, expr: ast.Expr) -> Value:
    """Something that does not exist, such as a name that is declared nowhere: what was meant may raise.

    It has no say in which type errors have here: the compiler does not know of it.
    """
    if may_raise_here(cx):
        op = Op(kind=OpKind.CALL, at=expr.loc, span=expr.span, certain=False)
        with without_a_say(cx):
            emit_raising(cx, op, None, UNKNOWN, certain=False)
    return failed(expr)


@contextmanager
def without_a_say(cx: FunctionContext) -> Generator[None]:
    """What is raised meanwhile does not decide the type of the errors that are caught here."""
    _, target = error_target(cx)
    is_open = isinstance(target, Catch) and target.raised is None
    yield
    if isinstance(target, Catch) and is_open:
        target.raised = None


def is_converted(cx: FunctionContext, raised: Type) -> bool:
    """Whether an error of type `raised` becomes one of another type here. The call is then wrapped in a
    hidden `try` (VA-38): nothing is built directly where it is wanted."""
    wanted = slot_type(cx)
    return wanted is not None and is_known_type(wanted) and is_known_type(raised) and wanted != raised


def _hidden_slot(cx: FunctionContext, type_: Type, at: Span) -> LocalId:
    return cx.builder.add_local(
        Local(name="", kind=LocalKind.ERROR, type=type_, declared_at=at, tracked=False)
    )


def move_error(cx: FunctionContext, source: LocalId, at: Span) -> None:
    """Re-raises the error in `source`: moves it into the slot around this point and leaves."""
    slot = error_slot(cx, cx.builder.local(source).type)
    if slot is not None:
        _move(cx, source, slot, at)
    raise_from(cx, at)


def _move(cx: FunctionContext, source: LocalId, slot: LocalId, at: Span) -> None:
    moved = _effect(EffectKind.CONSUME, Place(local=source), at)
    stored = _effect(EffectKind.DEF, Place(local=slot), at)
    cx.emit(Op(kind=OpKind.MOVE, at=at, span=at, effects=(moved, stored)))


def _kind(cx: FunctionContext, certain: bool) -> BranchKind:
    _, target = error_target(cx)
    if isinstance(target, Catch) and target.ends_loop is not None:
        return BranchKind.FOR
    return BranchKind.RAISING_CALL if certain else BranchKind.RAISES_MAYBE


def _gone(cx: FunctionContext, access: Access, at: Span) -> None:
    cx.emit(Op(kind=OpKind.RESULT, at=at, span=at, effects=(_effect(EffectKind.CONSUME, access, at),)))


def _effect(kind: EffectKind, access: Access, at: Span) -> Effect:
    return Effect(kind=kind, access=access, at=at)
