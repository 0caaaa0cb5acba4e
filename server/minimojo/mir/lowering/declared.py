"""What a callee's signature says before parameters are filled in."""

from __future__ import annotations

from minimojo.hir.model import ArgumentDecl, FunctionDecl
from minimojo.mir.lowering.context import FunctionContext
from minimojo.types import (
    argument_type,
    embedded_origins,
    is_register_passable,
    passed_in_register,
    result_type,
    scope_of,
)
from minimojo.types.model import Answer, InteriorStep, Origin, OriginPath
from minimojo.types.scope import TypeScope


def is_passed_in_register(cx: FunctionContext, argument: ArgumentDecl, decl: FunctionDecl) -> Answer:
    """Whether an `imm` argument is passed by value, decided by its declared type (DE-46)."""

    def compute() -> Answer:
        scope = _scope_of(cx, decl)
        return passed_in_register(argument_type(argument, decl, scope), scope)

    key = ("in register", argument, decl)
    return cx.types.environment.program.memo(key, compute, Answer.UNKNOWN)


def returns_in_memory(cx: FunctionContext, decl: FunctionDecl) -> bool:
    """Whether the declared type of the result is not known to fit into registers: what stands for a type
    parameter arrives in memory, and what an initializer makes of a type that is passable on a condition (DE-46).
    So does what `copy` makes of the library's types, which is that of `Copyable` (checked on 1.2.0)."""
    if decl.name == "copy" and decl.owner is not None and decl.owner.module.startswith("std."):
        return True

    def compute() -> bool:
        scope = _scope_of(cx, decl)
        return is_register_passable(result_type(decl, scope)[0], scope) is Answer.NO

    return cx.types.environment.program.memo(("result in memory", decl), compute, False)


def declares_interior_result(cx: FunctionContext, decl: FunctionDecl) -> bool:
    """Whether the declared result mentions an interior origin (CL-61)."""

    def compute() -> bool:
        declared, origin = result_type(decl, _scope_of(cx, decl))
        origins = (*embedded_origins(declared), *(() if origin is None else (origin,)))
        return any(is_interior(path) for each in origins for path in each.paths)

    key = ("interior result", decl)
    return cx.types.environment.program.memo(key, compute, False)


def interior_origins(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Those of `origins` that are interior, one by one."""
    return tuple(
        Origin((path,), origin.mutable) for origin in origins for path in origin.paths if is_interior(path)
    )


def is_interior(path: OriginPath) -> bool:
    return any(isinstance(step, InteriorStep) for step in path.steps)


def _scope_of(cx: FunctionContext, decl: FunctionDecl) -> TypeScope:
    environment = cx.types.environment.program.environment_of(decl)
    if environment is None:
        return scope_of(decl, cx.types.environment, cx.types)
    return scope_of(decl, environment)
