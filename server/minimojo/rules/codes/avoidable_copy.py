"""A variable is copied, and destroyed right afterwards.

## What it does
Reports copies of a variable that are written as `.copy()`, for somebody who takes the copy, if nobody
needs the variable afterwards. The compiler accepts this: it is advice. Where it copies implicitly it turns
the last copy of a variable into a move by itself. Nothing is said of variables that are meant to hold a copy, or of
functions that are about copying, as their names tell.

## Why
The copy and the destruction of the original do in two steps, often with memory to allocate and to free,
what a transfer does at no cost.

## Example
```mojo
def total(var numbers: List[Int]) -> Int:
    return len(numbers)


def main():
    var numbers: List[Int] = [1, 2, 3]
    print(total(numbers.copy()))
    #           ^^^^^^^^^^^^^^ hint[avoidable-copy]: `numbers` is not used after this copy: `numbers^` would transfer it instead
```
Without a copy:
```mojo
def total(var numbers: List[Int]) -> Int:
    return len(numbers)


def main():
    var numbers: List[Int] = [1, 2, 3]
    print(total(numbers^))
```

## Fix
Transfer the variable with `^`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import EffectKind, Local, LocalKind, Op, OpKind, Place
from minimojo.rules.advice import is_sound
from minimojo.rules.copying import copies
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import copyable, movable
from minimojo.types.model import Answer

_COPY = re.compile("(?i)cop(?:y|ied)|clone|dup")
_STORED = (LocalKind.VARIABLE, LocalKind.RESULT, LocalKind.ERROR)


class AvoidableCopy(Struct, frozen=True):
    """A copy of the variable `name`, written at `span`, that a transfer could replace."""

    name: str
    span: Span


def find(cx: Evidence) -> Iterator[AvoidableCopy]:
    if not any(name == "copy" for _, name in cx.called) or _COPY.search(cx.body.name):
        return
    spared = [(it.op, local) for it in copies(cx) if (local := it.spared) is not None]
    if not spared or not is_sound(cx):
        return
    for op, local in spared:
        if local.id not in _filled(op) and _is_plain(cx, op, local) and _is_taken(cx, op, local):
            yield AvoidableCopy(local.name, op.span)


def _is_plain(cx: Evidence, op: Op, local: Local) -> bool:
    """Whether the copy is written as `name.copy()`, and makes a value of the type of `name` (`Copyable`)."""
    callee = None if op.call is None else op.call.callee
    result = None if callee is None or callee.result is None else callee.result.type
    if not isinstance(result, ast.SelfType):
        return False
    is_copy = copyable(local.type, cx.scope) is Answer.YES and movable(local.type, cx.scope) is Answer.YES
    return is_copy and re.fullmatch(rf"{re.escape(local.name)}\.copy\(\)", cx.text(op.span)) is not None


def _is_taken(cx: Evidence, copy: Op, local: Local) -> bool:
    """Whether the copy is stored in another variable, returned, or handed over: a transfer has an effect there."""
    filled = _filled(copy)
    stored = [it for it in cx.body.locals if it.id in filled and it.kind in _STORED]
    if stored:
        return not any(_is_wanted_as_such(cx, it) for it in stored)
    takers = [op for _, op in cx.operations if filled & _consumed(op)]
    return bool(takers) and not any(local.id in _filled(op) for op in takers)


def _is_wanted_as_such(cx: Evidence, stored: Local) -> bool:
    """Whether a variable is there to have a copy in it: its name says so, or nothing is done with it, as in
    tests of copies."""
    if stored.kind is not LocalKind.VARIABLE:
        return False
    used = (
        effect.kind not in (EffectKind.DEF, EffectKind.MARK_DESTROYED)
        for _, op in cx.operations
        if op.kind is not OpKind.DISCARD
        for effect in op.effects
        if isinstance(effect.access, Place) and effect.access.local == stored.id
    )
    return _COPY.search(stored.name) is not None or not any(used)


def _consumed(op: Op) -> set[int]:
    """The variables and temporaries that an operation takes as a whole."""
    return {
        effect.access.local
        for effect in op.effects
        if effect.kind is EffectKind.CONSUME and isinstance(effect.access, Place) and not effect.access.path
    }


def _filled(op: Op) -> set[int]:
    """The variables and temporaries that an operation gives a value."""
    return {
        effect.access.local
        for effect in op.effects
        if effect.kind is EffectKind.DEF and isinstance(effect.access, Place)
    }


def render(cx: Evidence, record: AvoidableCopy) -> Report:
    name = record.name
    return Report(
        message=f"`{name}` is not used after this copy: `{name}^` would transfer it instead", at=record.span
    )


RULE = Rule(__name__, __doc__, Severity.HINT, find, render, phase=Phase.NEVER)
