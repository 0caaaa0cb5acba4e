"""What names mean outside of function bodies: module scopes, imports, the prelude (OV-2, OV-6).

program = Program(resolver)                    # one for as long as all files declare the same
environment = program.environment(module.space)
environment.lookup("List")                     # the struct of the standard library
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Hashable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.edition import LATEST, Edition
from minimojo.hir.model import Declaration, FunctionDecl, ImportDecl, Namespace, TypeDecl
from minimojo.syntax import ast
from minimojo.types.model import Origin, Type, TypeArg
from minimojo.types.propositions import Proposition

if TYPE_CHECKING:
    from minimojo.types.std.source import SourceLibrary

Resolver = Callable[[str, Namespace], Namespace | None]
"""`(module name as written, with its leading dots; the importing module) -> its declarations`.

None when nothing is known about that module; the standard library is never asked for.
"""

Evaluate = Callable[[ast.Expr, "TypeScope"], Type]
"""The type of an expression outside of functions: the value of a `comptime`, in the scope around it."""

ValueOf = Callable[[ast.Expr, bool], "tuple[Type, Origin | None]"]
"""Type and origin of an expression over run-time values, for `type_of(x)` (true: only that is asked for) and
`origin_of(x)`."""

Read = tuple[str, str]
"""`(module, name)`: a name of a module that an answer depends on, whether it exists or not.

