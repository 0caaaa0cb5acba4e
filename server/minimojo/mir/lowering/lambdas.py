"""Lambdas (CO-40)."""

from __future__ import annotations

from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.values import Value
from minimojo.syntax import ast


def lower_lambda(cx: FunctionContext, expr: ast.Lambda) -> Value:
    del cx, expr
    raise GaveUp("lambda")
