"""A short run of random programs; `python -m fuzzing` is the long one."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzing.claims import check_edits, check_text
from fuzzing.programs import fixtures, states
from fuzzing.sentences import Sentence
from minimojo.syntax.document import Document

_PROGRAMS = settings(
    max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@given(st.randoms(use_true_random=False))
@_PROGRAMS
def test_every_layer_answers_about_every_program(random: Random) -> None:
    *_, text = states(random, fixtures())
    check_text(text, random)


@given(st.randoms(use_true_random=False))
@_PROGRAMS
def test_no_answer_depends_on_the_way(random: Random) -> None:
    check_edits(states(random, fixtures()), random)


def test_sentences_are_of_the_language() -> None:
    """Most of what is drawn parses: otherwise nobody would look into it. Every kind of node is drawn."""
    kinds, broken = Counter[str](), 0
    for seed in range(400):
        text = Sentence(Random(seed), 20, 0.0).draw("module").encode()
        tree = Document.parse(text).tree
        broken += tree.root_node.has_error
        nodes = [tree.root_node]
        for node in nodes:
            kinds[node.type] += 1
            nodes += node.children
    assert broken < 100
    assert {*fixtures().pieces.by_kind} - {*kinds} <= {"line_continuation"}


def test_faults_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the runs would prove nothing: of one function, of one answer, of one place, of one that is old."""
    text = b"def f(var s: String):\n    for i in range(3):\n        print(s^)\n"
    changed = text.replace(b"s^", b"s")
    check_text(text, Random(1))
    check_edits((text, changed, text), Random(1))
    for what, wrong in (
        ("minimojo.workspace.pipeline._bodies", _fails),
        ("fuzzing.claims.hover", _fails),
        ("fuzzing.claims.timeline", _fails),
        ("minimojo.workspace.model.FileAnalysis.start_of", lambda *_: 10_000),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(what, wrong)
            with pytest.raises((AssertionError, ZeroDivisionError)):
                check_text(text, Random(1))
    monkeypatch.setattr("minimojo.workspace.memo._Entry.is_about", lambda *_: True)
    with pytest.raises(AssertionError):
        check_edits((text, changed, text), Random(1))


def _fails(*_: object) -> None:
    raise ZeroDivisionError
