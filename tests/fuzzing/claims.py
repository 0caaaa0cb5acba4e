"""What holds for every text, whatever it is: each layer answers, no answer lies outside of the file, and what an
editor is told after edits is what somebody is told who just opened the file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from random import Random

from abuse.faults import Faults
from abuse.verdicts import colours, difference, new_painter, opened, verdicts
from fuzzing.words import LIBRARY
from minimojo.ide.actions import actions
from minimojo.ide.calls import callables_at, incoming, outgoing
from minimojo.ide.completion import completion
from minimojo.ide.completion.documentation import about
from minimojo.ide.corrections import corrections
from minimojo.ide.costs import costs
from minimojo.ide.fix_all import fix_all
from minimojo.ide.highlights import highlights
from minimojo.ide.hover import hover
from minimojo.ide.migration import migrated
from minimojo.ide.navigation import definitions, references, type_definitions
from minimojo.ide.refactorings import refactorings
from minimojo.ide.renaming import RefusedError, rename
from minimojo.ide.signatures import signature_help
from minimojo.ide.skimming import skimmed
from minimojo.ide.timeline import timeline
from minimojo.mir.dump import Places, dump_body
from minimojo.ownership.dump import dump as dump_states
from minimojo.rules.model import Location
from minimojo.text import Span, TextEdit
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.steps import finished
from minimojo.workspace.workspace import Workspace

PATH = "drawn.mojo"
_OTHERS = {"library.mojo": LIBRARY.encode()}
"""Files beside it."""

_PLACES = 4
"""Of a text, at which an editor asks."""


@contextmanager
def nothing_logged() -> Generator[None]:
    """What is logged as an error is a fault of ours in one function. Raises AssertionError."""
    faults, logger = Faults(), logging.getLogger("minimojo")
    logger.addHandler(faults)
    try:
        yield
    finally:
        logger.removeHandler(faults)
    assert faults.told == []


def check_text(text: bytes, random: Random) -> frozenset[str]:
    """All layers answer about a text; the rules that it breaks. Raises whatever goes wrong."""
    with nothing_logged():
        workspace = opened({PATH: text, **_OTHERS})
        analysis = workspace.analysis(PATH)
        check_analysis(analysis)
        for key in analysis.results:
            costs(analysis.evidence(key))
            places = Places(analysis.lines, analysis.units[key].start)
            for evidence in analysis.evidence(key):
                dump_body(evidence.body, places)
                dump_states(evidence.lifetimes, places)
        for _ in skimmed(text):
            pass
        _check_spans((it.span for it in Atlas(workspace).names(PATH)), text, Atlas.names)
        for question in _QUESTIONS:
            for place in _places(text, analysis, random):
                _check_spans(question(workspace, place), text, question)
        _check_edits(fix_all(analysis, lambda edits: workspace.trial(PATH, edits)), text)
        check_analysis(workspace.analysis(PATH))
        migrated(workspace, PATH)
    return frozenset(it.code for it in analysis.all_findings)


def check_edits(texts: Iterable[bytes], random: Random) -> None:
    """A document becomes one text after the other: each time the verdicts are those from scratch."""
    states = iter(texts)
    with nothing_logged():
        workspace = opened({PATH: next(states), **_OTHERS})
        painter = new_painter()
        colours(workspace, PATH, painter)
        for text in states:
            workspace.edit(PATH, _edits(workspace.document(PATH).text, text, random))
            assert workspace.document(PATH).text == _replaced(text)
            places = _places(text, workspace.analysis(PATH), random)
            fresh = verdicts(opened({PATH: _replaced(text), **_OTHERS}), PATH, new_painter(), places)
            assert difference(verdicts(workspace, PATH, painter, places), fresh) is None


def check_analysis(analysis: FileAnalysis) -> None:
    """No function failed, and every location lies in the function or header that it is about."""
    assert [it.failure for it in analysis.results.values() if it.failure] == []
    for finding in (*analysis.findings, *analysis.all_findings):
        for location in (finding.location, *(step.location for step in finding.story)):
            _check_location(location, analysis)


def _check_location(location: Location, analysis: FileAnalysis) -> None:
    """It lies in the file, and in the function or header that it is about."""
    start, span = analysis.start_of(location.unit_key), location.span
    assert start is not None, location
    unit = analysis.units.get(location.unit_key)
    assert 0 <= start + span.start <= start + span.end <= len(analysis.text), location
    assert unit is None or 0 <= span.start <= span.end <= len(unit.source), location


# --- what an editor asks ------------------------------------------------------------------------

Question = Callable[[Workspace, int], Iterable[Span]]
"""Asks about a byte of the file, and gives the places of the file that the answer names."""


def _ask_hover(workspace: Workspace, place: int) -> Iterator[Span]:
    found = hover(Atlas(workspace), PATH, place)
    if found is not None:
        yield found.span


def _ask_completion(workspace: Workspace, place: int) -> Iterator[Span]:
    found = completion(Atlas(workspace), PATH, place)
    yield found.span
    for item in found.items[:3]:
        if item.pointer is not None:
            about(Atlas(workspace), PATH, item.pointer)


def _ask_signature(workspace: Workspace, place: int) -> Iterator[Span]:
    found = signature_help(Atlas(workspace), PATH, place)
    if found is not None:
        assert 0 <= found.active < len(found.signatures)
    yield from ()


def _ask_highlights(workspace: Workspace, place: int) -> Iterator[Span]:
    yield from (it.span for it in highlights(Atlas(workspace), PATH, place))


def _ask_names(workspace: Workspace, place: int) -> Iterator[Span]:
    atlas = Atlas(workspace)
    found = [*definitions(atlas, PATH, place), *type_definitions(atlas, PATH, place)]
    found += [it.place for it in finished(references(atlas, PATH, place))]
    with suppress(RefusedError):
        found += finished(rename(atlas, PATH, place, "renamed"))
    yield from (it.span for it in found if it.path == PATH)


def _ask_calls(workspace: Workspace, place: int) -> Iterator[Span]:
    atlas = Atlas(workspace)
    for caller in callables_at(atlas, PATH, place):
        finished(incoming(atlas, PATH, caller.symbol))
        found = outgoing(atlas, PATH, caller.symbol)
        if caller.place.path == PATH:
            yield from (span for it in found for span in it.spans)


def _ask_timeline(workspace: Workspace, place: int) -> Iterator[Span]:
    found = timeline(workspace.around(PATH, place), place)
    if found is not None:
        yield found.span
        for lane in found.lanes:
            yield lane.span
            yield from (it.span for it in lane.events)


def _ask_actions(workspace: Workspace, place: int) -> Iterator[Span]:
    text, around = workspace.document(PATH).text, Span(place, place)
    found = actions(workspace.analysis(PATH), around, lambda edits: workspace.trial(PATH, edits))
    for action in found:
        _check_edits(action.repair.edits, text)
    for _, change in refactorings(Atlas(workspace), PATH, place):
        _check_edits(change.edits.get(PATH, ()), text)
    for correction in corrections(Atlas(workspace), PATH, place):
        _check_edits(correction.edits, text)
    yield from ()


_QUESTIONS: tuple[Question, ...] = (
    _ask_hover,
    _ask_completion,
    _ask_signature,
    _ask_highlights,
    _ask_names,
    _ask_calls,
    _ask_timeline,
    _ask_actions,
)


def _places(text: bytes, analysis: FileAnalysis, random: Random) -> list[int]:
    """Some bytes of a text, and those of some findings: there is most to say."""
    found = [analysis.place(it.location).start for it in analysis.findings]
    return [random.randint(0, len(text)) for _ in range(_PLACES)] + random.sample(found, min(2, len(found)))


def _check_spans(spans: Iterable[Span], text: bytes, question: Callable[..., object]) -> None:
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text), f"{question.__name__}: {span} of {len(text)}"


def _check_edits(edits: Iterable[TextEdit], text: bytes) -> None:
    """They lie in the file, and do not touch the same bytes."""
    last = 0
    for edit in sorted(edits):
        assert last <= edit.span.start <= edit.span.end <= len(text), edit
        last = edit.span.end


# --- edits --------------------------------------------------------------------------------------


def _replaced(text: bytes) -> bytes:
    """What an editor can send: it knows no bytes but those of characters."""
    return text.decode("utf-8", "replace").encode()


def _edits(old: bytes, new: bytes, random: Random) -> tuple[TextEdit, ...]:
    """What makes `new` of `old`: what differs, or now and then all of it."""
    if random.random() < 0.1:
        return (TextEdit(Span(0, len(old)), new.decode("utf-8", "replace")),)
    one, other = old.decode("utf-8", "replace"), new.decode("utf-8", "replace")
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    behind = 0
    while behind < min(len(one), len(other)) - start and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    first, last = len(one[:start].encode()), len(one[: len(one) - behind].encode())
    return (TextEdit(Span(first, last), other[start : len(other) - behind]),)
