"""The declaration checks that need no types: conventions, markers, special methods, removed words.

Order and places follow the compiler (rules DE-30 to DE-60); a problem that makes a declaration
erroneous for it (DE-4) is marked `fatal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minimojo.hir.model import ArgumentDecl, Convention, FunctionDecl, FunctionKind, Passing, TypeDecl
from minimojo.hir.operands import OPERAND_COUNTS, is_method_only
from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

REPLACEMENTS = {"read": "imm", "borrowed": "imm", "inout": "mut", "owned": "var"}
"""Removed conventions and what is written today."""


def signature_problems(decl: FunctionDecl, *, nested: bool) -> tuple[DeclarationProblem, ...]:
    """What the compiler finds wrong with a signature by itself; `nested` for a function in a function.

    Like the compiler it stops where the signature cannot be read any further.
    """
    written = [*_list_problems(decl.node)]
    if any(problem.fatal for problem in written):
        return tuple(written)
    return (*written, *_special_problems(decl, nested=nested))


def _list_problems(node: ast.FunctionDef) -> Iterator[DeclarationProblem]:
    if node.removed_keyword:
        yield removed_fn(node.keyword)
    yield from _parameters(node.signature.type_parameters)
    for problem in argument_list(node.signature.parameters):
        yield problem
        if problem.fatal:
            return
    yield from _missing_types(node)
    yield from _result(node.signature)


def removed_fn(word: Span) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.REMOVED_FN,
        group=Group.OBSOLETE,
        span=word,
        message="`fn` was removed; the word is `def`",
        edits=(TextEdit(word, "def"),),
    )


# --- lists (DE-30, DE-31) -----------------------------------------------------------------------


def argument_list(
    nodes: Sequence[ast.ParameterNode], *, in_type: bool = False
) -> Iterator[DeclarationProblem]:
    """Problems of one `(...)`, in the order of the source, up to the first that ends its reading."""
    seen_out: ast.ParameterNode | None = None
    seen_star = False
    for index, node in enumerate(nodes):
        if node.marker:
            if node.marker == "*":
                if seen_star:
                    yield _other(node.span)
                    return
                seen_star = True
            continue
        for problem in _argument(node, in_type=in_type):
            yield problem
            if problem.fatal:
                return
        if node.splat == 1:
            if seen_star:
                yield _other(node.span)
                return
            seen_star = True
        if _is_out(node):
            if seen_out is not None:
                yield _convention_problem(
                    Problem.SECOND_OUT,
                    node.name_span,
                    f"a function has one `out` argument; `{seen_out.name}` is it already",
                    fatal=True,
                    related=seen_out.name_span,
                )
                return
            seen_out = node
        if node.splat == 2 and index + 1 < len(nodes):
            yield _other(nodes[index + 1].span)
            return


def _argument(node: ast.ParameterNode, *, in_type: bool) -> Iterator[DeclarationProblem]:
    written = node.convention
    if written is not None:
        if written.removed or written.text in REPLACEMENTS:
            yield removed_convention(written, node.name, node.name_span)
        if in_type and written.text == "deinit":
            yield _convention_problem(
                Problem.DEINIT_IN_TYPE,
                written.span,
                "a function type says `var` where a method says `deinit`",
                edits=(TextEdit(written.span, "var"),),
            )
    for extra in node.extra_conventions:
        yield _convention_problem(
            Problem.SECOND_CONVENTION,
            extra.span,
            f"argument `{node.name}` has a convention already: `{written.text if written else ''}`",
            related=written.span if written else None,
        )
    if node.splat and _is_out(node) and written is not None:
        yield _convention_problem(
            Problem.VARIADIC_OUT,
            written.span,
            f"`out` argument `{node.name}` stands for one result, not for many",
        )
    if node.splat == 2:
        yield from _keywords(node)
    yield from _default(node)


def removed_convention(word: ast.ConventionWord, name: str, name_span: Span) -> DeclarationProblem:
    """`read` is read as `imm`; the others are no words of the language any more, so the list ends there."""
    replacement = REPLACEMENTS.get(word.text, "imm")
    readable = word.text == "read"
    return DeclarationProblem(
        kind=Problem.REMOVED_CONVENTION,
        group=Group.OBSOLETE,
        span=word.span if readable or not name else name_span,
        message=f"`{word.text}` was removed; the convention of `{name}` is written `{replacement}`"
        if name
        else f"`{word.text}` was removed; the convention is written `{replacement}`",
        fatal=not readable,
        edits=(TextEdit(word.span, replacement),),
        related=None if readable else word.span,
    )


def _keywords(node: ast.ParameterNode) -> Iterator[DeclarationProblem]:
    if node.convention is None:
        stars = Span(node.span.start, node.span.start + 2)
        yield _convention_problem(
            Problem.KEYWORDS_WITHOUT_VAR,
            stars,
            f"keyword arguments `**{node.name}` are owned; write `var` before `**`",
            edits=(TextEdit(Span(stars.start, stars.start), "var "),),
        )
    elif node.convention.text != "var":
        yield _convention_problem(
            Problem.KEYWORDS_NOT_OWNED,
            node.name_span,
            f"keyword arguments `**{node.name}` can only be owned (`var`), not `{node.convention.text}`",
            fatal=True,
            edits=(TextEdit(node.convention.span, "var"),),
        )


def _default(node: ast.ParameterNode) -> Iterator[DeclarationProblem]:
    if node.default_at is None:
        return
    word = node.convention.text if node.convention else ""
    if word in ("mut", "inout"):
        reason = f"`mut` argument `{node.name}` is the variable of a caller, so it has no default"
    elif word == "out":
        reason = f"`out` argument `{node.name}` is the result, so it has no default"
    elif node.splat:
        reason = f"variadic argument `{node.name}` may already be left out, so it has no default"
    else:
        return
    yield _convention_problem(Problem.DEFAULT_NOT_ALLOWED, node.default_at, reason)


def _parameters(nodes: Sequence[ast.ParameterNode]) -> Iterator[DeclarationProblem]:
    """Compile-time parameters: always typed, without a convention (DE-40, DE-41)."""
    optional = False
    keyword_only = False
    for index, node in enumerate(nodes):
        keyword_only = keyword_only or node.marker == "*" or node.splat > 0
        if node.marker:
            optional = optional and node.marker != "//"
            continue
        if node.convention is not None:
            yield _convention_problem(
                Problem.PARAMETER_CONVENTION,
                node.name_span,
                f"parameter `{node.name}` is a compile-time value and has no convention",
                fatal=True,
            )
        required = node.default is None and not node.splat and not keyword_only
        infer_only = any(later.marker == "//" for later in nodes[index:])
        if node.annotation is None or node.splat == 2 or (required and optional and not infer_only):
            yield _other(node.name_span)
        optional = optional or node.default is not None


def _missing_types(node: ast.FunctionDef) -> Iterator[DeclarationProblem]:
    """Required after optional (DE-32). Missing types need to know whether this is a method."""
    optional = keyword_only = False
    for parameter in node.signature.parameters:
        keyword_only = keyword_only or parameter.marker == "*" or parameter.splat > 0
        if parameter.marker or parameter.splat or keyword_only or _is_out(parameter):
            continue
        has_default = parameter.default is not None and _may_default(parameter)
        if optional and not has_default:
            yield _other(parameter.name_span)
        optional = optional or has_default


def _result(signature: ast.Signature) -> Iterator[DeclarationProblem]:
    result = signature.result
    if result is None:
        return
    out = next((node for node in signature.parameters if _is_out(node)), None)
    at = result.ref_span or result.type.span
    if result.ref_span is not None and not result.is_ref:
        yield _convention_problem(
            Problem.RESULT_WITHOUT_ORIGIN,
            result.ref_span,
            "a `ref` result says whose value it refers to: `ref[origin]`",
        )
    if out is not None:
        yield _convention_problem(
            Problem.OUT_AND_RESULT,
            at,
            f"the result is the `out` argument `{out.name}`; a second one is declared behind `->`",
            related=out.name_span,
        )


# --- methods and special functions (DE-45, DE-47, DE-53 to DE-55) -------------------------------


def _special_problems(decl: FunctionDecl, *, nested: bool) -> Iterator[DeclarationProblem]:
    in_type = decl.owner is not None
    name = "__deinit__" if decl.name == "__del__" else decl.name
    if name == "__init__" and in_type and decl.out is None and _elided(decl.result):
        yield _init_without_out(decl)
        return
    if not in_type and not nested and is_method_only(name):
        yield _other(decl.name_span)
        return
    yield from _untyped(decl)
    yield from _deinit_arguments(decl)
    if decl.name == "__del__" and in_type:
        yield DeclarationProblem(
            kind=Problem.DEPRECATED_DESTRUCTOR,
            group=Group.OBSOLETE,
            span=decl.name_span,
            message="`__del__` is deprecated; the destructor is called `__deinit__`",
            warning=True,
            edits=(TextEdit(decl.name_span, "__deinit__"),),
        )
    if in_type:
        yield from _bound_name(decl, name)


def _init_without_out(decl: FunctionDecl) -> DeclarationProblem:
    first = decl.node.signature.parameters[0] if decl.node.signature.parameters else None
    edits: tuple[TextEdit, ...] = ()
    if first is not None and first.name == "self" and first.annotation is None and not first.splat:
        place = first.convention.span if first.convention else Span(first.span.start, first.span.start)
        edits = (TextEdit(place, "out" if first.convention else "out "),)
    return _convention_problem(
        Problem.INIT_WITHOUT_OUT,
        decl.name_span,
        "`__init__` makes a value: its result is an argument `out self`",
        fatal=True,
        edits=edits,
    )


def _untyped(decl: FunctionDecl) -> Iterator[DeclarationProblem]:
    """Only the first argument of a method may lack a type (DE-45)."""
    for index, argument in enumerate(decl.arguments):
        if argument.annotation is not None:
            continue
        is_self = index == 0 and decl.owner is not None and argument.passing is not Passing.VARIADIC
        if not is_self:
            yield _other(argument.name_span)


def _deinit_arguments(decl: FunctionDecl) -> Iterator[DeclarationProblem]:
    for argument in decl.arguments:
        if argument.convention is not Convention.DEINIT:
            continue
        if decl.owner is None:
            yield _convention_problem(
                Problem.DEINIT_OUTSIDE_METHOD,
                argument.name_span,
                f"`deinit` argument `{argument.name}` takes a value apart: only methods of its type may",
                edits=(TextEdit(argument.convention_span, "var"),),
            )
        elif decl.kind is FunctionKind.INIT and len(decl.arguments) == 1 and _is_of(argument, decl.owner):
            yield _not_a_move_constructor(argument.name, argument.name_span)


def _is_of(argument: ArgumentDecl, owner: TypeDecl) -> bool:
    """Whether a type is written as `Self` or by its own name."""
    written = argument.annotation
    if isinstance(written, ast.Subscript):
        written = written.value
    return isinstance(written, ast.SelfType) or (isinstance(written, ast.Name) and written.name == owner.name)


def _not_a_move_constructor(name: str, span: Span) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.NOT_A_MOVE_CONSTRUCTOR,
        group=Group.OBSOLETE,
        span=span,
        message=f"`deinit` argument `{name}` does not make this the move constructor; "
        "that is `__init__(out self, *, deinit move: Self)`",
        warning=True,
    )


def _bound_name(decl: FunctionDecl, name: str) -> Iterator[DeclarationProblem]:
    """The compiler's checks of a method's name against its signature (DE-55): the first one only."""
    if name == "__new__" or (not decl.is_static and not decl.arguments):
        yield _other(decl.name_span)
        return
    count = len(decl.arguments)
    operands = OPERAND_COUNTS.get(name)
    if operands is not None and not operands.minimum <= count <= operands.maximum:
        yield _other(decl.name_span)
        return
    if operands is not None and operands.method_only and decl.is_static:
        yield _other(decl.name_span)
        return
    if operands is not None and operands.result_elided and not _elided(decl.result):
        yield _other(decl.name_span)
        return
    if decl.kind in _LIFECYCLE and decl.raises:
        yield _convention_problem(
            Problem.LIFECYCLE_RAISES,
            decl.name_span,
            f"a {decl.kind.value} cannot raise; remove `raises`",
            fatal=True,
        )
        return
    yield from _lifecycle_convention(decl)


_LIFECYCLE = frozenset({FunctionKind.COPY_INIT, FunctionKind.MOVE_INIT, FunctionKind.DEINIT})


def _lifecycle_convention(decl: FunctionDecl) -> Iterator[DeclarationProblem]:
    if decl.kind not in _LIFECYCLE or not decl.arguments:
        return
    argument = decl.arguments[0]
    owned = argument.convention in (Convention.VAR, Convention.DEINIT)
    if decl.kind is FunctionKind.COPY_INIT:
        fine = argument.convention in (Convention.IMM, Convention.REF)
        kind, wanted, what = Problem.COPY_CONVENTION, "imm", "the value that is copied"
    elif decl.kind is FunctionKind.MOVE_INIT:
        fine, kind, wanted, what = owned, Problem.MOVE_CONVENTION, "deinit", "the value that is moved"
    else:
        fine, kind, wanted, what = owned, Problem.DEINIT_CONVENTION, "deinit", "the value that is destroyed"
    if fine:
        return
    length = argument.convention_span.end - argument.convention_span.start
    yield _convention_problem(
        kind,
        argument.name_span,
        f"argument `{argument.name}` is {what} and is passed as `{wanted}`",
        fatal=True,
        edits=(TextEdit(argument.convention_span, wanted if length else f"{wanted} "),),
    )


def _elided(result: ast.ResultType | None) -> bool:
    return result is None or isinstance(result.type, ast.NoneLiteral)


def _may_default(node: ast.ParameterNode) -> bool:
    """A default of `mut`, `out` or a variadic argument is dropped (DE-30.8)."""
    return not node.splat and (node.convention is None or node.convention.text not in ("mut", "out", "inout"))


def _is_out(node: ast.ParameterNode) -> bool:
    return node.convention is not None and node.convention.text == "out"


def _other(span: Span) -> DeclarationProblem:
    return DeclarationProblem(
        kind=Problem.OTHER, group=Group.SILENT, span=span, message="the signature is not valid", fatal=True
    )


def _convention_problem(
    kind: Problem,
    span: Span,
    message: str,
    *,
    fatal: bool = False,
    edits: tuple[TextEdit, ...] = (),
    related: Span | None = None,
) -> DeclarationProblem:
    return DeclarationProblem(
        kind=kind,
        group=Group.CONVENTION,
        span=span,
        message=message,
        fatal=fatal,
        edits=edits,
        related=related,
    )
