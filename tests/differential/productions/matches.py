"""`match` on numbers, texts and truths; its names and guards."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Spot, Variable
from differential.statements import statement, suite
from differential.values import condition

_VALUES = {"Int": ("1", "2", "3"), "String": ('"a"', '"b"', '"c"'), "Bool": ("True", "False")}


@statement(8, compound=True)
def matched(drawing: Drawing) -> list[Line] | None:
    spot = _subject(drawing)
    if spot is None:
        return None
    drawing.matching += 1
    before = drawing.snapshot()
    ends = [before]
    cases: list[Line] = []
    values = list(_VALUES[spot.type])
    drawing.random.shuffle(values)
    for literal in values[: 1 + drawing.random.randrange(len(values))]:
        drawing.restore(before)
        guard = f" if {condition(drawing, 1)}" if drawing.chance(0.2) else ""
        cases.append(Line(f"case {literal}{guard}:", suite(drawing, 1 + drawing.random.randrange(2))))
        ends.append(drawing.snapshot())
    drawing.restore(before)
    if drawing.chance(0.6):
        with drawing.scope():
            pattern = "_"
            if drawing.chance(0.3):
                pattern = drawing.fresh_name("m")
                drawing.variables.append(
                    Variable(pattern, spot.type, mutable=False, movable=False, roots=(spot.root,))
                )
            cases.append(Line(f"case {pattern}:", suite(drawing, 1)))
    drawing.restore(drawing.random.choice(ends))
    drawing.matching -= 1
    return [Line(f"match {spot.text}:", cases)]


def _subject(drawing: Drawing) -> Spot | None:
    found = [
        spot
        for variable in drawing.variables
        for spot in drawing.spots(variable)
        if spot.type in _VALUES and variable.has(spot.path or ())
    ]
    return drawing.random.choice(found) if found else None
