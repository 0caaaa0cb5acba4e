"""What its type allows: how values of it are copied, moved and destroyed, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import TypeDecl
from minimojo.ide.callables import names_of, shown_type
from minimojo.ide.cursor import NameSubject, Subject, ValueSubject
from minimojo.ide.hover.section import Order, Section
from minimojo.syntax import ast
from minimojo.types import (
    TypeScope,
    copyable,
    deinitable,
    implicitly_copyable,
    is_trivial,
    movable,
    scope_of,
)
from minimojo.types.layout import layout_of
from minimojo.types.model import Answer, FunctionType, NoneType, StructType, Type, UnknownType
from minimojo.types.printing import LocalName


def render(subject: Subject) -> str | None:
    match subject:
        case ValueSubject() if not isinstance(subject.type, UnknownType | NoneType | FunctionType):
            return _told(subject.type, subject.cx.scope, names_of(subject.cx.body))
        case NameSubject(about=(declared, *_), scope=scope) if isinstance(declared.decl, TypeDecl):
            return _of_type(declared.decl, scope)
        case _:
            return None


def _of_type(decl: TypeDecl, scope: TypeScope) -> str | None:
    """A type by its name, with its own parameters."""
    if decl.kind is not ast.TypeDefKind.STRUCT:
        return None
    home = scope.environment.program.environment_of(decl)
    inside = None if home is None else scope_of(decl, home)
    if inside is None or not isinstance(inside.self_type, StructType):
        return None
    return _told(inside.self_type, inside, str)


def _told(type_: Type, scope: TypeScope, local_name: LocalName) -> str | None:
    parts = [*_traits(type_, scope), *_size(type_, scope)]
    return f"**`{shown_type(type_, scope, local_name)}`:** {'; '.join(parts)}." if parts else None


def _traits(type_: Type, scope: TypeScope) -> Iterator[str]:
    if is_trivial(type_, scope) is Answer.YES:
        yield "trivial, a copy is only its bytes"
        return
    explicit = copyable(type_, scope)
    if implicitly_copyable(type_, scope) is Answer.YES:
        yield "copied implicitly where it is needed"
    elif explicit is Answer.YES:
        yield "copied only by `.copy()`"
    elif explicit is Answer.NO:
        yield "never copied"
    moved = movable(type_, scope)
    if moved is Answer.YES:
        yield "can be transferred"
    elif moved is Answer.NO:
        yield "cannot be moved"
    if deinitable(type_, scope) is Answer.NO:
        yield "must be destroyed explicitly"


def _size(type_: Type, scope: TypeScope) -> Iterator[str]:
    layout = layout_of(type_, scope)
    if layout is not None:
        heap = f", and on the heap {layout.heap}" if layout.heap else ""
        yield f"{layout.size} byte{'s' if layout.size != 1 else ''} in place{heap}"


SECTION = Section(Order.TYPE, render)
