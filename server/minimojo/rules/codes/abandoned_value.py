"""A value that must be destroyed explicitly is dropped.

## What it does
Reports the place where a value of a type without a usable destructor would be destroyed.

## Why
A type that is not `Deinitable` (for example `struct File(Deinitable where False)`) wants its owner
to say how it ends: one of its methods takes `deinit self`. Mojo never destroys such a value by
itself, so every path has to hand it on, also the paths that an error takes.

## Example
```mojo
struct Door(Deinitable where (False, "call close()")):
    var number: Int

    def __init__(out self, number: Int):
        self.number = number

    def knock(self):
        print(self.number)

    def close(deinit self):
        pass


def main():
    var door = Door(1)
    door.knock()
#   ^^^^ error[abandoned-value]: `door` is dropped here without being destroyed explicitly: call close()
```
With its end:
```mojo
struct Door(Deinitable where (False, "call close()")):
    var number: Int

    def __init__(out self, number: Int):
        self.number = number

    def knock(self):
        print(self.number)

    def close(deinit self):
        pass


def main():
    var door = Door(1)
    door.knock()
    door^.close()
```

## Fix
Call the method that ends the value, or transfer the value to someone who does.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.mir.body import Local
from minimojo.ownership.model import EndError, EndOfLifeError
from minimojo.rules.ends import end_errors
from minimojo.rules.model import Related, Severity
from minimojo.rules.places import name_on_line
from minimojo.rules.rule import Evidence, Phase, Report, Rule
from minimojo.rules.story import declaration, local_of
from minimojo.rules.wording import backticks, value_name


class AbandonedValue(Struct, frozen=True):
    error: EndOfLifeError
    local: Local | None


def find(cx: Evidence) -> Iterator[AbandonedValue]:
    for error in end_errors(cx, EndError.ABANDONED):
        local = local_of(cx, error.local)
        # A function that ends without its result does not drop what it was lent.
        if cx.body.missing_return is None or local is None or not local.needed_at_return:
            yield AbandonedValue(error, local)


def render(cx: Evidence, record: AbandonedValue) -> Report:
    error = record.error
    name = value_name(error.name) if error.name else "a value"
    reason = f": {backticks(error.reason)}" if error.reason else ""
    return Report(
        message=f"{name} is dropped here without being destroyed explicitly{reason}",
        at=error.at,
        subject=name_on_line(cx, error.name, error.at),
        story=(*declaration(cx, record.local), *_error_path(cx, record), *_seen(cx, record)),
    )


def _error_path(cx: Evidence, record: AbandonedValue) -> Iterator[Related]:
    if record.error.on_error_path:
        yield Related(cx.here(record.error.at), "an error that is raised here drops the value")


def _seen(cx: Evidence, record: AbandonedValue) -> Iterator[Related]:
    if record.error.as_seen:
        message = "it is passed as a type parameter whose bound is the name of traits without `Deinitable`, and ends as that"
        yield Related(cx.here(record.error.at), message)


RULE = Rule(__name__, __doc__, Severity.ERROR, find, render, phase=Phase.LIFETIMES)
