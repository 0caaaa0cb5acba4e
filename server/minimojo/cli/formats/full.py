"""For reading: the source around each finding, its story underlined, and the fixes that work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from minimojo.cli.excerpt import Mark, Strength, excerpt, printable
from minimojo.cli.report import CheckedFile, Format, Needs, Reported
from minimojo.rules.model import Severity

if TYPE_CHECKING:
    from rich.console import Console


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    from rich.console import Console

    console = Console(file=stream, highlight=False, soft_wrap=True, emoji=False)
    counts = dict.fromkeys(Severity, 0)
    checked = 0
    for file in files:
        checked += 1
        for reported in file.findings:
            counts[reported.severity] += 1
            _write_finding(console, file, reported)
    console.print(_summary(counts, checked), markup=False)


def _write_finding(console: Console, file: CheckedFile, it: Reported) -> None:
    from rich.text import Text

    colour = _COLOURS[it.severity]
    console.print(
        Text.assemble((f"{it.severity.value}[{it.code}]", colour), ": ", (printable(it.message), "bold"))
    )
    marks = [Mark(it.span, "", Strength.PRIMARY)]
    marks += [
        Mark(step.span, step.message, Strength.SECONDARY) for step in it.story if step.path == file.path
    ]
    for line in excerpt(file.text, file.lines, marks, file.place(it.span.start), colour):
        console.print(line)
    for fix in it.fixes:
        console.print(Text.assemble(("  = fix: ", "bold green"), printable(fix.title)))
    console.print()


_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFORMATION: "bold blue",
    Severity.HINT: "bold cyan",
}


def _summary(counts: dict[Severity, int], checked: int) -> str:
    parts = [_counted(count, severity.value) for severity, count in counts.items() if count]
    if parts:
        return f"found {', '.join(parts)}"
    return f"nothing found in {_counted(checked, 'file')}" if checked else "nothing checked"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


FORMAT = Format(write, Needs.FIXES)
