"""Calls that are written in another way today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minimojo.ide.migrations.library import exports, is_module
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.ide.migrations.renamed import RENAMED
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_ASSERTION = re.compile(rb"__comptime_assert(?=[ \t])")
"""A statement of 25.7."""

_POINTERS = ("Pointer", "UnsafePointer")


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        match node:
            case ast.ExprStatement(
                value=ast.Call(
                    callee=ast.Subscript(value=ast.Name(name="constrained"), arguments=told), arguments=()
                )
            ) if told and "constrained" not in file.bound and not _has_comment(node, told, file):
                condition, *message = [file.source_of(it.value) for it in told[:2]]
                written = ", ".join([f"({condition})" if "\n" in condition else condition, *message])
                yield (TextEdit(node.span, f"comptime assert {written}"),)
            case ast.ExprStatement(span=span) | ast.BrokenStatement(span=span):
                old = _ASSERTION.match(file.text, span.start)
                if old:
                    yield (TextEdit(Span(span.start, old.end()), "comptime assert"),)
            case ast.Call(
                callee=ast.Attribute(value=ast.Name(name=name) as pointer, name="address_of"),
                arguments=[ast.Argument(keyword=None, stars=0, value=value)],
            ) if name in _POINTERS:
                yield (
                    TextEdit(Span(pointer.span.end, node.callee.span.end), ""),
                    TextEdit(Span(value.span.start, value.span.start), "to="),
                )
            case ast.Call(
                callee=ast.Name(name="Reference"),
                arguments=[ast.Argument(keyword=None, stars=0, value=value)],
            ) if "Reference" not in file.bound:
                yield (TextEdit(Span(value.span.start, value.span.start), "to="),)
            case ast.Call(callee=ast.Name(name="print_no_newline", span=span), arguments=given) if (
                "print_no_newline" not in file.bound
            ):
                end = node.span.end - 1
                yield (TextEdit(span, "print"), TextEdit(Span(end, end), ', end=""' if given else 'end=""'))
            case ast.Attribute(value=ast.Name(name="DType"), name="index", name_span=span):
                yield (TextEdit(span, "int"),)
            case ast.Attribute(value=owner, name=member, name_span=span) if member in RENAMED:
                module = _module(owner, file)
                first = RENAMED[member].partition(".")[0]
                if module is not None and " " not in RENAMED[member] and first in exports(module):
                    yield (TextEdit(span, RENAMED[member]),)
            case _:
                pass


def _has_comment(statement: ast.Node, kept: Sequence[ast.Argument], file: OldFile) -> bool:
    """Whether something is written for people in a statement, beside the arguments that are kept."""
    around = file.source_of(statement)
    for it in kept:
        around = around.replace(file.source_of(it.value), "", 1)
    return "#" in around


def _module(expr: ast.Expr, file: OldFile) -> str | None:
    """The module of the library that `a` or `a.b` stands for."""
    match expr:
        case ast.Name(name=name) if name not in file.bound:
            return file.library_modules.get(name)
        case ast.Attribute(value=outer, name=name):
            package = _module(outer, file)
            found = f"{package}.{name}"
            return found if package is not None and is_module(found) else None
        case _:
            return None
