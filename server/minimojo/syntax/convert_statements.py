"""Simple statements, control flow and imports."""

from __future__ import annotations

from tree_sitter import Node

from minimojo.syntax import ast
from minimojo.syntax.convert_signatures import parameter_list
from minimojo.syntax.language import field, kind, token
from minimojo.syntax.reader import Reader, children, expression, need, statement, token_in
from minimojo.text import Span

_ALIAS = field("alias")
_ALTERNATIVE = field("alternative")
_BODY = field("body")
_CONDITION = field("condition")
_CONSEQUENCE = field("consequence")
_FINALIZER = field("finalizer")
_GUARD = field("guard")
_HANDLER = field("handler")
_ITEM = field("item")
_LEFT = field("left")
_MESSAGE = field("message")
_MODULE = field("module")
_NAME = field("name")
_OPERATOR = field("operator")
_PATTERN = field("pattern")
_RIGHT = field("right")
_STATEMENT = field("statement")
_SUBJECT = field("subject")
_TYPE = field("type")
_TYPE_PARAMETERS = field("type_parameters")
_VALUE = field("value")

_COLON = token(":")
_EQUALS = token("=")

_ALIASED_IMPORT = kind("aliased_import")
_CASE_CONDITION = kind("case_condition")
_ELIF_CLAUSE = kind("elif_clause")
_WILDCARD_IMPORT = kind("wildcard_import")


@statement("expression_statement")
def _expression_statement(reader: Reader, node: Node) -> ast.Statement:
    inner = children(node)
    if len(inner) != 1:
        return reader.broken_statement(node)
    value = reader.expr(inner[0])
    if isinstance(value, ast.Broken):
        return ast.BrokenStatement(span=reader.span(node), mentions=value.mentions, members=value.members)
    return ast.ExprStatement(span=reader.span(node), value=value)


@expression("assignment")
def _assignment(reader: Reader, node: Node) -> ast.Expr:
    annotation = node.child_by_field_id(_TYPE)
    value = node.child_by_field_id(_RIGHT)
    sign = token_in(node, _EQUALS if value else _COLON)
    return ast.Assign(
        span=reader.span(node),
        loc=reader.span(sign),
        target=reader.expr(need(node, _LEFT)),
        annotation=reader.optional(annotation),
        value=reader.optional(value),
    )


@expression("augmented_assignment")
def _augmented_assignment(reader: Reader, node: Node) -> ast.Expr:
    operator = need(node, _OPERATOR)
    return ast.AugmentedAssign(
        span=reader.span(node),
        loc=reader.span(operator),
        target=reader.expr(need(node, _LEFT)),
        operator=reader.text(operator),
        value=reader.expr(need(node, _RIGHT)),
    )


@statement("return_statement")
def _return(reader: Reader, node: Node) -> ast.Statement:
    return ast.Return(span=reader.span(node), value=reader.optional(node.child_by_field_id(_VALUE)))


@statement("raise_statement")
def _raise(reader: Reader, node: Node) -> ast.Statement:
    return ast.Raise(span=reader.span(node), value=reader.optional(node.child_by_field_id(_VALUE)))


@statement("assert_statement")
def _assert(reader: Reader, node: Node) -> ast.Statement:
    return _assertion(reader, node, node)


@statement("pass_statement")
def _pass(reader: Reader, node: Node) -> ast.Statement:
    return ast.Pass(span=reader.span(node))


@statement("break_statement")
def _break(reader: Reader, node: Node) -> ast.Statement:
    return ast.Break(span=reader.span(node))


@statement("continue_statement")
def _continue(reader: Reader, node: Node) -> ast.Statement:
    return ast.Continue(span=reader.span(node))


def _assertion(reader: Reader, outer: Node, node: Node, *, comptime: bool = False) -> ast.Statement:
    return ast.Assert(
        span=reader.span(outer),
        condition=_header(reader, node, _CONDITION),
        message=reader.optional(node.child_by_field_id(_MESSAGE)),
        comptime=comptime,
    )


# --- control flow -------------------------------------------------------------------------------


@statement("if_statement")
def _if(reader: Reader, node: Node) -> ast.Statement:
    return _branches(reader, node, node)


