"""Places behind a getter and a setter: `c[i]`, `c.name`, and fields of them (EX-23 .. EX-27, VA-34)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from minimojo.mir.body import OpKind
from minimojo.mir.facts import WhyImmutable
from minimojo.mir.lowering import attributes, consumption, displays, invocation
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker, emit_copy
from minimojo.mir.lowering.locals import declare_temporary
from minimojo.mir.lowering.operations import define, emit, escape
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.values import (
    Destination,
    Element,
    Projection,
    TupleOfPlaces,
    Value,
    failed,
)
from minimojo.syntax import ast
from minimojo.types import (
    ExplicitArg,
    Failed,
    Methods,
    Missing,
    Resolved,
    Undecided,
    member,
    static_value,
)
from minimojo.types.model import Category

ELEMENT = Taker(what="element")


def access_element(
    cx: FunctionContext,
    expr: ast.Expr,
    base: Value,
    indices: Sequence[Value],
    keywords: Sequence[str | None],
    names: tuple[str, str],
    into: Destination | None = None,
) -> Value | None:
    """`base[indices]` or `base.name`; `names` are those of getter and setter.

    None when the type has neither.
    """
    parametric = member(base.type, names[0].removesuffix("__") + "_param__", cx.types)
    getter, setter = (member(base.type, name, cx.types) for name in names)
    if isinstance(parametric, Methods) and (
        isinstance(getter, Missing) or all(i.category is Category.CONST for i in indices)
    ):
        return _parametric(cx, expr, base, indices, parametric)
    if isinstance(getter, Missing) and isinstance(setter, Missing):
        return None
    if isinstance(getter, Missing):
        return failed(expr)
    if not isinstance(getter, Methods) or not isinstance(setter, Methods | Missing):
        return invocation.unknown_access(cx, expr, (base, *indices))
    setters = setter.candidates if isinstance(setter, Methods) else ()
    element = Element(
        base=base,
        indices=tuple(indices),
        keywords=tuple(keywords),
        getters=getter.candidates,
        setters=setters,
        origin=None,
    )
    if not setters or into is not None:
        return _get(cx, expr, element, into)
    return _computed(cx, expr, element)


def read(cx: FunctionContext, value: Value, into: Destination | None = None) -> Value:
    """The value of a computed place: its getter is called (EX-24, row 1)."""
    match value.detail:
        case Element() as element:
            return _get(cx, value.expr, element, into)
        case Projection(base=base, name=name):
            whole = read(cx, base)
            if not whole.known:
                return replace(whole, expr=value.expr, at=value.at)
            return attributes.stored_field(cx, value.expr, whole, name, value.type)
        case TupleOfPlaces(elements=elements):
            return displays.build_tuple(cx, value.expr, elements, None, into)
        case _:
            return value


def open_for_mutation(cx: FunctionContext, value: Value) -> Value:
    """The storage that a `mut` use of a computed place works on (EX-24, row 3)."""
    match value.detail:
        case Element() as element:
            got = _get(cx, value.expr, element, None)
            if not got.known or got.category is Category.MUT:
                return got
            return _into_temporary(cx, got)
        case Projection(base=base, name=name):
            whole = open_for_mutation(cx, base)
            if not whole.known:
                return whole
            field = attributes.stored_field(cx, value.expr, whole, name, value.type)
            return field if _in_place(field) else _into_temporary(cx, field)
        case _:
            return value


def write_back(cx: FunctionContext, value: Value, worked_on: Value) -> None:
    """Behind a `mut` use: the setter gets the temporary, unless the getter gave the place itself."""
    if _in_place(worked_on) or not worked_on.known:
        return
    match value.detail:
        case Element() as element:
            set_element(cx, value, element, replace(worked_on, category=Category.OWNED))
        case Projection(base=base, name=name):
            _store_field(cx, value, base, name, replace(worked_on, category=Category.OWNED))
        case _:
            return


def store(cx: FunctionContext, target: Value, value: Value) -> bool:
    """`target = value` for a computed target; false when the compiler reported an error."""
    match target.detail:
        case Element() as element:
            return not set_element(cx, target, element, value).failed
        case Projection(base=base, name=name):
            return _store_field(cx, target, base, name, value)
        case _:
            return False


def set_element(cx: FunctionContext, target: Value, element: Element, value: Value) -> Value:
    """Calls the setter; its last argument, the value, is passed by keyword (EX-23.4)."""
    arguments = element.setters[0].arguments
    keyword = arguments[-1].name if arguments else None
    return invocation.invoke(
        cx,
        invocation.Invocation(
            expr=target.expr,
            at=target.at,
            callee_at=target.at,
            name=element.setters[0].name,
            candidates=element.setters,
            receiver=element.base,
            values=(*element.indices, value),
            keywords=(*element.keywords, keyword),
        ),
    )


def _store_field(cx: FunctionContext, target: Value, base: Value, name: str, value: Value) -> bool:
    """`b[i].f = v`: get, store the field, set; in place where the getter allows it."""
    whole = open_for_mutation(cx, base)
    if not whole.known:
        escape(cx, value)
        return not whole.failed
    field = attributes.stored_field(cx, target.expr, replace(whole, category=Category.MUT), name, target.type)
    into = Destination(type=target.type, what="assignment", access=field.access)
    stored = consumption.deliver(cx, value, into)
    write_back(cx, base, whole)
    return stored


def _get(cx: FunctionContext, expr: ast.Expr, element: Element, into: Destination | None) -> Value:
    value = invocation.invoke(cx, _getter_call(expr, element), into=into)
    if value.category is not Category.IMM:
        return replace(value, why=WhyImmutable.GETTER)
    return _inside(element.base, value)


def _inside(base: Value, value: Value) -> Value:
    """An element that cannot be changed, for the reason why its container cannot be."""
    because_of_base = base.category is Category.CONST or (
        base.category is Category.IMM and base.root is not None
    )
    return replace(value, why=base.why, root=base.root) if because_of_base else value


def _getter_call(expr: ast.Expr, element: Element) -> invocation.Invocation:
    return invocation.Invocation(
        expr=expr,
        at=expr.loc,
        callee_at=expr.loc,
        name=element.getters[0].name,
        candidates=element.getters,
        receiver=element.base,
        values=element.indices,
        keywords=element.keywords,
    )


def _computed(cx: FunctionContext, expr: ast.Expr, element: Element) -> Value:
    """Nothing is called yet, but the getter is chosen: its result is the element's type."""
    call = _getter_call(expr, element)
    match invocation.resolve(cx, call):
        case Resolved(result=type_, result_origin=origin):
            pass
        case Undecided(result=type_, result_origin=origin):
            pass
        case Failed() as failure:
            return invocation.report_failure(cx, call, failure)
    return Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.COMPUTED,
        root=element.base.root,
        detail=replace(element, origin=origin),
    )


