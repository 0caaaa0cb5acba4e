"""The steps of a story: where a value comes from, where it went, and over which path.

    var s = String("hi")      s is declared here
    if c:                     only when this condition is true
        take(s^)              s is transferred here, into the argument x of take
    print(s)

Each function yields the steps about one thing, in the order in which they happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl
from minimojo.mir.body import (
    CallFact,
    Effect,
    EffectKind,
    Local,
    LocalKind,
    Loop,
    Op,
    OpKind,
    Place,
    Scope,
)
from minimojo.ownership.model import Cause, Fate, OpRef
from minimojo.rules.model import Location, Related
from minimojo.rules.rule import Evidence
from minimojo.rules.wording import callee_name, convention_word, declared_as, value_name
from minimojo.text import Span

_NAMELESS = {LocalKind.TEMPORARY, LocalKind.CALL_RESULT, LocalKind.MERGE_RESULT, LocalKind.ANONYMOUS}


def local_of(cx: Evidence, number: int | None) -> Local | None:
    """A local by its number; None for None and for numbers that the body does not have."""
    return next((local for local in cx.body.locals if local.id == number), None)


def declaration(cx: Evidence, local: Local | None) -> Iterator[Related]:
    """Where a variable or argument is declared."""
    if local is None:
        return
    here = cx.here(local.declared_at)
    if local.kind is LocalKind.ARGUMENT and local.convention is not None:
        word = convention_word(local.convention)
        yield Related(here, f"the argument `{local.name}` is declared here: it is {word}")
    elif local.kind in _NAMELESS:
        yield Related(here, "the temporary value is created here")
    elif local.kind is LocalKind.RESULT:
        yield Related(here, "the result is declared here")
    else:
        yield Related(here, f"`{local.name}` is declared here")


def parameter(
    cx: Evidence, function: FunctionDecl | None, argument: ArgumentDecl | None
) -> Iterator[Related]:
    """Where an argument of a callee is declared, if that is in this file."""
    if function is None or argument is None:
        return
    location = function_location(cx, function)
    if location is not None:
        yield Related(Location(location.unit_key, argument.name_span), declared_as(argument))


def parameter_named(cx: Evidence, call: CallFact, name: str) -> Iterator[Related]:
    """Where the argument `name` of the callee is declared, if that is in this file."""
    if call.callee is not None:
        found = next((it for it in call.callee.arguments if it.name == name), None)
        yield from parameter(cx, call.callee, found)


def function_location(cx: Evidence, function: FunctionDecl) -> Location | None:
    """Where a function of this file has its name; None for functions of other files."""
    return Location(function.unit_key, function.name_span) if cx.is_here(function) else None


def transfers(cx: Evidence, local: int | None, causes: Iterable[Cause], use: OpRef) -> Iterator[Related]:
    """Where a value was transferred on its way to `use`, into what, and over which path."""
    told: set[Span] = set()
    for cause in sorted(causes, key=lambda it: (it.at, it.path)):
        op = cx.operation(cause.at)
        if cause.fate is not Fate.TRANSFERRED or op is None:
            continue
        effect = consuming_effect(op, local, cause.path)
        at = op.at if effect is None else effect.at
        if at in told:
            continue
        told.add(at)
        yield from conditions(cx, cause.at, use)
        yield Related(cx.here(at), _transfer_text(cx, local, cause, op, effect))
        fact = None if effect is None else op.argument_of(effect)
        if op.call is not None and fact is not None:
            yield from parameter_named(cx, op.call, fact.parameter)
        loop = loop_back(cx, cause.at, use)
        if loop is not None:
            yield Related(cx.here(loop.at), "the next iteration of this loop finds it transferred")


class Taker(Enum):
    """What gets a value that no argument of a call takes."""

    CLOSURE = "a closure that captures it"
    CALLER = "the caller, as the result"
    HANDLER = "whoever handles the error"
    VARIABLE = "a variable, a field, or nothing that has a name"


def taker(cx: Evidence, op: Op) -> Taker:
    """What gets a value by an operation other than a call."""
    match op.kind, _filled_slot(cx, op):
        case OpKind.CAPTURE, _:
            return Taker.CLOSURE
        case (OpKind.RETURN, _) | (_, LocalKind.RESULT):
            return Taker.CALLER
        case (OpKind.RAISE, _) | (_, LocalKind.ERROR):
            return Taker.HANDLER
        case _:
            return Taker.VARIABLE


def _filled_slot(cx: Evidence, op: Op) -> LocalKind | None:
    """Which nameless slot an operation fills: that of the function's result, or that of an error."""
    for effect in op.effects:
        if effect.kind is EffectKind.DEF and isinstance(effect.access, Place):
            local = local_of(cx, effect.access.local)
            if local is not None and not local.name.isidentifier():
                return local.kind if local.kind in (LocalKind.RESULT, LocalKind.ERROR) else None
    return None


