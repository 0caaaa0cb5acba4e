"""Between our values and those of the protocol: the only place that does this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from minimojo.ide.diagnostics import Diagnostic
from minimojo.ide.hover import Hover
from minimojo.lsp.documentation import Documentation
from minimojo.names.model import Kind
from minimojo.rules.model import Severity, Tag
from minimojo.text import Encoding, LineIndex, Position, Span, TextEdit
from minimojo.workspace.naming import Place

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {
    Tag.UNNECESSARY: types.DiagnosticTag.Unnecessary,
    Tag.DEPRECATED: types.DiagnosticTag.Deprecated,
}

_SYMBOLS = {
    Kind.VARIABLE: types.SymbolKind.Variable,
    Kind.ARGUMENT: types.SymbolKind.Variable,
    Kind.PARAMETER: types.SymbolKind.TypeParameter,
    Kind.FUNCTION: types.SymbolKind.Function,
    Kind.METHOD: types.SymbolKind.Method,
    Kind.FIELD: types.SymbolKind.Field,
    Kind.STRUCT: types.SymbolKind.Struct,
    Kind.TRAIT: types.SymbolKind.Interface,
    Kind.ENUM: types.SymbolKind.Enum,
    Kind.CASE: types.SymbolKind.EnumMember,
    Kind.COMPTIME: types.SymbolKind.Constant,
    Kind.MODULE: types.SymbolKind.Module,
    Kind.UNKNOWN: types.SymbolKind.Variable,
}


def symbol_kind(kind: Kind, name: str) -> types.SymbolKind:
    return types.SymbolKind.Constructor if name == "__init__" else _SYMBOLS[kind]


def offset(lines: LineIndex, position: types.Position, encoding: Encoding) -> int:
    """The byte offset of a position, which may lie anywhere."""
    return lines.offset(Position(position.line, position.character), encoding)


def byte_at(lines: LineIndex, line: int, character: int, encoding: Encoding) -> int:
    """The byte offset of a place that is given by its numbers."""
    return lines.offset(Position(line, character), encoding)


def span(lines: LineIndex, given: types.Range, encoding: Encoding) -> Span:
    """The bytes of a range. One whose ends are reversed is taken the right way round."""
    start, end = sorted((offset(lines, given.start, encoding), offset(lines, given.end, encoding)))
    return Span(start, end)


def position(lines: LineIndex, at: int, encoding: Encoding) -> types.Position:
    found = lines.position(at, encoding)
    return types.Position(line=found.line, character=found.character)


def range_of(lines: LineIndex, given: Span, encoding: Encoding) -> types.Range:
    return types.Range(start=position(lines, given.start, encoding), end=position(lines, given.end, encoding))


def location(place: Place, encoding: Encoding) -> types.Location:
    return types.Location(uri=place.path, range=range_of(place.lines, place.span, encoding))


def diagnostic(
    it: Diagnostic, lines: LineIndex, encoding: Encoding, documentation: Documentation
) -> types.Diagnostic:
    link = documentation.link(it.code)
    return types.Diagnostic(
        range=range_of(lines, it.span, encoding),
        severity=_SEVERITIES[it.severity],
        code=it.code,
        code_description=None if link is None else types.CodeDescription(href=link),
        source="minimojo",
        message=it.message,
        tags=[_TAGS[tag] for tag in it.tags] or None,
        related_information=[
            types.DiagnosticRelatedInformation(
                location=types.Location(uri=step.path, range=range_of(lines, step.span, encoding)),
                message=step.message,
            )
            for step in it.related
        ]
        or None,
    )


def hover(found: Hover, lines: LineIndex, encoding: Encoding, kind: types.MarkupKind) -> types.Hover:
    text = found.markdown if kind is types.MarkupKind.Markdown else found.plain
    return types.Hover(
        contents=types.MarkupContent(kind=kind, value=text), range=range_of(lines, found.span, encoding)
    )


def documentation(text: str, formats: Sequence[types.MarkupKind | str] | None) -> types.MarkupContent:
    """Documentation in a format that the client can show."""
    plain = formats is not None and types.MarkupKind.Markdown not in formats
    return types.MarkupContent(types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown, text)


def text_edits(edits: Iterable[TextEdit], lines: LineIndex, encoding: Encoding) -> list[types.TextEdit]:
    return [
        types.TextEdit(range=range_of(lines, edit.span, encoding), new_text=edit.new_text) for edit in edits
    ]
