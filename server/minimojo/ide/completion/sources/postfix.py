"""`^` behind a value that may be given away here: it is owned, can be moved, and nothing uses it later.

    take(names.|     `names^` where this is the last use of `names`

That nothing is wrong with it is found by trying it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from minimojo.ide.completion.model import Item, ItemKind, Moment, Rank, Source
from minimojo.ide.completion.places import has_receiver, is_member, is_name, is_value
from minimojo.names.model import Kind
from minimojo.rules.model import Finding, Severity
from minimojo.syntax import ast
from minimojo.syntax.unfinished import receiver_before, whole
from minimojo.text import Span, TextEdit
from minimojo.types import copyable, is_trivial, movable
from minimojo.types.model import Answer, ParamType, StructType, Type
from minimojo.workspace.probe import Probe

_OWNER = re.compile(rb"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_MOST = 2
"""Names that are tried."""


def find(moment: Moment) -> Iterator[Item]:
    spot = moment.spot
    if is_member(spot) and has_receiver(spot):
        yield from _behind_dot(moment)
    elif is_name(spot) and is_value(spot) and spot.prefix:
        yield from _behind_name(moment)


def _behind_dot(moment: Moment) -> Iterator[Item]:
    """`value.` becomes `value^`."""
    spot = moment.spot
    receiver = receiver_before(spot)
    name = spot.text[receiver.start : receiver.end]
    if receiver.start <= spot.statement:  # A statement of its own would give the value to nobody.
        return
    if moment.receiver is None or not _OWNER.fullmatch(name) or not _can_move(*moment.receiver):
        return
    dot = Span(receiver.end, spot.word.start)
    if _is_accepted(moment, Span(receiver.start, spot.word.end), name.decode()):
        yield Item(
            label="^",
            kind=ItemKind.OPERATOR,
            rank=Rank.POSTFIX,
            detail=f"transfer ownership of `{name.decode()}`",
            insert="^",
            sought="transfer",
            removes=dot,
        )


def _behind_name(moment: Moment) -> Iterator[Item]:
    """A name of the function together with `^` or `.copy()`."""
    spot, probe = moment.spot, moment.probe
    if probe is None:
        return
    known = probe.resolver.watched.names
    fitting = [
        (name, type_)
        for name, local in probe.locals.items()
        if name.startswith(spot.prefix) and local.kind in (Kind.VARIABLE, Kind.ARGUMENT)
        if (type_ := known.get(local.span.start)) is not None and _can_move(type_, probe)
    ]
    for name, type_ in fitting[:_MOST]:
        if _is_accepted(moment, spot.word, name):
            yield _written(f"{name}^", f"transfer ownership of `{name}`")
        if copyable(type_, probe.scope) is Answer.YES:
            yield _written(f"{name}.copy()", f"a copy of `{name}`")


def _written(label: str, detail: str) -> Item:
    return Item(label=label, kind=ItemKind.OPERATOR, rank=Rank.POSTFIX, detail=detail)


def _can_move(type_: Type, probe: Probe) -> bool:
    """Whether there is something to give away: values that are only bytes have no owner."""
    if not isinstance(type_, StructType | ParamType):
        return False
    return movable(type_, probe.scope) is Answer.YES and is_trivial(type_, probe.scope) is not Answer.YES


def _is_accepted(moment: Moment, written: Span, name: str) -> bool:
    """Whether the function has no more errors with `name^` than with the name alone.

    That is not tried for names that are written again below, or belong to the caller.
    """
    if not _is_owned(moment, name) or _is_used_below(moment, name):
        return False
    given = _errors(moment, written, f"{name}^")
    if not given:
        return given is not None
    plain = _errors(moment, written, name)
    return plain is not None and given <= plain


def _is_owned(moment: Moment, name: str) -> bool:
    probe = moment.probe
    local = None if probe is None else probe.locals.get(name.partition(".")[0])
    node = None if local is None else local.node
    if not isinstance(node, ast.ParameterNode):
        return local is not None
    return node.convention is not None and node.convention.text in ("var", "deinit")


def _is_used_below(moment: Moment, name: str) -> bool:
    """Whether the name stands behind the statement that is being written, in the same function."""
    probe = moment.probe
    if probe is None:
        return True
    source = probe.resolver.unit.source
    after = source.find(b"\n", probe.at - probe.part.start)
    word = re.compile(rb"(?<![\w.])%s(?!\w)" % re.escape(name.encode()))
    return after >= 0 and word.search(source, after) is not None


def _errors(moment: Moment, written: Span, text: str) -> frozenset[tuple[str, str]] | None:
    """The errors of the function with a text in the place of what is written; None if they are not known."""
    changed = replace(moment.spot, offset=written.end, word=written)
    edits: tuple[TextEdit, ...] = whole(changed, text)
    result = moment.atlas.workspace.trial_around(moment.path, edits, written.start)
    if result is None or not result.usable:
        return None
    return frozenset(_told(it) for it in result.findings if it.severity is Severity.ERROR)


def _told(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


SOURCE = Source(find)
