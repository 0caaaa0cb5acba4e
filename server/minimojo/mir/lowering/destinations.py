"""Whether the result of a call is built where it is wanted (VA-36)."""

from __future__ import annotations

from enum import Enum

from minimojo.hir.model import Convention
from minimojo.mir.body import LocalKind, Place
from minimojo.mir.lowering.bindings import How
from minimojo.mir.lowering.captured_origins import original_of, original_place
from minimojo.mir.lowering.captures import outer_access
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.origins import access_origin, reach_one_another
from minimojo.mir.lowering.regions import Catch
from minimojo.mir.lowering.targets import error_target
from minimojo.mir.lowering.values import Destination
from minimojo.types import is_trivial, movable
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
    capturing = cx.capturing
    owned = capturing is not None and access.local == capturing.closure  # Its fields are variables inside.
    _, target = error_target(cx)
    caught = isinstance(target, Catch) or raising is Raising.WRAPPED
    if access.path[1 if owned else 0 :]:
        # Bits are stored afterwards where a closure would have to empty the field first.
        is_bits = local.kind is LocalKind.CAPTURED and is_trivial(result, cx.types) is Answer.YES
        kept = is_bits or (caught and movable(result, cx.types) is not Answer.NO)
        return not kept and _is_being_built(cx, access)
    if _stays_initialized(cx, access):
        return False
    if caught and local.init_self:
        return False
    if not caught or movable(result, cx.types) is Answer.NO:
        return True
    if owned or local.kind is LocalKind.CAPTURED:
        return False
    if access.local not in cx.touched:
        return local.kind is not LocalKind.ARGUMENT  # They have a value from the start.
    return raising is not Raising.WRAPPED and cx.declared_inside.get(access.local) is target


def _stays_initialized(cx: FunctionContext, place: Place) -> bool:
    """Whether a place belongs to a `mut` or `ref` argument, also to one of an enclosing function, even if a
    closure has taken that over."""
    owner, number = original_of(cx, place.local)
    capturing, parent = owner.capturing, owner.parent
    if capturing is not None and parent is not None and number == capturing.closure:
        moved = (it for it in capturing.order if it.how is How.MOVE and place.path[:1] == (it.name,))
        places = [outer_access(each.outer) for each in moved]
        return any(isinstance(each, Place) and _stays_initialized(parent, each) for each in places)
    local = owner.builder.local(number)
    return local.kind is LocalKind.ARGUMENT and local.convention in (Convention.MUT, Convention.REF)


def _is_being_built(cx: FunctionContext, place: Place) -> bool:
    """Whether a place belongs to the `self` of an initializer, also of an enclosing one."""
    owner, original = original_place(cx, place)
    return owner.builder.local(original.local).name == "self" and owner.decl.kind.initializes
