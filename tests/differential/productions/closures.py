"""Nested functions: what they capture by which convention, and their calls."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Spot, Variable
from differential.statements import statement, suite
from differential.values import call


@statement(9)
def closure(drawing: Drawing) -> list[Line] | None:
    """A closure of one or two variables, which is called, passed on, or left alone.

    In a case of a `match` the compiler reports what it says of a closure at another case, or behind the
    `match`: there are none.
    """
    if drawing.matching:
        return None
    captured: list[tuple[str, Variable, bool]] = []
    for _ in range(drawing.random.choice((1, 1, 2))):
        spot = drawing.spot(anywhere=drawing.chance(0.05))
        if spot is None or not spot.root.name.isidentifier() or spot.root.interior:
            continue  # What a closure may do with a captured element is decided by CO-60, which we do not know.
        if any(not spot.root.owners.isdisjoint(it.owners) for _, it, _ in captured):
            continue  # What is moved in and what refers to it have one origin then, and never go together.
        entry = _entry(drawing, spot.root)
        if entry is not None:
            captured.append(entry)
    if not captured:
        return None
    name = drawing.fresh_name("g")
    raises = drawing.can_raise and drawing.chance(0.2)
    body = _body(drawing, captured, raises=raises)
    entries = ", ".join(text for text, _, _ in captured)
    for text, variable, _ in captured:
        if text.endswith("^"):
            drawing.empty(Spot(variable.name, variable.type, variable, (), mutable=True, movable=True))
    found = [Line(f"def {name}(){' raises' if raises else ''} {{{entries}}}:", body)]
    for _ in range(drawing.random.choice((0, 1, 1, 2))):
        found.append(Line(drawing.random.choice((f"{name}()",) * 3 + (() if raises else (f"run({name})",)))))
        if drawing.chance(0.4):
            between = drawing.spot()
            found += [] if between is None else [Line(call(drawing, None, 1, between))]
    return found


def _entry(drawing: Drawing, variable: Variable) -> tuple[str, Variable, bool] | None:
    """How a variable is captured, and whether the closure may change it."""
    kind = drawing.kind(variable.type)
    name = variable.name
    choices = [(f"imm {name}", variable, False)]
    if not variable.in_register:
        if variable.mutable or drawing.slips():
            choices += [(f"mut {name}", variable, True)] * 2
        choices.append((f"ref {name}", variable, variable.mutable))
    if (kind.implicit or drawing.slips()) and not kind.linear:
        choices.append((f"var {name}", variable, not kind.trivial))
    if variable.movable and not kind.linear and not variable.in_register:
        choices.append((f"var {name}^", variable, True))
    return drawing.random.choice(choices)


def _body(drawing: Drawing, captured: list[tuple[str, Variable, bool]], *, raises: bool) -> list[Line]:
    """The closure sees only what it captures, complete and not to be taken, unless it owns it."""
    outer = (
        drawing.variables,
        drawing.raises,
        drawing.catching,
        drawing.loops,
        drawing.may_leave,
        drawing.result,
    )
    place = drawing.result_place
    drawing.variables = [Variable(it.name, it.type, mutable, movable=False) for _, it, mutable in captured]
    drawing.raises, drawing.catching, drawing.loops, drawing.result = raises, 0, 0, None
    drawing.result_place, drawing.may_leave = None, True
    body = suite(drawing, 1 + drawing.random.randrange(2))
    drawing.variables, drawing.raises, drawing.catching, drawing.loops, drawing.may_leave, drawing.result = (
        outer
    )
    drawing.result_place = place
    return body
