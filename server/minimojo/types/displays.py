"""Collection literals: the type they take where one is wanted, and their own otherwise (OV-44, VA-22)."""

from __future__ import annotations

from collections.abc import Sequence

from minimojo.types import literals
from minimojo.types.calls import (
    ByConstructor,
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
)
from minimojo.types.operands import Request
from minimojo.types.scope import TypeScope

SLICE_LITERAL = "__slice_literal__"
"""The argument that tells which constructors build a type from `a:b:c`."""

# The types of the library whose list literals have one parameter for the element: it comes first.
_LISTS = ("List", "Array", "Deque", "LinkedList")
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
        case PendingKind.OVERLOADS | PendingKind.MEMBER:
            return UNKNOWN


def fits_display(operand: Operand, inference: Inference, declared: Type) -> Answer:
    """Whether an untyped operand can become the declared type, and what that tells about parameters."""
    pending = operand.pending
    if pending is None:
        return Answer.UNKNOWN
    target = inference.bound(declared)
    if isinstance(target, ParamType) and inference.is_open(target):
        subject = default_type(pending, inference.scope)
        return Answer.UNKNOWN if isinstance(subject, UnknownType) else inference.match(subject, declared)
    if pending.kind is PendingKind.SLICE:
        return _slice_fits(pending, target, inference)
    if not isinstance(target, StructType) or not target.decl.module.startswith("std."):
        return Answer.UNKNOWN
    match pending.kind, target.decl.name:
        case PendingKind.LIST, name if name in _LISTS:
            return _elements_fit(pending.elements, target, 0, inference)
        case PendingKind.BRACES, name if name in _SETS and pending.elements:
            return _elements_fit(pending.elements, target, 0, inference)
        case PendingKind.DICT, "Dict":
            keys = _elements_fit(pending.elements[::2], target, 0, inference)
            values = _elements_fit(pending.elements[1::2], target, 1, inference)
            return Answer(min(keys.value, values.value))
        case _:
            return Answer.UNKNOWN


def _slice_fits(pending: Pending, target: Type, inference: Inference) -> Answer:
    """A slice becomes what has a constructor for it: one without stride no `StridedSlice`, and so on."""
    from minimojo.types.resolution import choose

    found = member(target, "__init__", inference.scope)
    if not isinstance(found, Methods):
        return Answer.NO if isinstance(found, Missing) else Answer.UNKNOWN
    builders = [decl for decl in found.candidates if any(it.name == SLICE_LITERAL for it in decl.arguments)]
    marker = Operand(type=NONE, category=Category.CONST, keyword=SLICE_LITERAL)
    request = Request((*pending.elements, marker), None, (), target, inference.scope)
    match choose(builders, request) if builders else None:
        case Resolved():
            return Answer.YES
        case Failed() | None:
            return Answer.NO
        case _:
            return Answer.UNKNOWN


def _elements_fit(
    elements: Sequence[Operand], target: StructType, index: int, inference: Inference
) -> Answer:
    result = Answer.YES
    if target.decl.name == "Array" and index == 0:
        result = inference.match(ValueArg(str(len(elements))), target.args[1])
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
