"""Conditions as the compiler compares them: syntactic, after canonicalisation (OV-50, TY-24).

Propositions are immutable values with structural equality. They are kept in canonical form by
`both`, `either`, `negation` and `less`; what is not understood is `OPAQUE`, which proves nothing,
is proven by nothing, and makes the answer about everything that it might be unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from minimojo.hir.model import TypeDecl
from minimojo.types.model import Answer, ParamValue, Type, TypeArg, ValueArg, as_type, weakest


class Constant(Struct, frozen=True):
    value: bool


class Conforms(Struct, frozen=True):
    """`conforms_to(type, trait)`, one trait each."""

    type: Type
    trait: TypeDecl


class AllConform(Struct, frozen=True):
    """`Ts.all_conforms_to[trait]()` of a list of types."""

    types: TypeArg
    trait: TypeDecl


class Equal(Struct, frozen=True):
    """`left == right`, of types or values."""

    left: TypeArg
    right: TypeArg


class Less(Struct, frozen=True):
    """`left < right` or `left <= right` of values; `a > b` is brought to this form."""

    left: TypeArg
    right: TypeArg
    or_equal: bool


class Truth(Struct, frozen=True):
    """A `Bool` value that stands as a condition; `ValueArg(None)` for anything not understood."""

    value: TypeArg


class Not(Struct, frozen=True):
    operand: Proposition


class Both(Struct, frozen=True):
    left: Proposition
    right: Proposition


class Either(Struct, frozen=True):
    left: Proposition
    right: Proposition


Proposition = Constant | Conforms | AllConform | Equal | Less | Truth | Not | Both | Either

TRUE = Constant(True)
FALSE = Constant(False)
OPAQUE = Truth(ValueArg(None))

Refines = Callable[[TypeDecl, TypeDecl], bool]
"""Whether the first trait is the second or has it among its ancestors."""


def negation(proposition: Proposition) -> Proposition:
    """`not proposition`: also what the other arms of a `comptime if` know."""
    match proposition:
        case Constant(value):
            return Constant(not value)
        case Not(operand):
            return operand
        case _:
            return OPAQUE if proposition == OPAQUE else Not(proposition)


def both(left: Proposition, right: Proposition) -> Proposition:
    """`left and right`."""
    if FALSE in (left, right):
        return FALSE
    if left == TRUE:
        return right
    return left if right == TRUE else Both(left, right)


def either(left: Proposition, right: Proposition) -> Proposition:
    """`left or right`."""
    if TRUE in (left, right):
        return TRUE
    if left == FALSE:
        return right
    return left if right == FALSE else Either(left, right)


def compared(left: TypeArg, operator: str, right: TypeArg) -> Proposition:
    """A comparison of two compile-time values; literals are folded (OV-50)."""
    if ValueArg(None) in (left, right):
        return OPAQUE
    folded = _folded(left, operator, right)
    if folded is not None:
        return Constant(folded)
    match operator:
        case "==":
            return Equal(left, right)
        case "!=":
            return Not(Equal(left, right))
        case "<" | "<=":
            return Less(left, right, operator == "<=")
        case ">" | ">=":
            return Less(right, left, operator == ">=")
        case _:
            return OPAQUE


def conjuncts(proposition: Proposition) -> Iterator[Proposition]:
    """The parts of a conjunction, left to right."""
    todo = [proposition]
    while todo:
        match todo.pop():
            case Both(left, right):
                todo += (right, left)
            case part:
                yield part


def implied(proposition: Proposition, assumptions: Sequence[Proposition], refines: Refines) -> Answer:
    """Whether the assumptions prove (YES) or disprove (NO) the proposition (TY-24)."""
    facts = [fact for assumption in assumptions for fact in conjuncts(assumption)]
    return _implied(proposition, facts, refines)


def mapped(proposition: Proposition, change: Callable[[TypeArg], TypeArg]) -> Proposition:
    """The proposition with every type and value in it changed."""
    match proposition:
        case Constant():
            return proposition
        case Conforms(subject, trait):
            changed = as_type(change(subject))
            return OPAQUE if changed is None else Conforms(changed, trait)
        case AllConform(types, trait):
            return AllConform(change(types), trait)
        case Equal(left, right):
            return compared(change(left), "==", change(right))
        case Less(left, right, or_equal):
            return compared(change(left), "<=" if or_equal else "<", change(right))
        case Truth(value):
            return truth(change(value))
        case Not(operand):
            return negation(mapped(operand, change))
        case Both(left, right):
            return both(mapped(left, change), mapped(right, change))
        case Either(left, right):
            return either(mapped(left, change), mapped(right, change))


def truth(value: TypeArg) -> Proposition:
    """A value as a condition."""
    match value:
        case ValueArg("True"):
            return TRUE
        case ValueArg("False"):
            return FALSE
        case ValueArg() | ParamValue():
            return Truth(value)
        case _:
            return OPAQUE


def _implied(proposition: Proposition, facts: Sequence[Proposition], refines: Refines) -> Answer:
    match proposition:
        case Constant(value):
            return Answer.YES if value else Answer.NO
        case Both(left, right):
            answers = (_implied(left, facts, refines), _implied(right, facts, refines))
            return weakest(answers)
        case Either(left, right):
            answers = (_implied(left, facts, refines), _implied(right, facts, refines))
            return Answer.YES if Answer.YES in answers else Answer.UNKNOWN
        case Not(operand):
            return _opposite(_atom_implied(operand, facts, refines))
        case _:
            return _atom_implied(proposition, facts, refines)


def _atom_implied(wanted: Proposition, facts: Sequence[Proposition], refines: Refines) -> Answer:
    if wanted == OPAQUE:
        return Answer.UNKNOWN
    if any(_proves(fact, wanted, refines) for fact in facts) or _equal_by_chain(wanted, facts):
        return Answer.YES
    for fact in facts:
        if isinstance(fact, Not) and _proves(wanted, fact.operand, refines):
            return Answer.NO
    return Answer.UNKNOWN


def _proves(fact: Proposition, wanted: Proposition, refines: Refines) -> bool:
    if fact in (wanted, FALSE):
        return fact != OPAQUE
    match fact, wanted:
        case (Conforms(left, given), Conforms(right, needed)) | (
            AllConform(left, given),
            AllConform(right, needed),
        ):
            return left == right and refines(given, needed)
        case _:
            return False


def _equal_by_chain(wanted: Proposition, facts: Sequence[Proposition]) -> bool:
    """Equality is symmetric and transitive (TY-24 3)."""
    if not isinstance(wanted, Equal):
        return False
    reached = {wanted.left}
    pairs = [(fact.left, fact.right) for fact in facts if isinstance(fact, Equal)]
    for _ in pairs:
        for left, right in pairs:
            if left in reached or right in reached:
                reached |= {left, right}
    return wanted.right in reached


def _folded(left: TypeArg, operator: str, right: TypeArg) -> bool | None:
    if operator in ("==", "!=") and left == right:
        return operator == "=="
    if not (isinstance(left, ValueArg) and isinstance(right, ValueArg)):
        return None
    if left.text is None or right.text is None:
        return None
    if operator in ("==", "!="):
        return (left.text == right.text) == (operator == "==")
    try:
        first, second = int(left.text), int(right.text)
    except ValueError:
        return None
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}.get(
        operator
    )


def _opposite(answer: Answer) -> Answer:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(answer, answer)
