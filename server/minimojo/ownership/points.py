"""Points of a function, as the compiler orders them: statements inside of statements (CL-61, CL-63, CL-64).

The compiler asks whether one operation *dominates* another before control flow is flattened: an
`if`, a loop or a `try` is then one operation of the region around it. Two operations of different
regions are compared after lifting both to the innermost region around them; where they stand in two
arms of one construct, they are the same operation there.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import Body, Scope
from minimojo.ownership.model import ENTRY, OpRef
from minimojo.text import Span


class Point(Struct, frozen=True):
    """An operation, or the construct `lifted` around it that stands `depth` constructs deep."""

    at: OpRef
    depth: int
    lifted: Span | None = None


FUNCTION = Point(ENTRY, 0)
"""The point of whatever is there when the function begins."""


class Points:
    """Compares the points of one body."""

    def __init__(self, body: Body) -> None:
        self._scopes = [block.scopes for block in body.blocks]

    def of(self, at: OpRef) -> Point:
        return FUNCTION if at == ENTRY else Point(at, len(self._scopes[at.block]))

    def dominates(self, first: Point, second: Point) -> bool:
        """Whether `first` has run, in the compiler's eyes, wherever `second` runs."""
        if first == FUNCTION:
            return True
        if second == FUNCTION:
            return False
        left, right = self._lifted(first, second)
        return _same(left, right) or left.at < right.at

    def later(self, first: Point, second: Point) -> Point:
        """The later of two points, within the innermost region around both (CL-64)."""
        if second in (first, FUNCTION):
            return first
        if first == FUNCTION:
            return second
        left, right = self._lifted(first, second)
        return right if _same(left, right) or left.at < right.at else left

    def _lifted(self, first: Point, second: Point) -> tuple[Point, Point]:
        depth = 0
        for left, right in zip(self._region(first), self._region(second), strict=False):
            if left != right:
                break
            depth += 1
        return self._lift(first, depth), self._lift(second, depth)

    def _lift(self, point: Point, depth: int) -> Point:
        region = self._region(point)
        if len(region) <= depth:
            return point
        return Point(point.at, depth, region[depth].construct)

    def _region(self, point: Point) -> tuple[Scope, ...]:
        return self._scopes[point.at.block][: point.depth]


def _same(left: Point, right: Point) -> bool:
    if left.lifted is None or right.lifted is None:
        return left.at == right.at
    return left.lifted == right.lifted
