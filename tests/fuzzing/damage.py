"""What befalls programs: pieces of others in their places, words that are missing, twice there, or changed round,
ends cut off. Most of it still parses, and means something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from random import Random

from minimojo.syntax.document import Document
from minimojo.text import Span

_WORD = re.compile(rb"\w+|[^\w\s]|\n[ \t]*", re.ASCII)
_LINE = re.compile(rb"[^\n]*\n?")
_LONGEST = 12_000
"""Bytes of a program that nothing is added to."""

_PIECE = 2_000
"""Bytes of a node that is put elsewhere."""

_WORDS = (
    b"^", b".copy()", b"ref", b"var", b"mut", b"(", b")", b"[", b"]", b":", b",", b"=", b"self", b"None", b"*", b"**",
    b"\n    ", b"\n", b"\n        ", b"comptime", b"return", b"raise", b"if", b"else", b"for", b"in", b"def", b"struct",
    b"while", b"try", b"except", b"with", b"match", b"case", b"_", b".", b"->", b"raises", b"out", b"deinit", b"lambda",
    b"{", b"}", b't"{', b'"', b'"""', b"`", b"@", b";", b"...", b"\\\n", b"#", b"\r\n", b"\r", b"\0", b"\xff",
    "é🔥".encode(), b"break", b"continue", b"finally", b"yield", b"await", b"or", b"and", b"not", b"is",
    b":=", b"+=", b"==", b"0", b"Self",
)  # fmt: skip


