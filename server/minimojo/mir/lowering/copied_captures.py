"""The decorators `@__copy_capture(x)` and `@__move_capture(x)` (CO-30)."""

from __future__ import annotations

from minimojo.mir.lowering import consumption
from minimojo.mir.lowering.bindings import Binding, LocalBinding, ReferenceBinding, SilentBinding
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.copies import Taker
from minimojo.syntax import ast
from minimojo.types.model import UNKNOWN


def copied_by_decorator(cx: FunctionContext, node: ast.FunctionDef) -> dict[str, Binding]:
    """Copies or reads the variables that decorators name, where these stand; the meaning of the copied
    ones in the body, about which nothing is said."""
    from minimojo.mir.lowering.expressions import lower_expression

    found: dict[str, Binding] = {}
    for decorator in node.decorators:
        match decorator.expression:
            case ast.Call(callee=ast.Name(name="__copy_capture" | "__move_capture" as word)) as call:
                for argument in call.arguments:
                    name = argument.value
                    if not isinstance(name, ast.Name):
                        continue
                    value = lower_expression(cx, name)
                    if word == "__move_capture":
                        consumption.discard(cx, value)
                    elif isinstance(cx.lookup(name.name), LocalBinding | ReferenceBinding):
                        consumption.as_owned(cx, value, None, Taker(what="capture"))
                        found[name.name] = SilentBinding(type=UNKNOWN, declared_at=name.span)
            case _:
                pass
    return found
