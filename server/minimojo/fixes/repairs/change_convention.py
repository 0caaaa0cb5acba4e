"""Ask the caller for more: an argument becomes `mut` where it is changed, `var` where it is taken."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.fixes.model import Cost, Fix, Proposal, UnitEdit
from minimojo.hir.model import ArgumentDecl, Convention
from minimojo.mir.facts import ImmutableArgument, ImmutableAssignment, InvalidTransfer, TransferError
from minimojo.rules.rule import Evidence
from minimojo.rules.signatures import is_asked_for
from minimojo.text import Span, TextEdit

Record = ImmutableAssignment | ImmutableArgument | InvalidTransfer


def propose(cx: Evidence, record: Record) -> Iterator[Proposal]:
    argument = None if record.root is None else record.root.argument
    if argument is None or argument.convention not in (Convention.IMM, Convention.REF):
        return
    if is_asked_for(cx, argument):
        return
    if isinstance(record, InvalidTransfer):
        if record.why is TransferError.IMMUTABLE:
            yield _declared(cx, argument, "var")
        return
    yield _declared(cx, argument, "mut")
    yield _declared(cx, argument, "var")


def _declared(cx: Evidence, argument: ArgumentDecl, word: str) -> Proposal:
    written = argument.convention_span
    if written.start == written.end:
        edit = TextEdit(Span(argument.name_span.start, argument.name_span.start), f"{word} ")
    else:
        edit = TextEdit(written, word)
    meaning = "to change the caller's value" if word == "mut" else "to own a value"
    return Proposal(
        title=f"Declare `{argument.name}` as `{word}`, {meaning}",
        edits=(UnitEdit(cx.body.unit_key, edit),),
        cost=Cost.SIGNATURE if word == "mut" else Cost.BEHAVIOUR,
    )


FIX = Fix((ImmutableAssignment, ImmutableArgument, InvalidTransfer), propose)
