"""What of an earlier analysis is still valid? Verifying traces.

An entry holds the text of a function and the digest of every declaration that its analysis read.
It is valid while the text is the same and every one of these declarations still has its digest;
nothing needs to be told what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, is_, ne
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct, field

from minimojo.hir.model import TypeDecl, Unit
from minimojo.hir.problems import DeclarationProblem
from minimojo.names.model import Occurrence
from minimojo.recent import Recent
from minimojo.rules.model import Finding
from minimojo.syntax.outline import Part
from minimojo.types import Environment, Program, Read
from minimojo.workspace.digests import Digest, Seen
from minimojo.workspace.model import Bodies, UnitResult

if TYPE_CHECKING:
    from minimojo.workspace.project import Interfaces

_ROOM = 32 * 1024


class LatestBodies(Struct):
    """What the latest results are founded on, by bytes of source, of which each takes some two hundred.

    They hold all that is known about declarations: with those of many states, all of these would stay.
    """

    _program: Program | None = None
    _kept: Recent[UnitResult, Bodies] = field(default_factory=lambda: Recent[UnitResult, Bodies](_ROOM))

    def within(self, program: Program) -> Recent[UnitResult, Bodies]:
        """Those of one program, of which there is one at a time."""
        if self._program is not program:
            self._program, self._kept = program, Recent(_ROOM)
        return self._kept


_T = TypeVar("_T")


class _Entry(Struct, Generic[_T], frozen=True):
    part: Part
    reads: Seen
    result: _T

    def is_about(self, part: Part) -> bool:
        """Whether a part has the same text and, if that is broken, the parser made the same of it: that depends
        on what is around."""
        mine = self.part
        return mine is part or (mine.source == part.source and mine.damage == part.damage)


class Traced(Struct, Generic[_T]):
    """Answers about the parts of one file, by the key of a unit or header."""

    _entries: dict[str, _Entry[_T]] = field(default_factory=dict[str, "_Entry[_T]"])

    def find(self, key: str, part: Part, digest: Callable[[Read], Digest] | None) -> _T | None:
        """What is known about a part; without `digest`, what it reads is taken to be the same."""
        entry = self._entries.get(key)
        if entry is None or not entry.is_about(part):
            return None
        if digest is not None and any(digest(read) != seen for read, seen in entry.reads):
            return None
        return entry.result

    def reads(self, key: str) -> Seen:
        """What an answer that is known depends on."""
        return self._entries[key].reads

    def store(self, key: str, part: Part, reads: Seen, result: _T) -> None:
        self._entries[key] = _Entry(part, reads, result)

    def keep_only(self, keys: Mapping[str, object]) -> None:
        """Forget the parts that the file no longer has; something is known about all others."""
        if len(self._entries) > len(keys):
            self._entries = {key: entry for key, entry in self._entries.items() if key in keys}

    def keep_valid(self, digest: Callable[[Read], Digest]) -> None:
        """Forget the answers that depend on something that is no longer the same."""
        self._entries = {
            key: entry
            for key, entry in self._entries.items()
            if all(digest(read) == seen for read, seen in entry.reads)
        }

    def fork(self) -> Traced[_T]:
        """The same answers, to learn others apart."""
        return Traced(dict(self._entries))


TypeProblems = Mapping[str, tuple[DeclarationProblem, ...]]
"""What is wrong with the types of a file, by unit or header."""


class _TypesEntry(Struct, frozen=True):
    types: Sequence[TypeDecl]
    reads: Seen
    problems: TypeProblems


class HeaderFindings(Struct, frozen=True, eq=False):
    """What is wrong with the headers of a file, told from their text and from what names mean there."""

    headers: Sequence[tuple[str, Part]]
    environment: Environment
    findings: tuple[Finding, ...]


class Last(Struct, frozen=True, eq=False):
    """The functions of the state that was last looked at as a whole, and all their results."""

    units: Sequence[Unit]
    results: Mapping[str, UnitResult]

    def others_in(self, units: Sequence[Unit]) -> list[Unit] | None:
        """Those of the same functions that are not the same text; None if there are others, or in another order."""
        if len(units) != len(self.units) or any(map(ne, map(_key, units), map(_key, self.units))):
            return None
        return [new for new, old in zip(units, self.units, strict=True) if new.part is not old.part]


_key = attrgetter("key")


class Memo(Struct):
    """The results of the functions of one file, by the key of their unit, those of its types, and its names.

    `interfaces` are those with which every result is valid, None while that is not known; `names_with`
    the same for names. `wants_names` is set for a file whose names are asked for after each edit.
    `bodies` may be those of all files.
    """

    interfaces: Interfaces | None = None
    results: Traced[UnitResult] = field(default_factory=Traced[UnitResult])
    names: Traced[tuple[Occurrence, ...]] = field(default_factory=Traced[tuple[Occurrence, ...]])
    names_with: Interfaces | None = None
    wants_names: bool = False
    bodies: LatestBodies = field(default_factory=LatestBodies)
    headers: HeaderFindings | None = None
    last: Last | None = None
    _types: _TypesEntry | None = None

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

    def store_types(self, types: Sequence[TypeDecl], reads: Seen, problems: TypeProblems) -> None:
        self._types = _TypesEntry(types, reads, problems)

    def keep_only(self, keys: Mapping[str, object]) -> None:
        """Forget the functions that the file no longer has; all others are known."""
        self.results.keep_only(keys)

    def fork(self) -> Memo:
        """A memo that knows the same and learns apart, for trying out edits."""
        return Memo(
            self.interfaces, self.results.fork(), headers=self.headers, last=self.last, _types=self._types
        )
