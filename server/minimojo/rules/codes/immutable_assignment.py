"""Something is assigned that may not be changed.

## What it does
Reports assignments and in-place operators whose target is immutable: an argument that is borrowed
without `mut`, a loop variable, a captured value, a reference to something immutable.

## Why
An argument without a convention is `imm`: the caller lends the value for reading, and relies on
finding it unchanged.

## Example
```mojo
def shout(text: String):
    text += "!"
#   ^^^^ error[immutable-assignment]: cannot change `text` in place: `text` is an `imm` argument


def main():
    shout("hi")
```
A `mut` argument may be changed, and the caller sees it:
```mojo
def shout(mut text: String):
    text += "!"


def main():
    var s = String("hi")
    shout(s)
    print(s)
```

## Fix
Declare the argument `mut` to change the caller's value, or `var` to change a value of one's own.
"""

from __future__ import annotations

from minimojo.mir.facts import ImmutableAssignment
from minimojo.rules.facts import facts_of, root_declaration
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.wording import value_name, why_immutable


def render(cx: Evidence, record: ImmutableAssignment) -> Report:
    root = record.root
    text = cx.text(record.span)
    name = value_name(text) if _short(text) else "this"
    action = f"cannot change {name} in place" if record.in_place else f"cannot assign {name}"
    return Report(
        message=f"{action}: {why_immutable(record.why, None if root is None else root.name)}",
        at=record.at,
        subject=record.span,
        subject_note="the target stands here",
        story=tuple(root_declaration(cx, root)),
    )


def _short(text: str) -> bool:
    return len(text) <= 40 and "\n" not in text


RULE = Rule(__name__, __doc__, Severity.ERROR, facts_of(ImmutableAssignment), render)
