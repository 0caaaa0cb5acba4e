"""Which text does a declared name stand for? Its digest changes whenever an answer about it may.

A function's text is its signature, a type's its header, its fields and the signatures of its
methods: what bodies contain is nobody else's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b

from minimojo.hir.model import Header, Module, Unit
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import Read
from minimojo.workspace.memo import Digest

_EVERYTHING = ""  # The name of a read that depends on all that a module declares (`types.Read`).


class Digests:
    """The digests of the declarations of one file, made when the first one is asked for."""

    def __init__(self, module: Module, text: bytes) -> None:
        self._module = module
        self._text = text

    def __call__(self, read: Read) -> Digest:
        """The digest of a name; None for names that this file does not declare."""
        module, name = read
        if module != self._module.name:
            return None
        return self._whole if name == _EVERYTHING else self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, bytes]:
        texts: defaultdict[str, list[bytes]] = defaultdict(list)
        for name, text in self._declarations():
            texts[name].append(text)
        return {name: _digest(b"\0".join(parts)) for name, parts in texts.items()}

    @cached_property
    def _whole(self) -> bytes:
        return _digest(b"\0".join(digest for _, digest in sorted(self._by_name.items())))

    def _declarations(self) -> Iterator[tuple[str, bytes]]:
        for unit in self._module.units:
            owner = unit.decl.owner
            yield unit.decl.name if owner is None else owner.name, signature_text(unit)
        for header in self._module.headers:
            text = self._header_text(header)
            for name in _names(header.tree):
                yield name, text

    def _header_text(self, header: Header) -> bytes:
        tree = header.tree
        if not isinstance(tree, ast.TypeDef):
            return self._slice(header, tree.span)
        first = tree.members[0].span.start if tree.members else tree.span.end
        parts = [self._slice(header, Span(tree.span.start, first))]
        parts += [self._slice(header, it.span) for it in tree.members if not isinstance(it, ast.FunctionDef)]
        return b"\0".join(parts)

    def _slice(self, header: Header, span: Span) -> bytes:
        return self._text[header.start + span.start : header.start + span.end]


def signature_text(unit: Unit) -> bytes:
    """The source of a function up to its body; all of it where the body cannot be told apart."""
    body = unit.decl.node.body
    return unit.source[: body[0].span.start] if body else unit.source


def _names(tree: ast.Statement) -> Iterator[str]:
    match tree:
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


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).digest()
