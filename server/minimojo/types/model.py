"""Types, origins and what is unknown about them.

Everything is an immutable value with structural equality; declarations compare by identity
(nominal types, TY-1). `UNKNOWN` is contagious: whatever depends on it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from minimojo.hir.model import ComptimeDecl, FunctionDecl, TypeDecl
from minimojo.syntax import ast

_value = dataclass(frozen=True, slots=True)


class Answer(Enum):
    """A three-valued answer (TY-27); only YES counts as proven, only NO as disproven."""

    NO = 0
    UNKNOWN = 1
    YES = 2


# --- origins ------------------------------------------------------------------------------------


class SpecialRoot(Enum):
    STATIC = "static"
    ANY = "any"
    UNTRACKED = "untracked"
    UNKNOWN = "unknown"


@_value
class LocalRoot:
    """A local (by its number) of the function that is being lowered."""

    local: int


@_value
class ArgumentRoot:
    """An argument named in a signature that is not yet applied to operands."""

    name: str


@_value
class ParameterRoot:
    """An origin parameter of the function being lowered (`o: MutOrigin`, or the hidden one of `ref x`)."""

    name: str


Root = LocalRoot | ArgumentRoot | ParameterRoot | SpecialRoot


@_value
class FieldStep:
    name: str


@_value
class InteriorStep:
    """Memory that the value owns but that is no field of it: `list["element"]`."""

    tag: str


Step = FieldStep | InteriorStep


@_value
class OriginPath:
    root: Root
    steps: tuple[Step, ...] = ()


@_value
class Origin:
    """A union of paths. `mutable` is None when it depends on a parameter (`ref x` without origin)."""

    paths: tuple[OriginPath, ...]
    mutable: bool | None


# --- types --------------------------------------------------------------------------------------


@_value
class UnknownType:
    """Nothing is known, and nothing may be said."""

    reason: str = ""


@_value
class ErrorType:
    """The compiler itself found an error here and is silent about what follows (OV-80)."""


@_value
class ValueArg:
    """A compile-time value as a type argument, in canonical spelling; None for one not evaluated."""

    text: str | None


TypeArg = "Type | Origin | ValueArg"


@_value
class StructType:
    """A struct with its arguments, one per declared parameter (variadic ones as a `PackArg`)."""

    decl: TypeDecl
    args: tuple[Type | Origin | ValueArg | PackArg, ...] = ()


@_value
class PackArg:
    items: tuple[Type | Origin | ValueArg, ...]


@_value
class ParamType:
    """A type parameter `T` with its bound (a composition of traits; () is `AnyType`)."""

    name: str
    owner: object  # the declaration that declares it, so that equal names of two functions differ
    bound: tuple[TypeDecl, ...]
    variadic: bool = False


@_value
class AssociatedType:
    """`T.Element` of a type that is not concrete."""

    base: Type
    name: str
    bound: tuple[TypeDecl, ...] | None


@_value
class FunctionType:
    """A function pointer or function literal (`thin`), with its signature; trivial (TY-30)."""

    signature: ast.Signature
    decl: FunctionDecl | None = None


@_value
class ClosureType:
    """The type of a nested function with captures (CO-15): one per nested function.

    `origins` are those its captures carry (CO-16).
    """

    decl: FunctionDecl
    origins: tuple[Origin, ...]
    implicitly_copyable: bool
    register_passable: bool
    trivial: bool


@_value
class TraitType:
    """A trait composition where a type stands: bound of a parameter, or a wrongly used trait (TY-15)."""

    traits: tuple[TypeDecl, ...]


@_value
class MetaType:
    """The type of a type value: `Int` itself, `List[Int]` as an expression."""

    instance: Type


@_value
class GenericMeta:
    """A parametric type or alias with unbound parameters, as an expression: `List`."""

    decl: TypeDecl | ComptimeDecl


@_value
class OverloadSet:
    """A function name or method as an expression, before it is called."""

    candidates: tuple[FunctionDecl, ...]


@_value
class ModuleType:
    name: str


@_value
class NoneType:
    pass


@_value
class NeverType:
    pass


@_value
class IntLiteralType:
    value: int | None


@_value
class FloatLiteralType:
    pass


@_value
class StringLiteralType:
    pass


Type = (
    UnknownType
    | ErrorType
    | StructType
    | ParamType
    | AssociatedType
    | FunctionType
    | ClosureType
    | TraitType
    | MetaType
    | GenericMeta
    | OverloadSet
    | ModuleType
    | NoneType
    | NeverType
    | IntLiteralType
    | FloatLiteralType
    | StringLiteralType
)

UNKNOWN = UnknownType()
ERROR = ErrorType()
NONE = NoneType()
NEVER = NeverType()


class Category(Enum):
    """What an expression evaluates to (EX part 1, VA part 0)."""

    CONST = "compile-time value"
    OWNED = "owned temporary"
    MUT = "mutable place"
    IMM = "immutable place"
    PAR = "place of parametric mutability"
    REG_BORROW = "borrowed register value"
    COMPUTED = "computed place"
    PENDING = "untyped expression"
    UNKNOWN = "unknown"
