"""Patterns of `case` clauses, read against the type of what they look at (ST-94)."""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.lowering.case_types import (
    ElementStep,
    Path,
    PatternStep,
    PayloadStep,
    element_types,
    enum_cases,
    is_bool,
    stepped_type,
)
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types import TypeScope, fields
from minimojo.types.model import FieldStep, StructType, Type, UnknownType


class Wildcard(Struct, frozen=True):
    """`_`."""


class Bound(Struct, frozen=True):
    """A name; `keyword` is `var`, `ref`, `as`, or empty."""

    target: ast.Name
    keyword: str


class Compared(Struct, frozen=True):
    """A literal or `== value`; `spelling` identifies a literal."""

    value: ast.Expr
    spelling: str | None


class Cased(Struct, frozen=True):
    """A case of an enum-like type, the `index`th of it; what it carries is looked at by `payload`."""

    expr: ast.Expr
    at: Span
    name: str
    index: int
    payload: Pattern | None


class Parts(Struct, frozen=True):
    """Fields of a struct or elements of a tuple."""

    parts: tuple[tuple[PatternStep, Pattern], ...]


class Either(Struct, frozen=True):
    """`p | q`."""

    alternatives: tuple[Pattern, ...]


class Both(Struct, frozen=True):
    """`p as name`."""

    pattern: Pattern
    alias: Bound


class Obscure(Struct, frozen=True):
    """A pattern whose test is not known; `parts` are the patterns inside it."""

    expr: ast.Expr
    parts: tuple[Pattern, ...] = ()


class Invalid(Struct, frozen=True):
    """The compiler rejects the pattern."""


Pattern = Wildcard | Bound | Compared | Cased | Parts | Either | Both | Obscure | Invalid


def read_pattern(expr: ast.Expr, type_: Type, scope: TypeScope, keyword: str = "") -> Pattern:
    """The meaning of a pattern for a subject of this type. `keyword` is a `var` or `ref` around it."""
    match expr:
        case ast.Paren(inner=inner):
            return read_pattern(inner, type_, scope, keyword)
        case ast.Discard():
            return Wildcard()
        case ast.Name():
            return Bound(expr, keyword)
        case ast.BindingPattern():
            return read_pattern(expr.target, type_, scope, expr.keyword)
        case ast.AsPattern(value=value, alias=ast.Name() as alias):
            return Both(read_pattern(value, type_, scope, keyword), Bound(alias, "as"))
        case ast.EqualityPattern(operand=operand):
            return Compared(operand, literal_spelling(operand))
        case ast.BoolLiteral() | ast.IntLiteral() | ast.FloatLiteral() | ast.StringLiteral():
            return Compared(expr, literal_spelling(expr))
        case ast.Binary(operator="|"):
            return Either(tuple(read_pattern(each, type_, scope, keyword) for each in _alternatives(expr)))
        case ast.TupleExpr():
            return _read_tuple(expr, type_, scope, keyword)
        case ast.Call():
            return _read_call(expr, type_, scope, keyword)
        case ast.Attribute() | ast.ContextualMember():
            return _read_member(expr, expr, type_, scope, None)
        case ast.ListDisplay() | ast.BraceDisplay() | ast.DictDisplay() | ast.TString() | ast.OpaqueExpr():
            return Obscure(expr)
        case _:
            return Invalid()


def is_irrefutable(pattern: Pattern) -> bool:
    """Whether the pattern matches whatever it looks at."""
    match pattern:
        case Wildcard() | Bound():
            return True
        case Parts(parts=parts):
            return all(is_irrefutable(part) for _, part in parts)
        case Both(pattern=inner):
            return is_irrefutable(inner)
        case Either(alternatives=alternatives):
            return any(is_irrefutable(each) for each in alternatives)
        case Compared() | Cased() | Obscure() | Invalid():
            return False


def is_invalid(pattern: Pattern) -> bool:
    """Whether the compiler rejects the pattern or a part of it."""
    match pattern:
        case Invalid():
            return True
        case Parts(parts=parts):
            return any(is_invalid(part) for _, part in parts)
        case Either(alternatives=inner) | Obscure(parts=inner):
            return any(is_invalid(each) for each in inner)
        case Both(pattern=inner):
            return is_invalid(inner)
        case Cased(payload=payload):
            return payload is not None and is_invalid(payload)
        case Wildcard() | Bound() | Compared():
            return False


