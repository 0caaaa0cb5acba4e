"""One candidate of a call: does it fit, and how well (OV parts 4 to 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from minimojo.hir.model import (
    ArgumentDecl,
    Convention,
    FunctionDecl,
    FunctionKind,
    Passing,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.syntax import ast
from minimojo.types import literals
from minimojo.types.calls import (
    RECEIVER,
    Bound,
    ByConstructor,
    ExplicitArg,
    Failure,
    FailureReason,
    Free,
    Impossible,
    Operand,
    Resolved,
    Same,
)
from minimojo.types.inference import Inference, keys_in, origin_key
from minimojo.types.matching import Assignment, Numbered, assign_operands
from minimojo.types.model import (
    UNKNOWN,
    Answer,
    Category,
    Origin,
    PackArg,
    ParamType,
    StructType,
    Type,
    TypeArg,
    UnboundArg,
    UnknownType,
)
from minimojo.types.origins import immutable
from minimojo.types.parameters import assign, bindings_of
from minimojo.types.properties import conforms, holds, is_register_passable, passed_in_register
from minimojo.types.propositions import mapped
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import Signature, signature_of
from minimojo.types.substitution import Key, substitute_argument

_INITIALIZERS = (FunctionKind.INIT, FunctionKind.COPY_INIT, FunctionKind.MOVE_INIT)
_MUTABLE = (Category.MUT, Category.COMPUTED)
_IN_MEMORY = (Category.MUT, Category.IMM, Category.PAR)


@dataclass(frozen=True, slots=True)
class Request:
    """What a call gives to every candidate. `converting` is true inside an implicit conversion (OV-22)."""

    operands: tuple[Operand, ...]
    receiver: Operand | None
    explicit: tuple[ExplicitArg, ...]
    self_type: Type | None
    scope: TypeScope
    converting: bool = False

    def operand(self, index: int) -> Operand:
        """The operand of an index in `Bound.operands`."""
        if index != RECEIVER:
            return self.operands[index]
        if self.receiver is None:
            raise IndexError(index)
        return self.receiver


@dataclass(frozen=True, slots=True)
class Score:
    """Smaller is better, field by field (OV-51)."""

    conversions: int
    variadic: int
    mismatches: int
    parameters: int

    def key(self) -> tuple[int, int, int, int]:
        """For comparison."""
        return (self.conversions, self.variadic, self.mismatches, self.parameters)


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate that can be called. `certain` is false if something about it is not known."""

    decl: FunctionDecl
    signature: Signature
    bindings: tuple[Bound, ...]
    parameters: Mapping[Key, TypeArg]
    score: Score
    certain: bool
    receiver_dropped: bool


@dataclass(slots=True)
class _Progress:
    """What is counted while the operands of one candidate are matched."""

    decl: FunctionDecl
    signature: Signature
    inference: Inference
    request: Request
    conversions: int = 0
    mismatches: int = 0
    certain: bool = True
    bindings: list[Bound] = field(default_factory=list[Bound])


def fit(decl: FunctionDecl, request: Request) -> Fit | Failure:
    """Matches one candidate; the first failure in the compiler's order ends it (OV-40)."""
    signature = signature_of(decl, request.scope)
    progress = _started(decl, signature, request)
    if isinstance(progress, Failure):
        return progress
    dropped = request.receiver is not None and (decl.is_static or decl.kind in _INITIALIZERS)
    operands = _numbered(request, dropped=dropped)
    assignment = assign_operands(decl, operands)
    if isinstance(assignment, Failure):
        return assignment
    failure = _match_operands(progress, assignment) or _match_result(progress) or _complete(progress)
    if failure is not None:
        return failure
    variadic = _variadic(decl, assignment)
    empty = sum(not given for given in _variadic_operands(decl, assignment))
    score = Score(
        conversions=progress.conversions + progress.inference.literals + empty,
        variadic=variadic,
        mismatches=progress.mismatches + _memory_result(signature, request.scope),
        parameters=len(signature.parameters) + signature.hidden,
    )
    known = progress.inference
    bindings = tuple(replace(bound, type=known.bound(bound.type)) for bound in progress.bindings)
    return Fit(decl, signature, bindings, known.bindings, score, progress.certain, dropped)


