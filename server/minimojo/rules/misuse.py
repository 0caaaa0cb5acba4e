"""One message of the compiler, three mistakes: what lies behind a use of something uninitialized?

The compiler says `use of uninitialized value` of a value that was transferred, of one that was
never initialized and of a result in a register that is not set (CL-33, DE-51). The causes of the
misuse tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from minimojo.mir.body import Local, LocalKind, RaiseExit
from minimojo.ownership.model import Cause, Fate, Misuse, UseError
from minimojo.rules.rule import Evidence
from minimojo.rules.story import local_of


class Mistake(Enum):
    """What the programmer did; every kind belongs to one rule."""

    TRANSFERRED = "use-after-transfer"
    UNINITIALIZED = "uninitialized-use"
    RESULT = "uninitialized-result"
    CONSTRUCTOR = "missing-constructor"
    INDIRECT = "indirect-transfer"


def misuses(cx: Evidence, mistake: Mistake) -> Iterator[Misuse]:
    """The misuses in a function that are of one kind."""
    return (it for it in cx.lifetimes.misuses if classify(cx, it) is mistake)


def classify(cx: Evidence, misuse: Misuse) -> Mistake:
    match misuse.kind:
        case UseError.AT_RETURN:
            return Mistake.RESULT
        case UseError.NO_CONSTRUCTOR:
            return Mistake.CONSTRUCTOR
        case UseError.INDIRECT:
            return Mistake.INDIRECT
        case UseError.UNINITIALIZED:
            if is_result(local_of(cx, misuse.local)) and misuse.at == cx.body.name_span:
                return Mistake.RESULT
            return Mistake.TRANSFERRED if transfers_of(misuse) else Mistake.UNINITIALIZED


def is_result(local: Local | None) -> bool:
    """Whether a local is what the function returns."""
    return local is not None and (local.kind is LocalKind.RESULT or local.register_result)


def transfers_of(misuse: Misuse) -> tuple[Cause, ...]:
    return tuple(it for it in sorted_causes(misuse) if it.fate is Fate.TRANSFERRED)


def sorted_causes(misuse: Misuse) -> tuple[Cause, ...]:
    return tuple(sorted(misuse.causes, key=lambda it: (it.at, it.path, it.fate.value)))


def is_definite(misuse: Misuse) -> bool:
    """Whether every path that reaches the use makes it wrong."""
    return all(cause.fate is not Fate.INITIALIZED for cause in misuse.causes)


def leaves_by_error(cx: Evidence, misuse: Misuse) -> bool:
    """Whether the value is needed only because an error leaves the function here (`mut` arguments)."""
    return isinstance(cx.terminator(misuse.op), RaiseExit)
