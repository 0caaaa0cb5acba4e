"""`var names⟨: List[String]⟩ = load()`: types that are inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.ide.callables import names_of, shown_type
from minimojo.ide.hints.model import Hint, HintKind
from minimojo.mir.body import Local, LocalKind
from minimojo.rules.rule import Evidence
from minimojo.types import is_known

_KINDS = (LocalKind.VARIABLE, LocalKind.BOUND, LocalKind.REFERENCE)

_LONGEST = 60
"""Characters of a type that is shown."""

_WRITTEN = re.compile(rb"[ \t]*:")
_NAME = re.compile(rb"[ \t]*=[ \t]*(\w+)(?=[\[(])")


def find(cx: Evidence) -> Iterator[Hint]:
    local_name = names_of(cx.body)
    for local in cx.body.locals:
        if local.kind not in _KINDS or cx.text(local.declared_at) != local.name or not is_known(local.type):
            continue
        shown = shown_type(local.type, cx.scope, local_name)
        if len(shown) <= _LONGEST and not _is_written(local, shown, cx):
            told = f"the type of `{local.name}` is inferred"
            yield Hint(local.declared_at.end, f": {shown}", told, is_type=True)


def _is_written(local: Local, shown: str, cx: Evidence) -> bool:
    """Whether the type stands there already, as an annotation or as the constructor that is called."""
    if _WRITTEN.match(cx.source, local.declared_at.end):
        return True
    made = _NAME.match(cx.source, local.declared_at.end)
    if made is None or made[1].decode("utf-8", "replace") != re.split(r"\W", shown, maxsplit=1)[0]:
        return False
    return _ends_line(cx.source, _behind_brackets(cx.source, made.end()))


def _behind_brackets(source: bytes, at: int) -> int:
    """The end of all brackets that follow one another at a place: `[...](...)`."""
    depth = 0
    while at < len(source) and (depth or source[at : at + 1] in (b"(", b"[")):
        depth += (source[at : at + 1] in (b"(", b"[")) - (source[at : at + 1] in (b")", b"]"))
        at += 1
    return at


def _ends_line(source: bytes, at: int) -> bool:
    """Whether nothing but a comment follows."""
    rest = source[at:].partition(b"\n")[0].strip()
    return not rest or rest.startswith(b"#")


KIND = HintKind("types", "types that are inferred", find)
