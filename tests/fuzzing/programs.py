"""Programs to try, valid and odd and broken, each in some states one after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from random import Random

from fuzzing.damage import Damage, Pieces
from fuzzing.sentences import Sentence
from fuzzing.words import HEADS, IMPORTS
from minimojo.workspace.files import SUFFIXES
from programs import PATHS
from support.fixtures import examples_in

_TESTS = Path(__file__).resolve().parents[1]
_DEPTHS = (8, 14, 20, 28, 40)
_ITEM = re.compile(rb"^(?=[^\s#)\]}])", re.MULTILINE)
_LARGEST = 6_000
"""Bytes of what is begun with: of longer programs a piece is taken."""


class Corpus:
    """Programs to begin with, and pieces of them; `pieces` are found when they are first needed."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        self.texts = tuple(dict.fromkeys(texts))

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces(self.texts)


def states(random: Random, corpus: Corpus) -> Iterator[bytes]:
    """A program, and what becomes of it change by change."""
    text = _begun(random, corpus)
    yield text
    damage = Damage(random, text, corpus.pieces)
    for _ in range(random.choice((0, 1, 1, 2, 3, 6))):
        yield damage.befall()


@cache
def fixtures() -> Corpus:
    """The programs of the repository: complete ones, those with findings, and the forms of the grammar."""
    texts = [path.read_bytes() for path in PATHS]
    texts += [path.read_bytes() for path in sorted(_TESTS.glob("*/programs/**/*.mojo"))]
    for folder in ("rules", "fixes", "hover"):
        texts += [it.source.encode() for it in examples_in(folder)]
    forms = (_TESTS / "grammar/forms.jsonl").read_text(encoding="utf-8").splitlines()
    return Corpus([*texts, *(json.loads(line)["source"].encode() for line in forms)])


def projects(folders: Iterable[Path]) -> Corpus:
    """The Mojo files below folders."""
    found = (path for folder in folders for it in SUFFIXES for path in sorted(folder.rglob(f"*{it}")))
    return Corpus(path.read_bytes() for path in found if path.is_file())


def _begun(random: Random, corpus: Corpus) -> bytes:
    fate = random.random()
    if fate < 0.5:
        return _piece(random, random.choice(corpus.texts))
    unfinished = random.choice((0.0, 0.0, 0.01, 0.1))
    imports = random.choice((*IMPORTS[:1] * 4, *IMPORTS))
    if fate < 0.6:
        return (imports + Sentence(random, random.choice(_DEPTHS), unfinished).draw("module")).encode()
    return (imports + "\n".join(_function(random, unfinished) for _ in range(random.randint(1, 3)))).encode()


def _function(random: Random, unfinished: float) -> str:
    statements = (
        Sentence(random, random.choice(_DEPTHS), unfinished).draw("_statement", "    ")
        for _ in range(random.randint(1, 6))
    )
    return random.choice(HEADS) + "".join(statements) + random.choice(("", "    print(a, b, c)\n"))


def _piece(random: Random, text: bytes) -> bytes:
    """Some declarations of a long program."""
    while len(text) > _LARGEST:
        starts = [it.start() for it in _ITEM.finditer(text)]
        start = random.choice(starts)
        text = text[start : start + _LARGEST] if len(text) - start > 200 else text[: len(text) // 2]
    return text
