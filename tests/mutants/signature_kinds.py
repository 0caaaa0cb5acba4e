"""Mutations of signatures: another convention for a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.syntax import ast
from minimojo.text import Span, TextEdit
from mutants.model import Function, Mutation

_CONVENTIONS = ("", "mut", "var", "ref", "deinit")


def convention(function: Function) -> Iterator[Mutation]:
    for parameter in function.tree.signature.parameters:
        if not parameter.name:
            continue
        old = parameter.convention
        for new in _CONVENTIONS:
            if new == (old.text if old else "") or (old and old.text == "out"):
                continue
            yield _changed(function, parameter, old, new)


def _changed(
    function: Function, parameter: ast.ParameterNode, old: ast.ConventionWord | None, new: str
) -> Mutation:
    # The stars of `*args` stand between the convention and the name.
    start = old.span.start if old else parameter.span.start
    end = old.span.end if old else start
    text = new if old else f"{new} "
    what = f"`{function.source(parameter.span)}` as `{new or 'imm'}`"
    edit = TextEdit(Span(start, end), text)
    return Mutation("convention", (edit,), what)
