"""A value is copied that must be copied explicitly.

## What it does
Reports places where somebody wants to own a value that is only named, and whose type does not allow
silent copies.

## Why
A new owner needs a value of its own: a new variable, a `var` argument, a `return`. Naming a
variable there means a copy, and only `ImplicitlyCopyable` types may be copied without being asked:
a copy of a `List` can be expensive, and some types cannot be copied at all. There is no implicit
move, not even at the last use.

## Example
```mojo
def eat(var numbers: List[Int]):
    print(len(numbers))


def main():
    var numbers: List[Int] = [1, 2, 3]
    eat(numbers)
    #   ^^^^^^^ error[implicit-copy]: `List[Int]` is not implicitly copyable, but the argument `numbers` of `eat` needs a value of its own
```
Transfer the value, or copy it visibly:
```mojo
def eat(var numbers: List[Int]):
    print(len(numbers))


def main():
    var numbers: List[Int] = [1, 2, 3]
    eat(numbers.copy())
    eat(numbers^)
```

## Fix
Transfer with `^` at the last use, write `.copy()` where both are needed, or let the taker borrow.
"""

from __future__ import annotations

from minimojo.mir.facts import ImplicitCopy
from minimojo.rules.facts import facts_of, root_declaration
from minimojo.rules.model import Severity
from minimojo.rules.rule import Evidence, Report, Rule
from minimojo.rules.story import parameter
from minimojo.rules.wording import backticks, function_name


def render(cx: Evidence, record: ImplicitCopy) -> Report:
    taker = _taker(record)
    return Report(
        message=f"`{record.type_name}` is not implicitly copyable, but {taker} needs a value of its own",
        at=record.at,
        subject=record.span,
        subject_note="this is copied",
        story=(*root_declaration(cx, record.root), *parameter(cx, record.callee, record.taker)),
    )


def _taker(record: ImplicitCopy) -> str:
    if record.taker is None or record.callee is None:
        return f"the {backticks(record.into)}"
    if record.taker.name == "self":
        return f"the `self` of `{function_name(record.callee)}`"
    return f"the argument `{record.taker.name}` of `{function_name(record.callee)}`"


RULE = Rule(__name__, __doc__, Severity.ERROR, facts_of(ImplicitCopy), render)
