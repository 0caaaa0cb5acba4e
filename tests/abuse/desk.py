"""A few open files that somebody edits, and what is checked meanwhile."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from abuse.corpus import Folder
from abuse.faults import Faults
from abuse.typist import Step, Typist
from abuse.verdicts import colours, difference, new_painter, opened, tree, verdicts
from minimojo.ide.hover import hover
from minimojo.syntax.document import SMALL, Document
from minimojo.text import Encoding, Span, TextEdit
from minimojo.workspace.atlas import Atlas

_OPEN = 3
"""Files that are open side by side, at most."""

_BETWEEN = 40
"""Edits between two checkpoints, on the average; without a syntax error, a fourth of it."""

_HOVERS = 6


class DisagreementError(AssertionError):
    """Something is not said as it is said about the same files to somebody who just opened them."""


class Desk:
    """One session. `counts`: edits, checkpoints, and those with syntax errors."""

    def __init__(self, name: str, random: Random, folder: Folder, scraps: list[Folder], edits: int) -> None:
        self.name = name
        self.random = random
        self.counts = Counter[str]()
        paths = sorted(random.sample(sorted(folder), min(_OPEN, len(folder))))
        self.first = {path: folder[path] for path in paths}
        self.history: list[tuple[str, Step]] = []
        self._edits = edits
        self._faults = Faults()
        self._workspace = opened(self.first)
        self._painters = {path: new_painter() for path in paths}
        pieces = [text for it in random.sample(scraps, min(5, len(scraps))) for text in it.values()]
        self._typists = {path: Typist(random, text, pieces) for path, text in self.first.items()}

    def work(self) -> Iterator[None]:
        """Edit by edit. Raises DisagreementError."""
        logging.getLogger("minimojo").addHandler(self._faults)
        try:
            yield from self._work()
        finally:
            logging.getLogger("minimojo").removeHandler(self._faults)

    def _work(self) -> Iterator[None]:
        steps = {path: typist.steps() for path, typist in self._typists.items()}
        path = next(iter(steps))
        for number in range(self._edits):
            if self.random.random() < 0.03:
                path = self.random.choice([*steps])
            step = next(steps[path])
            self._edit(path, step)
            self._look(path)
            if self._is_time(path) or number == self._edits - 1:
                self.check(self.random.choice([*steps]) if self.random.random() < 0.2 else path)
            yield

    def _is_time(self, path: str) -> bool:
        is_broken = self._workspace.document(path).tree.root_node.has_error
        return self.random.random() < (1 if is_broken else 4) / _BETWEEN

    def keep(self, folder: Path) -> None:
        """Writes what the session began with and what was done, for a search for less."""
        folder.mkdir(parents=True, exist_ok=True)
        history = [
            [path, [[it.span.start, it.span.end, it.new_text] for it in step]] for path, step in self.history
        ]
        first = {path: text.decode() for path, text in self.first.items()}
        (folder / "session.json").write_text(json.dumps({"first": first, "history": history}))

    def _edit(self, path: str, step: Step) -> None:
        """As the server does: every change refers to positions in the text before it."""
        self.counts["edits"] += 1
        self.history.append((path, step))
        for edit in step:
            self._workspace.edit(path, (self._over_the_wire(path, edit),))
        if self._workspace.document(path).text != self._typists[path].text:
            raise self._fault(path, "the text is another")

    def _over_the_wire(self, path: str, edit: TextEdit) -> TextEdit:
        lines = self._workspace.lines(path)
        start, end = edit.span.start, edit.span.end
        if _is_inside_of_line_end(self._workspace.document(path).text, start, end):
            return edit  # There is no position for it.
        there = (lines.position(start, Encoding.UTF16), lines.position(end, Encoding.UTF16))
        return TextEdit(Span(lines.offset(there[0]), lines.offset(there[1])), edit.new_text)

    def _look(self, path: str) -> None:
        """What an editor asks for in between, or nothing; an analysis may be left unfinished."""
        workspace, place = self._workspace, self._typists[path].near()
        match self.random.randrange(20):
            case 0 | 1 | 2:
                workspace.analysis(path)
            case 3 | 4:
                run = workspace.run(path)
                for _ in range(self.random.randrange(4)):
                    run.step()
            case 5 | 6:
                hover(Atlas(workspace), path, place)
            case 7:
                colours(workspace, path, self._painters[path], Span(place, place + 500))
            case 8 if self.random.random() < 0.5:
                colours(workspace, path, self._painters[path])
            case _:
                pass

    def check(self, path: str) -> None:
        """Everything that is said about a file. Raises DisagreementError."""
        document = self._workspace.document(path)
        is_broken = document.tree.root_node.has_error
        self.counts += Counter({"checkpoints": 1, "broken": is_broken})
        is_whole = self._is_whole(path)
        if not is_whole and not (is_broken and len(document.text) > SMALL):
            raise self._fault(path, "the tree is another")
        if not is_whole or not all(self._is_whole(it) for it in self._workspace.paths if it != path):
            self.counts["not compared"] += 1
            return
        other = opened({it: self._workspace.document(it).text for it in self._workspace.paths})
        places = [self._typists[path].near() for _ in range(_HOVERS - 2)]
        places += [self._typists[path].somewhere() for _ in range(2)]
        found = difference(
            verdicts(self._workspace, path, self._painters[path], places),
            verdicts(other, path, new_painter(), places),
        )
        if found is not None or self._faults.told:
            raise self._fault(path, found or self._faults.told[0])

    def _is_whole(self, path: str) -> bool:
        """Whether the tree is the one of the same text from scratch."""
        document = self._workspace.document(path)
        return tree(document) == tree(Document.parse(document.text))

    def _fault(self, path: str, what: str) -> DisagreementError:
        return DisagreementError(f"{self.name}, {path}, edit {len(self.history)}: {what}")


def _is_inside_of_line_end(text: bytes, *places: int) -> bool:
    return any(text[place - 1 : place + 1] == b"\r\n" for place in places if place > 0)
