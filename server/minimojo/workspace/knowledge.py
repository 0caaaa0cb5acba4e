"""How much is known about a file: the share of expressions with a type, and of calls with a callee.

An expression is a node of the grammar's `expression` outside of types, compile-time arguments and
signatures; `_` and `...`, which have no type, are left out. A type with an unknown part is unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from minimojo.hir.bodies import unit_tree
from minimojo.hir.model import Module
from minimojo.mir.lowering.function import lower_function
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.syntax.document import Document
from minimojo.syntax.walk import children
from minimojo.text import Span
from minimojo.types import (
    Environment,
    Failed,
    Resolution,
    Resolved,
    Undecided,
    is_known,
    library_of,
    print_type,
)
from minimojo.types.model import (
    Category,
    ErrorType,
    GenericMeta,
    MetaType,
    ModuleType,
    OverloadSet,
    Type,
    UnknownType,
)

_WITHOUT_TYPE = (
    ast.Discard,
    ast.Ellipsis,
    ast.Slice,
    ast.Star,
    ast.Assign,
    ast.AugmentedAssign,
    ast.BindingPattern,
    ast.AsPattern,
    ast.EqualityPattern,
)
_COMPILE_TIME = (MetaType, GenericMeta, ModuleType, OverloadSet)


class Cause(Struct, frozen=True, kw_only=True):
    """Why something is not known, in words; `unit_key` and `span` are one place where it happens."""

    text: str
    unit_key: str
    span: Span


class Typed(Struct, frozen=True, kw_only=True):
    """An expression with its type, None where that is not known."""

    unit_key: str
    expr: ast.Expr
    type: Type | None


class Knowledge(Struct, kw_only=True):
    """What is known about one file. `causes` are those of unknown types, `callees` of unknown callees."""

    expressions: list[Typed] = field(default_factory=list[Typed])
    calls: int = 0
    resolved: int = 0
    causes: list[Cause] = field(default_factory=list[Cause])
    callees: list[Cause] = field(default_factory=list[Cause])

    @property
    def typed(self) -> int:
        """How many expressions have a known type."""
        return sum(it.type is not None for it in self.expressions)


def knowledge(document: Document, module: Module, environment: Environment) -> Knowledge:
    """Lowers every function of the file and looks at all that its body contains."""
    found = Knowledge()
    for unit in module.units:
        if unit.decl.erroneous or not unit.decl.has_body:
            continue
        tree = unit_tree(document, unit)
        watcher = Watched()
        with library_of(environment):
            lower_function(unit, tree, environment, watcher)
        _Survey(unit.key, watcher, found).function(tree)
    return found


def most_frequent(causes: list[Cause]) -> list[tuple[int, Cause]]:
    """Causes of one wording, counted, the most frequent first, each with its first place."""
    first: dict[str, Cause] = {}
    for cause in causes:
        first.setdefault(cause.text, cause)
    return [(count, first[text]) for text, count in Counter(it.text for it in causes).most_common()]


class _Survey(Struct):
    """Goes over one function."""

    unit_key: str
    watcher: Watched
    found: Knowledge
    explicit: set[ast.Subscript] = field(default_factory=set[ast.Subscript])

    def function(self, tree: ast.FunctionDef) -> None:
        """Everything in the body."""
        waiting: list[ast.Node] = list(reversed(_statements(tree)))
        inherited: dict[ast.Expr, Type | None] = {}
        while waiting:
            node = waiting.pop()
            below = self._parts(node)
            waiting.extend(reversed(below))
            if isinstance(node, ast.Expr):
                if not isinstance(node, _WITHOUT_TYPE) and not _is_internal(node):
                    self._count(node, below, inherited)
                if isinstance(node, ast.Call) and not _is_internal(node.callee):
                    self._count_call(node)

    def _parts(self, node: ast.Node) -> list[ast.Node]:
        """The nodes below that belong to run time."""
        match node:
            case ast.FunctionDef():
                return list(node.body)
            case ast.Assign(target=target, value=value):
                return [target] if value is None else [target, value]
            case ast.Lambda(body=body):
                return [body]
            case ast.Intrinsic() | ast.FunctionTypeExpr() | ast.TypeDef() | ast.OpaqueExpr() | ast.Broken():
                return []
            case ast.ComptimeDecl(value=value):
                return [] if value is None else [value]
            case ast.Subscript(value=value) if isinstance(self.watcher.type_of(value), _COMPILE_TIME) or (
                value not in self.watcher.values and isinstance(self.watcher.type_of(node), _COMPILE_TIME)
            ):
                return [value]
            case ast.Argument(value=value):
                return [value]
            case ast.Call(callee=ast.Subscript(value=value) as callee, arguments=arguments) if (
                not self._is_value(value)
            ):
                self.explicit.add(callee)
                return [callee, *arguments]
            case ast.Subscript(value=value) if node in self.explicit:
                return [value]
            case _:
                return children(node)

    def _is_value(self, expr: ast.Expr) -> bool:
        """Whether something is known to have elements: `[...]` behind it gives no parameters."""
        type_ = self.watcher.type_of(expr)
        return type_ is not None and is_known(type_)

    def _count(self, expr: ast.Expr, below: list[ast.Node], inherited: dict[ast.Expr, Type | None]) -> None:
        type_ = inherited.pop(expr, None) or self.watcher.type_of(expr)
        known = type_ is not None and is_known(type_)
        self.found.expressions.append(Typed(unit_key=self.unit_key, expr=expr, type=type_ if known else None))
        for part in below:
            if (
                isinstance(part, ast.Expr)
                and part not in self.watcher.values
                and isinstance(expr, ast.Attribute | ast.Subscript)
            ):
                inherited[part] = type_  # A compile-time path: its parts are no values of their own.
        if not known and not any(self._is_unknown(part) for part in below):
            text = self._why(expr, type_)
            if text:
                self.found.causes.append(Cause(text=text, unit_key=self.unit_key, span=expr.span))

    def _count_call(self, call: ast.Call) -> None:
        self.found.calls += 1
        resolution = self.watcher.calls.get(call)
        match resolution:
            case Resolved():
                self.found.resolved += 1
                return
            case Undecided(candidates=()) if is_known(resolution.result):
                self.found.resolved += 1  # A value that is called: its type is the callee.
                return
            case _:
                pass
        text = self._why_call(call, resolution)
        if text:
            self.found.callees.append(Cause(text=text, unit_key=self.unit_key, span=call.span))

    def _is_unknown(self, node: ast.Node) -> bool:
        if isinstance(node, ast.Argument):
            node = node.value
        if not isinstance(node, ast.Expr) or isinstance(node, _WITHOUT_TYPE):
            return False
        type_ = self.watcher.type_of(node)
        return type_ is None or not is_known(type_)

    def _why(self, expr: ast.Expr, type_: Type | None) -> str:
        value = self.watcher.values.get(expr)
        if value is None and type_ is None:
            return f"{type(expr).__name__}: not looked at"
        if isinstance(type_, ErrorType):
            return f"{self._described(expr)}: taken for an error"
        if type_ is not None and not isinstance(type_, UnknownType):
            return f"{self._described(expr)}: a part is not known, {print_type(type_)}"
        if isinstance(expr, ast.Name) and expr.span.start not in self.watcher.names and value is not None:
            return "" if self._is_local(expr) else f"name `{expr.name}`"
        resolution = self.watcher.calls.get(expr)
        if resolution is not None:
            return f"{self._described(expr)}: {_outcome(resolution)}"
        return self._described(expr)

    def _is_local(self, expr: ast.Name) -> bool:
        """Whether it is a variable, whose initializer is to blame."""
        value = self.watcher.values.get(expr)
        return value is not None and (value.root is not None or value.category is not Category.UNKNOWN)

    def _why_call(self, call: ast.Call, resolution: Resolution | None) -> str:
        if resolution is not None:
            return f"{self._described(call)}: {_outcome(resolution)}"
        callee = self.watcher.type_of(call.callee)
        if callee is None or not is_known(callee):
            return f"{self._described(call)}: the callee is not known"
        return f"{self._described(call)}: not compared, {print_type(callee)}"

    def _described(self, expr: ast.Expr) -> str:
        match expr:
            case ast.Call(callee=ast.Attribute(value=base, name=name)):
                return f"call of `{name}` of {self._printed(base)}"
            case ast.Call(callee=ast.Name(name=name)):
                return f"call of `{name}`"
            case ast.Call(callee=ast.Subscript(value=ast.Name(name=name) | ast.Attribute(name=name))):
                return f"call of `{name}[...]`"
            case ast.Call():
                return "call"
            case ast.Attribute(value=base, name=name):
                return f"member `{name}` of {self._printed(base)}"
            case ast.Subscript(value=base):
                return f"subscript of {self._printed(base)}"
            case ast.Binary(operator=operator, left=left, right=right):
                return f"{self._printed(left)} {operator} {self._printed(right)}"
            case ast.Name(name=name):
                return f"name `{name}`"
            case _:
                return type(expr).__name__

    def _printed(self, expr: ast.Expr) -> str:
        type_ = self.watcher.type_of(expr)
        return "?" if type_ is None else print_type(type_)


def _is_internal(expr: ast.Expr) -> bool:
    """Whether this is a word for what the compiler itself works with, `__mlir_op.x[...]`: no value."""
    while isinstance(expr, ast.Attribute | ast.Subscript):
        expr = expr.value
    return isinstance(expr, ast.Name) and expr.name in ("__mlir_op", "__mlir_attr", "__mlir_type")


def _statements(tree: ast.FunctionDef) -> list[ast.Node]:
    """The body without the documentation."""
    match tree.body:
        case (ast.ExprStatement(value=ast.StringLiteral()), *rest):
            return list(rest)
        case body:
            return list(body)


def _outcome(resolution: Resolution) -> str:
    match resolution:
        case Resolved(result=result):
            return f"the result is not known, {print_type(result)}"
        case Failed(failures=failures):
            reasons = ", ".join(sorted({failure.reason.value for failure in failures}))
            return f"no candidate fits ({reasons or 'there is none'})"
        case Undecided(candidates=candidates):
            return f"undecided between {len(candidates)}"


def walk_known(found: Knowledge) -> Iterator[Typed]:
    """The expressions whose type is known."""
    return (it for it in found.expressions if it.type is not None)