def _branches(reader: Reader, outer: Node, node: Node, *, comptime: bool = False) -> ast.If:
    clauses = node.children_by_field_id(_ALTERNATIVE)
    arms = [node, *(clause for clause in clauses if clause.kind_id == _ELIF_CLAUSE)]
    return ast.If(
        span=reader.span(outer),
        arms=tuple([_arm(reader, arm) for arm in arms]),
        otherwise=_otherwise(reader, [clause for clause in clauses if clause.kind_id != _ELIF_CLAUSE]),
        comptime=comptime,
    )


def _arm(reader: Reader, node: Node) -> ast.Arm:
    """The first arm ends where the next one begins, although its node is that of the whole statement."""
    condition = _condition(reader, node)
    body = reader.block(node.child_by_field_id(_CONSEQUENCE))
    end = body[-1].span.end if body else condition.span.end
    return ast.Arm(
        span=Span(reader.span(node).start, end),
        keyword=_word(reader, node),
        condition=condition,
        body=body,
    )


def _condition(reader: Reader, node: Node) -> ast.Expr | ast.CaseCondition:
    condition = node.child_by_field_id(_CONDITION)
    if condition is not None and condition.kind_id == _CASE_CONDITION:
        return ast.CaseCondition(
            span=reader.span(condition),
            pattern=_header(reader, condition, _PATTERN),
            value=_header(reader, condition, _VALUE),
        )
    return _header(reader, node, _CONDITION)


@statement("while_statement")
def _while(reader: Reader, node: Node) -> ast.Statement:
    body = node.child_by_field_id(_BODY)
    return ast.While(
        span=reader.span(node),
        keyword=_word(reader, node),
        condition=_condition(reader, node),
        body=reader.block(body),
        on_one_line=body is not None and body.start_point.row == node.start_point.row,
        otherwise=_otherwise(reader, node.children_by_field_id(_ALTERNATIVE)),
    )


@statement("for_statement")
def _for(reader: Reader, node: Node) -> ast.Statement:
    return _loop(reader, node, node)


def _loop(reader: Reader, outer: Node, node: Node, *, comptime: bool = False) -> ast.For:
    return ast.For(
        span=reader.span(outer),
        keyword=_word(reader, node),
        target=_header(reader, node, _LEFT),
        iterable=_header(reader, node, _RIGHT),
        body=reader.block(node.child_by_field_id(_BODY)),
        otherwise=_otherwise(reader, node.children_by_field_id(_ALTERNATIVE)),
        comptime=comptime,
    )


@statement("try_statement")
def _try(reader: Reader, node: Node) -> ast.Statement:
    handler = node.child_by_field_id(_HANDLER)
    final = node.child_by_field_id(_FINALIZER)
    return ast.Try(
        span=reader.span(node),
        keyword=_word(reader, node),
        body=reader.block(node.child_by_field_id(_BODY)),
        handler=_except(reader, handler) if handler else None,
        otherwise=_otherwise(reader, node.children_by_field_id(_ALTERNATIVE)),
        final=reader.block(final.child_by_field_id(_BODY)) if final else None,
    )


def _except(reader: Reader, node: Node) -> ast.ExceptClause:
    return ast.ExceptClause(
        span=reader.span(node),
        target=reader.optional(node.child_by_field_id(_NAME)),
        body=reader.block(node.child_by_field_id(_BODY)),
    )


@statement("with_statement")
def _with(reader: Reader, node: Node) -> ast.Statement:
    return ast.With(
        span=reader.span(node),
        keyword=_word(reader, node),
        items=tuple([_with_item(reader, item) for item in node.children_by_field_id(_ITEM)]),
        body=reader.block(node.child_by_field_id(_BODY)),
    )


def _with_item(reader: Reader, node: Node) -> ast.WithItem:
    return ast.WithItem(
        span=reader.span(node),
        value=_header(reader, node, _VALUE),
        target=reader.optional(node.child_by_field_id(_ALIAS)),
    )


@statement("match_statement")
def _match(reader: Reader, node: Node) -> ast.Statement:
    return _cases(reader, node, node)


def _cases(reader: Reader, outer: Node, node: Node, *, comptime: bool = False) -> ast.Match:
    return ast.Match(
        span=reader.span(outer),
        keyword=_word(reader, node),
        subject=_header(reader, node, _SUBJECT),
        cases=tuple([_case(reader, case) for case in node.children_by_field_id(_ALTERNATIVE)]),
        comptime=comptime,
    )


