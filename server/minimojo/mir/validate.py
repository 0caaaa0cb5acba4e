"""Checks that a `Body` is what it promises to be; for tests, and for whoever changes lowering."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import (
    Block,
    BlockId,
    Body,
    Branch,
    BranchKind,
    Exit,
    Goto,
    Loop,
    Place,
    RaiseExit,
    Unreachable,
)


def violations(body: Body) -> tuple[str, ...]:
    """Every broken promise of `mir.body`, in words; nested bodies are not looked into."""
    if not body.blocks:
        return () if not (body.loops or body.locals) else ("locals or loops without blocks",)
    return (
        *_numbers(body),
        *_edges(body),
        *_reachability(body),
        *_loops(body),
        *_operands(body),
        *_tries(body),
    )


def successors(block: Block) -> tuple[BlockId, ...]:
    """The blocks that control may go to."""
    match block.terminator:
        case Goto(target=target):
            return (target,)
        case Branch(then=then, otherwise=otherwise):
            return (then, otherwise)
        case Exit() | RaiseExit() | Unreachable():
            return ()


def _numbers(body: Body) -> Iterator[str]:
    for number, block in enumerate(body.blocks):
        if block.id != number:
            yield f"block {number} is numbered {block.id}"
    for number, local in enumerate(body.locals):
        if local.id != number:
            yield f"local {number} is numbered {local.id}"
        known = local.block < len(body.blocks)
        if not known or local.index > len(body.blocks[local.block].ops):
            yield f"local {number} is declared nowhere"


def _edges(body: Body) -> Iterator[str]:
    for block in body.blocks:
        for target in successors(block):
            if not 0 <= target < len(body.blocks):
                yield f"block {block.id} goes to {target}, which does not exist"
            elif target <= block.id and not _is_back_edge(body, block.id, target):
                yield f"block {block.id} goes back to {target}, which heads no loop around it"


def _is_back_edge(body: Body, source: BlockId, target: BlockId) -> bool:
    return any(loop.header == target and source <= loop.last for loop in body.loops)


def _reachability(body: Body) -> Iterator[str]:
    reached: set[BlockId] = set()
    certain: set[BlockId] = set()
    pending = [(0, True), *((block.id, block.certain) for block in body.blocks if block.severed)]
    while pending:
        number, sure = pending.pop()
        if number in (certain if sure else reached):
            continue
        reached.add(number)
        if sure:
            certain.add(number)
        block = body.blocks[number]
        pending.extend(
            (target, sure and not _is_uncertain(block, target))
            for target in successors(block)
            if target < len(body.blocks)
        )
    for block in body.blocks:
        if block.id not in reached:
            yield f"block {block.id} cannot be reached"
        elif block.certain != (block.id in certain):
            yield f"block {block.id} has the wrong certainty"


def _is_uncertain(block: Block, target: BlockId) -> bool:
    match block.terminator:
        case Goto(uncertain=uncertain):
            return uncertain
        case Branch(kind=BranchKind.RAISES_MAYBE, then=then):
            return target == then
        case _:
            return False


def _loops(body: Body) -> Iterator[str]:
    for loop in body.loops:
        if not 0 <= loop.header <= loop.last < len(body.blocks):
            yield f"the loop at block {loop.header} has no range"
        if loop.exit is not None and loop.exit <= loop.last:
            yield f"the loop at block {loop.header} leaves into itself"
        for block in body.blocks:
            inside = loop.header <= block.id <= loop.last
            for target in successors(block):
                if not inside and loop.header < target <= loop.last:
                    yield f"block {block.id} jumps into the loop at block {loop.header}"
    for position, loop in enumerate(body.loops):
        for other in body.loops[position + 1 :]:
            if not _disjoint_or_nested(loop, other):
                yield f"the loops at blocks {loop.header} and {other.header} overlap"


def _disjoint_or_nested(loop: Loop, later: Loop) -> bool:
    return later.header > loop.last or (loop.header <= later.header and later.last <= loop.last)


def _operands(body: Body) -> Iterator[str]:
    for block in body.blocks:
        for index, op in enumerate(block.ops):
            for effect in op.effects:
                place = effect.access
                if isinstance(place, Place) and not 0 <= place.local < len(body.locals):
                    yield f"operation {index} of block {block.id} is about an unknown local"
                if effect.argument is not None and (
                    op.call is None or effect.argument >= len(op.call.arguments)
                ):
                    yield f"operation {index} of block {block.id} is about an unknown argument"


def _tries(body: Body) -> Iterator[str]:
    for each in body.tries:
        for part in (each.handler, each.orelse):
            if part is not None and part <= each.entry:
                yield f"the `try` at block {each.entry} has a suite before its body"
