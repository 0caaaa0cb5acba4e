"""Which functions may a call mean, and which of them fit what is written so far?

f(1, |          every `f` whose first argument takes a 1
Point(|         the constructors of `Point`
List[|          the parameters of `List`
x[|             the `__getitem__` of what `x` is, and its `__getitem_param__`
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from minimojo.hir.model import (
    ComptimeDecl,
    FunctionDecl,
    FunctionKind,
    Passing,
    TypeDecl,
)
from minimojo.hir.signature import function_decl
from minimojo.names.members import members_named
from minimojo.names.resolving import Resolver
from minimojo.syntax import ast
from minimojo.syntax.unfinished import PLACEHOLDER
from minimojo.syntax.walk import walk
from minimojo.types import Environment, FailureReason, Operand
from minimojo.types.calls import Failure
from minimojo.types.candidates import fit
from minimojo.types.literals import is_literal
from minimojo.types.model import (
    UNKNOWN,
    Category,
    ClosureType,
    FunctionType,
    MetaType,
    ModuleType,
    ParamType,
    StructType,
    Type,
    UnknownType,
)
from minimojo.types.operands import Request

Call = ast.Call | ast.Subscript
Callee = FunctionDecl | TypeDecl | ComptimeDecl | FunctionType

_BY_POSITION = (Passing.POSITIONAL_ONLY, Passing.POSITIONAL_OR_KEYWORD)
_BY_KEYWORD = (Passing.POSITIONAL_OR_KEYWORD, Passing.KEYWORD_ONLY)
_UNFIT = (
    FailureReason.TYPE_MISMATCH,
    FailureReason.UNEXPECTED_ARGUMENT,
    FailureReason.UNEXPECTED_KEYWORD,
    FailureReason.BAD_UNPACK,
    FailureReason.BAD_PARAMETER,
)


class Candidate(Struct, frozen=True):
    """A function that may be called, or a declaration whose parameters are given; of a value that is called, the
    type of the functions that it may hold. `has_receiver` says that its first argument is the value before the
    dot; `of_parameters` that the bracket holds `[...]`."""

    decl: Callee
    has_receiver: bool
    of_parameters: bool


class Calling(Struct, frozen=True):
    """What a bracket may belong to; `nested` is the syntax of a function of the function itself, also of a lambda."""

    call: Call
    candidates: tuple[Candidate, ...] = ()
    receiver: Type | None = None
    nested: ast.FunctionDef | None = None


def calling(resolver: Resolver, call: Call) -> Calling:
    """What the bracket of a call, or of `[...]`, may belong to."""
    nested = resolver.nested(call) or _held(resolver, call)
    if nested is not None:
        decl = function_decl(nested, unit_key="", owner=None, is_stub=False, nested=True)
        only = Candidate(decl, has_receiver=False, of_parameters=isinstance(call, ast.Subscript))
        return Calling(call, (only,), nested=nested)
    callee = call.callee if isinstance(call, ast.Call) else call.value
    receiver = _receiver(resolver, callee)
    found = tuple(_of(resolver, call, tuple(resolver.denoted(callee)), receiver))
    if not found:
        type_ = resolver.type_of(callee)
        found, receiver = tuple(_of_value(resolver, call, type_)), type_
    return Calling(call, found, receiver)


def _held(resolver: Resolver, call: Call) -> ast.FunctionDef | None:
    """The function of this function that a variable holds."""
    type_ = resolver.type_of(call.callee) if isinstance(call, ast.Call) else None
    decl = type_.decl if isinstance(type_, FunctionType | ClosureType) else None
    is_inside = decl is not None and decl.unit_key == resolver.unit.key and decl is not resolver.unit.decl
    return decl.node if decl is not None and is_inside else None


def _receiver(resolver: Resolver, callee: ast.Expr) -> Type | None:
    """The type of the value whose method is called; None for anything else."""
    while isinstance(callee, ast.Subscript | ast.Paren):
        callee = callee.value if isinstance(callee, ast.Subscript) else callee.inner
    if isinstance(callee, ast.Attribute):
        found = resolver.type_of(callee.value)
        return None if isinstance(found, MetaType | ModuleType) else found
    return None


def _of(
    resolver: Resolver, call: Call, denoted: tuple[object, ...], receiver: Type | None
) -> Iterator[Candidate]:
    of_parameters = isinstance(call, ast.Subscript)
    for it in denoted:
        match it:
            case FunctionDecl():
                is_method = it.owner is not None and receiver is not None and not it.is_static
                yield Candidate(it, is_method, of_parameters)
            case TypeDecl() if of_parameters:
                yield Candidate(it, has_receiver=False, of_parameters=True)
            case TypeDecl():
                for decl in resolver.constructors(it):
                    yield Candidate(decl, has_receiver=False, of_parameters=False)
            case ComptimeDecl() if of_parameters and it.type_parameters:
                yield Candidate(it, has_receiver=False, of_parameters=True)
            case ComptimeDecl() if not of_parameters and it.type_parameters:
                for decl in _behind(it, resolver.unit.scope.environment):
                    for constructor in resolver.constructors(decl):
                        yield Candidate(constructor, has_receiver=False, of_parameters=False)
            case _:
                pass


def _behind(alias: ComptimeDecl, environment: Environment, depth: int = 8) -> Iterator[TypeDecl]:
    """The type that another name with parameters stands for: `UnsafePointer` for `Pointer[T, origin]`."""
    home = environment.program.environment_of(alias) or environment
    value = alias.value
    while isinstance(value, ast.Subscript | ast.Paren):
        value = value.value if isinstance(value, ast.Subscript) else value.inner
    for found in (home.lookup(value.name) or ()) if isinstance(value, ast.Name) else ():
        if isinstance(found, TypeDecl):
            yield found
        elif isinstance(found, ComptimeDecl) and depth:
            yield from _behind(found, home, depth - 1)


def _of_value(resolver: Resolver, call: Call, type_: Type | None) -> Iterator[Candidate]:
    """A value that is called or subscripted, or a type that has another name."""
    scope = resolver.unit.scope
    function = type_.closure if isinstance(type_, ParamType) else type_
    if isinstance(function, FunctionType):
        if isinstance(call, ast.Call):
            held = function if function.decl is None else function.decl
            yield Candidate(held, has_receiver=False, of_parameters=False)
    elif isinstance(type_, MetaType) and isinstance(type_.instance, StructType):
        if isinstance(call, ast.Call):
            for decl in resolver.constructors(type_.instance.decl):
                yield Candidate(decl, has_receiver=False, of_parameters=False)
        else:
            yield Candidate(type_.instance.decl, has_receiver=False, of_parameters=True)
    elif type_ is not None:
        # What may stand in the brackets of a subscript are arguments, or parameters: `t[0]` of a tuple.
        names = ("__call__",) if isinstance(call, ast.Call) else ("__getitem__", "__getitem_param__")
        for name in names:
            for decl in members_named(type_, name, scope):
                if isinstance(decl, FunctionDecl):
                    yield Candidate(decl, has_receiver=True, of_parameters=name == "__getitem_param__")


def fits(resolver: Resolver, given: Calling, candidate: Candidate) -> bool:
    """Whether a candidate accepts what is written so far, whatever comes in the place of the placeholder."""
    decl = candidate.decl
    if not isinstance(decl, FunctionDecl) or candidate.of_parameters:
        return True
    operands = tuple(_operand(resolver, it) for it in given.call.arguments)
    receiver = (
        Operand(type=given.receiver or UNKNOWN, category=Category.MUT) if candidate.has_receiver else None
    )
    missing = tuple(_missing(decl, given.call, skip=int(candidate.has_receiver)))
    request = Request((*operands, *missing), receiver, (), None, resolver.unit.scope)
    found = fit(decl, request)
    return not isinstance(found, Failure) or found.reason not in _UNFIT


def _operand(resolver: Resolver, argument: ast.Argument) -> Operand:
    type_ = resolver.type_of(argument.value) or UNKNOWN
    known = not isinstance(type_, UnknownType)
    category = Category.CONST if is_literal(type_) else Category.OWNED if known else Category.UNKNOWN
    keyword = None if argument.keyword == PLACEHOLDER else argument.keyword
    return Operand(type=type_, category=category, keyword=keyword, stars=argument.stars)


def _missing(decl: FunctionDecl, call: Call, skip: int) -> Iterator[Operand]:
    """Something unknown for every argument that must be given and is not yet."""
    by_name = {it.keyword for it in call.arguments}
    given = sum(it.keyword is None and not it.stars for it in call.arguments)
    for it in decl.arguments[skip:]:
        if it.passing in _BY_POSITION and given > 0:
            given -= 1
        elif it.default is None and it.name not in by_name:
            if it.passing in _BY_KEYWORD:
                yield Operand(type=UNKNOWN, category=Category.UNKNOWN, keyword=it.name)
            elif it.passing is Passing.POSITIONAL_ONLY:
                yield Operand(type=UNKNOWN, category=Category.UNKNOWN)


def argument_at(call: Call, at: int) -> int:
    """The index of the operand that a place in the bracket belongs to."""
    return sum(it.span.end < at for it in call.arguments)


class Entry(Struct, frozen=True):
    """An entry of a signature, with how it may be given."""

    name: str
    passing: Passing


def entries_of(candidate: Candidate) -> tuple[Entry, ...]:
    """What the bracket of a call may hold, in order."""
    decl = candidate.decl
    if isinstance(decl, FunctionType):
        numbers = range(len(decl.arguments))  # They cannot be given by keyword.
        return tuple(Entry(str(it), Passing.POSITIONAL_ONLY) for it in numbers)
    if candidate.of_parameters or not isinstance(decl, FunctionDecl):
        return tuple(
            Entry(it.name, it.passing) for it in decl.type_parameters if it.passing is not Passing.INFER_ONLY
        )
    skip = 1 if candidate.has_receiver else 0
    return tuple(Entry(it.name, it.passing) for it in decl.arguments[skip:])


def active_entry(entries: tuple[Entry, ...], call: Call, at: int) -> str | None:
    """The name of the entry that the operand at a place is for; None if there is none for it."""
    index = argument_at(call, at)
    argument = call.arguments[index] if index < len(call.arguments) else None
    if argument is not None and argument.keyword is not None and argument.keyword != PLACEHOLDER:
        named = (it.name for it in entries if it.name == argument.keyword)
        return next(named, None) or _of_passing(entries, Passing.KEYWORD_VARIADIC)
    before = call.arguments[:index]
    position = sum(it.keyword is None for it in before)
    by_position = [it.name for it in entries if it.passing in _BY_POSITION]
    keywords = {it.keyword for it in call.arguments}
    if position < len(by_position):
        free = [it for it in by_position[position:] if it not in keywords]
        return free[0] if free else None
    variadic = _of_passing(entries, Passing.VARIADIC)
    if variadic is not None:
        return variadic
    left = (it.name for it in entries if it.passing is Passing.KEYWORD_ONLY and it.name not in keywords)
    return next(left, None) or _of_passing(entries, Passing.KEYWORD_VARIADIC)


def _of_passing(entries: tuple[Entry, ...], passing: Passing) -> str | None:
    return next((it.name for it in entries if it.passing is passing), None)


def keywords_left(entries: tuple[Entry, ...], call: Call, at: int) -> tuple[str, ...]:
    """The entries that can still be given by keyword where a new operand begins."""
    index = argument_at(call, at)
    others = [it for number, it in enumerate(call.arguments) if number != index]
    keywords = {it.keyword for it in others}
    position = sum(it.keyword is None and not it.stars for it in others[:index])
    found: list[str] = []
    for it in entries:
        if it.passing in _BY_POSITION and position > 0:
            position -= 1
        elif it.passing in _BY_KEYWORD and it.name not in keywords:
            found.append(it.name)
    return tuple(found)


def enclosing_calls(tree: ast.Statement, at: int) -> list[Call]:
    """The calls and subscripts whose brackets hold a place, innermost first."""
    found = [it for it in walk(tree) if isinstance(it, ast.Call | ast.Subscript) and _holds(it, at)]
    return sorted(found, key=lambda it: -it.loc.start)


def _holds(call: Call, at: int) -> bool:
    return call.loc.start < at < call.span.end


def callee_name(call: Call) -> str:
    """The last name of what is called, as it is written; empty if it has none."""
    callee = call.callee if isinstance(call, ast.Call) else call.value
    while isinstance(callee, ast.Subscript | ast.Paren):
        callee = callee.value if isinstance(callee, ast.Subscript) else callee.inner
    match callee:
        case ast.Name(name=name) | ast.Attribute(name=name):
            return name
        case ast.SelfType():
            return "Self"
        case _:
            return ""


def is_constructor(decl: FunctionDecl) -> bool:
    return decl.kind in (FunctionKind.INIT, FunctionKind.COPY_INIT, FunctionKind.MOVE_INIT)


def is_copy(candidate: Candidate) -> bool:
    """Whether it is a constructor that copies or moves, which is seldom called by its name."""
    decl = candidate.decl
    return isinstance(decl, FunctionDecl) and decl.kind in (FunctionKind.COPY_INIT, FunctionKind.MOVE_INIT)
