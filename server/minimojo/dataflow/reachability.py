"""Which points of a function can run after which."""

from __future__ import annotations

from collections.abc import Callable

from minimojo.dataflow.graph import edges_of
from minimojo.mir.body import Block, BlockId, Goto


def blocks_after(blocks: tuple[Block, ...], start: BlockId) -> set[BlockId]:
    """The blocks that control may enter after it has left `start`; itself only by way of a loop."""
    found: set[BlockId] = set()
    work = [start]
    while work:
        for edge in edges_of(blocks[work.pop()].terminator):
            if edge.target not in found:
                found.add(edge.target)
                work.append(edge.target)
    return found


def likely_blocks(blocks: tuple[Block, ...]) -> frozenset[BlockId]:
    """The blocks to which not only unlikely edges lead (`mir.body.Goto`)."""
    if not any(isinstance(it.terminator, Goto) and it.terminator.unlikely for it in blocks):
        return frozenset(range(len(blocks)))  # As in nearly every function.
    found = {block.id for block in blocks if block.severed or block.id == 0}
    work = list(found)
    while work:
        for edge in edges_of(blocks[work.pop()].terminator):
            if edge.target not in found and not edge.unlikely:
                found.add(edge.target)
                work.append(edge.target)
    return frozenset(found)


def first_on_each_path(
    blocks: tuple[Block, ...], start: BlockId, index: int, match: Callable[[BlockId, int], int | None]
) -> list[tuple[BlockId, int]]:
    """The first matching operation on every path that begins at operation `index` of `start`.

    `match(block, index)` looks at a block from an operation on and returns the first that matches;
    a path ends there.
    """
    found: list[tuple[BlockId, int]] = []
    seen: set[tuple[BlockId, int]] = {(start, index)}
    work = [(start, index)]
    while work:
        block, begin = work.pop()
        hit = match(block, begin)
        if hit is not None:
            found.append((block, hit))
            continue
        for edge in edges_of(blocks[block].terminator):
            entry = (edge.target, 0)
            if entry not in seen:
                seen.add(entry)
                work.append(entry)
    return sorted(set(found))
