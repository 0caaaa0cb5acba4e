"""Arguments, result and error of a function as locals, with their contracts (CL-1, CL-3, DE-51)."""

from __future__ import annotations

from enum import Enum

from minimojo.hir.model import ArgumentDecl, Convention, Passing
from minimojo.mir.body import Local, LocalId, LocalKind, Place
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering.bindings import LocalBinding
from minimojo.mir.lowering.captures import inward, inward_origin
from minimojo.mir.lowering.context import FunctionContext, ResultPlan
from minimojo.mir.lowering.locals import has_known_layout, is_known_type
from minimojo.mir.lowering.origins import place_origin, reference_category
from minimojo.mir.lowering.regions import WholeFunction
from minimojo.syntax import ast
from minimojo.types import (
    TypeScope,
    argument_origin,
    bind_arguments,
    bind_origin,
    is_register_passable,
    local_type,
    passed_in_register,
    raised_type,
    result_type,
    signature_of,
)
from minimojo.types.model import UNKNOWN_ORIGIN, Answer, Category, NeverType, NoneType, Origin, Type


def declare_signature(cx: FunctionContext, scope: TypeScope) -> None:
    """Declares the locals that a function starts with, and its outermost region."""
    decl = cx.decl
    categories = [_category(argument, cx, scope) for argument in decl.arguments]
    origins = {
        argument.name: place_origin(Place(local=number), category)
        for number, (argument, category) in enumerate(zip(decl.arguments, categories, strict=True))
    }
    destroyed: list[Place] = []
    for argument, category in zip(decl.arguments, categories, strict=True):
        type_ = bind_arguments(_seen(cx, local_type(argument, decl, scope)), origins)
        refers_to = _declared_origin(cx, argument, scope, origins)
        written = _written_origin(cx, argument, scope)
        origin = None if written is None else bind_origin(written, origins)
        local = _declare_argument(cx, argument, type_, category, refers_to, origin)
        if argument.convention is Convention.DEINIT:
            destroyed.append(Place(local=local))
    raised = bind_arguments(raised_type(decl, scope), origins) if decl.raises else None
    raises = raised is not None and not isinstance(raised, NeverType)
    error = _declare_error(cx, raised) if raised is not None and raises else None
    type_, origin = _declared_result(cx, scope)
    type_ = bind_arguments(type_, origins)
    if origin is not None or (decl.result is not None and decl.result.is_ref):
        bound = None if origin is None else bind_origin(origin, origins)
        cx.result = ResultPlan(type=type_, is_ref=True, origin=bound)
    else:
        cx.result = _declare_result(cx, type_, raises=raises)
    slot = cx.result.slot
    in_register = slot is not None and cx.builder.local(slot.local).register_result
    region = WholeFunction(
        error, raised if raises else None, tuple(destroyed), loaded=slot if in_register else None
    )
    cx.regions.append(region)


def _declared_origin(
    cx: FunctionContext, argument: ArgumentDecl, scope: TypeScope, origins: dict[str, Origin]
) -> Origin | None:
    """Where the storage of a `ref[...]` argument lies; None for other arguments and where it is not known."""
    declared = argument_origin(argument, cx.decl, scope) if argument.origins else None
    return None if declared is None else bind_origin(declared, origins)


def _declared_result(cx: FunctionContext, scope: TypeScope) -> tuple[Type, Origin | None]:
    if cx.parent is None:
        return result_type(cx.decl, scope)
    declared = signature_of(cx.decl, scope)
    origin = declared.result_origin
    return _seen(cx, declared.result), None if origin is None else inward_origin(cx, origin)


def _written_origin(cx: FunctionContext, argument: ArgumentDecl, scope: TypeScope) -> Origin | None:
    """The origin that `ref[...]` names; None where the argument stands for itself."""
    written = argument.origins or ()
    if argument.convention is not Convention.REF or all(isinstance(it, ast.Discard) for it in written):
        return None
    origin = argument_origin(argument, cx.decl, scope)
    if origin is None:
        return UNKNOWN_ORIGIN
    return origin if cx.parent is None else inward_origin(cx, origin)


def _seen(cx: FunctionContext, subject: Type) -> Type:
    """The signature of a nested function is in terms of the enclosing one."""
    return subject if cx.parent is None else inward(cx, subject)


