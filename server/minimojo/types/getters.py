"""What methods that return references give, where a signature names them: `ref[self.rows[0]]` (DE-48).

Nothing is called there, and the arguments say nothing: it is known what all methods of a name agree on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from minimojo.hir.model import FunctionDecl
from minimojo.types.model import UNKNOWN, Origin, ParameterRoot, StructType, Type, TypeArg
from minimojo.types.parameters import bindings_of
from minimojo.types.scope import TypeScope
from minimojo.types.substitution import Key, applied_origin, substitute

if TYPE_CHECKING:
    from minimojo.types.signatures import Signature


def got_type(subject: Type, name: str, scope: TypeScope) -> Type:
    """The one type of what the methods give."""
    from minimojo.types.projections import project

    bindings = _bindings(subject)
    found = {substitute(it.result, bindings, project(scope)) for _, it in _getters(subject, name, scope)}
    return found.pop() if len(found) == 1 else UNKNOWN


def got_origin(subject: Type, base: Origin, name: str, scope: TypeScope) -> Origin | None:
    """The one origin that the methods give, `base` being that of `self`."""
    from minimojo.types.inference import origin_key

    bindings = _bindings(subject)
    getters = _getters(subject, name, scope)
    origins: set[Origin] = set()
    for _, signature in getters:
        own = origin_key(signature.origins[0]) if signature.origins and signature.origins[0] else None
        known = bindings if own is None else {**bindings, own: base}
        if signature.result_origin is not None:
            origins.add(applied_origin(signature.result_origin, known, {"self": base}))
    found = origins.pop() if len(origins) == 1 else None
    return None if found is None or _is_open(found, [it for it, _ in getters]) else found


def _bindings(subject: Type) -> Mapping[Key, TypeArg]:
    return bindings_of(subject) if isinstance(subject, StructType) else {}


def _getters(subject: Type, name: str, scope: TypeScope) -> list[tuple[FunctionDecl, Signature]]:
    """The methods of a type that return a reference."""
    from minimojo.types.calls import Methods
    from minimojo.types.members import member
    from minimojo.types.signatures import scope_of, signature_of

    found = member(subject, name, scope)
    if not isinstance(found, Methods):
        return []
    program = scope.environment.program
    signatures = (
        (it, signature_of(it, scope_of(it, program.environment_of(it) or scope.environment)))
        for it in found.candidates
    )
    return [(it, signature) for it, signature in signatures if signature.result_origin is not None]


def _is_open(origin: Origin, getters: Sequence[FunctionDecl]) -> bool:
    """Whether an origin depends on a parameter of a getter: on what else it is called with."""
    return any(isinstance(path.root, ParameterRoot) and path.root.owner in getters for path in origin.paths)
