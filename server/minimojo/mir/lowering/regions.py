"""The statements around a point that jumps and errors must know (ST-83, ST-100).

`FunctionContext.regions` is the stack of them, outermost first; the function itself is its first
entry. A jump runs the `Cleanup`s it passes, innermost first; an error goes to the innermost `Catch`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from minimojo.mir.body import LocalId, Place
from minimojo.mir.lowering.graph import Label
from minimojo.text import Span
from minimojo.types.model import Type


class WholeFunction(Struct, frozen=True, eq=False):
    """The function: `error` is its error slot (None unless it raises), `destroyed` its `deinit`
    arguments (CL-15), `loaded` what stands for a result that is passed in a register (DE-51)."""

    error: LocalId | None
    error_type: Type | None
    destroyed: tuple[Place, ...]
    loaded: Place | None = None


class LoopBody(Struct, frozen=True, eq=False):
    """`continue` goes to `again`, `break` to `leave`."""

    again: Label
    leave: Label


class LoopElse(Struct, frozen=True, eq=False):
    """The `else` suite of a loop with this header, which ends at `leave`.

    `continue` and `break` in it mean the loop around, and the compiler looks for dead code accordingly
    (ST-60). But the suite stands on the exit arm inside the loop (CL-19), and so the jump acts on the loop
    whose `else` it is: its lifetime phase sees it go there (checked on 1.2.0).
    """

    again: Label
    leave: Label


class Catch(Struct, eq=False):
    """A `try` body: errors are stored in `slot` and go to `handler`.

    `raised` is the error type, decided by the first operation that raises (ST-84). `ends_loop` is
    set around the `__next__` of a `for`, whose error ends the loop: it continues there itself. `calm` is
    the body of a loop in which nothing was found to raise.
    """

    slot: LocalId
    handler: Label
    raised: Type | None = None
    ends_loop: Callable[[], None] | None = None
    calm: Span | None = None


class Handling(Struct, frozen=True, eq=False):
    """An `except` suite, for a bare `raise` of the error in `slot` (ST-81)."""

    slot: LocalId


class Cleanup(Struct, frozen=True, eq=False):
    """Suites that everything runs `copy` through on its way out: a `finally`, the exit of a `with`."""

    copy: Callable[[], None]


Region = WholeFunction | LoopBody | LoopElse | Catch | Handling | Cleanup
