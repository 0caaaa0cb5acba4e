"""Names in scope: what the function declares, what is around it, what the file declares or imports, the prelude."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from minimojo.hir.model import FunctionDecl, ImportDecl
from minimojo.ide.completion.model import Item, Moment, Pointer, Rank, Source, item_of
from minimojo.ide.completion.places import MANY, is_begin, is_name, is_type, leads_to
from minimojo.names.listing import exported_names, members_inside
from minimojo.names.members import Part
from minimojo.names.mentions import Local
from minimojo.names.model import Kind
from minimojo.syntax import ast
from minimojo.types import written_type
from minimojo.types.modules import ModuleEnvironment
from minimojo.types.std.library import StandardLibrary, standard_library
from minimojo.workspace.probe import Probe

_INTRINSICS = ("conforms_to", "origin_of", "type_of", "__functions_in_module")
"""What the compiler itself knows, and no module declares."""


def find(moment: Moment) -> Iterator[Item]:
    probe = moment.probe
    if not is_name(moment.spot) or (probe is None and not is_begin(moment.spot)):
        return
    wants_type = is_type(moment.spot)
    if probe is not None:
        for local in probe.locals.values():
            yield _local(local, probe, wants_type=wants_type)
        yield from _of_owner(probe)
        if not wants_type:
            yield from _of_self(probe)
        yield from _of_file(probe, moment.spot.prefix.lower(), wants_type=wants_type)
    yield from _prelude(wants_type=wants_type)


def _local(local: Local, probe: Probe, *, wants_type: bool) -> Item:
    type_ = probe.resolver.watched.names.get(local.span.start)
    word = _word(local.node)
    shown = (
        ""
        if type_ is None or local.name == "self" or local.kind is Kind.FUNCTION
        else f": {written_type(type_)}"
    )
    is_value = local.kind in (Kind.VARIABLE, Kind.ARGUMENT)
    return Item(
        label=local.name,
        kind=local.kind,
        rank=Rank.UNLIKELY if wants_type and is_value else Rank.LOCAL,
        detail=f"{word}{local.name}{shown}",
    )


def _word(node: ast.Node) -> str:
    """The convention of an argument."""
    if isinstance(node, ast.ParameterNode) and node.convention is not None:
        return f"{node.convention.text} "
    return ""


def _of_owner(probe: Probe) -> Iterator[Item]:
    owner = probe.owner
    if owner is not None:
        symbols = probe.resolver.symbols
        yield item_of("Self", (owner,), Rank.OWN, symbols)
        for parameter in owner.type_parameters:
            yield item_of(parameter.name, (Part(owner, parameter),), Rank.LOCAL, symbols)


def _of_self(probe: Probe) -> Iterator[Item]:
    """Members of the value that a method is called on, which are written with their owner."""
    owner = probe.owner
    if owner is None or not isinstance(probe.tree, ast.FunctionDef):
        return
    has_self = "self" in probe.locals
    for name, found, is_of_type in members_inside(owner, probe.scope):
        if not name.startswith("__") and (is_of_type or has_self):
            item = item_of(name, found, Rank.UNLIKELY, probe.resolver.symbols)
            written = f"{'Self' if is_of_type else 'self'}."
            snippet = f"{written}{item.snippet}" if item.snippet else ""
            yield replace(item, insert=f"{written}{name}", snippet=snippet)


def _of_file(probe: Probe, written: str, *, wants_type: bool) -> Iterator[Item]:
    environment = probe.environment
    if not isinstance(environment, ModuleEnvironment):
        return
    own = environment.space.names
    names = dict.fromkeys(exported_names(environment))
    if len(names) > MANY:
        names = dict.fromkeys(it for it in names if leads_to(written, it.lower()))
    for name in names:
        declared = own.get(name)
        is_own = bool(declared) and not isinstance(declared[0], ImportDecl)
        found = declared if is_own else environment.lookup(name)
        rank = Rank.OWN if is_own else Rank.IMPORTED
        if not found:
            yield Item(label=name, kind=Kind.MODULE, rank=rank)
            continue
        if name.startswith("_") or (wants_type and isinstance(found[0], FunctionDecl)):
            rank = Rank.UNLIKELY
        yield item_of(name, found, rank, None)


def _prelude(*, wants_type: bool) -> Iterator[Item]:
    """Not looked into one by one: there are many, and each would have to be read."""
    for name in _INTRINSICS:
        rank = Rank.UNLIKELY if name.startswith("_") else Rank.PRELUDE
        yield Item(label=name, kind=Kind.FUNCTION, rank=rank, snippet=f"{name}($0)")
    library = standard_library()
    if not isinstance(library, StandardLibrary):
        return
    for name in sorted(library.prelude_names):
        is_type_name = name[:1].isupper()
        kind = Kind.STRUCT if is_type_name else Kind.MODULE if name == "std" else Kind.FUNCTION
        yield Item(
            label=name,
            kind=kind,
            rank=Rank.IMPORTED if wants_type and is_type_name else Rank.PRELUDE,
            deprecated=name in library.deprecated,
            snippet=f"{name}($0)" if kind is Kind.FUNCTION else "",
            pointer=Pointer(name=name),
        )


SOURCE = Source(find)
