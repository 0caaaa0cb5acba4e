"""Makes the fixes of a text, and shows what they change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff
from functools import partial
from pathlib import Path

from msgspec import Struct

from minimojo.cli.checking import new_workspace
from minimojo.cli.files import Source
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.fixes.model import Applicability
from minimojo.text import apply_edits
from minimojo.workspace.repairs import Repair, repairs
from minimojo.workspace.workspace import Workspace

_MOST_FIXES = 10_000
"""A bound for one file, in case two fixes undo each other."""

SAFE = frozenset((Applicability.SAFE,))
ANY = frozenset(Applicability)


class Fixed(Struct, frozen=True):
    """A file after its fixes; `count` are the fixes that were made."""

    text: bytes
    count: int


def fix(job: Job, allowed: frozenset[Applicability] = SAFE) -> Fixed:
    """The file with every fix made that is allowed, one at a time: each was tried on the text it is made in.

    Of the fixes of a finding it is the cheapest one, as editors prefer it.
    """
    source, setting = job.source, job.setting
    workspace = new_workspace(setting.roots, setting.edition)
    workspace.open(source.path, source.text)
    seen = {source.text}
    count = 0
    while count < _MOST_FIXES and (repair := _next(workspace, source.path, setting, allowed)) is not None:
        text = apply_edits(workspace.document(source.path).text, repair.edits)
        if text in seen:
            break  # Fixes that undo each other.
        seen.add(text)
        workspace.open(source.path, text)
        count += 1
    return Fixed(workspace.document(source.path).text, count)


def write_fixed(source: Source, text: bytes) -> None:
    """Replaces the file on disk. Raises OSError."""
    Path(source.path).write_bytes(text)


def diff(source: Source, text: bytes) -> str:
    """What changes, as `diff -u` and `git apply` have it."""
    name = source.path.encode("utf-8", "surrogateescape")
    lines = diff_bytes(unified_diff, _lines(source.text), _lines(text), name, name)
    return b"".join(_ended(lines)).decode("utf-8", "replace")


def _lines(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True) if b"\r" not in text else _split(text)


def _split(text: bytes) -> list[bytes]:
    """Lines as diffs know them: only a line feed ends one."""
    parts = text.split(b"\n")
    return [*(it + b"\n" for it in parts[:-1]), *([parts[-1]] if parts[-1] else [])]


def _ended(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _next(
    workspace: Workspace, path: str, setting: Setting, allowed: frozenset[Applicability]
) -> Repair | None:
    analysis = workspace.analysis(path)
    trial = partial(workspace.trial, path)
    for finding in analysis.findings:
        if setting.selection.judge(finding.code, finding.severity) is None:
            continue
        for repair in repairs(analysis, finding, trial):
            if repair.applicability in allowed:
                return repair
    return None
