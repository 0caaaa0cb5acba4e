"""A name is assigned to that was never declared.

## What it does
Reports assignments to a name without `var` that no scope declares.

## Why
A declaration says where the life of a value begins, and a typing mistake in an assignment is not
taken for a new variable.

## Example
```mojo
def main():
    total = 1
#   ^^^^^ error[implicit-declaration]: implicit declaration of `total` is not allowed; add `var` to declare a new name
    print(total)
```
With `var`:
```mojo
def main():
    var total = 1
    print(total)
```

## Fix
Write `var` in front of the first assignment.
"""

from __future__ import annotations

from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Severity
from minimojo.rules.rule import Rule

RULE = Rule(__name__, __doc__, Severity.ERROR, other_errors("implicit-declaration"), render_other)
