"""The typed syntax tree: every statement and expression of Mojo 1.2, as plain values.

A tree belongs to one *unit* (a module-level function, a method, a header, ...). All spans are byte
ranges **relative to the start of that unit**, so a unit that only moved has an equal tree. Nodes
compare by identity and can be dictionary keys.

`span` is the whole text of a node; `loc` is the token at which the compiler places a diagnostic
about it (EX-4): the `(` of a call, the `.` of an attribute, the operator of a binary expression.
Broken or too deeply nested source becomes `Broken` / `BrokenStatement`, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from minimojo.text import Span

_node = dataclass(frozen=True, slots=True, eq=False, kw_only=True)


@_node
class Node:
    span: Span


# --- expressions --------------------------------------------------------------------------------


@_node
class Expr(Node):
    loc: Span


@_node
class Broken(Expr):
    """Source that is not an expression, or is nested too deeply to look at."""


@_node
class Name(Expr):
    """An identifier; backticks are stripped from `name`."""

    name: str


@_node
class SelfType(Expr):
    """`Self`."""


@_node
class Discard(Expr):
    """`_`."""


@_node
class Ellipsis(Expr):
    """`...` inside an expression."""


@_node
class NoneLiteral(Expr):
    pass


@_node
class BoolLiteral(Expr):
    value: bool


@_node
class IntLiteral(Expr):
    value: int


@_node
class FloatLiteral(Expr):
    text: str


@_node
class StringLiteral(Expr):
    """One or several adjacent plain strings; `text` is the source text of all."""

    text: str


@_node
class TString(Expr):
    """One or several adjacent t-strings with the expressions of their interpolations."""

    parts: tuple[Expr, ...]


@_node
class Attribute(Expr):
    """`value.name`; loc is the dot. `name` is empty while it is not typed yet."""

    value: Expr
    name: str
    name_span: Span


@_node
class ContextualMember(Expr):
    """`.name` whose type comes from the context."""

    name: str
    name_span: Span


@_node
class Argument(Node):
    """An operand of a call or subscript: `value`, `keyword=value`, `*value`, `**value`."""

    value: Expr
    keyword: str | None = None
    keyword_span: Span | None = None
    stars: int = 0


@_node
class Call(Expr):
    """loc is the `(`."""

    callee: Expr
    arguments: tuple[Argument, ...]


@_node
class Subscript(Expr):
    """loc is the `[`."""

    value: Expr
    arguments: tuple[Argument, ...]


@_node
class Slice(Expr):
    """`start:stop:step`; loc is the first colon."""

    start: Expr | None
    stop: Expr | None
    step: Expr | None


@_node
class Transfer(Expr):
    """`value^`; loc is the caret."""

    value: Expr


@_node
class Unary(Expr):
    """`-x`, `+x`, `~x`."""

    operator: str
    operand: Expr


@_node
class Not(Expr):
    operand: Expr


@_node
class Binary(Expr):
    """`left op right` for `+ - * / // % ** @ & | ^ << >>`."""

    operator: str
    left: Expr
    right: Expr


@_node
class Boolean(Expr):
    """`left and right`, `left or right`."""

    operator: str
    left: Expr
    right: Expr


@_node
class Operator(Node):
    """A comparison operator: `<`, `not in`, `is not`, ..."""

    text: str


@_node
class Comparison(Expr):
    """A flat chain: `operands[0] operators[0] operands[1] ...`; loc is the first operator."""

    operands: tuple[Expr, ...]
    operators: tuple[Operator, ...]


@_node
class Conditional(Expr):
    """`then if condition else otherwise`; loc is the `if`."""

    then: Expr
    condition: Expr
    otherwise: Expr


@_node
class Walrus(Expr):
    """`target := value`."""

    target: Expr
    value: Expr


@_node
class Paren(Expr):
    inner: Expr


@_node
class TupleExpr(Expr):
    """`a, b` or `(a, b)` or `()`; loc is the first comma (`(` for `()`); `span` is first to last element."""

    elements: tuple[Expr, ...]
    parenthesized: bool


@_node
class ListDisplay(Expr):
    elements: tuple[Expr, ...]


@_node
class BraceDisplay(Expr):
    """`{a, b}`, `{}`, `{x=1, y}`: a set or an initializer list."""

    elements: tuple[Argument, ...]


@_node
class DictDisplay(Expr):
    entries: tuple[tuple[Expr, Expr], ...]


class ComprehensionKind(Enum):
    LIST = "list"
    SET = "set"
    DICT = "dict"


@_node
class ForClause(Node):
    target: Expr
    iterable: Expr


@_node
class IfClause(Node):
    condition: Expr


@_node
class Comprehension(Expr):
    """`[element for ...]`; a dict comprehension has a `key` too. loc is the opening bracket."""

    kind: ComprehensionKind
    key: Expr | None
    element: Expr
    clauses: tuple[ForClause | IfClause, ...]


@_node
class Intrinsic(Expr):
    """`origin_of(x)`, `type_of(x)`, `conforms_to(T, X)` and the other magic words; loc is the word."""

    name: str
    arguments: tuple[Expr, ...]


@_node
class ComptimeExpr(Expr):
    """`comptime (value)`; loc is the word."""

    value: Expr


@_node
class Await(Expr):
    value: Expr


@_node
class Star(Expr):
    """`*x` in a display, target or type position."""

    value: Expr


@_node
class BindingPattern(Expr):
    """`var target` or `ref target`; loc is the word."""

    keyword: str
    target: Expr


@_node
class AsPattern(Expr):
    value: Expr
    alias: Expr


@_node
class EqualityPattern(Expr):
    """Prefix `==` of a case pattern."""

    operand: Expr


@_node
class Assign(Expr):
    """`target: annotation = value`; loc is the `=` (the `:` when there is no value).

    An expression because assignments chain: the value of `a = b = c` is again an `Assign`.
    """

    target: Expr
    annotation: Expr | None
    value: Expr | None


@_node
class AugmentedAssign(Expr):
    """`target += value`; `operator` is `+=`."""

    target: Expr
    operator: str
    value: Expr


@_node
class Lambda(Expr):
    """loc is the word `lambda`."""

    signature: Signature
    body: Expr


@_node
class FunctionTypeExpr(Expr):
    """`def(A) raises thin -> R` as a type; loc is the word `def`."""

    signature: Signature


@_node
class OpaqueExpr(Expr):
    """A well-formed expression that MiniMojo does not interpret (MLIR, generator types)."""


# --- signatures ---------------------------------------------------------------------------------


@_node
class ConventionWord(Node):
    """`mut`, `imm`, `var`, `ref[origins]`, `out`, `deinit` or a removed spelling."""

    text: str
    origins: tuple[Expr, ...] | None = None
    removed: bool = False


@_node
class ParameterNode(Node):
    """One entry of `(...)` or `[...]`.

    `splat` is 0, 1 (`*args`) or 2 (`**kwargs`); `pack` is true for the `*` in `args: *Ts`.
    Markers have an empty name and `marker` `/`, `*` or `//`.
    """

    name: str
    name_span: Span
    convention: ConventionWord | None = None
    splat: int = 0
    annotation: Expr | None = None
    pack: bool = False
    default: Expr | None = None
    marker: str = ""


@_node
class Effect(Node):
    """`raises [Type]`, `capturing`, `thin`, `abi("C")` or an unknown word."""

    word: str
    type: Expr | None = None


@_node
class Capture(Node):
    """One item of a capture list. `convention` is empty when not written; a bare convention has no name."""

    convention: str
    name: str
    transfer: bool


@_node
class CaptureList(Node):
    items: tuple[Capture, ...]


@_node
class WhereClause(Node):
    condition: Expr
    message: Expr | None = None


@_node
class ResultType(Node):
    """`-> T` or `-> ref[origins] T`."""

    type: Expr
    is_ref: bool = False
    origins: tuple[Expr, ...] = ()


@_node
class Signature(Node):
    type_parameters: tuple[ParameterNode, ...] = ()
    parameters: tuple[ParameterNode, ...] = ()
    effects: tuple[Effect, ...] = ()
    captures: CaptureList | None = None
    result: ResultType | None = None
    where: tuple[WhereClause, ...] = ()


# --- statements ---------------------------------------------------------------------------------


@_node
class Statement(Node):
    """`span.start` is the first token of the statement."""


@_node
class BrokenStatement(Statement):
    """Source with a syntax error."""


Block = tuple[Statement, ...]


@_node
class ExprStatement(Statement):
    """An expression, assignment or augmented assignment."""

    value: Expr


@_node
class Return(Statement):
    value: Expr | None


@_node
class Raise(Statement):
    value: Expr | None


@_node
class Assert(Statement):
    condition: Expr
    message: Expr | None
    comptime: bool = False


@_node
class Pass(Statement):
    """`pass` or `...`."""


@_node
class Break(Statement):
    pass


@_node
class Continue(Statement):
    pass


@_node
class CaseCondition(Node):
    """`case pattern = value` as a condition."""

    pattern: Expr
    value: Expr


@_node
class Arm(Node):
    """`if condition: body` or `elif condition: body`; `keyword` is the span of the word."""

    keyword: Span
    condition: Expr | CaseCondition
    body: Block


@_node
class If(Statement):
    arms: tuple[Arm, ...]
    otherwise: Block | None
    comptime: bool = False


@_node
class While(Statement):
    keyword: Span
    condition: Expr | CaseCondition
    body: Block
    otherwise: Block | None


@_node
class For(Statement):
    keyword: Span
    target: Expr
    iterable: Expr
    body: Block
    otherwise: Block | None
    comptime: bool = False


@_node
class ExceptClause(Node):
    target: Expr | None
    body: Block


@_node
class Try(Statement):
    keyword: Span
    body: Block
    handler: ExceptClause | None
    otherwise: Block | None
    final: Block | None


@_node
class WithItem(Node):
    value: Expr
    target: Expr | None


@_node
class With(Statement):
    keyword: Span
    items: tuple[WithItem, ...]
    body: Block


@_node
class Case(Node):
    """`case pattern as alias if guard: body`; the alias is an `AsPattern` around the pattern."""

    pattern: Expr
    guard: Expr | None
    body: Block


@_node
class Match(Statement):
    keyword: Span
    subject: Expr
    cases: tuple[Case, ...]
    comptime: bool = False


@_node
class ComptimeDecl(Statement):
    """`comptime name[params]: type = value`; `targets` holds the names of `comptime a, b = ...`."""

    name: str
    name_span: Span
    type_parameters: tuple[ParameterNode, ...]
    annotation: Expr | None
    value: Expr | None
    targets: Expr | None = None


@_node
class ImportedName(Node):
    """`path` or `name`, and the name it is bound to."""

    path: str
    bound: str


@_node
class Import(Statement):
    """`import a.b as c`, or `from module import names` (`module` has the leading dots); `*` is a wildcard."""

    module: str | None
    names: tuple[ImportedName, ...]
    wildcard: bool = False


@_node
class Decorator(Node):
    expression: Expr


@_node
class FunctionDef(Statement):
    """`decorators` and signature and body; `keyword` is the word `def` (or the removed `fn`)."""

    name: str
    name_span: Span
    keyword: Span
    removed_keyword: bool
    is_async: bool
    decorators: tuple[Decorator, ...]
    signature: Signature
    body: Block


@_node
class FieldDecl(Statement):
    """`var name: type` in a struct."""

    name: str
    name_span: Span
    type: Expr | None
    decorators: tuple[Decorator, ...] = ()


@_node
class EnumCase(Statement):
    name: str
    payload: tuple[Expr, ...]


class TypeDefKind(Enum):
    STRUCT = "struct"
    TRAIT = "trait"
    EXTENSION = "__extension"
    ENUM = "__enum"


@_node
class Base(Node):
    """An entry of a conformance list: `[not] type [where condition] [else message]`."""

    type: Expr
    negated: bool = False
    condition: Expr | None = None
    message: Expr | None = None


@_node
class TypeDef(Statement):
    """A struct, trait, extension or enum. Members are statements; methods carry no body here when
    the tree was made for a header (`FunctionDef.body` is then empty)."""

    kind: TypeDefKind
    name: str
    name_span: Span
    decorators: tuple[Decorator, ...]
    type_parameters: tuple[ParameterNode, ...]
    bases: tuple[Base, ...]
    where: tuple[WhereClause, ...]
    members: Block


@_node
class RemovedStatement(Statement):
    """A statement of an older Mojo: `alias X = 1`, `let x = 1`, `@parameter if`.

    `spelling` is the removed word; `replacement` the statement it stands for, when there is one.
    """

    spelling: str
    spelling_span: Span
    replacement: Statement | None = None


@_node
class OpaqueStatement(Statement):
    """A well-formed statement that MiniMojo does not interpret (`__mlir_region`)."""


@_node
class ModuleTree(Node):
    """A whole file, for tools that want it in one piece; spans are relative to the file."""

    statements: Block = field(default=())
