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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Node:
    span: Span


# --- expressions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Expr(Node):
    loc: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Name(Expr):
    """An identifier; backticks are stripped from `name`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Broken(Expr):
    """Source that is not an expression, or is nested too deeply to look at.

    `mentions` are the identifiers in it, in order: what it may do something to.
    """

    mentions: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SelfType(Expr):
    """`Self`."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Discard(Expr):
    """`_`."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ellipsis(Expr):  # noqa: A001
    """`...` inside an expression."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NoneLiteral(Expr):
    pass


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BoolLiteral(Expr):
    value: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IntLiteral(Expr):
    value: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FloatLiteral(Expr):
    text: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StringLiteral(Expr):
    """One or several adjacent plain strings; `text` is the source text of all."""

    text: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TString(Expr):
    """One or several adjacent t-strings with the expressions of their interpolations."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Attribute(Expr):
    """`value.name`; loc is the dot. `name` is empty while it is not typed yet."""

    value: Expr
    name: str
    name_span: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContextualMember(Expr):
    """`.name` whose type comes from the context."""

    name: str
    name_span: Span


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Argument(Node):
    """An operand of a call or subscript: `value`, `keyword=value`, `*value`, `**value`."""

    value: Expr
    keyword: str | None = None
    keyword_span: Span | None = None
    stars: int = 0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Call(Expr):
    """loc is the `(`."""

    callee: Expr
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Subscript(Expr):
    """loc is the `[`."""

    value: Expr
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slice(Expr):
    """`start:stop:step`; loc is the first colon."""

    start: Expr | None
    stop: Expr | None
    step: Expr | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Transfer(Expr):
    """`value^`; loc is the caret."""

    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Unary(Expr):
    """`-x`, `+x`, `~x`."""

    operator: str
    operand: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Not(Expr):
    operand: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Binary(Expr):
    """`left op right` for `+ - * / // % ** @ & | ^ << >>`."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Boolean(Expr):
    """`left and right`, `left or right`."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Operator(Node):
    """A comparison operator: `<`, `not in`, `is not`, ..."""

    text: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Comparison(Expr):
    """A flat chain: `operands[0] operators[0] operands[1] ...`; loc is the first operator."""

    operands: tuple[Expr, ...]
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Conditional(Expr):
    """`then if condition else otherwise`; loc is the `if`."""

    then: Expr
    condition: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Walrus(Expr):
    """`target := value`."""

    target: Expr
    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Paren(Expr):
    inner: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TupleExpr(Expr):
    """`a, b` or `(a, b)` or `()`; loc is the first comma (`(` for `()`); `span` is first to last element."""

    elements: tuple[Expr, ...]
    parenthesized: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ListDisplay(Expr):
    elements: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BraceDisplay(Expr):
    """`{a, b}`, `{}`, `{x=1, y}`: a set or an initializer list."""

    elements: tuple[Argument, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DictDisplay(Expr):
    entries: tuple[tuple[Expr, Expr], ...]


class ComprehensionKind(Enum):
    LIST = "list"
    SET = "set"
    DICT = "dict"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ForClause(Node):
    target: Expr
    iterable: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class IfClause(Node):
    condition: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Comprehension(Expr):
    """`[element for ...]`; a dict comprehension has a `key` too. loc is the opening bracket."""

    kind: ComprehensionKind
    key: Expr | None
    element: Expr
    clauses: tuple[ForClause | IfClause, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Intrinsic(Expr):
    """`origin_of(x)`, `type_of(x)`, `conforms_to(T, X)` and the other magic words; loc is the word."""

    name: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ComptimeExpr(Expr):
    """`comptime (value)`; loc is the word."""

    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Await(Expr):
    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Star(Expr):
    """`*x` in a display, target or type position."""

    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BindingPattern(Expr):
    """`var target` or `ref target`; loc is the word."""

    keyword: str
    target: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AsPattern(Expr):
    value: Expr
    alias: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EqualityPattern(Expr):
    """Prefix `==` of a case pattern."""

    operand: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Assign(Expr):
    """`target: annotation = value`; loc is the `=` (the `:` when there is no value).

    An expression because assignments chain: the value of `a = b = c` is again an `Assign`.
    """

    target: Expr
    annotation: Expr | None
    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AugmentedAssign(Expr):
    """`target += value`; `operator` is `+=`."""

    target: Expr
    operator: str
    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lambda(Expr):
    """loc is the word `lambda`."""

    signature: Signature
    body: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FunctionTypeExpr(Expr):
    """`def(A) raises thin -> R` as a type; loc is the word `def`."""

    signature: Signature


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OpaqueExpr(Expr):
    """A well-formed expression that MiniMojo does not interpret (MLIR, generator types, `{k: v, **d}`).

    `mentions` as in `Broken`.
    """

    mentions: tuple[Name, ...] = ()


# --- signatures ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ConventionWord(Node):
    """`mut`, `imm`, `var`, `ref[origins]`, `out`, `deinit` or a removed spelling."""

    text: str
    origins: tuple[Expr, ...] | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ParameterNode(Node):
    """One entry of `(...)` or `[...]`.

    `splat` is 0, 1 (`*args`) or 2 (`**kwargs`); `pack` is true for the `*` in `args: *Ts`.
    Markers have an empty name and `marker` `/`, `*` or `//`. Entries of a function type may have no
    name either. `extra_conventions` are further words, which the compiler rejects and skips;
    `default_at` is the `=`.
    """

    name: str
    name_span: Span
    convention: ConventionWord | None = None
    extra_conventions: tuple[ConventionWord, ...] = ()
    splat: int = 0
    annotation: Expr | None = None
    pack: bool = False
    default: Expr | None = None
    default_at: Span | None = None
    marker: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Effect(Node):
    """`raises [Type]`, `capturing`, `thin`, `abi("C")` or an unknown word."""

    word: str
    type: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Capture(Node):
    """One item of a capture list. `convention` is empty when not written; a bare convention has no name."""

    convention: str
    name: str
    transfer: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CaptureList(Node):
    items: tuple[Capture, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WhereClause(Node):
    condition: Expr
    message: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ResultType(Node):
    """`-> T` or `-> ref[origins] T`.

    `ref_span` is the word `ref`. Without `[...]` it is not allowed, and the result is not a reference.
    """

    type: Expr
    is_ref: bool = False
    origins: tuple[Expr, ...] = ()
    ref_span: Span | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Signature(Node):
    type_parameters: tuple[ParameterNode, ...] = ()
    parameters: tuple[ParameterNode, ...] = ()
    effects: tuple[Effect, ...] = ()
    captures: CaptureList | None = None
    result: ResultType | None = None
    where: tuple[WhereClause, ...] = ()


# --- statements ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Statement(Node):
    """`span.start` is the first token of the statement."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BrokenStatement(Statement):
    """Source with a syntax error; `mentions` as in `Broken`."""

    mentions: tuple[Name, ...] = ()


