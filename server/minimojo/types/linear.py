"""What the compiler says about values that must be destroyed explicitly (TY-14, TY-22, TY-33)."""

from __future__ import annotations

from collections.abc import Iterable

from minimojo.hir.model import TypeDecl
from minimojo.syntax import ast
from minimojo.syntax.strings import unquoted
from minimojo.types import literals
from minimojo.types.model import Answer, AssociatedType, ParamType, StructType, TraitType, Type
from minimojo.types.printing import print_type
from minimojo.types.properties import conforms
from minimojo.types.scope import TypeScope
from minimojo.types.traits import closure, traits_of

# Where the traits of the library are declared: their full names decide which one speaks (TY-10).
_HOMES = {
    "Boolable": "std.builtin.bool",
    "Comparable": "std.builtin.comparable",
    "Equatable": "std.builtin.comparable",
    "Floatable": "std.builtin.floatable",
    "FloatableRaising": "std.builtin.floatable",
    "Identifiable": "std.builtin.identifiable",
    "Indexer": "std.builtin.int",
    "Intable": "std.builtin.int",
    "IntableRaising": "std.builtin.int",
    "Sized": "std.builtin.len",
    "SizedRaising": "std.builtin.len",
    "ReversibleRange": "std.builtin.reversed",
    "Defaultable": "std.builtin.value",
    "RegisterPassable": "std.builtin.value",
    "TrivialRegisterPassable": "std.builtin.value",
    "Writable": "std.format",
    "Writer": "std.format",
    "Hashable": "std.hash",
    "Hasher": "std.hash",
    "Iterable": "std.iter",
    "IterableOwned": "std.iter",
    "Iterator": "std.iter",
}


def linear_message(subject: Type, scope: TypeScope) -> str:
    """What the compiler prints behind `abandoned without being explicitly destroyed: `."""
    match literals.declared(subject):
        case StructType() as struct:
            return _struct_message(struct, scope)
        case ParamType(bound=bound) | AssociatedType(bound=bound) | TraitType(bound):
            return _bound_message(closure(bound or (), scope.environment).known)
        case _:
            return ""


def _struct_message(subject: StructType, scope: TypeScope) -> str:
    written = _decorated(subject.decl)
    if written is None:
        written = _opted_out(subject.decl)
    if written:
        return written
    printed = print_type(subject)
    deinitable = literals.std_struct("Deinitable")
    if deinitable in traits_of(subject.decl, scope.environment).conditions:
        return f"type '{printed}' does not conditionally conform to 'Deinitable' for these parameters"
    return f"type '{printed}' does not conform to 'Deinitable' and must be explicitly destroyed"


def _bound_message(traits: Iterable[TypeDecl]) -> str:
    first = min(traits, key=lambda trait: (*_module(trait).split("."), trait.name))
    written = _decorated(first)
    return f"unhandled explicitly destroyed type '{first.name}'" if written is None else written


def _module(trait: TypeDecl) -> str:
    if not trait.module.startswith("std."):
        return trait.module
    return _HOMES.get(trait.name, "std.math" if trait.module == "std.math" else "std.traits")


def _decorated(decl: TypeDecl) -> str | None:
    """The text of `@explicit_destroy("...")`."""
    for decorator in decl.decorators:
        match decorator.expression:
            case ast.Call(
                callee=ast.Name(name="explicit_destroy"),
                arguments=(ast.Argument(value=ast.StringLiteral(text=text)),),
            ):
                return unquoted(text)
            case _:
                pass
    return None


def _opted_out(decl: TypeDecl) -> str | None:
    """The text of `not Deinitable else "..."`, or of a condition that is always false."""
    for base in decl.bases:
        if not isinstance(base.type, ast.Name) or base.type.name != "Deinitable":
            continue
        match base.condition:
            case ast.TupleExpr(elements=(ast.BoolLiteral(value=False), ast.StringLiteral(text=text))):
                return unquoted(text)
            case None | ast.BoolLiteral(value=False):
                message = base.message
                return unquoted(message.text) if isinstance(message, ast.StringLiteral) else None
            case _:
                return None
    return None


def is_linear(subject: Type, scope: TypeScope) -> Answer:
    """Whether a value of this type must be destroyed explicitly."""
    return Answer(2 - conforms(subject, "Deinitable", scope).value)
