"""Syntax of the mini language. `at` fields are byte offsets, set when the tree is printed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Param:
    convention: str  # "" (imm), "mut", "var", "out", "deinit"
    kind: str
    name: str = "x"


@dataclass(frozen=True)
class Callee:
    """A function of the prelude. `body` is its suite."""

    name: str
    params: tuple[Param, ...]
    result: str | None
    raises: bool
    body: str = "pass"
    constructor: bool = False


@dataclass
class Place:
    root: str
    path: tuple[str, ...]
    kind: str

    @property
    def text(self) -> str:
        return ".".join((self.root, *self.path))


@dataclass
class Name:
    """A place as an expression; `at` is its location (EX-4): the name, or the last `.`."""

    place: Place
    at: int = 0


@dataclass
class Move:
    """`place^`, at the `^`."""

    place: Place
    at: int = 0


@dataclass
class Literal:
    text: str
    at: int = 0


@dataclass
class Call:
    """A call, at its `(`."""

    callee: Callee
    args: list[Expr]
    at: int = 0


@dataclass
class Logical:
    """`left and right` as a condition, at the operator."""

    operator: str
    left: Expr
    right: Expr
    at: int = 0


Expr = Name | Move | Literal | Call | Logical


@dataclass
class Declare:
    name: str
    kind: str
    at: int = 0


@dataclass
class Assign:
    """`var name = value` if `declares`, else `place = value`. `at` is the declared name."""

    place: Place
    value: Expr
    declares: bool = False
    at: int = 0


@dataclass
class Do:
    call: Call


@dataclass
class Discard:
    value: Expr
    at: int = 0


@dataclass
class If:
    """`arms` are conditions with suites; `comptime` marks a branch on a parameter."""

    arms: list[tuple[Expr, list[Stmt]]]
    orelse: list[Stmt] | None
    at: int = 0


@dataclass
class While:
    condition: Expr
    body: list[Stmt]
    orelse: list[Stmt] | None
    at: int = 0


@dataclass
class For:
    """`for _ in range(2)`, or `for var NAME in range(2)`; `iter_at` is the `(`."""

    name: str | None
    body: list[Stmt]
    orelse: list[Stmt] | None
    at: int = 0
    iter_at: int = 0
    name_at: int = 0


@dataclass
class Jump:
    """`break`, `continue`, `return`, `return value`, `raise` (an `Error`)."""

    word: str
    value: Expr | None = None
    at: int = 0
    value_at: int = 0


@dataclass
class Never:
    at: int = 0


@dataclass
class Try:
    body: list[Stmt]
    name: str | None
    handler: list[Stmt] | None
    orelse: list[Stmt] | None
    final: list[Stmt] | None
    at: int = 0
    name_at: int = 0
    error: str = field(default="")


Stmt = Declare | Assign | Do | Discard | If | While | For | Jump | Never | Try


@dataclass
class Function:
    """A function, or a method if `owner` (a struct of its own, with these fields) is given."""

    name: str
    params: list[Param]
    result: str | None
    raises: bool
    body: list[Stmt]
    owner: tuple[tuple[str, str], ...] | None = None
    owner_name: str = ""
    owner_bases: str = "Movable"
    at: int = 0
    param_at: dict[str, int] = field(default_factory=dict)
    first_line: int = 0
    last_line: int = 0
