"""Texts that take the parser time that grows with the square of their length: fuzzing found the first of them."""

import pytest

from minimojo.syntax.document import Document
from minimojo.syntax.errors import syntax_errors
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


def test_what_is_read_again_and_again_is_given_up() -> None:
    """Behind each of the blank lines of an error, the scanner looks for what is next: the last took half a minute."""
    few, many = (Document.parse(HEAD + b"!var l" + b"\n" * it + b" = [0]\n") for it in (1000, 64_000))
    assert not few.is_given_up
    assert many.is_given_up


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
