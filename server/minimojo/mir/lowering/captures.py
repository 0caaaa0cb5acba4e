"""Captured values: names of an enclosing function, seen from a nested one (CO-5 .. CO-9)."""

from __future__ import annotations

from minimojo.mir.body import Effect, EffectKind, Local, LocalKind, Place, Through
from minimojo.mir.facts import ImplicitCopy, OtherError, WhyImmutable
from minimojo.mir.lowering.bindings import (
    Binding,
    Captured,
    FunctionBinding,
    How,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.capturing import Capturing, NestedKind
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.locals import has_known_layout, is_known_type
from minimojo.mir.lowering.origins import mutability
from minimojo.mir.lowering.values import Overloads, Value
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import (
    copyable,
    embedded_origins,
    implicitly_copyable,
    is_trivial,
    map_origins,
    movable,
    print_type,
    replace_roots,
)
from minimojo.types.model import (
    ERROR,
    Answer,
    Category,
    LocalRoot,
    Origin,
    OriginPath,
    ParameterRoot,
    Root,
    Type,
)

CODE = "invalid-capture"


def find_captured(cx: FunctionContext, expr: ast.Name) -> Binding | None:
    """What a name that is not declared in this function means; None if no enclosing function has it."""
    return _find(cx, expr.name, expr.loc)


def _find(cx: FunctionContext, name: str, at: Span) -> Binding | None:
    capturing, parent = cx.capturing, cx.parent
    if capturing is None or parent is None:
        return None
    found = capturing.found.get(name)
    if found is not None:
        return found
    outer = parent.lookup(name)
    if outer is None:
        declared = _declared_outside(parent, name)
        if not isinstance(declared, LocalBinding | ReferenceBinding):
            return declared
        outer = _find(parent, name, at)  # It is captured there first (CO-9).
    if not isinstance(outer, LocalBinding | ReferenceBinding):
        return outer
    how, place = capturing.listed.get(name, (capturing.default, at))
    if capturing.kind is NestedKind.LEGACY:
        how = How.REF
    if how is None or capturing.kind is NestedKind.STATELESS:
        cx.report(_error(at, f"could not infer the capture convention of `{name}`"))
        return SilentBinding(type=ERROR, declared_at=outer.declared_at)
    return capture(cx, capturing, Captured(name=name, how=how, outer=outer, at=place))


def capture(cx: FunctionContext, capturing: Capturing, captured: Captured) -> Binding:
    """Checks one capture and gives the name its meaning inside."""
    if capturing.kind is not NestedKind.LEGACY and _is_forbidden(cx, captured):
        inside: Binding = SilentBinding(type=ERROR, declared_at=captured.outer.declared_at)
    else:
        inside = _inside(cx, captured)
        capturing.order.append(captured)
    capturing.found[captured.name] = inside
    return inside


def legacy_effects(cx: FunctionContext, callee: Value) -> tuple[Effect, ...]:
    """What a direct call of a legacy function touches: every captured variable (CO-30)."""
    if not isinstance(callee.detail, Overloads) or not isinstance(callee.expr, ast.Name):
        return ()
    binding = cx.lookup(callee.expr.name)
    if not isinstance(binding, FunctionBinding):
        return ()
    return tuple(
        Effect(
            kind=EffectKind.MUT if captured.outer.category is Category.MUT else EffectKind.USE,
            access=access,
            at=callee.at,
        )
        for captured in binding.captured
        if (access := outer_access(captured.outer)) is not None
    )


def outer_access(outer: LocalBinding | ReferenceBinding) -> Place | Through | None:
    """The storage of a captured variable in the enclosing function; None for register values."""
    match outer:
        case LocalBinding(local=local, category=category):
            return None if category is Category.REG_BORROW else Place(local=local)
        case ReferenceBinding(target=target):
            return target


def _declared_outside(cx: FunctionContext, name: str) -> Binding | None:
    around: FunctionContext | None = cx.parent
    while around is not None:
        found = around.lookup(name)
        if found is not None:
            return found
        around = around.parent
    return None


def _is_forbidden(cx: FunctionContext, captured: Captured) -> bool:
    """Records what is certainly wrong with a capture (CO-5, CO-6)."""
    outer, name, types = captured.outer, captured.name, cx.types
    category = outer.category
    problem = None
    match captured.how:
        case How.MUT if category in (Category.REG_BORROW, Category.PAR):
            problem = f"`{name}` has no mutable storage that could be captured by `mut`"
        case How.MUT if category is Category.IMM:
            problem = f"cannot capture `{name}` by `mut`: it may be immutable"
        case How.REF if category is Category.REG_BORROW:
            problem = f"`{name}` is a register value and cannot be captured by `ref`"
        case How.MOVE if movable(outer.type, types) is Answer.NO and _is_memory(cx, outer.type):
            problem = f"cannot capture `{name}` by transfer: its type is not movable"
        case How.MOVE if category in (Category.REG_BORROW, Category.PAR, Category.IMM):
            problem = f"cannot capture `{name}` by transfer: it is read-only here"
        case How.COPY:
            return _is_copy_forbidden(cx, captured)
        case _:
            pass
    if problem is not None:
        cx.report(_error(captured.at, problem))
    return problem is not None


def _is_copy_forbidden(cx: FunctionContext, captured: Captured) -> bool:
    """CO-6: the copy is reported where the variable is declared, and at the capture or the function."""
    type_ = captured.outer.type
    if implicitly_copyable(type_, cx.types) is not Answer.NO or not _is_memory(cx, type_):
        return False
    is_copyable = copyable(type_, cx.types)
    cx.report(_copy(cx, type_, captured.outer.declared_at))
    if is_copyable is Answer.YES:
        cx.report(_copy(cx, type_, cx.decl.name_span))
    elif is_copyable is Answer.NO:
        cx.report(_error(captured.at, f"cannot capture `{captured.name}` by copy: it is not copyable"))
    return True


def _is_memory(cx: FunctionContext, type_: Type) -> bool:
    return is_trivial(type_, cx.types) is Answer.NO


def _copy(cx: FunctionContext, type_: Type, at: Span) -> ImplicitCopy:
    return ImplicitCopy(
        at=at,
        span=at,
        type=type_,
        type_name=print_type(type_),
        movable=movable(type_, cx.types) is Answer.YES,
        copyable=copyable(type_, cx.types) is Answer.YES,
        into="capture",
    )


def _inside(cx: FunctionContext, captured: Captured) -> Binding:
    """What the name is in the body (CO-5, CO-20)."""
    outer = captured.outer
    type_ = map_origins(outer.type, lambda origin: _foreign(cx, origin))
    match captured.how:
        case How.IMM if outer.category is Category.REG_BORROW:
            return _register_value(cx, captured, type_)
        case How.COPY if is_trivial(type_, cx.types) is Answer.YES:
            return _register_value(cx, captured, type_)
        case How.COPY | How.MOVE:
            return _owned(cx, captured, type_)
        case How.IMM:
            return _reference(cx, captured, type_, Category.IMM)
        case How.MUT:
            return _reference(cx, captured, type_, Category.MUT)
        case How.REF if outer.category is Category.REG_BORROW:
            return _register_value(cx, captured, type_)
        case How.REF:
            return _reference(cx, captured, type_, outer.category)


def _reference(cx: FunctionContext, captured: Captured, type_: Type, category: Category) -> ReferenceBinding:
    root = OriginPath(ParameterRoot(captured.name, cx.decl))
    origin = Origin((root,), mutability(category))
    return ReferenceBinding(
        local=None,
        target=Through(origin=origin, type=type_),
        origin=origin,
        type=type_,
        category=category,
        declared_at=captured.outer.declared_at,
        why=WhyImmutable.CAPTURE,
    )


def _register_value(cx: FunctionContext, captured: Captured, type_: Type) -> LocalBinding:
    local = cx.builder.add_local(
        Local(
            name=captured.name,
            kind=LocalKind.ARGUMENT,
            type=type_,
            declared_at=captured.outer.declared_at,
            in_memory=False,
            tracked=False,
            starts_initialized=True,
        )
    )
    return LocalBinding(
        local=local,
        type=type_,
        category=Category.REG_BORROW,
        declared_at=captured.outer.declared_at,
        why=WhyImmutable.CAPTURE,
    )


def _owned(cx: FunctionContext, captured: Captured, type_: Type) -> LocalBinding:
    """A field of the closure: there at entry, and needed at every exit (CO-20, CO-21)."""
    local = cx.builder.add_local(
        Local(
            name=f"(positional-only argument # 0).{captured.name}",
            kind=LocalKind.ARGUMENT,
            type=type_,
            declared_at=cx.decl.name_span,
            tracked=is_known_type(type_),
            layout_known=has_known_layout(cx, type_),
            starts_initialized=True,
            needed_at_return=True,
            needed_at_raise=True,
        )
    )
    return LocalBinding(
        local=local,
        type=type_,
        category=Category.MUT,
        declared_at=captured.outer.declared_at,
        why=WhyImmutable.CAPTURE,
    )


def _foreign(cx: FunctionContext, origin: Origin) -> Origin:
    """An origin inside a captured type: locals of the enclosing function are strangers here."""

    def replacement(root: Root) -> Origin | None:
        if not isinstance(root, LocalRoot):
            return None
        return Origin((OriginPath(ParameterRoot(f"outer {root.local}", cx.decl)),), None)

    return replace_roots(origin, replacement)


def carried_origins(captured: Captured) -> tuple[Origin, ...]:
    """The origins that a capture puts into the closure's type (CO-16)."""
    outer = captured.outer
    if captured.how in (How.COPY, How.MOVE):
        return embedded_origins(outer.type)
    access = outer_access(outer)
    own: tuple[Origin, ...] = ()
    if isinstance(access, Place):
        mutable = captured.how is not How.IMM and outer.category is Category.MUT
        own = (Origin((OriginPath(LocalRoot(access.local)),), mutable),)
    elif isinstance(outer, ReferenceBinding) and outer.origin is not None:
        own = (Origin(outer.origin.paths, outer.origin.mutable and captured.how is not How.IMM),)
    return own + embedded_origins(outer.type)


def _error(at: Span, message: str) -> OtherError:
    return OtherError(code=CODE, at=at, span=at, message=message)
