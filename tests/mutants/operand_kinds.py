"""Mutations of expressions: transfers, copies, arguments, bindings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from minimojo.syntax import ast
from minimojo.text import Span, TextEdit
from mutants.model import Function, Mutation
from mutants.places import below, is_path, operands


def drop_transfer(function: Function) -> Iterator[Mutation]:
    for node in below(function.tree):
        if isinstance(node, ast.Transfer):
            yield _removed("drop ^", function, Span(node.value.span.end, node.span.end), node)


def add_transfer(function: Function) -> Iterator[Mutation]:
    for it in operands(function.tree):
        if is_path(it, function.tree):
            yield _added("add ^", function, it, "^")


def drop_copy(function: Function) -> Iterator[Mutation]:
    for node in below(function.tree):
        match node:
            case ast.Call(callee=ast.Attribute(value=value, name="copy"), arguments=()):
                yield _removed("drop .copy()", function, Span(value.span.end, node.span.end), node)
            case _:
                pass


def add_copy(function: Function) -> Iterator[Mutation]:
    for it in operands(function.tree):
        if is_path(it, function.tree):
            yield _added("add .copy()", function, it, ".copy()")


def rebind(function: Function) -> Iterator[Mutation]:
    """`var x = e` as `ref x = e`, and back."""
    other = {"var": "ref", "ref": "var"}
    for node in below(function.tree):
        if isinstance(node, ast.BindingPattern) and node.keyword in other:
            new = other[node.keyword]
            edit = TextEdit(Span(node.span.start, node.span.start + 3), new)
            yield Mutation("var/ref", (edit,), f"`{function.source(node.span)}` with `{new}`")


def unbind(function: Function) -> Iterator[Mutation]:
    """`var x = e` as `x = e`."""
    for node in below(function.tree):
        if isinstance(node, ast.BindingPattern):
            edit = TextEdit(Span(node.span.start, node.target.span.start), "")
            yield Mutation("drop var/ref", (edit,), f"`{function.source(node.span)}` without its keyword")


def bind(function: Function) -> Iterator[Mutation]:
    """`x = e` as `var x = e` or `ref x = e`."""
    for node in below(function.tree):
        match node:
            case ast.Assign(target=ast.Name(span=span)):
                for keyword in ("var", "ref"):
                    edit = TextEdit(Span(span.start, span.start), f"{keyword} ")
                    yield Mutation("add var/ref", (edit,), f"`{keyword} {function.source(span)}`")
            case _:
                pass


def swap_arguments(function: Function) -> Iterator[Mutation]:
    for first, second in _pairs(function):
        texts = function.source(first.span), function.source(second.span)
        if texts[0] != texts[1]:
            edits = (TextEdit(first.span, texts[1]), TextEdit(second.span, texts[0]))
            yield Mutation("swap arguments", edits, f"`{texts[0]}` and `{texts[1]}` swapped")


def pass_twice(function: Function) -> Iterator[Mutation]:
    """One variable in the places of two arguments, or as an argument of its own method."""
    for first, second in _pairs(function):
        for one, other in ((first, second), (second, first)):
            name = function.source(one.span)
            if is_path(_bare(one), function.tree) and name != function.source(other.span):
                edit = TextEdit(other.span, name)
                yield Mutation("pass twice", (edit,), f"`{name}` instead of `{function.source(other.span)}`")
    for node in below(function.tree):
        match node:
            case ast.Call(callee=ast.Attribute(value=value), arguments=(first, *_)) if is_path(
                value, function.tree
            ):
                name, old = function.source(value.span), function.source(first.value.span)
                if name != old:
                    edit = TextEdit(first.value.span, name)
                    yield Mutation("pass twice", (edit,), f"`{name}` instead of `{old}` to its own method")
            case _:
                pass


def _pairs(function: Function) -> Iterator[tuple[ast.Expr, ast.Expr]]:
    """Neighbouring arguments of a call."""
    for node in below(function.tree):
        if isinstance(node, ast.Call):
            values = [it.value for it in node.arguments if it.keyword is None and not it.stars]
            yield from pairwise(values)


def _bare(expr: ast.Expr) -> ast.Expr:
    return expr.value if isinstance(expr, ast.Transfer) else expr


def _added(kind: str, function: Function, expr: ast.Expr, text: str) -> Mutation:
    edit = TextEdit(Span(expr.span.end, expr.span.end), text)
    return Mutation(kind, (edit,), f"`{function.source(expr.span)}{text}`")


def _removed(kind: str, function: Function, span: Span, expr: ast.Expr) -> Mutation:
    return Mutation(kind, (TextEdit(span, ""),), f"`{function.source(expr.span)}`")
