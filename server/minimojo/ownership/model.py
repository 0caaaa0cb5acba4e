"""What the lifetime analyses know about a function: errors, warnings, deaths and states.

All results name operations by `OpRef`, so that rules, hover and dumps can go back to the graph.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from minimojo.mir.body import ArgumentFact, Body, CallFact, LocalId, Place
from minimojo.text import Span
from minimojo.types.model import OriginPath

if TYPE_CHECKING:
    from minimojo.ownership.analyse import Solved


class OpRef(Struct, frozen=True, order=True):
    """The `index`-th operation of a block; `index` = number of operations means its terminator.

    `(-1, 0)` is the function's entry.
    """

    block: int
    index: int


ENTRY = OpRef(-1, 0)


class Fate(Enum):
    """What last happened to a place."""

    UNINITIALIZED = "never initialized"
    INITIALIZED = "initialized"
    TRANSFERRED = "transferred"
    NOT_SET = "not set by a call that raised"


class Cause(Struct, frozen=True):
    """Why a place may be in some state: the operation that put it there, and the path it touched."""

    fate: Fate
    at: OpRef
    path: tuple[str, ...] = ()


class PlaceState(Struct, frozen=True, kw_only=True):
    """The state of a local before an operation.

    `initialized`/`missing`: whether all / any of its parts are initialized on every path;
    `causes`: every event that may have been the last one on its way here.
    """

    fully_initialized: bool
    partly_initialized: bool
    missing_name: str | None
    causes: frozenset[Cause]


class UseError(Enum):
    """Forward errors (CL part 5a)."""

    UNINITIALIZED = "U1"
    AT_RETURN = "U2"
    NO_CONSTRUCTOR = "U3"
    INDIRECT = "U4"


class Misuse(Struct, frozen=True, kw_only=True):
    """A forward error: `name` as the compiler prints it (CL-36), the operation that needs the value.

    `causes` are the last events of the value's missing parts on every path that reaches the use;
    `at` is where the compiler reports; `used` the operand where the value is used.
    """

    kind: UseError
    local: LocalId | None
    name: str
    at: Span
    used: Span
    op: OpRef
    causes: frozenset[Cause]
    implicit_return: bool = False


class EndError(Enum):
    """Backward errors (CL part 7)."""

    CONSUMED_WHILE_USED = "C1"
    PARTIAL = "M"
    ABANDONED = "A"


class EndOfLifeError(Struct, frozen=True, kw_only=True):
    """A backward error at `at`. `name`/`other` as printed; `other` is None for "it".

    `uses` are the later operations that still need the value (C1) or the operations that moved its
    parts away (M); `forks` the branches below whose other side destroys the value (C1, where no
    operation needs what was moved before it is there again); `on_error_path` tells that the destruction
    stands on the error arm of a call, `as_seen` that it is that of what the last use sees of the value.
    """

    kind: EndError
    local: LocalId | None
    name: str
    other: str | None
    at: Span
    op: OpRef
    uses: tuple[OpRef, ...] = ()
    forks: tuple[OpRef, ...] = ()
    reason: str = ""
    on_error_path: bool = False
    as_seen: bool = False


class DeadKind(Enum):
    STORE = "assignment"
    REFERENCE = "ref"
    VARIABLE = "variable"


class Dead(Struct, frozen=True, kw_only=True):
    """CL-43, CL-45: a store that nobody reads, or a variable or reference that nobody uses."""

    kind: DeadKind
    local: LocalId
    name: str
    at: Span
    op: OpRef | None


class Death(Struct, frozen=True, kw_only=True):
    """Where (part of) a value is destroyed: after `op`, or at the start of block `edge`."""

    place: Place
    op: OpRef
    edge: int | None = None


class InteriorKind(Enum):
    """Errors about interior origins (CL part 6)."""

    INVALIDATED = "I1"  # the owner may have changed since the reference was formed
    OUTDATED = "I1, formed anew"  # and other references were formed after that
    NEVER_FORMED = "I2"  # merged with a reference that is not formed on every path
    GIVEN = "I3"  # invalidated although an argument refers to it


class InteriorError(Struct, frozen=True, kw_only=True):
    """A use of a reference into memory that its owner may have given up (CL-63, CL-65).

    `path` is the interior origin, `name` how messages print it; `at` is where the compiler reports,
    `used` the operand. `by` are the operations that may have invalidated it, on every path if
    `definite`; `formed` is where the reference was formed, `since` where the origin was formed anew.
    """

    kind: InteriorKind
    path: OriginPath
    name: str
    at: Span
    used: Span
    op: OpRef
    by: frozenset[OpRef] = frozenset()
    definite: bool = True
    formed: OpRef | None = None
    since: OpRef | None = None


class Aliasing(Struct, frozen=True, kw_only=True):
    """VA-43: two arguments of one call that may not be passed together; `second` is None when the
    result is what conflicts (VA-44)."""

    call: CallFact
    first: ArgumentFact
    second: ArgumentFact | None
    first_mutable: bool
    second_mutable: bool
    path: str
    embedded: bool


class Lifetimes(Struct, frozen=True, kw_only=True):
    """Everything known about the lifetimes of one body.

    States are worked out when somebody asks (`ownership.analyse.state_before`), from `solved`.
    `endless`: its loops never settle, so nothing is known of the ends of lifetimes; the compiler hangs
    on it.
    """

    body: Body
    misuses: tuple[Misuse, ...]
    end_errors: tuple[EndOfLifeError, ...]
    dead: tuple[Dead, ...]
    deaths: tuple[Death, ...]
    interior: tuple[InteriorError, ...]
    aliasing: tuple[Aliasing, ...]
    solved: Solved
    endless: bool = False
