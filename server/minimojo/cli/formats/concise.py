"""One line per finding: `file:line:column: severity[code] message`, counted from 1 in characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from minimojo.cli.report import CheckedFile, Format


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    for file in files:
        for reported in file.findings:
            it = reported.diagnostic
            stream.write(f"{file.place(it.span.start)}: {it.severity.value}[{it.code}] {it.message}\n")


FORMAT = Format(write)
