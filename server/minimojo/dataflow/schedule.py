"""In which order a backward analysis looks at blocks (CL-28b).

The compiler scans a function from its end, statement by statement: what follows a branch, then one
arm, then the other, then what precedes it. On a flat graph that is a depth-first postorder, if the
successors are taken in the right order: what follows the statement first; the `then` side of a branch
next unless `else_first`, the body of a `for` before its exit arm, and at a `try` the handler and the
`else` suite before the body. A loop is one step of the order around it, with an order of its own
inside, and follows whatever its leaving edges lead to.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import Block, BlockId, Branch, BranchKind, Loop, Try


class LoopStep(Struct, frozen=True):
    """A loop, with the steps that one scan of it takes; the last one is its header."""

    loop: Loop
    steps: list[Step] = field(default_factory=list["Step"])


Step = BlockId | LoopStep


def backward_schedule(
    blocks: tuple[Block, ...], loops: tuple[Loop, ...], tries: tuple[Try, ...] = ()
) -> list[Step]:
    """The steps of a backward scan; unreachable blocks are in none of them."""
    if not blocks:
        return []
    plan = _Plan(blocks, loops, tries)
    steps: list[Step] = []
    work: list[tuple[Loop | None, list[Step]]] = [(None, steps)]
    while work:
        region, target = work.pop()
        for item in plan.postorder(region):
            if isinstance(item, Loop):
                inner = LoopStep(item)
                target.append(inner)
                work.append((item, inner.steps))
            else:
                target.append(item)
    return steps


_Item = BlockId | Loop


class _Plan:
    def __init__(self, blocks: tuple[Block, ...], loops: tuple[Loop, ...], tries: tuple[Try, ...]) -> None:
        self._targets = [_targets(block) for block in blocks]
        self._count = len(blocks)
        self._chains = _loops_around(blocks, loops)
        self._tries: dict[BlockId, list[BlockId]] = {}
        for statement in tries:
            suites = (statement.after, statement.handler, statement.orelse)
            self._tries.setdefault(statement.entry, []).extend(it for it in suites if it is not None)

    def postorder(self, region: Loop | None) -> list[_Item]:
        """Blocks and inner loops of a region (a loop, or the function), each after what follows it."""
        start = 0 if region is None else region.header
        depth = 0 if region is None else self._chains[region.header].index(region) + 1
        first = self._item(start, depth)
        done: list[_Item] = []
        seen: set[BlockId] = {_key(first)}
        stack: list[tuple[_Item, Iterator[BlockId]]] = [(first, iter(self._followers(first, region)))]
        while stack:
            item, followers = stack[-1]
            for target in followers:
                inner = self._item(target, depth)
                if _key(inner) not in seen:
                    seen.add(_key(inner))
                    stack.append((inner, iter(self._followers(inner, region))))
                    break
            else:
                done.append(item)
                stack.pop()
        return done

    def _item(self, block: BlockId, depth: int) -> _Item:
        """The block itself, or the loop around it that is an item of a region `depth` loops deep."""
        chain = self._chains[block]
        return chain[depth] if len(chain) > depth else block

    def _followers(self, item: _Item, region: Loop | None) -> list[BlockId]:
        """Where control goes from here inside the region, in the order in which it is scanned."""
        if isinstance(item, Loop):
            leaving = {t for b in range(item.header, item.last + 1) for t in self._targets[b]}
            found = [] if item.exit is None else [item.exit]
            found += sorted(t for t in leaving if not item.header <= t <= item.last)
            found = self._tries.get(item.header, []) + found
        else:
            found = self._tries.get(item, []) + self._targets[item]
        low, high = (-1, self._count) if region is None else (region.header, region.last)
        return [target for target in found if low < target <= high]


def _key(item: _Item) -> BlockId:
    return item.header if isinstance(item, Loop) else item


def _targets(block: Block) -> list[BlockId]:
    targets = [edge.target for edge in edges_of(block.terminator)]
    end = block.terminator
    if isinstance(end, Branch) and (end.else_first or end.kind is BranchKind.FOR):
        targets.reverse()
    if isinstance(end, Branch) and end.after is not None:
        targets.insert(0, end.after)
    return targets


def _loops_around(blocks: tuple[Block, ...], loops: tuple[Loop, ...]) -> list[tuple[Loop, ...]]:
    """For each block the loops it stands in, the outermost first."""
    begins: dict[BlockId, list[Loop]] = {}
    for loop in sorted(loops, key=lambda loop: (loop.header, -loop.last)):
        begins.setdefault(loop.header, []).append(loop)
    chains: list[tuple[Loop, ...]] = []
    current: tuple[Loop, ...] = ()
    for number in range(len(blocks)):
        while current and number > current[-1].last:
            current = current[:-1]
        current += tuple(begins.get(number, ()))
        chains.append(current)
    return chains
