"""What does an edit cost, and how many functions does it touch?

    python tests/benchmarks/edit_reach.py [--lines 20000]

A program of functions of ten lines is analysed once. Then each edit is made, and undone; told is how many of
its functions were analysed again, and the time from the edit to the findings (median of nine).
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from generated import middle_edit, program

from minimojo.text import Span, TextEdit
from minimojo.workspace.workspace import Workspace

CALLER = """\
def called(name: String) -> Int:
    return name.byte_length()


def first() -> Int:
    return called("a")


def second() -> Int:
    return called("b") + called("c")


"""
NAME = "program.mojo"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=20000)
    text = CALLER + program(parser.parse_args().lines)
    workspace = Workspace()
    workspace.open(NAME, text.encode())
    total = len(workspace.analysis(NAME).computed)
    print(f"{text.count(chr(10)):,} lines, {total:,} functions")
    print(f"{'edit':52} {'analysed':>9} {'median':>9}")
    for title, edit in _edits(text).items():
        analysed, seconds = _measured(workspace, text, edit)
        print(f"{title:52} {analysed:9} {seconds * 1000:6.1f} ms")


def _edits(text: str) -> dict[str, TextEdit]:
    line, column = middle_edit(text)
    middle = sum(len(it) for it in text.splitlines(keepends=True)[:line]) + column
    body = text.index("name.byte_length()")
    argument = text.index("name: String")
    field = text.index("    var value: Int")
    return {
        "a number in a body in the middle": TextEdit(Span(middle, middle), "1"),
        "a call in the body of a function that two others call": TextEdit(Span(body, body), "1 + "),
        "its signature: `name` becomes `var name`": TextEdit(Span(argument, argument), "var "),
        "a line of comment at the beginning": TextEdit(Span(0, 0), "# new\n"),
        "a function more at the beginning": TextEdit(Span(0, 0), "def fresh():\n    pass\n\n\n"),
        "a field more in a struct that all functions use": TextEdit(
            Span(field, field), "    var more: Int\n"
        ),
    }


def _measured(workspace: Workspace, text: str, edit: TextEdit) -> tuple[int, float]:
    """How many functions an edit has analysed, and the seconds that it takes."""
    replaced = text[edit.span.start : edit.span.end]
    undo = TextEdit(Span(edit.span.start, edit.span.start + len(edit.new_text)), replaced)
    seconds: list[float] = []
    analysed = 0
    for _ in range(9):
        start = time.perf_counter()
        workspace.edit(NAME, [edit])
        analysed = len(workspace.analysis(NAME).computed)
        seconds.append(time.perf_counter() - start)
        workspace.edit(NAME, [undo])
        workspace.analysis(NAME)
    return analysed, median(seconds)


if __name__ == "__main__":
    main()
