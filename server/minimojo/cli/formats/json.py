"""One JSON array of findings, with zero-based lines and UTF-16 columns as in LSP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from minimojo.cli.report import CheckedFile, Format, Needs, Reported, WorkingFix
from minimojo.text import Span


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    findings = [_finding(file, reported) for file in files for reported in file.findings]
    json.dump(findings, stream, indent=1)
    stream.write("\n")


def _finding(file: CheckedFile, reported: Reported) -> dict[str, object]:
    return {
        "file": file.path,
        "range": _range(file, reported.span),
        "severity": reported.severity.value,
        "code": reported.code,
        "message": reported.message,
        "related": [
            {"file": step.path, "range": _range(file, step.span), "message": step.message}
            for step in reported.story
        ],
        "fixes": list(_fixes(file, reported.fixes)),
    }


def _fixes(file: CheckedFile, fixes: Iterable[WorkingFix]) -> Iterator[dict[str, object]]:
    for fix in fixes:
        yield {
            "title": fix.title,
            "applicability": fix.applicability,
            "edits": [
                {"file": file.path, "range": _range(file, edit.span), "new_text": edit.new_text}
                for edit in fix.edits
            ],
        }


def _range(file: CheckedFile, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(file, span.start), "end": _position(file, span.end)}


def _position(file: CheckedFile, offset: int) -> dict[str, int]:
    position = file.lines.position(offset)
    return {"line": position.line, "character": position.character}


FORMAT = Format(write, Needs.FIXES)