class Pieces:
    """Nodes of many programs, by kind: each stands where another of its kind may stand."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        found: defaultdict[str, dict[bytes, None]] = defaultdict(dict)
        for text in texts:
            for kind, span in _nodes(text):
                if span.end - span.start <= _PIECE:
                    found[kind][_dedented(text, span)] = None
        self.by_kind = {kind: [*pieces] for kind, pieces in found.items()}
        self.statements = [
            it for kind, pieces in self.by_kind.items() if kind.endswith("_statement") for it in pieces
        ]


class Damage:
    """Changes of one text, one after the other."""

    def __init__(self, random: Random, text: bytes, pieces: Pieces) -> None:
        self.random = random
        self.text = text
        self.pieces = pieces

    def befall(self) -> bytes:
        """The text after one more change."""
        change = self.random.choices([*_CHANGES], [*_CHANGES.values()])[0]
        change(self)
        return self.text

    def put(self, span: Span, new: bytes) -> None:
        if len(self.text) + len(new) <= _LONGEST or len(new) <= span.end - span.start:
            self.text = self.text[: span.start] + new + self.text[span.end :]

    def words(self) -> list[Span]:
        return [Span(*it.span()) for it in _WORD.finditer(self.text)]

    def lines(self) -> list[Span]:
        return [Span(*it.span()) for it in _LINE.finditer(self.text) if it.group()]

    def of(self, span: Span) -> bytes:
        return self.text[span.start : span.end]

    def some(self, spans: Sequence[Span]) -> Span:
        """One of them, or an empty one."""
        return self.random.choice(spans) if spans else Span(0, 0)


def _node(it: Damage) -> None:
    """A node becomes another of its kind, of any program."""
    nodes = _nodes(it.text)
    if nodes:
        kind, span = it.random.choice(nodes)
        others = it.pieces.by_kind.get(kind, [])
        if others:
            it.put(span, _indented(it.random.choice(others), it.text, span.start))


def _node_of_itself(it: Damage) -> None:
    """A node becomes another one of the same program, now and then one around or inside it."""
    nodes = _nodes(it.text)
    if nodes:
        kind, span = it.random.choice(nodes)
        same = (
            [other for of, other in nodes if of == kind]
            if it.random.random() < 0.6
            else [s for _, s in nodes]
        )
        other = it.random.choice(same)
        if other.end - other.start <= _PIECE:
            it.put(span, _indented(_dedented(it.text, other), it.text, span.start))


def _statement(it: Damage) -> None:
    """A statement of any program is added."""
    lines = it.lines()
    if lines and it.pieces.statements:
        line = it.random.choice(lines)
        blanks = re.match(rb"[ \t]*", it.of(line))
        indent = blanks[0] if blanks else b""
        new = it.random.choice(it.pieces.statements).replace(b"\n", b"\n" + indent)
        it.put(Span(line.start, line.start), indent + new + b"\n")


def _name(it: Damage) -> None:
    """A name becomes another one of the program."""
    names = [span for span in it.words() if it.of(span)[:1].isalpha()]
    it.put(it.some(names), it.of(it.some(names)))


def _delete_word(it: Damage) -> None:
    it.put(it.some(it.words()), b"")


def _repeat_word(it: Damage) -> None:
    word = it.some(it.words())
    it.put(Span(word.end, word.end), b" " * it.random.randint(0, 1) + it.of(word))


def _swap_words(it: Damage) -> None:
    words = it.words()
    if len(words) > 1:
        first = it.random.randrange(len(words) - 1)
        one, other = words[first], words[min(len(words) - 1, first + it.random.choice((1, 1, 2, 5)))]
        between = it.text[one.end : other.start]
        it.put(one.to(other), it.of(other) + between + it.of(one))


def _new_word(it: Damage) -> None:
    word = it.some(it.words())
    span = word if it.random.random() < 0.5 else Span(word.end, word.end)
    it.put(span, b" " * it.random.randint(0, 1) + it.random.choice(_WORDS))


def _cut(it: Damage) -> None:
    """A few words, or the rest of the line, or of the file."""
    word = it.some(it.words())
    end = it.text.find(b"\n", word.start)
    lengths = (word.start + it.random.randint(1, 60), end if end >= 0 else len(it.text), len(it.text))
    it.put(Span(word.start, min(len(it.text), it.random.choices(lengths, (4, 4, 1))[0])), b"")


def _move_line(it: Damage) -> None:
    """A line goes, comes twice, or comes elsewhere."""
    lines = it.lines()
    line, other = it.some(lines), it.some(lines)
    text = it.of(line)
    fate = it.random.randrange(3)
    if fate > 0:
        it.put(Span(other.start, other.start), text)
    if fate < 2:
        at = it.text.find(text)
        it.put(Span(at, at + len(text)), b"")


def _indent_line(it: Damage) -> None:
    line = it.some(it.lines())
    text = it.of(line)
    it.put(line, it.random.choice((b"    " + text, b"\t" + text, b" " + text, text.lstrip(b" \t"), text[4:])))


_CHANGES: dict[Callable[[Damage], None], float] = {
    _node: 12,
    _node_of_itself: 6,
    _statement: 5,
    _name: 8,
    _delete_word: 4,
    _repeat_word: 2,
    _swap_words: 3,
    _new_word: 4,
    _cut: 1.5,
    _move_line: 3,
    _indent_line: 1.5,
}
"""How likely each is."""


def _nodes(text: bytes) -> list[tuple[str, Span]]:
    """The named nodes of a program, without the file."""
    found: list[tuple[str, Span]] = []
    stack = [*Document.parse(text).tree.root_node.children]
    while stack:
        node = stack.pop()
        if node.is_named and not node.is_error and node.end_byte > node.start_byte:
            found.append((node.type, Span(node.start_byte, node.end_byte)))
        stack += node.children
    return found


def _column(text: bytes, at: int) -> bytes:
    """The blanks at the beginning of the line at a byte."""
    start = text.rfind(b"\n", 0, at) + 1
    blanks = re.compile(rb"[ \t]*").match(text, start)
    return blanks[0] if blanks else b""


def _dedented(text: bytes, span: Span) -> bytes:
    piece = text[span.start : span.end].rstrip(b"\n")
    return piece.replace(b"\n" + _column(text, span.start), b"\n")


def _indented(piece: bytes, text: bytes, at: int) -> bytes:
    return piece.replace(b"\n", b"\n" + _column(text, at))
