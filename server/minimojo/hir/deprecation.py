"""Declarations that call themselves deprecated (DE part 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minimojo.hir.model import Deprecation
from minimojo.syntax import ast
from minimojo.syntax.strings import unquoted

_RENAMED = re.compile(r"is deprecated[,;] use ")


def deprecation_of(name: str, decorators: Sequence[ast.Decorator]) -> Deprecation | None:
    """What `@deprecated(use=other)` or `@deprecated("... is deprecated, use ...")` has the compiler say.

    Other texts tell of something else than an old spelling, and None stands for them.
    """
    for decorator in decorators:
        match decorator.expression:
            case ast.Call(callee=ast.Name(name="deprecated"), arguments=(argument,)):
                return _deprecation(name, argument)
            case _:
                pass
    return None


def _deprecation(name: str, argument: ast.Argument) -> Deprecation | None:
    match argument:
        case ast.Argument(keyword="use", value=ast.Name(name=new) | ast.Attribute(name=new)):
            message = f"'{name}' is deprecated, use '{new}' instead"
            return Deprecation(message=message, replacement=new)
        case ast.Argument(value=ast.StringLiteral(text=text)):
            message = unquoted(text)
            return Deprecation(message=message) if _RENAMED.search(message) else None
        case _:
            return None
