"""Names of the standard library that have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.migrations.bindings import names_bound_by
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
    taken, members = _taken(file), list(_members_by_place(file))
    bases = {id(it.type) for struct in structs for it in struct.bases}
    for node in file.nodes:
        if isinstance(node, ast.RemovedStatement) and node.spelling.removeprefix("@") in GONE_DECORATORS:
            start = node.replacement.span.start if node.replacement else node.spelling_span.end
            yield (TextEdit(Span(node.spelling_span.start, start), ""),)
        if isinstance(node, ast.Name) and id(node) in places and not _is_member(node, file):
            new = RENAMED.get(node.name)
            for written in (new, _OTHERWISE.get(new)) if new else ():
                if written and _is_free(written, node, taken, members):
                    yield (TextEdit(node.span, _fitting(written, is_base=id(node) in bases)),)
                    break
        elif isinstance(node, ast.Decorator):
            yield from _decorator(node, file)


def _is_member(node: ast.Name, file: OldFile) -> bool:
    """Whether a name in something broken belongs to what is before it."""
    return file.text[max(node.span.start - 9, 0) : node.span.start].rstrip(b" \t").endswith(b".")


_OTHERWISE = {"ImmOrigin": "Origin[mut=False]", "MutOrigin": "Origin[mut=True]"}
"""What a new name stands for, where it stands for something else."""


def _taken(file: OldFile) -> set[str]:
    """The names that something in the file declares, other than members of types."""
    members = {id(it) for node in file.nodes if isinstance(node, ast.TypeDef) for it in _members(node)}
    declaring = (it for it in file.nodes if not isinstance(it, ast.Import) and id(it) not in members)
    return {name for node in declaring for name in names_bound_by(node)}


def _members(node: ast.TypeDef) -> Iterator[ast.Statement]:
    for it in node.members:
        yield it.replacement if isinstance(it, ast.RemovedStatement) and it.replacement else it


def _members_by_place(file: OldFile) -> Iterator[tuple[Span, set[str]]]:
    """The types of the file, and the names of their members."""
    for node in file.nodes:
        if isinstance(node, ast.TypeDef):
            end = max([node.span.end, *(it.span.end for it in node.members)])
            names = {name for it in _members(node) for name in names_bound_by(it)}
            yield Span(node.span.start, end), names


def _is_free(new: str, node: ast.Name, taken: set[str], members: list[tuple[Span, set[str]]]) -> bool:
    """Whether a present name means at a place what it means in the library; in a type its members may be meant."""
    words = set(re.findall(r"\w+", new))
    return words.isdisjoint(taken) and not any(
        names & words for place, names in members if place.start <= node.span.start < place.end
    )


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
