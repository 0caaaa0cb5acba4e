"""Which operand goes to which argument, by position and keyword alone (OV-30)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from minimojo.hir.model import ArgumentDecl, FunctionDecl, Passing
from minimojo.types.calls import Failure, FailureReason, Operand

Numbered = tuple[int, Operand]
"""An operand with its index in the call (`RECEIVER` for the receiver)."""


class Assignment(Struct, frozen=True):
    """The operands of every argument, in declaration order; () where the default is taken."""

    operands: tuple[tuple[int, ...], ...]


def assign_operands(decl: FunctionDecl, operands: Sequence[Numbered]) -> Assignment | Failure:
    """Walks the declared arguments; the first misfit is what the compiler reports."""
    positional = [
        (index, operand) for index, operand in operands if operand.keyword is None and operand.stars < 2
    ]
    keywords: dict[str | None, int] = {
        operand.keyword: index for index, operand in operands if operand.keyword is not None
    }
    unpacked = [index for index, operand in operands if operand.stars == 2]
    result: list[tuple[int, ...]] = []
    for argument in decl.arguments:
        match argument.passing:
            case Passing.VARIADIC:
                result.append(tuple(index for index, _ in positional))
                positional = []
            case Passing.KEYWORD_VARIADIC:
                if unpacked and keywords:
                    return Failure(decl=decl, reason=FailureReason.BAD_UNPACK, operand=unpacked[0])
                result.append((*keywords.values(), *unpacked))
                keywords, unpacked = {}, []
            case _:
                found = _operand_for(argument, positional, keywords)
                if found is None and argument.default is None:
                    return _missing(decl, argument, unpacked)
                if found is not None and _stars(operands, found):
                    return Failure(
                        decl=decl, reason=FailureReason.BAD_UNPACK, operand=found, argument=argument
                    )
                result.append(() if found is None else (found,))
    if positional:
        return Failure(decl=decl, reason=FailureReason.UNEXPECTED_ARGUMENT, operand=positional[0][0])
    if keywords or unpacked:
        surplus = min([*keywords.values(), *unpacked])
        return Failure(decl=decl, reason=FailureReason.UNEXPECTED_KEYWORD, operand=surplus)
    return Assignment(tuple(result))


def _operand_for(
    argument: ArgumentDecl, positional: list[Numbered], keywords: dict[str | None, int]
) -> int | None:
    by_position = argument.passing in (Passing.POSITIONAL_ONLY, Passing.POSITIONAL_OR_KEYWORD)
    if by_position and positional:
        return positional.pop(0)[0]
    if argument.passing is not Passing.POSITIONAL_ONLY:
        return keywords.pop(argument.name, None)
    return None


def _missing(decl: FunctionDecl, argument: ArgumentDecl, unpacked: list[int]) -> Failure:
    if unpacked:
        return Failure(decl=decl, reason=FailureReason.BAD_UNPACK, operand=unpacked[0], argument=argument)
    return Failure(decl=decl, reason=FailureReason.MISSING_ARGUMENT, argument=argument)


def _stars(operands: Sequence[Numbered], wanted: int) -> bool:
    return any(index == wanted and operand.stars for index, operand in operands)
