"""A reference into a value is used after the value may have changed.

## What it does
Reports uses of references to what a container owns (an element of a list, a value of a dictionary,
the bytes of a string) after something may have changed the container. Views such as `s.strip()` and
slices count as well, and so do pointers. The story says what the reference refers into, where it was
formed, what invalidated it and over which branch or loop that comes to the use.

## Why
The elements of a list lie in memory that the list may replace whenever it grows. A reference to an
element then refers to memory that belongs to nobody. So the compiler takes every call that gets the
container mutably as the end of all references into it: `mut` arguments, methods with `mut self`, and
those with `ref self` on something mutable, even if they only read. Assigning or transferring the
container, or anything around it, ends them too.

A variable that holds such a reference counts from its first value on: assigning a new pointer to it
does not make it good again.

## Example
```mojo
def main():
    var names: List[String] = ["a", "b"]
    ref first = names[0]
    names.append("c")
    print(first)
    #     ^^^^^ error[invalidated-reference]: use of invalidated reference `first` into `names`
```
The reference is formed after the change:
```mojo
def main():
    var names: List[String] = ["a", "b"]
    names.append("c")
    ref first = names[0]
    print(first)
```

## Fix
Form the reference again after the change, use it before, or copy what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import Convention
from minimojo.mir.body import Effect, EffectKind, LocalKind, Op, OpKind
from minimojo.ownership.exclusivity import print_path
from minimojo.ownership.model import InteriorError, InteriorKind
from minimojo.rules.model import Related, Severity
from minimojo.rules.places import operand, owner_path
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import conditions, loop_back, parameter_named
from minimojo.rules.wording import callee_name, value_name
from minimojo.text import Span
from minimojo.types.model import InteriorStep, OriginPath


class InvalidatedReference(Struct, frozen=True):
    """`owner` is what the reference refers into, `reference` its name where it has one; `in_closure`
    tells that this is a closure, which holds the reference."""

    error: InteriorError
    owner: str
    reference: str | None
    span: Span
    in_closure: bool


def find(cx: Evidence) -> Iterator[InvalidatedReference]:
    for error in cx.lifetimes.interior:
        span = operand(cx, cx.operation(error.op), error.used)
        text = cx.text(span)
        name = text if re.fullmatch(r"[^\W\d]\w*", text) else None
        closures = {local.name for local in cx.body.locals if local.kind is LocalKind.CLOSURE}
        yield InvalidatedReference(
            error,
            value_name(print_path(owner_path(error.path), cx.body)),
            name,
            span,
            in_closure=name in closures,
        )


def render(cx: Evidence, record: InvalidatedReference) -> Report:
    error = record.error
    return Report(
        message=_message(record),
        at=error.at,
        subject=record.span,
        subject_note="the reference is used here",
        story=(*_formed(cx, record), *_invalidations(cx, record), *_formed_anew(cx, record)),
    )


def _message(record: InvalidatedReference) -> str:
    error, owner = record.error, record.owner
    match error.kind:
        case InteriorKind.INVALIDATED | InteriorKind.OUTDATED:
            word = "invalidated" if error.definite else "possibly invalidated"
            name = record.reference
            what = f"an {word} reference" if word[0] == "i" else f"a {word} reference"
            subject = what if name is None else f"{word} reference `{name}`"
            if record.in_closure:
                return f"use of the closure `{name}`, which holds {what} into {owner}"
            return f"use of {subject} into {owner}"
        case InteriorKind.NEVER_FORMED:
            return f"the reference into {owner} is merged with another one, but not formed on both paths"
        case InteriorKind.GIVEN:
            return f"{owner} is changed here, although an argument refers into it"


def _formed(cx: Evidence, record: InvalidatedReference) -> Iterator[Related]:
    """Where the reference comes from."""
    op = None if record.error.formed is None else cx.operation(record.error.formed)
    if op is None or record.in_closure:
        return
    name = "the reference" if record.reference is None else f"`{record.reference}`"
    at = op.span if op.kind is OpKind.BORROW else op.at  # The name of a reference, the place of a call.
    yield Related(cx.here(at), f"{name} is formed here: it refers to {_inside(record)}")


def _inside(record: InvalidatedReference) -> str:
    """What is referred to, in words."""
    last = next(step for step in reversed(record.error.path.steps) if isinstance(step, InteriorStep))
    match last.tag:
        case "element":
            return f"elements of {record.owner}"
        case "bytes":
            return f"the bytes of {record.owner}"
        case "value":
            return f"values of {record.owner}"
        case _:
            return f"memory of {record.owner}"


def _invalidations(cx: Evidence, record: InvalidatedReference) -> Iterator[Related]:
    """What may have changed the owner since, and over which path that comes to the use."""
    error = record.error
    if error.kind is InteriorKind.GIVEN:
        return
    for ref in sorted(error.by):
        op = cx.operation(ref)
        if op is None:
            continue
        yield from conditions(cx, ref, error.op)
        effect = _changing(op, error.path)
        at = op.at if effect is None or op.call is not None else effect.at
        yield Related(
            cx.here(at), f"{_change(op, effect, record.owner)}: references into it are invalid from here on"
        )
        fact = None if effect is None else op.argument_of(effect)
        if op.call is not None and fact is not None:
            yield from parameter_named(cx, op.call, fact.parameter)
        loop = loop_back(cx, ref, error.op)
        if loop is not None and ref != error.op:
            yield Related(cx.here(loop.at), "the next iteration of this loop finds the reference invalid")


def _changing(op: Op, path: OriginPath) -> Effect | None:
    """The effect by which an operation changes the owner of an interior origin."""
    changing = [it for it in op.effects if it.kind in (EffectKind.MUT, EffectKind.DEF, EffectKind.CONSUME)]
    return next(iter(changing), None) if path.steps else None


def _change(op: Op, effect: Effect | None, owner: str) -> str:
    fact = None if effect is None else op.argument_of(effect)
    if op.call is not None and fact is not None:
        callee = callee_name(op.call)
        if fact.convention is Convention.REF:
            return f"{callee} takes {owner} by `ref`, and as it is mutable, that counts as a change"
        if effect is not None and effect.kind is EffectKind.CONSUME:
            return f"{owner} is transferred to {callee} here"
        return f"{callee} may change {owner} here"
    if effect is not None and effect.kind is EffectKind.DEF:
        return f"{owner} gets a new value here"
    if effect is not None and effect.kind is EffectKind.CONSUME:
        return f"{owner} is transferred here"
    return f"{owner} may be changed here"


def _formed_anew(cx: Evidence, record: InvalidatedReference) -> Iterator[Related]:
    """A reference that was formed later shows that the older one is a thing of the past."""
    error = record.error
    op = None if error.since is None else cx.operation(error.since)
    if error.kind is InteriorKind.OUTDATED and op is not None:
        text = f"a new reference into {record.owner} is formed here, which does not make the older one valid"
        yield Related(cx.here(op.at), text)


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
