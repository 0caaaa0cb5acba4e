"""The code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from minimojo.cli.fingerprints import fingerprint
from minimojo.cli.report import CheckedFile, Format, Reported, portable
from minimojo.rules.model import Severity
from minimojo.text import Position

_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFORMATION: "info",
    Severity.HINT: "info",
}


def write(files: Iterable[CheckedFile], stream: TextIO) -> None:
    seen = Counter[str]()
    json.dump([_issue(file, it, seen) for file in files for it in file.findings], stream, indent=1)
    stream.write("\n")


def _issue(file: CheckedFile, it: Reported, seen: Counter[str]) -> dict[str, object]:
    start, end = file.position(it.span.start), file.position(it.span.end)
    return {
        "description": it.message,
        "check_name": it.code,
        "fingerprint": fingerprint(file, it, seen),
        "severity": _SEVERITIES[it.severity],
        "location": {
            "path": portable(file.path),
            "positions": {"begin": _position(start), "end": _position(end)},
        },
    }


def _position(at: Position) -> dict[str, int]:
    return {"line": at.line, "column": at.character}


FORMAT = Format(write)
