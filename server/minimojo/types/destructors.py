"""Which structs get a destructor from the compiler, and which field prevents it (TY-35, TY-35a).

The compiler adds destructors in the order of the file. While it adds that of `S`, nothing proves
that an `S` can be destroyed, so a field whose type asks for that (`List[S]`) is an obstacle. A struct
that such a question is about is finished first, unless it is in the making, too. The compiler looks
at all conditions of a type when it asks for one, so those of other traits are about such structs, too.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from msgspec import Struct, field

from minimojo.hir.model import FieldDecl, TypeDecl
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.model import Answer, PackArg, StructType, Type, TypeArg, as_type, strongest
from minimojo.types.parameters import bindings_of
from minimojo.types.properties import deinitable, is_trivial
from minimojo.types.propositions import TRUE, AllConform, Conforms, Proposition, conjuncts, mapped
from minimojo.types.resolve import resolve_type
from minimojo.types.scope import Environment, TypeScope
from minimojo.types.signatures import scope_of
from minimojo.types.substitution import substitute_argument
from minimojo.types.traits import traits_of


class Obstacle(Struct, frozen=True):
    """The first field that cannot be destroyed. `unfinished` is the struct whose destructor was
    asked for before it was there, None if the type has none at all."""

    field: FieldDecl
    type: Type
    unfinished: TypeDecl | None


def obstacles(structs: Iterable[TypeDecl], environment: Environment) -> dict[TypeDecl, Obstacle]:
    """The obstacles to the destructors of the structs of a file, given in its order."""
    structs = list(structs)
    making = _Making(environment, frozenset(structs))
    for struct in structs:
        making.finish(struct)
    return making.found


class _Making(Struct):
    """`open` are the structs in the making, outermost first."""

    environment: Environment
    structs: frozenset[TypeDecl]
    found: dict[TypeDecl, Obstacle] = field(default_factory=dict[TypeDecl, Obstacle])
    finished: set[TypeDecl] = field(default_factory=set[TypeDecl])
    open: list[TypeDecl] = field(default_factory=list[TypeDecl])

    def finish(self, struct: TypeDecl) -> None:
        """Adds the destructor of a struct, and first those that it depends on.

        A chain of structs can be as long as a file, so the steps are kept on a list of our own.
        """
        steps: list[Generator[TypeDecl]] = []
        pending: TypeDecl | None = struct
        while pending is not None or steps:
            if pending is not None:
                self.open.append(pending)
                steps.append(self._make(pending))
            pending = next(steps[-1], None)
            if pending is None:
                steps.pop()
                self.finished.add(self.open.pop())

    def _make(self, struct: TypeDecl) -> Generator[TypeDecl]:
        """Looks at the fields; yields the structs that must be finished before it can go on."""
        trait = literals.std_struct("Deinitable")
        condition = None if trait is None else traits_of(struct, self.environment).conditions.get(trait)
        if trait is None or condition is None or has_destructor(struct) or struct in self.finished:
            return
        scope = scope_of(struct, self.environment).assuming(condition)
        for member in struct.fields:
            subject = resolve_type(member.annotation, scope)
            asked = list(_asked(subject, trait, scope))
            for other in _asked(subject, None, scope):
                if other in self.structs and other not in self.finished and other not in self.open:
                    yield other
            unfinished = next((other for other in asked if other in self.open), None)
            answer = Answer.NO if unfinished else _destroyable(subject, scope)
            if answer is Answer.NO:
                self.found[struct] = Obstacle(member, subject, unfinished)
            if answer is not Answer.YES:  # Of several fields only the first one is told.
                return


def has_destructor(struct: TypeDecl) -> bool:
    """Whether a destructor is written in the struct."""
    return "__deinit__" in struct.methods or "__del__" in struct.methods


def _destroyable(subject: Type, scope: TypeScope) -> Answer:
    return strongest((deinitable(subject, scope), is_trivial(subject, scope)))


def _asked(subject: Type, trait: TypeDecl | None, scope: TypeScope) -> Iterator[TypeDecl]:
    """The structs that the condition of a type for a trait asks about, to any depth; None: all its conditions."""
    todo = [subject]
    seen: set[Type] = set()
    while todo:
        current = literals.declared(todo.pop(0))
        if not isinstance(current, StructType) or current in seen:
            continue
        seen.add(current)
        bindings = bindings_of(current)
        for condition in _conditions(current.decl, trait, scope):
            proposition = mapped(condition, lambda arg, known=bindings: substitute_argument(arg, known))
            for part in _subjects(proposition, trait):
                todo.append(part)
                if isinstance(part, StructType):
                    yield part.decl


def _conditions(decl: TypeDecl, trait: TypeDecl | None, scope: TypeScope) -> list[Proposition]:
    conditions = traits_of(decl, scope.environment).conditions
    asked = conditions.items() if trait is None else [(trait, conditions.get(trait))]
    return [it for _, it in asked if it is not None and it != TRUE]


def _subjects(proposition: Proposition, trait: TypeDecl | None) -> Iterator[Type]:
    for part in conjuncts(proposition):
        match part:
            case Conforms(subject, asked) if trait is None or asked is trait:
                yield subject
            case AllConform(PackArg(items), asked) if items is not None and (trait is None or asked is trait):
                yield from _types(items)
            case _:
                pass


def _types(items: tuple[TypeArg, ...]) -> Iterator[Type]:
    for item in items:
        subject = as_type(item)
        if subject is not None:
            yield subject


def is_struct(decl: TypeDecl) -> bool:
    return decl.kind is ast.TypeDefKind.STRUCT
