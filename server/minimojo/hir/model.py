"""The declarations of one file: functions, types, fields, imports, with their signatures.

Nothing here looks into a body, so typing inside a function changes no declaration. Spans are
relative to the unit a declaration belongs to (`Unit.start` places it in the file); expressions in
signatures stay syntax and are given a meaning by `types`.

The standard library's facts are declarations of the same kind, read from stub sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from minimojo.choice import Choice
from minimojo.hir.hidden import NOTHING_HIDDEN, Hidden
from minimojo.hir.problems import DeclarationProblem
from minimojo.syntax import ast
from minimojo.syntax.outline import Outline, Part
from minimojo.text import Span


class Convention(Choice):
    """How a function takes an argument (R1, DE-46)."""

    IMM = "imm"
    MUT = "mut"
    VAR = "var"
    REF = "ref"
    OUT = "out"
    DEINIT = "deinit"


class Passing(Choice):
    """Which operands may fill an argument or parameter (DE-31)."""

    INFER_ONLY = "infer-only"
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional-or-keyword"
    KEYWORD_ONLY = "keyword-only"
    VARIADIC = "variadic"
    KEYWORD_VARIADIC = "keyword-variadic"


class ArgumentDecl(Struct, frozen=True, eq=False, kw_only=True):
    """A run-time argument. `convention_span` is empty (at the name) when none is written.

    `origins` are the expressions of `ref[...]`; `pack` marks `*args: *Ts`. A missing annotation
    means `Self` for the first argument of a method and is an error elsewhere (DE-45).
    """

    name: str
    name_span: Span
    convention: Convention
    convention_span: Span
    annotation: ast.Expr | None
    passing: Passing
    origins: tuple[ast.Expr, ...] | None = None
    pack: bool = False
    default: ast.Expr | None = None


class TypeParameterDecl(Struct, frozen=True, eq=False, kw_only=True):
    """A compile-time parameter of `[...]`."""

    name: str
    name_span: Span
    annotation: ast.Expr | None
    passing: Passing
    default: ast.Expr | None = None


class Deprecation(Struct, frozen=True, kw_only=True):
    """What the compiler says at every use of a declaration; `replacement` is the name of its successor."""

    message: str
    replacement: str | None = None


LAMBDA = "`lambda_"
"""What the names of lambdas begin with, which the compiler numbers in each function."""


class FunctionKind(Enum):
    """DE-53."""

    NORMAL = "normal"
    INIT = "initializer"
    COPY_INIT = "copy constructor"
    MOVE_INIT = "move constructor"
    DEINIT = "destructor"

    @property
    def initializes(self) -> bool:
        """Whether the function builds a value of its struct."""
        return self in (FunctionKind.INIT, FunctionKind.COPY_INIT, FunctionKind.MOVE_INIT)


class FunctionDecl(Struct, frozen=True, eq=False, kw_only=True):
    """A function, method or trait requirement.

    `out` is the named result argument (removed from `arguments`); `result` the written `-> T`.
    `has_body` is false for requirements (`...` in a trait) and stubs. `erroneous` is true when the
    compiler rejects the signature and stays silent about body and uses (DE-4). `conflict` tells of
    another declaration of the same scope that excludes this one.
    """

    name: str
    name_span: Span
    node: ast.FunctionDef
    kind: FunctionKind
    owner: TypeDecl | None
    unit_key: str
    type_parameters: tuple[TypeParameterDecl, ...]
    arguments: tuple[ArgumentDecl, ...]
    out: ArgumentDecl | None
    result: ast.ResultType | None
    raises: bool
    raised_type: ast.Expr | None
    is_static: bool
    is_async: bool
    is_implicit: bool
    reads_nested_origins_only: bool
    has_body: bool
    captures: ast.CaptureList | None
    is_legacy_closure: bool
    where: tuple[ast.WhereClause, ...]
    decorators: tuple[str, ...]
    erroneous: bool = False
    conflict: DeclarationProblem | None = None
    deprecation: Deprecation | None = None
    is_synthesized: bool = False


class FieldDecl(Struct, frozen=True, eq=False, kw_only=True):
    name: str
    name_span: Span
    annotation: ast.Expr | None
    decorators: tuple[ast.Decorator, ...] = ()


class ComptimeDecl(Struct, frozen=True, eq=False, kw_only=True):
    """`comptime name[...]: type = value`: a constant, an alias of a type, an associated type."""

    name: str
    name_span: Span
    type_parameters: tuple[TypeParameterDecl, ...]
    annotation: ast.Expr | None
    value: ast.Expr | None
    owner: TypeDecl | None
    deprecation: Deprecation | None = None


class BaseDecl(Struct, frozen=True, eq=False, kw_only=True):
    """One entry of a conformance list: `[not] type [where condition]`."""

    type: ast.Expr
    negated: bool
    condition: ast.Expr | None
    message: ast.Expr | None


class TypeDecl(Struct, eq=False, kw_only=True):
    """A struct, trait, extension or enum. Filled while its file is read, constant afterwards."""

    kind: ast.TypeDefKind
    name: str
    name_span: Span
    unit_key: str
    module: str
    type_parameters: tuple[TypeParameterDecl, ...]
    bases: tuple[BaseDecl, ...]
    where: tuple[ast.WhereClause, ...]
    decorators: tuple[ast.Decorator, ...]
    node: ast.TypeDef
    deprecation: Deprecation | None = None
    fields: tuple[FieldDecl, ...] = ()
    methods: Mapping[str, tuple[FunctionDecl, ...]] = field(
        default_factory=dict[str, tuple[FunctionDecl, ...]]
    )
    comptimes: Mapping[str, ComptimeDecl] = field(default_factory=dict[str, ComptimeDecl])
    cases: tuple[ast.EnumCase, ...] = ()
    damaged: bool = False  # A syntax error inside the body: members may be missing.


class ImportDecl(Struct, frozen=True, eq=False, kw_only=True):
    """A name bound by `import` or `from`: `module` with its leading dots, `member` or None for the module.

    `import a.b` binds `a`, with `a.b` as its module.
    """

    name: str
    module: str
    member: str | None


Declaration = FunctionDecl | TypeDecl | ComptimeDecl | ImportDecl


class Unit(Struct, frozen=True, eq=False, kw_only=True):
    """A function or method whose body is analysed by itself.

    `key` names it within its file and survives edits elsewhere (`"Point.shift"`, `"main"`, with
    `#2` for the second of a name). `start` is its byte offset in the file; `source` its bytes.
    `damaged` tells of a syntax error in it: the compiler abandons such a body (GR-62). `part` is the
    syntax that the unit was made of; see `hir.bodies.unit_tree`.
    """

    key: str
    start: int
    source: bytes
    decl: FunctionDecl
    damaged: bool = False
    part: Part | None = None


class Header(Struct, frozen=True, eq=False, kw_only=True):
    """Any other part of the file that findings may point into (a struct header with its fields, a
    module-level statement): where it starts and its tree. `declares` are a statement's declarations.
    """

    key: str
    start: int
    part: Part
    damaged: bool = False
    declares: tuple[Declaration, ...] = ()

    @property
    def tree(self) -> ast.Statement:
        return self.part.tree


class Namespace(Struct, frozen=True, eq=False, kw_only=True):
    """What a file declares, for others and for its own functions: nothing of it stands in a body.

    `names` are the module scope's tables (DE-7: several entries only for overloads), `hidden` the names that
    syntax errors at file level may have kept out of them. `imports` are the modules that its imports name, as
    written there. `keys` are the headers that declare what is no function and no type.
    """

    name: str
    names: Mapping[str, tuple[Declaration, ...]]
    wildcards: tuple[str, ...]
    imports: tuple[str, ...]
    extensions: tuple[TypeDecl, ...]
    hidden: Hidden = NOTHING_HIDDEN
    keys: Mapping[Declaration, str] = field(default_factory=dict["Declaration", str])


class Module(Struct, frozen=True, eq=False, kw_only=True):
    """One file.

    `starts` gives the file offset of every unit and header key, so that a location
    `(key, span)` can be turned into a place in the file. `damaged_at` is the offset of the first
    syntax error at file level, after which the compiler sees nothing (GR-63). `types` holds the types of the
    file by header key.

    While only bodies change, `space` and everything in it stay the very same objects from one module to
    the next.

    `bases` and `unflagged` serve that: everything that the file scope declares, as it is by itself,
    and by key those functions that are `erroneous` only because of another declaration.
    """

    space: Namespace
    units: tuple[Unit, ...]
    headers: tuple[Header, ...]
    starts: Mapping[str, int]
    damaged_at: int | None = None
    types: Mapping[str, TypeDecl] = field(default_factory=dict[str, TypeDecl])
    bases: tuple[Declaration, ...] = ()
    unflagged: Mapping[str, FunctionDecl] = field(default_factory=dict[str, FunctionDecl])
    outline: Outline | None = None

    @property
    def name(self) -> str:
        return self.space.name

    @property
    def damaged(self) -> bool:
        """Whether there is a syntax error at file level."""
        return self.damaged_at is not None
