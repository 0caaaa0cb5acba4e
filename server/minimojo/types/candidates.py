"""One candidate of a call: does it fit, and how well (OV parts 4 to 6)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from minimojo.hir.model import (
    FunctionDecl,
    Passing,
    TypeDecl,
    TypeParameterDecl,
)
from minimojo.syntax import ast
from minimojo.syntax.walk import walk
from minimojo.types import literals
from minimojo.types.bindings import in_context
from minimojo.types.calls import (
    RECEIVER,
    Bound,
    Failure,
    FailureReason,
)
from minimojo.types.inference import Inference, keys_in, origin_key
from minimojo.types.matching import Assignment, Numbered, assign_operands
from minimojo.types.model import (
    UNBOUND,
    UNKNOWN,
    Answer,
    Origin,
    PackArg,
    ParamType,
    ParamValue,
    StructType,
    TypeArg,
    UnboundArg,
    ValueArg,
    as_type,
)
from minimojo.types.operands import Progress, Request, match_operands, memory_result
from minimojo.types.parameters import assign, bindings_of, fits_kind, parameters_of
from minimojo.types.projections import project
from minimojo.types.properties import holds
from minimojo.types.propositions import mapped
from minimojo.types.signatures import Signature, signature_of
from minimojo.types.substitution import Key, substitute_argument


class Score(Struct, frozen=True):
    """Smaller is better, field by field (OV-51)."""

    conversions: int
    variadic: int
    mismatches: int
    parameters: int

    def key(self) -> tuple[int, int, int, int]:
        """For comparison."""
        return (self.conversions, self.variadic, self.mismatches, self.parameters)


class Fit(Struct, frozen=True):
    """A candidate that can be called. `doubts` say what about it is not known; it is `certain` without."""

    decl: FunctionDecl
    signature: Signature
    bindings: tuple[Bound, ...]
    parameters: Mapping[Key, TypeArg]
    score: Score
    receiver_dropped: bool
    doubts: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.doubts

    @property
    def is_std(self) -> bool:
        """Whether the declaration belongs to the standard library."""
        return self.signature.scope.environment.name.startswith("std.")


def fit(decl: FunctionDecl, request: Request) -> Fit | Failure:
    """Matches one candidate; the first failure in the compiler's order ends it (OV-40)."""
    dropped = request.receiver is not None and (decl.is_static or decl.kind.initializes)
    assignment = assign_operands(decl, _numbered(request, dropped=dropped))
    if isinstance(assignment, Failure) and not request.explicit:
        return assignment
    signature = signature_of(decl, request.scope)
    progress = _started(decl, signature, request)
    if isinstance(progress, Failure):
        return progress
    if isinstance(assignment, Failure):
        return assignment
    failure = match_operands(progress, assignment) or _match_result(progress) or _complete(progress)
    if failure is not None:
        return failure
    variadic = _variadic(decl, assignment)
    empty = sum(not given for given in _variadic_operands(decl, assignment))
    score = Score(
        conversions=progress.conversions + progress.inference.literals + empty,
        variadic=variadic,
        mismatches=progress.mismatches + memory_result(signature, progress.inference, request.scope),
        parameters=len(signature.parameters) + signature.hidden,
    )
    known = progress.inference
    bindings = tuple(replace(bound, type=known.bound(bound.type)) for bound in progress.bindings)
    return Fit(decl, signature, bindings, known.bindings, score, dropped, tuple(progress.doubts))


def _started(decl: FunctionDecl, signature: Signature, request: Request) -> Progress | Failure:
    """Step 1: the parameters that the receiver's type and `[...]` give."""
    keys = {(owner, name) for owner, name, _ in signature.parameters}
    keys |= {key for origin in signature.origins if origin and (key := origin_key(origin))}
    owner = decl.owner
    bindings: dict[Key, TypeArg] = {}
    subject = request.self_type
    if subject is not None:
        subject = literals.declared(subject)
        if isinstance(subject, StructType):
            bindings = {k: v for k, v in bindings_of(subject).items() if not _is_left_out(v)}
        if owner is not None and owner.kind is ast.TypeDefKind.TRAIT:
            bindings[(owner, "Self")] = subject
    progress = Progress(decl, signature, Inference(request.scope, frozenset(keys), bindings), request)
    if not request.explicit:
        return progress
    assigned = assign(decl.type_parameters, request.explicit)
    if assigned is None:
        return Failure(decl=decl, reason=FailureReason.BAD_PARAMETER)
    meaning = parameters_of(decl, signature.scope.environment)
    bindings |= {
        (decl, name): fits_kind(meaning.get(name, UNKNOWN), arg)
        for name, arg in assigned.items()
        if not isinstance(arg, UnboundArg)
    }
    if not _accepts(progress, assigned):
        return Failure(decl=decl, reason=FailureReason.BAD_PARAMETER)
    _infer_from_values(progress)
    return progress


