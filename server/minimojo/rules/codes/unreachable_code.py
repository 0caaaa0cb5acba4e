"""Code can never run.

## What it does
Reports statements after a `return`, `raise`, `break` or `continue`, after an endless loop and after
branches that all leave.

## Why
The compiler removes such code before it looks at ownership: nothing in it is checked, and variables
in it do not exist.

## Example
```mojo
def f() -> Int:
    return 1
    print("never")
    #     ^^^^^^^ warning[unreachable-code]: unreachable code after `return`


def main():
    print(f())
```
Without it:
```mojo
def f() -> Int:
    return 1


def main():
    print(f())
```

## Fix
Remove the code, or the statement that leaves before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import DeadCode, Unreached
from minimojo.rules.model import Related, Severity, Tag
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.text import Span


def find(cx: Evidence) -> Iterator[Unreached]:
    return (dead for dead in cx.body.unreached if dead.why is not DeadCode.TRY_BODY)


def render(cx: Evidence, record: Unreached) -> Report:
    return Report(
        message=_after(record.why),
        at=record.at,
        story=_reason(cx, record.after),
        tags=(Tag.UNNECESSARY,),
    )


def _after(why: DeadCode) -> str:
    match why:
        case DeadCode.EXCEPT:
            return "the `except` block is unreachable: nothing in the `try` block raises"
        case DeadCode.TRY_BODY:
            return "nothing in the `try` block raises"
        case DeadCode.ELSE_OF_TRY:
            return "the `else` block is unreachable: the `try` block does not fall through"
        case DeadCode.RETURN | DeadCode.RAISE | DeadCode.BREAK | DeadCode.CONTINUE:
            return f"unreachable code after `{why.value.partition(' ')[0]}`"
        case DeadCode.NEVER:
            return "unreachable code after a call that never returns"
        case DeadCode.ASSERTION:
            return "unreachable code after a compile-time assertion that fails"
        case DeadCode.IF:
            return "unreachable code after branches that all leave"
        case DeadCode.MATCH:
            return "unreachable code after a `match` whose cases all leave"
        case DeadCode.MATCH_CASE:
            return "unreachable code after a `case` that always completes"
        case DeadCode.CASE_CONDITION:
            return "unreachable code after a pattern that always matches"
        case DeadCode.TRY:
            return "unreachable code after a `try` that does not fall through"
        case DeadCode.LOOP:
            return "unreachable code after an endless loop"
        case DeadCode.IF_TRUE:
            return "unreachable code after `if True`"
        case DeadCode.IF_FALSE:
            return "unreachable code after `if False`"


def _reason(cx: Evidence, after: Span) -> tuple[Related, ...]:
    lines = cx.text(after).splitlines()
    if not lines:
        return ()
    first = Span(after.start, after.start + len(lines[0].encode()))
    return (Related(cx.here(first), "nothing runs after this"),)


RULE = Rule(__name__, __doc__, Severity.WARNING, find, render, phase=Phase.CONTROL_FLOW)
