"""`match`."""

from __future__ import annotations

from minimojo.mir.body import DeadCode
from minimojo.mir.lowering.builder import GaveUp
from minimojo.mir.lowering.context import FunctionContext
from minimojo.syntax import ast


def lower_match(cx: FunctionContext, node: ast.Match) -> DeadCode | None:
    del cx, node
    raise GaveUp("match")


def lower_case_condition(*arguments: object) -> None:
    del arguments
    raise GaveUp("match")
