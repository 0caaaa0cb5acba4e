"""The names of a unit or header of a file, found by watching how it is lowered."""

from __future__ import annotations

import re

from msgspec.structs import replace

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Header, Module, Unit
from minimojo.mir.lowering.function import lower_function
from minimojo.names.model import Occurrence, Symbol
from minimojo.names.resolving import Resolver, occurrences, plain_occurrences, resolver_for
from minimojo.names.symbols import Symbols
from minimojo.names.typing import Unit as Subject
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.walk import children
from minimojo.types import Environment, TypeScope, library_of, scope_of
from minimojo.types.model import MetaType, ParamType, StructType, TraitType, Type

_LONGEST = 60_000
"""Bytes of a function that is looked into while somebody waits: longer ones are tables of data."""


def names_of_unit(
    unit: Unit, document: Document, file: str, symbols: Symbols, watched: Watched | None = None
) -> tuple[Occurrence, ...]:
    """The names of a function, relative to its start; `watched` is what its analysis has told."""
    if watched is None:
        watched = watch_unit(unit, document, symbols.environment)
    return occurrences(_of_unit(unit, document, file, symbols), symbols, watched)


def plain_names_of_unit(
    unit: Unit, document: Document, file: str, symbols: Symbols, word: re.Pattern[bytes]
) -> tuple[Occurrence, ...] | None:
    """Those names of a function that are spelled like `word`, if they can be told without lowering it."""
    return plain_occurrences(_of_unit(unit, document, file, symbols), symbols, word)


def _of_unit(unit: Unit, document: Document, file: str, symbols: Symbols) -> Subject:
    return Subject(
        key=unit.key,
        file=file,
        source=unit.source,
        tree=unit_tree(document, unit),
        decl=unit.decl,
        owner=unit.decl.owner,
        scope=scope_of(unit.decl, symbols.environment),
    )


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
    return occurrences(_of_header(header, module, file, symbols), symbols, Watched())


def _of_header(header: Header, module: Module, file: str, symbols: Symbols) -> Subject:
    decl = module.types.get(header.key)
    scope = TypeScope(symbols.environment) if decl is None else scope_of(decl, symbols.environment)
    return Subject(
        key=header.key,
        file=file,
        source=header.part.source,
        tree=header.tree,
        decl=decl,
        owner=decl,
        scope=scope,
    )


def resolver_of(
    part: Unit | Header, module: Module, document: Document, file: str, symbols: Symbols
) -> Resolver:
    """What can be said about names of a unit or header."""
    if isinstance(part, Unit):
        subject = _of_unit(part, document, file, symbols)
        is_short = len(part.source) <= _LONGEST
        watched = watch_unit(part, document, symbols.environment) if is_short else Watched()
    else:
        subject, watched = _of_header(part, module, file, symbols), Watched()
    return resolver_for(subject, symbols, watched)


def types_at(part: Unit | Header, document: Document, symbols: Symbols, at: int) -> tuple[Symbol, ...]:
    """The declared type of the value whose name is at a byte of a function: its own, not what it is made of."""
    if isinstance(part, Header):
        return ()
    watched = watch_unit(part, document, symbols.environment)
    node: ast.Node | None = unit_tree(document, part)
    found: Type | None = None
    while node is not None:
        type_ = watched.type_of(node) if isinstance(node, ast.Expr) else None
        if isinstance(node, ast.Name) and type_ is None:
            type_ = watched.names.get(node.span.start)
        found = type_ or found
        if isinstance(node, ast.FunctionDef | ast.Statement):
            found = None
        if isinstance(node, ast.ParameterNode) and node.name_span.touches(at):
            found = watched.names.get(node.name_span.start)
        node = next((it for it in children(node) if it.span.start <= at <= it.span.end), None)
    match found:
        case MetaType(instance=StructType(decl=decl)) | StructType(decl=decl):
            declared = symbols.of(decl)
        case ParamType(bound=(decl, *_)) | TraitType(traits=(decl, *_)):
            declared = symbols.of(decl)
        case _:
            declared = None
    return () if declared is None else (declared,)
