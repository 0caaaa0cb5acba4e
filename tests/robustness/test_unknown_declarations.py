"""Who knows less says less: a program without errors that takes a declaration from an unknown module has no finding
more. (Where there are errors, hiding the cause of one lets others be seen.)"""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from support.checking import check
from support.fixtures import Example, examples_in

_DECLARATION = re.compile(r"(?:struct|trait|def|comptime) (\w+)")
_EXCEPTIONS = {
    "fields of what is in a register": "how the compiler passes over what is in registers, in dead code",
    "what a call that never returns keeps": "an unknown function may never return, which decides what is needed",
    "a value from a call whose error is converted is not built in place": "an unknown manager may end errors",
}
"""Programs about one peculiarity of the compiler, which ends with the declaration it depends on; and its name."""
_EXAMPLES = [
    it
    for it in examples_in("rules")
    if " error[" not in it.source and not any(name in str(it) for name in _EXCEPTIONS)
]


def _without_one(source: str) -> Iterator[str]:
    """The program with each declaration at its top imported instead; lines keep their numbers. Of overloads none: the
    others would be redefinitions of what is imported."""
    lines = source.split("\n")
    names = Counter(it[1] for it in map(_DECLARATION.match, lines) if it)
    tops = [number for number, line in enumerate(lines) if line[:1].strip() and line[0] not in "#)]}"]
    for start, end in zip(tops, [*tops[1:], len(lines)], strict=True):
        found = _DECLARATION.match(lines[start])
        if found and found[1] != "main" and names[found[1]] == 1:
            first = start - 1 if start and lines[start - 1].startswith("@") else start
            blank = [""] * (end - first - 1)
            yield "\n".join([*lines[:first], f"from nowhere import {found[1]}", *blank, *lines[end:]])


@pytest.mark.parametrize("example", _EXAMPLES, ids=str)
def test_hiding_a_declaration_adds_no_finding(example: Example) -> None:
    known = check(example.source).lines()
    for source in _without_one(example.source):
        more = check(source).lines() - known
        assert not more, f"{sorted(more)} in\n{source}"
