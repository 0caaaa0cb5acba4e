"""From the tree of the mini language to a `Body`, by the rules VA part 10 and ST-120 to ST-132."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from minimojo.hir.model import Convention
from minimojo.mir.body import (
    Body,
    BranchKind,
    Effect,
    EffectKind,
    Exit,
    LocalKind,
    OpKind,
    Place,
    RaiseExit,
)
from minimojo.text import Span
from ownership.minilang import tree
from ownership.minilang.blocks import NEVER, Blocks, Label, consume, define, mut, span, use
from ownership.minilang.kinds import KINDS, type_of

_CONVENTIONS = {
    "": Convention.IMM,
    "mut": Convention.MUT,
    "var": Convention.VAR,
    "out": Convention.OUT,
    "deinit": Convention.DEINIT,
}


@dataclass
class Catching:
    """The body of a `try`: where its errors go. `declared` are the variables declared in it."""

    handler: Label
    slot: int
    declared: set[int] = field(default_factory=set)


@dataclass
class Finally:
    """The suites of a `try` with `finally`: what runs when they are left."""

    suite: list[tree.Stmt]


@dataclass
class Looping:
    leave: Label
    again: Label


@dataclass
class Variable:
    local: int
    kind: str
    convention: str | None = None  # None: a local variable


class Lowering:
    def __init__(self, function: tree.Function) -> None:
        self.function = function
        self.blocks = Blocks()
        self.scopes: list[dict[str, Variable]] = [{}]
        self.regions: list[Catching | Finally | Looping] = []
        self.used: set[int] = set()
        self.result: Variable | None = None
        self.deinit: int | None = None
        self.error: int | None = None
        self.init_self: int | None = None

    def lower(self) -> Body:
        function = self.function
        for param in function.params:
            self._param(param)
        if function.result is not None:
            flags = {"needed_at_return": True}
            local = self.blocks.local(
                "",
                LocalKind.RESULT,
                type_of(function.result),
                function.at,
                convention=Convention.OUT,
                **flags,
            )
            self.result = Variable(local, function.result, "out")
        if function.raises:
            self.error = self.blocks.local(
                "", LocalKind.ERROR, type_of("Error"), function.at, needed_at_raise=True
            )
        self.suite(function.body)
        self._leave(function.at, implicit=True)
        blocks, loops, tries = self.blocks.seal()
        return Body(
            unit_key=function.name,
            name=function.name,
            name_span=Span(function.at, function.at + len(function.name)),
            decl=cast(Any, None),
            locals=tuple(self.blocks.locals),
            blocks=blocks,
            loops=loops,
            facts=(),
            unreached=(),
            missing_return=None,
            tries=tries,
        )

    def _param(self, param: tree.Param) -> None:
        at = self.function.param_at[param.name]
        kind = KINDS[param.kind]
        convention = param.convention
        out = convention == "out"
        inits = out and param.name == "self"
        in_register = out and kind.register and not self.function.raises
        local = self.blocks.local(
            param.name,
            LocalKind.RESULT if out else LocalKind.ARGUMENT,
            type_of(param.kind),
            self.function.at if in_register else at,
            convention=_CONVENTIONS[convention],
            tracked=not (convention == "" and kind.trivial),
            starts_initialized=not out,
            needed_at_return=convention in {"", "mut"} or (out and not in_register),
            needed_at_raise=convention in {"", "mut"},
            init_self=inits,
            register_result=in_register,
            warns=convention in {"var", "deinit"},
        )
        self.scopes[-1][param.name] = Variable(local, param.kind, convention)
        if convention == "deinit":
            self.deinit = local
        if inits:
            self.init_self = local
        self.used.add(local)

    # --- statements -----------------------------------------------------------------------------

    def suite(self, suite: list[tree.Stmt]) -> None:
        self.scopes.append({})
        for statement in suite:
            self.statement(statement)
        self.scopes.pop()

    def statement(self, statement: tree.Stmt) -> None:
        match statement:
            case tree.Declare():
                self._declare(statement.name, statement.kind, statement.at)
            case tree.Assign():
                if statement.declares:
                    self._declare(statement.place.root, statement.place.kind, statement.at)
                self.store(self.place(statement.place), statement.value)
                self.used.add(self.place(statement.place).local)
            case tree.Do():
                self.call(statement.call, None)
            case tree.Discard():
                self._discard(statement.value)
            case tree.If():
                self._if(statement)
            case tree.While():
                self._while(statement)
            case tree.For():
                self._for(statement)
            case tree.Jump():
                self._jump(statement)
            case tree.Never():
                self.blocks.emit(OpKind.CALL, statement.at)
                self.blocks.end(NEVER)
            case tree.Try():
                self._try(statement)

    def _declare(self, name: str, kind: str, at: int) -> int:
        local = self.blocks.local(
            name,
            LocalKind.VARIABLE,
            type_of(kind),
            at,
            warns=not name.startswith("_"),
            warns_by_name=not name.startswith("_"),
        )
        self.scopes[-1][name] = Variable(local, kind)
        for region in reversed(self.regions):
            if isinstance(region, Catching):
                region.declared.add(local)
                break
        return local

    def _discard(self, value: tree.Expr) -> None:
        match value:
            case tree.Name() | tree.Move():
                self.used.add(self.place(value.place).local)
                self.blocks.emit(OpKind.DISCARD, value.at, use(self.place(value.place), value.at))
            case tree.Call():
                self.call(value, None)
            case _:
                pass

    def _if(self, statement: tree.If) -> None:
        after = Label()
        chain = len(statement.arms) > 1
        for condition, suite in statement.arms:
            then, otherwise = Label(), Label()
            known = self.condition(condition)
            if known is None:
                self.blocks.branch(BranchKind.IF, statement.at, then, otherwise, else_first=chain)
            else:
                self.blocks.goto(then if known else otherwise)
            self.blocks.start(then) if then.entered else None
            if then.entered:
                self.suite(suite)
                self.blocks.goto(after)
            self._resume(otherwise)
        if statement.orelse is not None:
            self.suite(statement.orelse)
        self.blocks.start(after)

    def _resume(self, label: Label) -> None:
        """Code at `label`, into which nothing falls from above."""
        self.blocks.live = False
        self.blocks.start(label)

    def _while(self, statement: tree.While) -> None:
        header, body, leave, after = Label(), Label(), Label(), Label()
        self.blocks.start(header)
        if not self.blocks.live:
            return
        first = header.number
        known = self.condition(statement.condition)
        if known is None:
            self.blocks.branch(BranchKind.LOOP, statement.at, body, leave)
        else:
            self.blocks.goto(body if known else leave)
        if leave.entered:
            self._resume(leave)
            if statement.orelse is not None:
                self.suite(statement.orelse)
            self.blocks.goto(after)
        self._resume(body)
        self.regions.append(Looping(after, header))
        if body.entered:
            self.suite(statement.body)
        self.regions.pop()
        self.blocks.goto(header)
        self.blocks.loops.append((first, len(self.blocks.ops) - 1, after, statement.at))  # type: ignore[arg-type]
        self._resume(after)

    def _for(self, statement: tree.For) -> None:
        header, body, leave, after = Label(), Label(), Label(), Label()
        at = statement.iter_at
        error = self._temporary("Error", at)
        value = self._temporary("Int", at)
        self.blocks.start(header)
        if not self.blocks.live:
            return
        first = header.number
        self.blocks.emit(OpKind.CALL, at, define(error, at), define(value, at))
        self.blocks.branch(BranchKind.FOR, at, leave, body)
        self._resume(leave)
        self.blocks.emit(OpKind.RESULT, at, consume(value, at))
        if statement.orelse is not None:
            self.suite(statement.orelse)
        self.blocks.goto(after)
        self._resume(body)
        self.blocks.emit(OpKind.RESULT, at, consume(error, at))
        self.regions.append(Looping(after, header))
        self.scopes.append({})
        if statement.name is not None:
            local = self._declare(statement.name, "Int", statement.name_at)
            self.used.add(local)
            self.blocks.emit(OpKind.MOVE, at, consume(value, at), define(Place(local=local), at))
        self.suite(statement.body)
        self.scopes.pop()
        self.regions.pop()
        self.blocks.goto(header)
        self.blocks.loops.append((first, len(self.blocks.ops) - 1, after, statement.at))  # type: ignore[arg-type]
        self._resume(after)

    def _jump(self, statement: tree.Jump) -> None:
        match statement.word:
            case "return":
                if statement.value is not None and self.result is not None:
                    self.store(Place(local=self.result.local), statement.value)
                    self.used.add(self.result.local)
                self._leave(statement.at, implicit=False)
            case "raise":
                slot = self._error_slot()
                self.blocks.emit(
                    OpKind.RAISE, statement.value_at, define(Place(local=slot), statement.value_at)
                )
                self._raise(statement.at)
            case word:
                loops = [n for n, region in enumerate(self.regions) if isinstance(region, Looping)]
                loop = cast(Looping, self.regions[loops[-1]])
                self._unwind(loops[-1])
                self.blocks.goto(loop.leave if word == "break" else loop.again)
                self.blocks.live = False

    def _leave(self, at: int, *, implicit: bool) -> None:
        self._unwind(0)
        self._mark_destroyed(at)
        self.blocks.end(Exit(at=span(at) if not implicit else self._name(), implicit=implicit))

    def _name(self) -> Span:
        return Span(self.function.at, self.function.at + len(self.function.name))

    def _mark_destroyed(self, at: int) -> None:
        if self.deinit is not None:
            place = Place(local=self.deinit)
            self.blocks.emit(
                OpKind.DISCARD, at, Effect(kind=EffectKind.MARK_DESTROYED, access=place, at=span(at))
            )

    def _unwind(self, depth: int) -> None:
        """Runs copies of the `finally` suites of all regions from the innermost down to `depth`."""
        regions = self.regions
        for position in range(len(regions) - 1, depth - 1, -1):
            region = regions[position]
            if isinstance(region, Finally) and self.blocks.live:
                self.regions = regions[:position]
                self.suite(region.suite)
        self.regions = regions

    # --- errors ---------------------------------------------------------------------------------

    def _catching(self) -> int | None:
        caught = [n for n, region in enumerate(self.regions) if isinstance(region, Catching)]
        return caught[-1] if caught else None

    def _error_slot(self) -> int:
        position = self._catching()
        if position is not None:
            return cast(Catching, self.regions[position]).slot
        assert self.error is not None
        return self.error

    def _raise(self, at: int) -> None:
        """Leaves with the error that is in the nearest slot."""
        position = self._catching()
        if position is not None:
            target = cast(Catching, self.regions[position])
            self._unwind(position + 1)
            self.blocks.goto(target.handler)
            self.blocks.live = False
            return
        self._unwind(0)
        self._mark_destroyed(at)
        self.blocks.end(RaiseExit(at=span(at)))

    def raising(self, at: int, effects: list[Effect], result: Place | None) -> None:
        """A raising call and its two arms (CL-13)."""
        slot = Place(local=self._error_slot())
        results = [] if result is None else [define(result, at)]
        self.blocks.emit(OpKind.CALL, at, *effects, define(slot, at), *results)
        error, normal = Label(), Label()
        self.blocks.branch(BranchKind.RAISING_CALL, at, error, normal)
        self._resume(error)
        if result is not None:
            self.blocks.emit(OpKind.RESULT, at, consume(result, at))
        self._raise(at)
        self._resume(normal)
        self.blocks.emit(OpKind.RESULT, at, consume(slot, at))

    def _try(self, statement: tree.Try) -> None:
        entry, handler, orelse, after = Label(), Label(), Label(), Label()
        if not self.blocks.live:
            return
        depth = len(self.regions)
        if statement.final is not None:
            self.regions.append(Finally(statement.final))
        self.scopes.append({})
        named = statement.handler is not None and statement.name is not None
        if named:
            name = cast(str, statement.name)
            slot = self._declare(name, "Error", statement.name_at)
        else:
            slot = self._temporary("Error", statement.at).local
        self.blocks.start(entry)
        self.regions.append(Catching(handler, slot))
        self.suite(statement.body)
        self.regions.pop()
        self.blocks.goto(orelse)
        self._resume(handler)
        if handler.entered and statement.handler is not None:
            self.suite(statement.handler)
            if statement.final is not None and self.blocks.live:
                self._final(statement.final, depth)
            self.blocks.goto(after)
        elif handler.entered:
            self._final(cast(Any, statement.final), depth)
            del self.regions[depth:]
            outer = Place(local=self._error_slot())
            at = statement.at
            self.blocks.emit(OpKind.MOVE, at, consume(Place(local=slot), at), define(outer, at))
            self._raise(at)
            self.regions += [] if statement.final is None else [Finally(statement.final)]
        self._resume(orelse)
        if orelse.entered:
            if statement.orelse is not None:
                self.suite(statement.orelse)
            if statement.final is not None and self.blocks.live:
                self._final(statement.final, depth)
            self.blocks.goto(after)
        self.scopes.pop()
        del self.regions[depth:]
        self.blocks.tries.append(
            (entry, handler if handler.entered else None, orelse if orelse.entered else None)
        )
        self._resume(after)

    def _final(self, suite: list[tree.Stmt], depth: int) -> None:
        regions = self.regions
        self.regions = regions[:depth]
        self.suite(suite)
        self.regions = regions

    # --- expressions ----------------------------------------------------------------------------

    def place(self, place: tree.Place) -> Place:
        return Place(local=self.variable(place.root).local, path=place.path)

    def variable(self, name: str) -> Variable:
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        raise KeyError(name)

    def _temporary(self, kind: str, at: int) -> Place:
        return Place(local=self.blocks.local("", LocalKind.TEMPORARY, type_of(kind), at))

    def condition(self, expr: tree.Expr) -> bool | None:
        match expr:
            case tree.Literal():
                return expr.text == "True"
            case tree.Logical():
                self._logical(expr)
            case tree.Name():
                self.blocks.emit(OpKind.READ, expr.at, use(self.place(expr.place), expr.at))
                self.used.add(self.place(expr.place).local)
            case tree.Call():
                self.call(expr, None)
            case tree.Move():
                raise AssertionError
        return None

    def _logical(self, expr: tree.Logical) -> None:
        self.condition(expr.left)
        more, short, join = Label(), Label(), Label()
        first, second = (more, short) if expr.operator == "and" else (short, more)
        self.blocks.branch(BranchKind.SHORT_CIRCUIT, expr.at, first, second)
        for label in (first, second):
            self._resume(label)
            if label is more:
                self.condition(expr.right)
            self.blocks.goto(join)
        self._resume(join)

    def store(self, target: Place, value: tree.Expr) -> None:
        match value:
            case tree.Literal():
                self.blocks.emit(OpKind.INIT, value.at, define(target, value.at))
            case tree.Name():
                source = self.place(value.place)
                self.used.add(source.local)
                if _overlap(source, target) and not KINDS[value.place.kind].trivial:
                    temporary = self._temporary(value.place.kind, value.at)
                    self.blocks.emit(
                        OpKind.COPY, value.at, use(source, value.at), define(temporary, value.at)
                    )
                    self.blocks.emit(
                        OpKind.MOVE, value.at, consume(temporary, value.at), define(target, value.at)
                    )
                else:
                    self.blocks.emit(OpKind.COPY, value.at, use(source, value.at), define(target, value.at))
            case tree.Move():
                source = self.place(value.place)
                self.used.add(source.local)
                self.blocks.emit(OpKind.TRANSFER, value.at, use(source, value.at))
                self.blocks.emit(OpKind.MOVE, value.at, consume(source, value.at), define(target, value.at))
            case tree.Call():
                self.call(value, target)
            case tree.Logical():
                raise AssertionError

    def call(self, call: tree.Call, target: Place | None) -> None:
        """Emits a call; its result is stored into `target`, or left in a temporary that dies."""
        effects, accessed = self._operands(call)
        kind = call.callee.result
        in_memory = kind is not None and not KINDS[kind].register
        if not in_memory:
            if call.callee.raises:
                self.raising(call.at, effects, None)
            else:
                self.blocks.emit(OpKind.CALL, call.at, *effects)
            if target is not None:
                self.blocks.emit(OpKind.STORE, call.at, define(target, call.at))
            return
        direct = target is not None and self._is_direct(call, target, accessed)
        slot = target if direct and target is not None else self._temporary(cast(str, kind), call.at)
        self._finish(call, effects, slot)
        if target is not None and not direct:
            self.blocks.emit(OpKind.MOVE, call.at, consume(slot, call.at), define(target, call.at))

    def _finish(self, call: tree.Call, effects: list[Effect], slot: Place) -> None:
        if call.callee.raises:
            self.raising(call.at, effects, slot)
        else:
            self.blocks.emit(OpKind.CALL, call.at, *effects, define(slot, call.at))

    def _is_direct(self, call: tree.Call, target: Place, accessed: list[Place]) -> bool:
        """VA-36."""
        if any(_overlap(place, target) for place in accessed):
            return False
        if not call.callee.raises:
            return True
        local = self.blocks.locals[target.local]
        if target.path and target.local != self.init_self:
            return False
        if local.convention in {Convention.MUT, Convention.REF}:
            return False
        position = self._catching()
        if position is None or target.local not in self.used:
            return True
        return target.local in cast(Catching, self.regions[position]).declared

    def _operands(self, call: tree.Call) -> tuple[list[Effect], list[Place]]:
        """Phases 0 to 2 of a call (VA-32): the effects of the call itself, and the places it accesses."""
        temporaries: dict[int, Place] = {}
        for number, arg in enumerate(call.args):
            if isinstance(arg, tree.Move):
                self.blocks.emit(OpKind.TRANSFER, arg.at, use(self.place(arg.place), arg.at))
            elif isinstance(arg, tree.Call):
                kind = KINDS[cast(str, arg.callee.result)]
                if kind.register:
                    self.call(arg, None)
                else:
                    effects, _ = self._operands(arg)
                    temporaries[number] = self._temporary(kind.name, arg.at)
                    self._finish(arg, effects, temporaries[number])
        params = call.callee.params
        for number, (param, arg) in enumerate(zip(params, call.args, strict=True)):
            if param.convention == "var" and isinstance(arg, tree.Name) and not KINDS[param.kind].trivial:
                temporaries[number] = self._temporary(param.kind, arg.at)
                source = self.place(arg.place)
                self.blocks.emit(
                    OpKind.COPY, arg.at, use(source, arg.at), define(temporaries[number], arg.at)
                )
        effects: list[Effect] = []
        accessed: list[Place] = []
        for number, (param, arg) in enumerate(zip(params, call.args, strict=True)):
            kind = KINDS[param.kind]
            if number in temporaries:
                how = consume if param.convention == "var" else use
                effects.append(how(temporaries[number], arg.at))
                continue
            if not isinstance(arg, tree.Name | tree.Move):
                continue
            place = self.place(arg.place)
            self.used.add(place.local)
            if kind.trivial and param.convention in {"", "var"}:
                if self.blocks.locals[place.local].tracked:
                    self.blocks.emit(OpKind.READ, arg.at, use(place, arg.at))
                continue
            accessed.append(place)
            if isinstance(arg, tree.Move):
                effects.append(consume(place, arg.at))
            else:
                effects.append(mut(place, arg.at) if param.convention == "mut" else use(place, arg.at))
        return effects, accessed


def _overlap(one: Place, other: Place) -> bool:
    shorter = min(len(one.path), len(other.path))
    return one.local == other.local and one.path[:shorter] == other.path[:shorter]


def lower(function: tree.Function) -> Body:
    return Lowering(function).lower()
