"""Which mutants are made of a subject."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from minimojo.hir.bodies import unit_tree
from minimojo.hir.module import build_module
from minimojo.syntax.document import Document
from mutants.kinds import KINDS
from mutants.model import Function, Mutant
from mutants.subjects import Subject


def functions(subject: Subject) -> list[Function]:
    """The functions of all files."""
    return [it for name, text in subject.files.items() for it in _functions(name, text)]


def draw(subject: Subject, count: int, seed: str) -> list[Mutant]:
    """So many mutants at most, of all kinds in equal parts as far as there are places for them."""
    random = Random(f"{seed} {subject.name}")
    found = functions(subject)
    places: list[list[Mutant]] = []
    for kind in KINDS:
        of_kind = [Mutant(function, it) for function in found for it in kind(function)]
        random.shuffle(of_kind)
        places.append(of_kind)
    drawn: list[Mutant] = []
    while len(drawn) < count and any(places):
        drawn += [of_kind.pop() for of_kind in places if of_kind]
    return drawn[:count]


def _functions(file: str, text: bytes) -> Iterator[Function]:
    document = Document.parse(text)
    for unit in build_module(document, "module").units:
        if not unit.damaged and unit.decl.has_body:
            yield Function(file, unit.key, unit.start, unit.source, unit_tree(document, unit))
