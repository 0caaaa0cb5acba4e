"""Old spellings of a file, written as the present Mojo writes them: all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from minimojo.edition import LATEST
from minimojo.hir.model import Convention
from minimojo.hir.problems import DeclarationProblem, Problem
from minimojo.ide.migrations import sorts
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.rules.codes.obsolete_syntax import RULE
from minimojo.rules.model import Finding
from minimojo.syntax.document import Document
from minimojo.syntax.errors import syntax_errors
from minimojo.text import TextEdit, apply_edits
from minimojo.workspace.files import Files
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import certain_edits
from minimojo.workspace.workspace import Workspace

_ROUNDS = 20
"""A bound, in case two spellings turn into one another."""

ROUNDS_OF_FILES = 10
"""A bound, in case files lead one another in a circle."""


def fresh_workspace(files: Files, roots: Iterable[str], folders: Iterable[str] = ()) -> Workspace:
    """A workspace to migrate files in. A file has few states there, each of which is looked at once; to note for
    later ones what all files looked like would cost each of ten thousand files a walk through all of them.
    """
    return Workspace(files, roots, LATEST, folders, is_edited=False)


class Migrated(Struct, frozen=True):
    """The text of a file as the present Mojo spells it; `count` are the changes that it took."""

    text: bytes
    count: int


def migrated(workspace: Workspace, path: str) -> Migrated:
    """An open file with every old spelling replaced for which a new one is certain, round after round until
    nothing changes. The workspace is used up: there the file has the new text afterwards.
    """
    count = 0
    for _ in range(_ROUNDS):
        watch = workspace.run(path).watched
        edits = modernized(OldFile(workspace.analysis(path), partial(workspace.has_module, path), watch))
        if not edits:
            break
        count += len(edits)
        workspace.open(path, apply_edits(workspace.document(path).text, edits))
    return Migrated(workspace.document(path).text, count)


def migrated_further(workspace: Workspace, path: str, original: bytes, known: Migrated) -> Migrated:
    """A file after one more round through all files, for which `known` is its state before. What a name means in a
    file, and whether a function raises, may be known when another one can be read; so a file stays open in the
    workspace where it is not as it was originally.
    """
    workspace.open(path, known.text)
    new = migrated(workspace, path)
    if new.text == original:
        workspace.close(path)
    return Migrated(new.text, known.count + new.count)


def modernized(file: OldFile) -> tuple[TextEdit, ...]:
    """The edits that write today's spelling wherever it is certain, and that leave no more syntax errors than
    there are. What they uncover (another spelling around one, for example) takes another round.
    """
    analysis = file.analysis
    spellings = [certain_edits(analysis, it) for it in analysis.findings if _is_old(it)]
    special = (*_results(analysis), *_destructors(analysis), *(it for sort in sorts() for it in sort(file)))
    changes = _apart([*special, *spellings])
    return _harmless(changes, analysis.document)


def _is_old(finding: Finding) -> bool:
    problem = finding.data
    removed = isinstance(problem, DeclarationProblem) and problem.kind is Problem.REMOVED_EFFECT
    return removed or finding.code == RULE.code


def _results(analysis: FileAnalysis) -> Iterator[Change]:
    """`__init__(inout self)` has become `__init__(out self)`: another word for the same thing."""
    for finding in analysis.findings:
        problem = finding.data
        start = analysis.start_of(finding.location.unit_key)
        if isinstance(problem, DeclarationProblem) and problem.kind is Problem.INIT_WITHOUT_OUT:
            yield tuple(TextEdit(it.span.shifted(start or 0), it.new_text) for it in problem.edits)


def _destructors(analysis: FileAnalysis) -> Iterator[Change]:
    """`__del__(owned self)` takes its value apart: with `var self` it would call itself at its end."""
    for unit in analysis.module.units:
        is_method = unit.decl.owner is not None and unit.decl.name in ("__del__", "__deinit__")
        first = unit.decl.arguments[0] if is_method and unit.decl.arguments else None
        if first is not None and first.convention is Convention.VAR:
            word = first.convention_span.shifted(unit.start)
            if analysis.text[word.start : word.end] in (b"owned", b"var"):
                yield (TextEdit(word, "deinit"),)


def _apart(changes: Sequence[Change]) -> list[Change]:
    """The changes that can be made at once: of two that meet, the first one."""
    taken: list[TextEdit] = []
    kept: list[Change] = []
    for change in changes:
        new = [it for it in change if it not in taken]
        if change and not any(_meet(it, other) for it in new for other in taken):
            taken += new
            kept.append(change)
    return kept


def _meet(one: TextEdit, other: TextEdit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def _harmless(changes: Sequence[Change], document: Document) -> tuple[TextEdit, ...]:
    """All changes if they leave the file as whole as it is, else those that do one after the other."""
    before = len(syntax_errors(document))

    def holds(made: Sequence[Change]) -> bool:
        return len(syntax_errors(document.edited(_joined(made)))) <= before

    return _joined(changes if holds(changes) else _that_hold(changes, holds))


def _that_hold(changes: Sequence[Change], holds: Callable[[Sequence[Change]], bool]) -> list[Change]:
    kept: list[Change] = []
    for change in changes:
        if holds([*kept, change]):
            kept.append(change)
    return kept


def _joined(changes: Sequence[Change]) -> tuple[TextEdit, ...]:
    return tuple(sorted({edit for change in changes for edit in change}))
