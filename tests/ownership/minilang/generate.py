"""Draws random functions of the mini language.

A function is mostly sensible: the generator keeps a rough idea of what is initialized where it
stands, and follows it most of the time. Otherwise every value would be wrong in its first line, and
one error per value is all there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from ownership.minilang.kinds import KINDS, ROUTE
from ownership.minilang.tree import (
    Assign,
    Call,
    Callee,
    Declare,
    Discard,
    Do,
    Expr,
    For,
    Function,
    If,
    Jump,
    Literal,
    Logical,
    Move,
    Name,
    Never,
    Param,
    Place,
    Stmt,
    Try,
    While,
)


@dataclass
class Variable:
    name: str
    kind: str
    mutable: bool = True
    movable: bool = True
    missing: set[tuple[str, ...]] = field(default_factory=set)
    is_try_name: bool = False


def place_paths(kind: str) -> list[tuple[tuple[str, ...], str]]:
    """All field paths of a kind with their kinds, the empty one first."""
    found: list[tuple[tuple[str, ...], str]] = [((), kind)]
    for path, inner in found:
        found += [((*path, name), of) for name, of in KINDS[inner].fields]
    return found


PATHS = {name: place_paths(name) for name in KINDS}


class Generator:
    """Draws one function from `random`."""

    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.counter = 0
        self.budget = random.choice((4, 6, 8, 10, 14, 20))
        self.variables: list[Variable] = []
        self.loops = 0
        self.catching = 0
        self.raises = False
        self.result: str | None = None
        self.may_leave = True

    # --- functions ------------------------------------------------------------------------------

    def function(self) -> Function:
        choice = self.random.random()
        if choice < 0.12:
            return self._initializer()
        if choice < 0.24:
            return self._destroyer()
        self.raises = self.chance(0.4)
        params = [self._param(n) for n in range(self.random.choice((0, 1, 1, 2, 3)))]
        out = self.chance(0.15)
        self.result = None
        if out:
            kind = self._kind()
            params.append(Param("out", kind, "r"))
            self.variables.append(Variable("r", kind, missing={()}))
        elif self.chance(0.25):
            self.result = self._kind()
        body = self.suite(2 + self.random.randrange(4), top=True)
        return Function(f"f{self.number}", params, self.result, self.raises, self._closed(body))

    def _closed(self, body: list[Stmt]) -> list[Stmt]:
        """A function with a result must not reach its end."""
        if self.result is not None and falls_through(body):
            body.append(Jump("return", self._fresh(self.result)))
        return body

    def _initializer(self) -> Function:
        fields, owner = self._owner()
        kind = KINDS[owner]
        self.raises = self.chance(0.4)
        params = [Param("out", owner, "self")] + [self._param(n) for n in range(self.random.randrange(2))]
        missing = {(name,) for name, _ in fields}
        self.variables.append(Variable("self", owner, missing=missing or {()}))
        body: list[Stmt] = []
        names = [name for name, _ in fields]
        if self.chance(0.5):
            self.random.shuffle(names)
        for name in names:
            if self.chance(0.3):
                body += self.suite(1)
            if self.chance(0.9):
                place = Place("self", (name,), dict(fields)[name])
                body.append(Assign(place, self._fresh(place.kind)))
                self._fill(self.variables[0], (name,))
        if falls_through(body):
            body += self.suite(self.random.randrange(4), top=True)
        bases = "Movable" if not kind.linear else 'Movable, Deinitable where (False, "call close()")'
        return Function("__init__", params, None, self.raises, body, fields, f"S{self.number}", bases)

    def _destroyer(self) -> Function:
        fields, owner = self._owner()
        self.raises = self.chance(0.3)
        self.variables.append(Variable("self", owner))
        params = [Param(self.random.choice(("deinit", "deinit", "deinit", "var", "mut")), owner, "self")]
        params += [self._param(n) for n in range(self.random.randrange(2))]
        body = self.suite(2 + self.random.randrange(3), top=True)
        bases = "Movable" if not KINDS[owner].linear else 'Movable, Deinitable where (False, "call close()")'
        return Function("method", params, None, self.raises, body, fields, f"S{self.number}", bases)

    def _owner(self) -> tuple[tuple[tuple[str, str], ...], str]:
        """The fields of a new struct, with the kind whose layout it has."""
        owner = self.random.choice(("P2", "NE", "MX", "P1", "LP", "P2"))
        return KINDS[owner].fields, owner

    def _param(self, number: int) -> Param:
        convention = self.random.choice(("", "mut", "mut", "var", "var"))
        kind = self._kind()
        name = f"{self.random.choice(('a', 'a', '_a'))}{number}"
        self.variables.append(
            Variable(name, kind, mutable=convention != "", movable=convention in {"mut", "var"})
        )
        return Param(convention, kind, name)

    # --- statements -----------------------------------------------------------------------------

    def suite(self, length: int, *, top: bool = False) -> list[Stmt]:
        """A suite with its own scope; the variables it declares end with it (unless at the top)."""
        visible = len(self.variables)
        found: list[Stmt] = []
        for _ in range(length):
            statement = self.statement()
            found.append(statement)
            if not falls_through([statement]):
                break
        if not top:
            del self.variables[visible:]
        return found

    def statement(self) -> Stmt:
        self.budget -= 1
        deep = self.budget <= 0
        if not self.variables or self.chance(0.17):
            return self._declaration()
        if not deep and self.chance(0.3):
            return self._compound()
        if self.may_leave and self.chance(0.05):
            return self._jump()
        return self._simple()

    def _declaration(self) -> Stmt:
        kind = self._kind()
        name = f"{'_' if self.chance(0.05) else ''}v{self.counter}"
        self.counter += 1
        variable = Variable(name, kind)
        if self.chance(0.25):
            variable.missing = {()}
            self.variables.append(variable)
            return Declare(name, kind)
        value = self._value(kind)
        self.variables.append(variable)
        return Assign(Place(name, (), kind), value, declares=True)

    def _compound(self) -> Stmt:
        return self.random.choice((self._if, self._if, self._if, self._while, self._for, self._try))()

    def _if(self) -> Stmt:
        before = self._snapshot()
        arms: list[tuple[Expr, list[Stmt]]] = []
        ends = []
        chain = self.random.choice((1, 1, 1, 2, 3))
        for _ in range(chain):
            condition = self._condition(constant=chain == 1)
            self._restore(before)
            arms.append((condition, self.suite(1 + self.random.randrange(3))))
            ends.append(self._snapshot())
        self._restore(before)
        orelse = self.suite(1 + self.random.randrange(2)) if self.chance(0.5) else None
        ends.append(self._snapshot())
        self._restore(self.random.choice(ends))
        return If(arms, orelse)

    def _while(self) -> Stmt:
        condition: Expr = Literal("True") if self.chance(0.25) else self._condition()
        before = self._snapshot()
        self.loops += 1
        body = self.suite(1 + self.random.randrange(3))
        if self.chance(0.4):
            body = [*body, *self._leaving_arm()] if falls_through(body) else body
        self.loops -= 1
        self._restore(self.random.choice((before, self._snapshot())))
        orelse = self.suite(1) if self.chance(0.2) else None
        return While(condition, body, orelse)

    def _leaving_arm(self) -> list[Stmt]:
        jump = Jump(self.random.choice(("break", "break", "continue")))
        return [If([(self._condition(), [jump])], None)]

    def _for(self) -> Stmt:
        before = self._snapshot()
        name = None
        visible = len(self.variables)
        if self.chance(0.3):
            name = f"i{self.counter}"
            self.counter += 1
            self.variables.append(Variable(name, "Int"))
        self.loops += 1
        body = self.suite(1 + self.random.randrange(3))
        if self.chance(0.3) and falls_through(body):
            body += self._leaving_arm()
        self.loops -= 1
        del self.variables[visible:]
        self._restore(self.random.choice((before, self._snapshot())))
        orelse = self.suite(1) if self.chance(0.2) else None
        return For(name, body, orelse)

    def _try(self) -> Stmt:
        final = None
        only_final = self.chance(0.2) and (self.raises or self.catching > 0)
        before = self._snapshot()
        self.catching += 1
        body = self.suite(1 + self.random.randrange(3))
        if self.chance(0.8) and falls_through(body):
            body += [Do(Call(callee("may", (), None, raises=True), []))]
            body += self.suite(self.random.randrange(2)) if falls_through(body) else []
        self.catching -= 1
        after = self._snapshot()
        name = None
        handler = orelse = None
        if not only_final:
            visible = len(self.variables)
            self._restore(self.random.choice((before, after)))
            if self.chance(0.6):
                name = f"e{self.counter}"
                self.counter += 1
                self.variables.append(Variable(name, "Error", is_try_name=True))
            handler = self.suite(1 + self.random.randrange(2))
            del self.variables[visible:]
            self._restore(after)
            orelse = self.suite(1) if self.chance(0.25) and falls_through(body) else None
        if only_final or self.chance(0.3):
            leave, raises, catching = self.may_leave, self.raises, self.catching
            self.may_leave, self.raises, self.catching = False, False, 0
            loops, self.loops = self.loops, 0
            final = self.suite(1 + self.random.randrange(2))
            self.may_leave, self.raises, self.catching, self.loops = leave, raises, catching, loops
        return Try(body, name, handler, orelse, final)

    def _jump(self) -> Stmt:
        choices: list[Stmt] = [Never()]
        if self.loops:
            choices += [Jump("break"), Jump("continue")] * 2
        value = None if self.result is None else self._value(self.result)
        choices += [Jump("return", value)]
        if self.raises or self.catching:
            choices += [Jump("raise")]
        return self.random.choice(choices)

    def _simple(self) -> Stmt:
        variable = self.random.choice(self.variables)
        path, kind = self._path_of(variable)
        if variable.is_try_name:
            return Do(
                Call(
                    callee("use_Error", (Param("", "Error"),), None),
                    [Name(Place(variable.name, (), "Error"))],
                )
            )
        place = Place(variable.name, path, kind)
        there = self._is_there(variable, path)
        if variable.mutable and ((not there and self.chance(0.75)) or self.chance(0.2)):
            value = self._value(kind, avoid=variable.name if self.chance(0.8) else None)
            self._fill(variable, path)
            return Assign(place, value)
        if not there and self.chance(0.8):
            return self._declaration()
        choice = self.random.random()
        if choice < 0.06:
            return Discard(self._discarded(variable, place))
        return Do(self._call_on(variable, place, result=None))

    def _discarded(self, variable: Variable, place: Place) -> Expr:
        if KINDS[place.kind].trivial or not variable.movable or self.chance(0.7):
            return Name(place)
        return Move(place)

    # --- expressions ----------------------------------------------------------------------------

    def _call_on(self, variable: Variable, place: Place, result: str | None) -> Call:
        """A call that reads, mutates or takes a place."""
        kind = KINDS[place.kind]
        raises = self.can_raise and self.chance(0.25)
        choice = self.random.random()
        takes = variable.movable and not kind.trivial
        if takes and choice < 0.4:
            self._empty(variable, place.path)
            convention, arg, verb = "var", Move(place), "take"
        elif kind.copies and choice < 0.5 and not kind.linear:
            convention, arg, verb = "var", Name(place), "take"
        elif variable.mutable and choice < 0.65:
            convention, arg, verb = "mut", Name(place), "poke"
        else:
            convention, arg, verb = "", Name(place), "use"
        params = [Param(convention, place.kind, "x")]
        args: list[Expr] = [arg]
        second = self._second_argument(variable, place) if self.chance(0.2) else None
        name = f"{verb}_{place.kind}"
        if second is not None:
            other, other_kind = second
            params.append(Param("", other_kind, "y"))
            args.append(other)
            name += f"_{other_kind}"
            if self.chance(0.5):
                params.reverse()
                args.reverse()
                name += "_r"
        name += f"_to_{result}" if result else ""
        name += "_raising" if raises else ""
        return Call(callee(name, tuple(params), result, raises=raises), args)

    def _second_argument(self, variable: Variable, place: Place) -> tuple[Expr, str] | None:
        other = self.random.choice(self.variables)
        path, kind = self._path_of(other)
        if other.is_try_name:
            return None
        if other is variable:
            shorter = min(len(path), len(place.path))
            if path[:shorter] == place.path[:shorter]:
                return None
        if self.chance(0.2):
            return self._fresh(kind, depth=1), kind
        return Name(Place(other.name, path, kind)), kind

    def _condition(self, *, constant: bool = False) -> Expr:
        choice = self.random.random()
        if constant and choice < 0.05:
            return Literal(self.random.choice(("True", "False")))
        if choice < 0.15:
            operator = self.random.choice(("and", "or"))
            return Logical(operator, self._condition(), self._condition())
        usable = [v for v in self.variables if not v.is_try_name]
        if choice < 0.5 and usable:
            variable = self.random.choice(usable)
            path, kind = self._path_of(variable)
            if kind == "Bool" and not path:
                return Name(Place(variable.name, path, kind))
            if self._is_there(variable, path) or self.chance(0.1):
                return self._call_on(variable, Place(variable.name, path, kind), "Bool")
        raises = self.can_raise and self.chance(0.2)
        return Call(callee("cond_raising" if raises else "cond", (), "Bool", raises=raises), [])

    def _value(self, kind: str, avoid: str | None = None) -> Expr:
        """An owned value of a kind: fresh, moved, or copied from a variable."""
        sources = [
            (variable, path)
            for variable in self.variables
            if variable.name != avoid and not variable.is_try_name
            for path, of in PATHS[variable.kind]
            if of == kind and self._is_there(variable, path)
        ]
        if sources and self.chance(0.5):
            variable, path = self.random.choice(sources)
            place = Place(variable.name, path, kind)
            if KINDS[kind].copies and self.chance(0.6):
                return Name(place)
            if variable.movable and not KINDS[kind].trivial:
                self._empty(variable, path)
                return Move(place)
        usable = [v for v in self.variables if not v.is_try_name and v.name != avoid]
        if usable and self.chance(0.25):
            variable = self.random.choice(usable)
            path, of = self._path_of(variable)
            if self._is_there(variable, path):
                return self._call_on(variable, Place(variable.name, path, of), kind)
        return self._fresh(kind)

    def _fresh(self, kind: str, depth: int = 0) -> Expr:
        """A new value: a literal, a constructor, or a call without arguments."""
        info = KINDS[kind]
        if kind == "Int":
            return Literal("3")
        if kind == "Bool":
            return Literal("True")
        if self.chance(0.4) and depth < 3 and info.source:
            params = tuple(Param("var", of, name) for name, of in info.fields)
            args = [self._fresh(of, depth + 1) for _, of in info.fields]
            return Call(callee(kind, params, kind, constructor=True), args)
        raises = self.can_raise and depth == 0 and self.chance(0.3) and not info.register
        return Call(callee(f"mk_{kind}" + ("_raising" if raises else ""), (), kind, raises=raises), [])

    # --- the rough idea of the state ------------------------------------------------------------

    @property
    def can_raise(self) -> bool:
        return self.raises or self.catching > 0

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def _kind(self) -> str:
        return self.random.choice(ROUTE)

    def _path_of(self, variable: Variable) -> tuple[tuple[str, ...], str]:
        paths = PATHS[variable.kind]
        return paths[0] if self.chance(0.5) else self.random.choice(paths)

    def _is_there(self, variable: Variable, path: tuple[str, ...]) -> bool:
        return not any(
            missing[: len(path)] == path or path[: len(missing)] == missing for missing in variable.missing
        )

    def _fill(self, variable: Variable, path: tuple[str, ...]) -> None:
        if () in variable.missing and path:
            variable.missing = {(name,) for name, _ in KINDS[variable.kind].fields}
        variable.missing = {missing for missing in variable.missing if missing[: len(path)] != path}

    def _empty(self, variable: Variable, path: tuple[str, ...]) -> None:
        variable.missing.add(path)

    def _snapshot(self) -> dict[str, set[tuple[str, ...]]]:
        return {variable.name: set(variable.missing) for variable in self.variables}

    def _restore(self, states: dict[str, set[tuple[str, ...]]]) -> None:
        for variable in self.variables:
            if variable.name in states:
                variable.missing = set(states[variable.name])


def callee(
    name: str,
    params: tuple[Param, ...],
    result: str | None,
    *,
    raises: bool = False,
    constructor: bool = False,
) -> Callee:
    """A function of the prelude; its body depends on its parameters alone."""
    lines = [
        "x^.close()" if param.name == "x" else "y^.close()"
        for param in params
        if param.convention == "var" and KINDS[param.kind].linear
    ]
    if result == "Bool":
        lines.append("return True")
    elif result is not None and not constructor:
        lines.append(f"return {plain_value(result)}")
    return Callee(name, params, result, raises, "\n    ".join(lines) or "pass", constructor)


def plain_value(kind: str) -> str:
    """Source of a new value of a kind."""
    if kind == "Int":
        return "3"
    if kind == "Bool":
        return "True"
    return f"{kind}({', '.join(plain_value(of) for _, of in KINDS[kind].fields)})"


def falls_through(suite: list[Stmt]) -> bool:
    """Whether the end of a suite can be reached (ST-110); may say yes where the compiler knows better."""
    for statement in suite:
        match statement:
            case Jump() | Never():
                return False
            case If() if statement.orelse is not None:
                suites = [body for _, body in statement.arms] + [statement.orelse]
                if not any(falls_through(body) for body in suites):
                    return False
            case Try():
                if statement.final is not None and not falls_through(statement.final):
                    return False
                ways = [statement.body + (statement.orelse or [])]
                ways += [] if statement.handler is None else [statement.handler]
                if not any(falls_through(way) for way in ways):
                    return False
            case While():
                if isinstance(statement.condition, Literal) and not _breaks(statement.body):
                    return False
            case _:
                pass
    return True


def _breaks(suite: list[Stmt]) -> bool:
    """Whether a suite may contain a `break` of the loop around it."""
    for statement in suite:
        match statement:
            case Jump():
                if statement.word == "break":
                    return True
            case If():
                suites = [body for _, body in statement.arms] + [statement.orelse or []]
                if any(_breaks(body) for body in suites):
                    return True
            case Try():
                suites = [statement.body, statement.handler or [], statement.orelse or []]
                if any(_breaks(body) for body in suites):
                    return True
            case While() | For():
                if _breaks(statement.orelse or []):
                    return True
            case _:
                pass
    return False
