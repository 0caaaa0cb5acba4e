"""Members of a type are said to be its own today: `Self.T` for a parameter, `Self.N` for a constant or a method."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.bindings import names_bound_by
from minimojo.ide.migrations.library import needs_no_import
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.renamed import RENAMED
from minimojo.ide.migrations.scopes import constants_of, free, static_methods_of
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def changes(file: OldFile) -> Iterator[Change]:
    functions = {it.name for it in file.tree.statements if isinstance(it, ast.FunctionDef)}
    imports = [it for it in file.nodes if isinstance(it, ast.Import)]
    known = {name.bound for it in imports for name in it.names}
    known |= {name for it in file.tree.statements for name in names_bound_by(it)}
    is_all_known = not any(it.wildcard for it in imports)
    called = {id(it.callee) for it in file.nodes if isinstance(it, ast.Call)}
    for node in file.tree.statements:
        if isinstance(node, ast.TypeDef):
            names = (constants_of(node) - _meant_outside(node, known)) | (static_methods_of(node) - functions)
            methods = _only_methods(node, known) - names if is_all_known else frozenset[str]()
            for name in free(node.members, names | methods):
                if name.name in names or id(name) in called:
                    yield (TextEdit(Span(name.span.start, name.span.start), "Self."),)


def _meant_outside(node: ast.TypeDef, known: set[str]) -> frozenset[str]:
    """The constants whose names mean something else by themselves today; in a type that says `alias` they did not."""
    constants = {it.name for it in node.members if isinstance(it, ast.ComptimeDecl)}
    return frozenset(it for it in constants if it in known or needs_no_import(it))


def _only_methods(node: ast.TypeDef, known: set[str]) -> frozenset[str]:
    """The methods that are called with their object as an argument: nothing else can be meant by their names."""
    methods = {it.name for it in node.members if isinstance(it, ast.FunctionDef)}
    return frozenset(it for it in methods - known - RENAMED.keys() if not needs_no_import(it))
