"""A `Body` as text: locals, blocks, operations with their effects, edges.

s: String  variable
b0
  call 'mk' call at 3:15: def s
  branch if at 4:5: b1 else b2
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from minimojo.mir.body import (
    Access,
    BlockId,
    Body,
    Branch,
    Effect,
    Exit,
    Goto,
    Local,
    LocalKind,
    Op,
    Place,
    RaiseExit,
    Terminator,
    Through,
    Unreachable,
)
from minimojo.text import LineIndex, Position, Span
from minimojo.types import print_type
from minimojo.types.model import ArgumentRoot, FieldStep, LocalRoot, Origin, OriginPath

Notes = Callable[[BlockId, int], Iterable[str]]
"""What to print about the point of a block that lies before the operation of this index."""


class Places(Struct, frozen=True):
    """Turns the spans of a unit into lines and columns, both counted from 1, of the text `lines` are of;
    the unit begins at byte `start` of it."""

    lines: LineIndex
    start: int = 0

    def at(self, span: Span) -> str:
        position: Position = self.lines.position(self.start + span.start)
        return f"{position.line + 1}:{position.character + 1}"


def dump(body: Body, source: bytes) -> str:
    """The graph of a function and of those nested in it. `source` are the bytes of its unit."""
    places = Places(LineIndex(source))
    waiting, texts = [body], list[str]()
    while waiting:
        current = waiting.pop()
        texts.append(dump_body(current, places))
        waiting += reversed(current.nested)
    return "\n".join(texts)


def dump_body(body: Body, places: Places, notes: Notes | None = None) -> str:
    """The graph of one function, without those nested in it, with notes between its operations."""
    return "".join(f"{line}\n" for line in _Dump(body, places, notes or _no_notes).lines())


def local_name(body: Body, number: int) -> str:
    """How the graph calls a local: by its name, with its number where the name is not unique."""
    local = body.locals[number]
    hidden = not local.name or local.kind in (
        LocalKind.TEMPORARY,
        LocalKind.CALL_RESULT,
        LocalKind.MERGE_RESULT,
        LocalKind.ANONYMOUS,
    )
    if hidden:
        return f"${local.id}"
    repeated = sum(other.name == local.name for other in body.locals) > 1
    return f"{local.name}#{local.id}" if repeated else local.name


def _no_notes(block: BlockId, index: int) -> Iterable[str]:  # noqa: ARG001 - the shape of `Notes`
    return ()


class _Dump:
    """One body with what its text needs."""

    def __init__(self, body: Body, places: Places, notes: Notes) -> None:
        self._body = body
        self._notes = notes
        self._at = places.at

    def lines(self) -> Iterator[str]:
        body = self._body
        yield f"function {body.name or '<lambda>'} at {self._at(body.name_span)}"
        if body.gave_up is not None:
            yield f"  not looked at: {body.gave_up}"
        if body.erroneous:
            yield "  cut short by an error"
        for local in body.locals:
            yield f"  {self._declaration(local)}"
        for block in body.blocks:
            yield f"b{block.id}{'' if block.certain else '?'}{self._marks(block.id)}"
            for index, op in enumerate(block.ops):
                yield from self._noted(block.id, index)
                yield f"  {self._operation(op)}"
            yield from self._noted(block.id, len(block.ops))
            yield f"  {self._terminator(block.terminator)}"
        for dead in body.unreached:
            yield f"unreachable at {self._at(dead.at)}: after {dead.why.value}"
        if body.missing_return is not None:
            yield f"no return at {self._at(body.missing_return)}"

    def _noted(self, block: BlockId, index: int) -> Iterator[str]:
        return (f"      # {note}" for note in self._notes(block, index))

    def _declaration(self, local: Local) -> str:
        contract = {
            "initialized": local.starts_initialized,
            "needed at return": local.needed_at_return,
            "needed at raise": local.needed_at_raise,
            "init self": local.init_self,
            "register": not local.in_memory or local.register_result,
            "not tracked": not local.tracked,
            "layout unknown": not local.layout_known,
        }
        words = [word for word, holds in contract.items() if holds]
        convention = "" if local.convention is None else f" {local.convention.value}"
        notes = f" ({', '.join(words)})" if words else ""
        return f"{self._name(local)}: {print_type(local.type)}  {local.kind.value}{convention}{notes}"

    def _marks(self, number: int) -> str:
        marks = [f" loop to b{loop.last}" for loop in self._body.loops if loop.header == number]
        marks += [" try" for each in self._body.tries if each.entry == number]
        marks += [" handler" for each in self._body.tries if each.handler == number]
        return "".join(marks)

    def _operation(self, op: Op) -> str:
        what = op.kind.value if op.call is None else f"{op.kind.value} {op.call.phrase}"
        doubt = "" if op.certain else "?"
        effects = ", ".join(self._effect(effect) for effect in op.effects)
        effects += "".join(f", touches {self._origin(origin)}" for origin in op.embedded)
        effects += "".join(f", forms {self._origin(origin)}" for origin in op.establishes)
        effects += ", touches anything" if op.any_origin else ""
        return f"{what}{doubt} at {self._at(op.at)}: {effects.removeprefix(', ') or 'nothing'}"

    def _effect(self, effect: Effect) -> str:
        return f"{effect.kind.value} {self._access(effect.access)}"

    def _access(self, access: Access) -> str:
        match access:
            case Place():
                return ".".join((self._name(self._body.locals[access.local]), *access.path))
            case Through():
                return f"*({self._origin(access.origin)})"

    def _origin(self, origin: Origin) -> str:
        mark = {True: "mut ", False: "", None: "ref "}[origin.mutable]
        return mark + " | ".join(self._path(path) for path in origin.paths)

    def _path(self, path: OriginPath) -> str:
        match path.root:
            case LocalRoot(local=number) if 0 <= number < len(self._body.locals):
                text = self._name(self._body.locals[number])
            case LocalRoot(local=number):
                text = f"local {number}"
            case ArgumentRoot(name=name):
                text = f"argument {name}"
            case root:
                text = getattr(root, "name", str(root)).lower()
        for step in path.steps:
            text += f".{step.name}" if isinstance(step, FieldStep) else f'["{step.tag}"]'
        return text

    def _name(self, local: Local) -> str:
        return local_name(self._body, local.id)

    def _terminator(self, end: Terminator) -> str:
        match end:
            case Goto():
                return f"goto{'?' if end.uncertain else ''} b{end.target}"
            case Branch():
                order = " (else first)" if end.else_first else ""
                arms = f"b{end.then} else b{end.otherwise}"
                return f"branch {end.kind.value} at {self._at(end.at)}: {arms}{order}"
            case Exit():
                return f"return{' implicitly' if end.implicit else ''} at {self._at(end.at)}"
            case RaiseExit():
                return f"raise out at {self._at(end.at)}"
            case Unreachable():
                return f"end: {end.why.value}"
