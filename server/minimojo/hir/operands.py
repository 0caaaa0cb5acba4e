"""How many operands the special methods take (DE-53)."""

from __future__ import annotations

from msgspec import Struct


class Operands(Struct, frozen=True):
    """The number of operands with `self`; whether only methods may have the name, and without a result."""

    minimum: int
    maximum: int
    method_only: bool = True
    result_elided: bool = False


def is_method_only(name: str) -> bool:
    """Whether a function at file scope must not have this name (DE-54)."""
    if name in ("__init__", "__deinit__"):
        return True
    operands = OPERAND_COUNTS.get(name)
    return operands is not None and operands.method_only


_ARITHMETIC = ("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul")
_BINARY = (*_ARITHMETIC, "lshift", "rshift", "and", "or", "xor")
_UNARY = ["bool", "neg", "pos", "invert", "mlir_i1"]
_RELATIONS = ["contains", "eq", "ne", "lt", "le", "gt", "ge", "is", "isnot"]


def _table() -> dict[str, Operands]:
    table = {f"__{name}__": Operands(1, 1) for name in _UNARY}
    table |= {f"__{name}__": Operands(2, 2) for name in (*_BINARY, *_RELATIONS)}
    table |= {f"__r{name}__": Operands(2, 2) for name in (*_BINARY, "pow")}
    table |= {f"__i{name}__": Operands(2, 2, method_only=False, result_elided=True) for name in _BINARY}
    table["__pow__"] = Operands(2, 3)
    table["__ipow__"] = Operands(2, 3, method_only=False, result_elided=True)
    table["__await__"] = Operands(1, 1, method_only=False)
    table["__deinit__"] = Operands(1, 1)
    return table


OPERAND_COUNTS = _table()
"""By name; a name that is not here is not checked."""
