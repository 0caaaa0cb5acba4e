"""An argument is taken by `var`, and only read.

## What it does
Reports arguments with the convention `var` that a function reads, and neither changes nor gives away. Where
something else may ask for the convention, such as a trait, another overload, or somebody who takes the function
as a value, nothing is said; nor where the end of the value may be what is wanted, as the name of the function
tells (`consume`, `drop`), or a destructor that is written in its type.

## Why
`var` asks every caller for a value of the function's own: the caller gives one up with `^`, or makes a copy,
for a function to which it would be enough to look at it.

## Example
```mojo
def total(var numbers: List[Int]) -> Int:
#         ^^^^^^^^^^^ hint[unconsumed-var]: `numbers` is only read here: it need not be taken by `var`
    var sum = 0
    for number in numbers:
        sum += number
    return sum
```
Without a convention, an argument is read:
```mojo
def total(numbers: List[Int]) -> Int:
    var sum = 0
    for number in numbers:
        sum += number
    return sum
```

## Fix
Leave out `var`; callers then need neither `^` nor a copy. The refactoring that changes the convention of an
argument does both, in all files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.hir.model import Convention
from minimojo.mir.body import EffectKind, LocalId, OpKind, Place
from minimojo.rules.copying import copies
from minimojo.rules.model import Severity
from minimojo.rules.readable import Readable, readable
from minimojo.rules.rule import Evidence, Phase, Report, Rule

_ENDING = re.compile(
    "(?i)(?:^|_)(?:absorb|clos|consum|destroy|discard|dispos|drop|eat|end|finish|free|give|kill|move|own|releas|"
    "send|sink|swallow|tak|transfer)"
)
"""Names of functions to whom a value is given so that the caller has it no more."""


class UnconsumedVar(Readable, frozen=True):
    """An argument that is taken by `var`, and need not be."""


def find(cx: Evidence) -> Iterator[UnconsumedVar]:
    if _ENDING.search(cx.body.decl.name):
        return
    for argument, local in readable(cx, Convention.VAR):
        if not _is_copied(cx, local):
            yield UnconsumedVar(cx.body.name, argument)


def _is_copied(cx: Evidence, local: LocalId) -> bool:
    """Whether there are copies of an argument, in place of which it could be given away, or is (R3.2)."""
    whole = Place(local=local)
    implicit = (op for _, op in cx.operations if op.kind is OpKind.COPY)
    if any(it.kind is EffectKind.USE and it.access == whole for op in implicit for it in op.effects):
        return True
    return any(it.copied.access == whole for it in copies(cx))


def render(cx: Evidence, record: UnconsumedVar) -> Report:
    return Report(
        message=f"`{record.argument.name}` is only read here: it need not be taken by `var`", at=record.span
    )


RULE = Rule(__name__, __doc__, Severity.HINT, find, render, phase=Phase.NEVER)
