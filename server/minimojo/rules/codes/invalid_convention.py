"""An argument is declared in a way that its convention does not allow.

## What it does
Reports defaults of `mut` and `out` arguments, two conventions on one argument, two `out` arguments,
`out` beside `->`, `deinit` on anything but the type itself, special methods that take or return their
values with the wrong convention, and overloads that differ in conventions alone.

## Why
A convention says who owns the value and who may change it. A default of a `mut` argument would have
no owner; a destructor that borrows its value cannot end its life.

## Example
```mojo
def count(mut total: Int = 0):
#                        ^ error[invalid-convention]: `mut` argument `total` is the variable of a caller, so it has no default
    total += 1


def main():
    var total = 1
    count(total)
```
Without the default:
```mojo
def count(mut total: Int):
    total += 1


def main():
    var total = 1
    count(total)
    print(total)
```

## Fix
Change the convention, or remove what does not go with it.
"""

from __future__ import annotations

from minimojo.hir.problems import Group
from minimojo.rules.declared import declaration_rule

RULE = declaration_rule(__name__, __doc__, Group.CONVENTION)
