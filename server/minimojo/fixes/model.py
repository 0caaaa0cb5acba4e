"""A proposal to change the source, before anybody knows whether it helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum
from typing import Any, Generic, TypeVar

from msgspec import Struct

from minimojo.rules.rule import Evidence
from minimojo.text import Span, TextEdit

Record = TypeVar("Record")


class Applicability(Enum):
    """SAFE keeps what the program does, so that it may be applied unseen; UNSAFE may change it."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Cost(IntEnum):
    """What a fix costs the program, cheapest first: the cheapest one that works is preferred."""

    NOTHING = 0
    MOVE = 1
    SIGNATURE = 2
    COPY = 3
    BEHAVIOUR = 4


class UnitEdit(Struct, frozen=True, order=True):
    """An edit whose span is relative to a unit or header of the file."""

    unit_key: str
    edit: TextEdit


class Proposal(Struct, frozen=True, kw_only=True):
    """One way to make a finding go away. The title says what is done, and what it costs.

    One that `respells` says the same in other words, so that others of its kind do not know of it.
    """

    title: str
    edits: tuple[UnitEdit, ...]
    cost: Cost
    applicability: Applicability = Applicability.UNSAFE
    respells: bool = False


class Fix(Struct, Generic[Record], frozen=True):
    """A kind of repair: the types of the records it knows, and what it proposes for one of them."""

    records: tuple[type, ...]
    propose: Callable[[Evidence, Record], Iterator[Proposal]]


class DeclarationFix(Struct, Generic[Record], frozen=True):
    """A kind of repair for declarations; it gets the unit or header that the record is about."""

    records: tuple[type, ...]
    propose: Callable[[str, Record], Iterator[Proposal]]


AnyFix = Fix[Any] | DeclarationFix[Any]


def insert(cx: Evidence, at: int, text: str) -> UnitEdit:
    """Insert `text` into the function that `cx` is about."""
    return replace(cx, Span(at, at), text)


def replace(cx: Evidence, span: Span, text: str) -> UnitEdit:
    """Replace a range of the function that `cx` is about."""
    return UnitEdit(cx.body.unit_key, TextEdit(span, text))


def remove(cx: Evidence, span: Span) -> UnitEdit:
    return replace(cx, span, "")
