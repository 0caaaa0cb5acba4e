"""Give away a copy and keep the value: `take(s^)` becomes `take(s.copy())`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, replace
from minimojo.fixes.texts import caret_of, with_copy
from minimojo.mir.body import EffectKind, Place
from minimojo.mir.facts import InvalidTransfer
from minimojo.ownership.model import OpRef
from minimojo.rules.codes.consumed_while_used import ConsumedWhileUsed
from minimojo.rules.codes.indirect_transfer import IndirectTransfer
from minimojo.rules.codes.partial_transfer import PartialTransfer
from minimojo.rules.codes.uninitialized_result import UninitializedResult
from minimojo.rules.codes.use_after_transfer import UseAfterTransfer
from minimojo.rules.rule import Evidence
from minimojo.text import Span

Record = (
    UseAfterTransfer
    | UninitializedResult
    | PartialTransfer
    | ConsumedWhileUsed
    | IndirectTransfer
    | InvalidTransfer
)


def propose(cx: Evidence, record: Record) -> Iterator[Proposal]:
    edits = tuple(
        replace(cx, Span(value.start, caret.end), with_copy(cx, value))
        for value, caret in _transfers(cx, record)
    )
    if edits:
        name = cx.text(Span(edits[0].edit.span.start, edits[0].edit.span.end)).removesuffix("^").strip()
        yield Proposal(title=f"Pass a copy of `{name}`", edits=edits, cost=Cost.COPY)


def _transfers(cx: Evidence, record: Record) -> list[tuple[Span, Span]]:
    found = (caret_of(cx, span) for span in _operands(cx, record))
    return [it for it in dict.fromkeys(found) if it is not None and it[0].start < it[0].end]


def _operands(cx: Evidence, record: Record) -> Iterator[Span]:
    match record:
        case UseAfterTransfer():
            yield from _consumed(cx, (it.at for it in record.transfers), record.misuse.local)
        case UninitializedResult():
            yield from _consumed(cx, (it.at for it in record.misuse.causes), record.misuse.local)
        case PartialTransfer():
            yield from _consumed(cx, record.error.uses, record.error.local)
        case ConsumedWhileUsed():
            yield from _consumed(cx, (record.error.op,), record.error.local)
        case IndirectTransfer():
            yield record.value
        case InvalidTransfer():
            yield record.span


def _consumed(cx: Evidence, operations: Iterable[OpRef], local: int | None) -> Iterator[Span]:
    for ref in sorted(set(operations)):
        op = cx.operation(ref)
        for effect in () if op is None else op.effects:
            place = effect.access
            if effect.kind is EffectKind.CONSUME and isinstance(place, Place) and place.local == local:
                yield effect.at


FIX = Fix(
    (
        UseAfterTransfer,
        UninitializedResult,
        PartialTransfer,
        ConsumedWhileUsed,
        IndirectTransfer,
        InvalidTransfer,
    ),
    propose,
)
