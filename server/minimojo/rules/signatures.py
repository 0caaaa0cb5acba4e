"""Is it up to a function alone by which convention it takes an argument?

Not that of a method that a trait asks for, of one overload among others, of a special method, which a
statement of the language calls, or where the signature speaks of the argument once more, as `ref[self]` does.
"""

from __future__ import annotations

import re

from minimojo.hir.model import ArgumentDecl, FunctionDecl, FunctionKind, Passing, TypeDecl
from minimojo.mir.body import Body
from minimojo.rules.rule import Evidence
from minimojo.syntax import ast
from minimojo.types.members import methods_of
from minimojo.types.traits import traits_of

_ORDINARY = frozenset(("always_inline", "no_inline", "inline", "staticmethod", "deprecated", "doc_hidden"))
_KINDS = (FunctionKind.NORMAL, FunctionKind.INIT)
_VARIADIC = (Passing.VARIADIC, Passing.KEYWORD_VARIADIC)


def is_free(cx: Evidence) -> bool:
    """Whether nothing that is known asks for the signature of a function as it is."""
    decl = cx.body.decl
    if not cx.is_of_file(decl) or not decl.has_body or decl.is_async:
        return False
    if decl.kind not in _KINDS or not _ORDINARY.issuperset(decl.decorators):
        return False
    if decl.owner is not None:
        return _is_own_method(cx, decl, decl.owner)
    return decl.name != "main" and cx.scope.environment.lookup(decl.name) == (decl,)


def is_asked_for(cx: Evidence, argument: ArgumentDecl) -> bool:
    """Whether a trait of its type has a method that takes an argument as this one does."""
    decl = cx.body.decl
    if decl.owner is None:
        return False
    at = decl.arguments.index(argument)
    return any(
        at < len(method.arguments) and method.arguments[at].convention is argument.convention
        for trait in traits_of(decl.owner, cx.scope.environment).known
        for method in trait.methods.get(decl.name, ())
    )


def is_simple(cx: Evidence, argument: ArgumentDecl) -> bool:
    """Whether an argument is one value, of which the signature says nothing but its type."""
    if argument.passing in _VARIADIC or (argument.annotation is None and argument.name != "self"):
        return False
    words = re.findall(rf"(?<!\w){re.escape(argument.name)}(?!\w)", _signature(cx))
    return len(words) == 1


def is_straightforward(body: Body, source: bytes) -> bool:
    """Whether all of a function is looked at: no part of it is decided by the compiler, or is a function itself."""
    return not (body.nested or body.unreached or body.dead_calls or b"comptime" in source)


def _signature(cx: Evidence) -> str:
    return cx.text(cx.body.decl.node.signature.span)


def _is_own_method(cx: Evidence, decl: FunctionDecl, owner: TypeDecl) -> bool:
    is_special = decl.name.startswith("__") and decl.kind is FunctionKind.NORMAL
    if (
        is_special
        or owner.kind is not ast.TypeDefKind.STRUCT
        or methods_of(owner, decl.name, cx.scope) != (decl,)
    ):
        return False
    environment = cx.scope.environment
    traits = traits_of(owner, environment)
    is_promised = any(decl.name in trait.methods for trait in traits.known)
    return traits.complete and not is_promised and not environment.extensions_of(owner)
