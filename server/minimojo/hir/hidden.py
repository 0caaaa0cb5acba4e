"""Which names may the damaged parts of a file declare, of which the parser made nothing?

A name is declared behind a keyword, so a damaged part without that keyword and name hides nothing
about it: what the rest of the file says of the name still holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_WORD = re.compile(r"`[^`\n]*`|[^\W\d]\w*")
_DECLARED = re.compile(
    r"\b(?:def|fn|struct|class|trait|extension|__extension|__enum|var|let|alias|as)[ \t\\]+(`[^`\n]*`|\w+)"
)
_CONSTANTS = re.compile(r"\bcomptime\b([^=:\n]*)")
_IMPORTED = re.compile(r"\bimport\b[ \t\\]*(\([^)]*|[^\n\r]*)")


class Hidden(Struct, frozen=True):
    """Names that may be declared where nobody can see it; every name if `anything`."""

    names: frozenset[str] = frozenset()
    anything: bool = False

    def __contains__(self, name: str) -> bool:
        return self.anything or name in self.names


NOTHING_HIDDEN = Hidden()


def hidden_in(sources: Iterable[bytes]) -> Hidden:
    """What damaged parts of the file scope may declare, given their texts."""
    texts = [source.decode("utf-8", "replace") for source in sources]
    imported = [found for text in texts for found in _IMPORTED.findall(text)]
    names = {name.strip("`") for text in texts for name in _declared(text)}
    names.update(word.strip("`") for found in imported for word in _WORD.findall(found))
    return Hidden(frozenset(names), anything=any("*" in found for found in imported))


def _declared(text: str) -> Iterator[str]:
    yield from _DECLARED.findall(text)
    for found in _CONSTANTS.findall(text):
        yield from _WORD.findall(found)
