"""A collection is changed while a loop iterates over it.

## What it does
Reports calls that add, remove or move elements of a list, a dictionary, a set, a deque or a string, and
assignments to it, in a loop that iterates over it, or over a span of it, and then goes on. Storing to an element
that is there already (`values[i] = x`) is fine, and so is a change after which the loop is left. Calls of functions of
the same file are reported if these change the collection on every path, as `def add(mut self, x: Int):
self.items.append(x)` does.

## Why
An iterator refers to the memory of the collection. When a list grows, it may move to other memory, and
the loop reads what belongs to nobody: the program crashes, or works with garbage. When something is
removed, the loop leaves out other elements, or reads beyond the end. The compiler accepts all this: an
iterator refers to the collection as a whole, and that is still there.

## Example
```mojo
def main():
    var numbers: List[Int] = [1, 2, 3]
    for number in numbers:
        if number == 2:
            numbers.append(20)
#           ^^^^^^^^^^^^^^^^^^ hint[mutated-while-iterated]: `List.append` changes `numbers` while a loop iterates over it
```
The changes are collected, and made after the loop:
```mojo
def main():
    var numbers: List[Int] = [1, 2, 3]
    var more = List[Int]()
    for number in numbers:
        if number == 2:
            more.append(20)
    numbers.extend(more^)
```

## Fix
Change the collection after the loop, or iterate over a copy of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import EffectKind, Op, Place
from minimojo.ownership.model import OpRef
from minimojo.rules.advice import is_accepted
from minimojo.rules.elsewhere import ChangedInside
from minimojo.rules.iterating import Iteration, Rounds, calls, iterations
from minimojo.rules.model import Conditional, Related, Severity
from minimojo.rules.places import name_on_line
from minimojo.rules.restructuring import changed_inside, is_new_key, may_add, restructured
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import conditions
from minimojo.rules.wording import callee_name


class MutatedWhileIterated(Conditional, frozen=True):
    """`op` changes or replaces what the loop `iteration` reads, or calls a function that does it `inside`, and the
    loop then goes on at `again`."""

    iteration: Iteration
    op: Op
    changed: OpRef
    again: OpRef
    replaced: bool
    inside: ChangedInside | None

    def holds(self, text: bytes) -> bool:
        return self.inside is None or self.inside.holds(text)


def find(cx: Evidence) -> Iterator[MutatedWhileIterated]:
    loops = tuple(iterations(cx))
    if not loops or not is_accepted(cx):
        return
    rounds = {iterator: Rounds(cx, iterator) for iterator in {it.iterator for it in loops}}
    for ref, op in cx.operations:
        for loop, replaced, inside in _harmed(cx, op, loops):
            again = rounds[loop.iterator].next_after(ref)
            if again is not None:
                yield MutatedWhileIterated(loop, op, ref, again, replaced, inside)
                break


def _harmed(
    cx: Evidence, op: Op, loops: tuple[Iteration, ...]
) -> Iterator[tuple[Iteration, bool, ChangedInside | None]]:
    """The loops over what an operation changes or replaces, the innermost one first."""
    if not op.certain:
        return
    subject = restructured(cx, op)
    for loop in reversed(loops):
        replaced = _replaces(op, loop)
        inside = changed_inside(cx, op, loop.subject)
        is_changed = subject is not None and subject.is_same(loop.subject) and _is_structural(cx, op, loop)
        if replaced or inside is not None or is_changed:
            yield loop, replaced, inside


def _is_structural(cx: Evidence, op: Op, loop: Iteration) -> bool:
    """Whether an operation that may change the structure does it, and the loop notices."""
    if op.call is None or _is_behind(cx, op, loop):
        return False
    return not may_add(op.call) or is_new_key(cx, op.call)


def _is_behind(cx: Evidence, op: Op, loop: Iteration) -> bool:
    """Whether a loop that goes from the end takes away the last element: it has seen that, or a later one."""
    is_last = op.call is not None and calls(op, "pop") and len(op.call.arguments) == 1
    return is_last and cx.text(loop.at).startswith("reversed(")


def _replaces(op: Op, loop: Iteration) -> bool:
    """Whether a variable gets a new value that is what is iterated over, or what it is a part of."""
    iterated = loop.subject.place
    return iterated is not None and any(
        it.kind is EffectKind.DEF
        and isinstance(it.access, Place)
        and it.access.local == iterated.local
        and iterated.path[: len(it.access.path)] == it.access.path
        for it in op.effects
    )


def render(cx: Evidence, record: MutatedWhileIterated) -> Report:
    name, op = record.iteration.subject.name, record.op
    return Report(
        message=f"{_change(cx, record)} while a loop iterates over it",
        at=op.at,
        subject=name_on_line(cx, name, op.at) if record.replaced else op.span,
        subject_note=f"`{name}` is changed here",
        story=(
            Related(cx.here(record.iteration.at), f"the loop iterates over `{name}`"),
            *_inside(cx, record),
        ),
    )


def _inside(cx: Evidence, record: MutatedWhileIterated) -> Iterator[Related]:
    """On which path in the loop it is changed."""
    header = record.iteration.at
    for step in conditions(cx, record.changed, record.again):
        if not step.location.span.start <= header.start < step.location.span.end:
            yield step


def _change(cx: Evidence, record: MutatedWhileIterated) -> str:
    name, call = record.iteration.subject.name, record.op.call
    if record.replaced or call is None:
        return f"`{name}` gets a new value"
    if may_add(call):
        return f"this may add an entry to `{name}`"
    is_operator = call.callee is not None and call.callee.name.startswith("__")
    what = f"`{cx.text(record.op.at)}`" if is_operator else callee_name(call)
    return f"{what} changes `{name}`"


RULE = Rule(__name__, __doc__, Severity.HINT, find, render, phase=Phase.NEVER)
