"""What a written signature declares: conventions, passing kinds, results, effects, decorators."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from minimojo.hir.deprecation import deprecation_of
from minimojo.hir.model import (
    ArgumentDecl,
    Convention,
    FunctionDecl,
    FunctionKind,
    Passing,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.hir.validity import signature_problems
from minimojo.syntax import ast
from minimojo.text import Span

_LEGACY_CLOSURES = frozenset({"parameter", "__parameter"})
_BODILESS = frozenset({"extern", "unavailable"})

_CONVENTIONS = {
    "imm": Convention.IMM,
    "read": Convention.IMM,
    "mut": Convention.MUT,
    "var": Convention.VAR,
    "ref": Convention.REF,
    "out": Convention.OUT,
    "deinit": Convention.DEINIT,
    "owned": Convention.VAR,
    "inout": Convention.MUT,
    "borrowed": Convention.IMM,
}


_READ_ONLY = frozenset({"__unsafe_nested_origins_read_only", "__unsafe_disable_nested_origin_exclusivity"})
"""VA-40: the mark of functions that only read what their arguments refer to, now and later."""


def function_decl(
    node: ast.FunctionDef, *, unit_key: str, owner: TypeDecl | None, is_stub: bool, nested: bool = False
) -> FunctionDecl:
    """The declaration that `node` makes in `owner` (a type), in a function (`nested`) or in the file.

    `is_stub` tells that the body is `...`, which counts as no body in traits (DE-132).
    """
    names = tuple([decorator_name(decorator) for decorator in node.decorators])
    passed = _with_passing(node.signature.parameters)
    arguments = [_argument(parameter, passing) for parameter, passing in passed]
    out = next((argument for argument in arguments if argument.convention is Convention.OUT), None)
    inputs = tuple([argument for argument in arguments if argument.convention is not Convention.OUT])
    raises = next((effect for effect in node.signature.effects if effect.word == "raises"), None)
    legacy = not _LEGACY_CLOSURES.isdisjoint(names) or _has_effect(node, "capturing")
    decl = FunctionDecl(
        name=node.name,
        name_span=node.name_span,
        node=node,
        kind=_kind(node.name, inputs),
        owner=owner,
        unit_key=unit_key,
        type_parameters=type_parameters(node.signature.type_parameters),
        arguments=inputs,
        out=out,
        result=node.signature.result,
        raises=raises is not None,
        raised_type=raises.type if raises else None,
        is_static="staticmethod" in names or node.name in ("__init__", "__new__"),
        is_async=node.is_async,
        is_implicit="implicit" in names,
        reads_nested_origins_only=not _READ_ONLY.isdisjoint(names),
        has_body=not (is_stub and _may_lack_body(owner, names)),
        captures=node.signature.captures,
        is_legacy_closure=legacy,
        where=node.signature.where,
        decorators=names,
        deprecation=deprecation_of(node.name, node.decorators),
    )
    fatal = any(problem.fatal for problem in signature_problems(decl, nested=nested))
    return replace(decl, erroneous=True) if fatal else decl


def type_parameters(nodes: Sequence[ast.ParameterNode]) -> tuple[TypeParameterDecl, ...]:
    """The compile-time parameters of a `[...]` list."""
    return tuple(
        [
            TypeParameterDecl(
                name=node.name,
                name_span=node.name_span,
                annotation=node.annotation,
                passing=passing,
                default=node.default,
            )
            for node, passing in _with_passing(nodes)
        ]
    )


def decorator_name(decorator: ast.Decorator) -> str:
    """`staticmethod` of `@staticmethod`, `align` of `@align(8)`; empty for other expressions."""
    expression = decorator.expression
    if isinstance(expression, ast.Call):
        expression = expression.callee
    return expression.name if isinstance(expression, ast.Name) else ""


def docstring_of(body: ast.Block) -> ast.StringLiteral | None:
    """The string that begins a suite (GR-21)."""
    match body:
        case (ast.ExprStatement(value=ast.StringLiteral() as text), *_):
            return text
        case _:
            return None


def _with_passing(nodes: Sequence[ast.ParameterNode]) -> list[tuple[ast.ParameterNode, Passing]]:
    """The named entries of a list with the kinds that the markers give them (DE-31)."""
    infer_end = _marker_index(nodes, "//")
    positional_end = _marker_index(nodes, "/")
    passed: list[tuple[ast.ParameterNode, Passing]] = []
    keyword_only = False
    for index, node in enumerate(nodes):
        if node.marker:
            keyword_only = keyword_only or node.marker == "*"
            continue
        if node.splat:
            passing = Passing.VARIADIC if node.splat == 1 else Passing.KEYWORD_VARIADIC
            keyword_only = True
        elif index < infer_end:
            passing = Passing.INFER_ONLY
        elif index < positional_end:
            passing = Passing.POSITIONAL_ONLY
        elif keyword_only:
            passing = Passing.KEYWORD_ONLY
        else:
            passing = Passing.POSITIONAL_OR_KEYWORD
        passed.append((node, passing))
    return passed


def _marker_index(nodes: Sequence[ast.ParameterNode], marker: str) -> int:
    return next((index for index, node in enumerate(nodes) if node.marker == marker), -1)


def _argument(node: ast.ParameterNode, passing: Passing) -> ArgumentDecl:
    written = node.convention
    default = Convention.VAR if passing is Passing.KEYWORD_VARIADIC else Convention.IMM
    at_name = Span(node.name_span.start, node.name_span.start)
    return ArgumentDecl(
        name=node.name,
        name_span=node.name_span,
        convention=_CONVENTIONS.get(written.text, Convention.IMM) if written else default,
        convention_span=written.span if written else at_name,
        annotation=node.annotation,
        passing=passing,
        origins=written.origins if written else None,
        pack=node.pack,
        default=node.default,
    )


def _kind(name: str, arguments: tuple[ArgumentDecl, ...]) -> FunctionKind:
    """DE-53."""
    if name in ("__deinit__", "__del__"):
        return FunctionKind.DEINIT
    if name != "__init__":
        return FunctionKind.NORMAL
    if len(arguments) == 1 and arguments[0].passing is Passing.KEYWORD_ONLY:
        special = {"move": FunctionKind.MOVE_INIT, "copy": FunctionKind.COPY_INIT}
        return special.get(arguments[0].name, FunctionKind.INIT)
    return FunctionKind.INIT


def _has_effect(node: ast.FunctionDef, word: str) -> bool:
    return any(effect.word == word for effect in node.signature.effects)


def is_stub_body(body: ast.Block) -> bool:
    """Whether the body is `...` after an optional documentation string."""
    rest = body[1:] if docstring_of(body) else body
    return (
        len(rest) == 1
        and isinstance(rest[0], ast.Pass)
        and rest[0].span.end - rest[0].span.start == len("...")
    )


def _may_lack_body(owner: TypeDecl | None, decorators: tuple[str, ...]) -> bool:
    in_trait = owner is not None and owner.kind is ast.TypeDefKind.TRAIT
    return in_trait or not _BODILESS.isdisjoint(decorators)
