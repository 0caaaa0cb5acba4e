"""The names of a unit or header of a file, found by watching how it is lowered."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Header, Module, Unit
from minimojo.mir.lowering.function import lower_function
from minimojo.names.model import Occurrence
from minimojo.names.resolving import Unit as Subject
from minimojo.names.resolving import occurrences
from minimojo.names.symbols import Symbols
from minimojo.names.watched import Watched
from minimojo.syntax.document import Document
from minimojo.types import Environment, TypeScope, library_of, scope_of


def names_of_unit(unit: Unit, document: Document, file: str, symbols: Symbols) -> tuple[Occurrence, ...]:
    """The names of a function, relative to its start."""
    watched, environment = watch_unit(unit, document, symbols.environment), symbols.environment
    subject = Subject(
        key=unit.key,
        file=file,
        source=unit.source,
        tree=unit_tree(document, unit),
        decl=unit.decl,
        owner=unit.decl.owner,
        scope=scope_of(unit.decl, environment),
    )
    return occurrences(subject, symbols, watched)


def watch_unit(unit: Unit, document: Document, environment: Environment) -> Watched:
    """What its lowering tells, also where the compiler would not look into a function."""
    watched = Watched()
    decl = replace(unit.decl, erroneous=False) if unit.decl.erroneous else unit.decl
    if decl.has_body:
        seen = unit if decl is unit.decl else replace(unit, decl=decl)
        with library_of(environment):
            lower_function(seen, unit_tree(document, unit), environment, watched)
    return watched


def names_of_header(header: Header, module: Module, file: str, symbols: Symbols) -> tuple[Occurrence, ...]:
    """The names of a type's header with its fields, or of a statement of the file."""
    decl = module.types.get(header.key)
    scope = TypeScope(symbols.environment) if decl is None else scope_of(decl, symbols.environment)
    subject = Subject(
        key=header.key,
        file=file,
        source=header.part.source,
        tree=header.tree,
        decl=decl,
        owner=decl,
        scope=scope,
    )
    return occurrences(subject, symbols, Watched())
