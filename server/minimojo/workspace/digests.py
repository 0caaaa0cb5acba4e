"""Which text does a declared name stand for? Its digest changes whenever an answer about it may.

A function's text is its signature, a type's its header, its fields and the signatures of its
methods: what bodies contain is nobody else's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b

from minimojo.hir.model import Module, Unit
from minimojo.syntax import ast
from minimojo.syntax.outline import Part
from minimojo.types import EXTENSIONS, Read

Digest = bytes | None
"""None is the digest of a name that is not declared, so that declaring it invalidates its readers."""

Seen = tuple[tuple[Read, Digest], ...]
"""What an answer depends on, as it was."""

_EVERYTHING = ""  # The name of a read that depends on all that a module declares (`types.Read`).


class Digests:
    """The digests of the declarations of one file, made when the first one is asked for."""

    def __init__(self, module: Module) -> None:
        self._module = module

    def __call__(self, read: Read) -> Digest:
        """The digest of a name; None for names of other modules, which are not followed."""
        module, name = read
        if module != self._module.name:
            return None
        if name in (_EVERYTHING, EXTENSIONS):
            return self._whole if name == _EVERYTHING else self._extensions
        return self._by_name.get(name) or self._undeclared(name)

    @cached_property
    def _by_name(self) -> dict[str, bytes]:
        texts: defaultdict[str, list[bytes]] = defaultdict(list)
        for name, text in self._declarations():
            texts[name].append(text)
        return {name: digest_of(b"\0".join(parts)) for name, parts in texts.items()}

    def _undeclared(self, name: str) -> bytes:
        """What a name means that the file does not declare: somebody else's, or nothing."""
        return self._hidden if name in self._module.space.hidden else self._foreign

    @cached_property
    def _foreign(self) -> bytes:
        return digest_of("\0".join(["foreign", *self._module.space.wildcards]).encode("utf-8", "replace"))

    @cached_property
    def _hidden(self) -> bytes:
        return digest_of("\0".join(["hidden", *self._module.space.wildcards]).encode("utf-8", "replace"))

    @cached_property
    def _whole(self) -> bytes:
        digests = (digest for _, digest in sorted(self._by_name.items()))
        hidden = self._module.space.hidden
        names = ["*"] if hidden.anything else sorted(hidden.names)
        return digest_of(b"\0".join([self._foreign, *[name.encode() for name in names], *digests]))

    @cached_property
    def _extensions(self) -> bytes:
        """The extensions, and what is imported: extensions come along with any import."""
        texts = [
            header.part.signature
            for header in self._module.headers
            if isinstance(header.tree, ast.Import)
            or (isinstance(header.tree, ast.TypeDef) and header.tree.kind is ast.TypeDefKind.EXTENSION)
        ]
        keys = {extension.unit_key for extension in self._module.space.extensions}
        methods = [
            unit.part.signature
            for unit in self._module.units
            if unit.part and unit.decl.owner and unit.decl.owner.unit_key in keys
        ]
        return digest_of(b"\0".join([self._foreign, *texts, *methods]))

    def _declarations(self) -> Iterator[tuple[str, bytes]]:
        for unit in self._module.units:
            owner = unit.decl.owner
            text = unit.part.signature if unit.part else unit.source
            yield unit.decl.name if owner is None else owner.name, text
        for header in self._module.headers:
            for name in _names(header.tree):
                yield name, header.part.signature


def is_same_interface(one: Module, other: Module) -> bool:
    """Whether two states of a file have the same digests: only bodies of functions differ."""
    mine, its = one.space, other.space
    if mine.name != its.name or mine.wildcards != its.wildcards or mine.hidden != its.hidden:
        return False
    if len(one.units) != len(other.units) or len(one.headers) != len(other.headers):
        return False
    units = all(map(_is_same_unit, one.units, other.units))
    return units and all(
        old.key == new.key and _is_same_part(old.part, new.part)
        for old, new in zip(one.headers, other.headers, strict=True)
    )


def _is_same_unit(old: Unit, new: Unit) -> bool:
    return old is new or (old.key == new.key and _is_same_part(old.part, new.part))


def _is_same_part(old: Part | None, new: Part | None) -> bool:
    if old is new:
        return True
    return old is not None and new is not None and old.signature == new.signature


def _names(tree: ast.Statement) -> Iterator[str]:
    match tree:
        case ast.RemovedStatement(replacement=ast.Statement() as replacement):
            yield from _names(replacement)
        case ast.TypeDef() | ast.ComptimeDecl():
            yield tree.name
            if isinstance(tree, ast.ComptimeDecl) and tree.targets is not None:
                yield from _target_names(tree.targets)
        case ast.Import():
            for name in tree.names:
                yield name.bound
        case _:
            pass


def _target_names(targets: ast.Expr) -> Iterator[str]:
    match targets:
        case ast.Name():
            yield targets.name
        case ast.TupleExpr():
            for element in targets.elements:
                if isinstance(element, ast.Name):
                    yield element.name
        case _:
            pass


def digest_of(text: bytes) -> bytes:
    """What identifies a text."""
    return blake2b(text, digest_size=16).digest()
