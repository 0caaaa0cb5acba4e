"""Nested functions: their kind, their body, and what their `def` does (CO parts 1, 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from minimojo.edition import Change
from minimojo.hir.model import FunctionDecl
from minimojo.hir.signature import function_decl
from minimojo.mir.body import Effect, EffectKind, Local, LocalId, LocalKind, Op, OpKind, Place
from minimojo.mir.lowering.bindings import (
    Captured,
    FunctionBinding,
    How,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.capture_lists import capture_listed
from minimojo.mir.lowering.captured_origins import closure_type
from minimojo.mir.lowering.captures import copied_at, outer_access
from minimojo.mir.lowering.capturing import Capturing, NestedKind, with_list
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copied_captures import copied_by_decorator
from minimojo.mir.lowering.mentions import escape_mentions
from minimojo.mir.lowering.nested_names import declare_nested
from minimojo.mir.lowering.nested_signature import resolve_nested_signature
from minimojo.mir.lowering.operations import consume, define, use
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import embedded_origins, is_trivial, scope_of
from minimojo.types.model import ERROR, Answer, Category, ClosureType, OverloadSet

_CLOSURE = "(positional-only argument # 0)"
"""What the compiler calls the closure inside its own body."""


def lower_nested_function(cx: FunctionContext, node: ast.FunctionDef) -> None:
    """A `def` inside a function: it is analysed by itself, and captures where it stands."""
    from minimojo.mir.lowering.function import lower_statements

    decl = function_decl(node, unit_key=cx.unit_key, owner=None, is_stub=False, nested=True)
    if decl.erroneous:
        escape_mentions(cx, node)
        cx.shadow(node.name, SilentBinding(type=ERROR, declared_at=node.name_span))
        return
    capturing = _capturing(decl)
    if decl.is_legacy_closure and decl.captures is not None:
        cx.stopped.append(node.span)  # Which of the two has to go is not known.
    capturing.found.update(copied_by_decorator(cx, node))
    if not make_function(cx, decl, capturing, lambda inner: lower_statements(inner, node.body)):
        cx.stopped.append(node.span)
        cx.shadow(node.name, SilentBinding(type=ERROR, declared_at=node.name_span))
    elif capturing.kind is NestedKind.CLOSURE:
        local, type_ = build_closure(cx, decl, capturing, node.name_span)
        binding = LocalBinding(local=local, type=type_, category=Category.MUT, declared_at=node.name_span)
        declare_nested(cx, decl, capturing.kind, binding)
    else:
        declare_nested(cx, decl, capturing.kind, _function(cx, decl, capturing))


def make_function(
    cx: FunctionContext,
    decl: FunctionDecl,
    capturing: Capturing,
    lower: Callable[[FunctionContext], None],
) -> bool:
    """Lowers the body as a function of its own; false when the compiler drops it because of its
    capture list (CO-4)."""
    from minimojo.mir.lowering.function import lower_body

    scope = scope_of(decl, cx.types.environment, cx.types)
    complete = True

    def enter(inner: FunctionContext) -> bool:
        nonlocal complete
        inner.capturing = capturing
        if capturing.kind is NestedKind.CLOSURE:
            capturing.closure = _declare_closure_inside(inner, decl)
        complete = capture_listed(inner, capturing)
        if complete:
            resolve_nested_signature(cx, inner, decl)
        return complete

    def fill(inner: FunctionContext) -> None:
        lower(inner)
        if capturing.closure is not None:
            owned = ClosureType(
                decl=decl,
                origins=(),
                implicitly_copyable=False,
                register_passable=False,
                trivial=False,
                owned=tuple(capturing.owned.items()),
            )
            inner.builder.retype_local(capturing.closure, owned, layout_known=True)

    cx.made.add(decl)
    body = lower_body(decl, cx.unit_key, scope, fill, parent=cx, enter=enter)
    if body.gave_up:
        raise GaveUp(body.gave_up)
    cx.stopped += body.stopped
    if not any(known.name_span == body.name_span for known in cx.nested):
        cx.nested.append(body)  # The suites of `finally` and `with` are lowered several times.
    return complete


def build_closure(
    cx: FunctionContext, decl: FunctionDecl, capturing: Capturing, named_at: Span
) -> tuple[LocalId, ClosureType]:
    """Captures at the `def`, then the closure value (CO-10, CO-15)."""
    at = cx.scope_at
    in_order = capturing.in_order
    cx.builder.touch(_begins_at(cx, in_order, named_at))
    for captured in in_order:
        _capture_at_definition(cx, captured, at, named_at)
    type_ = closure_type(cx, decl, capturing)
    warns = not decl.name.startswith("_")
    local = cx.builder.add_local(
        Local(name=decl.name, kind=LocalKind.CLOSURE, type=type_, declared_at=decl.name_span, warns=warns)
    )
    made = (define(Place(local=local), at),)
    cx.emit(Op(kind=OpKind.INIT, at=at, span=decl.name_span, effects=made))
    return local, type_


def _begins_at(cx: FunctionContext, in_order: Sequence[Captured], named_at: Span) -> Span:
    """Where the first operation of a `def` is. Captures by reference and transfers need none before the copies,
    except for a load of what holds a reference, and for what makes it immutable (checked on 1.2.0)."""
    for captured in in_order:
        outer = captured.outer
        if isinstance(outer, ReferenceBinding) and outer.local is not None:
            return named_at
        if captured.how is How.IMM and outer.category is Category.MUT:
            return named_at
        if captured.how is How.COPY and outer.category is not Category.REG_BORROW:
            return named_at if _is_loaded(cx, outer) else copied_at(cx, captured)
    return named_at


def _is_loaded(cx: FunctionContext, outer: LocalBinding | ReferenceBinding) -> bool:
    """Whether a copy begins with a load of the reference that is copied from."""
    if outer.category is not Category.IMM:
        return False
    return cx.capturing is None or is_trivial(outer.type, cx.types) is not Answer.YES


def _capturing(decl: FunctionDecl) -> Capturing:
    """CO-1."""
    if decl.is_legacy_closure:
        return Capturing(kind=NestedKind.LEGACY)
    listed = with_list(() if decl.captures is None else decl.captures.items)
    return replace(listed, kind=NestedKind.LEGACY) if _takes_closures(decl) else listed


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
        case ast.Paren(inner=inner):
            return _is_closure_type(inner)
        case ast.Binary(operator="&", left=left, right=right):
            return _is_closure_type(left) or _is_closure_type(right)
        case _:
            return False


def _declare_closure_inside(cx: FunctionContext, decl: FunctionDecl) -> LocalId:
    """The closure as the first argument of its own body; its fields are found while that is lowered."""
    return cx.builder.add_local(
        Local(
            name=_CLOSURE,
            kind=LocalKind.ARGUMENT,
            type=ERROR,
            declared_at=decl.name_span,
            tracked=False,
            starts_initialized=True,
            needed_at_return=True,
            needed_at_raise=True,
        )
    )


def _capture_at_definition(cx: FunctionContext, captured: Captured, at: Span, named_at: Span) -> None:
    """CO-10. Copies are reported at the declaration of the variable, stale references at the name of the
    nested function, where they are loaded."""
    outer = captured.outer
    place = copied_at(cx, captured) if captured.how is How.COPY else at
    effects: list[Effect] = []
    if isinstance(outer, ReferenceBinding) and outer.local is not None:
        loaded = (use(Place(local=outer.local), named_at),)
        cx.emit(Op(kind=OpKind.READ, at=named_at, span=named_at, effects=loaded))
    access = outer_access(outer)
    if access is None:
        cx.builder.touch(place)
    elif captured.how is How.MUT and not cx.has(Change.CAPTURES_ARE_READS):
        effects.append(Effect(kind=EffectKind.MUT, access=access, at=place))
    elif captured.how is not How.MOVE:
        effects.append(use(access, place))
    elif outer.category is Category.UNKNOWN:
        effects.append(Effect(kind=EffectKind.TAINT, access=access, at=place))
    elif _belongs_to_others(cx, outer) and is_trivial(outer.type, cx.types) is Answer.YES:
        effects.append(use(access, place))
    else:
        effects.append(consume(access, place))
    if effects:
        embedded = embedded_origins(outer.type) if captured.how is How.MOVE else ()
        cx.emit(
            Op(
                kind=OpKind.CAPTURE,
                at=place,
                span=captured.at,
                effects=tuple(effects),
                embedded=embedded,
            )
        )


def _belongs_to_others(cx: FunctionContext, outer: LocalBinding | ReferenceBinding) -> bool:
    """Whether the variable is only reached through a reference (CO-14)."""
    match outer_access(outer):
        case Place(local=local):
            return cx.builder.local(local).kind is LocalKind.CAPTURED
        case _:
            return True


def _function(cx: FunctionContext, decl: FunctionDecl, capturing: Capturing) -> FunctionBinding:
    """A function without a value; overloads of one scope belong together."""
    earlier = cx.lookup(decl.name)
    candidates: tuple[FunctionDecl, ...] = (decl,)
    if isinstance(earlier, FunctionBinding) and isinstance(earlier.type, OverloadSet):
        candidates = (*earlier.type.candidates, decl)
    captured = (*capturing.order, *capturing.called) if capturing.kind is NestedKind.LEGACY else ()
    return FunctionBinding(type=OverloadSet(candidates), declared_at=decl.name_span, captured=captured)
