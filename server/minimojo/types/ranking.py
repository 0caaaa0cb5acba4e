"""Which of the candidates of a call win (OV-51 .. OV-53)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import FunctionDecl
from minimojo.types.calls import Failed, Failure
from minimojo.types.candidates import Fit, fit
from minimojo.types.model import UNKNOWN
from minimojo.types.operands import Request


def best_fits(candidates: Sequence[FunctionDecl], request: Request) -> Sequence[Fit] | Failed:
    """The candidates that may be the winner: one if that is certain."""
    fits: list[Fit] = []
    failures: list[Failure] = []
    for candidate in candidates:
        found = fit(candidate, request)
        if isinstance(found, Fit):
            fits.append(found)
        else:
            failures.append(found)
    if not fits:
        return Failed(reason=failures[0].reason if len(failures) == 1 else None, failures=tuple(failures))
    return _best(fits)


def _best(fits: Sequence[Fit]) -> list[Fit]:
    """The candidates that may be the winner: one if that is certain (OV-51, OV-53, D26)."""
    certain = [one for one in fits if one.certain]
    if len(certain) < len(fits):
        return _possible(fits, certain)
    smallest = min(one.score.key() for one in fits)
    # Hidden parameters of the library are counted by guess, so they decide nothing.
    if any(one.decl.owner is not None and one.is_std for one in fits):
        near = [one for one in fits if one.score.key()[:3] == smallest[:3]]
    else:
        near = [one for one in fits if one.score.key() == smallest]
    return _tie_broken(near)


def _possible(fits: Sequence[Fit], certain: Sequence[Fit]) -> list[Fit]:
    """An uncertain candidate may fit worse than was counted, never better: one that needs more
    conversions than a certain one is out."""
    fewest = min((one.score.conversions for one in certain), default=None)
    left = [one for one in fits if one.certain or fewest is None or one.score.conversions <= fewest]
    return _best(left) if len(left) < len(fits) and all(one.certain for one in left) else left


def _tie_broken(near: list[Fit]) -> list[Fit]:
    if len(near) > 1 and not all(one.decl.is_static for one in near):
        near = [one for one in near if not one.decl.is_static or one.signature.result == UNKNOWN]
    if len(near) > 1 and not all(one.decl.is_implicit for one in near):
        near = [one for one in near if not one.decl.is_implicit]
    return near
