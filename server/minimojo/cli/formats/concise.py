"""One line per finding: `file:line:column: severity[code] message`, counted from 1 in characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from minimojo.cli.report import CheckedFile, Format
from minimojo.text import Encoding


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    for file in files:
        for reported in file.findings:
            it = reported.diagnostic
            at = file.lines.position(it.span.start, Encoding.UTF32)
            place = f"{file.path}:{at.line + 1}:{at.character + 1}"
            stream.write(f"{place}: {it.severity.value}[{it.code}] {it.message}\n")


FORMAT = Format(write)
