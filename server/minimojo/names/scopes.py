"""Names of one function: which declaration in it does each stand for? Asked of the syntax tree alone, so that
it is known in broken code, too (ST-10 .. ST-15).

    def f(a: Int):
        var b = a        # a: the argument; b: declared here
        for b in g():    # another b, up to the end of the loop
            use(b)
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress

from msgspec import Struct, field
from msgspec.structs import replace

from minimojo.names.model import Kind, Role
from minimojo.syntax import ast
from minimojo.syntax.walk import children
from minimojo.text import Span


class Local(Struct, frozen=True, eq=False):
    """A declaration inside a function. `node` is what declares it: an entry of a signature, a name in a target,
    a nested function, an imported name; `around` is the import statement of the latter."""

    kind: Kind
    name: str
    span: Span
    node: ast.Node
    around: ast.Import | None = None


class Use(Struct, frozen=True, eq=False):
    """A name that is written; `local` is None for one that the function does not declare."""

    name: str
    span: Span
    local: Local | None
    role: Role
    node: ast.Node


class Mentions(Struct):
    """What has to be resolved in one tree: names, and what needs types."""

    uses: list[Use] = field(default_factory=list[Use])
    attributes: list[tuple[ast.Attribute | ast.ContextualMember, Role]] = field(
        default_factory=list[tuple[ast.Attribute | ast.ContextualMember, Role]]
    )
    keywords: list[tuple[ast.Call | ast.Subscript, ast.Argument]] = field(
        default_factory=list[tuple[ast.Call | ast.Subscript, ast.Argument]]
    )
    imports: list[ast.Import] = field(default_factory=list[ast.Import])
    _by_node: dict[ast.Node, Use] = field(default_factory=dict["ast.Node", Use])
    calls: dict[ast.Expr, ast.Call] = field(default_factory=dict[ast.Expr, ast.Call])
    """The call that a name, member or subscript is the callee of."""

    @property
    def by_node(self) -> dict[ast.Node, Use]:
        """The uses by what is written."""
        if not self._by_node:
            self._by_node.update((it.node, it) for it in self.uses)
        return self._by_node


def mentions_of(tree: ast.Statement, source: bytes) -> Mentions:
    """Everything in a function, a header or a statement of the file; `source` is its text."""
    walker = Walker(source)
    with suppress(RecursionError):  # Nested too deeply: what has been seen by then is all there is.
        walker.outermost(tree)
    return walker.found


_Scope = dict[str, Local]

_DECLARES = re.compile(rb"\b(?:var|ref|for|as)\s+\Z")


class Walker:
    """Goes through a tree with the scopes that are open at each place."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.found = Mentions()
        self.unfinished: set[ast.Node] = set()
        self.scopes: list[_Scope] = []
        self.functions: list[_Scope] = []
        """The scopes of the functions around, for names that are declared by an assignment (ST-33)."""

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

    def type(self, tree: ast.TypeDef) -> None:
        self.declared(tree.name, tree.name_span, tree, None)
        self.all(it.expression for it in tree.decorators)
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
                self.all((member.type, *(it.expression for it in member.decorators)))
            case ast.EnumCase():
                span = Span(member.span.start, member.span.start)
                self.declared(member.name, span, member, None)
                self.all(member.payload)
            case ast.ComptimeDecl():
                self.declared(member.name, member.name_span, member, None)
                self.constant(member)
            case _:
                self.statement(member, is_file_level=True)

    def function(self, tree: ast.FunctionDef) -> None:
        """Everything of a function but its name."""
        self.all(it.expression for it in tree.decorators)
        with self.scope():
            self.functions.append(self.scopes[-1])
            self.signature(tree.signature)
            self.block(tree.body)
            self.functions.pop()

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
        for name in node.mentions:
            if _DECLARES.search(self.source, node.span.start, name.span.start):
                self.bind(name)
            else:
                self.expression(name)

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
        self.all(it.expression for it in node.decorators)
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
            self.expression(condition.value)
            self.pattern(condition.pattern)
        else:
            self.expression(condition)

    def loop(self, node: ast.For) -> None:
        self.expression(node.iterable)
        with self.scope():
            self.bind(node.target)
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
            with self.scope():
                self.pattern(case.pattern)
                self.all((case.guard,))
                self.block(case.body)

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
            case ast.Broken() | ast.OpaqueExpr():
                self.unfinished.update(node.mentions)
                self.all(node.mentions)
            case _:
                self.below(node)

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

    def bind(self, node: ast.Expr) -> None:
        """Every name in a target of `var`, `ref`, `for`, `with`, `except` is a new one."""
        match node:
            case ast.Name():
                self.declare(Kind.VARIABLE, node.name, node.span, node)
            case ast.BindingPattern():
                self.bind(node.target)
            case ast.Paren():
                self.bind(node.inner)
            case ast.Star():
                self.bind(node.value)
            case ast.TupleExpr() | ast.ListDisplay():
                for element in node.elements:
                    self.bind(element)
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


def _names_in(target: ast.Expr) -> tuple[ast.Name, ...]:
    elements = target.elements if isinstance(target, ast.TupleExpr) else (target,)
    return tuple(it for it in elements if isinstance(it, ast.Name))
