"""Nested functions and lambdas."""

from __future__ import annotations

from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.context import FunctionContext
from minimojo.syntax import ast


def lower_nested_function(cx: FunctionContext, node: ast.FunctionDef) -> None:
    del cx, node
    raise GaveUp("nested function")
