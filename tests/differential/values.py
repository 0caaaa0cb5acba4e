"""Draws expressions: owned values, calls, conditions."""

from __future__ import annotations

from collections.abc import Sequence

from differential.drawing import Drawing, Spot, Variable

_WHOLE = ("look", "touch", "own", "eat")


def value(
    drawing: Drawing, type_: str, depth: int = 0, without: Sequence[Variable] = (), *, named: float = 0.5
) -> str:
    """An owned value of a type: moved, copied, from a call, or new."""
    chance = drawing.random.random()
    if chance < named:
        spot = drawing.spot(type_, without=without)
        if spot is not None:
            taken = taken_from(drawing, spot)
            if taken is not None:
                return taken
    if chance < named + 0.12 and depth < 2:
        return call(drawing, type_, depth + 1)
    if chance < named + 0.15 and depth < 2:
        yes = fresh(drawing, type_, depth + 1)
        return f"{yes} if {condition(drawing, depth + 1)} else {fresh(drawing, type_, depth + 1)}"
    return fresh(drawing, type_, depth)


def taken_from(drawing: Drawing, spot: Spot) -> str | None:
    """A place as an owned value; None if the rules do not allow it."""
    kind = drawing.kind(spot.type)
    if kind.implicit and drawing.chance(0.6):
        return spot.text
    if kind.copyable and not kind.implicit and drawing.chance(0.4):
        return f"{spot.text}.copy()"
    if spot.movable and not kind.trivial:
        drawing.empty(spot)
        return f"{spot.text}^"
    if kind.implicit:
        return spot.text
    if drawing.slips():
        return drawing.random.choice((spot.text, f"{spot.text}^"))
    return None


def fresh(drawing: Drawing, type_: str, depth: int = 0) -> str:
    """A new value of a type."""
    kind = drawing.kind(type_)
    if kind.literal:
        return kind.literal
    match kind.family:
        case "List" if not kind.linear:
            count = drawing.random.randrange(3)
            items = [value(drawing, kind.of[0], depth + 1, named=0.2) for _ in range(count)]
            return f"[{', '.join(items)}]" if items else f"{type_}()"
        case "Dict":
            item = value(drawing, kind.of[1], depth + 1, named=0.2)
            return f'{{"k": {item}}}' if drawing.chance(0.5) else f"{type_}()"
        case "Optional" if not kind.linear:
            item = value(drawing, kind.of[0], depth + 1, named=0.2)
            return drawing.random.choice((f"{type_}({item})", f"{type_}()"))
        case "Tuple" if not kind.linear:
            return f"({', '.join(value(drawing, of, depth + 1, named=0.2) for of in kind.of)})"
        case _:
            pass
    if kind.fields and type_ not in drawing.own and drawing.chance(0.4) and depth < 3:
        parts = [value(drawing, of, depth + 1, named=0.1) for _, of in kind.fields]
        return f"{type_}({', '.join(parts)})"
    raises = drawing.can_raise and depth == 0 and drawing.chance(0.3)
    return f"{drawing.callee((), (), type_, raises)}()"


def call(drawing: Drawing, result: str | None, depth: int = 0, first: Spot | None = None) -> str:
    """A call that reads, changes or takes places."""
    used: list[tuple[Spot, bool]] = []
    conventions: list[str] = []
    types: list[str] = []
    texts: list[str] = []
    for number in range(drawing.random.choice((1, 1, 1, 2, 2, 3))):
        spot = first if number == 0 and first is not None else drawing.spot(anywhere=drawing.chance(0.04))
        if spot is None:
            continue
        convention, text = _passed(drawing, spot, used)
        conventions.append(convention)
        types.append(spot.type)
        texts.append(text)
    if drawing.chance(0.1) and depth < 2:
        type_ = drawing.any_type()
        conventions.append(drawing.random.choice(("", "var")))
        types.append(type_)
        texts.append(value(drawing, type_, depth + 1, named=0.1))
    order = list(range(len(texts)))
    drawing.random.shuffle(order)
    raises = drawing.can_raise and drawing.chance(0.25)
    name = drawing.callee([conventions[n] for n in order], [types[n] for n in order], result, raises)
    return f"{name}({', '.join(texts[n] for n in order)})"


