"""A reference is wanted to something that has no place in memory.

## What it does
Reports `ref` bindings, `mut` and `ref` arguments and origin specifiers over values that a reference
cannot stand for: values in registers, such as the sum of two numbers, and values of another type
that would have to be converted first.

## Why
A reference stands for storage that somebody owns. A number in a register has none, and a converted
value is a temporary: a change to it would be lost.

## Example
```mojo
def main():
    var n = 1
    ref r = n + 1
    #       ^^^^^ error[unaddressable-value]: value of type `Int` doesn't have a memory origin in `ref` binding
    print(r)
```
With a variable of its own:
```mojo
def main():
    var n = 1
    var next = n + 1
    ref r = next
    print(r)
```

## Fix
Store the value in a variable of the type that is asked for.
"""

from __future__ import annotations

from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Severity
from minimojo.rules.rule import Rule

RULE = Rule(__name__, __doc__, Severity.ERROR, other_errors("unaddressable-value"), render_other)
