"""What do operations do to a value that something points into?"""

from __future__ import annotations

from minimojo.hir.model import Convention
from minimojo.mir.body import Access, Effect, EffectKind, Op, Place
from minimojo.rules.pointing import Taking
from minimojo.types.model import LocalRoot


def covers(access: Access, owner: Place) -> bool:
    """Whether an access is to a place, to what it is a part of, or through a reference to anything in its
    variable."""
    if isinstance(access, Place):
        return access.local == owner.local and owner.path[: len(access.path)] == access.path
    return any(path.root == LocalRoot(owner.local) for path in access.origin.paths)


def gives_up(op: Op, taking: Taking) -> bool:
    """Whether the owner may have another value, or other memory, after an operation."""
    return any(covers(it.access, taking.owner) and _gives_up(op, it, taking) for it in op.effects)


def renews(op: Op, taking: Taking) -> bool:
    """Whether there is a value again after an operation where something points to."""
    return not taking.outside and any(
        it.kind is EffectKind.DEF and covers(it.access, taking.owner) for it in op.effects
    )


def _gives_up(op: Op, effect: Effect, taking: Taking) -> bool:
    if effect.kind in (EffectKind.DEF, EffectKind.CONSUME):
        return True
    # `swap(names, others)`: its memory belongs to another list then.
    fact = op.argument_of(effect)
    is_mut = effect.kind is EffectKind.MUT and (fact is None or fact.convention is Convention.MUT)
    return taking.outside and is_mut
