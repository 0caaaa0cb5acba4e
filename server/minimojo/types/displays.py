"""Collection literals: the type they take where one is wanted, and their own otherwise (OV-44, VA-22)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.hir.model import FunctionDecl
from minimojo.types import literals
from minimojo.types.bindings import function_literal
from minimojo.types.calls import (
    ByConstructor,
    ExplicitArg,
    Failed,
    Free,
    Impossible,
    Methods,
    Missing,
    Operand,
    Pending,
    PendingKind,
    Resolved,
    Same,
    UnknownConversion,
)
from minimojo.types.conversions import implicit_conversion, same_type
from minimojo.types.inference import Inference
from minimojo.types.members import member
from minimojo.types.model import (
    NONE,
    UNKNOWN,
    Answer,
    Category,
    NoneType,
    ParamType,
    StructType,
    Type,
    UnknownType,
    ValueArg,
    weakest,
)
from minimojo.types.operands import Request, with_open_parts
from minimojo.types.projections import project
from minimojo.types.scope import TypeScope
from minimojo.types.substitution import substitute

LIST_LITERAL, SLICE_LITERAL = "__list_literal__", "__slice_literal__"
"""The arguments that tell which constructors build a type from `[a, b]`, and from `a:b:c`."""

_LITERAL_SIZE = "__literal_size__"
"""The parameter of such a constructor that is how many elements are written."""

_SETS = ("Set",)


def default_type(pending: Pending, scope: TypeScope) -> Type:
    """The type of an untyped literal where nothing is expected: `[1, 2]` is an `Array[Int, 2]` (VA-22)."""
    elements = pending.elements
    match pending.kind:
        case PendingKind.LIST:
            common = _common(elements, scope)
            return literals.prelude_type("Array", common, ValueArg(str(len(elements)))) if common else UNKNOWN
        case PendingKind.BRACES:
            common = _common(elements, scope)
            return _with_hasher("Set", common) if common else UNKNOWN
        case PendingKind.DICT:
            key, value = _common(elements[::2], scope), _common(elements[1::2], scope)
            return _with_hasher("Dict", key, value) if key and value else UNKNOWN
        case PendingKind.SLICE:
            strided = not isinstance(pending.elements[2].type, NoneType)
            return literals.prelude_type("Slice" if strided else "ContiguousSlice")
        case PendingKind.OVERLOADS if len(pending.candidates) == 1:
            return function_literal(pending.candidates[0])
        case PendingKind.OVERLOADS | PendingKind.MEMBER:
            return UNKNOWN


def comprehended_type(name: str, elements: Sequence[Type]) -> Type:
    """The type that a comprehension builds where nothing is expected: a `List`, `Set` or `Dict` of the library,
    whether its name is known in the file or not."""
    run_time = [literals.materialized(it) for it in elements]
    return literals.prelude_type(name, *run_time) if name == "List" else _with_hasher(name, *run_time)


def fits_display(operand: Operand, inference: Inference, declared: Type) -> Answer:
    """Whether an untyped operand can become the declared type, and what that tells about parameters."""
    pending = operand.pending
    if pending is None:
        return Answer.UNKNOWN
    target = inference.bound(declared)
    is_function = pending.kind is PendingKind.OVERLOADS
    if is_function or (isinstance(target, ParamType) and inference.is_open(target)):
        subject = default_type(pending, inference.scope)
        return Answer.UNKNOWN if isinstance(subject, UnknownType) else inference.match(subject, declared)
    if pending.kind is PendingKind.SLICE:
        return _slice_fits(pending, target, inference)
    if pending.kind is PendingKind.LIST:
        return _list_fits(pending, declared, inference)
    if not isinstance(target, StructType) or not target.decl.module.startswith("std."):
        return Answer.UNKNOWN
    match pending.kind, target.decl.name:
        case PendingKind.BRACES, name if name in _SETS and pending.elements:
            return _elements_fit(pending.elements, target, 0, inference)
        case PendingKind.DICT, "Dict":
            keys = _elements_fit(pending.elements[::2], target, 0, inference)
            values = _elements_fit(pending.elements[1::2], target, 1, inference)
            return Answer(min(keys.value, values.value))
        case _:
            return Answer.UNKNOWN


def _list_fits(pending: Pending, declared: Type, inference: Inference) -> Answer:
    """A list becomes what has a constructor for it, which tells the parameters of the type that are open."""
    from minimojo.types.candidates import Fit, fit

    target = with_open_parts(inference.bound(declared), inference)
    builders = _builders(target, LIST_LITERAL, inference.scope)
    if not builders:
        return Answer.UNKNOWN if builders is None else Answer.NO
    if len(builders) > 1:
        return Answer.UNKNOWN
    request = _building(pending, target, LIST_LITERAL, builders[0], inference.scope)
    found = fit(builders[0], request)
    if not isinstance(found, Fit):
        # Elements of several types may have one that all convert to: that is the business of the literal.
        return Answer.NO if target == inference.bound(declared) else Answer.UNKNOWN
    result = substitute(found.signature.result, found.parameters, project(inference.scope))
    answer = inference.match(result, declared)
    return answer if found.certain else weakest((answer, Answer.UNKNOWN))


def _builders(target: Type, marker: str, scope: TypeScope) -> list[FunctionDecl] | None:
    """The constructors for one kind of literal; None where it is not known which a type has."""
    if not isinstance(target, StructType):
        return None
    found = member(target, "__init__", scope)
    if not isinstance(found, Methods):
        return [] if isinstance(found, Missing) else None
    return [decl for decl in found.candidates if any(it.name == marker for it in decl.arguments)]


def _building(
    pending: Pending, target: Type, marker: str, builder: FunctionDecl, scope: TypeScope
) -> Request:
    """The call of a constructor for a literal."""
    mark = Operand(type=NONE, category=Category.CONST, keyword=marker)
    sized = any(it.name == _LITERAL_SIZE for it in builder.type_parameters)
    size = ExplicitArg(value=ValueArg(str(len(pending.elements))), keyword=_LITERAL_SIZE)
    return Request((*pending.elements, mark), None, (size,) if sized else (), target, scope)


def _slice_fits(pending: Pending, target: Type, inference: Inference) -> Answer:
    """A slice becomes what has a constructor for it: one without stride no `StridedSlice`, and so on."""
    from minimojo.types.resolution import choose

    builders = _builders(target, SLICE_LITERAL, inference.scope)
    if not builders:
        return Answer.UNKNOWN if builders is None else Answer.NO
    request = _building(pending, target, SLICE_LITERAL, builders[0], inference.scope)
    match choose(builders, request):
        case Resolved():
            return Answer.YES
        case Failed():
            return Answer.NO
        case _:
            return Answer.UNKNOWN


def _elements_fit(
    elements: Sequence[Operand], target: StructType, index: int, inference: Inference
) -> Answer:
    result = Answer.YES
    for element in elements:
        subject = _element_type(element, inference.scope)
        wanted = target.args[index]
        answer = inference.match(subject, wanted)
        if answer is Answer.NO:
            # An element may be converted; whether it can is the business of the literal itself.
            answer = Answer.UNKNOWN
        result = Answer(min(result.value, answer.value))
    return result


def _element_type(element: Operand, scope: TypeScope) -> Type:
    if element.pending is not None:
        return default_type(element.pending, scope)
    return literals.materialized(element.type)


def _common(elements: Sequence[Operand], scope: TypeScope) -> Type | None:
    """The type of all elements, into which others convert (EX-15); None where that is not known."""
    if not elements:
        return None
    common = _raw_type(elements[0], scope)
    for element in elements[1:]:
        common = _merged(common, _raw_type(element, scope), scope)
    common = literals.materialized(common)
    return None if isinstance(common, UnknownType) else common


def _raw_type(element: Operand, scope: TypeScope) -> Type:
    return element.type if element.pending is None else default_type(element.pending, scope)


def _merged(left: Type, right: Type, scope: TypeScope) -> Type:
    """The one of two types into which the other converts."""
    if isinstance(left, UnknownType) or isinstance(right, UnknownType):
        return UNKNOWN
    if same_type(literals.materialized(left), literals.materialized(right)) is Answer.YES:
        return right if literals.is_literal(left) else left
    forth, back = _converts(left, right, scope), _converts(right, left, scope)
    match forth, back:
        case Answer.YES, Answer.NO:
            return right
        case Answer.NO, Answer.YES:
            return left
        case _:
            return UNKNOWN


def _converts(given: Type, wanted: Type, scope: TypeScope) -> Answer:
    if literals.is_literal(wanted):  # Literals of numbers convert to each other, nothing else to one.
        return Answer.UNKNOWN if literals.is_literal(given) else Answer.NO
    operand = Operand(type=given, category=Category.CONST if literals.is_literal(given) else Category.OWNED)
    match implicit_conversion(operand, wanted, scope):
        case Same() | Free() | ByConstructor():
            return Answer.YES
        case Impossible():
            return Answer.NO
        case UnknownConversion():
            return Answer.UNKNOWN


def _with_hasher(name: str, *args: Type) -> Type:
    return literals.prelude_type(name, *args, literals.prelude_type("AHasher"))
