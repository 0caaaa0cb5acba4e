"""Something immutable is passed to an argument that changes it.

## What it does
Reports `mut` arguments, and receivers of mutating methods, that are given a value that may not be
changed: an `imm` argument, a temporary, an immutable reference, a compile-time value.

## Why
`mut` means that the callee changes the caller's value in place. A borrowed value must stay as it
is, and a change to a temporary would be lost.

## Example
```mojo
def shout(mut text: String):
    text += "!"


def greet(name: String):
    shout(name)
    #     ^^^^ error[immutable-argument]: `shout` changes its argument `text`, but `name` is an `imm` argument


def main():
    greet("you")
```
With a value of one's own:
```mojo
def shout(mut text: String):
    text += "!"


def greet(var name: String):
    shout(name)
    print(name)


def main():
    greet("you")
```

## Fix
Declare the argument `mut` or `var`, or change a copy.
"""

from __future__ import annotations

from minimojo.mir.facts import ImmutableArgument
from minimojo.rules.facts import facts_of, root_declaration
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.story import parameter
from minimojo.rules.wording import why_immutable


def render(cx: Evidence, record: ImmutableArgument) -> Report:
    reason = why_immutable(record.why, None if record.root is None else record.root.name)
    changed = "`self`" if record.is_receiver else f"argument `{record.parameter}`"
    return Report(
        message=f"`{record.callee}` changes its {changed}, but {reason}",
        at=record.at,
        subject=record.span,
        subject_note="it is passed here",
        story=(*root_declaration(cx, record.root), *parameter(cx, record.function, record.taker)),
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, facts_of(ImmutableArgument), render)
