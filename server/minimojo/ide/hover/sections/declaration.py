"""What it is: the declaration, and who owns the value."""

from __future__ import annotations

from minimojo.hir.model import Convention
from minimojo.ide.cursor import CallSubject, Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import Local, LocalKind
from minimojo.rules.wording import function_name
from minimojo.types import print_type
from minimojo.types.model import UnknownType


def render(subject: Subject) -> str | None:
    match subject:
        case ValueSubject():
            head = _code(_declared(subject))
            return f"{head}\n\n{_role(subject.local, subject.cx.body.name)}"
        case CallSubject():
            return _code(_signature(subject)) if subject.call.callee is not None else None


def _code(text: str) -> str:
    return f"```mojo\n{text}\n```"


def _declared(subject: ValueSubject) -> str:
    local = subject.local
    known = "" if isinstance(local.type, UnknownType) else f": {print_type(local.type)}"
    if subject.path:
        return f"{subject.name}  # of {local.name}{known}"
    match local.kind:
        case LocalKind.ARGUMENT if local.convention is not None:
            word = "" if local.convention is Convention.IMM else f"{local.convention.value} "
            return f"{word}{local.name}{known}"
        case LocalKind.REFERENCE:
            return f"ref {local.name}{known}"
        case LocalKind.RESULT:
            return f"out {local.name}{known}"
        case _:
            return f"var {local.name}{known}"


def _role(local: Local, function: str) -> str:
    match local.kind:
        case LocalKind.ARGUMENT if local.convention is not None:
            return _argument_role(local.convention, function)
        case LocalKind.REFERENCE:
            return "A reference: it owns nothing, and keeps what it refers to alive."
        case LocalKind.RESULT:
            return f"The result of `{function}`: it belongs to the caller and must be set."
        case LocalKind.BOUND:
            return "Bound by a loop or pattern: owned here, but it cannot be changed or transferred."
        case LocalKind.CLOSURE:
            return "A function that holds captured values."
        case _:
            return "Owner of its value."


def _argument_role(convention: Convention, function: str) -> str:
    match convention:
        case Convention.IMM:
            return f"An `imm` argument: borrowed from the caller of `{function}`, for reading only."
        case Convention.MUT:
            return f"A `mut` argument: borrowed from the caller of `{function}`, who sees every change."
        case Convention.VAR:
            return f"A `var` argument: `{function}` owns the value."
        case Convention.REF:
            return "A `ref` argument: borrowed from the caller, and mutable if it is mutable there."
        case Convention.OUT:
            return f"The result of `{function}`: it belongs to the caller and must be set."
        case Convention.DEINIT:
            return f"A `deinit` argument: `{function}` owns the value and takes it apart."


def _signature(subject: CallSubject) -> str:
    callee = subject.call.callee
    if callee is None:
        return ""
    unit = subject.cx.units.get(callee.unit_key)
    if unit is not None and unit.decl.node is callee.node:
        body = callee.node.body
        text = unit.source[: body[0].span.start] if body else unit.source.partition(b"\n")[0]
        start = callee.node.keyword.start
        return " ".join(text[start:].decode("utf-8", "replace").split()).removesuffix(":")
    arguments = ", ".join(_argument(it.name, it.convention) for it in callee.arguments)
    return f"def {function_name(callee)}({arguments})"


def _argument(name: str, convention: Convention) -> str:
    return name if convention is Convention.IMM else f"{convention.value} {name}"


SECTION = Section(Order.DECLARATION, render)
