"""Names that a scope of a file, or a type, declares although something else in it has them (DE-7, DE-44).

Only what the compiler calls an invalid redefinition: two functions that cannot be told apart, and a struct in the
place of something else, have words of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from operator import itemgetter

from msgspec import Struct

from minimojo.hir.model import (
    ArgumentDecl,
    ComptimeDecl,
    FunctionDecl,
    ImportDecl,
    Module,
    TypeDecl,
    TypeParameterDecl,
    Unit,
)
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.text import Span

Found = tuple[str, DeclarationProblem]
"""A problem, and the key of the unit or header in which it stands."""


_Named = TypeParameterDecl | ArgumentDecl | ast.FieldDecl | ast.ComptimeDecl


class _Sort(Enum):
    """The rows and columns of the table of DE-7."""

    FUNCTION = "function"
    STRUCT = "struct"
    IMPORT = "import"
    MODULE = "module"
    OTHER = "other"


class _Entry(Struct, frozen=True):
    name: str
    sort: _Sort
    key: str
    span: Span


def redefinitions(module: Module) -> Iterator[Found]:
    """All of a file: of its own scope, and of its types."""
    yield from _within(_of_file(module), "this file")
    methods: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in module.units:
        if unit.decl.owner is not None:
            methods[unit.decl.owner.unit_key].append(unit)
        yield from _of_function(unit)
    for key, decl in module.types.items():
        if decl.kind in (ast.TypeDefKind.STRUCT, ast.TypeDefKind.TRAIT) and not decl.damaged:
            yield from _within(_of_type(key, decl, methods[key], module.starts[key]), f"`{decl.name}`")


def _within(entries: Iterable[_Entry], scope: str) -> Iterator[Found]:
    """The entries of a scope that exclude one another; what is rejected does not stand in the way of others."""
    known: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        before = known[entry.name]
        if before and _is_rejected(entry, [it.sort for it in before]):
            first = before[-1]
            yield entry.key, _problem(entry, scope, first.span if first.key == entry.key else None)
        else:
            before.append(entry)


def _is_rejected(entry: _Entry, before: Sequence[_Sort]) -> bool:
    match entry.sort:
        case _Sort.FUNCTION:
            return any(it is not _Sort.FUNCTION for it in before)
        case _Sort.STRUCT:
            return _Sort.STRUCT in before
        case _Sort.IMPORT:
            return any(it in (_Sort.FUNCTION, _Sort.OTHER) for it in before)
        case _Sort.MODULE:
            return False
        case _Sort.OTHER:
            return True


def _problem(entry: _Entry, scope: str, related: Span | None) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.REDEFINED,
        group=Group.REDEFINITION,
        span=entry.span,
        message=f"`{entry.name}` is already declared in {scope}",
        fatal=True,
        related=related,
    )


# --- the scope of a file ------------------------------------------------------------------------


def _of_file(module: Module) -> Iterator[_Entry]:
    """What a file declares, in its order."""
    headers = {header.key: header for header in module.headers if not header.damaged}
    keys = module.space.keys
    for base in module.bases:
        match base:
            case FunctionDecl(erroneous=False):
                yield _Entry(base.name, _Sort.FUNCTION, base.unit_key, base.name_span)
            case TypeDecl(damaged=False):
                sort = _Sort.OTHER if base.kind is ast.TypeDefKind.TRAIT else _Sort.STRUCT
                yield _Entry(base.name, sort, base.unit_key, base.name_span)
            case ComptimeDecl() if keys[base] in headers:
                yield _Entry(base.name, _Sort.OTHER, keys[base], base.name_span)
            case ImportDecl() if keys[base] in headers:
                sort = _Sort.MODULE if base.member is None else _Sort.IMPORT
                yield _Entry(base.name, sort, keys[base], _place_of(base, headers[keys[base]].tree))
            case _:
                pass


def _place_of(decl: ImportDecl, tree: ast.Statement) -> Span:
    names = tree.names if isinstance(tree, ast.Import) else ()
    return next((it.span for it in names if it.bound == decl.name), tree.span)


# --- types --------------------------------------------------------------------------------------


def _of_type(key: str, decl: TypeDecl, methods: Iterable[Unit], start: int) -> list[_Entry]:
    """The parameters and members of a type that starts at a byte of the file, in their order."""
    members = [
        it
        for it in decl.node.members
        if isinstance(it, ast.FieldDecl) or (isinstance(it, ast.ComptimeDecl) and it.targets is None)
    ]
    found = [(it.span.start, it) for it in _others((*_named(decl.type_parameters), *members), key)]
    for it in methods:
        place = it.start - start + it.decl.name_span.start
        found.append((place, _Entry(it.decl.name, _Sort.FUNCTION, it.key, it.decl.name_span)))
    return [entry for _, entry in sorted(found, key=itemgetter(0))]


def _of_function(unit: Unit) -> Iterator[Found]:
    """Parameters of a function that have the name of another one, or of one of its type; arguments that have that."""
    decl = unit.decl
    own = _named(decl.type_parameters)
    outer = () if decl.owner is None else _named(decl.owner.type_parameters)
    if decl.erroneous or not (own or outer):
        return
    taken = {it.name for it in outer}
    for entry in _others((*own, *_named(decl.arguments)), unit.key):
        if entry.name in taken:
            yield unit.key, _problem(entry, "its type", None)
    yield from _within(_others(own, unit.key), "this list")


def _others(named: Iterable[_Named], key: str) -> Iterator[_Entry]:
    return (_Entry(it.name, _Sort.OTHER, key, it.name_span) for it in named)


def _named(
    entries: Sequence[TypeParameterDecl] | Sequence[ArgumentDecl],
) -> list[TypeParameterDecl | ArgumentDecl]:
    return [it for it in entries if it.name not in ("", "_")]
