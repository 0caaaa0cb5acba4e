"""One function of a file as it would be after an edit: what is asked while code is being written.

A placeholder stands for the name under the cursor, and what is unfinished is closed. Only the function
around it is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from minimojo.hir.model import Header, Module, TypeDecl, Unit
from minimojo.names.mentions import Local
from minimojo.names.resolving import Resolver
from minimojo.names.symbols import Symbols
from minimojo.names.unit import resolver_of
from minimojo.names.visible import visible_at
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.unfinished import PLACEHOLDER
from minimojo.syntax.walk import walk
from minimojo.types import Environment, TypeScope
from minimojo.workspace.naming import parts_at
from minimojo.workspace.project import Loaded, Project


class Probe(Struct, frozen=True, eq=False, dict=True):
    """The part of a changed file that is around a byte `at` of it."""

    loaded: Loaded
    project: Project
    part: Unit | Header
    at: int
    resolver: Resolver

    @property
    def module(self) -> Module:
        return self.loaded.module

    @property
    def document(self) -> Document:
        return self.loaded.document

    @property
    def tree(self) -> ast.Statement:
        return self.resolver.unit.tree

    @property
    def scope(self) -> TypeScope:
        return self.resolver.unit.scope

    @property
    def environment(self) -> Environment:
        return self.scope.environment

    @property
    def owner(self) -> TypeDecl | None:
        """The type that the function or header is part of."""
        return self.resolver.unit.owner

    @cached_property
    def node(self) -> ast.Node | None:
        """What the placeholder has become in the tree: a name, member, or contextual member."""
        return next((it for it in walk(self.tree) if getattr(it, "name", None) == PLACEHOLDER), None)

    @cached_property
    def locals(self) -> Mapping[str, Local]:
        """The names of the function that are in scope at the placeholder."""
        return visible_at(self.tree, self.resolver.unit.source, PLACEHOLDER, self.at - self.part.start)


def probe(loaded: Loaded, project: Project, at: int) -> Probe | None:
    """Looks at the innermost function or header around a byte; None where there is none."""
    part = max(parts_at(loaded.module, at), key=lambda it: (it.start, isinstance(it, Unit)), default=None)
    if part is None:
        return None
    environment = project.program.environment(loaded.module.space)
    symbols = Symbols(environment, project.file_of)
    resolver = resolver_of(part, loaded.module, loaded.document, loaded.key, symbols)
    return Probe(loaded, project, part, at, resolver)
