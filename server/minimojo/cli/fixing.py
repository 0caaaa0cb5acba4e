"""Makes the fixes of a text, and shows what they change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import diff_bytes, unified_diff
from functools import partial
from pathlib import Path

from msgspec import Struct

from minimojo.cli.checking import Workspaces
from minimojo.cli.files import Source
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.fixes.model import Applicability
from minimojo.text import apply_edits
from minimojo.workspace.together import Made, made_together
from minimojo.workspace.workspace import Workspace

_MOST_FIXES = 100_000
"""A bound for one file, in case fixes bring about one another without end."""

SAFE = frozenset((Applicability.SAFE,))
ANY = frozenset(Applicability)


class Fixed(Struct, frozen=True):
    """A file after its fixes; `count` are the fixes that were made."""

    text: bytes
    count: int


class Fixer:
    """Fixes files one after the other; what they import is read once for all that are judged alike."""

    def __init__(self, allowed: frozenset[Applicability] = SAFE) -> None:
        self._allowed = allowed
        self._workspaces = Workspaces()

    def fix(self, job: Job) -> Fixed:
        """The file with every fix made that is allowed; those that are made at once were tried together.

        Of the fixes of a finding it is the cheapest one, as editors prefer it. To other files it is what is on disk.
        """
        source, setting = job.source, job.setting
        workspace = self._workspaces.of(setting)
        workspace.open(source.path, source.text)
        seen = {source.text}
        count = 0
        while count < _MOST_FIXES and (made := self._made(workspace, source.path, setting)).count:
            text = apply_edits(workspace.document(source.path).text, made.edits)
            if text in seen:
                break  # Fixes that undo each other.
            seen.add(text)
            workspace.open(source.path, text)
            count += made.count
        fixed = Fixed(workspace.document(source.path).text, count)
        workspace.close(source.path)
        return fixed

    def _made(self, workspace: Workspace, path: str, setting: Setting) -> Made:
        analysis = workspace.analysis(path)
        findings = setting.selection.of(analysis.findings)
        return made_together(analysis, findings, partial(workspace.trial, path), self._allowed)


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
