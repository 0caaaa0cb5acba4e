"""One JSON array of findings, with zero-based lines and UTF-16 columns as in LSP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from minimojo.cli.report import CheckedFile, Format, Reported
from minimojo.text import Span
from minimojo.workspace.repairs import Repair


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    findings = [_finding(file, reported) for file in files for reported in file.findings]
    json.dump(findings, stream, indent=1)
    stream.write("\n")


def _finding(file: CheckedFile, reported: Reported) -> dict[str, object]:
    diagnostic = reported.diagnostic
    return {
        "file": file.path,
        "range": _range(file, diagnostic.span),
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "related": [
            {"file": step.path, "range": _range(file, step.span), "message": step.message}
            for step in diagnostic.related
        ],
        "fixes": list(_fixes(file, reported.repairs())),
    }


def _fixes(file: CheckedFile, repairs: Iterable[Repair]) -> Iterator[dict[str, object]]:
    for repair in repairs:
        yield {
            "title": repair.title,
            "applicability": repair.applicability.value,
            "edits": [
                {"file": file.path, "range": _range(file, edit.span), "new_text": edit.new_text}
                for edit in repair.edits
            ],
        }


def _range(file: CheckedFile, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(file, span.start), "end": _position(file, span.end)}


def _position(file: CheckedFile, offset: int) -> dict[str, int]:
    position = file.lines.position(offset)
    return {"line": position.line, "character": position.character}


FORMAT = Format(write)
