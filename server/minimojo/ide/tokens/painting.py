"""The tokens of a whole file, kept function by function: a key changes those of one.

What is found for a part is kept as numbers in the protocol's order, so that a file is put together by adding
where its parts are:

    line, column (from the token before), length, type, modifiers
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field

from minimojo.hir.model import Header, Module, Unit
from minimojo.ide.tokens.finding import Nature, Natures, tokens_of
from minimojo.ide.tokens.model import MODIFIERS, TYPES, Modifier, Token
from minimojo.names.model import Occurrence, Symbol
from minimojo.syntax.outline import Part
from minimojo.text import Encoding, LineIndex, Span
from minimojo.types import library_of
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.model import UnitResult
from minimojo.workspace.naming import parts_of, source_of

_TYPE_NUMBERS = {name: number for number, name in enumerate(TYPES)}
_MODIFIER_BITS = {it: 1 << MODIFIERS.index(it.value) for it in Modifier}


class _Piece(Struct, frozen=True):
    """Tokens that follow one another with nothing of another part between them: those of a function, or of a type
    up to its next method. `line` and `column` are where the first one stands, counted from the part's start, and
    those of the last one; `rest` are the numbers of the first one's length and so on, and of the others."""

    at: int
    line: int
    column: int
    last_line: int
    last_column: int
    rest: Sequence[int]


class _Painted(Struct, frozen=True):
    """What was found for a part, and what it was found from."""

    part: Part | None
    names: Sequence[Occurrence]
    result: UnitResult | None
    pieces: tuple[_Piece, ...]


class Painter(Struct):
    """The tokens of one file."""

    encoding: Encoding
    _painted: dict[str, _Painted] = field(default_factory=dict[str, _Painted])
    _library: dict[Symbol, Nature] = field(default_factory=dict[Symbol, Nature])

    def paint(self, atlas: Atlas, path: str, span: Span | None = None) -> Iterator[None]:
        """Brings the parts that a range meets up to date, one at each step. The file must not change meanwhile."""
        run, module = atlas.workspace.run(path), atlas.workspace.module(path)
        run.expect_names()
        document = atlas.workspace.document(path)
        natures = Natures(atlas, run.scope, dict(self._library))
        for part in parts_of(module):
            if span is None or _meets(part, span):
                names = run.names(part)
                result = run.result(part) if isinstance(part, Unit) else None
                if not self._is_valid(part, names, result):
                    bodies = run.bodies(part) if isinstance(part, Unit) else ()
                    with library_of(run.scope.environment):
                        tokens = tokens_of(part, document, names, bodies, natures)
                    pieces = tuple(_pieces(part, tokens, self.encoding))
                    self._painted[part.key] = _Painted(part.part, names, result, pieces)
                yield
        self._library.update((it, nature) for it, nature in natures.known.items() if it.library)

    def numbers(self, module: Module, lines: LineIndex, span: Span | None = None) -> list[int]:
        """The tokens of the file, or of the parts that a range meets, as the protocol has them."""
        pieces = [
            (part.start + piece.at, part.start, piece)
            for part in parts_of(module)
            if (span is None or _meets(part, span)) and part.key in self._painted
            for piece in self._painted[part.key].pieces
        ]
        pieces.sort(key=lambda it: it[0])
        numbers: list[int] = []
        line = column = 0
        for _, start, piece in pieces:
            first = lines.position(start, self.encoding)
            base = first.line
            at_line = base + piece.line
            at_column = piece.column + (0 if piece.line else first.character)
            numbers += (at_line - line, at_column - column if at_line == line else at_column)
            numbers += piece.rest
            line = base + piece.last_line
            column = piece.last_column + (0 if piece.last_line else first.character)
        return numbers

    def keep_only(self, module: Module) -> None:
        """Forgets the parts that the file no longer has."""
        gone = self._painted.keys() - {part.key for part in parts_of(module)}
        for key in gone:
            del self._painted[key]

    def _is_valid(self, part: Unit | Header, names: Sequence[Occurrence], result: UnitResult | None) -> bool:
        known = self._painted.get(part.key)
        return (
            known is not None and known.names is names and known.result is result and known.part is part.part
        )


def _meets(part: Unit | Header, span: Span) -> bool:
    return part.start <= span.end and span.start <= part.start + len(source_of(part))


def _pieces(part: Unit | Header, tokens: list[Token], encoding: Encoding) -> Iterator[_Piece]:
    source = source_of(part)
    lines = LineIndex(source)
    cuts = [item.start for item in part.part.members] if isinstance(part, Header) else []
    while tokens:
        after = next((cut for cut in cuts if cut > tokens[0].span.start), len(source))
        inside = [it for it in tokens if it.span.start < after]
        tokens = tokens[len(inside) :]
        yield _piece(inside, lines, encoding)


def _piece(tokens: list[Token], lines: LineIndex, encoding: Encoding) -> _Piece:
    rest: list[int] = []
    first = lines.position(tokens[0].span.start, encoding)
    before = first
    for number, it in enumerate(tokens):
        at = lines.position(it.span.start, encoding)
        length = lines.position(it.span.end, encoding).character - at.character
        if number:
            same = at.line == before.line
            rest += (at.line - before.line, at.character - before.character if same else at.character)
        rest += (length, _TYPE_NUMBERS[it.kind], sum(map(_MODIFIER_BITS.__getitem__, it.modifiers)))
        before = at
    return _Piece(
        tokens[0].span.start, first.line, first.character, before.line, before.character, tuple(rest)
    )


def difference(old: list[int], new: list[int]) -> tuple[int, int, list[int]] | None:
    """Where two lists of numbers differ: how many are equal before, how many of the old ones go, what comes."""
    if old == new:
        return None
    shared = min(len(old), len(new))
    before = _equal(shared, lambda count: old[:count] == new[:count])
    after = _equal(
        shared - before,
        lambda count: old[len(old) - count :] == new[len(new) - count :],
    )
    return before, len(old) - before - after, new[before : len(new) - after]


def _equal(most: int, is_equal: Callable[[int], bool]) -> int:
    """How many numbers are equal at one end, by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_equal(middle):
            low = middle
        else:
            high = middle - 1
    return low
