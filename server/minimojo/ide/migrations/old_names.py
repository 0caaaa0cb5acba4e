"""Names of the standard library that have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile, is_of_library
from minimojo.ide.migrations.renamed import ALWAYS_THERE, DECORATORS, GONE_DECORATORS, RENAMED
from minimojo.ide.migrations.scopes import declared_in, free
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    """Only names that nothing around them declares, and that do not come from elsewhere."""
    imported = _imported(file)
    foreign = {it for it, of_library in imported.items() if not of_library}
    known = ALWAYS_THERE | imported.keys() if file.reads_others else RENAMED.keys()
    meant = frozenset(known) - foreign - frozenset(declared_in(file.tree, imports=False))
    decorated = {id(it.expression) for it in file.nodes if isinstance(it, ast.Decorator)}
    places = {id(it) for it in free(file.tree.statements, meant, of_library=True)} - decorated
    structs = [it for it in file.nodes if isinstance(it, ast.TypeDef) and it.kind is ast.TypeDefKind.STRUCT]
    bases = {id(it.type) for struct in structs for it in struct.bases}
    for node in file.nodes:
        if isinstance(node, ast.RemovedStatement) and node.spelling.removeprefix("@") in GONE_DECORATORS:
            start = node.replacement.span.start if node.replacement else node.spelling_span.end
            yield (TextEdit(Span(node.spelling_span.start, start), ""),)
        if isinstance(node, ast.Name) and id(node) in places and not _is_member(node, file):
            new = RENAMED.get(node.name)
            if new is not None and _is_free(new, file):
                yield (TextEdit(node.span, _fitting(new, is_base=id(node) in bases)),)
        elif isinstance(node, ast.Decorator):
            yield from _decorator(node, file)


def _is_member(node: ast.Name, file: OldFile) -> bool:
    """Whether a name in something broken belongs to what is before it."""
    return file.text[max(node.span.start - 9, 0) : node.span.start].rstrip(b" \t").endswith(b".")


def _is_free(new: str, file: OldFile) -> bool:
    """Whether a present name means in the file what it means in the library."""
    return file.bound.isdisjoint(re.findall(r"\w+", new))


def _fitting(new: str, *, is_base: bool) -> str:
    """A struct lists traits with commas, and can be destroyed anyway."""
    return new.replace(" & Deinitable", "").replace(" & ", ", ") if is_base else new


def _imported(file: OldFile) -> dict[str, bool]:
    """The names that are imported, and whether from the library."""
    found: dict[str, bool] = {}
    for node in file.nodes:
        if isinstance(node, ast.Import):
            of_library = node.module is not None and is_of_library(node.module, file)
            for it in node.names:
                found[it.bound] = of_library and it.bound == it.path
    return found


def _decorator(node: ast.Decorator, file: OldFile) -> Iterator[Change]:
    match node.expression:
        case ast.Name(name=name, span=span) if name in DECORATORS and name not in file.bound:
            yield (TextEdit(span, DECORATORS[name]),)
        case ast.Name(name=name) | ast.Call(callee=ast.Name(name=name)) if (
            name in GONE_DECORATORS and name not in file.bound
        ):
            yield (TextEdit(_line(node, file.text), ""),)
        case _:
            pass


def _line(node: ast.Decorator, text: bytes) -> Span:
    """A decorator with what separates it from the next word."""
    start = text.rindex(b"@", 0, node.expression.span.start)
    end = node.expression.span.end
    while end < len(text) and text[end : end + 1].isspace():
        end += 1
    return Span(start, end)
