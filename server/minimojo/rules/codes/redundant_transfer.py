"""`^` is written where it has no effect.

## What it does
Reports `^` on a value that nobody takes: it is passed to a borrowing argument, it is a temporary
anyway, or its type is trivial. A `var` or `ref` of a pattern without an effect is reported too.

## Why
What a `^` does is decided by the one who gets the value. Where the value is only borrowed, it stays
where it is and can be used afterwards, so the `^` tells readers something that does not happen.

## Example
```mojo
def main():
    var s = String("hi")
    print(s^)
    #     ^^ warning[redundant-transfer]: `^` has no effect: the value is only borrowed here
    print(s)
```
Without it:
```mojo
def main():
    var s = String("hi")
    print(s)
    print(s)
```

## Fix
Remove the `^`.
"""

from __future__ import annotations

from minimojo.mir.facts import Redundancy, RedundantTransfer
from minimojo.rules.facts import facts_of, root_declaration
from minimojo.rules.model import Severity, Tag
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.story import parameter


def render(cx: Evidence, record: RedundantTransfer) -> Report:
    return Report(
        message=_message(record),
        at=record.at,
        subject=record.span,
        subject_note="the value stands here",
        story=(*root_declaration(cx, record.root), *parameter(cx, record.callee, record.borrower)),
        tags=(Tag.UNNECESSARY,),
    )


def _message(record: RedundantTransfer) -> str:
    match record.why:
        case Redundancy.OWNED:
            return "`^` has no effect: the value is a temporary, which is owned already"
        case Redundancy.TRIVIAL:
            return f"`^` has no effect: values of the trivial type `{record.type_name}` are copied"
        case Redundancy.BORROWED:
            return "`^` has no effect: the value is only borrowed here"
        case Redundancy.PATTERN:
            return "the pattern has no effect here"


RULE = Rule(__name__, __doc__, Severity.WARNING, facts_of(RedundantTransfer), render)
