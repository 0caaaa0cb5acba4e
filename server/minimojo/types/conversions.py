"""Implicit conversions of a value to the type that is wanted (VA-19 .. VA-22, OV-47)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.types.calls import (
    ByConstructor,
    Conversion,
    Failed,
    Free,
    Impossible,
    Methods,
    Operand,
    Resolved,
    Same,
    Undecided,
    UnknownConversion,
)
from minimojo.types.model import (
    Answer,
    AssociatedType,
    Category,
    ErrorType,
    FunctionType,
    NeverType,
    NoneType,
    Origin,
    OriginPath,
    PackArg,
    ParamType,
    SpecialRoot,
    StructType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
    ValueArg,
    weakest,
)
from minimojo.types.scope import TypeScope

_VIEWS = frozenset({"Pointer", "Span", "StringSpan"})


def implicit_conversion(source: Type | Operand, target: Type, scope: TypeScope) -> Conversion:
    """How a value of type `source` becomes a `target`. An `Operand` tells its category too."""
    operand = source if isinstance(source, Operand) else Operand(type=source, category=Category.UNKNOWN)
    if operand.pending is not None:
        return UnknownConversion()
    match same_type(operand.type, target):
        case Answer.YES:
            return Same()
        case Answer.UNKNOWN if not _heads_differ(operand.type, target):
            return UnknownConversion()
        case _:
            return _converted(operand, target, scope)


def same_type(left: TypeArg, right: TypeArg) -> Answer:
    """Whether two types are equal (TY-1); UNKNOWN when a part of either is not known."""
    match left, right:
        case StructType(decl, args), StructType(other, others):
            return _all_same(args, others) if decl is other else Answer.NO
        case ValueArg(mine), ValueArg(theirs):
            if mine is None or theirs is None:
                return Answer.UNKNOWN
            return Answer.YES if mine == theirs else Answer.NO
        case ParamType(), ParamType():
            return Answer.YES if left == right else Answer.NO
        case (UnknownType() | ErrorType(), _) | (_, UnknownType() | ErrorType()):
            return Answer.UNKNOWN
        case (ValueArg(text=None), _) | (_, ValueArg(text=None)):
            return Answer.UNKNOWN
        case UnboundArg(), UnboundArg():
            return Answer.YES
        case PackArg(items), PackArg(others):
            if items is None or others is None:
                return Answer.UNKNOWN
            return _all_same(items, others)
        case Origin(), Origin():
            return _same_origin(left, right)
        case FunctionType(), FunctionType():
            return Answer.YES if left == right else Answer.UNKNOWN
        case AssociatedType(base, name, _, args), AssociatedType(other, name2, _, others):
            if name != name2 or len(args) != len(others):
                return Answer.UNKNOWN
            return weakest((same_type(base, other), _all_same(args, others)))
        case (AssociatedType(), _) | (_, AssociatedType()):
            return Answer.NO if left != right else Answer.YES
        case _:
            return Answer.YES if left == right else Answer.NO


def _heads_differ(source: Type, target: Type) -> bool:
    """Whether two types are certainly different, though a part of one is unknown."""
    from minimojo.types import literals

    source, target = literals.declared(source), literals.declared(target)
    return (
        isinstance(source, StructType) and isinstance(target, StructType) and source.decl is not target.decl
    )


def _converted(operand: Operand, target: Type, scope: TypeScope) -> Conversion:
    from minimojo.types import literals

    if (
        literals.is_literal(operand.type)
        and same_type(literals.materialized(operand.type), target) is Answer.YES
    ):
        return Free()
    match target:
        case StructType() if _refers_elsewhere(operand.type, target):
            return Impossible()
        case StructType():
            return _by_constructor(operand, target, scope)
        case ParamType() | NoneType() | NeverType():
            return Impossible()
        case _:
            return UnknownConversion()


def _refers_elsewhere(source: Type, target: StructType) -> bool:
    """Whether a pointer or view would have to change what it refers to: it may only lose its
    mutability on the way (TY-60)."""
    if not isinstance(source, StructType) or source.decl is not target.decl:
        return False
    if target.decl.name not in _VIEWS or not target.decl.module.startswith("std."):
        return False
    return any(
        isinstance(given, Origin) and isinstance(wanted, Origin) and _is_elsewhere(given, wanted)
        for given, wanted in zip(source.args, target.args, strict=True)
    )


def _is_elsewhere(given: Origin, wanted: Origin) -> bool:
    if _is_unknown(given) or _is_unknown(wanted):
        return False
    gains = given.mutable is False and wanted.mutable is True
    return gains or set(given.paths) != set(wanted.paths)


def _by_constructor(operand: Operand, target: StructType, scope: TypeScope) -> Conversion:
    """The one best `@implicit` constructor, without further conversions of the value (VA-19 7)."""
    from minimojo.types.members import constructors
    from minimojo.types.operands import Request
    from minimojo.types.resolution import choose

    found = constructors(target, scope)
    if not isinstance(found, Methods):
        return UnknownConversion()
    implicit = [candidate for candidate in found.candidates if candidate.is_implicit]
    if not implicit:
        return Impossible()
    plain = replace(operand, keyword=None, stars=0)
    match choose(implicit, Request((plain,), None, (), target, scope, converting=True)):
        case Resolved() as call:
            return ByConstructor(call=call)
        case Failed():
            return Impossible()
        case Undecided():
            return UnknownConversion()


def _all_same(left: tuple[TypeArg, ...], right: tuple[TypeArg, ...]) -> Answer:
    if len(left) != len(right):
        return Answer.UNKNOWN
    return weakest(same_type(one, other) for one, other in zip(left, right, strict=True))


def _same_origin(left: Origin, right: Origin) -> Answer:
    if _is_unknown(left) or _is_unknown(right):
        return Answer.UNKNOWN
    if set(left.paths) != set(right.paths):
        return Answer.NO
    if left.mutable is None or right.mutable is None:
        return Answer.YES if left.mutable is right.mutable else Answer.UNKNOWN
    return Answer.YES if left.mutable is right.mutable else Answer.NO


def _is_unknown(origin: Origin) -> bool:
    return OriginPath(SpecialRoot.UNKNOWN) in origin.paths
