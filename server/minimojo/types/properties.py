"""What values of a type can do: conformance and the ownership properties (TY-27, TY-31, TY-33).

Every answer is three-valued; a caller reports only on a NO (or a YES), never on UNKNOWN. Inside
generic code the compiler treats what it cannot prove as NO: so do these functions, for bounds they
know.
"""

from __future__ import annotations

from minimojo.hir.model import TypeDecl
from minimojo.types.model import Answer, Type
from minimojo.types.scope import TypeScope


def conforms(subject: Type, trait: str | TypeDecl, scope: TypeScope) -> Answer:
    """Whether the compiler proves that `subject` conforms to a trait (named as in the prelude)."""
    return Answer.UNKNOWN


def is_trivial(subject: Type, scope: TypeScope) -> Answer:
    """Whether values are trivial register values, also by assumption: `x^` copies (TY-31, TY-32)."""
    return Answer.UNKNOWN


def passed_in_register(subject: Type, scope: TypeScope) -> Answer:
    """Whether an `imm` argument of this *declared* type is passed by value (DE-46)."""
    return Answer.UNKNOWN


def is_register_passable(subject: Type, scope: TypeScope) -> Answer:
    return Answer.UNKNOWN


def implicitly_copyable(subject: Type, scope: TypeScope) -> Answer:
    return Answer.UNKNOWN


def copyable(subject: Type, scope: TypeScope) -> Answer:
    return Answer.UNKNOWN


def movable(subject: Type, scope: TypeScope) -> Answer:
    return Answer.UNKNOWN


def deinitable(subject: Type, scope: TypeScope) -> Answer:
    """NO means: values of this type must be destroyed explicitly."""
    return Answer.UNKNOWN


def linear_message(subject: Type, scope: TypeScope) -> str:
    """What the compiler prints behind `abandoned without being explicitly destroyed: ` (TY-22, TY-33)."""
    return ""
