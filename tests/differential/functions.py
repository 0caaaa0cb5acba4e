"""Draws whole functions: plain ones, initializers and methods of a struct of their own, generic ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from differential.drawing import Drawing, Line, Variable
from differential.kinds import KINDS, PARAMETERS, Kind
from differential.productions.plain import returned
from differential.statements import falls_through, open_suite, suite
from differential.values import value

_METHODS = ("look(self)", "same(self) -> Bool", "touch(mut self)")


@dataclass(frozen=True)
class Function:
    """A function, or a struct with one, as lines, and the functions that it calls by their names."""

    lines: tuple[Line, ...]
    callees: dict[str, str]


def draw(seed: str, number: int) -> Function:
    """The function of a number; the same for the same seed."""
    drawing = Drawing(Random(f"{seed}/{number}"), number)
    shape = drawing.random.random()
    if shape < 0.12:
        lines = [_initializer(drawing)]
    elif shape < 0.26:
        lines = [_method(drawing)]
    else:
        lines = [_function(drawing)]
    return Function(tuple(lines), drawing.callees)


def _function(drawing: Drawing) -> Line:
    declared = ""
    if drawing.chance(0.12):
        parameter = drawing.random.choice(PARAMETERS)
        drawing.own[parameter.name] = parameter
        declared = f"[{parameter.name}: {parameter.bound}]"
    drawing.raises = drawing.chance(0.4)
    arguments = [_argument(drawing, n) for n in range(drawing.random.choice((0, 1, 1, 2, 3)))]
    if drawing.chance(0.15):
        type_ = drawing.any_type()
        arguments.append(f"out r: {type_}")
        drawing.variables.append(Variable("r", type_, missing={()}))
    elif drawing.chance(0.25):
        drawing.result = drawing.any_type()
    body = _closed(drawing, open_suite(drawing, 2 + drawing.random.randrange(4)))
    return Line(_head(drawing, f"f{drawing.number}{declared}", arguments), body)


def _initializer(drawing: Drawing) -> Line:
    kind = _owner(drawing)
    drawing.raises = drawing.chance(0.4)
    variable = Variable("self", kind.name, missing={(name,) for name, _ in kind.fields})
    drawing.variables.append(variable)
    arguments = ["out self", *(_argument(drawing, n) for n in range(drawing.random.randrange(2)))]
    fields = list(kind.fields)
    if drawing.chance(0.5):
        drawing.random.shuffle(fields)
    body: list[Line] = []
    for name, of in fields:
        if drawing.chance(0.3):
            body += suite(drawing, 1)
        if drawing.chance(0.9):
            body.append(Line(f"self.{name} = {value(drawing, of, named=0.2)}"))
            variable.missing.discard((name,))
    if falls_through(body):
        body += open_suite(drawing, drawing.random.randrange(4))
    return _struct(drawing, kind, Line(_head(drawing, "__init__", arguments), body))


def _method(drawing: Drawing) -> Line:
    kind = _owner(drawing)
    drawing.raises = drawing.chance(0.3)
    convention = drawing.random.choice(("deinit", "deinit", "var", "mut", "", "ref"))
    drawing.variables.append(
        Variable(
            "self", kind.name, mutable=convention not in ("", "ref"), movable=convention not in ("", "ref")
        )
    )
    arguments = [f"{convention} self".strip()]
    arguments += [_argument(drawing, n) for n in range(drawing.random.randrange(2))]
    if drawing.chance(0.2):
        drawing.result = drawing.any_type()
    body = _closed(drawing, open_suite(drawing, 2 + drawing.random.randrange(3)))
    return _struct(drawing, kind, Line(_head(drawing, "method", arguments), body))


def _owner(drawing: Drawing) -> Kind:
    """A struct of its own, with the fields of another."""
    model = KINDS[drawing.random.choice(("P2", "NE", "MX", "P1", "LP", "P2"))]
    kind = replace(model, name=f"S{drawing.number}", source="own")
    drawing.own[kind.name] = kind
    return kind


def _struct(drawing: Drawing, kind: Kind, method: Line) -> Line:
    bases = 'Movable, Deinitable where (False, "call eat()")' if kind.linear else "Movable"
    others = [
        Line(f"def {text}:", [Line("return True" if "Bool" in text else "pass")])
        for text in (*_METHODS, *(["look_raising(self) raises", "ident(ref self) -> ref [self] Self"]))
    ]
    others[-1].body = [Line("return self")]
    others += [Line("def own(var self):", [Line("self^.eat()" if kind.linear else "pass")])]
    others += [Line("def eat(deinit self):", [Line("self.l^.eat()" if kind.linear else "pass")])]
    fields = [Line(f"var {name}: {of}") for name, of in kind.fields]
    return Line(f"struct {kind.name}({bases}):", [*fields, *others, method])


def _argument(drawing: Drawing, number: int) -> str:
    convention = drawing.random.choice(("", "mut", "mut", "var", "var"))
    type_ = drawing.any_type()
    name = f"{drawing.random.choice(('a', 'a', '_a'))}{number}"
    drawing.variables.append(
        Variable(
            name,
            type_,
            mutable=convention != "",
            movable=convention in {"mut", "var"},
            in_register=convention == "" and drawing.kind(type_).trivial,
        )
    )
    return f"{convention} {name}: {type_}".strip()


def _head(drawing: Drawing, name: str, arguments: list[str]) -> str:
    raises = " raises" if drawing.raises else ""
    result = f" -> {drawing.result}" if drawing.result else ""
    return f"def {name}({', '.join(arguments)}){raises}{result}:"


def _closed(drawing: Drawing, body: list[Line]) -> list[Line]:
    """A function with a result must not reach its end; mostly it does not."""
    if drawing.result is not None and falls_through(body) and not drawing.chance(0.01):
        body.append(Line(returned(drawing)))
    return body
