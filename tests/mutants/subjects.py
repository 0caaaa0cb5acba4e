"""What is mutated: a package or programs that the compiler accepts.

Programs become the modules of a package: compiling one ends before code is made, and takes the time of
starting the compiler once.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from minimojo.hir.module import build_module
from minimojo.syntax.document import Document
from minimojo.text import TextEdit, apply_edits
from minimojo.workspace.imports import SUFFIXES
from support.compiler import Message, answered, version

_PROGRAMS = "programs"
_PATIENCE = 120
"""Seconds for one run: one that hangs is repeated until it is known which mutant is to blame."""


@dataclass(frozen=True, eq=False)
class Subject:
    """The files of a package, by their paths, which begin with its folder; `name` is for people.

    `roots` are folders in which what it imports is found.
    """

    name: str
    folder: str
    files: Mapping[str, bytes]
    roots: tuple[Path, ...] = ()

    @classmethod
    def package(cls, path: Path, roots: Iterable[Path] = ()) -> Subject:
        """Raises OSError."""
        path = path.absolute()
        sources = sorted(it for it in path.rglob("*") if it.suffix in SUFFIXES and it.is_file())
        files = {it.relative_to(path.parent).as_posix(): it.read_bytes() for it in sources}
        return cls(path.name, path.name, files, tuple(it.absolute() for it in roots))

    @classmethod
    def programs(cls, paths: Iterable[Path], roots: Iterable[Path] = ()) -> Subject:
        """Programs, side by side. What lies beside them can be imported, too. Raises OSError."""
        paths = [it.absolute() for it in paths]
        texts = {f"{number}_{it.stem}": it.read_bytes() for number, it in enumerate(paths)}
        found = dict.fromkeys([*(it.parent for it in paths), *(it.absolute() for it in roots)])
        return cls.modules(f"{len(paths)} programs", texts, tuple(found))

    @classmethod
    def modules(cls, name: str, texts: Mapping[str, bytes], roots: tuple[Path, ...] = ()) -> Subject:
        """Programs as the modules of a package, in which no function may be called `main`."""
        files = {f"{_PROGRAMS}/__init__.mojo": b""}
        for title, text in texts.items():
            module = "program_" + re.sub(r"\W", "_", title)
            files[f"{_PROGRAMS}/{module}.mojo"] = _without_main(text)
        return cls(name, _PROGRAMS, files, roots)

    def without(self, files: Iterable[str]) -> Subject:
        """The subject without some of its files."""
        gone = set(files)
        kept = {name: text for name, text in self.files.items() if name not in gone}
        return Subject(self.name, self.folder, kept, self.roots)

    def write(self, folder: Path, changed: Mapping[str, bytes]) -> None:
        """The files, some of them with another text, in a folder."""
        for name, text in {**self.files, **changed}.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)

    def messages(self, changed: Mapping[str, bytes], verdicts: Path) -> list[tuple[str, Message]]:
        """What the compiler says when some files have another text, with the file of each message.

        `verdicts` is a folder in which answers are kept. Raises NoVerdictError.
        """
        kept = verdicts / f"{self._digest(changed)}.json"
        if not kept.exists():
            rows = [[name, asdict(message)] for name, message in self._asked(changed)]
            kept.with_suffix(f".{os.getpid()}").write_text(json.dumps(rows), encoding="utf-8")
            kept.with_suffix(f".{os.getpid()}").replace(kept)
        rows = json.loads(kept.read_text(encoding="utf-8"))
        return [(name, Message(**{**row, "notes": tuple(row["notes"])})) for name, row in rows]

    def _asked(self, changed: Mapping[str, bytes]) -> list[tuple[str, Message]]:
        with tempfile.TemporaryDirectory() as scratch:
            sources, output = Path(scratch, "sources"), Path(scratch, "out")
            self.write(sources, changed)
            roots = [part for root in self.roots for part in ("-I", str(root))]
            return answered(("precompile", self.folder, *roots, "-o", f"{output}.mojoc"), sources, _PATIENCE)

    def _digest(self, changed: Mapping[str, bytes]) -> str:
        texts = {**self.files, **changed}
        digest = sha256(f"{version()}\0{self.folder}\0{self.roots}".encode())
        for name in sorted(texts):
            digest.update(f"\0{name}\0{len(texts[name])}\0".encode() + texts[name])
        return digest.hexdigest()


def _without_main(text: bytes) -> bytes:
    units = build_module(Document.parse(text), _PROGRAMS).units
    names = (it.decl.name_span.shifted(it.start) for it in units if it.key == "main")
    return apply_edits(text, tuple(TextEdit(span, "start") for span in names))
