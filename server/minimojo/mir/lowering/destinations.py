"""Whether the result of a call is built where it is wanted (VA-36)."""

from __future__ import annotations

from enum import Enum

from minimojo.hir.model import Convention, FunctionKind
from minimojo.mir.body import LocalKind, Place
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import access_origin, reach_one_another
from minimojo.mir.lowering.regions import Catch
from minimojo.mir.lowering.targets import error_target
from minimojo.mir.lowering.values import Destination
from minimojo.types import movable
from minimojo.types.model import Answer, Category, Origin, Type


class Raising(Enum):
    """Whether a call may raise. `WRAPPED`: the error is converted, in a hidden `try` around the call (VA-38)."""

    NEVER = "never"
    PLAINLY = "plainly"
    WRAPPED = "wrapped"


def may_build_in(
    cx: FunctionContext,
    into: Destination,
    result: Type,
    arguments: tuple[Origin, ...],
    raising: Raising,
) -> bool:
    """Whether a memory result goes straight into the destination, given what the arguments access."""
    if into.type is not None and into.type != result:
        return False
    if into.fresh or into.access is None:
        return raising is not Raising.WRAPPED
    own = access_origin(into.access, Category.MUT)
    if any(reach_one_another(own, origin) for origin in arguments):
        return False
    return raising is Raising.NEVER or _survives_a_raise(cx, into, result, raising)


def _survives_a_raise(cx: FunctionContext, into: Destination, result: Type, raising: Raising) -> bool:
    """VA-36b: a raising call must not leave a hole where somebody may look afterwards."""
    access = into.access
    if not isinstance(access, Place):
        return False
    local = cx.builder.local(access.local)
    if access.path:
        return local.name == "self" and cx.decl.kind in (
            FunctionKind.INIT,
            FunctionKind.COPY_INIT,
            FunctionKind.MOVE_INIT,
        )
    if local.kind is LocalKind.ARGUMENT and local.convention in (Convention.MUT, Convention.REF):
        return False
    _, target = error_target(cx)
    caught = isinstance(target, Catch) or raising is Raising.WRAPPED
    if caught and local.init_self:
        return False
    if not caught or movable(result, cx.types) is Answer.NO:
        return True
    if access.local not in cx.touched:
        return local.kind is not LocalKind.ARGUMENT  # They have a value from the start.
    return raising is not Raising.WRAPPED and cx.declared_inside.get(access.local) is target
