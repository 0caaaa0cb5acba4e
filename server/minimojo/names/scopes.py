"""Names of one function: which declaration in it does each stand for? Asked of the syntax tree alone, so that
it is known in broken code, too (ST-10 .. ST-15).

    def f(a: Int):
        var b = a        # a: the argument; b: declared here
        for b in g():    # another b, up to the end of the loop
            use(b)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from minimojo.names.expressions import ExpressionWalker, alone
from minimojo.names.mentions import Local, Mentions
from minimojo.names.model import Kind
from minimojo.syntax import ast


def mentions_of(tree: ast.Statement, source: bytes) -> Mentions:
    """Everything in a function, a header or a statement of the file; `source` is its text."""
    walker = Walker(source)
    with suppress(RecursionError):  # Nested too deeply: what has been seen by then is all there is.
        walker.outermost(tree)
    return walker.found


_DECLARES = re.compile(rb"\b(?:var|ref|for|as)\s+\Z")


class Walker(ExpressionWalker):
    """Goes through a tree with the scopes that are open at each place."""

    def outermost(self, tree: ast.Statement) -> None:
        match tree:
            case ast.FunctionDef():
                self.declared(tree.name, tree.name_span, tree, None)
                self.function(tree)
            case ast.TypeDef():
                self.type(tree)
            case _:
                with self.scope():
                    self.functions.append(self.scopes[-1])
                    self.statement(tree, is_file_level=True)
                    self.functions.pop()

    def type(self, tree: ast.TypeDef) -> None:
        self.declared(tree.name, tree.name_span, tree, None)
        self.decorators(tree.decorators)
        with self.scope():
            self.parameters(Kind.PARAMETER, tree.type_parameters)
            for base in tree.bases:
                self.all((base.type, base.condition, base.message))
            for where in tree.where:
                self.all((where.condition, where.message))
            for member in tree.members:
                self.member(member)

    def member(self, member: ast.Statement) -> None:
        match member:
            case ast.FieldDecl():
                self.declared(member.name, member.name_span, member, None)
                self.all((member.type,))
                self.decorators(member.decorators)
            case ast.EnumCase():
                self.declared(member.name, member.name_span, member, None)
                self.all(member.payload)
            case ast.ComptimeDecl():
                self.declared(member.name, member.name_span, member, None)
                self.constant(member)
            case _:
                self.statement(member, is_file_level=True)

    def function(self, tree: ast.FunctionDef) -> None:
        """Everything of a function but its name."""
        self.decorators(tree.decorators)
        with self.scope():
            self.functions.append(self.scopes[-1])
            self.signature(tree.signature)
            self.block(tree.body)
            self.functions.pop()

    def decorators(self, given: Iterable[ast.Decorator]) -> None:
        """What stands above a declaration; a name that is bound in it is nobody else's."""
        with self.scope():
            self.all(it.expression for it in given)

    def block(self, block: ast.Block) -> None:
        for statement in block:
            self.statement(statement)

    def suite(self, block: ast.Block | None) -> None:
        """Statements with a scope of their own."""
        if block:
            with self.scope():
                self.block(block)

    def statement(self, node: ast.Statement, *, is_file_level: bool = False) -> None:
        match node:
            case ast.FunctionDef():
                self.declare(Kind.FUNCTION, node.name, node.name_span, node)
                self.function(node)
            case ast.TypeDef():
                self.type(node)
            case ast.ComptimeDecl():
                self.comptime(node, is_file_level=is_file_level)
            case ast.Import():
                self.imports(node, is_file_level=is_file_level)
            case ast.If():
                self.conditional(node)
            case ast.While():
                with self.scope():
                    self.condition(node.condition)
                    self.suite(node.body)
                self.suite(node.otherwise)
            case ast.For():
                self.loop(node)
            case ast.Try():
                self.attempt(node)
            case ast.With():
                self.manage(node)
            case ast.Match():
                self.match(node)
            case ast.RemovedStatement():
                if node.replacement is not None:
                    self.statement(node.replacement, is_file_level=is_file_level)
            case ast.BrokenStatement() | ast.OpaqueStatement():
                self.broken(node)
            case _:
                self.below(node)

    def broken(self, node: ast.BrokenStatement | ast.OpaqueStatement) -> None:
        """The names of something unfinished, of which those behind `var` and the like are new ones."""
        members = () if isinstance(node, ast.OpaqueStatement) else node.members
        for name in node.mentions if isinstance(node, ast.OpaqueStatement) else alone(node):
            if _DECLARES.search(self.source, node.span.start, name.span.start):
                self.bind(name)
            else:
                self.expression(name)
        for member in members:
            self.unfinished_member(member)

    def comptime(self, node: ast.ComptimeDecl, *, is_file_level: bool) -> None:
        self.constant(node)
        if is_file_level:
            names = _names_in(node.targets) if node.targets is not None else ()
            for name in names:
                self.declared(name.name, name.span, node, None)
            if not names:
                self.declared(node.name, node.name_span, node, None)
        elif node.targets is not None:
            for name in _names_in(node.targets):
                self.declare(Kind.COMPTIME, name.name, name.span, node)
        else:
            self.declare(Kind.COMPTIME, node.name, node.name_span, node)

    def constant(self, node: ast.ComptimeDecl) -> None:
        self.decorators(node.decorators)
        with self.scope():
            self.parameters(Kind.PARAMETER, node.type_parameters)
            self.all((node.annotation, node.value))

    def imports(self, node: ast.Import, *, is_file_level: bool) -> None:
        self.found.imports.append(node)
        if not is_file_level:
            for name in node.names:
                bound = name.bound.split(".", 1)[0]
                self.scopes[-1][bound] = Local(Kind.MODULE, bound, name.span, name, node)

    def conditional(self, node: ast.If) -> None:
        for arm in node.arms:
            with self.scope():
                self.condition(arm.condition)
                self.suite(arm.body)
        self.suite(node.otherwise)

    def condition(self, condition: ast.Expr | ast.CaseCondition) -> None:
        if isinstance(condition, ast.CaseCondition):
            self.found.subjects.update((it, condition.value) for it in _cases_in(condition.pattern))
            self.expression(condition.value)
            self.pattern(condition.pattern)
        else:
            self.expression(condition)

    def loop(self, node: ast.For) -> None:
        self.expression(node.iterable)
        with self.scope():
            self.bind(node.target, Kind.COMPTIME if node.comptime else Kind.VARIABLE)
            self.block(node.body)
        self.suite(node.otherwise)

    def attempt(self, node: ast.Try) -> None:
        self.suite(node.body)
        if node.handler is not None:
            with self.scope():
                if node.handler.target is not None:
                    self.bind(node.handler.target)
                self.block(node.handler.body)
        self.suite(node.otherwise)
        self.suite(node.final)

    def manage(self, node: ast.With) -> None:
        with self.scope():
            for item in node.items:
                self.expression(item.value)
                if item.target is not None:
                    self.bind(item.target)
            self.suite(node.body)

    def match(self, node: ast.Match) -> None:
        self.expression(node.subject)
        for case in node.cases:
            self.found.subjects.update((it, node.subject) for it in _cases_in(case.pattern))
            with self.scope():
                self.pattern(case.pattern)
                self.all((case.guard,))
                self.block(case.body)


def _names_in(target: ast.Expr) -> tuple[ast.Name, ...]:
    elements = target.elements if isinstance(target, ast.TupleExpr) else (target,)
    return tuple(it for it in elements if isinstance(it, ast.Name))


def _cases_in(pattern: ast.Expr) -> Iterator[ast.ContextualMember]:
    """The cases of an enum that a pattern names for its subject, not for what it finds in that."""
    match pattern:
        case ast.ContextualMember():
            yield pattern
        case ast.Call(callee=ast.ContextualMember() as case):
            yield case
        case ast.Paren(inner=inner) | ast.AsPattern(value=inner):
            yield from _cases_in(inner)
        case ast.Binary(operator="|"):
            yield from _cases_in(pattern.left)
            yield from _cases_in(pattern.right)
        case _:
            pass
