"""Creates the locals that expressions need: variables and the hidden temporaries (CL-1, VA-5)."""

from __future__ import annotations

from minimojo.mir.body import Local, LocalId, LocalKind, Place
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.targets import error_target
from minimojo.text import Span
from minimojo.types import fields, is_register_passable
from minimojo.types.model import Answer, ErrorType, Origin, StructType, Type, UnknownType


def declare_variable(
    cx: FunctionContext,
    name: str,
    type_: Type,
    declared_at: Span,
    kind: LocalKind = LocalKind.VARIABLE,
    refers_to: Origin | None = None,
) -> LocalId:
    """A named local of the source; warned about unless its name begins with an underscore (CL-43).

    The hidden variable behind a bound name is not: the reference in front of it is.
    """
    warns = not name.startswith("_") and kind is not LocalKind.BOUND
    number = cx.builder.add_local(
        Local(
            name=name,
            kind=kind,
            type=type_,
            declared_at=declared_at,
            tracked=is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
            warns=warns,
            warns_by_name=warns,
            refers_to=refers_to,
        )
    )
    cx.declared_inside[number] = error_target(cx)[1]
    return number


def declare_temporary(
    cx: FunctionContext, type_: Type, at: Span, kind: LocalKind = LocalKind.TEMPORARY
) -> Place:
    """A hidden local for a value that has no name."""
    number = cx.builder.add_local(
        Local(
            name=kind.value,
            kind=kind,
            type=type_,
            declared_at=at,
            in_memory=kind is LocalKind.TEMPORARY,
            tracked=is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
        )
    )
    return Place(local=number)


def declare_result(cx: FunctionContext, type_: Type, at: Span) -> Place:
    """Where a call puts a result that nobody else has a place for: a register, or memory."""
    in_register = is_register_passable(type_, cx.types) is Answer.YES
    kind = LocalKind.CALL_RESULT if in_register else LocalKind.TEMPORARY
    return declare_temporary(cx, type_, at, kind)


def is_known_type(type_: Type) -> bool:
    return not isinstance(type_, UnknownType | ErrorType)


def has_known_layout(cx: FunctionContext, type_: Type) -> bool:
    """Whether all bits of a value of this type are known (CL-5)."""
    return not isinstance(type_, StructType) or fields(type_, cx.types) is not None
