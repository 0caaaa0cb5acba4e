"""Expressions, targets and signatures: which of their names are declarations, and what do the others mean?"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from msgspec.structs import replace

from minimojo.names.mentions import Local, Mentions, Use
from minimojo.names.model import Kind, Role
from minimojo.syntax import ast
from minimojo.syntax.walk import children, walk
from minimojo.text import Span

_Scope = dict[str, Local]


class ExpressionWalker(ABC):
    """Goes over expressions with the scopes that they stand in."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.found = Mentions()
        self.unfinished: set[ast.Node] = set()
        self.scopes: list[_Scope] = []
        self.functions: list[_Scope] = []
        """The scopes of the functions around, for names that are declared by an assignment (ST-33)."""

    @contextmanager
    def scope(self) -> Generator[None]:
        self.scopes.append({})
        yield
        self.scopes.pop()

    def lookup(self, name: str) -> Local | None:
        return next((it[name] for it in reversed(self.scopes) if name in it), None)

    def declare(self, kind: Kind, name: str, span: Span, node: ast.Node) -> None:
        local = Local(kind, name, span, node)
        self.scopes[-1][name] = local
        self.declared(name, span, node, local)

    def declared(self, name: str, span: Span, node: ast.Node, local: Local | None) -> None:
        self.found.uses.append(Use(name, span, local, Role.DECLARATION, node))

    def signature(self, signature: ast.Signature) -> None:
        if signature.captures is not None:
            self.captures(signature.captures)
        self.parameters(Kind.PARAMETER, signature.type_parameters)
        self.parameters(Kind.ARGUMENT, signature.parameters)
        self.all(it.type for it in signature.effects)
        if signature.result is not None:
            self.all((*signature.result.origins, signature.result.type))
        for where in signature.where:
            self.all((where.condition, where.message))

    def parameters(self, kind: Kind, given: Iterable[ast.ParameterNode]) -> None:
        """Entries of `[...]` or `(...)`: the origin of an argument may name any of them."""
        entries = tuple(given)
        for entry in entries:
            if entry.name and not entry.marker:
                self.declare(kind, entry.name, entry.name_span, entry)
        for entry in entries:
            if entry.convention is not None:
                self.all(entry.convention.origins or ())
            self.all((entry.annotation, entry.default))

    def captures(self, captures: ast.CaptureList) -> None:
        for item in captures.items:
            if item.name:
                end = item.span.end - 1 if item.transfer else item.span.end
                span = Span(end - len(item.name.encode()), end)
                role = Role.TRANSFER if item.transfer else Role.READ
                self.found.uses.append(Use(item.name, span, self.lookup(item.name), role, item))

    def all(self, given: Iterable[ast.Expr | None]) -> None:
        for expr in given:
            if expr is not None:
                self.expression(expr)

    def expression(self, node: ast.Expr, role: Role = Role.READ) -> None:
        match node:
            case ast.Name():
                self.found.uses.append(Use(node.name, node.span, self.lookup(node.name), role, node))
            case ast.SelfType():
                self.found.uses.append(Use("Self", node.span, None, role, node))
            case ast.Attribute():
                self.expression(node.value)
                self.found.attributes.append((node, role))
            case ast.ContextualMember():
                self.found.attributes.append((node, role))
            case ast.Paren():
                self.expression(node.inner, role)
            case ast.Call():
                self.call(node)
            case ast.Subscript():
                self.expression(node.value, role if role in (Role.CALL, Role.WRITE) else Role.READ)
                self.arguments(node)
            case ast.Transfer():
                self.expression(node.value, Role.TRANSFER)
            case ast.Assign() | ast.AugmentedAssign() | ast.Walrus():
                self.assignment(node)
            case ast.Comprehension():
                self.comprehension(node)
            case ast.Lambda():
                with self.scope():
                    self.signature(node.signature)
                    self.expression(node.body)
            case ast.FunctionTypeExpr():
                with self.scope():
                    self.signature(node.signature)
            case ast.BindingPattern():
                self.bind(node)
            case ast.Broken():
                self.unfinished.update(node.mentions)
                self.all(alone(node))
                for member in node.members:
                    self.unfinished_member(member)
            case ast.OpaqueExpr():
                self.unfinished.update(node.mentions)
                self.all(node.mentions)
            case _:
                self.below(node)

    def unfinished_member(self, node: ast.Attribute) -> None:
        """A member in something unfinished."""
        self.unfinished.update(it for it in walk(node) if isinstance(it, ast.Name))
        self.expression(node)

    def below(self, node: ast.Node) -> None:
        for child in children(node):
            if isinstance(child, ast.Expr):
                self.expression(child)
            elif isinstance(child, ast.Statement):
                self.statement(child)
            else:
                self.below(child)

    def call(self, node: ast.Call) -> None:
        callee = node.callee
        while isinstance(callee, ast.Subscript | ast.Paren):
            self.found.calls[callee] = node
            callee = callee.value if isinstance(callee, ast.Subscript) else callee.inner
        self.found.calls[callee] = node
        self.expression(node.callee, Role.CALL)
        self.arguments(node)

    def arguments(self, node: ast.Call | ast.Subscript) -> None:
        for argument in node.arguments:
            if argument.keyword_span is not None:
                self.found.keywords.append((node, argument))
            self.expression(argument.value)

    def assignment(self, node: ast.Assign | ast.AugmentedAssign | ast.Walrus) -> None:
        """The value comes first: a name is visible behind its initializer (ST-13)."""
        before = len(self.found.uses)
        if isinstance(node, ast.Assign):
            self.all((node.annotation, node.value))
        else:
            self.expression(node.value)
        if isinstance(node, ast.AugmentedAssign) and isinstance(node.target, ast.Name):
            self.expression(node.target, Role.WRITE)  # What is changed has to be there.
        else:
            self.target(node.target)
        self.swallowed(before)

    def swallowed(self, first: int) -> None:
        """A value that is not finished has taken the lines behind it, where its target is known already."""
        for index, use in enumerate(self.found.uses[first:], first):
            if use.local is None and use.node in self.unfinished:
                self.found.uses[index] = replace(use, local=self.lookup(use.name))

    def target(self, node: ast.Expr) -> None:
        match node:
            case ast.Name():
                self.assigned(node)
            case ast.Attribute() | ast.Subscript():
                self.expression(node, Role.WRITE)
            case ast.BindingPattern():
                self.bind(node)
            case ast.Paren():
                self.target(node.inner)
            case ast.Star():
                self.target(node.value)
            case ast.TupleExpr() | ast.ListDisplay():
                for element in node.elements:
                    self.target(element)
            case _:
                self.expression(node)

    def assigned(self, name: ast.Name) -> None:
        """An assignment to a name that is not known declares it for the rest of the function."""
        local = self.lookup(name.name)
        role = Role.WRITE
        if local is None and self.functions:
            local = self.functions[-1][name.name] = Local(Kind.VARIABLE, name.name, name.span, name)
            role = Role.DECLARATION
        self.found.uses.append(Use(name.name, name.span, local, role, name))

    def bind(self, node: ast.Expr, kind: Kind = Kind.VARIABLE) -> None:
        """Every name in a target of `var`, `ref`, `for`, `with`, `except` is a new one."""
        match node:
            case ast.Name():
                self.declare(kind, node.name, node.span, node)
            case ast.BindingPattern():
                self.bind(node.target, kind)
            case ast.Paren():
                self.bind(node.inner, kind)
            case ast.Star():
                self.bind(node.value, kind)
            case ast.TupleExpr() | ast.ListDisplay():
                for element in node.elements:
                    self.bind(element, kind)
            case _:
                self.expression(node)

    def pattern(self, node: ast.Expr) -> None:
        """The names of a `case` (ST-94): those of what it looks into are no declarations."""
        match node:
            case ast.Name() | ast.BindingPattern() | ast.Star():
                self.bind(node)
            case ast.AsPattern():
                self.pattern(node.value)
                self.bind(node.alias)
            case ast.Paren():
                self.pattern(node.inner)
            case ast.TupleExpr() | ast.ListDisplay():
                for element in node.elements:
                    self.pattern(element)
            case ast.Binary(operator="|"):
                self.pattern(node.left)
                self.pattern(node.right)
            case ast.Call():
                self.expression(node.callee, Role.READ)
                for argument in node.arguments:
                    if argument.keyword_span is not None:
                        self.found.keywords.append((node, argument))
                    self.pattern(argument.value)
            case _:
                self.expression(node)

    def comprehension(self, node: ast.Comprehension) -> None:
        with self.scope():
            for clause in node.clauses:
                if isinstance(clause, ast.ForClause):
                    self.expression(clause.iterable)
                    self.bind(clause.target)
                else:
                    self.expression(clause.condition)
            self.all((node.key, node.element))

    @abstractmethod
    def statement(self, node: ast.Statement, *, is_file_level: bool = False) -> None:
        """A statement, which an expression that is not understood may contain."""


def alone(node: ast.Broken | ast.BrokenStatement) -> list[ast.Name]:
    """The names in something unfinished that are no part of one of its members."""
    inside = [it.span for it in node.members]
    return [name for name in node.mentions if not any(it.covers(name.span) for it in inside)]
