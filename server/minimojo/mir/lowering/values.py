"""What an expression evaluates to before anybody consumes it (EX part 1, VA part 0)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from minimojo.mir.body import Access, Place, Through
from minimojo.mir.facts import Root, WhyImmutable
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import ERROR, UNKNOWN, Category, ErrorType, Origin, Type, UnknownType

if TYPE_CHECKING:
    from minimojo.hir.model import FunctionDecl
    from minimojo.types.calls import ExplicitArg, PendingKind


_UNKNOWN = Category.UNKNOWN  # Members of an enum are found slowly, and this is asked all the time.
_NO_TYPES = (UnknownType, ErrorType)


class Value(Struct, frozen=True, kw_only=True):
    """An evaluated expression.

    `at` is where the compiler places a diagnostic about it. `place` is the storage when it is
    tracked and named directly: a variable or argument, a temporary, a field of one; `origin` the
    origin of any value in memory. `transferred` marks `x^`, an owned value on the storage of x.
    `outside` tells that the storage exists outside the arms of a ternary (EX-39). `delivered` is
    set when the value was built in the destination that was asked for. `storage` is the category
    of the storage where that differs: a borrow of something mutable. `in_slot` is set for the result
    of a call that may raise or is declared by a type parameter: it arrives in memory, whatever its type.
    `root` and `why` are for messages.
    """

    expr: ast.Expr
    at: Span
    type: Type
    category: Category
    place: Place | None = None
    origin: Origin | None = None
    transferred: bool = False
    outside: bool = False
    delivered: bool = False
    storage: Category | None = None
    in_slot: bool = False
    root: Root | None = None
    why: WhyImmutable = WhyImmutable.TEMPORARY
    detail: Detail | None = None

    @property
    def access(self) -> Access | None:
        """The storage, however it is known; None for registers and constants."""
        if self.place is not None:
            return self.place
        if self.origin is not None:
            return Through(origin=self.origin, type=self.type)
        return None

    @property
    def real_category(self) -> Category:
        """That of the storage: `x^` is an owned value on the storage of a variable."""
        return Category.MUT if self.transferred else self.category

    @property
    def failed(self) -> bool:
        """The compiler reported an error inside and is silent about what depends on it."""
        return type(self.type) is ErrorType

    @property
    def known(self) -> bool:
        return self.category is not _UNKNOWN and type(self.type) not in _NO_TYPES

    @property
    def is_computed(self) -> bool:
        """Whether getters must run before there is a value: an element, a part of one, a tuple of places."""
        return self.detail is not None and isinstance(self.detail, _COMPUTED)

    @property
    def parts(self) -> tuple[Value, ...]:
        """What is evaluated already of a value that is not there yet: who knows nothing of the value may use it."""
        match self.detail:
            case Element(base=base, indices=indices):
                return (base, *indices)
            case Projection(base=base) | Overloads(receiver=Value() as base):
                return (base,)
            case TupleOfPlaces(elements=elements):
                return elements
            case Display(elements=elements, values=values):
                return (*elements, *values)
            case _:
                return ()

    @property
    def is_place(self) -> bool:
        return self.category in (Category.MUT, Category.IMM, Category.PAR)


class Overloads(Struct, frozen=True, kw_only=True):
    """A function name or method before it is called; `receiver` is its evaluated base.

    `owner` is the type in which the methods were found; `receiver` is None for `T.method`.
    """

    candidates: tuple[FunctionDecl, ...]
    receiver: Value | None = None
    owner: Type | None = None
    explicit: tuple[ExplicitArg, ...] = ()


class Display(Struct, frozen=True, kw_only=True):
    """A display before its type is known: its elements are evaluated already (EX-14).

    For a dictionary `elements` are the keys and `values` the values; `keywords` runs parallel to
    the elements of a brace display.
    """

    kind: PendingKind
    elements: tuple[Value, ...]
    values: tuple[Value, ...] = ()
    keywords: tuple[str | None, ...] = ()


class ContextualName(Struct, frozen=True, kw_only=True):
    """`.member`, with calls and members behind it: evaluated when the type is known (EX-28)."""


class Element(Struct, frozen=True, kw_only=True):
    """`base[indices]`, or `base.name` with a getter and a setter: nothing is called yet (EX-23).

    `getter` and `setter` are the overloads; `keywords` runs parallel to `indices`. `origin` is where the getter
    leads, None if it makes a value.
    """

    base: Value
    indices: tuple[Value, ...]
    keywords: tuple[str | None, ...]
    getters: tuple[FunctionDecl, ...]
    setters: tuple[FunctionDecl, ...]
    origin: Origin | None


class Projection(Struct, frozen=True, kw_only=True):
    """A stored field of a computed place (EX-27)."""

    base: Value
    name: str


class TupleOfPlaces(Struct, frozen=True, kw_only=True):
    """A tuple all of whose elements are assignable (EX-17)."""

    elements: tuple[Value, ...]


class ConstantValue(Struct, frozen=True, kw_only=True):
    """A compile-time value; `value` is its expression where folding may look into it."""

    value: ast.Expr | None


class LostCopy(Struct, frozen=True, kw_only=True):
    """A failed ternary of this type: its arms cannot be copied, and nothing else is wrong with it."""

    type: Type


Detail = (
    Overloads | Display | ContextualName | Element | Projection | TupleOfPlaces | ConstantValue | LostCopy
)


_COMPUTED = (Element, Projection, TupleOfPlaces)


class Destination(Struct, kw_only=True):
    """Where a consumer wants a value (VA part 0).

    `type` is the required type, None for a variable whose type is open. `access` is the storage;
    until it exists, `declare` makes it (a new variable gets its type from its initializer). `what`
    names the consumer in messages. `fresh` is true for a variable declared by this statement.
    """

    type: Type | None
    what: str
    access: Access | None = None
    declare: Callable[[Type], Access] | None = None
    fresh: bool = False

    def storage(self, type_: Type) -> Access | None:
        """The storage, declared with `type_` if it does not exist yet."""
        if self.access is None and self.declare is not None:
            self.access = self.declare(self.type or type_)
        return self.access


def unknown(expr: ast.Expr, at: Span | None = None) -> Value:
    """A value of which nothing is known."""
    return Value(expr=expr, at=at or expr.loc, type=UNKNOWN, category=Category.UNKNOWN)


def failed(expr: ast.Expr) -> Value:
    """The value of an expression in which the compiler found an error."""
    return Value(expr=expr, at=expr.loc, type=ERROR, category=Category.UNKNOWN)


def constant(expr: ast.Expr, type_: Type, value: ast.Expr | None = None) -> Value:
    return Value(
        expr=expr,
        at=expr.loc,
        type=type_,
        category=Category.CONST,
        why=WhyImmutable.CONSTANT,
        detail=ConstantValue(value=value),
    )


def register(expr: ast.Expr, type_: Type) -> Value:
    """An owned value of trivial type, which nobody tracks."""
    return Value(expr=expr, at=expr.loc, type=type_, category=Category.OWNED)


def borrowed(value: Value) -> Value:
    """The same storage, to be read only."""
    return replace(value, category=Category.IMM, transferred=False)
