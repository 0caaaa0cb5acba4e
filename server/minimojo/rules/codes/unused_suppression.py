"""A comment that asks to ignore a finding which is not there.

## What it does
`# minimojo: ignore[code]` at the end of a line leaves out the findings of that code on the line, and
`# minimojo: ignore` all of them; on a line of its own, the comment is about the next line of code. This reports a
comment, or a code in one, that has nothing to leave out.

## Why
A comment that outlives its reason hides the next mistake on that line.

## Example
```mojo
def main():
    var text = String("hi")  # minimojo: ignore[unused-variable]
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unused-suppression]: there is nothing to ignore here
    print(text)
```
Without it:
```mojo
def main():
    var text = String("hi")
    print(text)
```

## Fix
Remove the comment, or the code that it need not name.
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.problems import Group
from minimojo.rules.declared import declaration_check
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Phase, Report, Rule


def find(cx: Evidence) -> Iterator[object]:
    return iter(())


def render(cx: Evidence, record: object) -> Report:
    raise NotImplementedError  # Nothing is found in functions.


RULE = Rule(
    __name__, __doc__, Severity.WARNING, find, render, declaration_check(Group.SUPPRESSION), phase=Phase.NEVER
)
