"""Which function is being called here, and for which of its arguments is the next operand?

    take(a, |        take(var what: Point, by: Int)
                                           -------

Brackets may still be open. Inside a literal it is the call around that counts.
"""

from __future__ import annotations

from msgspec import Struct

from minimojo.hir.model import LAMBDA
from minimojo.ide.labels import Label, label_of, label_of_node
from minimojo.names.calls import (
    Call,
    Calling,
    Candidate,
    Entry,
    active_entry,
    callee_name,
    calling,
    enclosing_calls,
    entries_of,
    fits,
    is_copy,
)
from minimojo.syntax.unfinished import PLACEHOLDER, Inside, Spot, spot_at, whole
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.naming import parts_at
from minimojo.workspace.probe import Probe


class Shown(Struct, frozen=True):
    """One signature; `active` is the index of the entry that comes next, None if there is none for it."""

    label: Label
    active: int | None


class SignatureHelp(Struct, frozen=True):
    """The signatures of the function that is called; `active` is the index of the one that fits."""

    signatures: tuple[Shown, ...]
    active: int


def signature_help(atlas: Atlas, path: str, offset: int) -> SignatureHelp | None:
    """The call around a byte of a file."""
    workspace = atlas.workspace
    text = workspace.document(path).text
    start = max((it.start for it in parts_at(workspace.module(path), offset)), default=0)
    spot = spot_at(text, offset, start)
    is_callee = spot.word.end > spot.word.start and text[spot.word.end : spot.word.end + 1] in (b"(", b"[")
    if not spot.is_bracketed and spot.inside is Inside.CODE and is_callee:
        # On the name of what is called, nothing of the bracket is written yet.
        offset = spot.word.end + 1
        spot = spot_at(text, offset, start)
    if not spot.is_bracketed or spot.inside is Inside.COMMENT:
        return None
    probe = workspace.probe(path, whole(spot, begun(spot)), spot.word.start)
    if probe is None:
        return None
    with library_of(probe.environment):
        return _of_probe(atlas, probe, offset - probe.part.start)


def begun(spot: Spot) -> str:
    """A placeholder where an operand begins and none is written yet; else nothing."""
    before = spot.text[: spot.offset].rstrip()[-1:]
    behind = spot.text[spot.word.end : spot.word.end + 80].lstrip(b" \t")[:1]
    is_free = behind in (b"", b"\r", b"\n", b",", b")", b"]", b"#") or (behind == b":" and before != b"[")
    is_begin = spot.word.start == spot.word.end and before in (b"(", b"[", b",", b"=")
    return PLACEHOLDER if is_free and is_begin and spot.inside is Inside.CODE else ""


def _of_probe(atlas: Atlas, probe: Probe, at: int) -> SignatureHelp | None:
    """Of the innermost call, also if nothing is known about it: the one around it is not being written."""
    calls = enclosing_calls(probe.tree, at)
    return _of_call(atlas, probe, calls[0], at) if calls else None


def _of_call(atlas: Atlas, probe: Probe, call: Call, at: int) -> SignatureHelp | None:
    given = calling(probe.resolver, call)
    labelled = [
        (it, label) for it in given.candidates if (label := _label(atlas, probe, given, it)) is not None
    ]
    if not labelled:
        return None
    shown = tuple(Shown(label, _active(label, entries_of(it), given, at)) for it, label in labelled)
    return SignatureHelp(shown, _best([it for it, _ in labelled], given, probe, shown))


def _label(atlas: Atlas, probe: Probe, given: Calling, candidate: Candidate) -> Label | None:
    node = given.nested
    if node is None:
        return label_of(candidate, probe.resolver.symbols, atlas, callee_name(given.call))
    source = probe.resolver.unit.source
    name = callee_name(given.call) if node.name.startswith(LAMBDA) else node.name
    return label_of_node(node, source, name, of_parameters=candidate.of_parameters)


def _active(label: Label, entries: tuple[Entry, ...], given: Calling, at: int) -> int | None:
    name = active_entry(entries, given.call, at)
    return next((index for index, it in enumerate(label.entries) if it.name == name), None)


def _best(candidates: list[Candidate], given: Calling, probe: Probe, shown: tuple[Shown, ...]) -> int:
    """The first overload that fits what is written and has an entry for what comes next."""
    fitting = [index for index, it in enumerate(candidates) if fits(probe.resolver, given, it)]
    ready = [index for index in fitting if shown[index].active is not None]
    plain = [index for index in ready if not _is_special(candidates[index])]
    return (plain or ready or fitting or [0])[0]


def _is_special(candidate: Candidate) -> bool:
    """Whether it is there for literals, or for copies and moves that have their own spelling."""
    return is_copy(candidate) or any(it.name.startswith("__") for it in entries_of(candidate))
