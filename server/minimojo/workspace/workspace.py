"""Which files are there, as their editors hold them, and what is known about each?

    workspace = Workspace()
    workspace.open("a.mojo", b"def main():\n    pass\n")
    workspace.edit("a.mojo", [TextEdit(Span(16, 20), "return")])
    workspace.analysis("a.mojo").findings

Nothing here reads files: whoever opens one brings its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from minimojo.hir.model import Module
from minimojo.hir.module import build_module
from minimojo.syntax.document import Document
from minimojo.text import LineIndex, TextEdit
from minimojo.workspace.memo import Memo
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.run import Run


@dataclass(slots=True)
class _File:
    """An open file. Everything but `document`, `memo` and `earlier` is derived, and dropped at an edit.

    `earlier` are the declarations of an earlier state, of which unchanged ones are taken over.
    """

    document: Document
    memo: Memo = field(default_factory=Memo)
    earlier: Module | None = None
    module: Module | None = None
    lines: LineIndex | None = None
    run: Run | None = None
    analysis: FileAnalysis | None = None


class Workspace:
    """The open files. Raises KeyError for files that are not open."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._files

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._files)

    def open(self, path: str, text: bytes) -> None:
        """Adds a file, or gives an open one a new text; what of its results is valid stays so."""
        known = self._files.get(path)
        self._files[path] = _successor(known, Document.parse(text))

    def edit(self, path: str, edits: Iterable[TextEdit]) -> None:
        """Applies edits that were made one after the other: each refers to the text before it."""
        file = self._files[path]
        document = file.document
        for edit in edits:
            document = document.edited((edit,))
        self._files[path] = _successor(file, document)

    def close(self, path: str) -> None:
        del self._files[path]

    def document(self, path: str) -> Document:
        return self._files[path].document

    def lines(self, path: str) -> LineIndex:
        file = self._files[path]
        if file.lines is None:
            file.lines = LineIndex(file.document.text)
        return file.lines

    def module(self, path: str) -> Module:
        """The declarations of the file's present state."""
        file = self._files[path]
        if file.module is None:
            file.module = build_module(file.document, PurePath(path).stem, file.earlier)
        return file.module

    def run(self, path: str) -> Run:
        """The analysis of the file's present state, begun if it is not yet."""
        file = self._files[path]
        if file.run is None:
            file.run = Run(path, file.document, self.module(path), file.memo)
        return file.run

    def analysis(self, path: str) -> FileAnalysis:
        """Everything known about the file's present state."""
        file = self._files[path]
        if file.analysis is None:
            file.analysis = self.run(path).finish()
        return file.analysis

    def around(self, path: str, offset: int) -> FileAnalysis:
        """What is known about the function at `offset` at least; it alone is analysed if need be."""
        file = self._files[path]
        if file.analysis is not None:
            return file.analysis
        run = self.run(path)
        known = run.so_far()
        unit = known.unit_at(offset)
        if unit is None:
            return known
        run.result(unit)
        return run.so_far()

    def trial(self, path: str, edits: Iterable[TextEdit]) -> FileAnalysis:
        """What would be known if these edits, all of the present text, were made; nothing changes."""
        file = self._files[path]
        document = file.document.edited(edits)
        module = build_module(document, self.module(path).name, self.module(path))
        return Run(path, document, module, file.memo.fork()).finish()


def _successor(file: _File | None, document: Document) -> _File:
    if file is None:
        return _File(document)
    return _File(document, file.memo, earlier=file.module or file.earlier)
