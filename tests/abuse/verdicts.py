"""Everything that is said about a document, for comparison with what is said to somebody who just opened it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from minimojo.ide.folding import folds
from minimojo.ide.hints import hints
from minimojo.ide.hints.model import all_kinds
from minimojo.ide.hover import hover
from minimojo.ide.outline import outline_of
from minimojo.ide.tokens.painting import Painter
from minimojo.syntax.document import Document
from minimojo.syntax.extents import extents
from minimojo.text import Encoding, Span
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace
from robustness.reports import report
from syntax.trees import concrete_tree

Verdict = tuple[str, object]
"""What is compared, and how it came out."""


def opened(texts: dict[str, bytes]) -> Workspace:
    """What somebody sees who opens these files, by path, as they are."""
    workspace = Workspace()
    for path, text in texts.items():
        workspace.open(path, text)
    return workspace


def verdicts(workspace: Workspace, path: str, painter: Painter, places: Iterable[int]) -> Iterator[Verdict]:
    """`painter` has coloured the document before, or is a new one; hovers are asked for at `places`."""
    document, lines = workspace.document(path), workspace.lines(path)
    atlas = Atlas(workspace)
    analysis = workspace.analysis(path)
    yield "failures", [result.failure for result in analysis.results.values() if result.failure]
    yield "findings", report(analysis)
    for place in places:
        yield f"hover at {lines.position(place)}", hover(atlas, path, place)
    yield "outline", outline_of(document, workspace.module(path))
    yield "folds", folds(extents(document), lines)
    everything = Span(0, len(document.text))
    kinds = [it.name for it in all_kinds()]
    yield "hints", hints(analysis, everything, kinds)
    yield "tokens", colours(workspace, path, painter)


def colours(workspace: Workspace, path: str, painter: Painter, span: Span | None = None) -> list[int]:
    """The semantic tokens as the server sends them."""
    for _ in painter.paint(Atlas(workspace), path, span):
        pass
    if span is None:
        painter.keep_only(workspace.module(path))
    return painter.numbers(workspace.module(path), workspace.lines(path), span)


def tree(document: Document) -> list[tuple[object, ...]]:
    return concrete_tree(document)


def new_painter() -> Painter:
    return Painter(Encoding.UTF16)


def difference(one: Iterable[Verdict], other: Iterable[Verdict]) -> str | None:
    """The first verdict that two workspaces do not agree on, and where it begins to differ."""
    for (what, mine), (_, theirs) in zip(one, other, strict=True):
        if what == "failures" and mine:
            return f"failures: {mine}"
        if mine != theirs:
            return f"{what}: {_first(mine, theirs)}"
    return None


def _first(mine: object, theirs: object) -> str:
    if isinstance(mine, list | tuple) and isinstance(theirs, list | tuple):
        same = next(
            (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
            min(len(mine), len(theirs)),
        )
        return (
            f"from {same}: {mine[same : same + 2]!r:.1500}\n  from scratch: {theirs[same : same + 2]!r:.1500}"
        )
    return f"{mine!r:.1500}\n  from scratch: {theirs!r:.1500}"
