"""A restriction of the compiler: references derived from a captured reference into a container (CO-60)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.hir.model import Convention, Passing
from minimojo.mir.body import ArgumentFact
from minimojo.mir.lowering.bindings import How, ReferenceBinding
from minimojo.mir.lowering.captures import inward_origin, report
from minimojo.mir.lowering.capturing import NestedKind
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.passing import Passed
from minimojo.text import Span
from minimojo.types.model import InteriorStep, Origin, OriginPath

_MESSAGE = "what is inside of a captured element cannot be referred to in a closure"


def check_derived(
    cx: FunctionContext,
    at: Span,
    passed: Iterable[Passed],
    facts: tuple[ArgumentFact, ...],
    result: Origin | None,
) -> None:
    """Reports the first call of a closure's body that binds an origin inside of an interior origin that is
    captured, or refers to this one with its result, and binds none that is just this one."""
    capturing = cx.capturing
    if capturing is None or capturing.kind is not NestedKind.CLOSURE or cx.derived_interior:
        return
    captured = set(_captured(cx))
    if not captured:
        return
    bound = [
        path
        for each, fact in zip(passed, facts, strict=True)
        if fact.own is not None and _binds_origin(each)
        for path in fact.own.paths
    ]
    if not bound or any(path in captured for path in bound):
        return
    inside = (OriginPath(path.root, path.steps[:n]) for path in bound for n in range(1, len(path.steps)))
    if not captured.isdisjoint(() if result is None else result.paths) or not captured.isdisjoint(inside):
        cx.derived_interior = True
        report(cx, at, _MESSAGE)


def _binds_origin(passed: Passed) -> bool:
    argument = passed.argument
    return argument.convention is Convention.REF or argument.passing is Passing.VARIADIC


def _captured(cx: FunctionContext) -> Iterator[OriginPath]:
    """The interior origins in the types of captured references."""
    for captured in () if cx.capturing is None else cx.capturing.order:
        outer = captured.outer
        if captured.how is How.COPY or not isinstance(outer, ReferenceBinding) or outer.origin is None:
            continue
        for path in inward_origin(cx, outer.origin).paths:
            for n, step in enumerate(path.steps, 1):
                if isinstance(step, InteriorStep):
                    yield OriginPath(path.root, path.steps[:n])
