"""The typed syntax tree: every statement and expression of Mojo 1.2, as plain values.

A tree belongs to one *unit* (a module-level function, a method, a header, ...). All spans are byte
ranges **relative to the start of that unit**, so a unit that only moved has an equal tree. Nodes
compare by identity and can be dictionary keys.

`span` is the whole text of a node; `loc` is the token at which the compiler places a diagnostic
about it (EX-4): the `(` of a call, the `.` of an attribute, the operator of a binary expression.
Broken or too deeply nested source becomes `Broken` / `BrokenStatement`, never an exception.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from minimojo.text import Span


class Node(Struct, frozen=True, eq=False, kw_only=True):
    span: Span


# --- expressions --------------------------------------------------------------------------------


class Expr(Node, frozen=True, eq=False, kw_only=True):
    loc: Span


class Name(Expr, frozen=True, eq=False, kw_only=True):
    """An identifier; backticks are stripped from `name`."""

    name: str


class Broken(Expr, frozen=True, eq=False, kw_only=True):
    """Source that is not an expression, or is nested too deeply to look at.

    `mentions` are the identifiers in it, in order: what it may do something to. `members` are the members
    in it that are whole, `names.append` of `names.append(`: what their names stand for can be told.
    """

    mentions: tuple[Name, ...] = ()
    members: tuple[Attribute, ...] = ()


class SelfType(Expr, frozen=True, eq=False, kw_only=True):
    """`Self`."""


class Discard(Expr, frozen=True, eq=False, kw_only=True):
    """`_`."""


class Ellipsis(Expr, frozen=True, eq=False, kw_only=True):  # noqa: A001
    """`...` inside an expression."""


class NoneLiteral(Expr, frozen=True, eq=False, kw_only=True):
    pass


class BoolLiteral(Expr, frozen=True, eq=False, kw_only=True):
    value: bool


class IntLiteral(Expr, frozen=True, eq=False, kw_only=True):
    value: int


class FloatLiteral(Expr, frozen=True, eq=False, kw_only=True):
    text: str


class StringLiteral(Expr, frozen=True, eq=False, kw_only=True):
    """One or several adjacent plain strings; `text` is the source text of all."""

    text: str


class TString(Expr, frozen=True, eq=False, kw_only=True):
    """One or several adjacent t-strings with the expressions of their interpolations."""

    parts: tuple[Expr, ...]


class Attribute(Expr, frozen=True, eq=False, kw_only=True):
    """`value.name`; loc is the dot. `name` is empty while it is not typed yet."""

    value: Expr
    name: str
    name_span: Span


class ContextualMember(Expr, frozen=True, eq=False, kw_only=True):
    """`.name` whose type comes from the context."""

    name: str
    name_span: Span


class Argument(Node, frozen=True, eq=False, kw_only=True):
    """An operand of a call or subscript: `value`, `keyword=value`, `*value`, `**value`."""

    value: Expr
    keyword: str | None = None
    keyword_span: Span | None = None
    stars: int = 0


class Call(Expr, frozen=True, eq=False, kw_only=True):
    """loc is the `(`."""

    callee: Expr
    arguments: tuple[Argument, ...]


class Subscript(Expr, frozen=True, eq=False, kw_only=True):
    """loc is the `[`."""

    value: Expr
    arguments: tuple[Argument, ...]


class Slice(Expr, frozen=True, eq=False, kw_only=True):
    """`start:stop:step`; loc is the first colon."""

    start: Expr | None
    stop: Expr | None
    step: Expr | None


class Transfer(Expr, frozen=True, eq=False, kw_only=True):
    """`value^`; loc is the caret."""

    value: Expr


class Unary(Expr, frozen=True, eq=False, kw_only=True):
    """`-x`, `+x`, `~x`."""

    operator: str
    operand: Expr


class Not(Expr, frozen=True, eq=False, kw_only=True):
    operand: Expr


class Binary(Expr, frozen=True, eq=False, kw_only=True):
    """`left op right` for `+ - * / // % ** @ & | ^ << >>`."""

    operator: str
    left: Expr
    right: Expr


class Boolean(Expr, frozen=True, eq=False, kw_only=True):
    """`left and right`, `left or right`."""

    operator: str
    left: Expr
    right: Expr


class Operator(Node, frozen=True, eq=False, kw_only=True):
    """A comparison operator: `<`, `not in`, `is not`, ..."""

    text: str


class Comparison(Expr, frozen=True, eq=False, kw_only=True):
    """A flat chain: `operands[0] operators[0] operands[1] ...`; loc is the first operator."""

    operands: tuple[Expr, ...]
    operators: tuple[Operator, ...]


class Conditional(Expr, frozen=True, eq=False, kw_only=True):
    """`then if condition else otherwise`; loc is the `if`."""

    then: Expr
    condition: Expr
    otherwise: Expr


class Walrus(Expr, frozen=True, eq=False, kw_only=True):
    """`target := value`."""

    target: Expr
    value: Expr


class Paren(Expr, frozen=True, eq=False, kw_only=True):
    inner: Expr


class TupleExpr(Expr, frozen=True, eq=False, kw_only=True):
    """`a, b` or `(a, b)` or `()`; loc is the first comma (`(` for `()`); `span` is first to last element."""

    elements: tuple[Expr, ...]
    parenthesized: bool


class ListDisplay(Expr, frozen=True, eq=False, kw_only=True):
    elements: tuple[Expr, ...]


class BraceDisplay(Expr, frozen=True, eq=False, kw_only=True):
    """`{a, b}`, `{}`, `{x=1, y}`: a set or an initializer list."""

    elements: tuple[Argument, ...]


class DictDisplay(Expr, frozen=True, eq=False, kw_only=True):
    entries: tuple[tuple[Expr, Expr], ...]


class ComprehensionKind(Enum):
    LIST = "list"
    SET = "set"
    DICT = "dict"


class ForClause(Node, frozen=True, eq=False, kw_only=True):
    target: Expr
    iterable: Expr


class IfClause(Node, frozen=True, eq=False, kw_only=True):
    condition: Expr


class Comprehension(Expr, frozen=True, eq=False, kw_only=True):
    """`[element for ...]`; a dict comprehension has a `key` too. loc is the opening bracket."""

    kind: ComprehensionKind
    key: Expr | None
    element: Expr
    clauses: tuple[ForClause | IfClause, ...]


class Intrinsic(Expr, frozen=True, eq=False, kw_only=True):
    """`origin_of(x)`, `type_of(x)`, `conforms_to(T, X)` and the other magic words; loc is the word."""

    name: str
    arguments: tuple[Expr, ...]


class ComptimeExpr(Expr, frozen=True, eq=False, kw_only=True):
    """`comptime (value)`; loc is the word."""

    value: Expr


class Await(Expr, frozen=True, eq=False, kw_only=True):
    value: Expr


class Star(Expr, frozen=True, eq=False, kw_only=True):
    """`*x` in a display, target or type position."""

    value: Expr


class BindingPattern(Expr, frozen=True, eq=False, kw_only=True):
    """`var target` or `ref target`; loc is the word."""

    keyword: str
    target: Expr


class AsPattern(Expr, frozen=True, eq=False, kw_only=True):
    value: Expr
    alias: Expr


class EqualityPattern(Expr, frozen=True, eq=False, kw_only=True):
    """Prefix `==` of a case pattern."""

    operand: Expr


class Assign(Expr, frozen=True, eq=False, kw_only=True):
    """`target: annotation = value`; loc is the `=` (the `:` when there is no value).

    An expression because assignments chain: the value of `a = b = c` is again an `Assign`.
    """

    target: Expr
    annotation: Expr | None
    value: Expr | None


class AugmentedAssign(Expr, frozen=True, eq=False, kw_only=True):
    """`target += value`; `operator` is `+=`."""

    target: Expr
    operator: str
    value: Expr


class Lambda(Expr, frozen=True, eq=False, kw_only=True):
    """loc is the word `lambda`."""

    signature: Signature
    body: Expr


class FunctionTypeExpr(Expr, frozen=True, eq=False, kw_only=True):
    """`def(A) raises thin -> R` as a type; loc is the word `def`."""

    signature: Signature


class OpaqueExpr(Expr, frozen=True, eq=False, kw_only=True):
    """A well-formed expression that MiniMojo does not interpret (MLIR, generator types, `{k: v, **d}`).

    `mentions` as in `Broken`.
    """

    mentions: tuple[Name, ...] = ()


# --- signatures ---------------------------------------------------------------------------------


class ConventionWord(Node, frozen=True, eq=False, kw_only=True):
    """`mut`, `imm`, `var`, `ref[origins]`, `out`, `deinit` or a removed spelling."""

    text: str
    origins: tuple[Expr, ...] | None = None
    removed: bool = False


class ParameterNode(Node, frozen=True, eq=False, kw_only=True):
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


class Effect(Node, frozen=True, eq=False, kw_only=True):
    """`raises [Type]`, `capturing`, `thin`, `abi("C")` or an unknown word."""

    word: str
    type: Expr | None = None


class Capture(Node, frozen=True, eq=False, kw_only=True):
    """One item of a capture list. `convention` is empty when not written; a bare convention has no name."""

    convention: str
    name: str
    transfer: bool


class CaptureList(Node, frozen=True, eq=False, kw_only=True):
    items: tuple[Capture, ...]


class WhereClause(Node, frozen=True, eq=False, kw_only=True):
    condition: Expr
    message: Expr | None = None


class ResultType(Node, frozen=True, eq=False, kw_only=True):
    """`-> T` or `-> ref[origins] T`.

    `ref_span` is the word `ref`. Without `[...]` it is not allowed, and the result is not a reference.
    """

    type: Expr
    is_ref: bool = False
    origins: tuple[Expr, ...] = ()
    ref_span: Span | None = None


class Signature(Node, frozen=True, eq=False, kw_only=True):
    type_parameters: tuple[ParameterNode, ...] = ()
    parameters: tuple[ParameterNode, ...] = ()
    effects: tuple[Effect, ...] = ()
    captures: CaptureList | None = None
    result: ResultType | None = None
    where: tuple[WhereClause, ...] = ()


# --- statements ---------------------------------------------------------------------------------


class Statement(Node, frozen=True, eq=False, kw_only=True):
    """`span.start` is the first token of the statement."""


class BrokenStatement(Statement, frozen=True, eq=False, kw_only=True):
    """Source with a syntax error; `mentions` and `members` as in `Broken`."""

    mentions: tuple[Name, ...] = ()
    members: tuple[Attribute, ...] = ()


Block = tuple[Statement, ...]


class ExprStatement(Statement, frozen=True, eq=False, kw_only=True):
    """An expression, assignment or augmented assignment."""

    value: Expr


class Return(Statement, frozen=True, eq=False, kw_only=True):
    value: Expr | None


class Raise(Statement, frozen=True, eq=False, kw_only=True):
    value: Expr | None


class Assert(Statement, frozen=True, eq=False, kw_only=True):
    condition: Expr
    message: Expr | None
    comptime: bool = False


class Pass(Statement, frozen=True, eq=False, kw_only=True):
    """`pass` or `...`."""


class Break(Statement, frozen=True, eq=False, kw_only=True):
    pass


class Continue(Statement, frozen=True, eq=False, kw_only=True):
    pass


class CaseCondition(Node, frozen=True, eq=False, kw_only=True):
    """`case pattern = value` as a condition."""

    pattern: Expr
    value: Expr


class Arm(Node, frozen=True, eq=False, kw_only=True):
    """`if condition: body` or `elif condition: body`; `keyword` is the span of the word."""

    keyword: Span
    condition: Expr | CaseCondition
    body: Block


class If(Statement, frozen=True, eq=False, kw_only=True):
    arms: tuple[Arm, ...]
    otherwise: Block | None
    comptime: bool = False


class While(Statement, frozen=True, eq=False, kw_only=True):
    """`on_one_line`: the body begins on the line of the keyword."""

    keyword: Span
    condition: Expr | CaseCondition
    body: Block
    otherwise: Block | None
    on_one_line: bool = False


class For(Statement, frozen=True, eq=False, kw_only=True):
    keyword: Span
    target: Expr
    iterable: Expr
    body: Block
    otherwise: Block | None
    comptime: bool = False


class ExceptClause(Node, frozen=True, eq=False, kw_only=True):
    target: Expr | None
    body: Block


class Try(Statement, frozen=True, eq=False, kw_only=True):
    keyword: Span
    body: Block
    handler: ExceptClause | None
    otherwise: Block | None
    final: Block | None


class WithItem(Node, frozen=True, eq=False, kw_only=True):
    value: Expr
    target: Expr | None


class With(Statement, frozen=True, eq=False, kw_only=True):
    keyword: Span
    items: tuple[WithItem, ...]
    body: Block


class Case(Node, frozen=True, eq=False, kw_only=True):
    """`case pattern as alias if guard: body`; the alias is an `AsPattern` around the pattern."""

    pattern: Expr
    guard: Expr | None
    body: Block


class Match(Statement, frozen=True, eq=False, kw_only=True):
    keyword: Span
    subject: Expr
    cases: tuple[Case, ...]
    comptime: bool = False


class ComptimeDecl(Statement, frozen=True, eq=False, kw_only=True):
    """`comptime name[params]: type = value`; `targets` holds the names of `comptime a, b = ...`."""

    name: str
    name_span: Span
    type_parameters: tuple[ParameterNode, ...]
    annotation: Expr | None
    value: Expr | None
    targets: Expr | None = None
    decorators: tuple[Decorator, ...] = ()


class ImportedName(Node, frozen=True, eq=False, kw_only=True):
    """`path` or `name`, and the name it is bound to."""

    path: str
    bound: str


class Import(Statement, frozen=True, eq=False, kw_only=True):
    """`import a.b as c`, or `from module import names` (`module` has the leading dots); `*` is a wildcard."""

    module: str | None
    names: tuple[ImportedName, ...]
    wildcard: bool = False


class Decorator(Node, frozen=True, eq=False, kw_only=True):
    expression: Expr


class FunctionDef(Statement, frozen=True, eq=False, kw_only=True):
    """`decorators` and signature and body; `keyword` is the word `def` (or the removed `fn`)."""

    name: str
    name_span: Span
    keyword: Span
    removed_keyword: bool
    is_async: bool
    decorators: tuple[Decorator, ...]
    signature: Signature
    body: Block


class FieldDecl(Statement, frozen=True, eq=False, kw_only=True):
    """`var name: type` in a struct."""

    name: str
    name_span: Span
    type: Expr | None
    decorators: tuple[Decorator, ...] = ()


class EnumCase(Statement, frozen=True, eq=False, kw_only=True):
    name: str
    name_span: Span
    payload: tuple[Expr, ...]


class TypeDefKind(Enum):
    STRUCT = "struct"
    TRAIT = "trait"
    EXTENSION = "__extension"
    ENUM = "__enum"


class Base(Node, frozen=True, eq=False, kw_only=True):
    """An entry of a conformance list: `[not] type [where condition] [else message]`."""

    type: Expr
    negated: bool = False
    condition: Expr | None = None
    message: Expr | None = None


class TypeDef(Statement, frozen=True, eq=False, kw_only=True):
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


class RemovedStatement(Statement, frozen=True, eq=False, kw_only=True):
    """A statement of an older Mojo: `alias X = 1`, `let x = 1`, `@parameter if`.

    `spelling` is the removed word; `replacement` the statement it stands for, when there is one.
    """

    spelling: str
    spelling_span: Span
    replacement: Statement | None = None


class OpaqueStatement(Statement, frozen=True, eq=False, kw_only=True):
    """A well-formed statement that MiniMojo does not interpret (`__mlir_region`).

    `mentions` as in `Broken`.
    """

    mentions: tuple[Name, ...] = ()


class ModuleTree(Node, frozen=True, eq=False, kw_only=True):
    """A whole file, for tools that want it in one piece; spans are relative to the file."""

    statements: Block = ()