def returns_implicitly(cx: FunctionContext) -> bool:
    """Whether falling off the end is a normal return (ST-93)."""
    decl = cx.decl
    return (
        decl.out is not None
        or decl.kind.initializes
        or (not cx.result.is_ref and isinstance(cx.result.type, NoneType))
    )


def _category(argument: ArgumentDecl, cx: FunctionContext, scope: TypeScope) -> Category:
    """What the name of an argument denotes in the body (DE-46, DE-130)."""
    variadic = argument.passing in (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)
    match argument.convention:
        case Convention.VAR | Convention.DEINIT | Convention.MUT:
            return Category.MUT
        case Convention.REF:
            return reference_category(argument_origin(argument, cx.decl, scope))
        case Convention.IMM if argument.passing is Passing.KEYWORD_VARIADIC:
            return Category.MUT
        case _ if variadic:
            return Category.IMM
        case _:
            type_ = local_type(argument, cx.decl, scope)
            in_register = passed_in_register(type_, scope) is Answer.YES
            return Category.REG_BORROW if in_register else Category.IMM


def _declare_argument(
    cx: FunctionContext,
    argument: ArgumentDecl,
    type_: Type,
    category: Category,
    refers_to: Origin | None,
    origin: Origin | None,
) -> LocalId:
    owned = argument.convention in (Convention.VAR, Convention.DEINIT)
    in_register = category is Category.REG_BORROW
    local = cx.builder.add_local(
        Local(
            name=argument.name,
            kind=LocalKind.ARGUMENT,
            type=type_,
            declared_at=argument.name_span,
            convention=argument.convention,
            in_memory=not in_register,
            tracked=not in_register and is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
            starts_initialized=True,
            needed_at_return=not owned and not in_register,
            needed_at_raise=not owned and not in_register,
            warns=owned,
            refers_to=refers_to,
        )
    )
    if argument.name:
        why = WhyImmutable.IMM_ARGUMENT
        if argument.convention is Convention.REF:
            why = WhyImmutable.REF_ARGUMENT
        cx.declare(
            argument.name,
            LocalBinding(
                local=local,
                type=type_,
                category=category,
                declared_at=argument.name_span,
                why=why,
                origin=origin,
            ),
        )
    return local


def _declare_error(cx: FunctionContext, type_: Type) -> LocalId:
    return cx.builder.add_local(
        Local(
            name="",
            kind=LocalKind.ERROR,
            type=type_,
            declared_at=cx.decl.name_span,
            tracked=is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
            needed_at_raise=True,
        )
    )


class _Form(Enum):
    """Where a result lives (DE-51)."""

    NOWHERE = "nothing is delivered"
    REGISTER = "register"
    SLOT = "slot"


def _declare_result(cx: FunctionContext, type_: Type, *, raises: bool) -> ResultPlan:
    """Where `return` delivers to, with the local for it; one in a register is read by every return."""
    decl = cx.decl
    form = _form(cx, type_, raises=raises)
    if decl.out is None and form is not _Form.SLOT:
        return ResultPlan(type=type_)
    in_register = form is not _Form.SLOT
    name = "" if decl.out is None else decl.out.name
    named_at = decl.name_span if decl.out is None else decl.out.name_span
    local = cx.builder.add_local(
        Local(
            name=name,
            kind=LocalKind.RESULT,
            type=type_,
            declared_at=decl.name_span if in_register else named_at,
            convention=Convention.OUT,
            tracked=form is not _Form.NOWHERE and is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
            needed_at_return=not in_register,
            init_self=decl.kind.initializes,
            register_result=in_register,
        )
    )
    if decl.out is not None:
        cx.declare(
            name,
            LocalBinding(local=local, type=type_, category=Category.MUT, declared_at=named_at),
        )
    place = Place(local=local)
    return ResultPlan(type=type_, slot=None if form is _Form.NOWHERE else place)


def _form(cx: FunctionContext, type_: Type, *, raises: bool) -> _Form:
    if isinstance(type_, NoneType | NeverType):
        return _Form.NOWHERE
    if raises or cx.decl.is_async or (cx.decl.out is not None and cx.decl.out.origins is not None):
        return _Form.SLOT
    in_register = is_register_passable(type_, cx.types)
    return _Form.REGISTER if in_register is Answer.YES else _Form.SLOT
