"""How much is known about many files, added up and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from minimojo.cli.checking import Workspaces
from minimojo.cli.files import Source
from minimojo.cli.projects import Setting
from minimojo.workspace.knowledge import Cause, Knowledge, most_frequent
from minimojo.workspace.workspace import Workspace


class Surveyed(Struct, frozen=True, kw_only=True):
    """What is known about one file; `place` turns a cause into a line."""

    path: str
    found: Knowledge
    workspace: Workspace

    def line(self, cause: Cause) -> int:
        """The line of a cause, from 1."""
        start = self.workspace.module(self.path).starts.get(cause.unit_key, 0)
        return self.workspace.lines(self.path).position(start + cause.span.start).line + 1


def gathered(
    files: Iterable[Source], setting: Callable[[str], Setting] = lambda _: Setting()
) -> list[Surveyed]:
    """What is known about every file; those that are judged alike, as `setting` tells of a path, are looked at
    together."""
    workspaces = Workspaces()
    opened: list[tuple[str, Workspace]] = []
    for file in files:
        workspace = workspaces.of(setting(file.path))
        workspace.open(file.path, file.text)
        opened.append((file.path, workspace))
    return [
        Surveyed(path=path, found=workspace.knowledge(path), workspace=workspace)
        for path, workspace in opened
    ]


def report(files: Sequence[Surveyed], top: int) -> Iterator[str]:
    """A line per file, one for all, and the most frequent causes."""
    yield f"{'types':>8} {'callees':>8}  file"
    for file in files:
        yield f"{_shares(file.found)}  {file.path}"
    total = Knowledge()
    places: dict[int, Surveyed] = {}
    for file in files:
        total.expressions += file.found.expressions
        total.calls += file.found.calls
        total.resolved += file.found.resolved
        total.causes += file.found.causes
        total.callees += file.found.callees
        places.update((id(cause), file) for cause in (*file.found.causes, *file.found.callees))
    counted = f"{len(total.expressions)} expressions, {total.calls} calls"
    yield f"{_shares(total)}  all {len(files)} files: {counted}"
    for title, causes in (("types", total.causes), ("callees", total.callees)):
        if causes and top:
            yield f"most frequent causes of unknown {title}:"
        for count, cause in most_frequent(causes)[:top]:
            file = places[id(cause)]
            yield f"{count:>8} {cause.text}  ({file.path}:{file.line(cause)})"


def _shares(found: Knowledge) -> str:
    return f"{_share(found.typed, len(found.expressions))} {_share(found.resolved, found.calls)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:8.2%}" if whole else f"{'-':>8}"
