"""Texts that take the parser time that grows with the square of their length: fuzzing found the first of them."""

import pytest
from tree_sitter import Parser

from minimojo.syntax.document import Document
from minimojo.syntax.errors import syntax_errors
from minimojo.syntax.language import LANGUAGE
from minimojo.text import Span, TextEdit
from robustness.hostile import TEXTS

HEAD = b"def main():\n    "
PIECES = [b"~^", b"~" * 25 + b"^^ ", b"- = ", b"== -= ", b"not += "]
LENGTH = 20_000


def dear(piece: bytes) -> bytes:
    return HEAD + piece * (LENGTH // len(piece)) + b"\n"


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_that_takes_for_ever_is_given_up(piece: bytes) -> None:
    """Without a bound each takes from a minute to an hour."""
    document = Document.parse(dear(piece) * 4)
    assert document.is_given_up
    root = document.tree.root_node
    assert (root.start_byte, root.end_byte) == (0, len(document.text))
    assert [it.span for it in syntax_errors(document)] == [Span(0, len(document.text) - 1)]


def steps_of(text: bytes, size: int = 1024) -> int:
    """Pieces that the parser asks for: what the scanner looks over again and again is asked for again and again."""
    steps = 0

    def read(offset: int, _point: object) -> bytes:
        nonlocal steps
        steps += 1
        return text[offset : offset + size]

    Parser(LANGUAGE).parse(read)
    return steps


@pytest.mark.parametrize("head", [b"!var l", b"x = (", b"if !"])
@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b"  \n", b"\r", b"# no\n"])
def test_many_blank_lines_in_an_error_are_looked_over_once(head: bytes, blank: bytes) -> None:
    """Each of them becomes a statement, or a part that is skipped; 64,000 took half a minute."""
    few, many = (
        HEAD + head + blank * it + b" = [0]\n int(not 1 in \x94\xd3 not in l)\n" for it in (4_000, 32_000)
    )
    assert steps_of(many) < 16 * steps_of(few)


@pytest.mark.parametrize("line", [b":k (s^\nx", b"var x = (s^\n", b"if (\n", b"if [\n  "])
def test_many_brackets_that_are_never_closed_are_not_read_to_their_ends_for_each_line(line: bytes) -> None:
    """Each of these lines may be a statement of its own, which is told from all that belongs to it."""
    text = b"def take(var text:'S):\n  , print(t\0\n\ndef^ h v\n   def f():\n    match x:\n       match :  ta"
    text += line * (LENGTH // len(line))
    assert steps_of(text, 64) < 5 * len(text)


def test_a_text_comes_back_when_it_is_mended() -> None:
    document = Document.parse(dear(b"~^"))
    mended = document.edited((TextEdit(Span(len(HEAD), len(document.text) - 1), "pass"),))
    assert not mended.is_given_up
    assert str(mended.tree.root_node) == str(Document.parse(HEAD + b"pass\n").tree.root_node)


def test_a_text_that_becomes_dear_is_given_up() -> None:
    document = Document.parse(HEAD + b"pass\n")
    assert document.edited((TextEdit(Span(len(HEAD), len(HEAD)), "~^" * LENGTH),)).is_given_up


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_only_long_or_deep_is_not_given_up(name: str) -> None:
    assert not Document.parse(TEXTS[name].encode("utf-8", "surrogateescape")).is_given_up
