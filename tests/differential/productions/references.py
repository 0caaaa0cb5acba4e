"""References and pointers: to variables, fields, elements, results of calls, to either of two places."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Spot, Variable
from differential.statements import statement
from differential.values import condition


@statement(9)
def reference(drawing: Drawing) -> list[Line] | None:
    spot = _target(drawing)
    if spot is None:
        return None
    text = _referring(drawing, spot)
    roots = [spot.root]
    mutable = spot.mutable
    if drawing.chance(0.2):
        other = drawing.spot(spot.type, without=[spot.root])
        if other is None or other.root.in_register:
            return None
        text = f"{spot.text} if {condition(drawing, 1)} else {other.text}"
        roots.append(other.root)
        mutable = mutable and other.mutable
    name = drawing.fresh_name(drawing.random.choice(("r", "r", "r", "_r")))
    interior = spot.path is None or any(root.interior for root in roots)
    drawing.variables.append(
        Variable(name, spot.type, mutable, movable=False, roots=tuple(roots), interior=interior)
    )
    return [Line(f"ref {name} = {text}")]


@statement(4)
def pointer(drawing: Drawing) -> list[Line] | None:
    spot = _target(drawing)
    if spot is None:
        return None
    name = drawing.fresh_name("p")
    drawing.variables.append(
        Variable(f"{name}[]", spot.type, spot.mutable, movable=False, roots=(spot.root,))
    )
    return [Line(f"var {name} = Pointer(to={_referring(drawing, spot)})")]


@statement(3)
def repointed(drawing: Drawing) -> list[Line] | None:
    """A pointer is copied, or only looked at."""
    pointers = [variable for variable in drawing.variables if variable.name.endswith("[]")]
    if not pointers:
        return None
    old = drawing.random.choice(pointers)
    if drawing.chance(0.3):
        return [Line(f"_ = {old.name.removesuffix('[]')}")]
    name = drawing.fresh_name("p")
    drawing.variables.append(Variable(f"{name}[]", old.type, old.mutable, movable=False, roots=(old,)))
    return [Line(f"var {name} = {old.name.removesuffix('[]')}")]


def _target(drawing: Drawing) -> Spot | None:
    """A place with an address."""
    spot = drawing.spot(anywhere=drawing.chance(0.1))
    return None if spot is None or spot.root.in_register else spot


def _referring(drawing: Drawing, spot: Spot) -> str:
    """An expression that refers to a place."""
    chance = drawing.random.random()
    if chance < 0.12:
        return f"g_ref({spot.text})"
    if chance < 0.24 and drawing.kind(spot.type).source:
        return f"{spot.text}.ident()"
    return spot.text
