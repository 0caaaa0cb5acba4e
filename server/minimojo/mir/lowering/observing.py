"""Who watches a function being lowered learns what its expressions and calls are."""

from __future__ import annotations

from typing import Protocol

from minimojo.mir.lowering.bindings import Binding
from minimojo.mir.lowering.values import Value
from minimojo.syntax import ast
from minimojo.types import Resolution
from minimojo.types.model import Type


class Observer(Protocol):
    """Is told what the lowering finds out; an expression may be told about more than once.

    Only for one that is `curious` is that lowered, too, which the compiler does not look at.
    """

    curious: bool

    def missed(self) -> None:
        """There is something that one who is curious would have been told."""
        ...

    def evaluated(self, expr: ast.Expr, value: Value) -> None:
        """An expression has a value; an untyped one is told again when it gets its type."""
        ...

    def resolved(self, call: ast.Expr, resolution: Resolution) -> None:
        """The candidates of a call were compared; `call` may be an operator, too."""
        ...

    def wanted(self, expr: ast.ContextualMember, type_: Type) -> None:
        """A member without a value before its dot is looked up in a type."""
        ...

    def declared(self, name: str, binding: Binding) -> None:
        """A name means something from here on."""
        ...
