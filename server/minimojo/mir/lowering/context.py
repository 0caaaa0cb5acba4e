"""What the lowering of one function carries around: the contract between expressions and statements.

Expressions (`expressions.py` and its neighbours) evaluate into `Value`s and emit operations;
statements make the blocks.

Who provides what:

* `builder.py` (statements) has `Builder`, the graph under construction, and `GaveUp`.
* `raises.py` (statements) has `emit_raising(cx, op, result, raised, certain)`: emits the call `op`
  followed by its error edge (CL-13), adding the `def` of the error slot and the effects of `result`.
* `constants.py` (statements) has `fold(cx, expr) -> bool | None`: a condition known at compile time.
* `expressions.py`, `conditions.py`, `assignments.py`, `patterns.py`, `locals.py` (expressions).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from msgspec import Struct, field

from minimojo.edition import Change
from minimojo.hir.model import FunctionDecl
from minimojo.mir.body import Access, Body, Effect, EffectKind, LocalId, Op, OpKind, Place
from minimojo.mir.facts import Fact, OtherError
from minimojo.mir.lowering.bindings import Binding, LocalBinding, SilentBinding
from minimojo.mir.lowering.builder import Builder, GaveUp
from minimojo.mir.lowering.capturing import Capturing
from minimojo.mir.lowering.observing import Observer
from minimojo.mir.lowering.regions import Region
from minimojo.mir.lowering.values import Value
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import TypeScope
from minimojo.types.model import ERROR, Origin, Type

MAX_DEPTH = 100


class ResultPlan(Struct, frozen=True, kw_only=True):
    """Where `return e` delivers to (ST-90, ST-92, DE-51).

    `slot` is the result slot or named `out` argument, None for a result that is returned in a
    register or by reference. `origin` is the declared origin of a `-> ref` result.
    """

    type: Type
    slot: Place | None = None
    is_ref: bool = False
    origin: Origin | None = None


class Names(Struct):
    """One scope: its names, and the facts about types that hold in it."""

    table: dict[str, Binding]
    types: TypeScope


class NestedFunction(Struct, frozen=True):
    """A nested function that was declared: all of one function share one table (CO-2)."""

    decl: FunctionDecl
    is_closure: bool


class FunctionContext(Struct, kw_only=True):
    """The state of lowering one function.

    `names` is the stack of scopes, innermost last. `parent` is the enclosing function's context while
    a nested function is lowered. `regions` is the stack of statements that jumps and raises must know
    (loops, `try`, `with`), owned by the statement modules. `erroneous` is set where an error in a
    header makes the compiler read the function otherwise than it is written (ST-3), `skipping` while it
    skips the rest of it, `misplaced_jump` by a `break` or `continue` outside of loops (ST-8),
    `derived_interior` once the error of CO-60 is told.
    `capturing` is what a nested function may capture, `scope_at` where the compiler places what belongs to
    the innermost block (CO-12), `unit_key` the function of the file that everything here is part of;
    `functions` are the nested functions declared so far, `made` all declarations of nested functions and
    lambdas, whose signatures are in terms of the locals here; `lambdas` counts the latter.
    `touched` are the locals that some operation has used or stored so far, `declared_inside` the
    region whose `try` body a variable was declared in (VA-36b). `subjects` are the patterns that look at
    the subject of a `match`, each with where that stands; `stopped`: see `Body`.
    """

    builder: Builder
    decl: FunctionDecl
    result: ResultPlan
    names: list[Names]
    unit_key: str
    scope_at: Span
    parent: FunctionContext | None = None
    observer: Observer | None = None
    capturing: Capturing | None = None
    functions: list[NestedFunction] = field(default_factory=list[NestedFunction])
    made: set[FunctionDecl] = field(default_factory=set[FunctionDecl])
    lambdas: int = 0
    facts: list[Fact] = field(default_factory=list[Fact])
    nested: list[Body] = field(default_factory=list[Body])
    regions: list[Region] = field(default_factory=list[Region])
    erroneous: bool = False
    skipping: bool = False
    misplaced_jump: bool = False
    derived_interior: bool = False
    missing_return: Span | None = None
    depth: int = 0
    touched: set[LocalId] = field(default_factory=set[LocalId])
    declared_inside: dict[LocalId, object] = field(default_factory=dict[LocalId, object])
    subjects: dict[Span, Span] = field(default_factory=dict[Span, Span])
    stopped: list[Span] = field(default_factory=list[Span])

    @property
    def types(self) -> TypeScope:
        """What types and type parameters mean here."""
        return self.names[-1].types

    def has(self, change: Change) -> bool:
        """Whether the compiler of the chosen version has a change."""
        return self.types.environment.program.edition.has(change)

    @contextmanager
    def scope(self, types: TypeScope | None = None) -> Generator[None]:
        """A new innermost scope (ST-10), in which `types` holds."""
        self.names.append(Names({}, types or self.types))
        try:
            yield
        finally:
            self.names.pop()

    def skip_rest(self) -> None:
        """An error that makes the compiler skip the rest of the function."""
        self.erroneous = True
        self.skipping = self.observer is None or not self.observer.curious
        if self.observer is not None and self.skipping:
            self.observer.missed()

    def next_lambda(self) -> int:
        """A number for the next lambda of this unit."""
        outermost = self
        while outermost.parent is not None:
            outermost = outermost.parent
        outermost.lambdas += 1
        return outermost.lambdas - 1

    def declare(self, name: str, binding: Binding, *, note: str = "previous definition here") -> None:
        """Make `name` visible from here on.

        A second declaration of a name in one scope is an error, and both are erroneous from then on
        (ST-11). `note` is what the compiler says of the first one.
        """
        earlier = self._earlier(name)
        if earlier is None:
            self.shadow(name, binding)
            return
        self._redefine(name, binding.declared_at, earlier.declared_at, note)
        for spoilt in (earlier, binding):
            if isinstance(spoilt, LocalBinding):
                self._taint(Place(local=spoilt.local), binding.declared_at)
        self.shadow(name, SilentBinding(type=ERROR, declared_at=earlier.declared_at))

    def shadow(self, name: str, binding: Binding) -> None:
        """Make `name` visible from here on, whatever it meant before."""
        self.names[-1].table[name] = binding
        if self.observer is not None:
            self.observer.declared(name, binding)

    def tell(self, expr: ast.Expr, value: Value) -> None:
        """Tells the observer, if there is one, what an expression is."""
        if self.observer is not None:
            self.observer.evaluated(expr, value)

    def assume(self, types: TypeScope) -> None:
        """Replace what types mean from here to the end of the innermost scope."""
        self.names[-1].types = types

    def lookup(self, name: str) -> Binding | None:
        """The binding of a name declared in this function (not in an enclosing one)."""
        for names in reversed(self.names):
            if name in names.table:
                return names.table[name]
        return None

    def _earlier(self, name: str) -> Binding | None:
        """What the innermost scope has declared under a name; captured names are in the outermost."""
        found = self.names[-1].table.get(name)
        if found is not None or len(self.names) > 1:
            return found
        if self.capturing is not None and name in self.capturing.found:
            return SilentBinding(type=ERROR, declared_at=self.decl.name_span)
        parameter = next((each for each in self.decl.type_parameters if each.name == name), None)
        return None if parameter is None else SilentBinding(type=ERROR, declared_at=parameter.name_span)

    def _redefine(self, name: str, at: Span, earlier: Span, note: str) -> None:
        message = f"'{name}' is already declared in this scope"
        self.report(
            OtherError(code="redefinition", at=at, span=at, message=message, notes=((earlier, note),))
        )

    def _taint(self, access: Access, at: Span) -> None:
        effect = Effect(kind=EffectKind.TAINT, access=access, at=at)
        self.emit(Op(kind=OpKind.BORROW, at=at, span=at, effects=(effect,), certain=False))

    def report(self, fact: Fact) -> None:
        self.facts.append(fact)

    def emit(self, op: Op) -> None:
        """Append an operation; raises `GaveUp` when the function is too large."""
        for effect in op.effects:
            if isinstance(effect.access, Place):
                self.touched.add(effect.access.local)
        self.builder.emit(op)

    def disregard(self, code: ast.Block) -> None:
        """The compiler does not look at these statements, which have been lowered: they prove nothing."""
        if code:
            span = code[0].span.to(code[-1].span)
            self.facts[:] = [it for it in self.facts if not span.covers(it.at)]
            self.builder.disregard(span)

    @contextmanager
    def aside(self) -> Generator[None]:
        """What is lowered meanwhile leaves no trace: only its types are wanted."""
        facts, nested = len(self.facts), len(self.nested)
        touched = set(self.touched)
        with self.builder.aside():
            yield
        del self.facts[facts:], self.nested[nested:]
        self.touched = touched

    def has_operations(self, lower: Callable[[], None]) -> bool:
        """Whether what `lower` lowers has an operation of which dead code could be said to begin (ST-111)."""
        skipping = self.skipping
        with self.aside(), self.scope(), self.builder.awaiting_operation() as found:
            lower()
        self.skipping = skipping
        return bool(found)

    @contextmanager
    def nesting(self) -> Generator[None]:
        """Guards the stack: raises `GaveUp` when expressions or statements are nested too deeply."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise GaveUp("the function is nested too deeply")
        try:
            yield
        finally:
            self.depth -= 1
