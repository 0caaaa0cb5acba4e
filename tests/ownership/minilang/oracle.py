"""Asks the compiler and the analysis about the same functions, and compares line by line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from minimojo.ownership.analyse import analyse
from minimojo.ownership.model import Dead, DeadKind, EndError, EndOfLifeError, Lifetimes, Misuse, UseError
from minimojo.text import LineIndex
from ownership.minilang import tree
from ownership.minilang.generate import Generator
from ownership.minilang.kinds import MiniFacts, prelude
from ownership.minilang.lowering import lower
from ownership.minilang.printing import Printer

Row = tuple[int, int, str, tuple[tuple[int, int, str], ...]]
"""Line, column (1-based), message, notes."""

_LIFETIMES = re.compile(
    "use of uninitialized|is uninitialized at|used with all fields|cannot consume indirect|cannot be consumed"
    "|destroyed out of the middle|abandoned without|was never used"
)


@dataclass(frozen=True)
class File:
    """A source file with its functions, ready to be compared."""

    text: str
    functions: list[tree.Function]


def draw(seed: int, count: int) -> File:
    """`count` random functions."""
    return print_file([Generator(Random(f"{seed}/{n}"), n).function() for n in range(count)])


def print_file(functions: list[tree.Function]) -> File:
    """The source of functions, with what they call in front of them."""
    printer = Printer()
    printer.write(prelude())
    printer.write(
        "def cond() -> Bool:\n    return True\ndef never() -> Never:\n    while True:\n        pass\n"
    )
    callees = {callee.name: callee for function in functions for callee in callees_of(function)}
    callees.pop("cond", None)
    for callee in callees.values():
        if not callee.constructor:
            printer.callee(callee)
    for function in functions:
        printer.function(function)
    printer.write("def main():\n    pass\n")
    return File(printer.text, functions)


def callees_of(node: object) -> Iterable[tree.Callee]:
    """All callees below a node of the tree."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, tree.Callee):
            yield item
        elif isinstance(item, list | tuple):
            stack += list(item)
        elif hasattr(item, "__dataclass_fields__"):
            stack += [getattr(item, name) for name in item.__dataclass_fields__]


def compiler() -> str | None:
    """The path of the Mojo compiler, None if there is none."""
    return shutil.which("mojo")


def ask(text: str, mojo: str) -> tuple[list[Row], list[str]]:
    """The compiler's lifetime diagnostics of a file, and its other errors."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "drawn.mojo"
        file.write_text(text)
        command = [mojo, "build", "--emit", "object", "--diagnostic-format", "json", str(file)]
        run = subprocess.run(
            [*command, "-o", f"{scratch}/out.o"], capture_output=True, text=True, check=False
        )
    rows: list[Row] = []
    others: list[str] = []
    last: tuple[int, int, str, list[tuple[int, int, str]]] | None = None
    found: list[tuple[int, int, str, list[tuple[int, int, str]]]] = []
    for line in (run.stderr + run.stdout).splitlines():
        entry = json.loads(line) if line.startswith("{") else {}
        place = entry.get("diagnostic")
        if place is None:
            continue
        at = (place["location"]["line"], place["location"]["column"] + 1)
        if entry["kind"] == "note":
            if last is not None:
                last[3].append((*at, entry["message"]))
            continue
        last = None
        if _LIFETIMES.search(entry["message"]):
            last = (*at, entry["message"], [])
            found.append(last)
        elif entry["kind"] == "error":
            others.append(f"{at[0]}:{at[1]} {entry['message']}")
    rows = [(line, column, text, tuple(notes)) for line, column, text, notes in found]
    return rows, others


def expect(function: tree.Function, index: LineIndex) -> list[Row]:
    """What the analysis says about a function, in the compiler's words."""
    return rows_of(analyse(lower(function), MiniFacts()), index)


def rows_of(lifetimes: Lifetimes, index: LineIndex) -> list[Row]:
    def position(offset: int) -> tuple[int, int]:
        place = index.position(offset)
        return place.line + 1, place.character + 1

    locals_ = lifetimes.body.locals
    rows: list[Row] = []
    for misuse in lifetimes.misuses:
        notes: tuple[tuple[int, int, str], ...] = ()
        if misuse.local is not None:
            local = locals_[misuse.local]
            name = local.name or local.kind.value
            notes = ((*position(local.declared_at.start), f"'{name}' declared here"),)
        rows.append((*position(misuse.at.start), _misuse_text(misuse), notes))
    for error in lifetimes.end_errors:
        at = position(error.at.start)
        notes = ((*at, "value was not consumed when an error is thrown"),) if _note(error) else ()
        rows.append((*at, _end_text(error), notes))
    rows += [(*position(dead.at.start), _dead_text(dead), ()) for dead in lifetimes.dead]
    return rows


def _note(error: EndOfLifeError) -> bool:
    return error.kind is EndError.ABANDONED and error.on_error_path


def _misuse_text(misuse: Misuse) -> str:
    match misuse.kind:
        case UseError.UNINITIALIZED:
            return f"use of uninitialized value '{misuse.name}'"
        case UseError.AT_RETURN:
            implicit = "the implicit " if misuse.implicit_return else ""
            return f"'{misuse.name}' is uninitialized at {implicit}return from this function"
        case UseError.NO_CONSTRUCTOR:
            root = misuse.name.split(".")[0]
            return (
                f"'{root}' used with all fields manually initialized but without calling an '__init__' method"
            )
        case UseError.INDIRECT:
            return "cannot consume indirect references to values"


def _end_text(error: EndOfLifeError) -> str:
    match error.kind:
        case EndError.CONSUMED_WHILE_USED:
            other = "it" if error.other is None else f"'{error.other}'"
            return f"value '{error.name}' cannot be consumed, because {other} is used later"
        case EndError.PARTIAL:
            return (
                f"field '{error.name}' destroyed out of the middle of a value, "
                "preventing the overall value from being destroyed"
            )
        case EndError.ABANDONED:
            if error.local is None:
                return f"value abandoned without being explicitly destroyed: {error.reason}"
            return f"'{error.name}' abandoned without being explicitly destroyed: {error.reason}"


def _dead_text(dead: Dead) -> str:
    match dead.kind:
        case DeadKind.STORE:
            return f"assignment to '{dead.name}' was never used; assign to '_' instead?"
        case DeadKind.REFERENCE:
            return f"ref '{dead.name}' was never used, remove it?"
        case DeadKind.VARIABLE:
            return f"variable '{dead.name}' was never used, remove it?"


@dataclass(frozen=True)
class Difference:
    """Rows of one function that only one side has."""

    function: tree.Function
    only_compiler: list[Row]
    only_ours: list[Row]


def compare(file: File, rows: list[Row]) -> tuple[list[Difference], int]:
    """The functions on which both sides differ, and how many diagnostics the compiler gave."""
    index = LineIndex(file.text.encode())
    by_line: dict[int, list[Row]] = {}
    for row in rows:
        by_line.setdefault(row[0], []).append(row)
    differences: list[Difference] = []
    for function in file.functions:
        lines = range(function.first_line, function.last_line + 1)
        theirs = Counter(row for line in lines for row in by_line.get(line, ()))
        ours = Counter(expect(function, index))
        if theirs != ours:
            differences.append(
                Difference(function, sorted((theirs - ours).elements()), sorted((ours - theirs).elements()))
            )
    return differences, len(rows)
