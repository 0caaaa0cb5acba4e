"""Who calls a function, and whom does it call? A type stands for the calls that make its values."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import FunctionDecl, TypeDecl, Unit
from minimojo.names.model import Kind, Role, Symbol
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.text import LineIndex, Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Mention, Place
from minimojo.workspace.steps import Steps

_CALLED = (Kind.FUNCTION, Kind.METHOD, Kind.STRUCT)
_INITIALIZER = "__init__"


class Caller(Struct, frozen=True):
    """A function, a type or a file. `place` is its name, `extent` all of it; `detail` tells how it takes its
    arguments."""

    symbol: Symbol
    place: Place
    extent: Span
    detail: str


class Calls(Struct, frozen=True):
    """Calls between a function that was asked about and `other`, at places of the one that calls."""

    other: Caller
    spans: tuple[Span, ...]
    lines: LineIndex


def callables_at(atlas: Atlas, path: str, offset: int) -> list[Caller]:
    """The functions that a name may stand for."""
    found = atlas.name_at(path, offset)
    symbols = () if found is None else found.symbols
    callers = (_caller(atlas, path, it) for it in symbols if it.kind in _CALLED)
    return [it for it in callers if it is not None]


def incoming(atlas: Atlas, path: str, symbol: Symbol) -> Steps[list[Calls]]:
    """The calls of a function in all files. `path` is an open file."""
    spans: dict[Symbol, list[Span]] = {}
    places: dict[Symbol, Place] = {}
    for target in _targets(atlas, symbol):
        mentions = yield from atlas.mentions(target)
        for it in mentions:
            if it.role is Role.CALL:
                caller = _around(atlas, it)
                spans.setdefault(caller, []).append(it.place.span)
                places[caller] = it.place
    found: list[Calls] = []
    for caller, given in spans.items():
        other = _caller(atlas, path, caller)
        if other is None and caller.kind is Kind.MODULE:
            place = places[caller]
            other = Caller(caller, Place(place.path, Span(0, 0), place.lines), Span(0, 0), "")
        if other is not None:
            found.append(Calls(other, tuple(sorted(set(given))), places[caller].lines))
    return found


def outgoing(atlas: Atlas, path: str, symbol: Symbol) -> list[Calls]:
    """What a function calls, each with the places where it does. `path` is an open file."""
    spans: dict[Symbol, list[Span]] = {}
    if symbol.library or symbol.file not in atlas.workspace.keys:
        return []
    lines = atlas.lines(atlas.workspace.path_of(symbol.file))
    for body in _bodies(atlas, symbol):
        for it in atlas.names_in(symbol.file, body.key):
            if it.role is Role.CALL and _extent(atlas, body, symbol).covers(it.span):
                for called in it.symbols:
                    if called.kind in _CALLED:
                        spans.setdefault(called, []).append(it.span)
    callees = ((_caller(atlas, path, called), given) for called, given in spans.items())
    return [Calls(other, tuple(sorted(given)), lines) for other, given in callees if other is not None]


def _targets(atlas: Atlas, symbol: Symbol) -> Iterator[Symbol]:
    """What is named where something is called: for an initializer, its type, too."""
    yield symbol
    owner = atlas.owner_of(symbol) if symbol.name == _INITIALIZER and symbol.kind is Kind.METHOD else None
    if owner is not None:
        yield Symbol(Kind.STRUCT, owner.name, symbol.file, owner.unit_key, owner.name_span)


def _around(atlas: Atlas, mention: Mention) -> Symbol:
    """The function, type or file that a call is in."""
    file = atlas.workspace.files.key(mention.place.path)
    decl = atlas.function(file, mention.part)
    if decl is not None:
        kind = Kind.FUNCTION if decl.owner is None else Kind.METHOD
        return Symbol(kind, decl.name, file, mention.part, decl.name_span)
    type_ = atlas.type(file, mention.part)
    if type_ is not None:
        return Symbol(Kind.STRUCT, type_.name, file, mention.part, type_.name_span)
    name = mention.place.path.rpartition("/")[2]
    return Symbol(Kind.MODULE, name, file, "", Span(0, 0))


def _caller(atlas: Atlas, path: str, symbol: Symbol) -> Caller | None:
    place = atlas.place(symbol) if symbol.kind in _CALLED else None
    if place is None:
        return None
    decl = atlas.declaration(symbol, atlas.scope(path).environment)
    unit = None if symbol.library else atlas.unit(symbol.file, symbol.unit_key)
    extent = place.span
    if unit is not None:
        extent = _extent(atlas, unit, symbol)
        node = _nested(atlas, unit, symbol)
        if node is not None:
            return Caller(symbol, place, extent, _written_conventions(node))
    return Caller(symbol, place, extent, _conventions(decl))


def _bodies(atlas: Atlas, symbol: Symbol) -> Iterator[Unit]:
    """The functions that run when something is called."""
    if symbol.kind is Kind.STRUCT:
        decl = atlas.type(symbol.file, symbol.unit_key)
        keys = [] if decl is None else [it.unit_key for it in decl.methods.get(_INITIALIZER, ())]
    else:
        keys = [symbol.unit_key]
    units = (atlas.unit(symbol.file, key) for key in keys)
    yield from (it for it in units if it is not None)


def _nested(atlas: Atlas, unit: Unit, symbol: Symbol) -> ast.FunctionDef | None:
    """The function in a function that a symbol stands for."""
    if symbol.kind is not Kind.FUNCTION or symbol.span == unit.decl.name_span:
        return None
    tree = atlas.tree_of(atlas.workspace.path_of(symbol.file), unit.key)
    nodes = () if tree is None else walk(tree[0])
    return next((it for it in nodes if isinstance(it, ast.FunctionDef) and it.name_span == symbol.span), None)


def _extent(atlas: Atlas, unit: Unit, symbol: Symbol) -> Span:
    node = _nested(atlas, unit, symbol)
    span = Span(0, len(unit.source)) if node is None else node.span
    return Span(span.start, len(unit.source[: span.end].rstrip())).shifted(unit.start)


def _conventions(decl: object) -> str:
    match decl:
        case FunctionDecl():
            given = (f"{it.convention.value} {it.name}" for it in decl.arguments)
            return f"({', '.join(given)})"
        case TypeDecl():
            return " | ".join(map(_conventions, decl.methods.get(_INITIALIZER, ())))
        case _:
            return ""


def _written_conventions(node: ast.FunctionDef) -> str:
    given = (
        f"{'imm' if it.convention is None else it.convention.text} {it.name}"
        for it in node.signature.parameters
        if it.name
    )
    return f"({', '.join(given)})"
