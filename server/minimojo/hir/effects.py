"""The effects of a function or a function type: words that are none, and such as may not stand there (GR-52)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from minimojo.hir.problems import DeclarationProblem, Group, Problem
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit


def effect_problems(
    node: ast.Signature, names: Callable[[str], object], *, in_type: bool = False
) -> Iterator[DeclarationProblem]:
    """What the compiler rejects of the effects in a signature. `names` tells what the file declares by a name."""
    seen = set[str]()
    for number, effect in enumerate(node.effects):
        word, span = _word(node, effect, names)
        if word == "thin" and not in_type:
            edits = (_without(node, number, span),)
            yield _problem(Problem.MISPLACED_EFFECT, span, "`thin` is for function types alone", edits)
        elif word in _EFFECTS and word in seen:
            edits = (_without(node, number, span),) if effect.type is None and word != "abi" else ()
            yield _problem(Problem.REPEATED_EFFECT, span, f"`{word}` stands here twice", edits)
        elif word in _REMOVED:
            edits = (_without(node, number, span),) if word == "unified" else ()
            yield _problem(Problem.REMOVED_EFFECT, span, f"`{word}` was removed; {_REMOVED[word]}", edits)
        elif word not in _EFFECTS:
            message = f"`{word}` is no effect; there are `raises`, `capturing` and `thin`"
            yield _problem(Problem.UNKNOWN_EFFECT, span, message)
        seen.add(word)


def _word(node: ast.Signature, effect: ast.Effect, names: Callable[[str], object]) -> tuple[str, Span]:
    """An effect; between `raises` and captures a removed one is read as the type of the error."""
    match effect.type:
        case ast.Name(name=name, span=span) if (
            node.captures is not None and name in _REMOVED and not names(name)
        ):
            return name, span
        case _:
            pass
    return effect.word, Span(effect.span.start, effect.span.start + len(effect.word.encode()))


def _without(node: ast.Signature, number: int, span: Span) -> TextEdit:
    following = [*node.effects[number + 1 :], node.captures, node.result, *node.where]
    end = next((it.span.start for it in following if it is not None), span.end)
    return TextEdit(Span(span.start, end), "")


def _problem(kind: Problem, span: Span, message: str, edits: tuple[TextEdit, ...] = ()) -> DeclarationProblem:
    return DeclarationProblem(kind=kind, group=Group.EFFECT, span=span, message=message, edits=edits)


_EFFECTS = frozenset(("raises", "capturing", "thin", "abi"))
_REMOVED = {
    "unified": "a capture list needs no word before it",
    "escaping": "a function that keeps what it captures is passed as a parameter of the type `def(...) -> ...`",
}
