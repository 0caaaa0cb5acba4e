"""Is the head of a type sound? Its list of traits and `@explicit_destroy` (TY-14, TY-17, TY-21, TY-22)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from msgspec import Struct

from minimojo.hir.model import BaseDecl, TypeDecl
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.syntax.strings import unquoted
from minimojo.text import Span
from minimojo.types import literals
from minimojo.types.model import Answer, TraitType, UnknownType
from minimojo.types.parameters import parameters_of
from minimojo.types.properties import holds
from minimojo.types.propositions import FALSE, TRUE, Proposition
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.signatures import scope_of
from minimojo.types.traits import closure, condition_of, refines, traits_of

_DECORATOR = "explicit_destroy"


class _Listed(Struct, frozen=True):
    """One trait of the list, with its condition, as it is written at `base`."""

    trait: TypeDecl
    base: BaseDecl
    condition: Proposition


def head_problems(decl: TypeDecl, environment: Environment) -> tuple[DeclarationProblem, ...] | None:
    """What is wrong with the head of a type; None if it is not known, or wrong in another way.

    Unless the answer is (), the compiler looks at no member of the type.
    """
    if decl.kind is ast.TypeDefKind.TRAIT:
        return tuple(_explicit_trait(decl, environment))
    if any(_is_unknown(meaning) for meaning in parameters_of(decl, environment).values()):
        return None
    listed = _listed(decl, environment)
    if listed is None or not traits_of(decl, environment).complete:
        return None
    wrong = (*_opted_out(listed, environment), *_conditionally_trivial(listed))
    if wrong:
        return wrong
    if _is_contradictory(listed, decl, environment):
        return None
    return tuple(_explicit_struct(decl, environment))


def _is_unknown(meaning: object) -> bool:
    return isinstance(meaning, UnknownType)


def _listed(decl: TypeDecl, environment: Environment) -> list[_Listed] | None:
    scope = scope_of(decl, environment)
    result: list[_Listed] = []
    for base in decl.bases:
        found = resolve_type(base.type, scope)
        if not isinstance(found, TraitType):
            return None
        condition = condition_of(base, decl, environment)
        result += (_Listed(trait, base, condition) for trait in found.traits)
    return result


def _opted_out(listed: list[_Listed], environment: Environment) -> Iterator[DeclarationProblem]:
    """A trait that is listed and left out, or whose ancestor is left out."""
    for entry, other in product(listed, listed):
        if entry.base.negated or entry.condition == FALSE or not other.base.negated:
            continue
        if not refines(entry.trait, other.trait, environment):
            continue
        if entry.trait is other.trait:
            message = f"`{entry.trait.name}` is listed, and opted out with `not`"
        else:
            message = f"`{entry.trait.name}` includes `{other.trait.name}`, which is opted out with `not`"
        yield _problem(Problem.OPTED_OUT, entry.base.type.span, message, related=other.base.type.span)


def _conditionally_trivial(listed: list[_Listed]) -> Iterator[DeclarationProblem]:
    for entry in listed:
        if entry.trait.name == "TrivialRegisterPassable" and entry.condition not in (TRUE, FALSE):
            yield _problem(
                Problem.CONDITIONALLY_TRIVIAL,
                entry.base.type.span,
                "`TrivialRegisterPassable` holds for all parameters of a type or for none: "
                "it has no conditions",
            )


def _is_contradictory(listed: list[_Listed], decl: TypeDecl, environment: Environment) -> bool:
    """Whether the conditions of two entries do not go together, which is an error of another kind."""
    scope = scope_of(decl, environment)
    for entry, other in product(listed, listed):
        if entry is other or not refines(entry.trait, other.trait, environment):
            continue
        if entry.condition != other.condition and not _implies(entry.condition, other.condition, scope):
            return True
    return False


def _implies(condition: Proposition, other: Proposition, scope: TypeScope) -> bool:
    if condition == FALSE or other == TRUE:
        return True
    return condition != TRUE and holds(other, scope.assuming(condition)) is Answer.YES


def _explicit_struct(decl: TypeDecl, environment: Environment) -> Iterator[DeclarationProblem]:
    """`@explicit_destroy` of a struct (TY-22)."""
    decorator = _explicit_destroy(decl)
    if decorator is None:
        return
    if not isinstance(decorator, ast.Call):
        yield _problem(
            Problem.DESTROYED_EXPLICITLY,
            decorator.span,
            "`@explicit_destroy` needs a text: what to call instead",
            related=decl.name_span,
        )
        return
    text = _text(decorator)
    if text is None:
        return
    trait = literals.std_struct("Deinitable")
    opted_out = next((base for base in decl.bases if _has_message(base)), None)
    if text and opted_out is not None:
        yield _problem(
            Problem.DESTROYED_EXPLICITLY,
            decorator.span,
            "`@explicit_destroy` and the list of traits both tell how to destroy a value; one must do",
            related=opted_out.type.span,
        )
    elif trait is not None and traits_of(decl, environment).conditions.get(trait) == TRUE:
        yield _problem(
            Problem.DESTROYED_EXPLICITLY,
            decorator.span,
            f"`{decl.name}` is destroyed implicitly, as it is not declared `not Deinitable`",
            related=decl.name_span,
        )


def _explicit_trait(decl: TypeDecl, environment: Environment) -> Iterator[DeclarationProblem]:
    """`@explicit_destroy` of a trait that includes `Deinitable` (TY-14)."""
    trait = literals.std_struct("Deinitable")
    known = closure((decl,), environment)
    if trait is not None and trait in known.known and _explicit_destroy(decl) is not None:
        yield _problem(
            Problem.DESTROYED_EXPLICITLY,
            decl.name_span,
            f"values of `{decl.name}` are destroyed implicitly, as it includes `Deinitable`",
        )


def _explicit_destroy(decl: TypeDecl) -> ast.Expr | None:
    for decorator in decl.decorators:
        expr = decorator.expression
        callee = expr.callee if isinstance(expr, ast.Call) else expr
        if isinstance(callee, ast.Name) and callee.name == _DECORATOR:
            return expr
    return None


def _text(call: ast.Call) -> str | None:
    """The text of the decorator; None if it is called in another way, which is an error by itself."""
    match call.arguments:
        case (ast.Argument(value=ast.StringLiteral(text=text)),):
            return unquoted(text)
        case _:
            return None


def _has_message(base: BaseDecl) -> bool:
    """Whether an entry that always opts out of `Deinitable` says what to do instead."""
    if not isinstance(base.type, ast.Name) or base.type.name != "Deinitable":
        return False
    match base.condition:
        case ast.TupleExpr(elements=(ast.BoolLiteral(value=False), ast.StringLiteral())):
            return True
        case None | ast.BoolLiteral(value=False):
            return base.message is not None
        case _:
            return False


def _problem(kind: Problem, span: Span, message: str, related: Span | None = None) -> DeclarationProblem:
    return DeclarationProblem(kind=kind, group=Group.CONFORMANCE, span=span, message=message, related=related)
