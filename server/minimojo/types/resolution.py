"""Which declaration a call denotes: matching, inference, ranking (OV parts 3 to 6)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from minimojo.hir.model import Convention, FunctionDecl
from minimojo.types import literals
from minimojo.types.calls import (
    Bound,
    ExplicitArg,
    Failed,
    Methods,
    Missing,
    Operand,
    Resolution,
    Resolved,
    Undecided,
)
from minimojo.types.candidates import Fit
from minimojo.types.conversions import same_type
from minimojo.types.members import constructors, member
from minimojo.types.model import (
    NEVER,
    UNKNOWN,
    UNKNOWN_ORIGIN,
    Answer,
    Category,
    FunctionType,
    Origin,
    StructType,
    Type,
    UnknownType,
)
from minimojo.types.operands import Request
from minimojo.types.origins import bind_arguments, immutable, union
from minimojo.types.parameters import canonical
from minimojo.types.projections import project
from minimojo.types.ranking import best_fits
from minimojo.types.scope import TypeScope
from minimojo.types.shapes import at_places, mentions_places, shape_of
from minimojo.types.signatures import raised_type
from minimojo.types.substitution import applied_origin, substitute

_IN_TEMPORARY = (Category.CONST, Category.REG_BORROW, Category.OWNED)
_OWN_PLACE = (Convention.MUT, Convention.VAR, Convention.DEINIT, Convention.REF)


def resolve_call(
    candidates: Sequence[FunctionDecl],
    operands: Sequence[Operand],
    scope: TypeScope,
    *,
    receiver: Operand | None = None,
    explicit: Sequence[ExplicitArg] = (),
    expected: Type | None = None,
    self_type: Type | None = None,
) -> Resolution:
    """The winner among `candidates`, in the scope of the call.

    `receiver` is the value before the dot; `self_type` the type in which the candidates were found
    (for constructors and `Type.method(...)`: the type as written, maybe partly unbound).
    `expected` is the type that is wanted: it closes parameters of the result that nothing else does.
    """
    request = Request(tuple(operands), receiver, tuple(explicit), self_type, scope)
    result = choose(candidates, request)
    if expected is not None and isinstance(result, Resolved):
        return _closed_by(expected, result)
    return result


def choose(candidates: Sequence[FunctionDecl], request: Request) -> Resolution:
    """Matches every candidate and ranks those that fit; calls of one shape once."""
    shape = shape_of(candidates, request)
    if shape is None:
        return _chosen(candidates, request)
    program = request.scope.environment.program
    found, has_places = program.kept(shape.key, lambda: _with_places(candidates, shape.request))
    return at_places(found, shape.places) if has_places else found


def _with_places(candidates: Sequence[FunctionDecl], request: Request) -> tuple[Resolution, bool]:
    found = _chosen(candidates, request)
    return found, mentions_places(found)


def _chosen(candidates: Sequence[FunctionDecl], request: Request) -> Resolution:
    if any(candidate.erroneous for candidate in candidates):
        return Undecided(candidates=tuple(candidates))
    best = best_fits(candidates, request)
    if isinstance(best, Failed):
        return best
    return _resolved(best[0], request) if len(best) == 1 else _undecided(best, request)


def resolve_constructor(
    subject: Type, operands: Sequence[Operand], scope: TypeScope, *, expected: Type | None = None
) -> Resolution:
    """`T(...)`: all initializers of T; parameters of T that are unbound are inferred (OV-49)."""
    found = constructors(subject, scope)
    if not isinstance(found, Methods):
        return Undecided(result=subject, never=Answer.NO)
    result = resolve_call(found.candidates, operands, scope, expected=expected, self_type=subject)
    if isinstance(result, Undecided) and isinstance(result.result, UnknownType):
        return replace(result, result=subject, never=Answer.NO)
    return result


def resolve_method(
    receiver: Operand, name: str, operands: Sequence[Operand], scope: TypeScope
) -> Resolution | None:
    """A method call made by the compiler: operator, iteration, `with` (OV-16). None: no such method."""
    run_time = literals.materialized(receiver.type)
    found = member(receiver.type, name, scope)
    other = member(run_time, name, scope) if run_time != receiver.type else Missing()
    match found, other:
        case Methods(candidates=mine), Methods(candidates=theirs):
            return _of_either(receiver, run_time, mine, theirs, operands, scope)
        case Methods(candidates=mine), _:
            return resolve_call(mine, operands, scope, receiver=receiver, self_type=receiver.type)
        case _, Methods(candidates=theirs):
            as_run_time = replace(receiver, type=run_time)
            return resolve_call(theirs, operands, scope, receiver=as_run_time, self_type=run_time)
        case Missing(), Missing():
            return None
        case _:
            return Undecided()


def resolve_indirect(function: FunctionType, operands: Sequence[Operand], scope: TypeScope) -> Resolution:
    """A call of a function-typed value (OV-18)."""
    if function.decl is not None:
        return resolve_call((function.decl,), operands, scope)
    return described_call(function)


def described_call(function: FunctionType) -> Undecided:
    """What the type of a function says of each of its calls, whatever the operands are."""
    result = UNKNOWN if function.result is None else function.result
    return Undecided(
        result=result,
        result_origin=function.result_origin,
        raises=Answer.YES if function.raises else Answer.NO,
        raised=_described_error(function),
        never=Answer.YES if result == NEVER else Answer.NO,
    )


def _described_error(function: FunctionType) -> Type:
    """What a function of a type raises if it raises: an `Error`, unless the type says more."""
    return literals.prelude_type("Error") if function.raised is None else function.raised


def materialized(subject: Type, scope: TypeScope) -> Type:  # noqa: ARG001
    """A literal type's run-time type (`Int`, `Float64`, `String`); any other type itself (TY-58)."""
    return literals.materialized(subject)


