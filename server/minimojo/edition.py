"""The versions of Mojo that are told apart, and what changed between them in what the compiler says.

    edition = EDITIONS["1.1"]
    edition.has(Change.ENDLESS_PATHS)       # False: that came with 1.2

Whoever starts an analysis chooses the edition; what differs asks it. How the changes were found, and what
else differs, is told in `docs/versions.md`.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Change(Enum):
    """A change in the verdict on one and the same program."""

    BORROWED_TRANSFERS = "a `^` on a value that is only borrowed is warned about"
    CAPTURES_ARE_READS = "capturing a variable by `mut` does not count as a change of it"
    ENDLESS_PATHS = "what is needed on a path that never ends is needed"


_SINCE = {
    Change.BORROWED_TRANSFERS: (1, 2),
    Change.CAPTURES_ARE_READS: (1, 2),
    Change.ENDLESS_PATHS: (1, 2),
}


class Edition(Struct, frozen=True):
    """The language and the standard library of one version of Mojo."""

    number: tuple[int, int]

    @property
    def name(self) -> str:
        return ".".join(map(str, self.number))

    def has(self, change: Change) -> bool:
        """Whether the change was made in this version or before it."""
        return self.number >= _SINCE[change]


LATEST = Edition((1, 2))
EDITIONS = {it.name: it for it in (Edition((1, 0)), Edition((1, 1)), LATEST)}
"""The editions by name, the oldest first."""
