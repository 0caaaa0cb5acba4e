"""Compares MiniMojo's findings with the compiler's messages, function by function.

The compiler stops after the first phase that finds an error in the file. So it is asked in rounds:
functions with errors leave the file, until it reports none but those of its last phase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from differential.functions import Function
from differential.programs import program, rows
from support.checking import check
from support.compiler import Message, NoVerdictError, disagreement, group_of, verdict

OTHER = "other"
"""How the name of a message begins that belongs to no group."""
_NAME = re.compile("'[^']*'")
_MAY_HANG = {"consumed-while-used"}
"""Where we find this, in a loop, the compiler does not always come to an end."""


@dataclass(frozen=True)
class Disagreement:
    """A function on which both sides differ: in words, with lines counted from the function's first.

    `messages` are the names of what the compiler says about it.
    """

    function: Function
    words: tuple[str, ...]
    messages: frozenset[str]


@dataclass
class Comparison:
    """What a comparison of many functions, of so many lines, has shown.

    `unjudged` are functions on which the compiler hangs (`Lifetimes.endless`) or crashes.
    """

    functions: int = 0
    lines: int = 0
    messages: Counter[str] = field(default_factory=Counter[str])
    disagreements: list[Disagreement] = field(default_factory=list["Disagreement"])
    unjudged: list[Function] = field(default_factory=list["Function"])

    def add(self, other: Comparison) -> None:
        self.functions += other.functions
        self.lines += other.lines
        self.messages += other.messages
        self.disagreements += other.disagreements
        self.unjudged += other.unjudged


def compare(functions: Sequence[Function], verdicts: Path) -> Comparison:
    """Compares on all functions; `verdicts` is a folder in which the compiler's answers are kept.

    Raises RuntimeError when the compiler reports an error outside of the functions.
    """
    found = Comparison(len(functions), sum(1 for each in functions for _ in rows(each.lines)))
    ours = _ours(functions)
    asked = [
        (function, any(code in _MAY_HANG for _, code in findings))
        for function, findings in zip(functions, ours, strict=True)
        if findings is not None
    ]
    theirs = _judged_in_parts(asked, verdicts)
    for function, findings in zip(functions, ours, strict=True):
        messages = theirs.get(id(function))
        if messages is None or findings is None:
            found.unjudged.append(function)
            continue
        names = [_name(message) for message in messages]
        found.messages.update(names)
        words = disagreement(messages, findings)
        if words:
            found.disagreements.append(Disagreement(function, tuple(words), frozenset(names)))
    return found


def _name(message: Message) -> str:
    group = group_of(message)
    return group.codes[0] if group else f"{OTHER} {message.severity}: {_NAME.sub('(name)', message.text)}"


def _ours(functions: Sequence[Function]) -> list[set[tuple[int, str]] | None]:
    """Our findings about each function; None where its loops never settle."""
    text = program(functions)
    checked = check(text.source)
    endless = {
        checked.analysis.lines.line_of(unit.start) + 1
        for unit in checked.analysis.module.units
        if any(cx.lifetimes.endless for cx in checked.analysis.evidence(unit.key))
    }
    lines = checked.lines()
    return [
        None
        if any(line in place for line in endless)
        else {(line - place.start + 1, code) for line, code in lines if line in place}
        for place in text.places
    ]


def _judged_in_parts(
    functions: Sequence[tuple[Function, bool]], verdicts: Path, patience: float = 120
) -> dict[int, list[Message]]:
    """The messages about each function (by its `id`), without those on which the compiler crashes or hangs.

    With each function comes whether it may be one of them: those are tried apart.
    """
    try:
        return _judged([function for function, _ in functions], verdicts, patience)
    except NoVerdictError:
        if len(functions) == 1:
            return {}
        suspects = [it for it in functions if it[1]]
        others = [it for it in functions if not it[1]]
        half = len(functions) // 2
        parts = (suspects, others) if suspects and others else (functions[:half], functions[half:])
        shorter = max(15, patience / 3)
        return {
            key: told
            for part in parts
            for key, told in _judged_in_parts(part, verdicts, patience if part is others else shorter).items()
        }


def _judged(functions: Sequence[Function], verdicts: Path, patience: float) -> dict[int, list[Message]]:
    """The messages about each function, from the last round that it took part in."""
    found: dict[int, list[Message]] = {}
    left = list(functions)
    while True:
        text = program(left)
        owner = {line: n for n, place in enumerate(text.places) for line in place}
        found.update({id(function): [] for function in left})
        early: set[int] = set()
        for message in verdict(text.source, verdicts, patience=patience):
            number = owner.get(message.line)
            is_early = message.severity == "error" and _phase(message) != "L"
            if number is not None:
                found[id(left[number])].append(_moved(message, 1 - text.places[number].start))
                early |= {number} if is_early else set()
            elif is_early:
                raise RuntimeError(f"an error outside of the functions: {message}")
        if not early:
            return found
        left = [function for number, function in enumerate(left) if number not in early]


def _moved(message: Message, lines: int) -> Message:
    return Message(message.line + lines, message.column, message.severity, message.text, message.notes)


def _phase(message: Message) -> str:
    group = group_of(message)
    return group.phase if group else "P"
