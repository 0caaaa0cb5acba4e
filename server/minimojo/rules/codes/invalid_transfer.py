"""`^` is applied to something that cannot be given away.

## What it does
Reports `x^` where `x` is borrowed, is no variable or field, or has a type that cannot be moved.

## Why
Only an owner can give a value away. A borrowed argument belongs to the caller, an element belongs
to its container, what a reference points to belongs to someone else, and a compile-time value has
no storage at all.

## Example
```mojo
def take(var text: String):
    print(text)


def pass_on(text: String):
    take(text^)
    #    ^^^^^ error[invalid-transfer]: cannot transfer `text`, which is only borrowed here


def main():
    pass_on("hi")
```
An owned argument can be passed on:
```mojo
def take(var text: String):
    print(text)


def pass_on(var text: String):
    take(text^)


def main():
    pass_on("hi")
```

## Fix
Pass a copy, take the argument as `var`, or take the element out of its container with one of its
methods (`pop`).
"""

from __future__ import annotations

from minimojo.mir.facts import InvalidTransfer, TransferError
from minimojo.rules.facts import facts_of, root_declaration
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.wording import value_name


def render(cx: Evidence, record: InvalidTransfer) -> Report:
    text = cx.text(record.span).removesuffix("^").strip()
    name = value_name(text) if len(text) <= 40 and "\n" not in text else "this"
    return Report(
        message=_message(record, name),
        at=record.at,
        subject=record.span,
        subject_note=f"{name} stands here",
        story=tuple(root_declaration(cx, record.root)),
    )


def _message(record: InvalidTransfer, name: str) -> str:
    match record.why:
        case TransferError.IMMUTABLE:
            return f"cannot transfer {name}, which is only borrowed here"
        case TransferError.NO_ORIGIN:
            return f"cannot transfer {name}, which belongs to something else"
        case TransferError.NO_MEMORY:
            return f"{name} is no value in memory, so it cannot be transferred and need not be"
        case TransferError.PARAMETER:
            return f"cannot transfer the compile-time value {name}"
        case TransferError.PARAMETER_CONTEXT:
            return f"cannot transfer {name} at compile time"
        case TransferError.REGISTER:
            return f"cannot transfer {name}, which is not owned here"
        case TransferError.NOT_MOVABLE:
            return f"cannot transfer {name}, because `{record.type_name}` is not `Movable`"


RULE = Rule(__name__, __doc__, Severity.ERROR, facts_of(InvalidTransfer), render)