Block = tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ExprStatement(Statement):
    """An expression, assignment or augmented assignment."""

    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Return(Statement):
    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Raise(Statement):
    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Assert(Statement):
    condition: Expr
    message: Expr | None
    comptime: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pass(Statement):
    """`pass` or `...`."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Break(Statement):
    pass


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Continue(Statement):
    pass


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CaseCondition(Node):
    """`case pattern = value` as a condition."""

    pattern: Expr
    value: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Arm(Node):
    """`if condition: body` or `elif condition: body`; `keyword` is the span of the word."""

    keyword: Span
    condition: Expr | CaseCondition
    body: Block


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class If(Statement):
    arms: tuple[Arm, ...]
    otherwise: Block | None
    comptime: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class While(Statement):
    """`on_one_line`: the body begins on the line of the keyword."""

    keyword: Span
    condition: Expr | CaseCondition
    body: Block
    otherwise: Block | None
    on_one_line: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class For(Statement):
    keyword: Span
    target: Expr
    iterable: Expr
    body: Block
    otherwise: Block | None
    comptime: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ExceptClause(Node):
    target: Expr | None
    body: Block


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Try(Statement):
    keyword: Span
    body: Block
    handler: ExceptClause | None
    otherwise: Block | None
    final: Block | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WithItem(Node):
    value: Expr
    target: Expr | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class With(Statement):
    keyword: Span
    items: tuple[WithItem, ...]
    body: Block


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Case(Node):
    """`case pattern as alias if guard: body`; the alias is an `AsPattern` around the pattern."""

    pattern: Expr
    guard: Expr | None
    body: Block


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Match(Statement):
    keyword: Span
    subject: Expr
    cases: tuple[Case, ...]
    comptime: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ComptimeDecl(Statement):
    """`comptime name[params]: type = value`; `targets` holds the names of `comptime a, b = ...`."""

    name: str
    name_span: Span
    type_parameters: tuple[ParameterNode, ...]
    annotation: Expr | None
    value: Expr | None
    targets: Expr | None = None
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ImportedName(Node):
    """`path` or `name`, and the name it is bound to."""

    path: str
    bound: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Import(Statement):
    """`import a.b as c`, or `from module import names` (`module` has the leading dots); `*` is a wildcard."""

    module: str | None
    names: tuple[ImportedName, ...]
    wildcard: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Decorator(Node):
    expression: Expr


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
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


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FieldDecl(Statement):
    """`var name: type` in a struct."""

    name: str
    name_span: Span
    type: Expr | None
    decorators: tuple[Decorator, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EnumCase(Statement):
    name: str
    payload: tuple[Expr, ...]


class TypeDefKind(Enum):
    STRUCT = "struct"
    TRAIT = "trait"
    EXTENSION = "__extension"
    ENUM = "__enum"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Base(Node):
    """An entry of a conformance list: `[not] type [where condition] [else message]`."""

    type: Expr
    negated: bool = False
    condition: Expr | None = None
    message: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TypeDef(Statement):
    """A struct, trait, extension or enum.

    Members are statements. A tree made for a declaration ends before the body and its members are
    without the methods, which are units of their own.
    """

    kind: TypeDefKind
    name: str
    name_span: Span
    decorators: tuple[Decorator, ...]
    type_parameters: tuple[ParameterNode, ...]
    bases: tuple[Base, ...]
    where: tuple[WhereClause, ...]
    members: Block


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RemovedStatement(Statement):
    """A statement of an older Mojo: `alias X = 1`, `let x = 1`, `@parameter if`.

    `spelling` is the removed word; `replacement` the statement it stands for, when there is one.
    """

    spelling: str
    spelling_span: Span
    replacement: Statement | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OpaqueStatement(Statement):
    """A well-formed statement that MiniMojo does not interpret (`__mlir_region`).

    `mentions` as in `Broken`.
    """

    mentions: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModuleTree(Node):
    """A whole file, for tools that want it in one piece; spans are relative to the file."""

    statements: Block = field(default=())
