"""Members of the library's types that have other names, and strings that are measured in bytes."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.hir.model import Unit
from minimojo.ide.migrations.model import Change, OldFile
from minimojo.names.watched import Watched
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit
from minimojo.types.model import StructType

_TEXTS = ("String", "StringSpan", "StringLiteral")

_RENAMED = {
    **{
        (type_, old): new
        for type_ in _TEXTS
        for old, new in {
            "_as_ptr": "unsafe_ptr",
            "_byte_length": "byte_length",
            "as_bytes_slice": "as_bytes",
            "as_uint8_ptr": "unsafe_ptr",
            "center": "ascii_center",
            "char_length": "count_codepoints",
            "ljust": "ascii_ljust",
            "rjust": "ascii_rjust",
            "unsafe_uint8_ptr": "unsafe_ptr",
        }.items()
    },
    ("List", "bytecount"): "byte_length",
    ("List", "push_back"): "append",
    ("List", "pop_back"): "pop",
    ("SIMD", "type"): "dtype",
    ("SIMD", "element_type"): "dtype",
    ("SIMD", "size"): "length",
}
"""The type and the old name of a member, and its name today (24.2 to 1.2)."""

_CONVERSIONS = {
    "__str__": "String",
    "__int__": "Int",
    "__bool__": "Bool",
    "__float__": "Float64",
    "to_int": "Int",
}
"""Methods that library types had, and the constructor that does the same."""

_MEMBERS = {name for _, name in _RENAMED} | _CONVERSIONS.keys()


def changes(file: OldFile) -> Iterator[Change]:
    for unit in file.analysis.module.units:
        if any(it.encode() in unit.source for it in _MEMBERS) or b"len(" in unit.source:
            yield from _in_function(unit, file.watch(unit))


def _in_function(unit: Unit, watched: Watched) -> Iterator[Change]:
    for node in list(watched.values.keys() | watched.calls.keys()):
        match node:
            case ast.Call(callee=ast.Attribute(value=value, name=name), arguments=()) if name in _CONVERSIONS:
                if _library_type(value, watched):
                    yield _converted(value, node.span, _CONVERSIONS[name], unit)
            case ast.Call(callee=ast.Name(name="len"), arguments=[ast.Argument(value=value, keyword=None)]):
                if _library_type(value, watched) in _TEXTS and isinstance(value, ast.Name | ast.Attribute):
                    yield _measured(value, node.span, unit)
            case ast.Attribute(value=value, name=name, name_span=span) if name in _MEMBERS:
                new = _RENAMED.get((_library_type(value, watched), name))
                if new:
                    yield (TextEdit(span.shifted(unit.start), new),)
            case _:
                pass


def _library_type(value: ast.Expr, watched: Watched) -> str:
    match watched.type_of(value):
        case StructType(decl=decl) if decl.module.startswith("std"):
            return decl.name
        case _:
            return ""


def _converted(value: ast.Expr, call: Span, constructor: str, unit: Unit) -> Change:
    """`x.__str__()` as `String(x)`."""
    before, behind = Span(call.start, call.start), Span(value.span.end, call.end)
    return (
        TextEdit(before.shifted(unit.start), f"{constructor}("),
        TextEdit(behind.shifted(unit.start), ")"),
    )


def _measured(value: ast.Expr, call: Span, unit: Unit) -> Change:
    """`len(text)` as `text.byte_length()`."""
    before, behind = Span(call.start, value.span.start), Span(value.span.end, call.end)
    return (
        TextEdit(before.shifted(unit.start), ""),
        TextEdit(behind.shifted(unit.start), ".byte_length()"),
    )