The name is empty when the answer depends on all that the module exports.
"""

Trace = set[frozenset[Read]]
"""What an answer in the making depends on: the reads of the answers it was made of."""

_NO_READS: frozenset[Read] = frozenset()
_NEVER_OWNED = (TypeDecl, ImportDecl)

_MANY = 3000
"""Answers, which take about a kilobyte each."""
_MANY_UNTRACED = 30_000
"""The same where files are looked at once: what it takes then is given back soon."""

_T = TypeVar("_T")
_U = TypeVar("_U")


def reads_of(trace: Trace) -> frozenset[Read]:
    """All names that an answer depends on."""
    match len(trace):
        case 0:
            return _NO_READS
        case 1:
            return next(iter(trace))
        case _:
            return _NO_READS.union(*trace)


class Environment(ABC):
    """The scope of one module. Answers are cached; names that were read are recorded."""

    program: Program
    name: str
    own_library: SourceLibrary | None = None
    """The standard library that a file is part of, for files of its source."""

    @abstractmethod
    def lookup(self, name: str) -> tuple[Declaration, ...] | None:
        """The declarations that `name` denotes: all overloads, with imports followed to their target.

        A module is the `ImportDecl` that binds it. () means: the compiler finds nothing. None
        means: an import that cannot be followed may provide it.
        """

    @abstractmethod
    def exported(self, name: str) -> tuple[Declaration, ...] | None:
        """What `from this import name` binds; like `lookup`, but without the prelude."""

    def exported_by(self, module: Environment, name: str) -> tuple[Declaration, ...] | None:
        """What another module exports, as it is called here: a module that is imported there by a relative
        name is one of another name here."""
        found = module.exported(name)
        first = found[0] if found else None
        if not isinstance(first, ImportDecl) or not first.module.startswith("."):
            return found
        meant = module.module(first.module)
        if meant is None or self.module(meant.name) is not meant:
            return found
        return (ImportDecl(name=first.name, module=meant.name, member=first.member),)

    @abstractmethod
    def module(self, name: str) -> Environment | None:
        """The module that an import in this module names, `name` as written; None if not known."""

    @abstractmethod
    def extensions_of(self, decl: TypeDecl) -> tuple[TypeDecl, ...]:
        """The `__extension`s of `decl` visible in this module (OV-11).

        Modules that are not known are taken to have none: they would have to import the file of `decl`.
        """

    @property
    @abstractmethod
    def horizon(self) -> Hashable:
        """What types are the same for: equal horizons see the same library and the same extensions."""

    @contextmanager
    def recording(self) -> Generator[Trace]:
        """Collects the names that are read inside the `with` block, cached answers included."""
        with self.program.recording() as trace:
            yield trace


class Program:
    """Modules that can see one another, with one cache for all answers about them.

    `resolver` may be put in the place of one that gives the same answers. Unless it `is_traced`, nobody asks what
    answers depend on, and no names that were read are recorded.
    """

    def __init__(
        self,
        resolver: Resolver,
        evaluate: Evaluate | None = None,
        edition: Edition = LATEST,
        *,
        is_traced: bool = True,
    ) -> None:
        self.resolver = resolver
        self.evaluate = evaluate
        self.edition = edition
        self._is_traced = is_traced
        self._environments: dict[Namespace, Environment] = {}
        self._homes: dict[Declaration, Environment] = {}
        self._cache: dict[Hashable, tuple[object, frozenset[Read]]] = {}
        self._reads: dict[frozenset[Read], frozenset[Read]] = {}
        """One set for all answers that depend on the same."""
        self._pending: set[Hashable] = set()
        self.traces: list[Trace] = []
        """What is recorded for: the answers in the making, innermost last."""

    def environment(self, space: Namespace) -> Environment:
        """The scope of a module, the same object for the same module."""
        from minimojo.types.modules import ModuleEnvironment

        found = self._environments.get(space)
        if found is None:
            found = self._environments[space] = ModuleEnvironment(self, space)
        return found

    def settle(self, decl: Declaration, environment: Environment) -> None:
        """Makes `environment` the module scope of `decl`."""
        self._homes[decl] = environment

    def environment_of(self, decl: Declaration) -> Environment | None:
        """The module scope in which the names of `decl` are looked up; None for nested functions."""
        outer = decl if isinstance(decl, _NEVER_OWNED) else decl.owner or decl
        found = self._homes.get(outer)
        return self._std_environment_of(outer) if found is None else found

    def _std_environment_of(self, decl: Declaration) -> Environment | None:
        from minimojo.types.std.library import stubs

        std = stubs(self.edition).program
        found = None if std is self else std.environment_of(decl)
        if found is not None:
            self._homes[decl] = found
        return found

    @contextmanager
    def recording(self) -> Generator[Trace]:
        """Collects the names that are read inside the `with` block."""
        trace: Trace = set()
        if not self._is_traced:
            yield trace
            return
        self.traces.append(trace)
        try:
            yield trace
        finally:
            self.traces.pop()
            self.include(reads_of(trace))

    def note_read(self, module: str, name: str) -> None:
        """Says that the answer in the making depends on a name of a module."""
        if self.traces:
            self.traces[-1].add(frozenset(((module, name),)))

    def include(self, reads: frozenset[Read]) -> None:
        """Says that the answer in the making depends on what another answer depends on."""
        if reads and self.traces:
            self.traces[-1].add(reads)

    def memo(self, key: Hashable, compute: Callable[[], _T], when_cyclic: _U) -> _T | _U:
        """`compute()`, once per key. A computation that needs itself gets `when_cyclic`."""
        found = self._cache.get(key)
        if found is None:
            self._cache[key] = (when_cyclic, _NO_READS)
            try:
                found = self._recorded(key, compute)
            except BaseException:
                del self._cache[key]
                raise
        value, reads = found
        if reads and self.traces:
            self.traces[-1].add(reads)
        return value  # type: ignore[return-value]

    def kept(self, key: Hashable, compute: Callable[[], _T]) -> _T:
        """`compute()`, once per key; a computation that comes back to itself just goes on."""
        value, reads = self.answer(key, compute)
        self.include(reads)
        return value

    def answer(self, key: Hashable, compute: Callable[[], _T]) -> tuple[_T, frozenset[Read]]:
        """Like `kept`, with what the answer depends on, which the answer in the making is not told."""
        return self._cache.get(key) or self._recorded(key, compute)  # type: ignore[return-value]

    def tidy(self) -> None:
        """Between two questions: forgets the answers if there are many, as most are about single functions."""
        if len(self._cache) > (_MANY if self._is_traced else _MANY_UNTRACED) and not self.traces:
            self._cache.clear()
            self._reads.clear()

    def unless_pending(self, key: Hashable, compute: Callable[[], _T], when_cyclic: _T) -> _T:
        """`compute()`, or `when_cyclic` where that is being computed already; nothing is kept."""
        if key in self._pending:
            return when_cyclic
        self._pending.add(key)
        try:
            return compute()
        finally:
            self._pending.discard(key)

    def _recorded(self, key: Hashable, compute: Callable[[], object]) -> tuple[object, frozenset[Read]]:
        if not self._is_traced:
            untraced = self._cache[key] = (compute(), _NO_READS)
            return untraced
        trace: Trace = set()
        self.traces.append(trace)
        try:
            value = compute()
        finally:
            self.traces.pop()
        reads = reads_of(trace)
        found = self._cache[key] = (value, self._reads.setdefault(reads, reads))
        return found


class TypeScope(Struct, frozen=True, eq=False):
    """What names mean in types inside one declaration. Compares by identity.

    `self_type` is what `Self` means. `parameters` are those visible by their bare name, innermost
    declaration winning. `assumptions` are the propositions known here (TY-23). `value_of` gives a
    meaning to names of run-time values; without it, the arguments of `function` are known.
    """

    environment: Environment
    self_type: Type | None = None
    parameters: Mapping[str, TypeArg] = field(default_factory=dict[str, TypeArg])
    assumptions: tuple[Proposition, ...] = ()
    function: FunctionDecl | None = None
    value_of: ValueOf | None = None

    def assuming(self, *propositions: Proposition) -> TypeScope:
        """The scope where more is known: a branch of `comptime if`, the rest behind `comptime assert`."""
        return replace(self, assumptions=self.assumptions + propositions)

    def with_values(self, value_of: ValueOf) -> TypeScope:
        """The scope inside a body, where `origin_of(x)` may name locals."""
        return replace(self, value_of=value_of)

    def with_parameters(self, parameters: Mapping[str, TypeArg]) -> TypeScope:
        """The scope with more compile-time names: a `comptime` declaration in a body."""
        return replace(self, parameters={**self.parameters, **parameters})
