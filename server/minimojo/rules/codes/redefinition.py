"""A name is declared twice in one scope.

## What it does
Reports a `var`, `ref`, `comptime`, pattern name or nested function whose name was declared before in
the same block, and nested functions of one function that cannot be told apart. Of a file and of a type it reports
whatever has the name of something else there, other than overloads of a function.

## Why
A second `var x` would end the life of the first value in the middle of its scope. Mojo wants it said:
an assignment for a new value of the variable, another name for another variable. Inner blocks are
scopes of their own, where a name may be used anew.

## Example
```mojo
def main():
    var total = 1
    print(total)
    var total = 2
    #   ^^^^^ error[redefinition]: `total` is already declared in this scope
    print(total)
```
As an assignment:
```mojo
def main():
    var total = 1
    print(total)
    total = 2
    print(total)
```

## Fix
Leave out `var`, or choose another name.
"""

from __future__ import annotations

from minimojo.hir.problems import Group
from minimojo.rules.declared import declaration_rule

RULE = declaration_rule(__name__, __doc__, Group.REDEFINITION)
