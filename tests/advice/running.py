"""Which cases go wrong, and of which does MiniMojo say so?"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advice.cases import Case
from minimojo.rules.model import Severity
from support.checking import check
from support.compiler import compiler, verdict

_HEAD = """\
from std.collections import Deque, Set
from std.sys import argv


@fieldwise_init
struct Pet(Movable):
    var name: String


def long(text: String) -> String:
    var result = text
    for _ in range(40):
        result += text
    return result


def yes() -> Bool:
    return len(argv()) > 1


def keep[T: Movable & Deinitable](var value: T):
    pass


def grow(mut all: List[String]):
    all.append(long("new"))


def compare(wanted: List[String], seen: List[String]):
    print("SAME" if wanted == seen else "DIFFERENT")
"""

_SANITIZER = "ERROR: AddressSanitizer"


class NoSanitizerError(RuntimeError):
    """Programs cannot be built with the address sanitizer here: the compiler accepts them without it."""


@dataclass(frozen=True)
class Outcome:
    """What a case comes to: whether running it goes wrong, and whether its rule says something."""

    case: Case
    is_wrong: bool
    is_told: bool


@dataclass(frozen=True)
class _Program:
    """Cases in one file. `starts` are the lines, from 1, that they begin on."""

    text: str
    starts: tuple[int, ...]

    def number(self, line: int) -> int:
        """The number of the case on a line."""
        return sum(start <= line for start in self.starts) - 1


def outcomes(cases: Sequence[Case], folder: Path) -> list[Outcome]:
    """Those of the cases that the compiler accepts; `folder` takes the program. Raises NoSanitizerError."""
    accepted = _accepted(cases, folder)
    program = _program(accepted)
    told = {(program.number(line), code) for line, code in check(program.text).lines()}
    binary = _built(program, folder)
    return [
        Outcome(case, _goes_wrong(binary, number), (number, case.code) in told)
        for number, case in enumerate(accepted)
    ]


def _accepted(cases: Sequence[Case], folder: Path) -> list[Case]:
    """The cases without errors. The compiler looks for some only when there are no others."""
    left = [it for it in cases if not _is_rejected(it)]
    while left:
        program = _program(left)
        messages = verdict(program.text, folder)
        wrong = {program.number(it.line) for it in messages if it.severity == "error"}
        if not wrong:
            return left
        left = [case for number, case in enumerate(left) if number not in wrong]
    return left


def _is_rejected(case: Case) -> bool:
    """Whether MiniMojo sees an error in a case: fewer runs of the compiler are needed then."""
    found = check(_program([case]).text).analysis.all_findings
    return any(it.severity is Severity.ERROR for it in found)


def _program(cases: Sequence[Case]) -> _Program:
    lines: list[str] = [*_HEAD.splitlines()]
    starts: list[int] = []
    for number, case in enumerate(cases):
        starts.append(len(lines) + 1)
        lines += _functions(case, number)
    lines += ["", "", "def main() raises:", "    var number = Int(argv()[1])"]
    for number, _ in enumerate(cases):
        lines += [f"    if number == {number}:", f"        case_{number}()"]
    return _Program("\n".join(lines) + "\n", tuple(starts))


def _functions(case: Case, number: int) -> Iterator[str]:
    if case.made:
        yield from ("", "", f"def made_{number}() -> {case.made_type}:", *(f"    {it}" for it in case.made))
    yield from ("", "", f"def case_{number}() raises:")
    for line in case.lines:
        yield f"    {line}".replace("made()", f"made_{number}()")


def _built(program: _Program, folder: Path) -> Path:
    source, binary = folder / "cases.mojo", folder / "cases"
    source.write_text(program.text, encoding="utf-8")
    command = (compiler() or "mojo", "build", "--sanitize", "address", str(source), "-o", str(binary))
    run = subprocess.run(command, check=False, capture_output=True, cwd=folder)
    if run.returncode:
        raise NoSanitizerError(run.stderr.decode("utf-8", "replace")[-500:])
    return binary


def _goes_wrong(binary: Path, number: int) -> bool:
    """Whether memory is used that is gone, or a loop sees other items than it began with."""
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}
    run = subprocess.run(
        (str(binary), str(number)), capture_output=True, check=False, timeout=60, env=environment
    )
    return _SANITIZER.encode() in run.stderr or b"DIFFERENT" in run.stdout
