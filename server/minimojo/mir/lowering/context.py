"""What the lowering of one function carries around: the contract between expressions and statements.

Expressions (`expressions.py` and its neighbours) evaluate into `Value`s and emit operations;
statements make the blocks. Both see the graph under construction only as a `Builder`.

Who provides what:

* `builder.py` (statements) implements `Builder`.
* `raises.py` (statements) has `emit_raising(cx, op, result, raised, certain)`: emits the call `op`
  followed by its error edge (CL-13), adding the `def` of the error slot and the effects of `result`.
* `constants.py` (statements) has `fold(cx, expr) -> bool | None`: a condition known at compile time.
* `expressions.py`, `conditions.py`, `assignments.py`, `patterns.py`, `locals.py` (expressions).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from minimojo.hir.model import FunctionDecl
from minimojo.mir.body import BlockId, Body, BranchKind, DeadEnd, Local, LocalId, Op, Place, Terminator
from minimojo.mir.facts import Fact
from minimojo.mir.lowering.bindings import Binding
from minimojo.text import Span
from minimojo.types import TypeScope
from minimojo.types.model import Origin, Type

MAX_OPERATIONS = 50_000
MAX_DEPTH = 100


class GaveUp(Exception):
    """The function is too large or nested too deeply to be looked at; its message says which."""


class Builder(Protocol):
    """The graph under construction: one current block that operations are appended to.

    Blocks are numbered by the order in which they are started, which is program order. In code that
    cannot be reached (`reachable` is false) operations are swallowed, except that the first one is
    remembered as the first operation of the dead code (ST-111).
    """

    @property
    def reachable(self) -> bool: ...

    def new_block(self) -> BlockId:
        """Reserve a block, to be jumped to and started later."""
        ...

    def start(self, block: BlockId) -> None:
        """Make `block` the current block; it comes next in program order.

        It is reachable iff a reachable block was left towards it.
        """
        ...

    def emit(self, op: Op) -> None: ...

    def end(self, terminator: Terminator) -> None:
        """Leave the current block; until the next `start` nothing is reachable."""
        ...

    def goto(self, target: BlockId) -> None: ...

    def branch(self, kind: BranchKind, at: Span, then: BlockId, otherwise: BlockId) -> None: ...

    def unreachable(self, why: DeadEnd) -> None: ...

    def add_local(self, local: Local) -> None:
        """Add a local; its id must be `next_local`."""
        ...

    @property
    def next_local(self) -> LocalId: ...

    def local(self, number: LocalId) -> Local: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlan:
    """Where `return e` delivers to (ST-90, ST-92, DE-51).

    `slot` is the result slot or named `out` argument, None for a result that is returned in a
    register or by reference. `origin` is the declared origin of a `-> ref` result.
    """

    type: Type
    slot: Place | None = None
    is_ref: bool = False
    origin: Origin | None = None


@dataclass(slots=True)
class Names:
    """One scope: its names, and the facts about types that hold in it."""

    table: dict[str, Binding]
    types: TypeScope


@dataclass(slots=True, kw_only=True)
class FunctionContext:
    """The state of lowering one function.

    `names` is the stack of scopes, innermost last. `parent` is the enclosing function's context while
    a nested function is lowered. `regions` is the stack of statements that jumps and raises must know
    (loops, `try`, `with`), owned by the statement modules. `erroneous` is set where the compiler cuts the
    rest of the function (ST-3).
    """

    builder: Builder
    decl: FunctionDecl
    result: ResultPlan
    names: list[Names]
    parent: FunctionContext | None = None
    facts: list[Fact] = field(default_factory=list[Fact])
    nested: list[Body] = field(default_factory=list[Body])
    regions: list[object] = field(default_factory=list[object])
    erroneous: bool = False
    depth: int = 0
    operations: int = 0

    @property
    def types(self) -> TypeScope:
        """What types and type parameters mean here."""
        return self.names[-1].types

    @contextmanager
    def scope(self, types: TypeScope | None = None) -> Iterator[None]:
        """A new innermost scope (ST-10), in which `types` holds."""
        self.names.append(Names({}, types or self.types))
        try:
            yield
        finally:
            self.names.pop()

    def declare(self, name: str, binding: Binding) -> None:
        """Make `name` visible from here on; a redefinition simply shadows."""
        self.names[-1].table[name] = binding

    def assume(self, types: TypeScope) -> None:
        """Replace what types mean from here to the end of the innermost scope."""
        self.names[-1].types = types

    def lookup(self, name: str) -> Binding | None:
        """The binding of a name declared in this function (not in an enclosing one)."""
        for names in reversed(self.names):
            if name in names.table:
                return names.table[name]
        return None

    def report(self, fact: Fact) -> None:
        self.facts.append(fact)

    def emit(self, op: Op) -> None:
        """Append an operation; raises `GaveUp` when the function is too large."""
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise GaveUp("the function is too large")
        self.builder.emit(op)

    @contextmanager
    def nesting(self) -> Iterator[None]:
        """Guards the stack: raises `GaveUp` when expressions or statements are nested too deeply."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise GaveUp("the function is nested too deeply")
        try:
            yield
        finally:
            self.depth -= 1