def _case(reader: Reader, node: Node) -> ast.Case:
    pattern = _header(reader, node, _PATTERN)
    alias = node.child_by_field_id(_ALIAS)
    if alias is not None:
        name = reader.expr(alias)
        gap = Span(name.span.start, name.span.start)
        pattern = ast.AsPattern(span=pattern.span.to(name.span), loc=gap, value=pattern, alias=name)
    return ast.Case(
        span=reader.span(node),
        pattern=pattern,
        guard=reader.optional(node.child_by_field_id(_GUARD)),
        body=reader.block(node.child_by_field_id(_CONSEQUENCE)),
    )


@statement("comptime_statement")
def _comptime_statement(reader: Reader, node: Node) -> ast.Statement:
    inner = need(node, _STATEMENT)
    match inner.type:
        case "if_statement":
            return _branches(reader, node, inner, comptime=True)
        case "for_statement":
            return _loop(reader, node, inner, comptime=True)
        case "match_statement":
            return _cases(reader, node, inner, comptime=True)
        case _:
            return reader.broken_statement(node)


@statement("comptime_assert")
def _comptime_assert(reader: Reader, node: Node) -> ast.Statement:
    return _assertion(reader, node, node, comptime=True)


def _otherwise(reader: Reader, clauses: list[Node]) -> ast.Block | None:
    return reader.block(clauses[0].child_by_field_id(_BODY)) if clauses else None


def _word(reader: Reader, node: Node) -> Span:
    """The keyword that begins a statement or clause."""
    return reader.span(node.children[0]) if node.child_count else reader.span(node)


def _header(reader: Reader, node: Node, field_id: int) -> ast.Expr:
    """An expression in a statement's header; `Broken` while it is missing, so that the body stays."""
    child = node.child_by_field_id(field_id)
    if child is not None:
        return reader.expr(child)
    word = _word(reader, node)
    gap = Span(word.end, word.end)
    return ast.Broken(span=gap, loc=gap)


# --- declarations that are simple statements ----------------------------------------------------


@statement("comptime_declaration")
def _comptime_declaration(reader: Reader, node: Node) -> ast.Statement:
    return comptime_declaration(reader, node, ())


def comptime_declaration(
    reader: Reader, node: Node, decorators: tuple[ast.Decorator, ...]
) -> ast.ComptimeDecl:
    """The declaration of constants that `node` makes below `decorators`."""
    name = node.child_by_field_id(_NAME)
    targets = node.child_by_field_id(_LEFT)
    return ast.ComptimeDecl(
        span=reader.span(node),
        name=reader.name(name) if name else "",
        name_span=reader.span(name or targets or node),
        type_parameters=parameter_list(reader, node.child_by_field_id(_TYPE_PARAMETERS)),
        annotation=reader.optional(node.child_by_field_id(_TYPE)),
        value=reader.optional(node.child_by_field_id(_VALUE)),
        targets=reader.optional(targets),
        decorators=decorators,
    )


@statement("import_statement")
def _import(reader: Reader, node: Node) -> ast.Statement:
    names = tuple([_imported(reader, name) for name in node.children_by_field_id(_NAME)])
    return ast.Import(span=reader.span(node), module=None, names=names)


@statement("import_from_statement")
def _import_from(reader: Reader, node: Node) -> ast.Statement:
    wildcard = any(child.kind_id == _WILDCARD_IMPORT for child in node.named_children)
    return ast.Import(
        span=reader.span(node),
        module=_path(reader, need(node, _MODULE)),
        names=tuple([_imported(reader, name) for name in node.children_by_field_id(_NAME)]),
        wildcard=wildcard,
    )


def _imported(reader: Reader, node: Node) -> ast.ImportedName:
    """`import a.b` binds `a`; `import a.b as c` and `from m import b` bind one name."""
    span = reader.span(node)
    if node.kind_id == _ALIASED_IMPORT:
        alias = need(node, _ALIAS)
        return ast.ImportedName(span=span, path=_path(reader, need(node, _NAME)), bound=reader.name(alias))
    path = _path(reader, node)
    return ast.ImportedName(span=span, path=path, bound=path.split(".")[0])


def _path(reader: Reader, node: Node) -> str:
    """A module path without blanks, comments and backticks."""
    return "".join(_path_pieces(reader, node))


def _path_pieces(reader: Reader, node: Node) -> list[str]:
    if not node.child_count:
        return [reader.name(node)]
    return [piece for child in node.children if not child.is_extra for piece in _path_pieces(reader, child)]


@statement("mlir_region")
def _opaque(reader: Reader, node: Node) -> ast.Statement:
    return ast.OpaqueStatement(span=reader.span(node), mentions=reader.mentions(node))
