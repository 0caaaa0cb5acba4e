"""Declarations, assignments, calls and jumps."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Variable
from differential.statements import statement
from differential.values import call, generic_call, method_call, value


@statement(20)
def declaration(drawing: Drawing) -> list[Line]:
    type_ = drawing.any_type()
    name = drawing.fresh_name(drawing.random.choice(("v", "v", "v", "_v")))
    if drawing.chance(0.3):
        drawing.variables.append(Variable(name, type_, missing={()}))
        return [Line(f"var {name}: {type_}")]
    made = value(drawing, type_)
    drawing.variables.append(Variable(name, type_))
    return [Line(f"var {name}{_annotation(drawing, type_, made)} = {made}")]


def _annotation(drawing: Drawing, type_: str, made: str) -> str:
    needed = made.startswith(("[", "{", "(")) or " if " in made
    return f": {type_}" if needed or drawing.chance(0.2) else ""


@statement(24)
def assignment(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(mutable=True, anywhere=True)
    if spot is None or (spot.root.has(spot.path or ()) and drawing.chance(0.6)):
        return None
    if spot.path is None and not spot.root.has(()):
        return None
    made = value(drawing, spot.type, without=[spot.root] if drawing.chance(0.8) else [])
    drawing.fill(spot)
    return [Line(f"{spot.text} = {made}")]


@statement(28)
def plain_call(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(anywhere=drawing.chance(0.06))
    return None if spot is None else [Line(call(drawing, None, 0, spot))]


@statement(12)
def method(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(anywhere=drawing.chance(0.06))
    made = None if spot is None else method_call(drawing, spot)
    return None if made is None else [Line(made)]


@statement(6)
def generic(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(anywhere=drawing.chance(0.06))
    return None if spot is None else [Line(generic_call(drawing, spot))]


@statement(4)
def discard(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(anywhere=drawing.chance(0.2))
    if spot is None:
        return None
    moved = spot.movable and not drawing.kind(spot.type).trivial and drawing.chance(0.3)
    return [Line(f"_ = {spot.text}{'^' if moved else ''}")]


@statement(2)
def statement_value(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot()
    if spot is None or not drawing.chance(0.5):
        return None
    moved = spot.movable and drawing.chance(0.3)
    return [Line(f"{spot.text}{'^' if moved else ''}")]


@statement(3)
def count_up(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot("Int", mutable=True)
    return None if spot is None else [Line(f"{spot.text} += {drawing.random.choice(('1', spot.text))}")]


@statement(5)
def jump(drawing: Drawing) -> list[Line] | None:
    if not drawing.may_leave:
        return None
    choices = ["never()"]
    if drawing.loops:
        choices += ["break", "continue"] * 2
    choices += [returned(drawing)]
    if drawing.can_raise:
        choices += ['raise Error("x")']
    return [Line(drawing.random.choice(choices))]


def returned(drawing: Drawing) -> str:
    """A `return` that fits the function."""
    if drawing.result_place is not None:
        return f"return {drawing.result_place}"
    if drawing.result is None:
        return "return"
    return f"return {value(drawing, drawing.result)}"