def _passed(drawing: Drawing, spot: Spot, used: list[tuple[Spot, bool]]) -> tuple[str, str]:
    """Convention and text of an argument; `used` are the places of its siblings, and which are changed."""
    kind = drawing.kind(spot.type)
    clash = any(_overlap(spot, other) for other, _ in used) and not drawing.slips()
    changed = any(_overlap(spot, other) and changes for other, changes in used) and not drawing.slips()
    if changed:
        return (
            ("", spot.text)
            if spot.type not in drawing.own and drawing.slips()
            else ("", fresh(drawing, spot.type, 2))
        )
    chance = drawing.random.random()
    if not clash and spot.movable and not kind.trivial and chance < 0.35:
        used.append((spot, True))
        drawing.empty(spot)
        return "var", f"{spot.text}^"
    if kind.implicit and chance < 0.45:
        used.append((spot, False))
        return "var", spot.text
    if not clash and (spot.mutable or drawing.slips()) and chance < 0.65:
        used.append((spot, True))
        return drawing.random.choice(("mut", "mut", "mut", "ref")), spot.text
    used.append((spot, False))
    if drawing.slips():
        return drawing.random.choice(("var", "mut")), drawing.random.choice((spot.text, f"{spot.text}^"))
    return "", spot.text


def _overlap(one: Spot, other: Spot) -> bool:
    if one.root is not other.root:
        return not one.root.owners.isdisjoint(other.root.owners)
    if one.path is None or other.path is None:
        return True
    shorter = min(len(one.path), len(other.path))
    return one.path[:shorter] == other.path[:shorter]


def method_call(drawing: Drawing, spot: Spot) -> str | None:
    """A call of a method of the struct that stands at a place; None if it has no methods of ours."""
    kind = drawing.kind(spot.type)
    if not kind.source:
        return None
    chance = drawing.random.random()
    if spot.movable and not kind.trivial and chance < 0.25:
        drawing.empty(spot)
        return f"{spot.text}^.{drawing.random.choice(('own', 'eat'))}()"
    if (spot.mutable or drawing.slips()) and chance < 0.5:
        return f"{spot.text}{drawing.random.choice(('', '', '.ident()'))}.touch()"
    if kind.implicit and chance < 0.6:
        return f"{spot.text}.own()"
    if drawing.can_raise and chance < 0.7:
        return f"{spot.text}.look_raising()"
    return f"{spot.text}{drawing.random.choice(('', '', '.ident()'))}.look()"


def generic_call(drawing: Drawing, spot: Spot) -> str:
    """A call of a generic function about a place."""
    kind = drawing.kind(spot.type)
    chance = drawing.random.random()
    if spot.movable and not kind.trivial and not kind.linear and chance < 0.3:
        drawing.empty(spot)
        return f"g_take({spot.text}^)"
    if kind.implicit and chance < 0.4 and not kind.linear:
        return f"g_take({spot.text})"
    if spot.mutable and chance < 0.65:
        return f"g_poke({spot.text})"
    other = drawing.spot()
    if other is not None and chance < 0.85:
        return f"g_two({spot.text}, {other.text})"
    return f"g_use({spot.text})"


def condition(drawing: Drawing, depth: int = 0, *, constant: bool = False) -> str:
    """A condition; `constant`: it may be one that the compiler folds."""
    chance = drawing.random.random()
    if constant and chance < 0.05:
        return drawing.random.choice(("True", "False"))
    if chance < 0.15 and depth < 2:
        left, right = condition(drawing, depth + 1), condition(drawing, depth + 1)
        return f"{left} {drawing.random.choice(('and', 'or'))} {right}"
    if chance < 0.2 and depth < 2:
        return f"not {condition(drawing, depth + 1)}"
    spot = drawing.spot() if chance < 0.6 else None
    if spot is not None:
        if spot.type == "Bool":
            return spot.text
        if spot.type == "Int":
            return f"{spot.text} < 3"
        if drawing.kind(spot.type).source and drawing.chance(0.4):
            return f"{spot.text}.same()"
        return call(drawing, "Bool", depth + 1, spot)
    return "cond_raising()" if drawing.can_raise and drawing.chance(0.2) else "cond()"
