"""Methods that have to keep one name: a trait promises it, and the types that have the trait keep the promise."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import TypeDecl
from minimojo.names.model import Kind, Symbol
from minimojo.syntax import ast
from minimojo.types.traits import closure, traits_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.run import Run
from minimojo.workspace.steps import Progress, Steps


class _Type(Struct, frozen=True, eq=False):
    """A type with a method of the name; `promised` are the traits that ask for it."""

    decl: TypeDecl
    run: Run
    promised: frozenset[TypeDecl]


def kept_together(atlas: Atlas, symbol: Symbol) -> Steps[tuple[Symbol, ...]]:
    """A method with all those that keep or make the same promise; anything else alone."""
    owner = atlas.owner_of(symbol) if symbol.kind is Kind.METHOD and symbol.file else None
    if owner is None:
        return (symbol,)
    types = list[_Type]()
    keys = tuple(dict.fromkeys((symbol.file, *atlas.workspace.keys)))
    for number, key in enumerate(keys):
        types += _types_with(atlas, key, symbol.name)
        yield Progress(number, len(keys))
    group = _group(owner, types)
    if len(group) == 1:
        return (symbol,)
    found = [it for decl, run in group.items() for it in _methods(decl, run, symbol.name)]
    return tuple(dict.fromkeys((symbol, *found)))


def _types_with(atlas: Atlas, key: str, name: str) -> Iterator[_Type]:
    """The types of a file that declare a method."""
    loaded = atlas.workspace.loaded_at(key) if name.encode() in atlas.workspace.text_of(key) else None
    if loaded is not None:
        run = atlas.workspace.run_at(loaded)
        for decl in loaded.module.types.values():
            if name in decl.methods:
                yield _Type(decl, run, frozenset(_promising(decl, run, name)))


def _promising(decl: TypeDecl, run: Run, name: str) -> Iterator[TypeDecl]:
    environment = run.scope.environment
    is_trait = decl.kind is ast.TypeDefKind.TRAIT
    traits = closure((decl,), environment).known if is_trait else traits_of(decl, environment).known
    return (it for it in traits if name in it.methods)


def _group(owner: TypeDecl, types: list[_Type]) -> dict[TypeDecl, Run | None]:
    """The owner, and what has to do with it by promises; with the analyses of their files."""
    group: dict[TypeDecl, Run | None] = {owner: None}
    size = 0
    while size < len(group):
        size = len(group)
        for it in types:
            if it.decl in group or it.promised & group.keys():
                group |= dict.fromkeys((it.decl, *it.promised), it.run)
    return group


def _methods(decl: TypeDecl, run: Run | None, name: str) -> Iterator[Symbol]:
    for function in decl.methods[name]:
        found = None if run is None else run.symbols.of(function)
        if found is not None:
            yield found
