"""The subject of a match: what each test and each bound name looks at (ST-94, ST-94b)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.body import LocalKind, Op, OpKind, Place
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import attributes, consumption, declarations
from minimojo.mir.lowering.bindings import ConstantBinding, LocalBinding, SilentBinding
from minimojo.mir.lowering.case_rows import BoundName
from minimojo.mir.lowering.case_types import ElementStep, Path, PatternStep, stepped_type
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import declare_temporary, declare_variable
from minimojo.mir.lowering.operations import define, emit, emit_read, escape
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.references import as_reference, bind_reference
from minimojo.mir.lowering.transfers import note_borrowed
from minimojo.mir.lowering.values import Value, unknown
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import is_register_passable
from minimojo.types.model import ERROR, UNKNOWN, Answer, Category, FieldStep


class Subject(Struct, frozen=True):
    """What a match looks at. `value` is storage that stays for the whole match, or a register;
    `comptime` tells that it only exists while compiling."""

    value: Value
    comptime: bool = False


def open_subject(cx: FunctionContext, expr: ast.Expr) -> Subject | None:
    """Evaluates the subject: a place is only named, anything else is kept in a temporary. None when
    the compiler reports an error in it."""
    from minimojo.mir.lowering.expressions import lower_expression

    value = lower_expression(cx, expr)
    if value.transferred:
        note_borrowed(cx, value)
    value = consumption.loaded(cx, value)
    if value.failed:
        return None
    if not value.known:
        escape(cx, value)
        return Subject(value)
    if value.is_place or value.transferred or _is_stored(cx, value):
        return Subject(as_reference(cx, value))
    return Subject(value)


def comptime_subject(cx: FunctionContext, expr: ast.Expr) -> Subject:
    """The subject of a `comptime match`: nothing is evaluated at run time."""
    from minimojo.mir.lowering.expressions import lower_expression

    with cx.aside():
        value = lower_expression(cx, expr)
    return Subject(value, comptime=True)


def stored(cx: FunctionContext, subject: Subject) -> Subject:
    """The subject in memory: a value in a register is put there."""
    value = subject.value
    if subject.comptime or not value.known or value.is_place:
        return subject
    if value.place is not None:
        return Subject(replace(consumption.in_memory(cx, value), category=Category.MUT))
    place = declare_temporary(cx, consumption.storage_type(cx, value), value.at)
    emit(cx, OpKind.INIT, value, (define(place, value.at),))
    origin = place_origin(place, Category.MUT)
    return Subject(replace(value, category=Category.MUT, place=place, origin=origin, detail=None))


def part_of(cx: FunctionContext, subject: Subject, path: Path, expr: ast.Expr, at: Span) -> Value:
    """What stands at `path` in the subject, as the pattern `expr` at `at` looks at it."""
    value = subject.value
    for step in path:
        value = _part(cx, value, step, expr)
    cx.subjects[expr.span] = subject.value.expr.span
    return replace(value, expr=expr, at=at)


def bind_name(cx: FunctionContext, subject: Subject, bound: BoundName) -> bool:
    """Binds a name of a pattern; false when the compiler reports an error."""
    target, keyword = bound.name.target, bound.name.keyword
    if bound.path is None:
        cx.declare(target.name, SilentBinding(type=UNKNOWN, declared_at=target.span))
        return True
    value = part_of(cx, subject, bound.path, target, target.span)
    if subject.comptime:
        cx.declare(target.name, ConstantBinding(type=value.type, value=None, declared_at=target.span))
        return True
    if not value.known:
        escape(cx, value)
        type_ = ERROR if value.failed else UNKNOWN
        cx.declare(target.name, SilentBinding(type=type_, declared_at=target.span))
        return True
    if keyword == "var":
        return declarations.store_in_new_variable(cx, target, value, "pattern variable")
    if any(isinstance(step, ElementStep) for step in bound.path):
        emit_read(cx, value)
    if value.access is None and keyword != "ref":
        _bind_register(cx, target, value)
        return True
    value = as_reference(cx, value)
    if value.failed:
        return False
    if value.known and not keyword:
        value = replace(value, category=Category.IMM)
    return bind_reference(cx, target, value, WhyImmutable.PATTERN_NAME)


def _is_stored(cx: FunctionContext, value: Value) -> bool:
    """Whether an owned value lives in memory: one that is not lives in a register."""
    if value.in_slot:
        return True
    if value.place is not None and cx.builder.local(value.place.local).in_memory:
        return True
    type_ = consumption.storage_type(cx, value)
    return is_register_passable(type_, cx.types) is not Answer.YES


def _part(cx: FunctionContext, value: Value, step: PatternStep, expr: ast.Expr) -> Value:
    if not value.known:
        return value
    type_ = stepped_type(value.type, step, cx.types)
    if isinstance(step, FieldStep):
        return attributes.stored_field(cx, expr, value, step.name, type_)
    origin = value.origin
    if origin is None and value.place is not None:
        origin = place_origin(value.place, value.category)
    if origin is None or type_ == UNKNOWN:
        return replace(unknown(expr), place=value.place, origin=value.origin)
    return replace(value, type=type_, place=None, origin=origin, detail=None)


def _bind_register(cx: FunctionContext, target: ast.Name, value: Value) -> None:
    """A name over a value in a register is an immutable copy of it (ST-98)."""
    type_ = consumption.storage_type(cx, value)
    at = target.span
    local = declare_variable(cx, target.name, type_, at, LocalKind.VARIABLE)
    place = Place(local=local)
    cx.emit(Op(kind=OpKind.INIT, at=at, span=at, effects=(define(place, at),)))
    cx.declare(
        target.name,
        LocalBinding(
            local=local,
            type=type_,
            category=Category.IMM,
            declared_at=at,
            why=WhyImmutable.PATTERN_NAME,
        ),
    )
