"""A spelling of an older Mojo release.

## What it does
Reports `fn`, `alias`, `let`, the conventions `owned`, `inout`, `borrowed` and `read`, `@value`,
`@register_passable`, `@parameter`, `__del__` and other spellings that Mojo 1.2 has removed or renamed
(effects have [a rule of their own](invalid-effect.md)).
Names and functions that their declaration marks with `@deprecated(use=...)` are reported too, those of the
standard library among them: `UnsafePointer` is called `Pointer` today.

## Why
The compiler does not say which word is meant: `owned` and `alias` are names like any other now, so
that it stumbles over what comes behind them.

## Example
```mojo
def take(owned text: String):
#        ^^^^^ error[obsolete-syntax]: `owned` was removed; the convention of `text` is written `var`
    print(text)


def main():
    take("hi")
```
As Mojo 1.2 spells it:
```mojo
def take(var text: String):
    print(text)


def main():
    take("hi")
```

## Fix
Write the spelling of today; where it is certain, there is a quick fix.
"""

from __future__ import annotations

from minimojo.hir.problems import Group
from minimojo.mir.facts import DeprecatedUse
from minimojo.rules.declared import declaration_check
from minimojo.rules.facts import facts_of
from minimojo.rules.model import Severity, Tag
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.wording import backticks


def render(cx: Evidence, record: DeprecatedUse) -> Report:
    return Report(
        message=backticks(record.deprecation.message),
        at=record.at,
        subject=record.span,
        subject_note="it is used here",
        tags=(Tag.DEPRECATED,),
        severity=Severity.WARNING,
    )


RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    facts_of(DeprecatedUse),
    render,
    declaration_check(Group.OBSOLETE),
)
