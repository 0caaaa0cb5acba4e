"""A word behind the arguments of a function that is no effect, or may not stand there.

## What it does
Reports words that are no effects, `unified` and `escaping`, which Mojo 1.2 has removed, effects that stand there
twice, and `thin` on a function that is no type.

## Why
The compiler parses no further than to the end of such a file: it says nothing about lifetimes then.

## Example
```mojo
def halved(number: Int) throws -> Int:
#                       ^^^^^^ error[invalid-effect]: `throws` is no effect; there are `raises`, `capturing` and `thin`
    if number % 2 == 1:
        raise Error("odd")
    return number // 2


def main() raises:
    print(halved(4))
```
As Mojo spells it:
```mojo
def halved(number: Int) raises -> Int:
    if number % 2 == 1:
        raise Error("odd")
    return number // 2


def main() raises:
    print(halved(4))
```

## Fix
Write the effect that is meant; where the word can only go, there is a quick fix.
"""

from __future__ import annotations

from minimojo.hir.problems import Group
from minimojo.rules.declared import declaration_rule

RULE = declaration_rule(__name__, __doc__, Group.EFFECT)
