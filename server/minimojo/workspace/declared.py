"""How something is declared: its line of code, its documentation, and the declaration itself."""

from __future__ import annotations

import inspect
import re
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from minimojo.edition import Edition
from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Declaration, Header, Module, Unit
from minimojo.names.model import Kind, Symbol
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.strings import unquoted
from minimojo.syntax.walk import walk
from minimojo.types.std.library import stubs
from minimojo.workspace.naming import parts_of, source_of

_LONGEST = 400
"""Characters of a declaration that are shown."""


class Declared(Struct, frozen=True):
    """A declaration for readers. `code` is its head on one line, `doc` its documentation without quotes and
    indentation; `decl` is None for parts of declarations. `home` names the module."""

    symbol: Symbol
    code: str
    doc: str
    home: str
    decl: Declaration | None


_UNKNOWN_PART = re.compile(r"(?:: | = | -> | where )__(?:Unknown|MlirValue)\b|\(__Unknown\)")


def readable(code: str) -> str:
    """A declaration of the library's table without what the table does not know."""
    return _UNKNOWN_PART.sub("", code).replace("__Unknown", "_")


def declared_in_library(symbol: Symbol, edition: Edition) -> Declared | None:
    """The declaration of a symbol of the standard library, as its table writes it."""
    if symbol.kind is Kind.MODULE:
        word = "package" if stubs(edition).submodules(symbol.library) else "module"
        return Declared(symbol, f"{word} {symbol.library}", "", symbol.library, None)
    found = stubs(edition).part_of(symbol.unit_key)
    declared = None if found is None else declared_in(*found, symbol)
    return None if declared is None else replace(declared, code=readable(declared.code))


def declared_as_missing(symbol: Symbol) -> Declared:
    """Something that is imported and not there."""
    if symbol.kind is Kind.UNKNOWN:
        module = symbol.unit_key.removesuffix(symbol.name)
        module = module.removesuffix(".") or module
        code = f"from {module} import {symbol.name}"
        return Declared(symbol, code, f"Nothing called so is known in `{module}`.", "", None)
    return Declared(symbol, f"module {symbol.unit_key}", "No such module is known.", "", None)


def declared_in(module: Module, document: Document, symbol: Symbol) -> Declared | None:
    """The declaration of a symbol of a file; None if it is gone."""
    if symbol.kind is Kind.MODULE:
        trees = (it.tree for it in module.headers[:1])
        word = "package" if PurePosixPath(symbol.file).stem == "__init__" else "module"
        return Declared(symbol, f"{word} {module.name}", _doc_of(tuple(trees)), module.name, None)
    part = next((it for it in parts_of(module) if it.key == symbol.unit_key), None)
    if part is None:
        return None
    decl: Declaration | None = None
    if isinstance(part, Unit):
        decl = part.decl if part.decl.name_span == symbol.span else None
    elif part.key in module.types:
        found = module.types[part.key]
        decl = found if found.name_span == symbol.span else found.comptimes.get(symbol.name)
    else:
        decl = next((it for it in part.declares if it.name == symbol.name), None)
    found = declared_by(part, document, symbol, module.name, decl)
    if found is not None and isinstance(part, Header) and isinstance(part.tree, ast.ComptimeDecl):
        behind = min((it for it in parts_of(module) if it.start > part.start), key=_start, default=None)
        return replace(found, doc=_doc_of((behind.tree,))) if isinstance(behind, Header) else found
    return found


def _start(part: Unit | Header) -> int:
    return part.start


def declared_by(
    part: Unit | Header, document: Document, symbol: Symbol, home: str, decl: Declaration | None
) -> Declared | None:
    """The declaration of a symbol in a part of a file."""
    node = _node(part, document, symbol)
    if node is None:
        return None
    code, doc = _told(node, source_of(part), symbol.kind)
    if isinstance(part, Header):
        doc = doc or _doc_behind(node, part.tree)
    return Declared(symbol, code, doc, home, decl)


def written_in(module: Module, document: Document, symbol: Symbol) -> tuple[ast.Node, bytes] | None:
    """The syntax of a declaration, and the text that its spans are places of; None if it is gone."""
    part = next((it for it in parts_of(module) if it.key == symbol.unit_key), None)
    node = None if part is None else _node(part, document, symbol)
    return None if part is None or node is None else (node, source_of(part))


def _node(part: Unit | Header, document: Document, symbol: Symbol) -> ast.Node | None:
    tree = unit_tree(document, part) if isinstance(part, Unit) else part.tree
    return next((it for it in walk(tree) if _name_span(it) == symbol.span), None)


def documentation(node: ast.Node) -> str:
    """The string that the body of a function or type begins with."""
    match node:
        case ast.FunctionDef():
            return _doc_of(node.body)
        case ast.TypeDef():
            return _doc_of(node.members)
        case _:
            return ""


def _name_span(node: ast.Node) -> object:
    match node:
        case ast.Name():
            return node.span
        case _:
            return getattr(node, "name_span", None)


def _told(node: ast.Node, source: bytes, kind: Kind) -> tuple[str, str]:
    match node:
        case ast.FunctionDef():
            return head_of(node, source), _doc_of(node.body)
        case ast.TypeDef():
            start = max((it.span.end for it in node.decorators), default=node.span.start)
            end = node.members[0].span.start if node.members else node.span.end
            return in_one_line(source[start:end]), _doc_of(node.members)
        case ast.FieldDecl() | ast.ComptimeDecl() | ast.ParameterNode() | ast.EnumCase():
            return in_one_line(source[node.span.start : node.span.end]), ""
        case ast.Name():
            return f"{'comptime' if kind is Kind.COMPTIME else 'var'} {node.name}", ""
        case _:
            return in_one_line(source[node.span.start : node.span.end]), ""


def head_of(node: ast.FunctionDef, source: bytes) -> str:
    """How a function is declared, on one line: all that stands before its body."""
    end = node.body[0].span.start if node.body else node.span.end
    return in_one_line(source[node.keyword.start : end])


def in_one_line(text: bytes) -> str:
    """Source on one line, without what ends a head."""
    code = re.sub(rb"#[^\n]*", b"", text) if b"#" in text else text
    line = " ".join(code.decode("utf-8", "replace").split()).removesuffix(":").strip()
    line = re.sub(r"(?<=[\[(]) |,? (?=[\])])", "", line)
    return line if len(line) <= _LONGEST else line[:_LONGEST] + " …"


def _doc_behind(node: ast.Node, around: ast.Statement) -> str:
    """The string behind a field or constant of a type, which is its documentation."""
    members = around.members if isinstance(around, ast.TypeDef) else ()
    behind = next((members[index + 1 :] for index, it in enumerate(members) if it is node), ())
    return _doc_of(behind)


def _doc_of(block: tuple[ast.Statement, ...]) -> str:
    """The string that a block begins with. Of a picture only the link is left: nobody is asked before an editor
    loads one, and who wrote the text would learn that it was read."""
    match block:
        case (ast.ExprStatement(value=ast.StringLiteral(text=text)), *_):
            return inspect.cleandoc(unquoted(text) or "").replace("![", "[")
        case _:
            return ""
