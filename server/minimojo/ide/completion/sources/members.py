"""Behind a dot: fields, methods, associated values, cases, what a module holds."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import FieldDecl, FunctionDecl, TypeDecl, TypeParameterDecl
from minimojo.ide.completion.model import Item, Moment, Rank, Source, item_of
from minimojo.ide.completion.places import has_receiver, is_member
from minimojo.names.listing import member_names, members_named
from minimojo.names.members import Found, Part
from minimojo.names.model import Kind
from minimojo.syntax import ast
from minimojo.types import TypeScope, copyable, deinitable, movable
from minimojo.types.model import Answer, GenericMeta, MetaType, ModuleType, ParamType, StructType, Type
from minimojo.types.recursion import TRIVIALITY
from minimojo.workspace.probe import Probe


def find(moment: Moment) -> Iterator[Item]:
    if not is_member(moment.spot) or not has_receiver(moment.spot) or moment.receiver is None:
        return
    type_, probe = moment.receiver
    names = member_names(type_, probe.scope)
    if isinstance(type_, ModuleType):
        names = (*names, *moment.atlas.workspace.submodules(moment.path, type_.name))
    for name in dict.fromkeys(names):
        found = members_named(type_, name, probe.scope)
        if found and _is_legal(type_, name, found[0], probe):
            yield item_of(name, found, _rank(type_, name, found[0]), probe.resolver.symbols)
        elif not found and isinstance(type_, ModuleType):  # It imports the name from what is not there.
            yield Item(label=name, kind=Kind.MODULE, rank=Rank.IMPORTED)
    yield from _written_by_compiler(type_, probe.scope)


_ASKED = {"Deinitable": deinitable, "Movable": movable, "Copyable": copyable}


def _written_by_compiler(type_: Type, scope: TypeScope) -> Iterator[Item]:
    """Whether its copies, moves and ends are trivial, which no declaration says."""
    instance = type_.instance if isinstance(type_, MetaType) else type_
    if isinstance(instance, StructType | ParamType):
        for name, trait in TRIVIALITY.items():
            if _ASKED[trait](instance, scope) is Answer.YES:
                yield Item(label=name, kind=Kind.COMPTIME, rank=Rank.SPECIAL, detail=f"comptime {name}: Bool")


def _is_legal(type_: Type, name: str, found: Found, probe: Probe) -> bool:
    """A type has no fields, and a value that cannot be copied no `copy`."""
    if isinstance(type_, MetaType | GenericMeta):
        return not (isinstance(found, Part) and isinstance(found.decl, FieldDecl))
    if isinstance(found, Part) and isinstance(found.decl, ast.EnumCase):
        return False
    return name != "copy" or copyable(type_, probe.scope) is not Answer.NO


def _rank(type_: Type, name: str, found: Found) -> Rank:
    if name.startswith("__"):
        return Rank.SPECIAL
    if name.startswith("_"):
        return Rank.PRIVATE
    if isinstance(found, FunctionDecl):
        is_type = isinstance(type_, MetaType | GenericMeta)
        if found.owner is not None and found.is_static is not is_type:
            return Rank.UNLIKELY
        return Rank.OWN if _owner(type_) in (None, found.owner) else Rank.INHERITED
    is_stored = isinstance(found, Part) and not isinstance(found.decl, TypeParameterDecl)
    return (
        Rank.MEMBER if is_stored or isinstance(type_, MetaType | GenericMeta | ModuleType) else Rank.IMPORTED
    )


def _owner(type_: Type) -> TypeDecl | None:
    if isinstance(type_, MetaType):
        type_ = type_.instance
    return type_.decl if isinstance(type_, StructType) else None


SOURCE = Source(find)
