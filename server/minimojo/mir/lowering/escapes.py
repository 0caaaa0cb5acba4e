"""References that leave a function, and values that carry their origins along (ST-92, VA-20, VA-24)."""

from __future__ import annotations

from minimojo.mir.body import LocalId
from minimojo.mir.facts import EscapingReference, EscapingValue, OtherError
from minimojo.mir.lowering.context import FunctionContext
from minimojo.mir.lowering.operations import escape
from minimojo.mir.lowering.origins import is_known, touches_any
from minimojo.mir.lowering.values import Value
from minimojo.mir.lowering.wording import namer, shown_type
from minimojo.types import is_known as is_known_type
from minimojo.types import print_origin, same_type
from minimojo.types.model import Answer, Category, Origin, SpecialRoot, Type

_MARK = "origin_of("
"""What the compiler prints of an origin that is no parameter and has no name of its own."""


def check_returned(cx: FunctionContext, value: Value) -> None:
    """`return e` of a function `-> ref[o] T`: e must be storage that `o` covers (ST-92)."""
    plan = cx.result
    if not value.known or plan.origin is None or not is_known(plan.origin):
        return
    match same_type(value.type, plan.type):
        case Answer.NO:
            report_conversion(cx, value, plan.type)
            return
        case Answer.UNKNOWN:
            return
        case Answer.YES:
            pass
    match value.category:
        case Category.MUT | Category.IMM | Category.PAR if value.origin is not None:
            _check_origin(cx, value, value.origin, plan.origin)
        case Category.OWNED if value.place is not None and _is_in_memory(cx, value.place.local):
            if not touches_any(plan.origin):
                _report(cx, value, None, plan.origin)
        case Category.OWNED | Category.CONST | Category.REG_BORROW:
            message = (
                f"value of type '{shown_type(cx, value.type)}' doesn't have a memory origin in return value"
            )
            cx.report(
                OtherError(code="unaddressable-value", at=value.at, span=value.expr.span, message=message)
            )
        case _:
            pass


def report_conversion(cx: FunctionContext, value: Value, wanted: Type) -> bool:
    """A value cannot become what is wanted: it is told where origins play a part (VA-24)."""
    if not is_known_type(value.type) or not is_known_type(wanted):
        return False
    given, needed = shown_type(cx, value.type), shown_type(cx, wanted)
    if _MARK not in given and _MARK not in needed:
        return False
    cx.report(
        EscapingValue(at=value.at, span=value.expr.span, type_name=given, wanted=needed, root=value.root)
    )
    return True


def _check_origin(cx: FunctionContext, value: Value, origin: Origin, declared: Origin) -> None:
    """VA-20: the origins of a reference may only become more, and its mutability less. What nobody tracks is
    no part of any."""
    if not is_known(origin):
        return
    anywhere = touches_any(origin) or touches_any(declared)
    tracked = {path for path in origin.paths if path.root is not SpecialRoot.UNTRACKED}
    covered = anywhere or tracked <= set(declared.paths)
    too_mutable = declared.mutable is True and value.category is not Category.MUT
    if not covered or too_mutable:
        _report(cx, value, origin, declared)


def _report(cx: FunctionContext, value: Value, origin: Origin | None, declared: Origin) -> None:
    name = namer(cx)
    escape(cx, value)
    cx.report(
        EscapingReference(
            at=value.at,
            span=value.expr.span,
            origin=None if origin is None else print_origin(origin, name),
            declared=print_origin(declared, name),
            root=value.root,
        )
    )


def _is_in_memory(cx: FunctionContext, local: LocalId) -> bool:
    return cx.builder.local(local).in_memory
