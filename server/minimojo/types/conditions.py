"""From condition expressions to propositions: `where`, `comptime if`, `comptime assert` (TY-23, OV-50)."""

from __future__ import annotations

from msgspec.structs import replace

from minimojo.hir.model import TypeDecl
from minimojo.syntax import ast
from minimojo.types.literals import std_struct
from minimojo.types.model import (
    Answer,
    GenericMeta,
    PackArg,
    ParamType,
    ParamValue,
    StructType,
    TraitType,
    Type,
    TypeArg,
    UnknownType,
    ValueArg,
    as_type,
)
from minimojo.types.propositions import (
    OPAQUE,
    TRUE,
    AllConform,
    Conforms,
    Proposition,
    both,
    compared,
    conjuncts,
    either,
    negation,
    truth,
)
from minimojo.types.scope import TypeScope
from minimojo.types.substitution import is_known


def proposition(expr: ast.Expr, scope: TypeScope) -> Proposition:
    """The condition of a `where`, `comptime if` or `comptime assert`."""
    match expr:
        case ast.Paren(inner=inner) | ast.ComptimeExpr(value=inner):
            return proposition(inner, scope)
        case ast.Boolean(operator="and", left=left, right=right):
            return both(proposition(left, scope), proposition(right, scope))
        case ast.Boolean(left=left, right=right):
            return either(proposition(left, scope), proposition(right, scope))
        case ast.Not(operand=operand):
            return negation(proposition(operand, scope))
        case ast.Intrinsic(name="conforms_to", arguments=(subject, trait)):
            return _conforms(subject, trait, scope)
        case ast.Comparison(operands=operands, operators=operators):
            return _comparison(operands, operators, scope)
        case ast.Call(callee=callee, arguments=()):
            return _list_conforms(callee, scope)
        case ast.TupleExpr(elements=(condition, ast.StringLiteral())):
            return proposition(condition, scope)
        case _:
            return _named(expr, scope)


def certainly_conforms(expr: ast.Intrinsic, scope: TypeScope) -> Answer | None:
    """What the compiler makes of `conforms_to(...)` before anything is instantiated, whatever is assumed; None
    for a condition that parameters decide.

    One that tells whether values have a destructor is UNKNOWN then: what it says of an arm is not followed.
    """
    from minimojo.types.properties import conforms, is_generic

    bare = replace(scope, assumptions=())
    parts = list(conjuncts(proposition(expr, bare)))
    answers: list[Answer | None] = []
    for part in parts:
        if not isinstance(part, Conforms) or not is_known(part.type):
            return Answer.YES if part == TRUE and len(parts) == 1 else Answer.UNKNOWN
        answer = conforms(part.type, part.trait, bare)
        is_open = answer is Answer.NO and is_generic(part.type) and _is_conditional(part, bare)
        if is_open and _tells_of_destructors(part.trait, bare):
            return Answer.UNKNOWN
        answers.append(None if is_open else answer)
    if all(answer is Answer.YES for answer in answers):
        return Answer.YES
    if len(set(answers) - {Answer.YES}) > 1:
        return Answer.UNKNOWN
    return next(answer for answer in answers if answer is not Answer.YES)


def _is_conditional(part: Conforms, scope: TypeScope) -> bool:
    """Whether arguments of parameters can make a type conform; a struct that says nothing of the trait never does."""
    from minimojo.types.traits import traits_of

    if not isinstance(part.type, StructType):
        return True
    return part.trait in traits_of(part.type.decl, scope.environment).conditions


def _tells_of_destructors(trait: TypeDecl, scope: TypeScope) -> bool:
    from minimojo.types.traits import closure

    known = closure((trait,), scope.environment)
    return not known.complete or std_struct("Deinitable") in known.known


def traits_in(expr: ast.Expr, scope: TypeScope) -> tuple[TypeDecl, ...] | None:
    """The traits of an expression such as `Copyable & Writable`."""
    from minimojo.types.resolve import entity

    found = entity(expr, scope)
    return found.traits if isinstance(found, TraitType) else None


def _conforms(subject: ast.Expr, trait: ast.Expr, scope: TypeScope) -> Proposition:
    from minimojo.types.resolve import resolve_type

    traits = traits_in(trait, scope)
    found = resolve_type(subject, scope)
    if traits is None or isinstance(found, UnknownType):
        return OPAQUE
    return conforms_all(found, traits)


def conforms_all(subject: Type, traits: tuple[TypeDecl, ...]) -> Proposition:
    """`conforms_to(subject, A & B)` is one fact per trait (TY-24)."""
    result: Proposition = TRUE
    for trait in traits:
        result = both(result, Conforms(subject, trait))
    return result


def _list_conforms(callee: ast.Expr, scope: TypeScope) -> Proposition:
    """`Ts.all_conforms_to[Trait]()`."""
    from minimojo.types.resolve import entity

    match callee:
        case ast.Subscript(
            value=ast.Attribute(value=types, name="all_conforms_to"), arguments=(ast.Argument(value=trait),)
        ):
            traits = traits_in(trait, scope)
            found = entity(types, scope)
            if traits is None or not isinstance(found, ParamType | PackArg):
                return OPAQUE
            result: Proposition = TRUE
            for part in traits:
                result = both(result, AllConform(found, part))
            return result
        case _:
            return OPAQUE


def _comparison(
    operands: tuple[ast.Expr, ...], operators: tuple[ast.Operator, ...], scope: TypeScope
) -> Proposition:
    values = [_operand(operand, scope) for operand in operands]
    result: Proposition = TRUE
    for left, operator, right in zip(values, operators, values[1:], strict=False):
        result = both(result, compared(left, operator.text, right))
    return result


def _operand(expr: ast.Expr, scope: TypeScope) -> TypeArg:
    from minimojo.types.resolve import static_value

    found = static_value(expr, scope)
    subject = as_type(found)
    if isinstance(subject, UnknownType | GenericMeta):
        return ValueArg(None)
    return found


def _named(expr: ast.Expr, scope: TypeScope) -> Proposition:
    """A `Bool` parameter, literal or alias: an alias stands for the condition that it was given."""
    from minimojo.types.projections import constant_declaration
    from minimojo.types.resolve import entity
    from minimojo.types.signatures import enclosing_scope

    found = entity(expr, scope)
    if isinstance(found, ParamValue) or (isinstance(found, ValueArg) and found.text is not None):
        return truth(found)
    decl = constant_declaration(expr, scope)
    if decl is None or decl.value is None or decl.type_parameters or isinstance(found, StructType):
        return OPAQUE
    home = scope.environment.program.environment_of(decl) or scope.environment
    value = decl.value
    return home.program.memo(
        (decl, "proposition"), lambda: proposition(value, enclosing_scope(decl, home)), OPAQUE
    )
