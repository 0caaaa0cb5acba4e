"""What names, members and `conforms_to` are worth in constants, apart from names of a function (ST-51).

A call is never known, and neither is a part of what one gives: `CONFIG.debug` of `comptime CONFIG = Config()`.
"""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import ComptimeDecl
from minimojo.mir.lowering.evaluation import connected, evaluate
from minimojo.mir.lowering.folding import Folded, Unfolded
from minimojo.syntax import ast
from minimojo.types import (
    FieldMember,
    TypeScope,
    certainly_conforms,
    member,
    scope_of,
    static_type,
    static_value,
)
from minimojo.types.model import Answer, MetaType, StructType, Type, UnknownType, ValueArg


def static_meaning(expr: ast.Expr, scope: TypeScope, depth: int) -> Folded:
    """What an expression that begins with a name of the module, a parameter or `Self` is worth in a scope."""
    if isinstance(expr, ast.Intrinsic):
        return _conformance(expr, scope)
    if isinstance(expr, ast.Name) and expr.name not in scope.parameters:
        return _of_the_module(expr.name, scope, depth)
    match static_value(expr, scope):
        case ValueArg(text=str(text)):
            return _spelled(text)
        case ValueArg() | UnknownType():
            return _of_a_type(expr, scope, depth)
        case _:
            return Unfolded.RUNTIME


def part_of_constant(expr: ast.Expr, root: Type, scope: TypeScope) -> Folded:
    """A part of a constant of a function: what is stored in one that is built is known at run time only."""
    is_value = isinstance(root, StructType)
    match expr:
        case ast.Attribute(value=ast.Name(), name=name) if is_value:
            is_stored = isinstance(member(root, name, scope), FieldMember)
            return Unfolded.RUNTIME if is_stored else Unfolded.UNDECIDED
        case ast.Subscript(value=ast.Name()) if is_value:
            return Unfolded.RUNTIME
        case _:
            return Unfolded.UNDECIDED


def _of_the_module(name: str, scope: TypeScope, depth: int) -> Folded:
    """A name of the module scope, or one imported into it."""
    match scope.environment.lookup(name):
        case (ComptimeDecl(value=value, type_parameters=()) as decl,) if value is not None:
            home = scope.environment.program.environment_of(decl)
            return Unfolded.UNDECIDED if home is None else _value(value, TypeScope(home), depth)
        case _:
            return Unfolded.UNDECIDED


def _value(expr: ast.Expr, scope: TypeScope, depth: int) -> Folded:
    """The value of a constant that is declared in a scope."""

    def meaning(part: ast.Expr, deeper: int) -> Folded:
        return static_meaning(part, scope, deeper)

    return connected(expr, lambda part: evaluate(part, meaning, depth))


def _of_a_type(expr: ast.Expr, scope: TypeScope, depth: int) -> Folded:
    """A constant that a struct declares, with the parameters of a type put in; or a part of a constant."""
    match expr:
        case ast.Attribute(value=base, name=name):
            match static_type(base, scope):
                case MetaType(StructType() as subject):
                    return _declared(subject, name, scope, depth)
                case StructType() as subject if isinstance(member(subject, name, scope), FieldMember):
                    return Unfolded.RUNTIME
                case StructType() as subject:
                    return _declared(subject, name, scope, depth)
                case _:
                    return Unfolded.UNDECIDED
        case ast.Subscript(value=base) if isinstance(static_type(base, scope), StructType):
            return Unfolded.RUNTIME
        case _:
            return Unfolded.UNDECIDED


def _declared(subject: StructType, name: str, scope: TypeScope, depth: int) -> Folded:
    decl = subject.decl
    found = decl.comptimes.get(name)
    home = scope.environment.program.environment_of(decl)
    if found is None or found.value is None or found.type_parameters or home is None:
        return Unfolded.UNDECIDED
    given = {it.name: arg for it, arg in zip(decl.type_parameters, subject.args, strict=False)}
    inside = replace(scope_of(decl, home), self_type=subject).with_parameters(given)
    return _value(found.value, inside, depth)


def _conformance(expr: ast.Intrinsic, scope: TypeScope) -> Folded:
    """`conforms_to(...)`: known of types that are known, and of a parameter what its bound says."""
    match certainly_conforms(expr, scope):
        case Answer.YES:
            return True
        case Answer.NO:
            return False
        case Answer.UNKNOWN:
            return Unfolded.UNDECIDED
        case None:
            return Unfolded.RUNTIME


def _spelled(text: str) -> Folded:
    """The value that a canonical spelling stands for; anything but a literal is symbolic."""
    if text in ("True", "False"):
        return text == "True"
    try:
        return int(text)
    except ValueError:
        return Unfolded.RUNTIME
