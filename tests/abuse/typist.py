"""Somebody at a document: random edits as people make them, and as they leave things unfinished.

A step is what an editor sends at once: one or several edits, made one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from minimojo.syntax.document import Document
from minimojo.text import Span, TextEdit

Step = tuple[TextEdit, ...]

_REACH = 400
"""Bytes around the last edit in which most of the next ones are."""

_REMEMBERED = 1000
"""Steps that can be undone."""

_LONGEST = 400_000
"""Bytes of a text beyond which nothing is pasted."""

KEYS = ("x", "1", " ", "\n", "    ", "\t", ")", "]", "}", "^", ".", ":", ",", "=", "#", "\\", "@", "-> ", "`")
OPENERS = ("(", "[", "{", '"', "'", '"""', "'''", 't"', 't"{', "`", "f(", "a[", "((", '("')
LINE_ENDS = ("\r\n", "\r", "\n", "\n\n", "\r\r\n", "\\\n", "\\\r\n")
LETTERS = ("é", "🔥", "𝒳", "\ufeff", "\0", "\u2028", "\x0b", "e\u0301", "👩‍👩‍👧", "ß", "\ufffd", "\ud800")
TYPED = (
    "var copy = value^\n",
    "for item in items:\n        use(item)\n",
    'if not ready:\n        raise Error("late")\n',
    "def helper(mut self, var other: Self) raises -> Int:\n        return other.size()\n",
    "\n\nstruct Thing(Copyable):\n    var name: String\n    var parts: List[Int]\n",
    "from .near import Thing as Other\n",
    't"{name}: {value.copy()}"',
    "comptime N = size_of[Int]() * 2\n",
    "while True:\n        try:\n            step()\n        except e:\n            break\n",
    "match x:\n        case 1: pass\n        case _: pass\n",
    "ref part = whole.parts[i]\n",
    "lambda a, b: a + b",
    "with open(path) as file:\n        file.write(text^)\n",
    "@fieldwise_init\n",
    "\n\nextension Thing:\n    def more(self): ...\n",
    "# minimojo: ignore[use-after-transfer]\n",
)


class Typist:
    """`text` is what the document holds by now, worked out apart from the product."""

    def __init__(self, random: Random, text: bytes, scraps: Sequence[bytes]) -> None:
        """`scraps` are texts of which pieces are pasted."""
        self.random = random
        self.text = text
        self.scraps = scraps
        self.cursor = len(text) // 2
        self.done: list[Step] = []
        self.undone: list[Step] = []

    def steps(self) -> Iterator[Step]:
        """Without end."""
        habits, weights = zip(*HABITS.items(), strict=True)
        while True:
            if self.random.random() < 0.2:
                self.cursor = self.somewhere()
            habit: Habit = self.random.choices(habits, weights)[0]
            yield from habit(self)

    def step(self, *edits: TextEdit) -> Iterator[Step]:
        """Makes edits, and remembers how to undo them. Nothing for none."""
        if not edits:
            return
        self.done.append(self._applied(edits))
        del self.done[:-_REMEMBERED]
        self.undone.clear()
        yield edits

    def put(self, text: str, start: int | None = None, end: int | None = None) -> Iterator[Step]:
        """Replaces a piece, by default the empty one at the cursor."""
        start = self.cursor if start is None else start
        yield from self.step(TextEdit(Span(start, start if end is None else end), text))

    def back(self, count: int, *, again: bool = False) -> Iterator[Step]:
        """Undoes steps, or makes undone ones again."""
        here, there = (self.undone, self.done) if again else (self.done, self.undone)
        for _ in range(min(count, len(here))):
            edits = here.pop()
            there.append(self._applied(edits))
            yield edits

    def somewhere(self) -> int:
        """Before some character of the text, or behind the last."""
        return self.whole(self.random.randint(0, len(self.text)))

    def near(self) -> int:
        """Somewhere around the cursor."""
        return self.whole(self.cursor + self.random.randint(-_REACH, _REACH))

    def whole(self, offset: int) -> int:
        """The beginning of the character at a byte: no editor cuts one, nor CR LF."""
        offset = min(max(0, offset), len(self.text))
        while 0 < offset < len(self.text) and (self.text[offset] & 0xC0) == 0x80:
            offset -= 1
        is_inside = self.text[offset - 1 : offset + 1] == b"\r\n" and offset > 0
        return offset - 1 if is_inside else offset

    def lines(self, first: int, count: int) -> list[Span]:
        """Lines from the one at a byte, with their ends."""
        start = max(self.text.rfind(b"\n", 0, first), self.text.rfind(b"\r", 0, first)) + 1
        found: list[Span] = []
        for _ in range(count):
            match = _LINE.match(self.text, start)
            if match is None or match.start() == match.end():
                break
            found.append(Span(*match.span()))
            start = match.end()
        return found

    def shown(self, span: Span) -> str:
        return self.text[span.start : span.end].decode()

    def scrap(self) -> str:
        """A piece of some file: lines, or whatever."""
        source = self.random.choice(self.scraps)
        start = self.random.randint(0, len(source))
        if self.random.random() < 0.6:
            start = source.rfind(b"\n", 0, start) + 1
            end = start
            for _ in range(self.random.choice((1, 1, 2, 3, 8, 30))):
                end = source.find(b"\n", end) + 1 or len(source)
        else:
            end = start + self.random.randint(1, 120)
        return source[start:end].decode("utf-8", "ignore")

    def _applied(self, edits: Step) -> Step:
        """Makes edits; those that undo them."""
        inverse: list[TextEdit] = []
        for edit in edits:
            start, end = edit.span.start, edit.span.end
            new = edit.new_text.encode("utf-8", "replace")
            inverse.append(TextEdit(Span(start, start + len(new)), self.text[start:end].decode()))
            self.text = self.text[:start] + new + self.text[end:]
            self.cursor = start + len(new)
        return tuple(reversed(inverse))


_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLOCK = re.compile(rb"^(?:@.*\n)*(?:def|fn|struct|trait|comptime|from) .*\n(?:[ \t].*\n|\n)*", re.MULTILINE)
_WORD = re.compile(rb"[A-Za-z_]\w*")

Habit = Callable[[Typist], Iterator[Step]]


def _type(it: Typist) -> Iterator[Step]:
    """Key by key, maybe not to the end."""
    text = it.random.choice(TYPED) if it.random.random() < 0.5 else it.scrap()[:60]
    for letter in text[: it.random.randint(1, max(1, len(text)))]:
        yield from it.put(letter)


def _press_key(it: Typist) -> Iterator[Step]:
    yield from it.put(it.random.choice(KEYS), it.near())


def _delete(it: Typist) -> Iterator[Step]:
    """Backspaces, one by one."""
    for _ in range(it.random.randint(1, 12)):
        if it.cursor > 0:
            yield from it.put("", it.whole(it.cursor - 1), it.cursor)


def _cut(it: Typist) -> Iterator[Step]:
    """A selection, now and then everything behind the cursor."""
    start = it.near()
    length = it.random.choice((1, 3, 20, 80, 200, 1000 if it.random.random() < 0.1 else 5))
    end = len(it.text) if it.random.random() < 0.02 else it.whole(start + length)
    yield from it.put("", start, max(start, end))


def _paste(it: Typist) -> Iterator[Step]:
    if len(it.text) < _LONGEST:
        start = it.near()
        end = it.whole(start + it.random.choice((0, 0, 0, 5, 60)))
        yield from it.put(it.scrap(), start, max(start, end))


def _open_bracket(it: Typist) -> Iterator[Step]:
    """And leave it open, or have it closed by the editor."""
    opener = it.random.choice(OPENERS)
    closed = opener + {"(": ")", "[": "]", "{": "}"}.get(opener[-1], opener[-1])
    yield from it.put(it.random.choice((opener, closed)), it.near())


def _undo(it: Typist) -> Iterator[Step]:
    yield from it.back(it.random.choice((1, 2, 5, 20)))
    if it.random.random() < 0.5:
        yield from it.back(it.random.choice((1, 3, 10)), again=True)


def _regret(it: Typist) -> Iterator[Step]:
    """Everything is undone: no trace may be left of it."""
    yield from it.back(_REMEMBERED)


def _mend(it: Typist) -> Iterator[Step]:
    """Steps are undone until there is no syntax error."""
    while it.done and Document.parse(it.text).tree.root_node.has_error:
        yield from it.back(1)


def _move_lines(it: Typist) -> Iterator[Step]:
    """A line, or several, up or down; as one edit or as two."""
    lines = it.lines(it.near(), it.random.randint(2, 6))
    if len(lines) < 2:
        return
    first, *others = lines
    moved, rest = it.shown(first), it.shown(others[0].to(others[-1]))
    if it.random.random() < 0.5:
        yield from it.put(rest + moved, first.start, others[-1].end)
    else:
        end = others[-1].end
        yield from it.step(TextEdit(Span(end, end), moved), TextEdit(first, ""))


def _duplicate_line(it: Typist) -> Iterator[Step]:
    for line in it.lines(it.near(), 1):
        yield from it.put(it.shown(line), line.end)


def _change_lines(it: Typist) -> Iterator[Step]:
    """Comment, indent or dedent some lines: an edit for each of them, sent together."""
    lines = it.lines(it.near(), it.random.randint(1, 8))
    mark = it.random.choice(("# ", "    ", "\t", ""))
    edits: list[TextEdit] = []
    for line in reversed(lines):
        blanks = len(it.text[line.start : line.end]) - len(it.text[line.start : line.end].lstrip(b" \t#"))
        edits.append(TextEdit(Span(line.start, line.start + (0 if mark else min(blanks, 4))), mark))
    yield from it.step(*edits)


def _rename(it: Typist) -> Iterator[Step]:
    """A word, everywhere that it is written; sent together, from the last one to the first."""
    word = _WORD.search(it.text, it.near())
    if word is None:
        return
    found = list(re.finditer(rb"(?<!\w)%s(?!\w)" % re.escape(word[0]), it.text))[:40]
    new = it.random.choice(("x", "renamed", "Self", "def", "größe", word[0].decode() + "2"))
    yield from it.step(*[TextEdit(Span(*match.span()), new) for match in reversed(found)])


def _other_name(it: Typist) -> Iterator[Step]:
    """A name, or its end, becomes another one of the file: it parses, and means something else."""
    words = list(_WORD.finditer(it.text))
    if words:
        old = min(words, key=lambda word: abs(word.start() - it.cursor - it.random.randint(-99, 99)))
        new = it.random.choice((it.random.choice(words)[0].decode(), old[0].decode() + "s", "self"))
        yield from it.put(new, *old.span())


def _paste_definition(it: Typist) -> Iterator[Step]:
    """A function or type of some file, before one of this."""
    blocks = list(_BLOCK.finditer(it.random.choice(it.scraps)))
    heads = [0, len(it.text), *[match.start() for match in _BLOCK.finditer(it.text)]]
    if blocks and len(it.text) < _LONGEST:
        block = it.random.choice(blocks)[0].decode("utf-8", "ignore")
        yield from it.put(block, min(heads, key=lambda head: abs(head - it.cursor)))


def _delete_definition(it: Typist) -> Iterator[Step]:
    blocks = list(_BLOCK.finditer(it.text))
    if len(blocks) > 2:
        block = min(blocks, key=lambda match: abs(match.start() - it.cursor))
        yield from it.put("", *block.span())


def _delete_lines(it: Typist) -> Iterator[Step]:
    lines = it.lines(it.near(), it.random.randint(1, 3))
    if lines:
        yield from it.put("", lines[0].start, lines[-1].end)


def _several_cursors(it: Typist) -> Iterator[Step]:
    """The same key at several places at once."""
    places = sorted({it.near() for _ in range(it.random.randint(2, 5))}, reverse=True)
    key = it.random.choice((*KEYS, *OPENERS))
    yield from it.step(*[TextEdit(Span(place, place), key) for place in places])


def _change_line_end(it: Typist) -> Iterator[Step]:
    for line in it.lines(it.near(), 1):
        text = it.text[line.start : line.end]
        yield from it.put(it.random.choice(LINE_ENDS), line.start + len(text.rstrip(b"\r\n")), line.end)


def _strange_letter(it: Typist) -> Iterator[Step]:
    start = 0 if it.random.random() < 0.1 else it.near()
    yield from it.put(it.random.choice(LETTERS), start)


def _replace_everything(it: Typist) -> Iterator[Step]:
    """As formatters and other branches do, with the text that is there, or without a last piece of it."""
    kept = it.text[: it.whole(it.random.choice((len(it.text), len(it.text) - 30)))].decode()
    yield from it.put(kept, 0, len(it.text))


HABITS: dict[Habit, float] = {
    _type: 10,
    _press_key: 10,
    _delete: 5,
    _cut: 8,
    _paste: 8,
    _open_bracket: 8,
    _undo: 8,
    _mend: 40,
    _regret: 1,
    _move_lines: 5,
    _duplicate_line: 2,
    _change_lines: 5,
    _rename: 3,
    _other_name: 12,
    _paste_definition: 5,
    _delete_definition: 3,
    _delete_lines: 5,
    _several_cursors: 2,
    _change_line_end: 2,
    _strange_letter: 3,
    _replace_everything: 0.5,
}
"""How often each is taken up."""
