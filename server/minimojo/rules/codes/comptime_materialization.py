"""A compile-time value is used while the program runs, and its type may not be copied silently.

## What it does
Reports uses of `comptime` values, at places that run, whose type is not `ImplicitlyCopyable`.

## Why
A compile-time value has no place in memory. To use it, the program builds a new value each time,
which for a list or a dictionary is an allocation. Mojo wants that to be written.

## Example
```mojo
comptime primes: List[Int] = [2, 3, 5]


def main():
    var mine = primes
    #          ^^^^^^ error[comptime-materialization]: cannot materialize comptime value of type `List[Int]` to runtime because it is not `ImplicitlyCopyable`
    print(len(mine))
```
Written out:
```mojo
comptime primes: List[Int] = [2, 3, 5]


def main():
    var mine = materialize[primes]()
    print(len(mine))
```

## Fix
Write `materialize[value]()`, or compute the result at compile time with `comptime (...)`.
"""

from __future__ import annotations

from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Severity
from minimojo.rules.rule import Rule

RULE = Rule(__name__, __doc__, Severity.ERROR, other_errors("comptime-materialization"), render_other)
