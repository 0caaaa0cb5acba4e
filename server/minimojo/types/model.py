"""Types, origins and what is unknown about them.

Everything is an immutable value with structural equality; declarations compare by identity
(nominal types, TY-1). `UNKNOWN` is contagious: whatever depends on it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from minimojo.choice import Choice
from minimojo.hir.model import ComptimeDecl, Convention, FunctionDecl, TypeDecl
from minimojo.syntax import ast


class Answer(Choice):
    """A three-valued answer (TY-27); only YES counts as proven, only NO as disproven."""

    NO = 0
    UNKNOWN = 1
    YES = 2


def weakest(answers: Iterable[Answer]) -> Answer:
    """Whether all of several things are so: YES for none."""
    return _until(_NO, answers, _YES)


def strongest(answers: Iterable[Answer]) -> Answer:
    """Whether one of several things is so: NO for none."""
    return _until(_YES, answers, _NO)


def _until(decisive: Answer, answers: Iterable[Answer], start: Answer) -> Answer:
    found = start
    for answer in answers:
        if answer is not start:
            if answer is decisive:
                return answer
            found = answer
    return found


_YES, _NO = Answer.YES, Answer.NO  # Members of an enum are found slowly, and this is asked all the time.


# --- origins ------------------------------------------------------------------------------------


class SpecialRoot(Choice):
    STATIC = "static"
    ANY = "any"
    UNTRACKED = "untracked"
    UNKNOWN = "unknown"


class LocalRoot(Struct, frozen=True):
    """A local (by its number) of the function that is being lowered."""

    local: int


class ArgumentRoot(Struct, frozen=True):
    """An argument named in a signature that is not yet applied to operands."""

    name: str


class ParameterRoot(Struct, frozen=True):
    """An origin parameter of a declaration (`o: MutOrigin`, or the hidden one of `ref x`).

    `owner` is the declaration with the parameter, so that equal names of two functions differ.
    """

    name: str
    owner: object = None


Root = LocalRoot | ArgumentRoot | ParameterRoot | SpecialRoot


class FieldStep(Struct, frozen=True):
    name: str


class InteriorStep(Struct, frozen=True):
    """Memory that the value owns but that is no field of it: `list["element"]`."""

    tag: str


Step = FieldStep | InteriorStep


class OriginPath(Struct, frozen=True, cache_hash=True):
    root: Root
    steps: tuple[Step, ...] = ()


class Origin(Struct, frozen=True, cache_hash=True):
    """A union of paths. `mutable` is None when it depends on a parameter (`ref x` without origin)."""

    paths: tuple[OriginPath, ...]
    mutable: bool | None


# --- types --------------------------------------------------------------------------------------


class UnknownType(Struct, frozen=True):
    """Nothing is known, and nothing may be said."""

    reason: str = ""


class ErrorType(Struct, frozen=True):
    """The compiler itself found an error here and is silent about what follows (OV-80)."""


class ValueArg(Struct, frozen=True, cache_hash=True):
    """A compile-time value as a type argument, in canonical spelling; None for one not evaluated."""

    text: str | None


class ParamValue(Struct, frozen=True, cache_hash=True):
    """A value parameter `n: Int` of a declaration, as an argument."""

    name: str
    owner: object


class UnboundArg(Struct, frozen=True):
    """`_`, or a parameter that was left out (TY-3)."""


class StructType(Struct, frozen=True, cache_hash=True):
    """A struct with its arguments, one per declared parameter (variadic ones as a `PackArg`)."""

    decl: TypeDecl
    args: tuple[TypeArg, ...] = ()


class PackArg(Struct, frozen=True, cache_hash=True):
    """The arguments of a variadic parameter; None when it is not known how many there are."""

    items: tuple[TypeArg, ...] | None


class ParamType(Struct, frozen=True, cache_hash=True):
    """A type parameter `T` with its bound (a composition of traits; () is `AnyType`).

    `closure` is the function type of a bound `F: def(Int) -> Int`. `bound` is None when a part of
    it is not known.
    """

    name: str
    owner: object  # the declaration that declares it, so that equal names of two functions differ
    bound: tuple[TypeDecl, ...] | None
    variadic: bool = False
    closure: FunctionType | None = None


class AssociatedType(Struct, frozen=True, cache_hash=True):
    """`T.Element` of a type that is not concrete; `args` of a parametric one (`T.Iter[o]`).

    An element of an open list of types is one, too: `Ts.values[i]`, with the index as its argument.
    """

    base: Type
    name: str
    bound: tuple[TypeDecl, ...] | None
    args: tuple[TypeArg, ...] = ()


class FunctionType(Struct, frozen=True, eq=False):
    """A function pointer or function literal (`thin`), with its signature; trivial (TY-30).

    `decl` is the function of a function literal; else `arguments` and what follows describe it.
    """

    signature: ast.Signature
    decl: FunctionDecl | None = None
    arguments: tuple[FunctionArgument, ...] = ()
    result: Type | None = None
    result_origin: Origin | None = None
    raises: bool = False
    raised: Type | None = None
    thin: bool = True

    def __eq__(self, other: object) -> bool:
        """Where the type was written makes no difference."""
        return isinstance(other, FunctionType) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        return hash(self._meaning())

    def _meaning(self) -> tuple[object, ...]:
        described = (self.arguments, self.result, self.result_origin, self.raises, self.raised, self.thin)
        return (self.decl, *described)


class FunctionArgument(Struct, frozen=True):
    """An argument of a function type; `name` is empty unless it must be passed by keyword."""

    convention: Convention
    type: Type
    name: str = ""


class ClosureType(Struct, frozen=True, cache_hash=True):
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


class TraitType(Struct, frozen=True):
    """A trait composition where a type stands: bound of a parameter, or a wrongly used trait (TY-15)."""

    traits: tuple[TypeDecl, ...]


class MetaType(Struct, frozen=True):
    """The type of a type value: `Int` itself, `List[Int]` as an expression."""

    instance: Type


class GenericMeta(Struct, frozen=True):
    """A parametric type or alias with unbound parameters, as an expression: `List`."""

    decl: TypeDecl | ComptimeDecl


class OverloadSet(Struct, frozen=True):
    """A function name or method as an expression, before it is called."""

    candidates: tuple[FunctionDecl, ...]


class ModuleType(Struct, frozen=True):
    name: str


class NoneType(Struct, frozen=True):
    pass


class NeverType(Struct, frozen=True):
    pass


class IntLiteralType(Struct, frozen=True):
    value: int | None


class FloatLiteralType(Struct, frozen=True):
    pass


class StringLiteralType(Struct, frozen=True):
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


class Category(Choice):
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
    return None if type(argument) in _NO_TYPES else argument  # type: ignore[return-value]


_NO_TYPES = frozenset((Origin, ValueArg, ParamValue, PackArg, UnboundArg))
