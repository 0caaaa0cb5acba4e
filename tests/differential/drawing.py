"""The state of drawing one function: what is declared, and a rough idea of what is initialized.

A function is mostly sensible: the idea is followed most of the time. Otherwise every value would be
wrong in its first line, and one error per value is all there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from differential.kinds import PLAIN, WIDE, Kind, kind_of

Path = tuple[str, ...]
_WORDS = re.compile(r"\w+").findall


@dataclass
class Line:
    """A line of a program and the suite that it heads."""

    text: str
    body: list[Line] = field(default_factory=list["Line"])


@dataclass
class Variable:
    """What can be named. `name` is its text, `missing` are the field paths that are thought to be uninitialized.

    `roots` are the variables that it refers into: what changes them must not stand beside it in a call.
    `in_register`: it has no address. `interior`: what it refers to is an element of something.
    """

    name: str
    type: str
    mutable: bool = True
    movable: bool = True
    missing: set[Path] = field(default_factory=set[Path])
    roots: tuple[Variable, ...] = ()
    in_register: bool = False
    interior: bool = False

    @property
    def owners(self) -> set[str]:
        """The variables whose memory this is, by name."""
        return {name for root in self.roots for name in root.owners} or {self.name}

    def has(self, path: Path) -> bool:
        return not any(gone[: len(path)] == path or path[: len(gone)] == gone for gone in self.missing)


@dataclass(frozen=True)
class Spot:
    """An expression that names a place: `variable` and `path` if it is a tracked one."""

    text: str
    type: str
    root: Variable
    path: Path | None
    mutable: bool
    movable: bool


class Drawing:
    """One function in the making. `slip` is the chance to break a rule on purpose at each step."""

    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.counter = 0
        self.budget = random.choice((4, 6, 8, 10, 14, 20))
        self.slip = random.choice((0.0, 0.0, 0.0, 0.0, 0.0, 0.05, 0.15))
        self.wide = random.random() < 0.5
        self.variables: list[Variable] = []
        self.own: dict[str, Kind] = {}
        self.callees: dict[str, str] = {}
        self.loops = 0
        self.catching = 0
        self.matching = 0
        self.raises = False
        self.result: str | None = None
        self.result_place: str | None = None
        self.may_leave = True

    # --- chance ---------------------------------------------------------------------------------

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def slips(self) -> bool:
        return self.random.random() < self.slip

    def any_type(self) -> str:
        parameters = [kind.name for kind in self.own.values() if kind.bound]
        if parameters and self.chance(0.3):
            return self.random.choice(parameters)
        if not self.wide:
            return self.random.choice(PLAIN)
        base = self.random.choice((*WIDE, *self.own))
        match self.random.randrange(12):
            case 0:
                return f"List[{base}]"
            case 1:
                return f"Optional[{base}]"
            case 2:
                return f"Tuple[{base}, {self.random.choice(WIDE)}]"
            case 3 if not self.kind(base).linear:
                value = base if self.kind(base).copyable else "IC"
                return f"Dict[String, {value}]"
            case _:
                return base

    def kind(self, name: str) -> Kind:
        return kind_of(name, self.own)

    def fresh_name(self, stem: str) -> str:
        self.counter += 1
        return f"{stem}{self.counter}"

    # --- names ----------------------------------------------------------------------------------

    @contextmanager
    def scope(self) -> Iterator[None]:
        """What is declared inside ends with it."""
        visible = len(self.variables)
        yield
        del self.variables[visible:]

    @property
    def can_raise(self) -> bool:
        return self.raises or self.catching > 0

    def callee(
        self, conventions: Sequence[str], types: Sequence[str], result: str | None, raises: bool
    ) -> str:
        """The name of a function with this signature, declared at file level."""
        parts = [
            f"{convention or 'i'}_{_word(of)}" for convention, of in zip(conventions, types, strict=True)
        ]
        name = "_".join(["to", _word(result or "none"), *parts, *(["raising"] if raises else [])])
        arguments = ", ".join(
            f"{convention} x{n}: {of}".strip()
            for n, (convention, of) in enumerate(zip(conventions, types, strict=True))
        )
        body = [
            f"    g_eat_{_word(of)}(x{n}^)"
            for n, (convention, of) in enumerate(zip(conventions, types, strict=True))
            if convention == "var" and self.kind(of).linear
        ]
        for of in types:
            self._eater(of)
        declared, given = self._parameters(*types, result or "")
        head = (
            f"def {name}{declared}({arguments})"
            + (" raises" if raises else "")
            + (f" -> {result}" if result else "")
        )
        self.callees[name] = "\n".join([head + ":", *body, "    never()" if result else "    pass"])
        return f"{name}{given}"

    def _parameters(self, *types: str) -> tuple[str, str]:
        """How a function declares the type parameters in types, and how its caller gives them."""
        used = [
            kind for kind in self.own.values() if kind.bound and any(kind.name in _WORDS(of) for of in types)
        ]
        if not used:
            return "", ""
        declared = ", ".join(f"{kind.name}: {kind.bound}" for kind in used)
        return f"[{declared}]", f"[{', '.join(kind.name for kind in used)}]"

    def _eater(self, of: str) -> None:
        """Declares a function that takes a linear value."""
        if self.kind(of).linear:
            name = f"g_eat_{_word(of)}"
            declared, _ = self._parameters(of)
            opaque = "[" in of or self.kind(of).bound
            self.callees[name] = f"def {name}{declared}(var x: {of}):\n    " + (
                "while True:\n        g_use(x)" if opaque else "x^.eat()"
            )

    # --- places ---------------------------------------------------------------------------------

    def spots(self, variable: Variable) -> list[Spot]:
        """All places below a variable that can be named."""
        first = Spot(variable.name, variable.type, variable, (), variable.mutable, variable.movable)
        found = [first]
        for spot in found:
            kind = self.kind(spot.type)
            for name, of in kind.fields:
                path = None if spot.path is None else (*spot.path, name)
                found.append(Spot(f"{spot.text}.{name}", of, variable, path, spot.mutable, spot.movable))
            match kind.family:
                case "List":
                    found.append(Spot(f"{spot.text}[0]", kind.of[0], variable, None, spot.mutable, False))
                case "Tuple":
                    found += [
                        Spot(f"{spot.text}[{n}]", of, variable, None, spot.mutable, False)
                        for n, of in enumerate(kind.of)
                    ]
                case "Optional":
                    found.append(
                        Spot(f"{spot.text}.value()", kind.of[0], variable, None, spot.mutable, False)
                    )
                case _:
                    pass
        return found

    def spot(
        self,
        type_: str | None = None,
        *,
        mutable: bool = False,
        movable: bool = False,
        anywhere: bool = False,
        without: Sequence[Variable] = (),
    ) -> Spot | None:
        """A place that fits; `anywhere`: also where nothing is thought to be."""
        variables = [variable for variable in self.variables if variable not in without]
        if type_ is None and variables:
            variables = [self.random.choice(variables)]
        found = [
            spot
            for variable in variables
            for spot in self.spots(variable)
            if (type_ is None or spot.type == type_)
            and (spot.mutable or not mutable or self.slips())
            and (spot.movable or not movable or self.slips())
            and (anywhere or variable.has(spot.path or ()))
        ]
        if not found:
            return None
        return found[0] if type_ is None and self.chance(0.45) else self.random.choice(found)

    def fill(self, spot: Spot) -> None:
        """The place is initialized now."""
        if spot.path is None:
            return
        variable = spot.root
        if () in variable.missing and spot.path:
            variable.missing = {(name,) for name, _ in self.kind(variable.type).fields}
        variable.missing = {gone for gone in variable.missing if gone[: len(spot.path)] != spot.path}

    def empty(self, spot: Spot) -> None:
        """The place is moved from now."""
        if spot.path is not None:
            spot.root.missing.add(spot.path)

    def snapshot(self) -> dict[str, set[Path]]:
        return {variable.name: set(variable.missing) for variable in self.variables}

    def restore(self, states: dict[str, set[Path]]) -> None:
        for variable in self.variables:
            if variable.name in states:
                variable.missing = set(states[variable.name])


def _word(type_: str) -> str:
    """A type as part of a name."""
    return type_.replace("[", "_of_").replace(", ", "_and_").replace("]", "_")
