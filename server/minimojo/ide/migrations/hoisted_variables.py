"""A variable is declared where all of its uses can see it: one that was assigned to in several branches, and had its
scope in the whole function in older releases, is declared in front of them."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.bindings import names_bound_by, targets
from minimojo.ide.migrations.implicit_variables import implicit, used_elsewhere, uses_of
from minimojo.ide.migrations.library import needs_no_import
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.scopes import blocks_in
from minimojo.syntax import ast
from minimojo.syntax.walk import children, walk
from minimojo.text import Span, TextEdit
from minimojo.types import is_known
from minimojo.types.model import StructType, Type

_LITERALS: dict[type[ast.Expr], str] = {
    ast.IntLiteral: "Int",
    ast.FloatLiteral: "Float64",
    ast.StringLiteral: "String",
    ast.BoolLiteral: "Bool",
}
"""What a variable is that begins as a literal."""

_TELLING = (ast.Attribute, ast.Call, ast.Subscript)
"""Expressions that have the type of a variable even while it is not known which."""


def changes(file: OldFile) -> Iterator[Change]:
    """Where a type can be told: that of the first value, by a name or as that of the same expression."""
    for function, names in implicit(file):
        told: dict[int, str] = {}
        for name in sorted(used_elsewhere(function, names) | _beside_others(function, names)):
            uses = [it.span for it in uses_of(name, function)]
            found = _declaration(name, names, function, file)
            if found is not None and len(uses) == 1:
                yield (TextEdit(uses[0], "_"),)
                continue
            if found is not None:
                told[found[0]] = told.get(found[0], "") + found[1]
        for line, declarations in told.items():
            yield (TextEdit(Span(line, line), declarations),)


def _beside_others(function: ast.FunctionDef, names: set[str]) -> set[str]:
    """Those of the names that are assigned to together with a variable that there is."""
    found: set[str] = set()
    for node in walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.target, ast.TupleExpr):
            together = {it.name for it in targets(node.target)}
            found |= set[str]() if together <= names else together & names
    return found


def _declaration(
    name: str, names: set[str], function: ast.FunctionDef, file: OldFile
) -> tuple[int, str] | None:
    """Where a variable is to be declared, and the line for it. One that a function in it sets may be another."""
    inner = (it for statement in function.body for it in walk(statement) if isinstance(it, ast.FunctionDef))
    if any(name in names_bound_by(below) for it in inner for below in walk(it)):
        return None
    uses = sorted(it.span.start for it in uses_of(name, function))
    first = _first_value(name, function)
    if first is None or uses[0] != first[0]:
        return None
    for statement in _around(function, uses):
        if _can_declare(statement, name, names):
            return None  # `var` in front of it is all that is needed.
        type_ = _written(first[1], first[2], statement, file)
        line = file.text.rfind(b"\n", 0, statement.span.start) + 1
        indent = file.text[line : statement.span.start]
        if type_ is not None and not indent.strip():
            newline = "\r\n" if b"\r\n" in file.text else "\n"
            return line, f"{indent.decode()}var {name}: {type_}{newline}"
    return None


def _first_value(name: str, function: ast.FunctionDef) -> tuple[int, ast.Expr, int | None] | None:
    """Where a name is first assigned to, the value, and which of its elements it is."""
    found: list[tuple[int, ast.Expr, int | None]] = []
    for node in walk(function):
        match node:
            case ast.Assign(
                target=ast.Name(name=written, span=span), annotation=None, value=ast.Expr() as value
            ):
                if written == name:
                    found.append((span.start, value, None))
            case ast.Assign(
                target=ast.TupleExpr(elements=elements), annotation=None, value=ast.Expr() as value
            ):
                for index, element in enumerate(elements):
                    if isinstance(element, ast.Name) and element.name == name:
                        found.append((element.span.start, *_element(value, index)))
            case _:
                pass
    return min(found, key=lambda it: it[0], default=None)


def _element(value: ast.Expr, index: int) -> tuple[ast.Expr, int | None]:
    """One of the values of a tuple, or the tuple and which of its elements."""
    match value:
        case ast.TupleExpr(elements=elements) if index < len(elements):
            return elements[index], None
        case ast.Paren(inner=inner):
            return _element(inner, index)
        case _:
            return value, index


def _around(function: ast.FunctionDef, uses: list[int]) -> Iterator[ast.Statement]:
    """Of the blocks that hold all uses the statements with the first of them, outer ones first."""
    block: tuple[ast.Statement, ...] | None = function.body
    while block:
        statement = next((it for it in block if _holds(it, uses[0])), None)
        if statement is None:
            return
        yield statement
        block = next((it for it in _blocks(statement) if all(_within(it, use) for use in uses)), None)


def _blocks(statement: ast.Statement) -> Iterator[tuple[ast.Statement, ...]]:
    """The blocks of a statement, not those of statements in it."""
    waiting: list[ast.Node] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            continue
        yield from blocks_in(node)
        waiting += [it for it in children(node) if not isinstance(it, ast.Statement)]


def _within(block: tuple[ast.Statement, ...], place: int) -> bool:
    return block[0].span.start <= place < block[-1].span.end


def _holds(node: ast.Node, place: int) -> bool:
    return node.span.start <= place < node.span.end


def _can_declare(statement: ast.Statement, name: str, names: set[str]) -> bool:
    """Whether a statement assigns to a name, and to none that is declared already."""
    match statement:
        case ast.ExprStatement(value=ast.Assign(target=target)):
            together = {it.name for it in targets(target)}
            return name in together and together <= names
        case _:
            return False


def _written(value: ast.Expr, index: int | None, statement: ast.Statement, file: OldFile) -> str | None:
    """The type of a value, or of one of its elements, as it can be written in front of a statement."""
    known = _type_of(value, file)
    name = _literal(value) or _simple(known, file)
    if index is None and name is not None:
        return name
    told = value.value if isinstance(value, ast.Transfer) else value
    written = {it.name for it in walk(told) if isinstance(it, ast.Name)}
    inside = {name for it in walk(statement) for name in names_bound_by(it)}
    source = file.source_of(told)
    is_telling = isinstance(told, _TELLING) or (known is not None and is_known(known))
    if index is not None and not isinstance(told, _TELLING):
        return None
    if not is_telling or _is_of_literals(known) or written & inside or "#" in source:
        return None
    return f"type_of({source})" if index is None else f"type_of({source}[{index}])"


def _literal(value: ast.Expr) -> str | None:
    plain = value.operand if isinstance(value, ast.Unary) and value.operator == "-" else value
    return _LITERALS.get(type(plain))


def _type_of(value: ast.Expr, file: OldFile) -> Type | None:
    unit = file.analysis.unit_at(value.span.start)
    if unit is None:
        return None
    watched = file.watch(unit)
    for expr in watched.values:
        if expr.span.shifted(unit.start) == value.span:
            return watched.type_of(expr)
    return None


def _simple(type_: Type | None, file: OldFile) -> str | None:
    """The name of a type without parameters, if it is known everywhere or at the top of the file."""
    match type_:
        case StructType(decl=decl) if not decl.type_parameters:
            is_known = decl.module.startswith("std") and needs_no_import(decl.name)
            return decl.name if is_known or decl.name in _top_names(file) else None
        case _:
            return None


def _top_names(file: OldFile) -> set[str]:
    """The types that a file declares, and what it imports under its own name."""
    found: set[str] = set()
    for node in file.tree.statements:
        match node:
            case ast.TypeDef(name=name):
                found.add(name)
            case ast.Import(module=str(), names=names):
                found |= {it.bound for it in names if it.bound == it.path}
            case _:
                pass
    return found


def _is_of_literals(type_: Type | None) -> bool:
    """Whether a variable cannot be of a type: each literal has its own."""
    return isinstance(type_, StructType) and type_.decl.name in (
        "TString",
        *(it.__name__ for it in _LITERALS),
    )
