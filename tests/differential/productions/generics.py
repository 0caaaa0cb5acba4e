"""Values of generic structs, and what generic functions do with values of all kinds."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Variable
from differential.statements import statement
from differential.values import value

_BASES = ("MV", "IC", "CO", "Int", "P2", "String")


@statement(7, wide=True)
def boxed(drawing: Drawing) -> list[Line]:
    """A generic struct around a value."""
    base = drawing.random.choice(_BASES)
    family = drawing.random.choice(("GX", "GX", "GC" if drawing.kind(base).copyable else "GX"))
    type_ = f"{family}[{base}]"
    name = drawing.fresh_name("b")
    written = f": {type_}" if drawing.chance(0.3) else ""
    made = f"{family}({value(drawing, base, 1)}, {value(drawing, 'MV' if family == 'GX' else 'CO', 1)})"
    drawing.variables.append(Variable(name, type_))
    return [Line(f"var {name}{written} = {made}")]


@statement(6, wide=True)
def through_generic(drawing: Drawing) -> list[Line] | None:
    """A value that goes through a generic function."""
    spot = drawing.spot()
    if spot is None or drawing.kind(spot.type).linear:
        return None
    kind = drawing.kind(spot.type)
    choices: list[str] = []
    if spot.movable and not kind.trivial:
        choices += [f"g_give({spot.text}^)"] * 2
    if kind.implicit:
        choices += [f"g_give({spot.text})", f"g_same({spot.text})"]
    if kind.copyable:
        choices.append(f"g_copy({spot.text})")
    if not choices:
        return None
    text = drawing.random.choice(choices)
    if text.endswith("^)"):
        drawing.empty(spot)
    name = drawing.fresh_name("v")
    drawing.variables.append(Variable(name, spot.type))
    return [Line(f"var {name} = {text}")]
