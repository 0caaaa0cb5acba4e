"""Names that stand for nothing: the compiler will not find them, whatever of the project is not known."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from minimojo.names.members import accessors, members_named
from minimojo.names.mentions import Local, Use
from minimojo.names.model import Role
from minimojo.names.resolving import Resolver
from minimojo.names.visible import visible_for
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import TypeScope
from minimojo.types.calls import Missing
from minimojo.types.members import member
from minimojo.types.model import ModuleType, Type


class Undeclared(Struct, frozen=True):
    """A name that nothing declares; `span` is relative to its unit or header. `owner` is the type of what stands
    before the dot of a member, or the module of what is imported; None for a name by itself, where `visible` are the
    declarations of its function."""

    name: str
    span: Span
    owner: Type | None
    visible: Mapping[str, Local]


def undeclared_at(resolver: Resolver, offset: int) -> Undeclared | None:
    """The undeclared name at a byte of a unit or header, or that ends there."""
    unit = resolver.unit
    for order, use in enumerate(resolver.mentions.uses):
        if use.span.touches(offset) and _is_nothing(use, resolver):
            return Undeclared(use.name, use.span, None, visible_for(unit.tree, unit.source, use, order))
    for node, role in resolver.mentions.attributes:
        if node.name_span.touches(offset) and isinstance(node, ast.Attribute):
            owner = resolver.type_of(node.value)
            if owner is not None and _lacks(owner, node, role, resolver):
                return Undeclared(node.name, node.name_span, owner, {})
    return _not_exported(resolver, offset)


def _not_exported(resolver: Resolver, offset: int) -> Undeclared | None:
    """A name in an import that its module does not have."""
    for statement in resolver.mentions.imports:
        module = ModuleType(statement.module or "")
        for it in statement.names if statement.module else ():
            span = Span(it.span.start, it.span.start + len(it.path.encode()))
            if span.touches(offset) and _is_without(module, it.path, resolver.unit.scope):
                return Undeclared(it.path, span, module, {})
    return None


def _is_nothing(use: Use, resolver: Resolver) -> bool:
    """Whether neither the function nor its type, nor the file, an import or the prelude gives a name (OV-2, OV-6)."""
    if use.local is not None or use.role is Role.DECLARATION or not isinstance(use.node, ast.Name):
        return False
    if use.name.startswith("__mlir_") or _is_in_decorator(use, resolver.unit.source):
        return False
    return not resolver.free(use.name) and resolver.unit.scope.environment.lookup(use.name) == ()


def _is_in_decorator(use: Use, source: bytes) -> bool:
    """The compiler knows decorators by itself, and looks for what is said in them where they stand."""
    return source[source.rfind(b"\n", 0, use.span.start) + 1 : use.span.start].lstrip().startswith(b"@")


def _lacks(owner: Type, node: ast.Attribute, role: Role, resolver: Resolver) -> bool:
    """Whether a type is known to have no member of a name (OV-10 .. OV-14)."""
    scope = resolver.unit.scope
    if not node.name or resolver.members(node) or accessors(owner, role, scope):
        return False
    if isinstance(owner, ModuleType):
        return _is_without(owner, node.name, scope)
    return isinstance(member(owner, node.name, scope), Missing)


def _is_without(module: ModuleType, name: str, scope: TypeScope) -> bool:
    """Whether a module that is known has neither a declaration nor a module of a name."""
    home = scope.environment.module(module.name)
    is_missing = home is not None and scope.environment.exported_by(home, name) == ()
    return is_missing and not members_named(module, name, scope)
