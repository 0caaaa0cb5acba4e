"""`with`: managers that give references, themselves, new values, or nothing; that raise; that stop errors."""

from __future__ import annotations

from dataclasses import dataclass

from differential.drawing import Drawing, Line, Variable
from differential.statements import statement, suite
from differential.values import value


@dataclass(frozen=True)
class _Manager:
    """A manager of the prelude: what it holds, and what its target is (None: nothing)."""

    name: str
    holds: str
    gives: str | None
    mutable: bool = True
    movable: bool = True
    raises: bool = False


_MANAGERS = (
    _Manager("GM", "IC", "IC"),
    _Manager("GV", "MV", "GV"),
    _Manager("GE", "Int", "MV"),
    _Manager("GR", "Int", "P2", raises=True),
    _Manager("GN", "Int", None),
)


@statement(8, compound=True)
def managed(drawing: Drawing) -> list[Line] | None:
    manager = drawing.random.choice(_MANAGERS)
    if manager.raises and not drawing.can_raise:
        return None
    before = drawing.snapshot()
    made = f"{manager.name}({value(drawing, manager.holds, 1)})"
    with drawing.scope():
        target = ""
        if manager.gives is not None and drawing.chance(0.8):
            name = drawing.fresh_name(drawing.random.choice(("w", "w", "_w")))
            if manager.gives != "GV":
                drawing.variables.append(Variable(name, manager.gives, manager.mutable, manager.movable))
            target = f" as {name}"
        body = suite(drawing, 1 + drawing.random.randrange(3))
    drawing.restore(drawing.random.choice((before, drawing.snapshot())))
    return [Line(f"with {made}{target}:", body)]
