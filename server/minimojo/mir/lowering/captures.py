"""Captured values: names of an enclosing function (CO-5)."""

from __future__ import annotations

from minimojo.mir.body import Effect
from minimojo.mir.lowering.bindings import Binding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Value
from minimojo.syntax import ast


def find_captured(cx: FunctionContext, expr: ast.Name) -> Binding | None:
    del cx, expr
    return None


def legacy_effects(cx: FunctionContext, callee: Value) -> tuple[Effect, ...]:
    del cx, callee
    return ()
