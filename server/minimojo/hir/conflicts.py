"""Declarations of one scope that exclude each other (DE-7, DE-60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from minimojo.hir.model import (
    ArgumentDecl,
    Convention,
    Declaration,
    FieldDecl,
    FunctionDecl,
    Passing,
    TypeDecl,
)
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.text import Span


class Written(Struct, frozen=True):
    """A function and the bytes that its spans count in."""

    decl: FunctionDecl
    source: bytes


def excluded(
    functions: Sequence[Written], others: Iterable[Declaration | FieldDecl]
) -> dict[int, DeclarationProblem]:
    """The functions that the compiler drops because of another declaration of their scope, by index.

    `functions` and `others` are everything that one scope declares.
    """
    taken = {other.name for other in others if not _is_extension(other)}
    dropped = {i: _name_is_taken(it.decl) for i, it in enumerate(functions) if it.decl.name in taken}
    for group in _overloads(functions).values():
        for first, later in _equal_pairs(functions, group):
            dropped.setdefault(later, _equal_overload(functions[first], functions[later]))
    return dropped


def _equal_overload(first: Written, later: Written) -> DeclarationProblem:
    if _differ_in_passing(first, later):
        return _overloaded_on_convention(later.decl)
    return _name_is_taken(later.decl)


def _name_is_taken(decl: FunctionDecl) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.OTHER,
        group=Group.SILENT,
        span=decl.name_span,
        message=f"`{decl.name}` is declared already",
        fatal=True,
    )


def _overloaded_on_convention(decl: FunctionDecl) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.OVERLOADED_ON_CONVENTION,
        group=Group.CONVENTION,
        span=decl.name_span,
        message=f"`{decl.name}` is declared already with the same argument types; "
        "overloads cannot differ in `imm` against `mut` or in `raises` alone",
        fatal=True,
    )


def _overloads(functions: Sequence[Written]) -> dict[str, list[int]]:
    """Indices by name, of the names that several readable functions have."""
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for index, function in enumerate(functions):
        if not function.decl.erroneous:
            by_name[_bound_name(function.decl)].append(index)
    return {name: indices for name, indices in by_name.items() if len(indices) > 1}


def _bound_name(decl: FunctionDecl) -> str:
    return "__deinit__" if decl.name == "__del__" and decl.owner is not None else decl.name


def _equal_pairs(functions: Sequence[Written], indices: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs (first, later) of one name whose conflict keys are equal."""
    firsts: dict[object, int] = {}
    pairs: list[tuple[int, int]] = []
    for index in indices:
        first = firsts.setdefault(_key(functions[index]), index)
        if first != index:
            pairs.append((first, index))
    return pairs


def _key(function: Written) -> object:
    """The conflict key of DE-60, with types as they are written: equal text is the same type."""
    decl, source = function.decl, function.source
    parameters = tuple(
        (_text(parameter.annotation, source), parameter.passing is Passing.VARIADIC)
        for parameter in decl.type_parameters
    )
    return (
        parameters,
        tuple(_argument_key(argument, source, decl) for argument in decl.arguments),
        tuple(_text(clause.condition, source) for clause in decl.where),
    )


def _argument_key(argument: ArgumentDecl, source: bytes, decl: FunctionDecl) -> object:
    implicit = "Self" if decl.owner is not None else ""
    return (
        _text(argument.annotation, source) or implicit,
        argument.name if argument.passing is Passing.KEYWORD_ONLY else "",
        _CLASSES.get(argument.convention, "borrow"),
        argument.passing in (Passing.VARIADIC, Passing.KEYWORD_VARIADIC),
        argument.pack,
    )


_CLASSES = {Convention.VAR: "own", Convention.DEINIT: "own", Convention.REF: "ref"}


def _differ_in_passing(first: Written, later: Written) -> bool:
    """Whether the compiler blames the conventions: the results are the same and the passing is not."""
    if _result_text(first) != _result_text(later):
        return False
    return _passing(first.decl) != _passing(later.decl)


def _passing(decl: FunctionDecl) -> object:
    return decl.raises, [argument.convention for argument in decl.arguments]


def _result_text(function: Written) -> bytes | str:
    decl = function.decl
    if decl.out is not None:
        return _text(decl.out.annotation, function.source) or ("Self" if decl.name == "__init__" else "None")
    return _text(decl.result, function.source) or "None"


def _text(node: ast.Node | None, source: bytes) -> str:
    return " ".join(_slice(node.span, source).split()) if node else ""


def _slice(span: Span, source: bytes) -> str:
    return source[span.start : span.end].decode("utf-8", "replace")


def _is_extension(declaration: Declaration | FieldDecl) -> bool:
    return isinstance(declaration, TypeDecl) and declaration.kind is ast.TypeDefKind.EXTENSION
