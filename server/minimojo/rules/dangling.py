"""Is something destroyed between the place where a pointer into it is taken, and a use of that pointer?"""

from __future__ import annotations

from msgspec import Struct

from minimojo.mir.body import LocalId, Op, Place
from minimojo.ownership.model import Death, OpRef
from minimojo.rules.dereferences import Use
from minimojo.rules.owners import covers, gives_up, renews
from minimojo.rules.paths import after, run
from minimojo.rules.pointing import Pointing, Taking
from minimojo.rules.rule import Evidence
from minimojo.types import is_trivial
from minimojo.types.model import Answer


class _Past(Struct, frozen=True):
    """What may be run after a death while the pointer still is the one that was taken before."""

    death: Death
    ops: frozenset[OpRef]


class Ends:
    """Where values are destroyed in one function, and what is run afterwards."""

    def __init__(self, cx: Evidence) -> None:
        self._cx = cx
        self._deaths: dict[LocalId, list[Death]] = {}
        self._pasts: dict[tuple[Taking, frozenset[OpRef]], tuple[_Past, ...]] = {}
        for death in cx.lifetimes.deaths:
            self._deaths.setdefault(death.place.local, []).append(death)

    def between(self, pointing: Pointing, others: frozenset[OpRef], use: Use) -> Death | None:
        """The destruction of the owner after which a pointer is used; `others` fill its variables with others."""
        taking = pointing.taking
        if not use.is_return and self._has_no_end(taking.owner):
            return None
        deaths = [it for it in self._deaths.get(taking.owner.local, ()) if covers(it.place, taking.owner)]
        if not pointing.via and taking.ref.block == use.ref.block and taking.ref < use.ref:
            return next((it for it in deaths if it.edge is None and taking.ref <= it.op < use.ref), None)
        pasts = self._pasts.get((taking, others))
        if pasts is None:
            pasts = self._pasts[taking, others] = self._after(deaths, taking, others)
        return next((it.death for it in pasts if use.ref in it.ops), None)

    def _has_no_end(self, owner: Place) -> bool:
        """Whether a destruction does nothing: what is trivial stays in the frame of the function."""
        return is_trivial(self._cx.body.locals[owner.local].type, self._cx.scope) is not Answer.NO

    def _after(self, deaths: list[Death], taking: Taking, others: frozenset[OpRef]) -> tuple[_Past, ...]:
        def loses(ref: OpRef, op: Op) -> bool:
            """Whether the owner has given up its value, or the pointer is another one from here on."""
            return ref in others or (ref != taking.ref and gives_up(op, taking))

        def is_good(ref: OpRef, op: Op) -> bool:
            """Whether the pointer is taken anew, or points to a new value."""
            return ref in others or ref == taking.ref or renews(op, taking)

        if not deaths:
            return ()
        body = self._cx.body
        held = run(body, taking.ref, loses)
        return tuple(_Past(it, run(body, after(it), is_good).ops) for it in deaths if held.ends(it))
