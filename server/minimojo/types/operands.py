"""The operands of one candidate: their category, type, conversions and penalties (OV parts 4 to 6)."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl
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
from minimojo.types.inference import Inference, origin_key
from minimojo.types.matching import Assignment
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
    weakest,
)
from minimojo.types.origins import immutable
from minimojo.types.properties import conforms, is_register_passable, passed_in_register
from minimojo.types.scope import TypeScope
from minimojo.types.signatures import Signature
from minimojo.types.substitution import substitute_argument

_MUTABLE = (Category.MUT, Category.COMPUTED)
_IN_MEMORY = (Category.MUT, Category.IMM, Category.PAR)


class Request(Struct, frozen=True):
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


class Progress(Struct):
    """What is counted while the operands of one candidate are matched."""

    decl: FunctionDecl
    signature: Signature
    inference: Inference
    request: Request
    conversions: int = 0
    mismatches: int = 0
    doubts: list[str] = field(default_factory=list[str])
    bindings: list[Bound] = field(default_factory=list[Bound])

    def doubt(self, what: str) -> None:
        """Something is not known; the candidate may not fit, or fit less well."""
        self.doubts.append(what)

    def expect(self, answer: Answer, what: str) -> None:
        """A doubt unless the answer is YES."""
        if answer is not Answer.YES:
            self.doubts.append(what)


def match_operands(progress: Progress, assignment: Assignment) -> Failure | None:
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
    progress: Progress,
    argument: ArgumentDecl,
    given: tuple[int, ...],
    declared: Type,
    origin: Origin | None,
) -> Failure | None:
    conversions: list[Resolved | None] = []
    for number in given:
        operand = progress.request.operand(number)
        if operand.stars:
            progress.doubt("an unpacked operand")
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
    progress: Progress, argument: ArgumentDecl, given: tuple[int, ...], declared: Type
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
            progress.doubt(f"the type of an operand of `{argument.name}`")
        elif isinstance(declared, ParamType) and declared.bound:
            answers = [conforms(subject, trait, progress.request.scope) for trait in declared.bound]
            if Answer.NO in answers:
                return Failure(
                    decl=progress.decl, reason=FailureReason.TYPE_MISMATCH, operand=number, argument=argument
                )
            progress.expect(weakest(answers), f"the bound of `{argument.name}`")
        elements.append(subject)
        progress.mismatches += _mismatch(argument, operand, subject, progress, differs=False)
    if isinstance(declared, ParamType):
        progress.inference.bindings.setdefault((declared.owner, declared.name), PackArg(tuple(elements)))
    progress.bindings.append(
        Bound(argument=argument, operands=given, type=declared, conversions=(None,) * len(given))
    )
    return None


class _Taken(Struct, frozen=True):
    """An operand that fits. `differs` is true if its type is not the declared one."""

    conversion: Resolved | None = None
    differs: bool = False


def _match_one(
    progress: Progress, argument: ArgumentDecl, operand: Operand, declared: Type, origin: Origin | None
) -> _Taken | FailureReason:
    """OV-31 and OV-42: the type of one operand."""
    inference = progress.inference
    if operand.pending is not None:
        return _match_pending(progress, operand, declared)
    exact = argument.convention is Convention.MUT or (
        argument.convention is Convention.REF and _in_memory(operand, progress.request.scope) is not Answer.NO
    )
    state = inference.snapshot()
    own = _is_own(progress, argument, operand, declared)
    answer = Answer.YES if own else inference.match(operand.type, declared)
    if answer is not Answer.NO and argument.convention is Convention.REF and origin is not None:
        answer = weakest((answer, _match_reference(progress, operand, origin)))
    if answer is Answer.YES:
        return _Taken(differs=inference.literals > state[1])
    if answer is Answer.UNKNOWN:
        progress.doubt(f"whether `{argument.name}` takes the operand's type")
        return _Taken()
    inference.restore(state)
    if exact and _in_memory(operand, progress.request.scope) is not Answer.UNKNOWN:
        return FailureReason.UNREFERABLE
    if argument.convention is Convention.REF and origin is not None and origin.mutable is True:
        return FailureReason.IMMUTABLE
    return _match_converted(progress, operand, declared)


def _is_own(progress: Progress, argument: ArgumentDecl, operand: Operand, declared: Type) -> bool:
    """Whether the method was found in this very type: then it takes the value, also where parts of its type are
    not known."""
    if operand is not progress.request.receiver or argument.annotation is not None:
        return False
    return progress.inference.bound(declared) == operand.type


def _match_reference(progress: Progress, operand: Operand, origin: Origin) -> Answer:
    """The origin of a `ref` argument: its parameter is found from the place (OV-46)."""
    # A place behind a getter and a setter is a temporary to whom wants to write (EX-24).
    is_temporary = operand.category is Category.COMPUTED and origin.mutable is True
    place = None if is_temporary else operand.origin
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


def _match_converted(progress: Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    """Steps 2 to 4 of OV-42: a literal's run-time type, then an implicit conversion."""
    inference = progress.inference
    if literals.is_literal(operand.type):
        state = inference.snapshot()
        answer = inference.match(literals.materialized(operand.type), declared)
        if answer is not Answer.NO:
            progress.conversions += 1
            progress.expect(answer, "whether a literal fits")
            return _Taken(differs=True)
        inference.restore(state)
    is_parameter = isinstance(declared, ParamType) and inference.is_open(declared)
    if progress.request.converting or is_parameter:
        return FailureReason.TYPE_MISMATCH  # Nothing converts to a parameter that is not found.
    return _match_by_constructor(progress, operand, declared)