def _of_either(
    receiver: Operand,
    run_time: Type,
    mine: Sequence[FunctionDecl],
    theirs: Sequence[FunctionDecl],
    operands: Sequence[Operand],
    scope: TypeScope,
) -> Resolution:
    """Methods of a literal type and of its run-time type together; the literal's own cost nothing."""
    own = resolve_call(mine, operands, scope, receiver=receiver, self_type=receiver.type)
    if not isinstance(own, Failed):
        return own
    as_run_time = replace(receiver, type=run_time)
    return resolve_call(theirs, operands, scope, receiver=as_run_time, self_type=run_time)


def _resolved(one: Fit, request: Request) -> Resolved:
    origins = _argument_origins(one, request)
    scope = request.scope
    signature = one.signature
    result = bind_arguments(substitute(signature.result, one.parameters, project(scope)), origins)
    result = literals.literal_of(result)
    result_origin = signature.result_origin
    if result_origin is not None:
        result_origin = applied_origin(result_origin, one.parameters, origins)
    if one.decl.is_async:  # The call makes a coroutine; nothing is done yet.
        result, result_origin = UNKNOWN, None
    raised = raised_type(one.decl, signature.scope) if one.decl.raises else UNKNOWN
    raised = substitute(raised, one.parameters, project(scope))
    return Resolved(
        decl=one.decl,
        bindings=tuple(replace(bound, type=bind_arguments(bound.type, origins)) for bound in one.bindings),
        self_type=_self_type(one, request),
        result=result,
        result_origin=result_origin,
        raises=_raises(one, raised),
        raised=raised,
        never=_never(one, result),
        receiver_dropped=one.receiver_dropped,
        parameters=tuple((key[1], value) for key, value in one.parameters.items()),
    )


def _raises(one: Fit, raised: Type) -> Answer:
    if not one.decl.raises or one.decl.is_async or raised == NEVER:
        return Answer.NO
    generic = one.decl.raised_type is not None and isinstance(raised, UnknownType)
    return Answer.UNKNOWN if generic else Answer.YES


def _never(one: Fit, result: Type) -> Answer:
    if result == NEVER:
        return Answer.YES
    unclear = isinstance(result, UnknownType) and not one.is_std
    return Answer.UNKNOWN if unclear else Answer.NO


def _self_type(one: Fit, request: Request) -> Type | None:
    subject = request.self_type
    if isinstance(subject, StructType):
        args = tuple(
            one.parameters.get((subject.decl, parameter.name), arg)
            for parameter, arg in zip(subject.decl.type_parameters, subject.args, strict=False)
        )
        return StructType(subject.decl, canonical(subject.decl, args))
    return subject


def _argument_origins(one: Fit, request: Request) -> dict[str, Origin]:
    """What each argument's name stands for in the origins of the signature."""
    result: dict[str, Origin] = {}
    for bound in one.bindings:
        places = [_place(bound, request.operand(index)) for index in bound.operands]
        result[bound.argument.name] = union(*places) if places else UNKNOWN_ORIGIN
    return result


def _place(bound: Bound, operand: Operand) -> Origin:
    """What is put into a temporary cannot be changed there (OV-31): a constant, an owned value, the value in
    a register, one that a getter makes. A getter that gives a reference leads on (EX-24)."""
    origin = UNKNOWN_ORIGIN if operand.origin is None or bound.conversion is not None else operand.origin
    convention = bound.argument.convention
    if operand.category is Category.COMPUTED:
        if convention is not Convention.REF:
            return UNKNOWN_ORIGIN
        return immutable(origin) if origin is UNKNOWN_ORIGIN else origin
    if operand.category in _IN_TEMPORARY:
        return immutable(origin)
    return origin if convention in _OWN_PLACE or origin is UNKNOWN_ORIGIN else immutable(origin)


def _undecided(fits: Sequence[Fit], request: Request) -> Resolution:
    """What all candidates that may be the winner agree on (OV D3)."""
    calls = [_resolved(one, request) for one in fits]
    first, *others = calls
    results = all(same_type(first.result, other.result) is Answer.YES for other in others)
    origins = all(first.result_origin == other.result_origin for other in others)
    raises = {call.raises for call in calls}
    never = {call.never for call in calls}
    return Undecided(
        bindings=first.bindings if all(_agree(first, other) for other in others) else None,
        result=first.result if results and origins else UNKNOWN,
        result_origin=first.result_origin if results and origins else None,
        raises=raises.pop() if len(raises) == 1 else Answer.UNKNOWN,
        never=never.pop() if len(never) == 1 else Answer.UNKNOWN,
        candidates=tuple(call.decl for call in calls),
    )


def _agree(left: Resolved, right: Resolved) -> bool:
    """Whether two calls take the same operands in the same way."""
    return _ways(left) == _ways(right)


def _ways(call: Resolved) -> dict[int, tuple[Convention, bool, Type]]:
    return {
        index: (bound.argument.convention, bound.conversion is not None, bound.type)
        for bound in call.bindings
        for index in bound.operands
    }


def _closed_by(expected: Type, call: Resolved) -> Resolved:
    """A result whose open parameters nothing but the wanted type tells."""
    result = call.result
    if not isinstance(result, StructType) or not isinstance(expected, StructType):
        return call
    if result.decl is not expected.decl or len(result.args) != len(expected.args):
        return call
    args = tuple(
        wanted if isinstance(arg, UnknownType) else arg
        for arg, wanted in zip(result.args, expected.args, strict=True)
    )
    return replace(call, result=StructType(result.decl, args))
