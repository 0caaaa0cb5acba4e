"""The places in one file that name what is under the cursor, told apart by what happens to it there."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from minimojo.ide.cursor import touches_in
from minimojo.mir.body import EffectKind
from minimojo.names.model import Role
from minimojo.text import Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import Mention


class Use(Enum):
    """What happens to a value where it is named."""

    READ = "read"
    WRITE = "write"
    TRANSFER = "transfer"


class Highlight(Struct, frozen=True):
    span: Span
    use: Use


_BY_EFFECT = {
    EffectKind.MUT: Use.WRITE,
    EffectKind.DEF: Use.WRITE,
    EffectKind.CONSUME: Use.TRANSFER,
    EffectKind.MARK_DESTROYED: Use.TRANSFER,
}
_BY_ROLE = {
    Role.DECLARATION: Use.WRITE,
    Role.WRITE: Use.WRITE,
    Role.TRANSFER: Use.TRANSFER,
}


def highlights(atlas: Atlas, path: str, offset: int) -> Iterator[Highlight]:
    """The mentions of what is at a byte of the file, in this file."""
    found = atlas.name_at(path, offset)
    if found is None:
        return
    mentions = dict.fromkeys(
        it for symbol in found.symbols for it in atlas.mentions_in(path, symbol) if it.place.path == path
    )
    effects = dict[str, dict[Span, set[EffectKind]]]()
    for it in mentions:
        yield Highlight(it.place.span, _use(atlas, path, it, effects))


def _use(atlas: Atlas, path: str, it: Mention, effects: dict[str, dict[Span, set[EffectKind]]]) -> Use:
    """As it is written; where it is only named, as what is called takes it."""
    if it.role in _BY_ROLE:
        return _BY_ROLE[it.role]
    if it.part not in effects:
        effects[it.part] = touches_in(atlas.workspace.around(path, it.place.span.start), it.part)
    kinds = effects[it.part].get(it.place.span, set())
    return next((use for kind, use in _BY_EFFECT.items() if kind in kinds), Use.READ)
