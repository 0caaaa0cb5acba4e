"""A small graph builder of the mini language, independent of `mir.lowering`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from minimojo.mir.body import (
    Block,
    Branch,
    BranchKind,
    DeadEnd,
    Effect,
    EffectKind,
    Exit,
    Goto,
    Local,
    LocalKind,
    Loop,
    Op,
    OpKind,
    Place,
    RaiseExit,
    Terminator,
    Try,
    Unreachable,
)
from minimojo.text import Span


@dataclass(eq=False)
class Label:
    entered: bool = False
    number: int | None = None


@dataclass
class Blocks:
    """Blocks in program order; what is emitted where nothing runs disappears."""

    ops: list[list[Op]] = field(default_factory=lambda: [[]])
    ends: list[object] = field(default_factory=lambda: [None])
    locals: list[Local] = field(default_factory=list)
    loops: list[tuple[int, int, Label, int]] = field(default_factory=list)
    tries: list[tuple[Label, Label | None, Label | None]] = field(default_factory=list)
    live: bool = True

    def local(self, name: str, kind: LocalKind, type_: object, at: int, **flags: object) -> int:
        number = len(self.locals)
        if not self.live:
            flags = {**flags, "warns": False, "warns_by_name": False}
        block, index = len(self.ops) - 1, len(self.ops[-1])
        self.locals.append(
            Local(
                id=number,
                name=name,
                kind=kind,
                type=type_,
                declared_at=span(at),
                block=block,
                index=index,
                **flags,
            )  # type: ignore[arg-type]
        )
        return number

    def emit(self, kind: OpKind, at: int, *effects: Effect, **more: object) -> None:
        if self.live:
            self.ops[-1].append(Op(kind=kind, at=span(at), span=span(at), effects=effects, **more))  # type: ignore[arg-type]

    def start(self, label: Label) -> None:
        self.goto(label)
        if label.entered:
            label.number = len(self.ops)
            self.ops.append([])
            self.ends.append(None)
            self.live = True

    def goto(self, label: Label) -> None:
        if self.live:
            label.entered = True
            self._end(("goto", label))

    def branch(
        self, kind: BranchKind, at: int, then: Label, otherwise: Label, *, else_first: bool = False
    ) -> None:
        if self.live:
            then.entered = otherwise.entered = True
            self._end(("branch", kind, at, then, otherwise, else_first))

    def end(self, terminator: Terminator) -> None:
        if self.live:
            self._end(terminator)

    def seal(self) -> tuple[tuple[Block, ...], tuple[Loop, ...], tuple[Try, ...]]:
        blocks = tuple(
            Block(id=number, ops=tuple(ops), terminator=_seal(end))
            for number, (ops, end) in enumerate(zip(self.ops, self.ends, strict=True))
        )
        loops = tuple(
            Loop(header=first, last=last, exit=leave.number, at=span(at))
            for first, last, leave, at in sorted(self.loops, key=lambda loop: (loop[0], -loop[1]))
        )
        tries = tuple(
            Try(entry=entry.number, handler=number_of(handler), orelse=number_of(orelse))
            for entry, handler, orelse in self.tries
            if entry.number is not None
        )
        return blocks, loops, tries

    def _end(self, end: object) -> None:
        self.ends[-1] = end
        self.live = False


def number_of(label: Label | None) -> int | None:
    return None if label is None else label.number


def _seal(end: object) -> Terminator:
    match end:
        case ("goto", Label() as label):
            return Goto(target=label.number)  # type: ignore[arg-type]
        case ("branch", kind, at, then, otherwise, else_first):
            return Branch(
                kind=kind, at=span(at), then=then.number, otherwise=otherwise.number, else_first=else_first
            )
        case Exit() | RaiseExit() | Unreachable():
            return end
    raise AssertionError(end)


def span(at: int) -> Span:
    return Span(at, at + 1)


def effect(kind: EffectKind, place: Place, at: int) -> Effect:
    return Effect(kind=kind, access=place, at=span(at))


def use(place: Place, at: int) -> Effect:
    return effect(EffectKind.USE, place, at)


def mut(place: Place, at: int) -> Effect:
    return effect(EffectKind.MUT, place, at)


def define(place: Place, at: int) -> Effect:
    return effect(EffectKind.DEF, place, at)


def consume(place: Place, at: int) -> Effect:
    return effect(EffectKind.CONSUME, place, at)


NEVER = Unreachable(why=DeadEnd.NEVER)
ENDLESS = Unreachable(why=DeadEnd.ENDLESS)
__all__ = ["ENDLESS", "NEVER", "Blocks", "Label", "consume", "define", "mut", "replace", "span", "use"]
