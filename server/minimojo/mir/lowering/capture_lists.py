"""The entries of a capture list, resolved one after the other (CO-4, CO-5, DE-36)."""

from __future__ import annotations

from minimojo.mir.body import Op, OpKind
from minimojo.mir.lowering.bindings import (
    Captured,
    ConstantBinding,
    FailedVariable,
    FunctionBinding,
    How,
    LocalBinding,
    ReferenceBinding,
    SilentBinding,
)
from minimojo.mir.lowering.captures import capture, enclosing, outer_access, report
from minimojo.mir.lowering.capturing import Capturing, NestedKind, first_token, how
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import use
from minimojo.syntax import ast
from minimojo.types import static_type
from minimojo.types.model import ERROR, UNKNOWN, UnknownType


def capture_listed(cx: FunctionContext, capturing: Capturing) -> bool:
    """Captures what is listed; false when the compiler rejects an entry and drops the function."""
    items = capturing.listed
    if capturing.kind is NestedKind.LEGACY:
        for item in items:
            _copy_for_legacy(cx, capturing, item)
        return True
    well_formed = [_is_well_formed(cx, items, position) for position in range(len(items))]
    if not all(well_formed):
        return False
    captured = [_capture_item(cx, capturing, item) for item in items]
    return all(captured)


def _copy_for_legacy(cx: FunctionContext, capturing: Capturing, item: ast.Capture) -> None:
    """CO-1 row 2: `{var x}` copies at the `def`; otherwise every call accesses the variable."""
    outer = enclosing(cx, item.name, first_token(item))
    if how(item) is How.COPY and isinstance(outer, LocalBinding | ReferenceBinding) and cx.parent is not None:
        access = outer_access(outer)
        at = outer.declared_at
        if access is not None:
            copied = (use(access, at),)
            cx.parent.emit(Op(kind=OpKind.CAPTURE, at=at, span=item.span, effects=copied))
        capturing.found[item.name] = SilentBinding(type=UNKNOWN, declared_at=at)


def _is_well_formed(cx: FunctionContext, items: tuple[ast.Capture, ...], position: int) -> bool:
    item = items[position]
    if item.convention not in ("", "imm", "mut", "ref", "var"):
        return False
    if item.transfer and item.convention not in ("", "var"):
        report(cx, first_token(item), "'^' requires the convention 'var': a transfer is written 'var x^'")
        return False
    if any(earlier.name == item.name for earlier in items[:position]):
        report(cx, first_token(item), f"duplicate capture of '{item.name}'")
        return False
    return True


def _capture_item(cx: FunctionContext, capturing: Capturing, item: ast.Capture) -> bool:
    at = first_token(item)
    if item.name == cx.decl.name or _is_around(cx, item.name):
        return _not_capturable(cx, item)
    outer = enclosing(cx, item.name, at)
    match outer:
        case LocalBinding() | ReferenceBinding():
            captured = Captured(name=item.name, how=how(item), outer=outer, at=at)
            return not isinstance(capture(cx, capturing, captured), SilentBinding)
        case SilentBinding():
            capturing.found[item.name] = outer
            return outer.type != ERROR or isinstance(outer, FailedVariable)
        case FunctionBinding() | ConstantBinding():
            return _not_capturable(cx, item)
        case None:
            return _static(cx, capturing, item)


def _static(cx: FunctionContext, capturing: Capturing, item: ast.Capture) -> bool:
    """A name of no function around: the compiler knows what the file itself declares, and nothing of
    the prelude."""
    at = first_token(item)
    capturing.found[item.name] = SilentBinding(type=ERROR, declared_at=at)
    if item.name in cx.types.parameters:
        return False
    name = ast.Name(span=at, loc=at, name=item.name)
    found = static_type(name, cx.types)
    if found is not None and not isinstance(found, UnknownType) and _is_of_file(cx, item.name):
        return _not_capturable(cx, item)
    return False


def _is_of_file(cx: FunctionContext, name: str) -> bool:
    environment = cx.types.environment
    declared = environment.lookup(name) or ()
    return any(environment.program.environment_of(each) is environment for each in declared)


def _is_around(cx: FunctionContext, name: str) -> bool:
    """Whether the name is that of a nested function around this one, which is no value inside of itself."""
    around = cx.parent
    while around is not None and around.parent is not None and around.lookup(name) is None:
        if around.decl.name == name:
            return around.parent.lookup(name) is None
        around = around.parent
    return False


def _not_capturable(cx: FunctionContext, item: ast.Capture) -> bool:
    report(cx, first_token(item), f"'{item.name}' does not name a capturable value")
    return False
