"""Random edits of Mojo programs, as people make them: keys, pasted text, removed text."""

from hypothesis import strategies as st

from minimojo.text import Span, TextEdit
from programs import TEXTS

KEYS = [
    "x",
    "1",
    " ",
    "\n",
    "    ",
    "\t",
    "\r",
    "(",
    ")",
    "[",
    "{",
    '"',
    '"""',
    "`",
    "\\",
    "^",
    ".",
    ":",
    "#",
]
WORDS = [
    "def ",
    "struct ",
    "var ",
    "ref ",
    "if x:\n        ",
    "else:",
    "match",
    "case",
    "comptime ",
    't"',
    "@",
]
LETTERS = ["é", "🔥", "\ufeff", "\0", "\u2028"]

programs = st.sampled_from(list(TEXTS.values()))


@st.composite
def edits(draw: st.DrawFn, text: bytes) -> TextEdit:
    """One edit of `text`: a short piece replaced by a key, a word, or a piece of a program."""
    start = draw(st.integers(0, len(text)))
    removed = draw(st.sampled_from([0, 0, 0, 1, 1, 3, 20, 200]))
    return TextEdit(Span(start, min(len(text), start + removed)), draw(_insertions()))


@st.composite
def _insertions(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return draw(st.sampled_from(["", *KEYS, *WORDS, *LETTERS]))
    source = draw(programs)
    start = draw(st.integers(0, len(source)))
    return source[start : start + draw(st.integers(0, 80))].decode("utf-8", "replace")


def inverse(text: bytes, edit: TextEdit) -> TextEdit:
    """The edit that undoes `edit` of `text`. `text` is UTF-8 around the edit, or this is not exact."""
    start = edit.span.start
    removed = text[start : edit.span.end].decode("utf-8", "replace")
    return TextEdit(Span(start, start + len(edit.new_text.encode())), removed)
