"""What a run has shown, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mutants.comparing import Judged, Placed, is_ownership_error
from support.compiler import Message, group_of

_LONGEST = 120
"""Characters of a mutation that are shown."""


@dataclass
class Summary:
    """Counts of mutants, and of messages and findings by severity and group."""

    mutants: int = 0
    unjudged: int = 0
    accepted: int = 0
    owned: int = 0
    disagreements: int = 0
    found: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    missed: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    extra: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def add(self, judged: Judged) -> None:
        self.mutants += 1
        if judged.messages is None:
            self.unjudged += 1
            return
        errors = [it.it for it in judged.messages if it.it.severity == "error"]
        self.accepted += not errors
        self.owned += any(map(is_ownership_error, errors))
        self.disagreements += bool(judged.missed or judged.extra)
        self.found.update(_names(judged.found))
        self.missed.update(_names(judged.missed))
        self.extra.update([(it.it.severity, it.it.code) for it in judged.extra])

    def rows(self) -> Iterator[str]:
        """The table: what the compiler says, what of it is found, what else is said."""
        yield f"{'':9}{'':24}{'compiler':>9}{'found':>9}{'missed':>9}{'extra':>9}"
        names = sorted({*self.found, *self.missed, *self.extra})
        for severity in ("error", "warning"):
            of_it = [name for name in names if name[0] == severity]
            for name in of_it:
                yield self._row(f"{severity:9}{name[1]:24}", [name])
            yield self._row(f"{severity:9}{'all':24}", of_it)
        yield (
            f"{self.mutants} mutants: {self.accepted} accepted, {self.owned} with ownership errors,"
            f" {self.unjudged} without a verdict; {self.disagreements} disagreements"
        )

    def _row(self, title: str, names: list[tuple[str, str]]) -> str:
        found, missed, extra = (
            sum(counter[name] for name in names) for counter in (self.found, self.missed, self.extra)
        )
        return f"{title}{found + missed:9}{found:9}{missed:9}{extra:9}"


def told(number: int, judged: Judged) -> Iterator[str]:
    """A disagreement in lines; nothing if both sides agree."""
    if not judged.missed and not judged.extra:
        return
    mutant = judged.mutant
    what = f"{mutant.mutation.kind}: {_short(mutant.mutation.what)}"
    yield f"[{number}] {mutant.function.file}, {mutant.function.key}: {what}"
    for it in judged.missed:
        yield f"    missed {it.file}:{it.line}: {it.it.severity}: {it.it.text}"
    for it in judged.extra:
        yield f"    extra  {it.file}:{it.line}: {it.it.severity}: {it.it.code}"
    for it in judged.messages or ():
        if it.it.severity == "error" and it not in judged.missed:
            yield f"    (also {it.file}:{it.line}: {it.it.text})"


def _names(placed: tuple[Placed[Message], ...]) -> list[tuple[str, str]]:
    """Severity and group of messages; those of a group count once in a line."""
    named = {(it.file, it.line, it.it.severity, _name(it.it)) for it in placed}
    return [(severity, name) for _, _, severity, name in named]


def _name(message: Message) -> str:
    group = group_of(message)
    return group.codes[0] if group else "other"


def _short(what: str) -> str:
    return " ".join(what.split()) if len(what) < _LONGEST else " ".join(what[:_LONGEST].split()) + " ..."
