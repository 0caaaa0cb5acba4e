"""What it is: the declaration, and who owns the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl, Convention, FunctionDecl, TypeDecl
from minimojo.ide.callables import names_of, shown_argument, shown_type
from minimojo.ide.cursor import CallSubject, NameSubject, Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.mir.body import Local, LocalKind
from minimojo.names.model import Kind
from minimojo.rules.rule import Evidence
from minimojo.rules.wording import function_name, spoken
from minimojo.types import written_type
from minimojo.types.model import (
    UNKNOWN,
    FieldStep,
    InteriorStep,
    LocalRoot,
    NoneType,
    OriginPath,
    Type,
    UnknownType,
)
from minimojo.types.signatures import signature_of
from minimojo.workspace.declared import Declared, head_of


def render(subject: Subject) -> str | None:
    match subject:
        case ValueSubject():
            head = _code(_declared(subject, _original(subject)))
            role = _role(subject.local, subject.cx)
            if subject.path:
                role = f"Part of `{subject.local.name}`, {role[0].lower()}{role[1:]}"
            return f"{head}\n\n{role}"
        case NameSubject():
            return _local(subject) or _named(subject.about)
        case CallSubject():
            return _called(subject)


def _local(subject: NameSubject) -> str | None:
    """What a function declares by its name alone, with the type that it has there."""
    about, type_ = subject.about[0], subject.type
    if type_ is None or isinstance(type_, UnknownType) or about.code.partition(" ")[2] != about.symbol.name:
        return None
    return _named((replace(about, code=f"{about.code}: {written_type(type_)}"),))


_MOST = 4
"""Overloads that are shown."""


def _named(about: tuple[Declared, ...], around: Sequence[str] = ()) -> str:
    """The declarations behind those of what is `around` them, and what the first of them is."""
    shown = [_code("\n".join((*around, *(it.code for it in about[:_MOST]))))]
    if len(about) > _MOST:
        shown.append(f"and {len(about) - _MOST} more overloads")
    what = _WHAT.get(about[0].symbol.kind)
    if what is not None:
        shown.append(f"{what} of `{_around(about[0])}`.")
    return "\n\n".join(shown)


def _around(declared: Declared) -> str:
    """What a thing is part of: its type or function, or its module."""
    key, kind = declared.symbol.unit_key, declared.symbol.kind
    if isinstance(declared.decl, ComptimeDecl) and declared.decl.owner is not None:
        return declared.decl.owner.name
    if kind is Kind.METHOD:
        return key.rpartition(".")[0]
    is_member = kind in (Kind.FIELD, Kind.CASE, Kind.ARGUMENT, Kind.PARAMETER) or declared.decl is None
    return key.partition("#")[0] if is_member else declared.home


_WHAT = {
    Kind.FIELD: "A field",
    Kind.CASE: "A case",
    Kind.ARGUMENT: "An argument",
    Kind.PARAMETER: "A compile-time parameter",
    Kind.METHOD: "A method",
    Kind.FUNCTION: "A function",
    Kind.STRUCT: "A struct",
    Kind.TRAIT: "A trait",
    Kind.ENUM: "An enum",
    Kind.COMPTIME: "A compile-time value",
}


def _code(text: str) -> str:
    return f"```mojo\n{text}\n```"


def _original(subject: ValueSubject) -> Local:
    """What a variable is where it is declared, which may be in a function around this one."""
    local = subject.local
    around = subject.analysis.evidence(subject.cx.body.unit_key)
    same = (it for cx in around for it in cx.body.locals if it.declared_at == local.declared_at)
    declared = (it for it in same if it.kind is not LocalKind.CAPTURED and it.name == local.name)
    return next(declared, local) if local.kind is LocalKind.CAPTURED else local


def _declared(subject: ValueSubject, local: Local) -> str:
    known = _annotation(subject.type, subject.cx)
    if subject.path:
        return f"{subject.name}{known}"
    written = _written(subject, local)
    if written is not None:
        return written
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


def _written(subject: ValueSubject, local: Local) -> str | None:
    """The declaration of what its type does not tell all about: an argument that takes many values or has a
    default, a function with captured values."""
    kind = Kind.ARGUMENT if local.kind is LocalKind.ARGUMENT else Kind.FUNCTION
    about = (it for it in subject.about if it.symbol.kind is kind and it.symbol.name == local.name)
    code = next((it.code for it in about), None)
    if code is None or (local.kind is not LocalKind.ARGUMENT and local.kind is not LocalKind.CLOSURE):
        return None
    is_open = f"{local.name}." in _annotation(local.type, subject.cx)  # Part of it is left to the caller.
    return code if kind is Kind.FUNCTION or is_open or "*" in code or " = " in code else None


def _role(local: Local, cx: Evidence) -> str:
    function = spoken(cx.body.name)
    match local.kind:
        case LocalKind.ARGUMENT if local.convention is not None:
            return _argument_role(local.convention, function)
        case LocalKind.REFERENCE:
            return f"A reference{_target(local, cx)}: it owns nothing, and keeps what it refers to alive."
        case LocalKind.RESULT:
            return f"The result of `{function}`: it belongs to the caller and must be set."
        case LocalKind.CAPTURED:
            return f"Captured by `{function}` from the function around it: nothing is copied or owned here."
        case LocalKind.BOUND:
            return "Bound by a loop or pattern: owned here, but it cannot be changed or transferred."
        case LocalKind.CLOSURE:
            return "A function that holds captured values."
        case _:
            return "Owner of its value."


def _target(local: Local, cx: Evidence) -> str:
    """What a reference refers to, where all of it has a name."""
    if local.refers_to is None:
        return ""
    names = {it.id: it.name for it in cx.body.locals}
    paths = [_storage(path, names) for path in local.refers_to.paths]
    if not paths or not all(paths):
        return ""
    is_inside = any(isinstance(step, InteriorStep) for path in local.refers_to.paths for step in path.steps)
    return f" {'into' if is_inside else 'to'} {' or '.join(f'`{path}`' for path in paths)}"


def _storage(path: OriginPath, names: Mapping[int, str]) -> str | None:
    """`box.inner`, also for an element inside of it; None for storage without a name."""
    name = (
        names.get(path.root.local) if isinstance(path.root, LocalRoot) else getattr(path.root, "name", None)
    )
    if not isinstance(name, str) or not name.isidentifier():
        return None
    steps = takewhile(lambda step: isinstance(step, FieldStep), path.steps)
    return ".".join((name, *(step.name for step in steps if isinstance(step, FieldStep))))


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


def _called(subject: CallSubject) -> str | None:
    """The function that is called, as it is declared; one that nobody wrote, by the types of its arguments."""
    callee = subject.call.callee
    if callee is None:
        return None
    named = [it.code for it in subject.about if isinstance(it.decl, TypeDecl | ComptimeDecl)]
    if callee.is_synthesized:
        return _code("\n".join((*named, _signature(callee, subject.cx))))
    if subject.cx.scope.environment.program.environment_of(callee) is None:  # A function inside this one.
        unit = subject.analysis.units.get(callee.unit_key)
        return None if unit is None else _code(head_of(callee.node, unit.source))
    return _named(subject.about[:1], named) if subject.about else None


def _signature(callee: FunctionDecl, cx: Evidence) -> str:
    resolved = signature_of(callee, cx.scope)
    types = resolved.types or (UNKNOWN,) * len(callee.arguments)
    pairs = zip(callee.arguments, types, strict=False)
    arguments = ", ".join(shown_argument(it, type_, names_of(cx.body)) for it, type_ in pairs)
    result = (
        "" if isinstance(resolved.result, UnknownType | NoneType) else f" -> {written_type(resolved.result)}"
    )
    return f"def {function_name(callee)}({arguments}){result}"


def _annotation(type_: Type, cx: Evidence) -> str:
    return "" if isinstance(type_, UnknownType) else f": {shown_type(type_, cx.scope, names_of(cx.body))}"


SECTION = Section(Order.DECLARATION, render)
