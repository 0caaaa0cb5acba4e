"""One line per finding: `file:line:column: severity[code] message`, counted from 1 in characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from minimojo.cli.excerpt import printable
from minimojo.cli.report import CheckedFile, Format


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    for file in files:
        stream.writelines(
            printable(f"{file.place(it.span.start)}: {it.severity.value}[{it.code}] {it.message}") + "\n"
            for it in file.findings
        )


FORMAT = Format(write)
