"""Finding parameters from operand types: the bindings of one candidate (OV-40 .. OV-46)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct, field

from minimojo.hir.model import FunctionDecl
from minimojo.types import literals
from minimojo.types.conversions import same_type
from minimojo.types.model import (
    UNKNOWN,
    Answer,
    AssociatedType,
    ClosureType,
    ErrorType,
    FunctionType,
    Origin,
    OverloadSet,
    PackArg,
    ParameterRoot,
    ParamType,
    ParamValue,
    StructType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
    ValueArg,
    as_type,
    weakest,
)
from minimojo.types.origins import immutable
from minimojo.types.projections import project
from minimojo.types.properties import conforms
from minimojo.types.scope import TypeScope
from minimojo.types.substitution import Key, substitute, substitute_argument


class Inference(Struct):
    """What one candidate knows about its parameters while its operands are looked at.

    `open` are the parameters to be found. The first binding of a parameter sticks. `literals`
    counts type parameters that were bound to the run-time type of a literal (OV-43).
    """

    scope: TypeScope
    open: frozenset[Key]
    bindings: dict[Key, TypeArg] = field(default_factory=dict[Key, TypeArg])
    literals: int = 0

    def snapshot(self) -> tuple[dict[Key, TypeArg], int]:
        """What to give to `restore` to undo a failed attempt."""
        return dict(self.bindings), self.literals

    def restore(self, state: tuple[dict[Key, TypeArg], int]) -> None:
        """Forgets all that was found since `snapshot`."""
        self.bindings, self.literals = state

    def bound(self, subject: Type) -> Type:
        """A declared type with what is known put in."""
        return substitute(subject, self.bindings, project(self.scope))

    def is_open(self, subject: TypeArg) -> bool:
        """Whether a declared type still mentions a parameter that is not found."""
        return mentions(subject, lambda key: key in self.open and key not in self.bindings)

    def match(self, actual: TypeArg, declared: TypeArg) -> Answer:
        """Makes `declared` equal to `actual` by finding parameters (OV-41)."""
        if type(actual) is UnboundArg:
            return Answer.YES  # It fits anything and tells nothing.
        match declared:
            case StructType():
                return self._match_struct(actual, declared)
            case ParamType(name, owner) | ParamValue(name, owner):
                return self._match_parameter((owner, name), actual, declared)
            case Origin():
                return self._match_origin(actual, declared)
            case UnboundArg():
                return Answer.YES
            case PackArg(items):
                return self._match_pack(actual, items)
            case AssociatedType():
                return self._match_projected(actual, declared)
            case UnknownType() | ErrorType():
                return Answer.UNKNOWN
            case FunctionType():
                self._match_result(actual, declared)
                return _callable_or_same(actual, declared)
            case _:
                return same_type(actual, declared)

    def forget(self, declared: TypeArg) -> None:
        """Marks the parameters in `declared` as not to be known: their operand is unknown."""
        for key in keys_in(declared):
            if key in self.open:
                self.bindings.setdefault(key, UNKNOWN)

    def _match_parameter(self, key: Key, actual: TypeArg, declared: ParamType | ParamValue) -> Answer:
        found = self.bindings.get(key)
        if key not in self.open:
            return same_type(actual, declared if found is None else found)
        if found is not None:
            return self._agree(actual, found)
        subject = as_type(actual)
        if isinstance(subject, UnknownType | ErrorType):
            self.bindings[key] = UNKNOWN
            return Answer.UNKNOWN
        if isinstance(declared, ParamValue) or subject is None:
            self.bindings[key] = actual
            return Answer.YES if isinstance(declared, ParamValue) else Answer.UNKNOWN
        return self._bind_type(key, subject, declared)

    def _agree(self, actual: TypeArg, found: TypeArg) -> Answer:
        """A second operand for a parameter: equal, or a literal of that run-time type."""
        answer = same_type(actual, found)
        subject = as_type(actual)
        if answer is Answer.NO and subject is not None and literals.is_literal(subject):
            run_time = same_type(literals.materialized(subject), found)
            if run_time is Answer.YES:
                self.literals += 1
            return run_time
        return answer

    def _bind_type(self, key: Key, subject: Type, declared: ParamType) -> Answer:
        if literals.is_literal(subject):
            subject = literals.materialized(subject)
            self.literals += 1
        answer = self.fits_bound(subject, declared)
        if answer is not Answer.NO:
            self.bindings[key] = subject
            if declared.closure is not None:
                self._match_result(subject, declared.closure)
        return answer

    def fits_bound(self, subject: Type, declared: ParamType) -> Answer:
        """Whether a type conforms to the traits of a parameter."""
        if declared.bound is None:
            return Answer.UNKNOWN
        answers = [conforms(subject, trait, self.scope) for trait in declared.bound]
        if declared.closure is not None:
            answers.append(_fits_closure(subject))
        return weakest(answers)

    def _match_result(self, actual: TypeArg, wanted: FunctionType) -> None:
        """What a function gives tells the parameters in the result that is wanted of it: `To` of `def(T) -> To`."""
        if wanted.result is None or not self.is_open(wanted.result):
            return
        result = _result_of(actual, self.scope)
        if result is None:
            return
        state = self.snapshot()
        if self.match(result, wanted.result) is not Answer.YES:
            self.restore(state)

    def _match_origin(self, actual: TypeArg, declared: Origin) -> Answer:
        key = origin_key(declared)
        if key is None or key not in self.open:
            return same_type(actual, substitute_argument(declared, self.bindings))
        if not isinstance(actual, Origin):
            self.bindings.setdefault(key, UNKNOWN)
            return Answer.UNKNOWN
        if declared.mutable is True and actual.mutable is not True:
            return Answer.NO if actual.mutable is False else Answer.UNKNOWN
        given = immutable(actual) if declared.mutable is False else actual
        found = self.bindings.setdefault(key, given)
        return same_type(given, found)

    def _match_struct(self, actual: TypeArg, declared: StructType) -> Answer:
        subject = as_type(actual)
        if subject is None or isinstance(subject, UnknownType | ErrorType):
            self.forget(declared)
            return Answer.UNKNOWN
        subject = literals.declared(subject)
        if not isinstance(subject, StructType):
            return Answer.UNKNOWN if isinstance(subject, AssociatedType) else Answer.NO
        if subject.decl is not declared.decl:
            return Answer.NO
        if literals.is_literal_struct(declared):
            return Answer.YES  # Its value is a hidden parameter (OV-48).
        return weakest(self.match(a, d) for a, d in zip(subject.args, declared.args, strict=False))

    def _match_pack(self, actual: TypeArg, items: tuple[TypeArg, ...] | None) -> Answer:
        if not isinstance(actual, PackArg) or items is None:
            return Answer.UNKNOWN
        if len(items) == 1 and isinstance(items[0], ParamType | ParamValue):
            key = (items[0].owner, items[0].name)
            if key in self.open:
                found = self.bindings.setdefault(key, actual)
                return same_type(actual, found)
        if actual.items is None or len(actual.items) != len(items):
            return Answer.UNKNOWN if actual.items is None else Answer.NO
        return weakest(self.match(a, d) for a, d in zip(actual.items, items, strict=True))

    def _match_projected(self, actual: TypeArg, declared: AssociatedType) -> Answer:
        known = self.bound(declared)
        if isinstance(known, AssociatedType) and self.is_open(known):
            return Answer.UNKNOWN
        return same_type(actual, known)


def origin_key(declared: Origin) -> Key | None:
    """The parameter that an origin consists of, None for any other origin."""
    if len(declared.paths) != 1 or declared.paths[0].steps:
        return None
    root = declared.paths[0].root
    return (root.owner, root.name) if isinstance(root, ParameterRoot) else None


def mentions(subject: TypeArg, wanted: Callable[[Key], bool]) -> bool:
    """Whether a parameter with a property occurs in a type."""
    return any(wanted(key) for key in keys_in(subject))


def keys_in(subject: TypeArg) -> Iterable[Key]:
    """All parameters that occur in a type."""
    if type(subject) is ValueArg:
        return
    match subject:
        case ParamType(name, owner) | ParamValue(name, owner):
            yield (owner, name)
        case StructType(_, args):
            for arg in args:
                yield from keys_in(arg)
        case Origin(paths=paths):
            for path in paths:
                if isinstance(path.root, ParameterRoot):
                    yield (path.root.owner, path.root.name)
        case AssociatedType(base, _, _, args):
            yield from keys_in(base)
            for arg in args:
                yield from keys_in(arg)
        case PackArg(items):
            for item in items or ():
                yield from keys_in(item)
        case FunctionType(arguments=arguments, result=result):
            for argument in arguments:
                yield from keys_in(argument.type)
            if result is not None:
                yield from keys_in(result)
        case _:
            pass


def _fits_closure(subject: Type) -> Answer:
    """Whether a value can be called as a closure trait wants: signatures are not compared (D23)."""
    is_callable = isinstance(subject, FunctionType | ClosureType | OverloadSet | ParamType | StructType)
    return Answer.UNKNOWN if is_callable else Answer.NO


def _callable_or_same(actual: TypeArg, declared: FunctionType) -> Answer:
    is_callable = isinstance(as_type(actual), FunctionType | ClosureType | OverloadSet)
    return Answer.UNKNOWN if is_callable else same_type(actual, declared)


def _result_of(subject: TypeArg, scope: TypeScope) -> Type | None:
    """The type that each call of a function gives; None for one that depends on the call."""
    from minimojo.types.signatures import signature_of

    match subject:
        case FunctionType(decl=FunctionDecl() as decl) | ClosureType(decl=decl):
            is_plain = (decl.owner is None or decl.is_static) and not decl.is_async
            signature = signature_of(decl, scope) if is_plain else None
            if signature is None or signature.parameters or signature.result_origin is not None:
                return None
            return literals.literal_of(signature.result)
        case FunctionType(decl=None, result_origin=None, result=result):
            return result
        case _:
            return None
