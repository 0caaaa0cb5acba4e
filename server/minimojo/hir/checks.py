"""The problems of a function, of a type's header and of other statements, as rules ask for them.

Everything here needs the declarations of the file at most, never types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from minimojo.hir.model import (
    Convention,
    Declaration,
    FunctionDecl,
    Header,
    ImportDecl,
    Module,
    Passing,
    TypeDecl,
    Unit,
)
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.hir.removed import MAY_BE_REMOVED, decorated_constant, removed_here
from minimojo.hir.signature import function_decl, is_stub_body
from minimojo.hir.validity import signature_problems
from minimojo.syntax import ast
from minimojo.syntax.walk import children

_TELLTALE = re.compile(rb"@|\b(?:alias|def|fn|lambda|let|match|__match)\b")
"""All that may be a problem in a body has one of these in it, which hardly any body has."""

Names = Callable[[str], "tuple[Declaration, ...] | None"]
"""What the file declares by a name; None for nothing, if a wildcard import cannot bring it either."""


def declared_by(module: Module) -> Names:
    """The names of `module`, for those who need not know which were asked for."""

    def declared(name: str) -> tuple[Declaration, ...] | None:
        nothing = () if module.space.wildcards or name in module.space.hidden else None
        return module.space.names.get(name, nothing)

    return declared


def unit_problems(unit: Unit, tree: ast.FunctionDef, names: Names) -> tuple[DeclarationProblem, ...]:
    """The problems of a function and everything in it; `tree` is the unit's tree with its body.

    Spans are relative to the unit.
    """
    decl = unit.decl
    return (
        *_function_problems(unit, tree, names),
        *_deinit_of_another_type(decl, names),
        *((decl.conflict,) if decl.conflict else ()),
    )


def header_problems(header: Header, names: Names) -> tuple[DeclarationProblem, ...]:
    """The problems of a type's header and fields, or of another statement of the file."""
    return tuple(_tree_problems(header.tree, names, header.key))


def _function_problems(unit: Unit, tree: ast.FunctionDef, names: Names) -> Iterator[DeclarationProblem]:
    """Problems of a signature and, unless it cannot be read, of the body: the compiler skips that."""
    decl = unit.decl
    problems = signature_problems(decl, nested=False)
    yield from problems
    yield from removed_here(tree, names)
    for part in children(tree.signature):
        yield from _tree_problems(part, names, decl.unit_key)
    if any(problem.fatal for problem in problems):
        return
    if _TELLTALE.search(unit.source, tree.name_span.end):  # Decorators stand before the first statement.
        for statement in tree.body:
            yield from _tree_problems(statement, names, decl.unit_key, in_body=True)


def _tree_problems(
    root: ast.Node, names: Names, unit_key: str, *, in_body: bool = False
) -> Iterator[DeclarationProblem]:
    """Problems at or below a node that is no function under analysis itself."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is ast.FunctionDef or kind is ast.ComptimeDecl:
            yield from _declaration(node, waiting, unit_key, in_body=in_body)
        if kind in MAY_BE_REMOVED:
            yield from removed_here(node, names)
        if kind is not ast.FunctionDef:
            waiting.extend(reversed(children(node)))


def _declaration(
    node: ast.Node, waiting: list[ast.Node], unit_key: str, *, in_body: bool
) -> Iterator[DeclarationProblem]:
    """Problems of a nested function, whose readable parts are put to those that wait, or a constant."""
    match node:
        case ast.FunctionDef():
            decl = function_decl(
                node, unit_key=unit_key, owner=None, is_stub=is_stub_body(node.body), nested=True
            )
            waiting.extend(reversed(_readable_parts(node, decl)))
            yield from signature_problems(decl, nested=True)
        case ast.ComptimeDecl(decorators=[_, *_]) if in_body:
            yield decorated_constant(node)
        case _:
            pass


def _readable_parts(node: ast.FunctionDef, decl: FunctionDecl) -> list[ast.Node]:
    """What the compiler reads of a nested function."""
    return [*children(node.signature), *(() if decl.erroneous else node.body)]


def _deinit_of_another_type(decl: FunctionDecl, names: Names) -> Iterator[DeclarationProblem]:
    """`deinit` arguments that certainly are not of the type around the method (DE-47)."""
    if decl.owner is None or decl.erroneous:
        return
    for index, argument in enumerate(decl.arguments):
        if argument.convention is not Convention.DEINIT or (index == 0 and argument.annotation is None):
            continue
        variadic = argument.passing is Passing.VARIADIC  # Then its type is the list (DE-47).
        if variadic or _is_another_type(argument.annotation, decl, decl.owner, names):
            yield DeclarationProblem(
                kind=Problem.DEINIT_NOT_SELF,
                group=Group.CONVENTION,
                span=argument.name_span,
                message=f"`deinit` argument `{argument.name}` is not of type `{decl.owner.name}`, "
                "whose methods alone may take it apart",
            )


def _is_another_type(annotation: ast.Expr | None, decl: FunctionDecl, owner: TypeDecl, names: Names) -> bool:
    """Whether the type is written as that of a function, a parameter of the method, or the name of
    another struct of this file, of something imported, or of a known type."""
    if isinstance(annotation, ast.FunctionTypeExpr | ast.NoneLiteral):
        return True
    if isinstance(annotation, ast.Subscript):
        annotation = annotation.value
    if isinstance(annotation, ast.Attribute) and isinstance(annotation.value, ast.SelfType):
        return any(parameter.name == annotation.name for parameter in owner.type_parameters)
    if not isinstance(annotation, ast.Name) or annotation.name == owner.name:
        return False
    if any(parameter.name == annotation.name for parameter in decl.type_parameters):
        return True
    if any(parameter.name == annotation.name for parameter in owner.type_parameters):
        return False
    match names(annotation.name):
        case None:
            return annotation.name in _PRELUDE_TYPES
        case (TypeDecl(),):
            return owner.kind is not ast.TypeDefKind.EXTENSION
        case (ImportDecl(member=str() as member),):
            return owner.kind is not ast.TypeDefKind.EXTENSION and member != owner.name
        case _:
            return False


# fmt: off
_PRELUDE_TYPES = frozenset((
    "Array", "Bool", "Codepoint", "DType", "Dict", "Error", "FileHandle", "List", "Optional",
    "Pointer", "Set", "SIMD", "Scalar", "Slice", "Some", "Span", "String", "StringSlice",
    "StringSpan", "Tuple", "UnsafePointer", "Variant", "Int", "Int8", "Int16", "Int32", "Int64",
    "Int128", "Int256", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128", "UInt256",
    "Byte", "BFloat16", "Float16", "Float32", "Float64",
))
# fmt: on
"""Types that no import is needed for; a file that declares such a name is asked first."""
