"""The versions of Mojo that are told apart, and what changed between them in what the compiler says.

    edition = EDITIONS["1.1"]
    edition.has(Change.ENDLESS_PATHS)       # False: that came with 1.2

Whoever starts an analysis chooses the edition; what differs asks it. How the changes were found, and what
else differs, is told in `docs/versions.md`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from minimojo.choice import Choice


class Change(Choice):
    """A change in the verdict on one and the same program."""

    BORROWED_TRANSFERS = "a `^` on a value that is only borrowed is warned about"
    CAPTURES_ARE_READS = "capturing a variable by `mut` does not count as a change of it"
    EXPLICIT_DECLARATIONS = "an assignment to a name that is declared nowhere does not declare it"
    BARE_STATEMENTS = "no decorator may stand before a statement; `@parameter if` was `comptime if`"
    PARAMETER_IS_OLD = "`@parameter` before a function is deprecated"
    LOOPS_CARRY_INVALIDATIONS = "what a loop invalidates is known in its next round and behind it"
    ENDLESS_PATHS = "what is needed on a path that never ends is needed"
    FIRST_SIDE_DECIDES = "where neither side of a branch ever ends, the first one tells what is needed"


_ALWAYS = (1 << 30, 0)
_HELD = {
    Change.BORROWED_TRANSFERS: ((1, 2), _ALWAYS),
    Change.CAPTURES_ARE_READS: ((1, 2), _ALWAYS),
    Change.EXPLICIT_DECLARATIONS: ((1, 1), _ALWAYS),
    Change.BARE_STATEMENTS: ((1, 1), _ALWAYS),
    Change.PARAMETER_IS_OLD: ((1, 1), _ALWAYS),
    Change.LOOPS_CARRY_INVALIDATIONS: ((1, 1), _ALWAYS),
    Change.ENDLESS_PATHS: ((1, 2), _ALWAYS),
    Change.FIRST_SIDE_DECIDES: ((1, 1), (1, 2)),
}
"""The version that made a change, and the one that took it back."""


class Edition(Struct, frozen=True):
    """The language and the standard library of one version of Mojo. `library` names the table of the latter."""

    number: tuple[int, int]
    library: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.number))

    def has(self, change: Change) -> bool:
        """Whether the change was made in this version or before it, and holds in it."""
        since, until = _HELD[change]
        return since <= self.number < until

    def __reduce__(self) -> tuple[Callable[[str], Edition], tuple[str]]:
        """Another process has the same editions."""
        return _of_name, (self.name,)


def _of_name(name: str) -> Edition:
    return EDITIONS[name]


LATEST = Edition((1, 2), "1.2")
EDITIONS = {it.name: it for it in (Edition((1, 0), "1.0"), Edition((1, 1), "1.1"), LATEST)}
"""The editions by name, the oldest first."""
