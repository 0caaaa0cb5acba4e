"""Signatures for readers, on one line, with the places of their entries.

append(mut self, var value: T)
       --------  ------------
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from minimojo.hir.model import Convention, FunctionDecl, Passing
from minimojo.names.calls import Candidate, Entry, entries_of, is_constructor
from minimojo.names.members import Part
from minimojo.names.symbols import Symbols
from minimojo.syntax import ast
from minimojo.types import written_type
from minimojo.types.model import FunctionType
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.declared import documentation, readable

_LONGEST = 160
"""Characters of one entry that are shown."""


class LabelEntry(Struct, frozen=True):
    """One entry of a signature: `start` and `end` are characters of the label."""

    name: str
    start: int
    end: int


class Label(Struct, frozen=True):
    """A signature on one line. `entries` are those that a call may give, `doc` is its documentation."""

    text: str
    entries: tuple[LabelEntry, ...]
    doc: str


def label_of(candidate: Candidate, symbols: Symbols, atlas: Atlas, written: str) -> Label | None:
    """How a function or type is declared; None if that is not known. A constructor is called as it is
    `written` at the call."""
    decl = candidate.decl
    if isinstance(decl, FunctionType):
        return _of_type(decl, entries_of(candidate), written)
    if isinstance(decl, FunctionDecl) and decl.is_synthesized:
        return _of_synthesized(decl, symbols, atlas, written)
    symbol = symbols.of(decl)
    found = None if symbol is None else atlas.written(symbol)
    if found is None:
        return None
    node, source = found
    name = decl.name
    if isinstance(decl, FunctionDecl) and decl.owner is not None and is_constructor(decl):
        name = written or decl.owner.name
    return label_of_node(node, source, name, of_parameters=candidate.of_parameters)


def label_of_node(node: ast.Node, source: bytes, name: str, *, of_parameters: bool = False) -> Label | None:
    """The label of a declaration in the text `source`."""
    match node:
        case ast.FunctionDef(signature=signature):
            arguments = [it for it in signature.parameters if not _is_out(it)]
            words = "".join(f" {it.word}" for it in signature.effects if it.word == "raises")
            if signature.result is not None:
                words += readable(f" -> {_text(signature.result, source).removeprefix('->').lstrip()}")
            writer = _Writer(name)
            writer.list("[]", _texts(signature.type_parameters, source), is_given=of_parameters)
            writer.list("()", _texts(arguments, source), is_given=not of_parameters, is_needed=True)
            return Label(writer.text + words, tuple(writer.entries), documentation(node))
        case ast.TypeDef() | ast.ComptimeDecl():
            writer = _Writer(name)
            writer.list("[]", _texts(node.type_parameters, source), is_given=True)
            return Label(writer.text, tuple(writer.entries), documentation(node))
        case _:
            return None


def _is_out(entry: ast.ParameterNode) -> bool:
    return entry.convention is not None and entry.convention.text == "out"


class _Writer:
    """Puts a label together, and notes where its entries stand."""

    def __init__(self, name: str) -> None:
        self.text = name
        self.entries: list[LabelEntry] = []

    def list(
        self, brackets: str, entries: Iterable[tuple[str, str]], *, is_given: bool, is_needed: bool = False
    ) -> None:
        given = tuple(entries)
        if not given and not is_needed:
            return
        self.text += brackets[0]
        for index, (name, text) in enumerate(given):
            self.text += ", " if index else ""
            if is_given and name:
                self.entries.append(LabelEntry(name, len(self.text), len(self.text) + len(text)))
            self.text += text
        self.text += brackets[1]


def _texts(entries: Iterable[ast.ParameterNode], source: bytes) -> Iterator[tuple[str, str]]:
    for it in entries:
        yield it.name, it.marker or _text(it, source)


def _text(node: ast.Node, source: bytes) -> str:
    text = " ".join(source[node.span.start : node.span.end].decode("utf-8", "replace").split())
    text = readable(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _of_type(function: FunctionType, entries: tuple[Entry, ...], written: str) -> Label:
    """What a value takes and gives that holds a function of some type."""
    texts: list[tuple[str, str]] = []
    given = (it for it in function.signature.parameters if not _is_out(it))
    for entry, node, it in zip(entries, given, function.arguments, strict=False):
        word = "" if it.convention is Convention.IMM else f"{it.convention.value} "
        name = (
            f"{node.name}: " if node.name and node.annotation is not None else ""
        )  # A type may stand alone.
        texts.append((entry.name, f"{word}{name}{written_type(it.type)}"))
    writer = _Writer(written)
    writer.list("()", texts, is_given=True, is_needed=True)
    raises = " raises" if function.raises else ""
    result = "" if function.result is None else f" -> {written_type(function.result)}"
    return Label(f"{writer.text}{raises}{result}", tuple(writer.entries), "")


def _of_synthesized(decl: FunctionDecl, symbols: Symbols, atlas: Atlas, written: str) -> Label | None:
    """A constructor that nobody wrote: its arguments are the fields, or another value of the type."""
    if decl.owner is None:
        return None
    writer = _Writer(written or decl.owner.name)
    fields = {it.name: it for it in decl.owner.fields}
    texts: list[tuple[str, str]] = []
    for it in decl.arguments:
        if it.passing is Passing.KEYWORD_ONLY:
            texts.append(("", "*"))
        word = "" if it.convention is Convention.IMM else f"{it.convention.value} "
        annotation = decl.owner.name
        if it.name in fields and it.passing is not Passing.KEYWORD_ONLY:
            symbol = symbols.of(Part(decl.owner, fields[it.name]))
            found = None if symbol is None else atlas.written(symbol)
            annotation = "_"
            if found is not None and isinstance(found[0], ast.FieldDecl) and found[0].type is not None:
                annotation = _text(found[0].type, found[1])
        texts.append((it.name, f"{word}{it.name}: {annotation}"))
    writer.list("()", texts, is_given=True, is_needed=True)
    return Label(writer.text, tuple(writer.entries), _doc_of_owner(decl, symbols, atlas))


def _doc_of_owner(decl: FunctionDecl, symbols: Symbols, atlas: Atlas) -> str:
    """The documentation of the type that a constructor builds."""
    symbol = None if decl.owner is None else symbols.of(decl.owner)
    found = None if symbol is None else atlas.written(symbol)
    return "" if found is None else documentation(found[0])