def _parametric(
    cx: FunctionContext,
    expr: ast.Expr,
    base: Value,
    indices: Sequence[Value],
    methods: Methods,
) -> Value:
    """`t[0]`: a call of `__getitem_param__[0]()` (EX-23.1)."""
    if any(index.category is not Category.CONST for index in indices):
        return failed(expr)
    explicit = tuple(ExplicitArg(value=static_value(index.expr, cx.types)) for index in indices)
    found = invocation.invoke(
        cx,
        invocation.Invocation(
            expr=expr,
            at=expr.loc,
            callee_at=expr.loc,
            name="__getitem_param__",
            candidates=methods.candidates,
            receiver=base,
            explicit=explicit,
        ),
    )
    return _inside(base, found) if found.category is Category.IMM else found


def _in_place(value: Value) -> bool:
    return value.category is Category.MUT and value.place is None


def _into_temporary(cx: FunctionContext, value: Value) -> Value:
    """A by-value result is worked on where it is; what a reference gave is copied first."""
    if value.category is Category.OWNED and value.place is not None:
        return replace(consumption.in_memory(cx, value), category=Category.MUT)
    place = declare_temporary(cx, value.type, value.at)
    if value.is_place:
        if not emit_copy(cx, value, place, ELEMENT):
            return failed(value.expr)
    else:
        emit(cx, OpKind.STORE, value, (define(place, value.at),))
    return replace(
        value,
        category=Category.MUT,
        place=place,
        origin=place_origin(place, Category.MUT),
    )
