"""Where an error raised at this point goes."""

from __future__ import annotations

from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.regions import Catch, WholeFunction


def error_target(cx: FunctionContext) -> tuple[int, Catch | WholeFunction]:
    """Where an error raised here goes: the innermost `try` body, else the function."""
    for depth in range(len(cx.regions) - 1, 0, -1):
        region = cx.regions[depth]
        if isinstance(region, Catch):
            return depth, region
    return 0, function_region(cx)


def function_region(cx: FunctionContext) -> WholeFunction:
    region = cx.regions[0]
    if not isinstance(region, WholeFunction):
        raise TypeError("the outermost region is the function")
    return region
