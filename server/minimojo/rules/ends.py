"""Errors at the end of a value's life: what was moved away before, what is used after."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import Branch, BranchKind, EffectKind, Place
from minimojo.ownership.model import EndError, EndOfLifeError
from minimojo.rules.model import Related
from minimojo.rules.rule import Evidence
from minimojo.rules.story import local_of
from minimojo.rules.wording import callee_name, value_name


def end_errors(cx: Evidence, kind: EndError) -> Iterator[EndOfLifeError]:
    return (error for error in cx.lifetimes.end_errors if error.kind is kind)


def part_moves(cx: Evidence, error: EndOfLifeError) -> Iterator[Related]:
    """Where the parts of a value were transferred away."""
    local = local_of(cx, error.local)
    for ref in error.uses:
        op = cx.operation(ref)
        if op is None:
            continue
        for effect in op.effects:
            place = effect.access
            if effect.kind is not EffectKind.CONSUME or not isinstance(place, Place):
                continue
            if place.local == error.local and local is not None:
                name = value_name(".".join((local.name, *place.path)))
                into = "" if op.call is None else f" by {callee_name(op.call)}"
                yield Related(cx.here(effect.at), f"{name} is taken away here{into}")


def later_uses(cx: Evidence, error: EndOfLifeError) -> Iterator[Related]:
    """What still needs a value after it was given away."""
    needed = "it" if error.other is None else value_name(error.other)
    for ref in error.uses:
        op = cx.operation(ref)
        if op is not None:
            at = next(
                (
                    effect.at
                    for effect in op.effects
                    if isinstance(effect.access, Place) and effect.access.local == error.local
                ),
                op.at,
            )
            yield Related(cx.here(at), f"{needed} is used here")
    for ref in error.forks:
        branch = cx.terminator(ref)
        if isinstance(branch, Branch):
            raising = branch.kind is BranchKind.RAISING_CALL
            when = "when this raises an error" if raising else "on one of the ways from here"
            yield Related(cx.here(branch.at), f"{when}, {needed} is destroyed while a part is missing")