def _infer_from_values(progress: Progress) -> None:
    """The types of values in brackets tell parameters: `T` of `[T: AnyType, //, value: T]`."""
    from minimojo.types.resolve import resolve_type

    types = tuple(
        replace(it, value=UNBOUND if it.type is None else it.type) for it in progress.request.explicit
    )
    if all(it.type is None for it in types):
        return
    assigned = assign(progress.decl.type_parameters, types) or {}
    inference = progress.inference
    for parameter in progress.decl.type_parameters:
        subject = as_type(assigned.get(parameter.name, UNBOUND))
        if subject is None:
            continue
        state = inference.snapshot()
        declared = resolve_type(parameter.annotation, progress.signature.scope)
        if inference.match(subject, declared) is Answer.NO:
            inference.restore(state)  # A value may be converted to what is wanted.
        inference.literals = state[1]


def _accepts(progress: Progress, assigned: Mapping[str, TypeArg]) -> bool:
    """Whether arguments in brackets are what their parameters want: types of a trait, or values."""
    meaning = parameters_of(progress.decl, progress.signature.scope.environment)
    for name, argument in assigned.items():
        if isinstance(argument, UnboundArg | PackArg | Origin):
            continue
        answer = _fits_kind(argument, meaning.get(name), progress.inference)
        if answer is Answer.NO:
            return False
        progress.expect(answer, f"whether `{name}` takes its argument")
    return True


def _fits_kind(argument: TypeArg, meaning: TypeArg | None, inference: Inference) -> Answer:
    subject = as_type(argument)
    match meaning:
        case ParamType(bound=bound, variadic=False) if bound is not None:
            if subject is None:
                return Answer.UNKNOWN if argument == ValueArg(None) else Answer.NO
            return inference.fits_bound(subject, meaning)
        case ParamValue() if isinstance(subject, StructType | ParamType):
            return Answer.NO
        case _:
            return Answer.YES


def _is_left_out(argument: TypeArg) -> bool:
    """Whether a parameter has no argument yet: the call may give it."""
    return isinstance(argument, UnboundArg) or argument == PackArg(None)


def _numbered(request: Request, *, dropped: bool) -> list[Numbered]:
    operands: list[Numbered] = list(enumerate(request.operands))
    if request.receiver is not None and not dropped:
        operands.insert(0, (RECEIVER, request.receiver))
    return operands


def _match_result(progress: Progress) -> Failure | None:
    """Step 3: what an initializer's declared result says about the type (OV-45)."""
    if not progress.decl.kind.initializes or progress.request.self_type is None:
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
        progress.expect(answer, "whether the result is the type that is built")
    return None


def _complete(progress: Progress) -> Failure | None:
    """Steps 5 to 9: defaults of parameters, then the conditions."""
    inference = progress.inference
    used = _used_parameters(progress)
    for owner, name, _ in progress.signature.parameters:
        key = (owner, name)
        if key in inference.bindings:
            continue
        parameter = _declaration(owner, name)
        if parameter is not None and parameter.default is not None:
            inference.bindings[key] = _default(parameter, parameter.default, progress)
        elif parameter is not None and parameter.passing is Passing.VARIADIC:
            inference.bindings[key] = PackArg(())
        elif key in used and parameter is not None and parameter.passing is not Passing.INFER_ONLY:
            # It may be inferred in a way that is not followed here: never an error.
            progress.doubt(f"parameter `{name}`")
            inference.bindings[key] = UNKNOWN
        elif owner is progress.decl and parameter is not None and _has_to_be_given(parameter, progress.decl):
            return Failure(decl=progress.decl, reason=FailureReason.NOT_INFERRED)
        else:
            inference.bindings[key] = UNKNOWN
    return _check_conditions(progress)


def _has_to_be_given(parameter: TypeParameterDecl, decl: FunctionDecl) -> bool:
    """Whether nothing else of the signature is about a parameter, so that no call can infer it (OV-40 step 8)."""
    if parameter.passing is Passing.INFER_ONLY:
        return False
    return not any(isinstance(it, ast.Name) and it.name == parameter.name for it in walk(decl.node.signature))


def _check_conditions(progress: Progress) -> Failure | None:
    inference, scope = progress.inference, progress.request.scope
    concrete = project(scope)
    for condition in progress.signature.where:
        proposition = mapped(condition, lambda arg: substitute_argument(arg, inference.bindings, concrete))
        answer = holds(proposition, scope)
        if answer is Answer.NO:
            return Failure(decl=progress.decl, reason=FailureReason.CONSTRAINT)
        progress.expect(answer, "a condition")
    return None


def _used_parameters(progress: Progress) -> set[Key]:
    signature = progress.signature
    used = set(keys_in(signature.result))
    for subject in signature.types:
        used |= set(keys_in(subject))
    return used


def _declaration(owner: object, name: str) -> TypeParameterDecl | None:
    if not isinstance(owner, FunctionDecl | TypeDecl):
        return None
    return next((p for p in owner.type_parameters if p.name == name), None)


def _default(parameter: TypeParameterDecl, expr: ast.Expr, progress: Progress) -> TypeArg:
    from minimojo.types.resolve import static_value

    found = in_context(static_value(expr, progress.signature.scope), parameter.annotation)
    return substitute_argument(found, progress.inference.bindings)


def _variadic_operands(decl: FunctionDecl, assignment: Assignment) -> list[tuple[int, ...]]:
    kinds = (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)
    return [
        given
        for argument, given in zip(decl.arguments, assignment.operands, strict=True)
        if argument.passing in kinds
    ]


def _variadic(decl: FunctionDecl, assignment: Assignment) -> int:
    return int(any(_variadic_operands(decl, assignment)))
