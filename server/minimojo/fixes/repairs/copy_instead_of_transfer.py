"""Give away a copy and keep the value: `take(s^)` becomes `take(s.copy())`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, replace
from minimojo.fixes.texts import bytes_of, caret_of, with_copy
from minimojo.mir.body import EffectKind, Place, Through
from minimojo.mir.facts import InvalidTransfer
from minimojo.ownership.model import OpRef
from minimojo.rules.codes.consumed_while_used import ConsumedWhileUsed
from minimojo.rules.codes.indirect_transfer import IndirectTransfer
from minimojo.rules.codes.partial_transfer import PartialTransfer
from minimojo.rules.codes.uninitialized_result import UninitializedResult
from minimojo.rules.codes.use_after_transfer import UseAfterTransfer
from minimojo.rules.rule import Evidence
from minimojo.text import Span
from minimojo.types import copyable, fields
from minimojo.types.model import UNKNOWN, Answer, Type

Record = (
    UseAfterTransfer
    | UninitializedResult
    | PartialTransfer
    | ConsumedWhileUsed
    | IndirectTransfer
    | InvalidTransfer
)


Operand = tuple[Span, Type]


def propose(cx: Evidence, record: Record) -> Iterator[Proposal]:
    operands = tuple(_operands(cx, record))
    if any(copyable(type_, cx.scope) is not Answer.YES for _, type_ in operands):
        return
    transfers = _transfers(cx, (span for span, _ in operands))
    if transfers:
        name = cx.text(transfers[0][0])
        edits = tuple(
            replace(cx, Span(value.start, caret.end), with_copy(cx, value)) for value, caret in transfers
        )
        yield Proposal(
            title=f"Pass a copy of `{name}`{bytes_of(cx, operands[0][1])}", edits=edits, cost=Cost.COPY
        )


def _transfers(cx: Evidence, spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    found = (caret_of(cx, span) for span in spans)
    return [it for it in dict.fromkeys(found) if it is not None and it[0].start < it[0].end]


def _operands(cx: Evidence, record: Record) -> Iterator[Operand]:
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
            yield from _consumed(cx, (record.misuse.op,), None)
        case InvalidTransfer():
            yield record.span, record.type


def _consumed(cx: Evidence, operations: Iterable[OpRef], local: int | None) -> Iterator[Operand]:
    """What operations take out of a variable, or through a reference where `local` is None."""
    for ref in sorted(set(operations)):
        op = cx.operation(ref)
        for effect in () if op is None else op.effects:
            if effect.kind is not EffectKind.CONSUME:
                continue
            match effect.access:
                case Through(type=type_) if local is None:
                    yield effect.at, type_
                case Place() as place if place.local == local:
                    yield effect.at, _type_of(cx, place)
                case _:
                    pass


def _type_of(cx: Evidence, place: Place) -> Type:
    type_ = cx.body.locals[place.local].type
    for name in place.path:
        type_ = dict(fields(type_, cx.scope) or ()).get(name, UNKNOWN)
    return type_


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
