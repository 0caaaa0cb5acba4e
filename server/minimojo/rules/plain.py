"""Is a value nothing but what it holds, so that nobody sees by when and where it is destroyed?

List[String], Int, a struct of such fields    plain
a file, a lock, a pointer, `T`                perhaps not: its end is an event, or it stands for something else
"""

from __future__ import annotations

from minimojo.hir.model import TypeDecl
from minimojo.types import fields
from minimojo.types.destructors import has_destructor
from minimojo.types.model import PackArg, ParamValue, StructType, Type, TypeArg, ValueArg
from minimojo.types.scope import TypeScope

_NAMES = (
    "Array Bool Counter Deque Dict Float16 Float32 Float64 Int Int16 Int32 Int64 Int8 List Optional SIMD Set String "
    "Tuple UInt UInt16 UInt32 UInt64 UInt8"
)
_LIBRARY = frozenset(_NAMES.split())
_HELD = {"Dict": 2, "Set": 1, "Counter": 1}


def is_plain(subject: Type, scope: TypeScope) -> bool:
    """Whether everything in a value is known, and is only memory."""
    return _is_plain(subject, scope, ())


def _is_plain(subject: Type, scope: TypeScope, around: tuple[TypeDecl, ...]) -> bool:
    if not isinstance(subject, StructType):
        return False
    decl = subject.decl
    own = scope.self_type
    # The library's own methods see the memory behind its types.
    if decl.module.startswith("std.") and not (isinstance(own, StructType) and own.decl is decl):
        return decl.name in _LIBRARY and all(
            _is_plain_argument(it, scope, around) for it in _relevant(subject)
        )
    if decl in around:
        return True
    layout = fields(subject, scope)
    if layout is None or has_destructor(decl):
        return False
    return all(_is_plain(each, scope, (*around, decl)) for _, each in layout)


def _relevant(subject: StructType) -> tuple[TypeArg, ...]:
    """The arguments of a type of the library that say what it holds; that is not what computes hashes."""
    return subject.args[: _HELD.get(subject.decl.name)]


def _is_plain_argument(argument: TypeArg, scope: TypeScope, around: tuple[TypeDecl, ...]) -> bool:
    match argument:
        case ValueArg() | ParamValue():
            return True
        case PackArg(items=items) if items is not None:
            return all(_is_plain_argument(it, scope, around) for it in items)
        case StructType():
            return _is_plain(argument, scope, around)
        case _:
            return False
