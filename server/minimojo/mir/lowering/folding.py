"""Arithmetic on compile-time constants (ST-51): numbers and `Bool`s, nothing else folds.

`Unfolded` tells why an operand has no value. RUNTIME wins over UNDECIDED: whatever is compared with
a run-time value is decided at run time.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

Number: TypeAlias = "int | Fraction"
"""An `IntLiteral` or a `FloatLiteral`, both exact; a `bool` is a `Bool`."""

_MAX_BITS = 4096


class Unfolded(Enum):
    RUNTIME = "not known to the compiler"
    UNDECIDED = "perhaps known to the compiler"


Folded: TypeAlias = "Number | Unfolded"


def compare(symbol: str, left: Folded, right: Folded) -> Folded:
    """`left symbol right`; a `bool` only compares with a `bool`, for equality."""
    if isinstance(left, Unfolded) or isinstance(right, Unfolded):
        return weaker(left, right)
    if isinstance(left, bool) != isinstance(right, bool):
        return Unfolded.UNDECIDED
    match symbol:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<" | "<=" | ">" | ">=":
            return Unfolded.UNDECIDED if isinstance(left, bool) else _ordered(symbol, left, right)
        case _:
            return Unfolded.RUNTIME


def binary(symbol: str, left: Folded, right: Folded) -> Folded:
    """`left symbol right` on numbers; what is not certain to fold is UNDECIDED."""
    if isinstance(left, Unfolded) or isinstance(right, Unfolded):
        return weaker(left, right)
    if isinstance(left, bool) or isinstance(right, bool):
        return Unfolded.UNDECIDED
    match symbol:
        case "+":
            return _bounded(left + right)
        case "-":
            return _bounded(left - right)
        case "*":
            return _bounded(left * right)
        case _ if isinstance(left, int) and isinstance(right, int):
            return _integers(symbol, left, right)
        case _:
            return Unfolded.UNDECIDED


def unary(symbol: str, operand: Folded) -> Folded:
    """`-x`, `+x`, `~x`."""
    if isinstance(operand, Unfolded):
        return operand
    if isinstance(operand, bool):
        return Unfolded.UNDECIDED
    match symbol:
        case "-":
            return -operand
        case "+":
            return operand
        case _:
            return ~operand if isinstance(operand, int) else Unfolded.UNDECIDED


def weaker(*operands: Folded) -> Unfolded:
    """Why an operation with these operands does not fold."""
    return Unfolded.RUNTIME if Unfolded.RUNTIME in operands else Unfolded.UNDECIDED


def float_value(text: str) -> Folded:
    """The exact value of a float literal."""
    from fractions import Fraction  # Takes its time, and few programs compare constants like these.

    try:
        value = Fraction(text.replace("_", ""))
    except (ValueError, ZeroDivisionError):
        return Unfolded.UNDECIDED
    return value if value.denominator.bit_length() < _MAX_BITS else Unfolded.UNDECIDED


def _ordered(symbol: str, left: Number, right: Number) -> bool:
    match symbol:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _integers(symbol: str, left: int, right: int) -> Folded:
    match symbol:
        case "&":
            return left & right
        case "|":
            return left | right
        case "^":
            return left ^ right
        case "//" if right != 0:
            return left // right
        case "%" if right != 0:
            return left % right
        case "<<" if 0 <= right <= _MAX_BITS:
            return _bounded(left << right)
        case ">>" if 0 <= right <= _MAX_BITS:
            return left >> right
        case "**" if right >= 0 and left.bit_length() * right <= _MAX_BITS:
            return left**right
        case _:
            return Unfolded.UNDECIDED


def _bounded(value: Number) -> Folded:
    return value if abs(value.numerator).bit_length() <= _MAX_BITS else Unfolded.UNDECIDED
