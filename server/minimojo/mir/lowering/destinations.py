"""Whether the result of a call is built where it is wanted (VA-36)."""

from __future__ import annotations

from minimojo.hir.model import Convention, FunctionKind
from minimojo.mir.body import LocalKind, Place
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import access_origin, reach_one_another
from minimojo.mir.lowering.regions import Catch
from minimojo.mir.lowering.targets import error_target
from minimojo.mir.lowering.values import Destination
from minimojo.types import movable
from minimojo.types.model import Answer, Category, Origin, Type


def may_build_in(
    cx: FunctionContext,
    into: Destination,
    result: Type,
    arguments: tuple[Origin, ...],
    *,
    raising: bool,
) -> bool:
    """Whether a memory result goes straight into the destination, given what the arguments access."""
    if into.type is not None and into.type != result:
        return False
    if into.fresh or into.access is None:
        return True
    own = access_origin(into.access, Category.MUT)
    if any(reach_one_another(own, origin) for origin in arguments):
        return False
    return not raising or _survives_a_raise(cx, into, result)


def _survives_a_raise(cx: FunctionContext, into: Destination, result: Type) -> bool:
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
    if isinstance(target, Catch) and local.init_self:
        return False
    if not isinstance(target, Catch) or movable(result, cx.types) is Answer.NO:
        return True
    return access.local not in cx.touched or cx.declared_inside.get(access.local) is target
