"""Types, origins and what is unknown about them.

Everything is an immutable value with structural equality; declarations compare by identity
(nominal types, TY-1). `UNKNOWN` is contagious: whatever depends on it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from minimojo.hir.model import ComptimeDecl, Convention, FunctionDecl, TypeDecl
from minimojo.syntax import ast


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


@dataclass(frozen=True, slots=True)
class LocalRoot:
    """A local (by its number) of the function that is being lowered."""

    local: int


@dataclass(frozen=True, slots=True)
class ArgumentRoot:
    """An argument named in a signature that is not yet applied to operands."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterRoot:
    """An origin parameter of a declaration (`o: MutOrigin`, or the hidden one of `ref x`).

    `owner` is the declaration with the parameter, so that equal names of two functions differ.
    """

    name: str
    owner: object = None


Root = LocalRoot | ArgumentRoot | ParameterRoot | SpecialRoot


@dataclass(frozen=True, slots=True)
class FieldStep:
    name: str


@dataclass(frozen=True, slots=True)
class InteriorStep:
    """Memory that the value owns but that is no field of it: `list["element"]`."""

    tag: str


Step = FieldStep | InteriorStep


@dataclass(frozen=True, slots=True)
class OriginPath:
    root: Root
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """A union of paths. `mutable` is None when it depends on a parameter (`ref x` without origin)."""

    paths: tuple[OriginPath, ...]
    mutable: bool | None


# --- types --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnknownType:
    """Nothing is known, and nothing may be said."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ErrorType:
    """The compiler itself found an error here and is silent about what follows (OV-80)."""


@dataclass(frozen=True, slots=True)
class ValueArg:
    """A compile-time value as a type argument, in canonical spelling; None for one not evaluated."""

    text: str | None


@dataclass(frozen=True, slots=True)
class ParamValue:
    """A value parameter `n: Int` of a declaration, as an argument."""

    name: str
    owner: object


@dataclass(frozen=True, slots=True)
class UnboundArg:
    """`_`, or a parameter that was left out (TY-3)."""


@dataclass(frozen=True, slots=True)
class StructType:
    """A struct with its arguments, one per declared parameter (variadic ones as a `PackArg`)."""

    decl: TypeDecl
    args: tuple[TypeArg, ...] = ()


@dataclass(frozen=True, slots=True)
class PackArg:
    """The arguments of a variadic parameter; None when it is not known how many there are."""

    items: tuple[TypeArg, ...] | None


@dataclass(frozen=True, slots=True)
class ParamType:
    """A type parameter `T` with its bound (a composition of traits; () is `AnyType`).

    `closure` is the function type of a bound `F: def(Int) -> Int`. `bound` is None when a part of
    it is not known.
    """

    name: str
    owner: object  # the declaration that declares it, so that equal names of two functions differ
    bound: tuple[TypeDecl, ...] | None
    variadic: bool = False
    closure: FunctionType | None = None


@dataclass(frozen=True, slots=True)
class AssociatedType:
    """`T.Element` of a type that is not concrete; `args` of a parametric one (`T.Iter[o]`).

    An element of an open list of types is one, too: `Ts.values[i]`, with the index as its argument.
    """

    base: Type
    name: str
    bound: tuple[TypeDecl, ...] | None
    args: tuple[TypeArg, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionType:
    """A function pointer or function literal (`thin`), with its signature; trivial (TY-30).

    `decl` is the function of a function literal; else `arguments` and what follows describe it.
    """

    signature: ast.Signature = field(compare=False)
    decl: FunctionDecl | None = None
    arguments: tuple[FunctionArgument, ...] = ()
    result: Type | None = None
    result_origin: Origin | None = None
    raises: bool = False
    raised: Type | None = None
    thin: bool = True


@dataclass(frozen=True, slots=True)
class FunctionArgument:
    """An argument of a function type; `name` is empty unless it must be passed by keyword."""

    convention: Convention
    type: Type
    name: str = ""


@dataclass(frozen=True, slots=True)
class ClosureType:
    """The type of a nested function with captures (CO-15): one per nested function.

    `origins` are those its captures carry (CO-16). `owned` are its fields, known only inside its own
    body (CO-21).
    """

    decl: FunctionDecl
    origins: tuple[Origin, ...]
    implicitly_copyable: bool
    register_passable: bool
    trivial: bool
    owned: tuple[tuple[str, Type], ...] = ()


@dataclass(frozen=True, slots=True)
class TraitType:
    """A trait composition where a type stands: bound of a parameter, or a wrongly used trait (TY-15)."""

    traits: tuple[TypeDecl, ...]


@dataclass(frozen=True, slots=True)
class MetaType:
    """The type of a type value: `Int` itself, `List[Int]` as an expression."""

    instance: Type


@dataclass(frozen=True, slots=True)
class GenericMeta:
    """A parametric type or alias with unbound parameters, as an expression: `List`."""

    decl: TypeDecl | ComptimeDecl


@dataclass(frozen=True, slots=True)
class OverloadSet:
    """A function name or method as an expression, before it is called."""

    candidates: tuple[FunctionDecl, ...]


@dataclass(frozen=True, slots=True)
class ModuleType:
    name: str


@dataclass(frozen=True, slots=True)
class NoneType:
    pass


@dataclass(frozen=True, slots=True)
class NeverType:
    pass


@dataclass(frozen=True, slots=True)
class IntLiteralType:
    value: int | None


@dataclass(frozen=True, slots=True)
class FloatLiteralType:
    pass


@dataclass(frozen=True, slots=True)
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

TypeArg = Type | Origin | ValueArg | ParamValue | PackArg | UnboundArg

UNKNOWN = UnknownType()
UNBOUND = UnboundArg()
UNKNOWN_ORIGIN = Origin((OriginPath(SpecialRoot.UNKNOWN),), None)
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


def as_type(argument: TypeArg) -> Type | None:
    """The argument if it is a type, None if it is an origin, a value, a pack or open."""
    if isinstance(argument, Origin | ValueArg | ParamValue | PackArg | UnboundArg):
        return None
    return argument
