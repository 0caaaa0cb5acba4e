"""Does a function of the same file change a collection that it is given, whichever way it goes?

What is found in one function may not depend on the body of another, unless the text of the file is asked each
time (`Conditional`). So only what is plain to see there counts:

    def add(mut self, item: Int):      the only function of its name
        if item < 0:
            print(item)                what stands deeper may not be run
        self.items.append(item)        yes
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minimojo.rules.model import Conditional

_DOCSTRING = re.compile('"""[^"]*"""')
_LEAVES = re.compile(r"\b(?:return|raise|while|try|with|break|comptime)\b|\"\"\"")
"""Words in statements after which perhaps nobody comes, and text in which there may be anything."""


class ChangedInside(Conditional, frozen=True):
    """That `function` calls one of the methods on what is called `place` in it."""

    function: str
    place: str
    methods: frozenset[str]

    def holds(self, text: bytes) -> bool:
        source, name = text.decode("utf-8", "replace"), re.escape(self.function)
        if len(re.findall(rf"\bdef {name}\b", source)) != 1:
            return False
        head = re.search(rf"^([ \t]*)def {name}\(.*\)[^:\n]*:[ \t]*([^#\s].*)?$", source, re.MULTILINE)
        if head is None:
            return False
        on_line = head[2]
        return self._is_in(iter((on_line,)) if on_line else _statements(source[head.end() :], len(head[1])))

    def _is_in(self, statements: Iterator[str]) -> bool:
        call = rf"\.(?:{'|'.join(sorted(self.methods))})\((?:(?! if ).)*\)$"
        change = re.compile(rf"(?:(?:var )?\w+ = |return )?{re.escape(self.place)}{call}")
        for statement in statements:
            if change.match(statement):
                return True
            if _LEAVES.search(statement):
                return False
        return False


def _statements(text: str, outside: int) -> Iterator[str]:
    """The lines of a body; those of statements inside of others begin with blanks."""
    inside: int | None = None
    for line in _DOCSTRING.sub("pass", text).splitlines():
        code = line.strip()
        indent = len(line) - len(line.lstrip())
        if code and not code.startswith("#"):
            if indent <= outside:
                return
            inside = indent if inside is None else inside
            yield line.rstrip()[inside:]
