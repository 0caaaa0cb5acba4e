"""In the bracket of a call: the arguments that can still be given by name."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.completion.model import Item, ItemKind, Moment, Rank, Source
from minimojo.ide.completion.places import is_name
from minimojo.ide.labels import label_of
from minimojo.names.calls import (
    Candidate,
    callee_name,
    calling,
    enclosing_calls,
    entries_of,
    is_copy,
    keywords_left,
)
from minimojo.syntax.unfinished import PLACEHOLDER
from minimojo.workspace.probe import Probe

_MOST = 64
"""Overloads that are looked at."""


def find(moment: Moment) -> Iterator[Item]:
    probe = moment.probe
    if not is_name(moment.spot) or not moment.spot.is_bracketed or probe is None:
        return
    node, at = probe.node, probe.at - probe.part.start + 1
    for call in enclosing_calls(probe.tree, at)[:1]:
        is_renamed = any(it.keyword == PLACEHOLDER for it in call.arguments)  # Its `=` is there already.
        if not is_renamed and not any(
            it.value is node and it.keyword is None and not it.stars for it in call.arguments
        ):
            return
        given = calling(probe.resolver, call)
        known: set[str] = set()
        for candidate in given.candidates[:_MOST]:
            left = keywords_left(entries_of(candidate), call, at)
            names = [it for it in left if not it.startswith("__") and it not in known]
            shown = _entries(moment, probe, candidate, callee_name(call)) if names else {}
            for name in names:
                if not is_copy(candidate):
                    known.add(name)
                yield Item(
                    label=f"{name}=",
                    kind=ItemKind.KEYWORD_ARGUMENT,
                    rank=Rank.UNLIKELY if is_copy(candidate) else Rank.ARGUMENT,
                    detail=shown.get(name, ""),
                    sought=name,
                    insert=name if is_renamed else "",
                )


def _entries(moment: Moment, probe: Probe, candidate: Candidate, written: str) -> dict[str, str]:
    """The entries as they are declared, by name."""
    label = label_of(candidate, probe.resolver.symbols, moment.atlas, written)
    return {} if label is None else {it.name: label.text[it.start : it.end] for it in label.entries}


SOURCE = Source(find)