def consuming_effect(op: Op, local: int | None, path: tuple[str, ...]) -> Effect | None:
    """The effect by which an operation consumes a place: that of the place itself, else of a part."""
    consumed = [
        effect
        for effect in op.effects
        if effect.kind is EffectKind.CONSUME
        and isinstance(effect.access, Place)
        and effect.access.local == local
    ]
    exact = (effect for effect in consumed if isinstance(effect.access, Place) and effect.access.path == path)
    return next(exact, consumed[0] if consumed else None)


def initializations(cx: Evidence, causes: Iterable[Cause], use: OpRef, name: str) -> Iterator[Related]:
    """Where a value did get initialized on some of the paths to `use`; `failed_calls` tells of others."""
    by_time = sorted(causes, key=lambda it: it.at)
    failing = {op.at for it in by_time if it.fate is Fate.NOT_SET and (op := cx.operation(it.at))}
    for cause in by_time:
        op = cx.operation(cause.at)
        if cause.fate is Fate.INITIALIZED and op is not None and op.at not in failing:
            yield from conditions(cx, cause.at, use)
            yield Related(cx.here(op.at), f"{value_name(name)} is initialized here, on this path only")


def failed_calls(cx: Evidence, causes: Iterable[Cause], name: str) -> Iterator[Related]:
    """The calls that raise an error instead of setting a value."""
    for cause in sorted(causes, key=lambda it: it.at):
        op = cx.operation(cause.at)
        if cause.fate is Fate.NOT_SET and op is not None:
            yield Related(cx.here(op.at), f"when this call raises an error, {value_name(name)} is not set")


def conditions(cx: Evidence, of: OpRef, use: OpRef) -> Iterator[Related]:
    """The branches that lead to `of` and are left again on the way to `use`."""
    if of.block < 0:
        return
    around_use = () if use.block < 0 else cx.body.blocks[use.block].scopes
    for scope in cx.body.blocks[of.block].scopes:
        text = _arm_text(cx, scope)
        if scope not in around_use and text is not None:
            yield Related(cx.here(_first_line(cx, scope.construct)), text)


def loop_back(cx: Evidence, of: OpRef, use: OpRef) -> Loop | None:
    """The innermost loop whose next iteration carries what `of` did to an earlier (or the same) `use`."""
    if of < use:
        return None
    around = [loop for loop in cx.body.loops if loop.header <= use.block and of.block <= loop.last]
    return max(around, key=lambda loop: loop.header, default=None)


def _arm_text(cx: Evidence, scope: Scope) -> str | None:
    construct = cx.text(scope.construct).removeprefix("comptime").split(maxsplit=1)
    match scope.arm, construct[:1]:
        case (("then" | "elif"), _):
            return "only when this condition is true"
        case "else", ["for" | "while"]:
            return "only when this loop ends without `break`"
        case "else", ["try" | "try:"]:
            return "only when nothing in this `try` raises"
        case "else", _:
            return "only when this condition is false"
        case "body", ["for" | "while"]:
            return "only when the body of this loop runs"
        case "except", _:
            return "only after an error was raised"
        case "case", _:
            return "only in this case"
        case _:
            return None


def _first_line(cx: Evidence, span: Span) -> Span:
    text = cx.source[span.start : span.end]
    lines = text.splitlines()
    return Span(span.start, span.start + len(lines[0])) if lines else span


def _transfer_text(cx: Evidence, local: int | None, cause: Cause, op: Op, effect: Effect | None) -> str:
    owner = local_of(cx, local)
    root = "the value" if owner is None else value_name(".".join((owner.name, *cause.path)))
    fact = None if effect is None else op.argument_of(effect)
    if op.call is not None and fact is not None:
        callee, convention = callee_name(op.call), _taking(fact.convention)
        if fact.parameter == "self":
            return f"{root} is transferred here: {callee} takes its `self` as `{convention}`"
        return f"{root} is transferred here, into the `{convention}` argument `{fact.parameter}` of {callee}"
    match taker(cx, op):
        case Taker.CLOSURE:
            return f"{root} is moved into the closure here"
        case Taker.CALLER:
            return f"{root} is transferred to the caller here"
        case Taker.HANDLER:
            return f"{root} is raised here"
        case Taker.VARIABLE:
            return f"{root} is transferred here"


def _taking(convention: Convention) -> str:
    return convention.value if convention in (Convention.VAR, Convention.DEINIT) else "var"
