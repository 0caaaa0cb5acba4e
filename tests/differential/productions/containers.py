"""What is done with lists, dictionaries, optionals and tuples: methods, iteration, comprehensions."""

from __future__ import annotations

from differential.drawing import Drawing, Line, Spot, Variable
from differential.productions.compound import loop_body, loop_else
from differential.statements import statement, suite
from differential.values import call, condition, value


@statement(12, wide=True)
def container(drawing: Drawing) -> list[Line]:
    """A container to work with: most productions need one."""
    base = drawing.random.choice(("MV", "MV", "IC", "CO", "P2", "Int", "String", "MX"))
    kind = drawing.random.choice(("List", "List", "List", "Optional", "Dict"))
    if kind == "Dict":
        base = base if drawing.kind(base).copyable else "CO"
    type_ = f"Dict[String, {base}]" if kind == "Dict" else f"{kind}[{base}]"
    name = drawing.fresh_name("c")
    made = value(drawing, type_, named=0.1)
    drawing.variables.append(Variable(name, type_))
    return [Line(f"var {name}: {type_} = {made}")]


@statement(14, wide=True)
def change(drawing: Drawing) -> list[Line] | None:
    """A method that changes a container."""
    spot = _container(drawing, mutable=True)
    if spot is None:
        return None
    kind = drawing.kind(spot.type)
    without = [spot.root]
    match kind.family:
        case "List":
            item = value(drawing, kind.of[0], 1, without)
            choices = [f"{spot.text}.append({item})", f"{spot.text}.insert(0, {item})"]
            choices += [] if kind.linear else [f"{spot.text}.clear()", f"_ = {spot.text}.pop()"]
        case "Dict":
            item = value(drawing, kind.of[1], 1, without)
            choices = [f'{spot.text}["k"] = {item}', f"{spot.text}.clear()"]
            if _may_miss(drawing):
                choices.append(f'_ = {spot.text}.pop("k")')
        case "Optional":
            choices = [f"{spot.text} = {value(drawing, kind.of[0], 1, without)}", f"_ = {spot.text}.take()"]
        case _:
            return None
    return [Line(drawing.random.choice(choices))]


@statement(6, wide=True)
def taken_out(drawing: Drawing) -> list[Line] | None:
    """An element becomes a variable."""
    spot = _container(drawing, mutable=True)
    if spot is None:
        return None
    kind = drawing.kind(spot.type)
    match kind.family:
        case "List":
            of, text = kind.of[0], f"{spot.text}.pop()"
        case "Dict" if _may_miss(drawing):
            of, text = kind.of[1], f'{spot.text}.pop("k")'
        case "Optional":
            of, text = kind.of[0], f"{spot.text}.take()"
        case _:
            return None
    name = drawing.fresh_name("t")
    drawing.variables.append(Variable(name, of))
    return [Line(f"var {name} = {text}")]


@statement(6, wide=True)
def stale(drawing: Drawing) -> list[Line] | None:
    """A reference to an element, and something that may end it before it is used."""
    spot = _container(drawing, mutable=True)
    if spot is None or drawing.kind(spot.type).family == "Dict":
        return None
    of = drawing.kind(spot.type).of[0]
    element = f"{spot.text}[0]" if drawing.kind(spot.type).family == "List" else f"{spot.text}.value()"
    name = drawing.fresh_name("r")
    made = [Line(f"ref {name} = {element}")]
    variable = Variable(name, of, mutable=True, movable=False, roots=(spot.root,), interior=True)
    if drawing.chance(0.3):
        made, variable.name = [Line(f"var {name} = Pointer(to={element})")], f"{name}[]"
    made += change(drawing) or []
    if drawing.chance(0.5):
        made = [made[0], Line(f"if {condition(drawing, 1)}:", made[1:] or [Line("pass")])]
    drawing.variables.append(variable)
    made.append(
        Line(
            f"g_use({variable.name})"
            if drawing.chance(0.5)
            else call(drawing, None, 0, drawing.spots(variable)[0])
        )
    )
    return made


@statement(6, wide=True)
def swapped(drawing: Drawing) -> list[Line] | None:
    spot = drawing.spot(mutable=True)
    other = None if spot is None else drawing.spot(spot.type, mutable=True, without=[spot.root])
    if spot is None or other is None or not spot.root.owners.isdisjoint(other.root.owners):
        return None
    return [Line(f"swap({spot.text}, {other.text})")]


