"""A nested function captures a variable in a way that is not possible.

## What it does
Reports variables of the enclosing function that a nested `def` uses without saying how it captures
them, and entries of capture lists that do not fit their variable: `mut` of something that may be
immutable, a transfer of something that is only borrowed, a copy of something that cannot be copied, a
name that is no variable.

## Why
A closure may outlive the line that made it. The capture list says what it holds until then: a
reference (`imm`, `mut`, `ref`), a copy (`var x`) or the value itself (`var x^`).

## Example
```mojo
def main():
    var text = String("hi")

    def show():
        print(text)
        #     ^^^^ error[invalid-capture]: `show` does not say how it captures `text`

    show()
```
With a capture list:
```mojo
def main():
    var text = String("hi")

    def show() {imm text}:
        print(text)

    show()
```

## Fix
Write a capture list behind the arguments: `{imm}` lets the function read everything it uses, `{mut x}`
change `x`, `{var x}` keep a copy, `{var x^}` take it over.
"""

from __future__ import annotations

from minimojo.rules.facts import other_errors, render_other
from minimojo.rules.model import Severity
from minimojo.rules.rule import Rule

RULE = Rule(__name__, __doc__, Severity.ERROR, other_errors("invalid-capture"), render_other)
