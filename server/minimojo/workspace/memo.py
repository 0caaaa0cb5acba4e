"""What of an earlier analysis is still valid? Verifying traces.

An entry holds the bytes of a function and the digest of every declaration that its analysis read.
It is valid while the bytes are the same and every one of these declarations still has its digest;
nothing needs to be told what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_
from typing import TYPE_CHECKING

from msgspec import Struct, field

from minimojo.hir.model import TypeDecl, Unit
from minimojo.hir.problems import DeclarationProblem
from minimojo.types import Read
from minimojo.workspace.model import UnitResult

if TYPE_CHECKING:
    from minimojo.workspace.project import Interfaces

Digest = bytes | None
"""None is the digest of a name that is not declared, so that declaring it invalidates its readers."""


class _Entry(Struct, frozen=True):
    source: bytes
    reads: tuple[tuple[Read, Digest], ...]
    result: UnitResult


TypeProblems = Mapping[str, tuple[DeclarationProblem, ...]]
"""What is wrong with the types of a file, by unit or header."""


class _TypesEntry(Struct, frozen=True):
    types: Sequence[TypeDecl]
    reads: tuple[tuple[Read, Digest], ...]
    problems: TypeProblems


class Memo(Struct):
    """The results of the functions of one file, by the key of their unit, and those of its types.

    `interfaces` are those with which every entry is valid, None while that is not known.
    """

    interfaces: Interfaces | None = None
    _entries: dict[str, _Entry] = field(default_factory=dict[str, _Entry])
    _types: _TypesEntry | None = None

    def find(self, unit: Unit, digest: Callable[[Read], Digest] | None) -> UnitResult | None:
        """The result of a function; without `digest`, what it reads is taken to be the same."""
        entry = self._entries.get(unit.key)
        if entry is None or entry.source != unit.source:
            return None
        if digest is not None and any(digest(read) != seen for read, seen in entry.reads):
            return None
        return entry.result

    def store(
        self, unit: Unit, reads: Iterable[Read], digest: Callable[[Read], Digest], result: UnitResult
    ) -> None:
        trace = tuple((read, digest(read)) for read in reads)
        self._entries[unit.key] = _Entry(unit.source, trace, result)

    def find_types(
        self, types: Sequence[TypeDecl], digest: Callable[[Read], Digest] | None
    ) -> TypeProblems | None:
        """What is known about the types of the file, if they are still the same and mean the same."""
        entry = self._types
        if entry is None or len(entry.types) != len(types) or not all(map(is_, entry.types, types)):
            return None
        if digest is not None and any(digest(read) != seen for read, seen in entry.reads):
            return None
        return entry.problems

    def store_types(
        self,
        types: Sequence[TypeDecl],
        reads: Iterable[Read],
        digest: Callable[[Read], Digest],
        problems: TypeProblems,
    ) -> None:
        trace = tuple((read, digest(read)) for read in reads)
        self._types = _TypesEntry(types, trace, problems)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget the functions that the file no longer has."""
        kept = set(keys)
        self._entries = {key: entry for key, entry in self._entries.items() if key in kept}

    def fork(self) -> Memo:
        """A memo that knows the same and learns apart, for trying out edits."""
        return Memo(self.interfaces, dict(self._entries), self._types)