@statement(12, compound=True, wide=True)
def iteration(drawing: Drawing) -> list[Line] | None:
    """A loop over the elements, plainly, by reference, or as owned copies."""
    spot = _container(drawing)
    if spot is None:
        return None
    kind = drawing.kind(spot.type)
    before = drawing.snapshot()
    name = drawing.fresh_name("x")
    with drawing.scope():
        match kind.family:
            case "List":
                of = kind.of[0]
                form = drawing.random.choice(("", "", "ref ", "ref ", "var "))
                if form == "var " and not drawing.kind(of).implicit and not drawing.slips():
                    form = "ref "
                mutable = {"": False, "ref ": spot.mutable, "var ": True}[form]
                drawing.variables.append(
                    Variable(name, of, mutable, form == "var ", roots=() if form == "var " else (spot.root,))
                )
                head = f"for {form}{name} in {spot.text}:"
            case "Dict":
                drawing.variables.append(
                    Variable(name, "String", mutable=False, movable=False, roots=(spot.root,))
                )
                head = f"for {name} in {spot.text}:"
            case _:
                return None
        body = loop_body(drawing, 0.3)
    drawing.restore(drawing.random.choice((before, drawing.snapshot())))
    return [Line(head, body), *loop_else(drawing)]


@statement(5, wide=True)
def comprehension(drawing: Drawing) -> list[Line] | None:
    """A new list of what is copied or computed from the elements."""
    spot = _container(drawing)
    if spot is None or drawing.kind(spot.type).family != "List":
        return None
    element = drawing.kind(drawing.kind(spot.type).of[0])
    name = drawing.fresh_name("x")
    choices = [("Int", "3")]
    if element.implicit:
        choices.append((element.name, name))
    if element.copyable and not element.literal:
        choices.append((element.name, f"{name}.copy()"))
    choices += [(of, f"{name}.{field}") for field, of in element.fields if drawing.kind(of).implicit]
    of, made = drawing.random.choice(choices)
    rest = ""
    if drawing.chance(0.4):
        with drawing.scope():
            drawing.variables.append(
                Variable(name, element.name, mutable=False, movable=False, roots=(spot.root,))
            )
            rest = f" if {condition(drawing, 1)}"
    target = drawing.fresh_name("c")
    drawing.variables.append(Variable(target, f"List[{of}]"))
    return [Line(f"var {target} = [{made} for {name} in {spot.text}{rest}]")]


@statement(5, compound=True, wide=True)
def presence(drawing: Drawing) -> list[Line] | None:
    """A branch on whether something is there."""
    spot = _container(drawing)
    if spot is None:
        return None
    before = drawing.snapshot()
    test = {"List": f"len({spot.text}) > 0", "Optional": spot.text, "Dict": f'"k" in {spot.text}'}
    found = [Line(f"if {test[drawing.kind(spot.type).family]}:", suite(drawing, 2))]
    drawing.restore(drawing.random.choice((before, drawing.snapshot())))
    return found


@statement(5, wide=True)
def unpacking(drawing: Drawing) -> list[Line]:
    """Several variables from a tuple; its elements are copied out."""
    kinds = [drawing.random.choice(("IC", "Int", "PL", "String", "IP")) for _ in range(2)]
    names = [drawing.fresh_name("u") for _ in kinds]
    made = ", ".join(value(drawing, of, 1) for of in kinds)
    for name, of in zip(names, kinds, strict=True):
        drawing.variables.append(Variable(name, of))
    return [Line(f"var {', '.join(names)} = {made}")]


def _container(drawing: Drawing, *, mutable: bool = False) -> Spot | None:
    found = [
        spot
        for variable in drawing.variables
        for spot in drawing.spots(variable)
        if drawing.kind(spot.type).family in ("List", "Dict", "Optional")
        and (spot.mutable or not mutable or drawing.slips())
        and variable.has(spot.path or ())
    ]
    return drawing.random.choice(found) if found else None


def _may_miss(drawing: Drawing) -> bool:
    """Whether the error of a missing key may be raised: in a `try` it would decide the type of all errors."""
    return drawing.raises and not drawing.catching
