"""Nested functions: their kind, their captures, and what their `def` does (CO parts 1, 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from minimojo.hir.model import FunctionDecl
from minimojo.hir.signature import function_decl
from minimojo.mir.body import Effect, Local, LocalId, LocalKind, Op, OpKind, Place
from minimojo.mir.facts import OtherError
from minimojo.mir.lowering.bindings import (
    Captured,
    FunctionBinding,
    How,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.captures import CODE, capture, carried_origins, outer_access
from minimojo.mir.lowering.capturing import Capturing, NestedKind
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import consume, define, use
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import implicitly_copyable, is_register_passable, is_trivial, scope_of
from minimojo.types.model import (
    ERROR,
    Answer,
    Category,
    ClosureType,
    OverloadSet,
)

_HOW = {"": How.IMM, "imm": How.IMM, "read": How.IMM, "mut": How.MUT, "ref": How.REF, "var": How.COPY}


def lower_nested_function(cx: FunctionContext, node: ast.FunctionDef) -> None:
    """A `def` inside a function: it is analysed by itself, and captures where it stands."""
    decl = function_decl(node, unit_key=cx.unit_key, owner=None, is_stub=False, nested=True)
    if decl.erroneous:
        cx.declare(node.name, SilentBinding(type=ERROR, declared_at=node.name_span))
        return
    capturing = _capturing(decl)
    from minimojo.mir.lowering.function import lower_statements

    if not make_function(cx, decl, capturing, lambda inner: lower_statements(inner, node.body)):
        cx.declare(node.name, SilentBinding(type=ERROR, declared_at=node.name_span))
        return
    if capturing.kind is NestedKind.CLOSURE:
        local, type_ = build_closure(cx, decl, capturing, LocalKind.CLOSURE)
        binding = LocalBinding(local=local, type=type_, category=Category.MUT, declared_at=node.name_span)
        cx.declare(node.name, binding)
    else:
        _declare_function(cx, decl, capturing)


def make_function(
    cx: FunctionContext,
    decl: FunctionDecl,
    capturing: Capturing,
    lower: Callable[[FunctionContext], None],
) -> bool:
    """Lowers the body as a function of its own; false when an entry of the capture list is wrong."""
    from minimojo.mir.lowering.function import lower_body

    scope = scope_of(decl, cx.types.environment, cx.types)
    listed_well = True

    def fill(inner: FunctionContext) -> None:
        nonlocal listed_well
        inner.capturing = capturing
        listed_well = _capture_listed(inner, capturing)
        if listed_well:
            lower(inner)

    body = lower_body(decl, cx.unit_key, scope, fill, parent=cx)
    if body.gave_up:
        raise GaveUp(body.gave_up)
    cx.nested.append(body if listed_well else replace(body, erroneous=True))
    return listed_well


def build_closure(
    cx: FunctionContext, decl: FunctionDecl, capturing: Capturing, kind: LocalKind
) -> tuple[LocalId, ClosureType]:
    """Captures at the `def`, then the closure value (CO-10, CO-15)."""
    at = cx.scope_at
    for captured in _in_order(capturing):
        _capture_at_definition(cx, captured, at)
    type_ = _closure_type(cx, decl, capturing.order)
    warns = not decl.name.startswith("_")
    local = cx.builder.add_local(
        Local(name=decl.name, kind=kind, type=type_, declared_at=decl.name_span, warns=warns)
    )
    made = (define(Place(local=local), at),)
    cx.emit(Op(kind=OpKind.INIT, at=at, span=decl.name_span, effects=made))
    return local, type_


def _capturing(decl: FunctionDecl) -> Capturing:
    if decl.is_legacy_closure or _takes_closures(decl):
        return Capturing(kind=NestedKind.LEGACY)
    if decl.captures is None or not decl.captures.items:
        return Capturing(kind=NestedKind.STATELESS)
    return with_list(Capturing(kind=NestedKind.CLOSURE), decl.captures.items)


def with_list(capturing: Capturing, items: Sequence[ast.Capture]) -> Capturing:
    """Enters the items of a capture list (DE-36)."""
    for item in items:
        how = How.MOVE if item.transfer else _HOW.get(item.convention, How.IMM)
        if item.name:
            capturing.listed[item.name] = (how, item.span)
        else:
            capturing.default = how
    return capturing


def _takes_closures(decl: FunctionDecl) -> bool:
    """Whether a parameter is a closure: such a nested function is a legacy one (CO-1, row 2)."""
    annotations = [parameter.annotation for parameter in decl.type_parameters]
    annotations += [argument.annotation for argument in decl.arguments]
    return any(_is_closure_type(annotation) for annotation in annotations if annotation is not None)


def _is_closure_type(annotation: ast.Expr) -> bool:
    match annotation:
        case ast.FunctionTypeExpr(signature=signature):
            return all(effect.word != "thin" for effect in signature.effects)
        case ast.Subscript(value=ast.Name(name="Some"), arguments=arguments):
            return any(_is_closure_type(argument.value) for argument in arguments)
        case _:
            return False


def _capture_listed(cx: FunctionContext, capturing: Capturing) -> bool:
    """The entries with a name, one after the other (CO-4); false when one of them is wrong."""
    parent = cx.parent
    if parent is None:
        return True
    fine = True
    for name, (how, at) in capturing.listed.items():
        outer = parent.lookup(name)
        if outer is None and parent.capturing is not None:
            from minimojo.mir.lowering.captures import find_captured

            outer = find_captured(parent, ast.Name(span=at, loc=at, name=name))
        match outer:
            case LocalBinding() | ReferenceBinding():
                inside = capture(cx, capturing, Captured(name=name, how=how, outer=outer, at=at))
                fine = fine and not isinstance(inside, SilentBinding)
            case SilentBinding():
                capturing.found[name] = outer
            case None:
                capturing.found[name] = SilentBinding(type=ERROR, declared_at=at)
            case _:
                cx.report(
                    OtherError(
                        code=CODE, at=at, span=at, message=f"`{name}` does not name a capturable value"
                    )
                )
                fine = False
    return fine


def _in_order(capturing: Capturing) -> list[Captured]:
    """Listed captures in list order, then the others in order of first use (CO-10)."""
    names = list(capturing.listed)
    return sorted(
        capturing.order,
        key=lambda captured: names.index(captured.name) if captured.name in names else len(names),
    )


def _capture_at_definition(cx: FunctionContext, captured: Captured, at: Span) -> None:
    outer = captured.outer
    effects: list[Effect] = []
    place = outer.declared_at if captured.how is How.COPY else at
    if isinstance(outer, ReferenceBinding) and outer.local is not None:
        effects.append(use(Place(local=outer.local), place))
    access = outer_access(outer)
    if access is not None:
        effects.append(consume(access, place) if captured.how is How.MOVE else use(access, place))
    if effects:
        cx.emit(Op(kind=OpKind.CAPTURE, at=place, span=captured.at, effects=tuple(effects)))


def _closure_type(cx: FunctionContext, decl: FunctionDecl, order: Sequence[Captured]) -> ClosureType:
    origins = tuple(dict.fromkeys(origin for captured in order for origin in carried_origins(captured)))
    types = [captured.outer.type for captured in order]
    moved = [captured.outer.type for captured in order if captured.how is How.MOVE]
    return ClosureType(
        decl=decl,
        origins=origins,
        implicitly_copyable=all(implicitly_copyable(each, cx.types) is not Answer.NO for each in moved),
        register_passable=all(is_register_passable(each, cx.types) is Answer.YES for each in types),
        trivial=all(is_trivial(each, cx.types) is Answer.YES for each in types),
    )


def _declare_function(cx: FunctionContext, decl: FunctionDecl, capturing: Capturing) -> None:
    """A function without a value; overloads of one scope belong together."""
    earlier = cx.names[-1].table.get(decl.name)
    candidates = (decl,)
    if isinstance(earlier, FunctionBinding) and isinstance(earlier.type, OverloadSet):
        candidates = (*earlier.type.candidates, decl)
    captured = tuple(capturing.order) if capturing.kind is NestedKind.LEGACY else ()
    cx.declare(
        decl.name,
        FunctionBinding(type=OverloadSet(candidates), declared_at=decl.name_span, captured=captured),
    )