def takes_apart(pattern: Pattern) -> bool:
    """Whether the subject itself is taken apart as a tuple, whose elements are places in memory."""
    match pattern:
        case Parts(parts=parts):
            return any(isinstance(step, ElementStep) for step, _ in parts)
        case Both(pattern=inner):
            return takes_apart(inner)
        case Either(alternatives=alternatives):
            return any(takes_apart(each) for each in alternatives)
        case _:
            return False


def bound_names(pattern: Pattern, path: Path = ()) -> tuple[tuple[Path, Bound], ...]:
    """The names a pattern binds and where; of alternatives, those of the first."""
    match pattern:
        case Bound():
            return ((path, pattern),)
        case Parts(parts=parts):
            return tuple(found for step, part in parts for found in bound_names(part, (*path, step)))
        case Both(pattern=inner, alias=alias):
            return (*bound_names(inner, path), (path, alias))
        case Either(alternatives=alternatives):
            return bound_names(alternatives[0], path)
        case Cased(name=name, payload=payload) if payload is not None:
            return bound_names(payload, (*path, PayloadStep(name)))
        case Obscure(parts=parts):
            return tuple(found for part in parts for found in bound_names(part, path))
        case Wildcard() | Compared() | Cased() | Invalid():
            return ()


def literal_spelling(expr: ast.Expr) -> str | None:
    """What identifies a literal among the cases of a match; None for anything else."""
    match expr:
        case ast.BoolLiteral(value=value) | ast.IntLiteral(value=value):
            return str(value)
        case ast.FloatLiteral(text=text) | ast.StringLiteral(text=text):
            return text
        case _:
            return None


def _alternatives(expr: ast.Binary) -> list[ast.Expr]:
    """The alternatives of `p | q | r`, without recursion along the chain."""
    found: list[ast.Expr] = []
    left: ast.Expr = expr
    while isinstance(left, ast.Binary) and left.operator == "|":
        found.append(left.right)
        left = left.left
    return [left, *reversed(found)]


def _read_tuple(expr: ast.TupleExpr, type_: Type, scope: TypeScope, keyword: str) -> Pattern:
    if isinstance(type_, UnknownType):
        return Obscure(expr, tuple(read_pattern(each, type_, scope, keyword) for each in expr.elements))
    elements = element_types(type_)
    if elements is None or len(elements) != len(expr.elements):
        return Invalid()
    return Parts(
        tuple(
            (ElementStep(index), read_pattern(each, element, scope, keyword))
            for index, (each, element) in enumerate(zip(expr.elements, elements, strict=True))
        )
    )


def _read_call(expr: ast.Call, type_: Type, scope: TypeScope, keyword: str) -> Pattern:
    if isinstance(expr.callee, ast.Attribute | ast.ContextualMember) and len(expr.arguments) == 1:
        return _read_payload(expr, expr.callee, type_, scope, keyword)
    known = fields(type_, scope) if isinstance(type_, StructType) else None
    if known is None:
        inner = (read_pattern(each.value, UnknownType(), scope, keyword) for each in expr.arguments)
        return Obscure(expr, tuple(inner))
    parts: list[tuple[PatternStep, Pattern]] = []
    for argument in expr.arguments:
        if argument.keyword not in dict(known):
            return Invalid()
        step = FieldStep(argument.keyword)
        field_type = stepped_type(type_, step, scope)
        parts.append((step, read_pattern(argument.value, field_type, scope, keyword)))
    return Parts(tuple(parts))


def _read_payload(
    expr: ast.Call,
    callee: ast.Attribute | ast.ContextualMember,
    type_: Type,
    scope: TypeScope,
    keyword: str,
) -> Pattern:
    payload_type = stepped_type(type_, PayloadStep(callee.name), scope)
    payload = read_pattern(expr.arguments[0].value, payload_type, scope, keyword)
    return _read_member(expr, callee, type_, scope, payload)


def _read_member(
    expr: ast.Expr,
    member: ast.Attribute | ast.ContextualMember,
    type_: Type,
    scope: TypeScope,
    payload: Pattern | None,
) -> Pattern:
    cases = enum_cases(type_, scope)
    if cases is None:
        parts = () if payload is None else (payload,)
        plain = payload is None and isinstance(type_, StructType) and not is_bool(type_)
        return Compared(expr, None) if plain else Obscure(expr, parts)
    for index, case in enumerate(cases):
        if case.name == member.name:
            if (case.payload is None) != (payload is None):
                return Invalid()
            return Cased(expr, expr.loc, case.name, index, payload)
    return Invalid()
