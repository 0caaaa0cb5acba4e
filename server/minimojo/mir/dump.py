"""A `Body` as text: locals, blocks, operations with their effects, edges.

s: String  variable
b0
call 'mk' call at 3:15: def s
branch if at 4:5: b1 else b2
"""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.mir.body import (
    Access,
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


def dump(body: Body, source: bytes) -> str:
    """The graph of a function and of those nested in it. `source` are the bytes of its unit;
    positions are lines and columns in it, counted from 1."""
    return "\n".join(_Dump(body, source).lines()) + "\n"


class _Dump:
    """One body with what its text needs."""

    def __init__(self, body: Body, source: bytes) -> None:
        self._body = body
        self._source = source
        self._index = LineIndex(source)
        named = [local.name for local in body.locals]
        self._repeated = {name for name in named if named.count(name) > 1}

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
            for op in block.ops:
                yield f"  {self._operation(op)}"
            yield f"  {self._terminator(block.terminator)}"
        for dead in body.unreached:
            yield f"unreachable at {self._at(dead.at)}: after {dead.why.value}"
        if body.missing_return is not None:
            yield f"no return at {self._at(body.missing_return)}"
        for nested in body.nested:
            yield ""
            yield from _Dump(nested, self._source).lines()

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
        hidden = not local.name or local.kind in (
            LocalKind.TEMPORARY,
            LocalKind.CALL_RESULT,
            LocalKind.MERGE_RESULT,
            LocalKind.ANONYMOUS,
        )
        if hidden:
            return f"${local.id}"
        return f"{local.name}#{local.id}" if local.name in self._repeated else local.name

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

    def _at(self, span: Span) -> str:
        position: Position = self._index.position(span.start)
        return f"{position.line + 1}:{position.character + 1}"
