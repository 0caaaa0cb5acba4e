"""One call gets the same value twice, once to change it.

## What it does
Reports calls that pass one variable (or parts of it that overlap) to two arguments of which at
least one may change it or takes it away.

## Why
Inside the callee the two arguments are different names for the same memory. A change through one
would change what the other refers to, or destroy it. So a value that is passed mutably must be
passed alone. Different fields of one struct do not overlap, and copies do not either.

## Example
```mojo
def append_twice(mut target: String, source: String):
    target += source
    target += source


def main():
    var s = String("hi")
    append_twice(s, s)
    #               ^ error[argument-exclusivity]: `s` is passed mutably to `target` and immutably to `source` of one `append_twice` call
```
With a temporary:
```mojo
def append_twice(mut target: String, source: String):
    target += source
    target += source


def main():
    var s = String("hi")
    append_twice(s, s.copy())
    print(s)
```

## Fix
Pass a copy for the argument that only reads, or restructure the call.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import ArgumentFact
from minimojo.ownership.model import Aliasing
from minimojo.rules.model import Related, Severity
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.story import parameter_named
from minimojo.rules.wording import callee_name, value_name


class ArgumentExclusivity(Struct, frozen=True):
    aliasing: Aliasing


def find(cx: Evidence) -> Iterator[ArgumentExclusivity]:
    for aliasing in cx.lifetimes.aliasing:
        yield ArgumentExclusivity(aliasing)


def render(cx: Evidence, record: ArgumentExclusivity) -> Report:
    aliasing = record.aliasing
    call, first, second = aliasing.call, aliasing.first, aliasing.second
    name = _name(cx, aliasing)
    how = _manner(first, mutable=aliasing.first_mutable)
    callee = callee_name(call)
    if second is None:
        return Report(
            message=f"{name} is passed {how} to {callee}, whose result is written into the same place",
            at=call.at,
            subject=first.span,
            subject_note=f"{name} is passed here",
            story=(*parameter_named(cx, call, first.parameter),),
        )
    other = _manner(second, mutable=aliasing.second_mutable)
    arguments = f"{how} to `{first.parameter}` and {other} to `{second.parameter}`"
    return Report(
        message=f"{name} is passed {arguments} of one {_call_of(callee)}",
        at=call.at,
        subject=second.span,
        subject_note=f"it is passed {other} to `{second.parameter}` here",
        story=(
            Related(cx.here(first.span), f"it is passed {how} to `{first.parameter}` here"),
            *parameter_named(cx, call, first.parameter),
            *parameter_named(cx, call, second.parameter),
        ),
    )


def _manner(argument: ArgumentFact, *, mutable: bool) -> str:
    if argument.transferred:
        return "by transfer"
    return "mutably" if mutable else "immutably"


def _name(cx: Evidence, aliasing: Aliasing) -> str:
    """`origin_of(s)` and `s` alike are told as `` `s` ``, an element as it is written."""
    path = aliasing.path
    inner = path.removeprefix("origin_of(").removesuffix(")") if path.startswith("origin_of(") else path
    if '["' in inner:
        inner = cx.text((aliasing.second or aliasing.first).span)
    return value_name(inner) if inner and len(inner) <= 40 and "\n" not in inner else "one value"


def _call_of(callee: str) -> str:
    return "call" if callee == "this call" else f"{callee.removeprefix('the ')} call"


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render)
