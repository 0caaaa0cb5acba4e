"""Rules about single expressions: their records are facts that lowering found (`mir.facts`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from minimojo.mir.facts import Fact, OtherError, Root
from minimojo.rules.model import Related, Severity
from minimojo.rules.rule import Evidence, Report
from minimojo.rules.wording import backticks, convention_word

F = TypeVar("F", bound=Fact)


def facts_of(kind: type[F]) -> Callable[[Evidence], Iterator[F]]:
    """A `find` that yields the facts of one type."""

    def find(cx: Evidence) -> Iterator[F]:
        return (fact for fact in cx.body.facts if isinstance(fact, kind))

    return find


def other_errors(code: str) -> Callable[[Evidence], Iterator[OtherError]]:
    """A `find` that yields the errors that lowering words itself, of one code."""

    def find(cx: Evidence) -> Iterator[OtherError]:
        return (fact for fact in cx.body.facts if isinstance(fact, OtherError) and fact.code == code)

    return find


def render_other(cx: Evidence, record: OtherError) -> Report:
    """An error worded as the compiler does, with its notes as the story."""
    return Report(
        message=backticks(record.message),
        at=record.at,
        subject=record.span,
        subject_note="it stands here",
        story=tuple(Related(cx.here(span), backticks(text)) for span, text in record.notes),
        severity=Severity.WARNING if record.warning else None,
    )


def root_declaration(cx: Evidence, root: Root | None) -> Iterator[Related]:
    """Where the variable or argument behind an expression is declared."""
    if root is None:
        return
    here = cx.here(root.declared_at)
    if root.argument is None:
        yield Related(here, f"`{root.name}` is declared here")
    else:
        word = convention_word(root.argument.convention)
        yield Related(here, f"the argument `{root.name}` is declared here: it is {word}")