def _match_by_constructor(progress: Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    from minimojo.types.conversions import implicit_conversion

    inference = progress.inference
    target = with_open_parts(inference.bound(declared), inference)
    if isinstance(target, UnknownType):
        progress.doubt("a conversion to an open type")
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
            progress.expect(answer, "what a conversion gives")
            return _Taken(conversion=call, differs=True)
        case Impossible():
            return FailureReason.TYPE_MISMATCH
        case _:
            progress.conversions += 2
            progress.doubt("whether there is a conversion")
            inference.forget(declared)
            return _Taken(differs=True)


def _match_pending(progress: Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    """OV-44: a literal takes the declared type, or its default type and one conversion."""
    from minimojo.types.displays import fits_display

    state = progress.inference.snapshot()
    answer = fits_display(operand, progress.inference, declared)
    if answer is Answer.NO:
        progress.inference.restore(state)
        return _match_default(progress, operand, declared)
    if answer is Answer.UNKNOWN:
        progress.doubt("whether a literal without type fits")
        progress.inference.forget(declared)
    return _Taken()


def _match_default(progress: Progress, operand: Operand, declared: Type) -> _Taken | FailureReason:
    """A literal of its default type, converted; what it costs as an operand is that of a literal."""
    subject = _own_type(operand, progress.request.scope)
    if isinstance(subject, UnknownType) or isinstance(declared, ParamType):
        return FailureReason.TYPE_MISMATCH
    made = replace(operand, type=subject, category=Category.OWNED, pending=None)
    found = _match_converted(progress, made, declared)
    return found if isinstance(found, FailureReason) else replace(found, differs=False)


def with_open_parts(subject: Type, inference: Inference) -> Type:
    """A declared type whose parameters are not all found: these are unbound; unknown for a bare parameter."""
    if not inference.is_open(subject):
        return subject
    if not isinstance(subject, StructType):
        return UNKNOWN
    return StructType(
        subject.decl, tuple(UnboundArg() if inference.is_open(arg) else arg for arg in subject.args)
    )


def _category_failure(
    argument: ArgumentDecl, operand: Operand, number: int, progress: Progress
) -> Failure | None:
    if argument.convention is not Convention.MUT or operand.category in _MUTABLE:
        return None
    if operand.category is Category.UNKNOWN:
        progress.doubt("whether an operand is mutable")
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
    argument: ArgumentDecl, operand: Operand, declared: Type, progress: Progress, *, differs: bool
) -> int:
    """The penalty of one operand (OV-51)."""
    scope = progress.request.scope
    if operand.category is Category.UNKNOWN:
        progress.doubt("the category of an operand")
    owned = argument.convention in (Convention.VAR, Convention.DEINIT)
    in_register = argument.convention is Convention.IMM and passed_in_register(declared, scope) is Answer.YES
    fresh = operand.category in (Category.OWNED, Category.PENDING)
    penalty = (0 if fresh or differs else 2) if owned else int(fresh and not differs)
    if not in_register:
        inferred = progress.inference.bound(declared)
        penalty += is_register_passable(inferred, scope) is Answer.YES
    return penalty


def memory_result(signature: Signature, inference: Inference, scope: TypeScope) -> int:
    """The penalty of a result: of one that is declared to come in memory, and has a type that does not need it."""
    if is_register_passable(signature.result, signature.scope) is Answer.YES:
        return 0
    return int(is_register_passable(inference.bound(signature.result), scope) is Answer.YES)


def _bound_origin(
    argument: ArgumentDecl, given: tuple[int, ...], origin: Origin | None, progress: Progress
) -> Origin | None:
    if argument.convention is not Convention.REF or origin is None or len(given) != 1:
        return None
    found = substitute_argument(origin, progress.inference.bindings)
    return found if isinstance(found, Origin) else progress.request.operand(given[0]).origin


def _own_type(operand: Operand, scope: TypeScope) -> Type:
    from minimojo.types.displays import default_type

    return operand.type if operand.pending is None else default_type(operand.pending, scope)
