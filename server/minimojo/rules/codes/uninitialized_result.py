"""A function returns without a value that its caller expects.

## What it does
Reports results and arguments that have no value on some path that leaves the function: an `out`
result, a field of `self` in an `__init__`, or a `mut` argument that was transferred away and not
replaced.

## Why
The caller gets back what `out` and `mut` arguments hold. If one of them is empty when the function
returns, the caller would use, and later destroy, memory without a value.

## Example
```mojo
struct Pair:
    var a: String
    var b: String

    def __init__(out self):
    #   ^^^^^^^^ error[uninitialized-result]: `self.b` is not initialized when `__init__` returns
        self.a = "a"


def main():
    _ = Pair()
```
With every field set:
```mojo
struct Pair:
    var a: String
    var b: String

    def __init__(out self):
        self.a = "a"
        self.b = "b"


def main():
    _ = Pair()
```

## Fix
Assign the value on every path before the function returns.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local, LocalKind
from minimojo.ownership.model import Misuse
from minimojo.rules.misuse import Mistake, is_definite, misuses, transfers_of
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, failed_calls, initializations, local_of, transfers
from minimojo.rules.wording import value_name


class UninitializedResult(Struct, frozen=True):
    misuse: Misuse
    local: Local | None
    definite: bool
    transferred: bool


def find(cx: Evidence) -> Iterator[UninitializedResult]:
    for misuse in misuses(cx, Mistake.RESULT):
        yield UninitializedResult(
            misuse,
            local_of(cx, misuse.local),
            definite=is_definite(misuse),
            transferred=bool(transfers_of(misuse)),
        )


def render(cx: Evidence, record: UninitializedResult) -> Report:
    misuse = record.misuse
    if misuse.name == LocalKind.RESULT.value:
        return Report(message=f"`{cx.body.name}` returns without a value", at=misuse.at, story=())
    verb = "is" if record.definite else "may be"
    state = f"{verb} transferred away" if record.transferred else f"{verb} not initialized"
    if not record.definite and not record.transferred:
        state = "may not be initialized"
    return Report(
        message=f"{value_name(misuse.name)} {state} when `{cx.body.name}` returns",
        at=misuse.at,
        story=(
            *declaration(cx, record.local),
            *transfers(cx, misuse.local, misuse.causes, misuse.op),
            *initializations(cx, misuse.causes, misuse.op, misuse.name),
            *failed_calls(cx, misuse.causes, misuse.name),
        ),
    )


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
