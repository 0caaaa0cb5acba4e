"""A file's declarations, built from its outline; what did not change is taken over.

module = build_module(Document.parse(text), "main")
module = build_module(document.edited(edits), "main", module)    # a few ms for a big file
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import is_

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.hir.conflicts import Written, excluded
from minimojo.hir.hidden import Hidden, hidden_in
from minimojo.hir.model import (
    Declaration,
    FunctionDecl,
    Header,
    ImportDecl,
    Module,
    Namespace,
    TypeDecl,
    Unit,
)
from minimojo.hir.moved import moved
from minimojo.hir.problems import DeclarationProblem
from minimojo.hir.scopes import methods_by_name, name_table, statement_decls, type_shell
from minimojo.hir.signature import function_decl
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.outline import Item, Outline, Part, outline


def build_module(document: Document, name: str, previous: Module | None = None) -> Module:
    """The declarations of `document`, which is the file of module `name`.

    `previous` is the module of an earlier state of the same file: parts with the same bytes keep
    their declarations. The result does not depend on it otherwise.
    """
    cut = outline(document, previous.outline if previous else None)
    same = moved(previous, cut) if previous is not None and previous.name == name else None
    if same is not None:
        return same
    builder = _Builder(name, _index(previous) if previous else None)
    for item in cut.items:
        builder.add(item)
    return builder.module(cut, document.text)


def methods_alone(document: Document, owner: TypeDecl) -> tuple[FunctionDecl, ...]:
    """The methods of the types in `document`, all of one name, as if they stood in `owner`."""
    parts = [it.part for around in outline(document).items for it in around.part.members]
    written = [(part, part.tree) for part in parts if isinstance(part.tree, ast.FunctionDef)]
    return tuple(
        [
            _function_decl(tree, part, f"{owner.unit_key}.{_numbered(tree.name, count)}", owner)
            for count, (part, tree) in enumerate(written, 1)
        ]
    )


def _numbered(name: str, count: int) -> str:
    return name if count == 1 else f"{name}#{count}"


def _index(module: Module) -> _Previous:
    units = {unit.key: unit for unit in module.units}
    headers = {header.key: header for header in module.headers}
    return _Previous(module, units, headers)


class _Previous(Struct, frozen=True):
    """The previous module by key."""

    module: Module
    units: Mapping[str, Unit]
    headers: Mapping[str, Header]

    def base(self, key: str) -> FunctionDecl | None:
        """A function as it was by itself, whatever else was declared."""
        unit = self.units.get(key)
        return self.module.unflagged.get(key) or (unit.decl if unit else None)


class _Place(Struct, frozen=True):
    """A unit to be."""

    key: str
    start: int
    part: Part
    decl: FunctionDecl


class _Builder(Struct):
    """Collects the declarations of a file in order.

    Functions of the file scope are entered as they are by themselves; those that another declaration
    excludes are flagged when everything is known.
    """

    name: str
    old: _Previous | None
    places: list[_Place] = field(default_factory=list[_Place])
    headers: list[Header] = field(default_factory=list[Header])
    types: dict[str, TypeDecl] = field(default_factory=dict[str, TypeDecl])
    bases: list[Declaration] = field(default_factory=list[Declaration])
    wildcards: list[str] = field(default_factory=list[str])
    seen: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, item: Item) -> None:
        match item.part.tree:
            case ast.FunctionDef() as tree:
                self._function(item, tree)
            case ast.TypeDef() as tree:
                self._type(item, tree)
            case tree:
                self._statement(item, tree)

    def module(self, cut: Outline, text: bytes) -> Module:
        old = self.old.module if self.old else None
        unchanged = old is not None and _same(self.bases, old.bases)
        flagged = self._old_flagged() if unchanged else self._flagged()
        units = tuple([self._unit(place, flagged.get(place.key, place.decl)) for place in self.places])
        starts = {place.key: place.start for place in self.places}
        starts.update([(header.key, header.start) for header in self.headers])
        broken = [it for it in self.headers if it.damaged and it.key not in self.types]
        errors = [*[error.start for error in cut.errors], *[header.start for header in broken]]
        sources = [text[error.start : error.end] for error in cut.errors]
        sources += [header.part.source for header in broken]
        names = old.space.names if old and unchanged else name_table(self._final(flagged))
        return Module(
            space=self._space(names, hidden_in(sources)),
            units=units,
            headers=tuple(self.headers),
            starts=starts,
            damaged_at=min(errors, default=None),
            types=self.types,
            bases=tuple(self.bases),
            unflagged={it.key: it.decl for it in self.places if it.key in flagged} if flagged else {},
            outline=cut,
        )

    def _space(self, names: Mapping[str, tuple[Declaration, ...]], hidden: Hidden) -> Namespace:
        wildcards = tuple(self.wildcards)
        extensions = tuple([t for t in self.types.values() if t.kind is ast.TypeDefKind.EXTENSION])
        keys = {decl: header.key for header in self.headers for decl in header.declares}
        old = self.old.module.space if self.old else None
        is_like_before = (
            old is not None
            and names is old.names
            and (self.name, wildcards, hidden, keys) == (old.name, old.wildcards, old.hidden, old.keys)
            and _same(extensions, old.extensions)
        )
        if old is not None and is_like_before:
            return old
        return Namespace(
            name=self.name,
            names=names,
            wildcards=wildcards,
            imports=_imports(names, wildcards),
            extensions=extensions,
            hidden=hidden,
            keys=keys,
        )

    def _flagged(self) -> dict[str, FunctionDecl]:
        """The functions of the file scope that another declaration excludes, by key."""
        free = [place for place in self.places if place.decl.owner is None]
        written = [Written(place.decl, place.part.source) for place in free]
        others = [base for base in self.bases if not isinstance(base, FunctionDecl)]
        found = excluded(written, others)
        return {free[index].key: self._excluded(free[index], conflict) for index, conflict in found.items()}

    def _excluded(self, place: _Place, conflict: DeclarationProblem) -> FunctionDecl:
        old = self.old
        if old is not None and old.module.unflagged.get(place.key) is place.decl:
            known = old.units[place.key].decl
            if known.conflict == conflict:
                return known
        return replace(place.decl, erroneous=True, conflict=conflict)

    def _old_flagged(self) -> dict[str, FunctionDecl]:
        """The same functions, when the file scope declares what it did."""
        old = self.old
        return {key: old.units[key].decl for key in old.module.unflagged} if old else {}

    def _final(self, flagged: Mapping[str, FunctionDecl]) -> Iterator[Declaration]:
        for base in self.bases:
            yield flagged.get(base.unit_key, base) if isinstance(base, FunctionDecl) else base

    def _unit(self, place: _Place, decl: FunctionDecl) -> Unit:
        key, start, part = place.key, place.start, place.part
        old = self.old.units.get(key) if self.old else None
        if old is not None and old.start == start and old.part is part and old.decl is decl:
            return old
        return Unit(key=key, start=start, source=part.source, decl=decl, damaged=part.damaged, part=part)

    def _function(self, item: Item, tree: ast.FunctionDef) -> None:
        key = self._key(tree.name)
        decl = self.old.base(key) if self.old else None
        if decl is None or decl.node is not tree:
            decl = _function_decl(tree, item.part, key, None)
        self.bases.append(decl)
        self.places.append(_Place(key, item.start, item.part, decl))

    def _type(self, item: Item, tree: ast.TypeDef) -> None:
        is_extension = tree.kind is ast.TypeDefKind.EXTENSION
        key = self._key(f"{tree.kind.value} {tree.name}" if is_extension else tree.name)
        keys = [self._key(f"{key}.{_function_name(member.part)}") for member in item.part.members]
        known = self._known_methods(key, item.part, keys)
        if known is None:
            decl = type_shell(tree, unit_key=key, module=self.name, damaged=item.part.head_damaged)
            methods = _methods(decl, item.part, keys)
        else:
            decl, methods = known
        self.types[key] = decl
        self.headers.append(self._header(key, item, tree))
        if not is_extension:
            self.bases.append(decl)
        for member_key, member, method in zip(keys, item.part.members, methods, strict=True):
            self.places.append(_Place(member_key, item.start + member.start, member.part, method))

    def _known_methods(
        self, key: str, part: Part, keys: Sequence[str]
    ) -> tuple[TypeDecl, list[FunctionDecl]] | None:
        """The type of the previous module and its methods, if it declares exactly what it did."""
        decl = self.old.module.types.get(key) if self.old else None
        if self.old is None or decl is None or decl.node is not part.tree:
            return None
        if sum(map(len, decl.methods.values())) != len(keys):
            return None
        methods: list[FunctionDecl] = []
        for member_key, member in zip(keys, part.members, strict=True):
            unit = self.old.units.get(member_key)
            if unit is None or unit.decl.owner is not decl or unit.decl.node is not member.part.tree:
                return None
            methods.append(unit.decl)
        return decl, methods

    def _statement(self, item: Item, tree: ast.Statement) -> None:
        statement = tree.replacement if isinstance(tree, ast.RemovedStatement) and tree.replacement else tree
        if isinstance(statement, ast.Import) and statement.wildcard and statement.module:
            self.wildcards.append(statement.module)
        header = self._header(self._key(_statement_name(statement)), item, tree)
        self.headers.append(header)
        self.bases.extend(header.declares)

    def _header(self, key: str, item: Item, tree: ast.Statement) -> Header:
        old = self.old.headers.get(key) if self.old else None
        damaged = item.part.head_damaged if isinstance(tree, ast.TypeDef) else item.part.damaged
        if old is not None and old.tree is tree and old.damaged == damaged:
            same = old.start == item.start and old.part is item.part
            return old if same else replace(old, start=item.start, part=item.part)
        declares = () if isinstance(tree, ast.TypeDef) else statement_decls(tree)
        return Header(key=key, start=item.start, part=item.part, damaged=damaged, declares=declares)

    def _key(self, name: str) -> str:
        count = self.seen.get(name, 0) + 1
        self.seen[name] = count
        return _numbered(name, count)


def _function_decl(tree: ast.FunctionDef, part: Part, key: str, owner: TypeDecl | None) -> FunctionDecl:
    decl = function_decl(tree, unit_key=key, owner=owner, is_stub=part.is_stub)
    return replace(decl, erroneous=True) if part.head_damaged and not decl.erroneous else decl


def _methods(owner: TypeDecl, part: Part, keys: Sequence[str]) -> list[FunctionDecl]:
    """Declares the methods of `owner`, with those flagged that another member excludes."""
    methods: list[FunctionDecl] = []
    for key, member in zip(keys, part.members, strict=True):
        if isinstance(member.part.tree, ast.FunctionDef):
            methods.append(_function_decl(member.part.tree, member.part, key, owner))
    written = [Written(m, member.part.source) for m, member in zip(methods, part.members, strict=True)]
    for index, conflict in excluded(written, [*owner.fields, *owner.comptimes.values()]).items():
        methods[index] = replace(methods[index], erroneous=True, conflict=conflict)
    owner.methods = methods_by_name(methods)
    return methods


def _same(left: Sequence[Declaration], right: Sequence[Declaration]) -> bool:
    return len(left) == len(right) and all(map(is_, left, right))


def _function_name(part: Part) -> str:
    return part.tree.name if isinstance(part.tree, ast.FunctionDef) else ""


def _statement_name(statement: ast.Statement) -> str:
    match statement:
        case ast.ComptimeDecl(name=name) if name:
            return name
        case ast.Import():
            return "<import>"
        case _:
            return "<statement>"


def _imports(names: Mapping[str, tuple[Declaration, ...]], wildcards: Iterable[str]) -> tuple[str, ...]:
    named = {entry.module for entries in names.values() for entry in entries if isinstance(entry, ImportDecl)}
    return tuple(sorted(named.union(wildcards)))
