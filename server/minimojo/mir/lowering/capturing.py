"""What a nested function may capture, and what it has captured so far (CO part 2)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct, field

from minimojo.mir.body import LocalId
from minimojo.mir.lowering.bindings import Binding, Captured, How
from minimojo.syntax import ast
from minimojo.text import Span
from minimojo.types.model import Type

HOW = {"": How.IMM, "imm": How.IMM, "read": How.IMM, "mut": How.MUT, "ref": How.REF, "var": How.COPY}


class NestedKind(Enum):
    """CO-1."""

    LEGACY = "legacy"  # every outer variable by reference, recorded in the function's type
    STATELESS = "stateless"  # an ordinary function: nothing may be captured
    CLOSURE = "closure"  # a value with a field per capture


class Capturing(Struct, kw_only=True):
    """The captures of one nested function.

    `listed` are the entries with a name, `default` is the bare convention. `found` maps names to their
    meaning inside, `order` is the order of events (CO-10). `called` are the legacy functions that the
    body calls: what those touch belongs to the type, but nothing happens to it at the `def`.

    `closure` is the local of the closure itself inside its body, `owned` are its fields there.
    `strangers` maps locals of the enclosing function to those that stand for them inside.
    """

    kind: NestedKind
    listed: tuple[ast.Capture, ...] = ()
    default: How | None = None
    found: dict[str, Binding] = field(default_factory=dict[str, Binding])
    order: list[Captured] = field(default_factory=list[Captured])
    called: list[Captured] = field(default_factory=list[Captured])
    closure: LocalId | None = None
    owned: dict[str, Type] = field(default_factory=dict[str, Type])
    strangers: dict[LocalId, LocalId] = field(default_factory=dict[LocalId, LocalId])

    @property
    def in_order(self) -> list[Captured]:
        """Listed captures in list order, then the others in order of first use."""
        names = [item.name for item in self.listed]
        listed = {name: position for position, name in enumerate(names)}
        return sorted(self.order, key=lambda captured: listed.get(captured.name, len(names)))


def how(item: ast.Capture) -> How:
    """The convention of an entry of a capture list."""
    return How.MOVE if item.transfer else HOW.get(item.convention, How.IMM)


def with_list(items: Sequence[ast.Capture]) -> Capturing:
    """A closure with a capture list (DE-36); a list that says nothing makes no closure."""
    if not items:
        return Capturing(kind=NestedKind.STATELESS)
    bare = [how(item) for item in items if not item.name]
    return Capturing(
        kind=NestedKind.CLOSURE,
        listed=tuple(item for item in items if item.name),
        default=bare[0] if bare else None,
    )


def first_token(item: ast.Capture) -> Span:
    """Where the compiler reports about an entry: at its convention, else at its name."""
    word = item.convention or item.name
    return Span(item.span.start, item.span.start + len(word.encode()))
