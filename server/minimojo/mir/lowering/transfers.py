"""Transfers `x^`: what may be transferred, and where the sigil has no effect (EX-40, EX-41)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.edition import Change
from minimojo.hir.model import ArgumentDecl, FunctionDecl
from minimojo.mir.body import LocalKind, OpKind
from minimojo.mir.facts import InvalidTransfer, Redundancy, RedundantTransfer, TransferError
from minimojo.mir.lowering import expressions
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import emit, taint, use
from minimojo.mir.lowering.values import (
    Value,
    failed,
)
from minimojo.mir.lowering.wording import shown_type
from minimojo.syntax import ast
from minimojo.types import is_trivial
from minimojo.types.model import Answer, Category


def lower_transfer(cx: FunctionContext, expr: ast.Transfer) -> Value:
    """`value^`: an owned value on the storage of `value`, which is consumed by whoever takes it."""
    value = expressions.lower_expression(cx, expr.value)
    if value.failed:
        return failed(expr)
    error = _error(cx, value)
    if error is not None:
        cx.report(
            InvalidTransfer(
                at=expr.loc,
                span=expr.span,
                why=error,
                type=value.type,
                type_name=shown_type(cx, value.type),
                root=value.root,
            )
        )
        return failed(expr)
    passed_on = replace(value, expr=expr, at=expr.loc)
    if not value.known:
        return _transfer_unknown(cx, value, passed_on)
    if value.category is Category.OWNED:
        _report_redundant(cx, expr, value, Redundancy.OWNED)
        return passed_on
    match is_trivial(value.type, cx.types):
        case Answer.YES:
            _report_redundant(cx, expr, value, Redundancy.TRIVIAL)
            return passed_on
        case Answer.UNKNOWN:
            return _transfer_unknown(cx, value, passed_on)
        case Answer.NO:
            pass
    if value.place is None:
        return _transfer_unknown(cx, value, passed_on)
    emit(cx, OpKind.TRANSFER, passed_on, (use(value.place, expr.loc),))
    return replace(passed_on, category=Category.OWNED, transferred=True, storage=None)


def note_borrowed(
    cx: FunctionContext,
    value: Value,
    borrower: ArgumentDecl | None = None,
    callee: FunctionDecl | None = None,
) -> None:
    """Warns that `x^` is only borrowed by its consumer (EX-41)."""
    transfer = without_parentheses(value.expr)
    if value.transferred and isinstance(transfer, ast.Transfer) and cx.has(Change.BORROWED_TRANSFERS):
        cx.report(
            RedundantTransfer(
                at=transfer.loc,
                span=transfer.span,
                why=Redundancy.BORROWED,
                type_name=shown_type(cx, value.type),
                root=value.root,
                borrower=borrower,
                callee=callee,
            )
        )


def without_parentheses(expr: ast.Expr) -> ast.Expr:
    while isinstance(expr, ast.Paren):
        expr = expr.inner
    return expr


def _error(cx: FunctionContext, value: Value) -> TransferError | None:
    """The first check of EX-40 that certainly fails."""
    if value.category is Category.CONST:
        return TransferError.PARAMETER
    if value.category is Category.PENDING:
        return TransferError.NO_MEMORY
    if value.is_computed:
        # What is computed is named only where it is known not to be trivial.
        known = is_trivial(value.type, cx.types) is Answer.NO
        return TransferError.NO_MEMORY if known else None
    if not value.known or value.category is Category.OWNED:
        return None
    if is_trivial(value.type, cx.types) is not Answer.NO:
        return None
    if value.category is Category.REG_BORROW:
        return TransferError.REGISTER
    if value.place is None:
        # A reference that a call may fail to give is storage of its own to the compiler, until something is
        # to be moved out of it: what then happens to the owner is not followed (checked on 1.2.0).
        is_slot = value.in_slot and value.category is Category.MUT
        return None if is_slot else TransferError.NO_ORIGIN
    if cx.builder.local(value.place.local).kind is LocalKind.BOUND:
        return TransferError.NO_ORIGIN
    if (value.storage or value.category) is not Category.MUT:
        return TransferError.IMMUTABLE
    return None


def _transfer_unknown(cx: FunctionContext, value: Value, passed_on: Value) -> Value:
    """Of a type that may be trivial: it cannot be said whether anything is moved."""
    if value.access is not None:
        taint(cx, value.access, passed_on.at)
    return replace(passed_on, category=Category.UNKNOWN, place=None, origin=None)


def _report_redundant(cx: FunctionContext, expr: ast.Transfer, value: Value, why: Redundancy) -> None:
    cx.report(
        RedundantTransfer(
            at=expr.loc,
            span=expr.span,
            why=why,
            type_name=shown_type(cx, value.type),
            root=value.root,
        )
    )
