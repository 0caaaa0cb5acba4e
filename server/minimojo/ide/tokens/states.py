"""Who owns a value where it is named, and may it be changed by that name? From the graph of the function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from minimojo.ide.tokens.model import Modifier, Modifiers
from minimojo.mir.body import EffectKind, Local, LocalId, LocalKind, Place
from minimojo.ownership.analyse import state_before
from minimojo.ownership.model import Fate, OpRef
from minimojo.rules.places import operand
from minimojo.rules.rule import Evidence
from minimojo.text import Span

_AWAY = (EffectKind.CONSUME, EffectKind.MARK_DESTROYED)
_NOTHING: Modifiers = frozenset()

_OWNED: Modifiers = frozenset((Modifier.OWNED, Modifier.MUTABLE))
BY_WORD: dict[str, Modifiers] = {
    "var": _OWNED,
    "deinit": _OWNED,
    "out": _OWNED,
    "mut": frozenset((Modifier.BORROWED, Modifier.MUTABLE)),
    "ref": frozenset((Modifier.BORROWED, Modifier.REFERENCE)),
    "imm": frozenset((Modifier.BORROWED, Modifier.READONLY)),
}
"""By the convention of an argument, or the word before a new variable."""

_BY_KIND: dict[LocalKind, Modifiers] = {
    LocalKind.VARIABLE: _OWNED,
    LocalKind.CLOSURE: frozenset((Modifier.OWNED,)),
    LocalKind.BOUND: frozenset((Modifier.OWNED, Modifier.READONLY)),
    LocalKind.REFERENCE: frozenset((Modifier.BORROWED, Modifier.REFERENCE)),
    LocalKind.CAPTURED: frozenset((Modifier.BORROWED, Modifier.REFERENCE)),
}


class _Touched(Struct, frozen=True):
    """The first operation that does something to a variable where it is named, and whether it is given away."""

    cx: Evidence
    local: Local
    at: OpRef
    away: bool


class States:
    """What the graphs of a function and of those in it tell about names.

    `written` is what is known without a graph, in broken code: by where a variable is declared.
    """

    def __init__(self, around: Iterable[Evidence], written: Mapping[int, Modifiers]) -> None:
        self._written = written
        self._declared: dict[int, Local] = {}
        self._touched: dict[int, _Touched] = {}
        self._given: set[tuple[int, LocalId]] = set()
        for cx in around:
            for local in cx.body.locals:
                self._declared.setdefault(local.declared_at.start, local)
            self._look(cx)

    def _look(self, cx: Evidence) -> None:
        locals_ = {local.id: local for local in cx.body.locals if local.name.isidentifier()}
        for ref, op in cx.operations:
            for effect in op.effects:
                place = effect.access
                if not isinstance(place, Place) or place.local not in locals_:
                    continue
                start = operand(cx, op, effect.at).start
                away = effect.kind in _AWAY and not place.path
                if effect.kind in _AWAY:
                    self._given.add((id(cx), place.local))
                known = self._touched.get(start)
                if known is None or (away and not known.away and known.local.id == place.local):
                    self._touched[start] = _Touched(
                        cx, locals_[place.local], known.at if known else ref, away
                    )

    def of(self, name: str, span: Span, declared_at: Span) -> Modifiers:
        """The state of a variable or argument, by where it is declared, at a place that names it."""
        touched = self._touched.get(span.start)
        if touched is not None and touched.local.name == name:
            return _here(touched, is_given=(id(touched.cx), touched.local.id) in self._given)
        local = self._declared.get(declared_at.start)
        if local is None or local.name != name:
            return self._written.get(declared_at.start, _NOTHING)
        return _always(local)


def _here(touched: _Touched, *, is_given: bool) -> Modifiers:
    always = _always(touched.local)
    if touched.away:
        return always | {Modifier.TRANSFERRED}
    if is_given:
        state = state_before(touched.cx.lifetimes, touched.local.id, touched.at)
        if state is not None and not state.fully_initialized:
            fates = {cause.fate for cause in state.causes}
            if Fate.TRANSFERRED in fates and Fate.INITIALIZED not in fates and not state.partly_initialized:
                return always - {Modifier.OWNED} | {Modifier.TRANSFERRED}
    return always


def _always(local: Local) -> Modifiers:
    """What is true of a variable wherever it is named."""
    if local.kind is LocalKind.ARGUMENT:
        found = BY_WORD["imm" if local.convention is None else local.convention.value]
    else:
        found = _BY_KIND.get(local.kind, _NOTHING)
    if Modifier.REFERENCE in found and local.refers_to is not None:
        match local.refers_to.mutable:
            case True:
                return found | {Modifier.MUTABLE}
            case False:
                return found | {Modifier.READONLY}
            case None:
                return found
    return found
