"""Which arguments could do with no convention, for they are only read?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.hir.model import ArgumentDecl, Convention
from minimojo.mir.body import Local, LocalId, LocalKind
from minimojo.rules.advice import is_sound
from minimojo.rules.model import Conditional
from minimojo.rules.plain import is_plain
from minimojo.rules.reading import only_read
from minimojo.rules.rule import Evidence
from minimojo.rules.signatures import is_free, is_simple, is_straightforward
from minimojo.text import Span
from minimojo.types import is_trivial
from minimojo.types.model import Answer


class Readable(Conditional, frozen=True):
    """An argument of `function` with a convention that it does not need."""

    function: str
    argument: ArgumentDecl

    def holds(self, text: bytes) -> bool:
        """Whether the function is only called: as a value it may have to be of the type that it is."""
        return not is_value(self.function, text)

    @property
    def span(self) -> Span:
        """The convention and the name."""
        return Span(self.argument.convention_span.start, self.argument.name_span.end)


def is_value(function: str, text: bytes) -> bool:
    """Whether a text uses a function otherwise than by calling it. Names in comments are none."""
    name = re.escape(function.encode())
    # The name comes first, and what may not be before it then: so a big file is soon looked through.
    found = re.finditer(
        rb"%(name)s(?<![\w`]%(name)s)(?<!def %(name)s)(?![\w`]|\s*\()" % {b"name": name}, text
    )
    return any(b"#" not in text[text.rfind(b"\n", 0, it.start()) + 1 : it.start()] for it in found)


def readable(cx: Evidence, convention: Convention) -> Iterator[tuple[ArgumentDecl, LocalId]]:
    """The arguments of a convention that a function only reads, if nobody else can ask for it."""
    declared = {
        it.name: it
        for it in cx.body.decl.arguments
        if it.convention is convention and it.convention_span.start < it.convention_span.end
    }
    if not declared or not is_straightforward(cx.body, cx.source):
        return
    locals_ = {it.id: it for it in cx.body.locals if it.kind is LocalKind.ARGUMENT and it.name in declared}
    found = only_read(cx, locals_)
    if not found or not is_free(cx) or not is_sound(cx):
        return
    for number in sorted(found):
        local = locals_[number]
        is_free_anyway = convention is Convention.VAR and _is_cheap(cx, local)
        if not is_free_anyway and is_simple(cx, declared[local.name]) and is_plain(local.type, cx.scope):
            yield declared[local.name], number


def _is_cheap(cx: Evidence, local: Local) -> bool:
    """Whether it costs nobody anything to give such a value away: the convention is a matter of taste."""
    return local.name == "self" or is_trivial(local.type, cx.scope) is not Answer.NO
