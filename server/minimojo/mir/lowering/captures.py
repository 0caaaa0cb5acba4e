"""Captured values: names of an enclosing function, seen from a nested one (CO-5 .. CO-9).

Inside a nested function a variable of an enclosing one is one of three things (CO-20): a *stranger*,
an untracked local that stands for the variable and that nobody may consume; a *field* of the closure,
which is tracked; a *register value* without storage.
"""

from __future__ import annotations

from enum import Enum

from msgspec.structs import replace

from minimojo.mir.body import Effect, EffectKind, Local, LocalId, LocalKind, Op, OpKind, Place, Through
from minimojo.mir.facts import ImplicitCopy, OtherError, WhyImmutable
from minimojo.mir.lowering.bindings import (
    Binding,
    Captured,
    FailedVariable,
    FunctionBinding,
    How,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.capturing import Capturing, NestedKind, how
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import place_origin
from minimojo.mir.lowering.wording import shown_type
from minimojo.text import Span
from minimojo.types import (
    copyable,
    deinitable,
    implicitly_copyable,
    is_trivial,
    map_origins,
    movable,
    replace_roots,
)
from minimojo.types.model import (
    ERROR,
    UNKNOWN_ORIGIN,
    Answer,
    Category,
    LocalRoot,
    Origin,
    OriginPath,
    Root,
    Type,
)

CODE = "invalid-capture"


def find_captured(cx: FunctionContext, name: str, at: Span) -> Binding | None:
    """What a name that is not declared in this function means; None if no enclosing function has it.

    `at` is where it is used first, for what is reported.
    """
    capturing, parent = cx.capturing, cx.parent
    if capturing is None or parent is None:
        return None
    found = capturing.found.get(name)
    if found is not None:
        return found
    outer = enclosing(cx, name, at)
    match outer:
        case LocalBinding() | ReferenceBinding() | FailedVariable():
            return _capture_by_default(cx, capturing, name, outer, at)
        case FunctionBinding(captured=captured):
            for each in captured:
                _capture_for_callee(cx, capturing, each)
            return outer
        case _:
            return outer


def enclosing(cx: FunctionContext, name: str, at: Span) -> Binding | None:
    """What a name means just outside of this nested function; variables are captured there first."""
    parent = cx.parent
    if parent is None:
        return None
    outer = parent.lookup(name)
    if outer is None and cx.decl.name == name:
        return SilentBinding(type=ERROR, declared_at=cx.decl.name_span)  # It calls itself (CO-3).
    return find_captured(parent, name, at) if outer is None else outer


def capture(cx: FunctionContext, capturing: Capturing, captured: Captured) -> Binding:
    """Checks one capture and gives the name its meaning inside."""
    verdict = _Verdict.FINE if capturing.kind is NestedKind.LEGACY else _judge(cx, captured)
    if verdict is _Verdict.FORBIDDEN:
        inside: Binding = SilentBinding(type=ERROR, declared_at=captured.outer.declared_at)
    else:
        inside = _inside(cx, capturing, captured)
    if verdict is _Verdict.FINE:
        capturing.order.append(captured)
    else:
        keep_silent(cx, captured.outer, captured.at)
    capturing.found[captured.name] = inside
    return inside


def keep_silent(cx: FunctionContext, outer: LocalBinding | ReferenceBinding, at: Span) -> None:
    """A variable whose capture failed counts as used by it."""
    access = outer_access(outer)
    if access is not None and cx.parent is not None:
        effect = Effect(kind=EffectKind.TAINT, access=access, at=at)
        cx.parent.emit(Op(kind=OpKind.BORROW, at=at, span=at, effects=(effect,), certain=False))


def outer_access(outer: LocalBinding | ReferenceBinding) -> Place | Through | None:
    """The storage of a captured variable in the enclosing function; None for register values."""
    match outer:
        case LocalBinding(local=local, category=category):
            return None if category is Category.REG_BORROW else Place(local=local)
        case ReferenceBinding(target=target):
            return target


def inward(cx: FunctionContext, subject: Type) -> Type:
    """A type of the enclosing function, as it is seen in this one."""
    return map_origins(subject, lambda origin: inward_origin(cx, origin))


def inward_origin(cx: FunctionContext, origin: Origin) -> Origin:
    """An origin of the enclosing function, as it is seen in this one."""

    def replacement(root: Root) -> Origin | None:
        if not isinstance(root, LocalRoot):
            return None
        return Origin((OriginPath(LocalRoot(_stranger(cx, root.local))),), origin.mutable)

    return replace_roots(origin, replacement)


def _stranger(cx: FunctionContext, outer: LocalId) -> LocalId:
    """The local that stands for a local of the enclosing function."""
    capturing, parent = cx.capturing, cx.parent
    if capturing is None or parent is None:
        raise ValueError("only a nested function sees locals of another")
    found = capturing.strangers.get(outer)
    if found is None:
        original = parent.builder.local(outer)
        found = cx.builder.add_local(
            Local(
                name=original.name,
                kind=LocalKind.CAPTURED,
                type=inward(cx, original.type),
                declared_at=original.declared_at,
                tracked=False,
                layout_known=original.layout_known,
                starts_initialized=True,
            )
        )
        capturing.strangers[outer] = found
    return found


def _capture_by_default(
    cx: FunctionContext,
    capturing: Capturing,
    name: str,
    outer: LocalBinding | ReferenceBinding | FailedVariable,
    at: Span,
) -> Binding:
    convention = How.REF if capturing.kind is NestedKind.LEGACY else capturing.default
    if convention is None:
        report(cx, at, f"'{cx.decl.name}' does not say how it captures '{name}'", outer.declared_at)
        if not isinstance(outer, FailedVariable):
            keep_silent(cx, outer, at)
        return SilentBinding(type=ERROR, declared_at=outer.declared_at)
    if isinstance(outer, FailedVariable):
        return outer
    return capture(cx, capturing, Captured(name=name, how=convention, outer=outer, at=at))


def _capture_for_callee(cx: FunctionContext, capturing: Capturing, captured: Captured) -> None:
    """A legacy function that is called here brings what it has captured (CO-30)."""
    if capturing.kind is NestedKind.STATELESS or captured.name in capturing.found:
        return
    outer = enclosing(cx, captured.name, captured.at)
    if isinstance(outer, LocalBinding | ReferenceBinding):
        called = replace(captured, outer=outer)
        if called not in capturing.called:
            capturing.called.append(called)


class _Verdict(Enum):
    """What is wrong with a capture. `FLAWED`: the closure is no proper struct, but its body is looked at."""

    FINE = "fine"
    FLAWED = "flawed"
    FORBIDDEN = "forbidden"


def _judge(cx: FunctionContext, captured: Captured) -> _Verdict:
    """Records what is certainly wrong with a capture (CO-5, CO-6)."""
    name, type_ = captured.name, captured.outer.type
    category = captured.outer.category
    if _is_linear(cx, captured):
        _report_field(cx, captured, "not 'Deinitable'")
        return _Verdict.FLAWED if captured.how is How.MOVE else _judge_copy(cx, captured)
    match captured.how:
        case How.MUT if category in (Category.REG_BORROW, Category.PAR):
            problem = f"'{name}' cannot be captured by 'mut': it is not known to be mutable"
        case How.MUT if category is Category.IMM:
            problem = f"'{name}' cannot be captured by 'mut': it is immutable here"
        case How.REF if category is Category.REG_BORROW:
            problem = f"'{name}' is a register value and cannot be captured by 'ref'"
        case How.MOVE if movable(type_, cx.types) is Answer.NO and _is_memory(cx, type_):
            problem = f"'{name}' cannot be captured by transfer: '{shown_type(cx, type_)}' is not movable"
        case How.MOVE if category in (Category.REG_BORROW, Category.PAR, Category.IMM):
            problem = f"'{name}' cannot be captured by transfer: it is only borrowed here"
        case How.COPY:
            return _judge_copy(cx, captured)
        case _:
            return _Verdict.FINE
    report(cx, captured.at, problem, captured.outer.declared_at)
    return _Verdict.FORBIDDEN


def copied_at(enclosing: FunctionContext, captured: Captured) -> Span:
    """Where a copy is reported: at the declaration of the variable, or at the name of the enclosing nested
    function that has captured it itself."""
    capturing = enclosing.capturing
    if capturing is not None and captured.name in capturing.found:
        return enclosing.decl.name_span
    return captured.outer.declared_at


def _judge_copy(cx: FunctionContext, captured: Captured) -> _Verdict:
    """CO-6: the copy is reported where the variable is declared, and at the capture or the function."""
    type_ = captured.outer.type
    if implicitly_copyable(type_, cx.types) is not Answer.NO or not _is_memory(cx, type_):
        return _Verdict.FINE
    cx.report(
        _copy(cx, type_, captured.outer.declared_at if cx.parent is None else copied_at(cx.parent, captured))
    )
    match copyable(type_, cx.types):
        case Answer.YES:
            cx.report(_copy(cx, type_, cx.decl.name_span))
            if _is_copied(cx):
                _report_field(cx, captured, "not 'ImplicitlyCopyable'")
            return _Verdict.FLAWED
        case Answer.NO:
            problem = (
                f"'{captured.name}' cannot be captured by copy: '{shown_type(cx, type_)}' is not copyable"
            )
            report(cx, captured.at, problem, captured.outer.declared_at)
        case Answer.UNKNOWN:
            pass
    return _Verdict.FORBIDDEN


def _is_copied(cx: FunctionContext) -> bool:
    """Whether the closure is certainly made `ImplicitlyCopyable`: what is moved into it allows that (CO-16)."""
    items = () if cx.capturing is None else cx.capturing.listed
    moved = [_outer_type(cx, item.name) for item in items if how(item) is How.MOVE]
    return all(type_ and implicitly_copyable(type_, cx.types) is Answer.YES for type_ in moved)


def _outer_type(cx: FunctionContext, name: str) -> Type | None:
    """The type of a variable of an enclosing function, which stays uncaptured."""
    around = cx.parent
    while around is not None:
        found = around.lookup(name)
        if isinstance(found, LocalBinding | ReferenceBinding):
            return found.type
        around = around.parent
    return None


def _is_linear(cx: FunctionContext, captured: Captured) -> bool:
    """Whether the closure takes over a value that it cannot destroy (CO-6a)."""
    type_ = captured.outer.type
    match captured.how:
        case How.MOVE:
            takes = movable(type_, cx.types)
        case How.COPY:
            takes = copyable(type_, cx.types)
        case _:
            return False
    linear = deinitable(type_, cx.types) is Answer.NO and _is_memory(cx, type_)
    return linear and takes is Answer.YES


def _report_field(cx: FunctionContext, captured: Captured, lack: str) -> None:
    """A closure is a struct whose fields are its captures: one of them lacks something."""
    at = cx.decl.name_span
    message = (
        f"'{cx.decl.name}' cannot own '{captured.name}': '{shown_type(cx, captured.outer.type)}' is {lack}"
    )
    notes = ((captured.at, "captured here"),)
    cx.report(OtherError(code="invalid-conformance", at=at, span=at, message=message, notes=notes))


def _is_memory(cx: FunctionContext, type_: Type) -> bool:
    return is_trivial(type_, cx.types) is Answer.NO


def _copy(cx: FunctionContext, type_: Type, at: Span) -> ImplicitCopy:
    return ImplicitCopy(
        at=at,
        span=at,
        type=type_,
        type_name=shown_type(cx, type_),
        movable=movable(type_, cx.types) is Answer.YES,
        copyable=copyable(type_, cx.types) is Answer.YES,
        into="capture",
    )


def _inside(cx: FunctionContext, capturing: Capturing, captured: Captured) -> Binding:
    """What the name is in the body (CO-5, CO-20)."""
    outer = captured.outer
    if outer.category is Category.REG_BORROW:
        return _register_value(cx, captured)
    match captured.how:
        case How.COPY if is_trivial(outer.type, cx.types) is Answer.YES:
            return _register_value(cx, captured)
        case How.COPY | How.MOVE:
            return _field(cx, capturing, captured)
        case How.IMM if outer.category is Category.PAR:
            return _reference(cx, captured, Category.PAR)  # As mutable as the argument (checked on 1.2.0).
        case How.IMM:
            return _reference(cx, captured, Category.IMM)
        case How.MUT:
            return _reference(cx, captured, Category.MUT)
        case How.REF:
            return _reference(cx, captured, outer.category)


def _reference(cx: FunctionContext, captured: Captured, category: Category) -> Binding:
    """The variable itself, of a `ref` binding its target."""
    outer = captured.outer
    match outer:
        case ReferenceBinding(target=Place(local=local, path=path)):
            place = Place(local=_stranger(cx, local), path=path)
            return ReferenceBinding(
                local=None,
                target=place,
                origin=place_origin(place, category),
                type=inward(cx, outer.type),
                category=category,
                declared_at=outer.declared_at,
                why=WhyImmutable.CAPTURE,
                named=outer.named,
            )
        case LocalBinding(local=local):
            return LocalBinding(
                local=_stranger(cx, local),
                type=inward(cx, outer.type),
                category=category,
                declared_at=outer.declared_at,
                why=WhyImmutable.CAPTURE,
            )
        case ReferenceBinding(origin=origin):
            seen = UNKNOWN_ORIGIN if origin is None else inward_origin(cx, origin)
            seen = Origin(
                seen.paths, seen.mutable if category is outer.category else category is Category.MUT
            )
            type_ = inward(cx, outer.type)
            # `imm` does not make a union of origins immutable: only what is found inside is (checked on 1.2.0).
            united = len(seen.paths) > 1 and category is Category.IMM
            return ReferenceBinding(
                local=None,
                target=Through(origin=seen, type=type_),
                origin=inward_origin(cx, origin) if origin is not None and united else seen,
                type=type_,
                category=category,
                declared_at=outer.declared_at,
                why=WhyImmutable.CAPTURE,
            )


def _register_value(cx: FunctionContext, captured: Captured) -> LocalBinding:
    type_ = inward(cx, captured.outer.type)
    local = cx.builder.add_local(
        Local(
            name=captured.name,
            kind=LocalKind.CAPTURED,
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


def _field(cx: FunctionContext, capturing: Capturing, captured: Captured) -> ReferenceBinding:
    """A field of the closure: there at entry, and needed at every exit (CO-21)."""
    if capturing.closure is None:
        raise ValueError("only a closure owns what it captures")
    type_ = inward(cx, captured.outer.type)
    capturing.owned[captured.name] = type_
    place = Place(local=capturing.closure, path=(captured.name,))
    return ReferenceBinding(
        local=None,
        target=place,
        origin=place_origin(place, Category.MUT),
        type=type_,
        category=Category.MUT,
        declared_at=captured.outer.declared_at,
        why=WhyImmutable.CAPTURE,
        named=True,
    )


def report(cx: FunctionContext, at: Span, message: str, declared_at: Span | None = None) -> None:
    """An error of this area; `declared_at` is where the variable is declared."""
    notes = () if declared_at is None else ((declared_at, "declared here"),)
    cx.report(OtherError(code=CODE, at=at, span=at, message=message, notes=notes))
