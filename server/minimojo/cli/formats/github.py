"""Workflow commands of GitHub Actions, which shows them beside the lines of a change.

The rules of escaping are those of https://github.com/actions/toolkit (packages/core/src/command.ts).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from minimojo.cli.excerpt import printable
from minimojo.cli.report import CheckedFile, Format, Reported, portable
from minimojo.rules.model import Severity

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    for file in files:
        stream.writelines(f"{_command(file, it)}\n" for it in file.findings)


def _command(file: CheckedFile, it: Reported) -> str:
    start, end = file.position(it.span.start), file.position(it.span.end)
    places = {
        "file": printable(portable(file.path)),
        "line": start.line,
        "endLine": end.line,
        "col": start.character,
    }
    if start.line == end.line:
        places["endColumn"] = end.character  # Columns of several lines are not taken.
    properties = {**places, "title": f"minimojo ({it.code})"}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    story = [f"{file.place(step.span.start)}: {step.message}" for step in it.story if step.path == file.path]
    return f"::{_COMMANDS[it.severity]} {told}::{_data(chr(10).join(map(printable, [it.message, *story])))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(write)
