"""Branches, loops and `try`."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Variable
from differential.statements import falls_through, statement, suite
from differential.values import condition


@statement(30, compound=True)
def branch(drawing: Drawing) -> list[Line]:
    before = drawing.snapshot()
    found: list[Line] = []
    ends: list[dict[str, set[tuple[str, ...]]]] = []
    chain = drawing.random.choice((1, 1, 1, 2, 3))
    for number in range(chain):
        test = condition(drawing, constant=chain == 1)
        drawing.restore(before)
        found.append(
            Line(f"{'elif' if number else 'if'} {test}:", suite(drawing, 1 + drawing.random.randrange(3)))
        )
        ends.append(drawing.snapshot())
    drawing.restore(before)
    if drawing.chance(0.5):
        found.append(Line("else:", suite(drawing, 1 + drawing.random.randrange(2))))
    ends.append(drawing.snapshot())
    drawing.restore(drawing.random.choice(ends))
    return found


@statement(10, compound=True)
def while_loop(drawing: Drawing) -> list[Line]:
    """The compiler takes a jump or a raising call in the dead `else` of an endless loop for live until it erases
    it, and knows nothing of what follows: there is none."""
    test = "True" if drawing.chance(0.25) else condition(drawing)
    before = drawing.snapshot()
    body = loop_body(drawing, 0.4)
    drawing.restore(drawing.random.choice((before, drawing.snapshot())))
    final = [] if test == "True" else loop_else(drawing)
    return [Line(f"while {test}:", body), *final]


@statement(8, compound=True)
def counted_loop(drawing: Drawing) -> list[Line]:
    before = drawing.snapshot()
    with drawing.scope():
        target = "_"
        if drawing.chance(0.4):
            name = drawing.fresh_name("i")
            owned = drawing.chance(0.5)
            target = f"var {name}" if owned else name
            drawing.variables.append(
                Variable(name, "Int", mutable=owned, movable=False, in_register=not owned)
            )
        body = loop_body(drawing, 0.3)
    drawing.restore(drawing.random.choice((before, drawing.snapshot())))
    return [Line(f"for {target} in range(2):", body), *loop_else(drawing)]


def loop_body(drawing: Drawing, leaving: float) -> list[Line]:
    drawing.loops += 1
    body = suite(drawing, 1 + drawing.random.randrange(3))
    if drawing.chance(leaving) and falls_through(body):
        word = drawing.random.choice(("break", "break", "continue"))
        body.append(Line(f"if {condition(drawing)}:", [Line(word)]))
    drawing.loops -= 1
    return body


def loop_else(drawing: Drawing) -> list[Line]:
    return [Line("else:", suite(drawing, 1))] if drawing.chance(0.2) else []


@statement(10, compound=True)
def attempt(drawing: Drawing) -> list[Line] | None:
    """In a `finally` there is none: in its copies the compiler reports temporaries on paths that do not exist."""
    if not drawing.may_leave:
        return None
    only_final = drawing.chance(0.2) and drawing.can_raise
    before = drawing.snapshot()
    drawing.catching += 1
    body = suite(drawing, 1 + drawing.random.randrange(3))
    if drawing.chance(0.8) and falls_through(body):
        body.append(Line("may()"))
        body += suite(drawing, 1) if drawing.chance(0.5) else []
    drawing.catching -= 1
    after = drawing.snapshot()
    found = [Line("try:", body)]
    if not only_final:
        with drawing.scope():
            drawing.restore(drawing.random.choice((before, after)))
            name = ""
            if drawing.chance(0.6):
                name = drawing.fresh_name("e")
                drawing.variables.append(Variable(name, "Error"))
            found.append(
                Line(f"except {name}".strip() + ":", suite(drawing, 1 + drawing.random.randrange(2)))
            )
        drawing.restore(after)
        if drawing.chance(0.25) and falls_through(body):
            found.append(Line("else:", suite(drawing, 1)))
    if only_final or drawing.chance(0.3):
        found.append(Line("finally:", _final(drawing)))
    return found


def _final(drawing: Drawing) -> list[Line]:
    """A suite that nothing leaves early."""
    leave, raises, catching, loops = drawing.may_leave, drawing.raises, drawing.catching, drawing.loops
    drawing.may_leave, drawing.raises, drawing.catching, drawing.loops = False, False, 0, 0
    body = suite(drawing, 1 + drawing.random.randrange(2))
    drawing.may_leave, drawing.raises, drawing.catching, drawing.loops = leave, raises, catching, loops
    return body
