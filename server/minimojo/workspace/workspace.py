"""Which files are there, as their editors hold them, and what is known about each?

    workspace = Workspace()
    workspace.open("a.mojo", b"def main():\n    pass\n")
    workspace.edit("a.mojo", [TextEdit(Span(16, 20), "return")])
    workspace.analysis("a.mojo").findings

Open files are what their editors say. Files that they import are read through `Files`; without it,
only open files know one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from minimojo.edition import LATEST, Edition
from minimojo.hir.model import Module, Unit
from minimojo.syntax.document import Document
from minimojo.text import LineIndex, Span, TextEdit
from minimojo.types import library_of
from minimojo.types.std.library import stubs
from minimojo.workspace.files import Files, NoFiles
from minimojo.workspace.imports import is_inside, located, module_name, modules_below
from minimojo.workspace.knowledge import Knowledge, knowledge
from minimojo.workspace.memo import LatestBodies, Memo
from minimojo.workspace.model import FileAnalysis, UnitResult
from minimojo.workspace.naming import parts_at
from minimojo.workspace.probe import Probe, probe
from minimojo.workspace.project import Footing, Loaded, Project, Shelf, load
from minimojo.workspace.run import Run


class _File(Struct):
    """An open file. Everything but `document`, `memo` and `earlier` is derived, and dropped at an edit.

    `earlier` are the declarations of an earlier state, of which unchanged ones are taken over. `run`
    and `analysis` belong to `project`.
    """

    key: str
    document: Document
    memo: Memo
    earlier: Loaded | None = None
    loaded: Loaded | None = None
    project: Project | None = None
    run: Run | None = None
    analysis: FileAnalysis | None = None


class Workspace:
    """The open files. Raises KeyError for files that are not open.

    `roots` are folders in which absolute imports are looked for, too; `edition` is the Mojo that the
    files are written for; `folders` hold the files in which names are looked for, besides open ones. Where nothing is
    edited, nothing is kept for later states; where no edits are tried either, a trial raises ValueError. `on_import`
    is told the name and the importing file's key of each module that is looked for, once for as long as its place
    holds.
    """

    def __init__(
        self,
        files: Files | None = None,
        roots: Iterable[str] = (),
        edition: Edition = LATEST,
        folders: Iterable[str] = (),
        *,
        is_edited: bool = True,
        is_tried: bool = True,
        on_import: Callable[[str, str], None] | None = None,
    ) -> None:
        self.files = files or NoFiles()
        self.edition = edition
        self._roots = tuple([self.files.key(root) for root in roots])
        self._folders = tuple([self.files.key(folder) for folder in folders])
        for folder in (*self._roots, *self._folders):
            self.files.admit(folder)
        self._is_edited = is_edited
        self._is_traced = is_edited or is_tried
        self._on_import = on_import
        self._listed: tuple[str, ...] | None = None
        self._runs: dict[str, Run] = {}
        self._memos: dict[str, Memo] = {}
        self._bodies = LatestBodies()
        self._files: dict[str, _File] = {}
        self._by_key: dict[str, _File] = {}
        self._shelf = Shelf()
        self._project: Project | None = None
        self._footing: Footing | None = None

    def __contains__(self, path: str) -> bool:
        return path in self._files

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._files)

    def open(self, path: str, text: bytes) -> None:
        """Adds a file, or gives an open one a new text; what of its results is valid stays so."""
        key = self.files.key(path)
        if not self.files.is_admitted(key):
            self.files.admit(self.files.folder(key))
        if not self._exists(key):
            self._shelf.places.clear()
        shelved = self._shelf.loaded.get(key)
        if path not in self._files and shelved is not None and shelved[1].document.text == text:
            # It is what others have seen of it: nothing changes.
            self._put(path, _File(key, shelved[1].document, self._new_memo(), loaded=shelved[1]))
        else:
            known = self._files.get(path)
            is_news = known is not None or self._project is None or not self._project.is_unasked(key)
            document = Document.parse(text)
            file = _File(key, document, self._new_memo()) if known is None else _successor(known, document)
            self._put(path, file)
            if is_news:
                self._outdate()

    def edit(self, path: str, edits: Iterable[TextEdit]) -> None:
        """Applies edits that were made one after the other: each refers to the text before it."""
        file = self._files[path]
        document = file.document
        for edit in edits:
            document = document.edited((edit,))
        self._put(path, _successor(file, document))
        self._outdate()

    def close(self, path: str) -> None:
        """Takes a file away; from now on others see what is on disk."""
        file = self._files.pop(path)
        self._by_key.pop(file.key, None)
        if not self._is_on_disk(file):
            self.refresh()

    def refresh(self) -> None:
        """Files on disk may have changed, come or gone. (That the text of one has changed is seen anyway.)"""
        self._shelf.places.clear()
        self._outdate()
        self._listed = None

    def _outdate(self) -> None:
        """The files are no longer what the project says."""
        if self._project is not None:
            self._footing = self._project.footing
            self._project.outdate()
            self._project = None
            self._runs.clear()
            for file in self._files.values():
                file.project = file.run = file.analysis = None

    @property
    def state(self) -> object:
        """The same object for as long as nothing changes."""
        return self._current()

    def interface(self, path: str) -> object:
        """What other files can see of a file: the same object for as long as that does not change; None for one
        that is not there, or that no file has looked into so far."""
        file = self._files.get(path)
        if file is not None:
            return self._loaded(file).digests
        key = self.files.key(path)
        if self._project is None or self._project.is_unasked(key):
            return None
        loaded = self._project.at(key)
        return None if loaded is None else loaded.digests

    def document(self, path: str) -> Document:
        return self._files[path].document

    def opened(self, key: str) -> Document | None:
        """The file of a key as its editor holds it; None if it is not open."""
        file = self._by_key.get(key)
        return None if file is None else file.document

    def lines(self, path: str) -> LineIndex:
        return self._files[path].document.lines

    def module(self, path: str) -> Module:
        """The declarations of the file's present state."""
        return self._loaded(self._files[path]).module

    def has_module(self, path: str, name: str) -> bool:
        """Whether an import of `name` in a file leads to another file. One next to it is out of reach in a package,
        where it would have to be imported as a part of that."""
        key = self._files[path].key
        found = self._located(name, key)
        if found is None or name.startswith("."):
            return found is not None
        folder = self.files.folder(key)
        first = name.partition(".")[0]
        beside = any(self._exists(f"{folder}/{it}") for it in (f"{first}.mojo", f"{first}/__init__.mojo"))
        return not (beside and self._exists(f"{folder}/__init__.mojo"))

    def run(self, path: str) -> Run:
        """The analysis of the present state, begun if it is not yet."""
        file = self._files[path]
        project = self._current()
        if file.run is None or file.project is not project:
            file.project, file.analysis = project, None
            project.at(file.key)
            file.run = Run(path, self._loaded(file), project, file.memo, is_edited=self._is_edited)
        return file.run

    def analysis(self, path: str) -> FileAnalysis:
        """Everything known about the file's present state."""
        file = self._files[path]
        run = self.run(path)
        if file.analysis is None:
            file.analysis = run.finish()
        return file.analysis

    def around(self, path: str, offset: int) -> FileAnalysis:
        """What is known about the function at `offset` at least; it alone is analysed if need be."""
        file = self._files[path]
        run = self.run(path)
        if file.analysis is not None:
            return file.analysis
        known = run.so_far()
        unit = known.unit_at(offset)
        if unit is None:
            return known
        run.result(unit)
        return run.so_far()

    def within(self, path: str, span: Span) -> FileAnalysis:
        """What is known about the functions in a range of a file at least."""
        file, run = self._files[path], self.run(path)
        if file.analysis is not None:
            return file.analysis
        for unit in self.module(path).units:
            if unit.start <= span.end and span.start <= unit.start + len(unit.source):
                run.result(unit)
        return run.so_far()

    def trial(self, path: str, edits: Iterable[TextEdit]) -> FileAnalysis:
        """What would be known if these edits, all of the present text, were made; nothing changes."""
        changed, project = self._changed(path, edits)
        return Run(path, changed, project, self._files[path].memo.fork(), is_edited=False).finish()

    def trials(self, edits: Mapping[str, Iterable[TextEdit]]) -> dict[str, tuple[FileAnalysis, FileAnalysis]]:
        """What is known about files, open or not, and what would be if edits of all of them were made at once;
        nothing changes."""
        present = {key: it for key in map(self.files.key, edits) if (it := self.loaded_at(key)) is not None}
        before = {key: self.run_at(it).finish() for key, it in present.items()}
        changed = {
            key: load(key, it.document.edited(edits[self.path_of(key)]), it.module.name, it)
            for key, it in present.items()
        }
        project = self._current().changed(changed)
        found: dict[str, tuple[FileAnalysis, FileAnalysis]] = {}
        for key, it in changed.items():
            known = self._by_key.get(key)
            memo = known.memo if known is not None else self._memos.setdefault(key, self._new_memo())
            path = self.path_of(key)
            found[path] = before[key], Run(path, it, project, memo.fork(), is_edited=False).finish()
        return found

    def trial_around(self, path: str, edits: Iterable[TextEdit], offset: int) -> UnitResult | None:
        """What would be known about the function at a byte of the changed text; nothing changes."""
        changed, project = self._changed(path, edits)
        run = Run(path, changed, project, self._files[path].memo.fork(), is_edited=False)
        unit = max(
            (it for it in parts_at(changed.module, offset) if isinstance(it, Unit)), key=_start, default=None
        )
        return None if unit is None else run.result(unit)

    def probe(self, path: str, edits: tuple[TextEdit, ...], at: int) -> Probe | None:
        """The function around a byte of the changed text, for questions about it; nothing changes."""
        if edits:
            changed, project = self._changed(path, edits)
        else:
            changed, project = self._loaded(self._files[path]), self._current()
        with library_of(project.program.environment(changed.module.space)):
            return probe(changed, project, at)

    def _changed(self, path: str, edits: Iterable[TextEdit]) -> tuple[Loaded, Project]:
        """A file as it would be after edits, and the files around it."""
        file = self._files[path]
        module = self.module(path)
        changed = load(file.key, file.document.edited(edits), module.name, self._loaded(file))
        return changed, self._current().changed({file.key: changed})

    def submodules(self, path: str, module: str) -> tuple[str, ...]:
        """The names that may follow `module.` in an import: modules and packages of the project and of the
        library; those at the top if `module` is empty."""
        key = self._files[path].key
        found = modules_below(module, key, self._roots, self.files, self._exists, self._by_key, self._folders)
        name = module.strip(".")
        own: tuple[str, ...] = ()
        if not module:
            own = ("std",)
        elif not module.startswith(".") and name.partition(".")[0] == "std":
            own = stubs(self.edition).submodules(name)
        return tuple(dict.fromkeys((*found, *own)))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all files: those that are open, then those in the folders."""
        if self._listed is None:
            self._listed = tuple(key for it in self._folders for key in self.files.tree(it))
        return tuple(dict.fromkeys((*self._by_key, *self._listed)))

    def is_own(self, key: str) -> bool:
        """Whether edits may be made in a file: it is open, or lies in an open folder (if there are any)."""
        return key in self._by_key or not self._folders or is_inside(key, self._folders)

    def text_of(self, key: str) -> bytes:
        """The bytes of any file, empty if it cannot be read."""
        file = self._by_key.get(key)
        return (self.files.read(key) or b"") if file is None else file.document.text

    def loaded_at(self, key: str) -> Loaded | None:
        """Any file with its declarations; None if there is no such file."""
        return self._current().at(key)

    def run_at(self, loaded: Loaded) -> Run:
        """The analysis of any file, begun if it is not yet."""
        if loaded.key in self._by_key:
            return self.run(self.path_of(loaded.key))
        project = self._current()
        known = self._runs.get(loaded.key)
        if known is None or not known.is_of(project):
            memo = self._memos.setdefault(loaded.key, self._new_memo())
            known = Run(loaded.key, loaded, project, memo, is_edited=False)
            self._runs[loaded.key] = known
        return known

    def path_of(self, key: str) -> str:
        """What front ends call a file."""
        return next((path for path, file in self._files.items() if file.key == key), key)

    def lines_of(self, loaded: Loaded) -> LineIndex:
        """The lines of any file."""
        file = self._by_key.get(loaded.key)
        return loaded.document.lines if file is None else file.document.lines

    def knowledge(self, path: str) -> Knowledge:
        """How much is known about the file's expressions and calls."""
        file = self._files[path]
        loaded, project = self._loaded(file), self._current()
        project.at(file.key)
        return knowledge(loaded.document, loaded.module, project.program.environment(loaded.module.space))

    def _new_memo(self) -> Memo:
        return Memo(bodies=self._bodies)

    def _put(self, path: str, file: _File) -> None:
        self._files[path] = self._by_key[file.key] = file

    def _current(self) -> Project:
        if self._project is None:
            self._project = Project(
                self.files,
                self._opened,
                self._exists,
                self._shelf,
                self._located,
                self.edition,
                self._footing,
                is_traced=self._is_traced,
            )
            self._footing = None
        return self._project

    def _opened(self, key: str) -> Loaded | None:
        file = self._by_key.get(key)
        return None if file is None else self._loaded(file)

    def _loaded(self, file: _File) -> Loaded:
        if file.loaded is None:
            name = module_name(file.key, self.files, self._exists)
            file.loaded = load(file.key, file.document, name, file.earlier)
        return file.loaded

    def _exists(self, key: str) -> bool:
        return key in self._by_key or self.files.stamp(key) is not None

    def _located(self, name: str, importer: str) -> str | None:
        if self._on_import is not None:
            self._on_import(name, importer)
        return located(name, importer, self._roots, self.files, self._exists, self._folders)

    def _is_on_disk(self, file: _File) -> bool:
        """Whether a file that is no longer open looks the same to others."""
        stamp = self.files.stamp(file.key)
        if stamp is None or file.loaded is None or self.files.read(file.key) != file.document.text:
            return False
        self._shelf.loaded[file.key] = (stamp, file.loaded)
        return True


def _start(unit: Unit) -> int:
    return unit.start


def _successor(file: _File, document: Document) -> _File:
    return _File(file.key, document, file.memo, earlier=file.loaded or file.earlier)
