"""A condition, or a `try`, that decides nothing.

## What it does
Reports `if` conditions that are known while compiling, `and`, `or` and conditional expressions with a
known operand, and `try` blocks in which nothing raises.

## Why
One of the arms can never run. The compiler removes it before it looks at ownership.

## Example
```mojo
def main():
    if 1 > 2:
    #  ^^^^^ warning[constant-condition]: the condition is always False, so the `if` branch is unreachable
        print("never")
```
Decided at run time:
```mojo
def f(n: Int):
    if n > 2:
        print("sometimes")


def main():
    f(3)
```

## Fix
Remove the arm that never runs, or use `comptime if` where the choice is meant to be made while
compiling.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import DeadCode, Unreached
from minimojo.mir.facts import ConstantCondition, UnreachableOperand
from minimojo.rules.model import Severity, Tag
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.wording import backticks

Record = Unreached | UnreachableOperand | ConstantCondition


def find(cx: Evidence) -> Iterator[Record]:
    for fact in cx.body.facts:
        if isinstance(fact, UnreachableOperand | ConstantCondition):
            yield fact
    for dead in cx.body.unreached:
        if dead.why is DeadCode.TRY_BODY:
            yield dead


def render(cx: Evidence, record: Record) -> Report:
    match record:
        case UnreachableOperand():
            return Report(
                message=backticks(record.message),
                at=record.at,
                subject=record.span,
                subject_note="it stands here",
                tags=(Tag.UNNECESSARY,),
            )
        case ConstantCondition():
            dead = "`else` branch" if record.value else "`if` branch"
            return Report(
                message=f"the condition is always {record.value}, so the {dead} is unreachable",
                at=record.at,
                subject=record.span,
                subject_note="the condition stands here",
            )
        case Unreached():
            return Report(message="nothing in the `try` block raises", at=record.at)


RULE = Rule(__name__, __doc__, Severity.WARNING, find, render)
