"""What the result of a call refers to is put into memory first; the call is resolved again with its origin
(OV part 3)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import Convention
from minimojo.mir.lowering import consumption, passing
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker
from minimojo.mir.lowering.materialization import is_materializable
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.values import Value
from minimojo.types import (
    RECEIVER,
    Resolved,
    arguments_in_result,
    embedded_origins,
    is_register_passable,
    is_trivial,
    materialized,
)
from minimojo.types.calls import Bound
from minimojo.types.model import Answer, Category, LocalRoot, Type

_OWNED = (Convention.VAR, Convention.DEINIT)
_IN_REGISTER = (Category.CONST, Category.REG_BORROW, Category.OWNED)


class Operands(Struct, frozen=True):
    """The evaluated receiver and arguments of a call."""

    receiver: Value | None
    values: tuple[Value, ...]

    def changed(self, operand: int, change: Callable[[Value], Value]) -> Operands:
        """With a change of one of them; the same operands where it is none."""
        old = self.receiver if operand == RECEIVER else self.values[operand]
        new = None if old is None else change(old)
        if new is old or new is None:
            return self
        if operand == RECEIVER:
            return Operands(new, self.values)
        return Operands(self.receiver, (*self.values[:operand], new, *self.values[operand + 1 :]))


def spilled(cx: FunctionContext, operands: Operands, resolution: Resolved) -> Operands:
    """Owned register values, and the temporaries that become owned arguments, where the result may refer
    to them; the same operands where nothing changes."""
    if resolution.result_origin is None and not embedded_origins(resolution.result):
        return operands
    for bound in resolution.bindings:
        # What is converted makes a value of its own, in memory already.
        is_itself = bound.conversion is None and len(bound.operands) == 1
        if bound.argument.convention is Convention.REF and is_itself:
            operands = operands.changed(bound.operands[0], lambda it, to=bound.type: _referred(cx, it, to))
    operands = _with_owned(cx, operands, resolution)
    origins = embedded_origins(resolution.result)
    if resolution.result_origin is not None:
        origins = (*origins, resolution.result_origin)
    named = {path.root.local for o in origins for path in o.paths if isinstance(path.root, LocalRoot)}

    def stored(value: Value) -> Value:
        return consumption.in_memory(cx, value) if value.place and value.place.local in named else value

    for index in (RECEIVER, *range(len(operands.values))):
        operands = operands.changed(index, stored)
    return operands


def _referred(cx: FunctionContext, value: Value, wanted: Type) -> Value:
    """What a `ref` argument refers to: displays are built, registers are stored, not to be changed there."""
    if value.category is Category.PENDING:
        return consumption.typed(cx, value, wanted)
    if value.category not in _IN_REGISTER or not value.known or value.transferred:
        return value
    if value.place is not None and cx.builder.local(value.place.local).in_memory:
        return value
    type_ = materialized(value.type, cx.types)
    if is_register_passable(type_, cx.types) is not Answer.YES or not is_materializable(cx, value):
        return value
    value = passing.spill(cx, replace(value, type=type_))
    origin = None if value.place is None else place_origin(value.place, Category.IMM)
    return replace(value, category=Category.IMM, origin=origin, in_slot=False, detail=None)


def _with_owned(cx: FunctionContext, operands: Operands, resolution: Resolved) -> Operands:
    """Operands of owned arguments that the result refers to, each as the temporary that is passed."""
    decl = resolution.decl
    owned = [it for it in resolution.bindings if it.argument.convention in _OWNED and len(it.operands) == 1]
    mentioned = arguments_in_result(decl, cx.types) if owned else frozenset[str]()

    def taken(value: Value, bound: Bound) -> Value:
        taker = Taker(what="call argument", argument=bound.argument, callee=decl)
        if value.category is not Category.OWNED or bound.conversion is not None:
            value = consumption.as_owned(cx, value, bound.type, taker)
        if value.place is None and value.known and is_trivial(bound.type, cx.types) is Answer.NO:
            value = passing.spill(cx, replace(value, type=bound.type, category=Category.OWNED))
        return value

    for bound in owned:
        index = bound.operands[0]
        if bound.argument.name in mentioned and index != RECEIVER:
            operands = operands.changed(index, lambda it, bound=bound: taken(it, bound))
    return operands