def _started(decl: FunctionDecl, signature: Signature, request: Request) -> _Progress | Failure:
    """Step 1: the parameters that the receiver's type and `[...]` give."""
    keys = {(owner, name) for owner, name, _ in signature.parameters}
    keys |= {key for origin in signature.origins if origin and (key := origin_key(origin))}
    owner = decl.owner
    bindings: dict[Key, TypeArg] = {}
    subject = request.self_type
    if subject is not None:
        subject = literals.declared(subject)
        if isinstance(subject, StructType):
            bindings = {k: v for k, v in bindings_of(subject).items() if not _is_open(v)}
        if owner is not None and owner.kind is ast.TypeDefKind.TRAIT:
            bindings[(owner, "Self")] = subject
    progress = _Progress(decl, signature, Inference(request.scope, frozenset(keys), bindings), request)
    if not request.explicit:
        return progress
    assigned = assign(decl.type_parameters, request.explicit)
    if assigned is None:
        return Failure(decl=decl, reason=FailureReason.BAD_PARAMETER)
    bindings |= {(decl, name): arg for name, arg in assigned.items() if not isinstance(arg, UnboundArg)}
    return progress


def _is_open(argument: TypeArg) -> bool:
    return isinstance(argument, UnboundArg) or argument == PackArg(None)


def _numbered(request: Request, *, dropped: bool) -> list[Numbered]:
    operands: list[Numbered] = list(enumerate(request.operands))
    if request.receiver is not None and not dropped:
        operands.insert(0, (RECEIVER, request.receiver))
    return operands


def _match_operands(progress: _Progress, assignment: Assignment) -> Failure | None:
    decl, signature = progress.decl, progress.signature
    for index, (argument, given) in enumerate(zip(decl.arguments, assignment.operands, strict=True)):
        declared = signature.types[index]
        if argument.pack:
            failure = _match_elements(progress, argument, given, declared)
        else:
            failure = _match_each(progress, argument, given, declared, signature.origins[index])
        if failure is not None:
            return failure
    return None


def _match_each(
    progress: _Progress,
    argument: ArgumentDecl,
    given: tuple[int, ...],
    declared: Type,
    origin: Origin | None,
) -> Failure | None:
    conversions: list[Resolved | None] = []
    for number in given:
        operand = progress.request.operand(number)
        if operand.stars:
            progress.certain = False
            conversions.append(None)
            continue
        failed = _category_failure(argument, operand, number, progress)
        if failed is not None:
            return failed
        found = _match_one(progress, argument, operand, declared, origin)
        if isinstance(found, FailureReason):
            return Failure(decl=progress.decl, reason=found, operand=number, argument=argument)
        conversions.append(found.conversion)
        progress.mismatches += _mismatch(argument, operand, declared, progress, differs=found.differs)
    if not given and argument.default is not None and argument.convention is Convention.VAR:
        progress.mismatches += 2
    progress.bindings.append(
        Bound(
            argument=argument,
            operands=given,
            type=declared,
            conversions=tuple(conversions),
            origin=_bound_origin(argument, given, origin, progress),
        )
    )
    return None


def _match_elements(
    progress: _Progress, argument: ArgumentDecl, given: tuple[int, ...], declared: Type
) -> Failure | None:
    """`*args: *Ts`: every operand's own type is its element type (OV-32)."""
    elements: list[TypeArg] = []
    for number in given:
        operand = progress.request.operand(number)
        failed = _category_failure(argument, operand, number, progress)
        if failed is not None:
            return failed
        subject = literals.materialized(_own_type(operand, progress.request.scope))
        progress.inference.literals += literals.is_literal(operand.type)
        if operand.stars or isinstance(subject, UnknownType):
            progress.certain = False
        elif isinstance(declared, ParamType) and declared.bound:
            answers = [conforms(subject, trait, progress.request.scope) for trait in declared.bound]
            if Answer.NO in answers:
                return Failure(
                    decl=progress.decl, reason=FailureReason.TYPE_MISMATCH, operand=number, argument=argument
                )
            progress.certain = progress.certain and Answer.UNKNOWN not in answers
        elements.append(subject)
        progress.mismatches += _mismatch(argument, operand, subject, progress, differs=False)
    if isinstance(declared, ParamType):
        progress.inference.bindings.setdefault((declared.owner, declared.name), PackArg(tuple(elements)))
    progress.bindings.append(
        Bound(argument=argument, operands=given, type=declared, conversions=(None,) * len(given))
    )
    return None


@dataclass(frozen=True, slots=True)
class _Taken:
    """An operand that fits. `differs` is true if its type is not the declared one."""

    conversion: Resolved | None = None
    differs: bool = False


def _match_one(
    progress: _Progress, argument: ArgumentDecl, operand: Operand, declared: Type, origin: Origin | None
) -> _Taken | FailureReason:
    """OV-31 and OV-42: the type of one operand."""
    inference = progress.inference
    if operand.pending is not None:
        return _match_pending(progress, operand, declared)
    exact = argument.convention is Convention.MUT or (
        argument.convention is Convention.REF and _in_memory(operand, progress.request.scope) is not Answer.NO
    )
    state = inference.snapshot()
    answer = inference.match(operand.type, declared)
    if answer is not Answer.NO and argument.convention is Convention.REF and origin is not None:
        answer = min((answer, _match_reference(progress, operand, origin)), key=lambda a: a.value)
    if answer is Answer.YES:
        return _Taken()
    if answer is Answer.UNKNOWN:
        progress.certain = False
        return _Taken()
    inference.restore(state)
    if exact and _in_memory(operand, progress.request.scope) is not Answer.UNKNOWN:
        return FailureReason.TYPE_MISMATCH
    return _match_converted(progress, operand, declared)


