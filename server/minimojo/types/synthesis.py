"""Members that the compiler adds to a struct: constructors and destructor (TY-35 .. TY-40)."""

from __future__ import annotations

from minimojo.hir.model import (
    ArgumentDecl,
    BaseDecl,
    Convention,
    FunctionDecl,
    FunctionKind,
    Passing,
    TypeDecl,
)
from minimojo.syntax import ast
from minimojo.types.model import Answer, Type
from minimojo.types.properties import is_trivial
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment
from minimojo.types.signatures import scope_of
from minimojo.types.traits import traits_of

SYNTHESIZED = ("__init__", "__deinit__")
"""The names of all that is added."""

_NO_SIGNATURE = ast.Signature


def synthesized(decl: TypeDecl, name: str, environment: Environment) -> tuple[FunctionDecl, ...]:
    """The methods called `name` that the compiler adds to a struct of the user's."""
    if name not in SYNTHESIZED or decl.kind is not ast.TypeDefKind.STRUCT:
        return ()
    home = environment.program.environment_of(decl) or environment
    return home.program.memo((decl, "synthesized", name), lambda: _synthesized(decl, name, home), ())


def is_fieldwise(decl: TypeDecl) -> bool:
    """Whether a struct has a constructor that takes all its fields."""
    return any(_decorator_name(d.expression) == "fieldwise_init" for d in decl.decorators)


def _synthesized(decl: TypeDecl, name: str, home: Environment) -> tuple[FunctionDecl, ...]:
    traits = {trait.name for trait in traits_of(decl, home).known if trait.module.startswith("std.")}
    if name == "__deinit__":
        has_own = "__deinit__" in decl.methods or "__del__" in decl.methods
        return () if has_own or "Deinitable" not in traits else (_destructor(decl),)
    kinds = {method.kind for method in decl.methods.get("__init__", ())}
    result: list[FunctionDecl] = []
    if is_fieldwise(decl):
        result.append(_fieldwise(decl, home))
    if "Movable" in traits and FunctionKind.MOVE_INIT not in kinds:
        result.append(_special(decl, FunctionKind.MOVE_INIT, "move", Convention.DEINIT, "Movable"))
    if "Copyable" in traits and FunctionKind.COPY_INIT not in kinds:
        result.append(_special(decl, FunctionKind.COPY_INIT, "copy", Convention.IMM, "Copyable"))
    return tuple(result)


def _fieldwise(decl: TypeDecl, home: Environment) -> FunctionDecl:
    scope = scope_of(decl, home)
    arguments = tuple(
        _argument(
            decl,
            field.name,
            _field_convention(resolve_type(field.annotation, scope), home, decl),
            field.annotation,
            Passing.POSITIONAL_OR_KEYWORD,
        )
        for field in decl.fields
    )
    implicit = any(
        isinstance(d.expression, ast.Call) and _decorator_name(d.expression) == "fieldwise_init"
        for d in decl.decorators
    )
    return _function(decl, "__init__", FunctionKind.INIT, arguments, is_implicit=implicit)


def _field_convention(subject: Type, home: Environment, decl: TypeDecl) -> Convention:
    trivial = is_trivial(subject, scope_of(decl, home))
    return Convention.IMM if trivial is Answer.YES else Convention.VAR


def _special(
    decl: TypeDecl, kind: FunctionKind, argument: str, convention: Convention, trait: str
) -> FunctionDecl:
    self_type = ast.SelfType(span=decl.name_span, loc=decl.name_span)
    arguments = (_argument(decl, argument, convention, self_type, Passing.KEYWORD_ONLY),)
    conditions = [base for base in decl.bases if _names(base, trait) and base.condition is not None]
    return _function(decl, "__init__", kind, arguments, where=tuple(_clause(base) for base in conditions))


def _destructor(decl: TypeDecl) -> FunctionDecl:
    arguments = (_argument(decl, "self", Convention.DEINIT, None, Passing.POSITIONAL_OR_KEYWORD),)
    return _function(decl, "__deinit__", FunctionKind.DEINIT, arguments)


def _argument(
    decl: TypeDecl, name: str, convention: Convention, annotation: ast.Expr | None, passing: Passing
) -> ArgumentDecl:
    return ArgumentDecl(
        name=name,
        name_span=decl.name_span,
        convention=convention,
        convention_span=decl.name_span,
        annotation=annotation,
        passing=passing,
    )


def _function(
    decl: TypeDecl,
    name: str,
    kind: FunctionKind,
    arguments: tuple[ArgumentDecl, ...],
    *,
    where: tuple[ast.WhereClause, ...] = (),
    is_implicit: bool = False,
) -> FunctionDecl:
    is_init = name == "__init__"
    out = _argument(decl, "self", Convention.OUT, None, Passing.POSITIONAL_OR_KEYWORD) if is_init else None
    return FunctionDecl(
        name=name,
        name_span=decl.name_span,
        node=_node(decl, name),
        kind=kind,
        owner=decl,
        unit_key=decl.unit_key,
        type_parameters=(),
        arguments=arguments,
        out=out,
        result=None,
        raises=False,
        raised_type=None,
        is_static=is_init,
        is_async=False,
        is_implicit=is_implicit,
        reads_nested_origins_only=False,
        has_body=True,
        captures=None,
        is_legacy_closure=False,
        where=where,
        decorators=(),
        is_synthesized=True,
    )


def _node(decl: TypeDecl, name: str) -> ast.FunctionDef:
    span = decl.name_span
    return ast.FunctionDef(
        span=span,
        name=name,
        name_span=span,
        keyword=span,
        removed_keyword=False,
        is_async=False,
        decorators=(),
        signature=_NO_SIGNATURE(span=span),
        body=(),
    )


def _clause(base: BaseDecl) -> ast.WhereClause:
    condition = base.condition
    if condition is None:
        raise ValueError(base)
    return ast.WhereClause(span=condition.span, condition=condition)


def _names(base: BaseDecl, trait: str) -> bool:
    return isinstance(base.type, ast.Name) and base.type.name == trait


def _decorator_name(expr: ast.Expr) -> str:
    if isinstance(expr, ast.Call):
        expr = expr.callee
    return expr.name if isinstance(expr, ast.Name) else ""