def _match_reference(progress: _Progress, operand: Operand, origin: Origin) -> Answer:
    """The origin of a `ref` argument: its parameter is found from the place (OV-46)."""
    place = operand.origin
    if operand.category in (Category.OWNED, Category.IMM) and place is not None:
        place = immutable(place)
    key = origin_key(origin)
    if place is None:
        if key is not None:
            progress.inference.bindings.setdefault(key, UNKNOWN)
        if origin.mutable is True and operand.category in (Category.IMM, Category.OWNED):
            return Answer.NO
        return (
            Answer.YES if origin.mutable is not True or operand.category is Category.MUT else Answer.UNKNOWN
        )
    if key is None:
        # A declared place: whether the operand may stand for it is not followed.
        return Answer.UNKNOWN if origin.mutable is not None else Answer.YES
    if origin.mutable is True and place.mutable is not True:
        return Answer.NO if place.mutable is False else Answer.UNKNOWN
    found = progress.inference.bindings.setdefault(key, place)
    return Answer.YES if found == place else Answer.UNKNOWN


def _match_converted(progress: _Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    """Steps 2 to 4 of OV-42: a literal's run-time type, then an implicit conversion."""
    inference = progress.inference
    if literals.is_literal(operand.type):
        state = inference.snapshot()
        answer = inference.match(literals.materialized(operand.type), declared)
        if answer is not Answer.NO:
            progress.conversions += 1
            progress.certain = progress.certain and answer is Answer.YES
            return _Taken(differs=True)
        inference.restore(state)
    if progress.request.converting:
        return FailureReason.TYPE_MISMATCH
    return _match_by_constructor(progress, operand, declared)


def _match_by_constructor(progress: _Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    from minimojo.types.conversions import implicit_conversion

    inference = progress.inference
    target = _with_open_parts(inference.bound(declared), inference)
    if isinstance(target, UnknownType):
        progress.certain = False
        inference.forget(declared)
        return _Taken(differs=True)
    found = implicit_conversion(operand, target, progress.request.scope)
    match found:
        case Same() | Free():
            progress.conversions += isinstance(found, Free)
            return _Taken(differs=True)
        case ByConstructor(call=call):
            progress.conversions += 2
            answer = inference.match(call.result, declared)
            if answer is Answer.NO:
                return FailureReason.TYPE_MISMATCH
            progress.certain = progress.certain and answer is Answer.YES
            return _Taken(conversion=call, differs=True)
        case Impossible():
            return FailureReason.TYPE_MISMATCH
        case _:
            progress.conversions += 2
            progress.certain = False
            inference.forget(declared)
            return _Taken(differs=True)


def _match_pending(progress: _Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    """OV-44: a literal takes the declared type, or its default type and one conversion."""
    from minimojo.types.displays import fits_display

    answer = fits_display(operand, progress.inference, declared)
    if answer is Answer.NO:
        return FailureReason.TYPE_MISMATCH
    if answer is Answer.UNKNOWN:
        progress.certain = False
        progress.inference.forget(declared)
    return _Taken()


def _with_open_parts(subject: Type, inference: Inference) -> Type:
    """A declared type whose parameters are not all found: these are unbound; unknown for a bare parameter."""
    if not inference.is_open(subject):
        return subject
    if not isinstance(subject, StructType):
        return UNKNOWN
    return StructType(
        subject.decl, tuple(UnboundArg() if inference.is_open(arg) else arg for arg in subject.args)
    )


def _category_failure(
    argument: ArgumentDecl, operand: Operand, number: int, progress: _Progress
) -> Failure | None:
    if argument.convention is not Convention.MUT or operand.category in _MUTABLE:
        return None
    if operand.category is Category.UNKNOWN:
        progress.certain = False
        return None
    reason = FailureReason.RVALUE_RECEIVER if number == RECEIVER else FailureReason.IMMUTABLE
    return Failure(decl=progress.decl, reason=reason, operand=number, argument=argument)


def _in_memory(operand: Operand, scope: TypeScope) -> Answer:
    """Whether a `ref` argument can bind to the operand itself (OV-31)."""
    if operand.category in _IN_MEMORY:
        return Answer.YES
    if operand.category is Category.OWNED:
        return Answer(2 - is_register_passable(operand.type, scope).value)
    return Answer.UNKNOWN if operand.category is Category.UNKNOWN else Answer.NO


def _mismatch(
    argument: ArgumentDecl, operand: Operand, declared: Type, progress: _Progress, *, differs: bool
) -> int:
    """The penalty of one operand (OV-51)."""
    scope = progress.request.scope
    if operand.category is Category.UNKNOWN:
        progress.certain = False
    owned = argument.convention in (Convention.VAR, Convention.DEINIT)
    in_register = argument.convention is Convention.IMM and passed_in_register(declared, scope) is Answer.YES
    fresh = operand.category in (Category.OWNED, Category.PENDING)
    if owned:
        penalty = 0 if fresh or differs else 2
        penalty += operand.category is Category.PENDING
    else:
        penalty = int(fresh and not differs)
    if not in_register:
        inferred = progress.inference.bound(declared)
        penalty += is_register_passable(inferred, scope) is Answer.YES
    return penalty


def _memory_result(signature: Signature, scope: TypeScope) -> int:
    return int(passed_in_register(signature.result, scope) is not Answer.YES)


def _match_result(progress: _Progress) -> Failure | None:
    """Step 3: what an initializer's declared result says about the type (OV-45)."""
    if progress.decl.kind not in _INITIALIZERS or progress.request.self_type is None:
        return None
    wanted = progress.request.self_type
    declared = progress.signature.result
    if not isinstance(wanted, StructType) or not isinstance(declared, StructType):
        return None
    for given, part in zip(wanted.args, declared.args, strict=False):
        if isinstance(given, UnboundArg):
            continue
        answer = progress.inference.match(given, part)
        if answer is Answer.NO:
            return Failure(decl=progress.decl, reason=FailureReason.BAD_PARAMETER)
        progress.certain = progress.certain and answer is Answer.YES
    return None


def _complete(progress: _Progress) -> Failure | None:
    """Steps 5 to 9: defaults of parameters, then the conditions."""
    inference = progress.inference
    used = _used_parameters(progress)
    for owner, name, _ in progress.signature.parameters:
        key = (owner, name)
        if key in inference.bindings:
            continue
        parameter = _declaration(owner, name)
        if parameter is not None and parameter.default is not None:
            inference.bindings[key] = _default(parameter.default, progress)
        elif parameter is not None and parameter.passing is Passing.VARIADIC:
            inference.bindings[key] = PackArg(())
        elif key in used and parameter is not None and parameter.passing is not Passing.INFER_ONLY:
            # It may be inferred in a way that is not followed here: never an error.
            progress.certain = False
            inference.bindings[key] = UNKNOWN
        else:
            inference.bindings[key] = UNKNOWN
    return _check_conditions(progress)


def _check_conditions(progress: _Progress) -> Failure | None:
    inference, scope = progress.inference, progress.request.scope
    for condition in progress.signature.where:
        proposition = mapped(condition, lambda arg: substitute_argument(arg, inference.bindings))
        answer = holds(proposition, scope)
        if answer is Answer.NO:
            return Failure(decl=progress.decl, reason=FailureReason.CONSTRAINT)
        progress.certain = progress.certain and answer is Answer.YES
    return None


def _used_parameters(progress: _Progress) -> set[Key]:
    signature = progress.signature
    used = set(keys_in(signature.result))
    for subject in signature.types:
        used |= set(keys_in(subject))
    return used


def _declaration(owner: object, name: str) -> TypeParameterDecl | None:
    if not isinstance(owner, FunctionDecl | TypeDecl):
        return None
    return next((p for p in owner.type_parameters if p.name == name), None)


def _default(expr: ast.Expr, progress: _Progress) -> TypeArg:
    from minimojo.types.resolve import static_value

    return substitute_argument(static_value(expr, progress.signature.scope), progress.inference.bindings)


def _bound_origin(
    argument: ArgumentDecl, given: tuple[int, ...], origin: Origin | None, progress: _Progress
) -> Origin | None:
    if argument.convention is not Convention.REF or origin is None or len(given) != 1:
        return None
    found = substitute_argument(origin, progress.inference.bindings)
    return found if isinstance(found, Origin) else progress.request.operand(given[0]).origin


def _variadic_operands(decl: FunctionDecl, assignment: Assignment) -> list[tuple[int, ...]]:
    kinds = (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)
    return [
        given
        for argument, given in zip(decl.arguments, assignment.operands, strict=True)
        if argument.passing in kinds
    ]


def _variadic(decl: FunctionDecl, assignment: Assignment) -> int:
    return int(any(_variadic_operands(decl, assignment)))


def _own_type(operand: Operand, scope: TypeScope) -> Type:
    from minimojo.types.displays import default_type

    return operand.type if operand.pending is None else default_type(operand.pending, scope)
