"""Draws suites: chooses among the productions of the modules in `productions`."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from differential import productions
from differential.drawing import Drawing, Line

Production = Callable[[Drawing], list[Line] | None]


@dataclass(frozen=True)
class _Choice:
    production: Production
    weight: float
    compound: bool
    wide: bool


_CHOICES: list[_Choice] = []


def statement(
    weight: float, *, compound: bool = False, wide: bool = False
) -> Callable[[Production], Production]:
    """Marks a production. `wide`: for functions of wide content only; `compound`: it draws suites itself.

    A production returns the lines of a statement, or None where it does not fit.
    """

    def mark(production: Production) -> Production:
        _CHOICES.append(_Choice(production, weight, compound, wide))
        return production

    return mark


def suite(drawing: Drawing, length: int) -> list[Line]:
    """A suite with a scope of its own."""
    with drawing.scope():
        return open_suite(drawing, length)


def open_suite(drawing: Drawing, length: int) -> list[Line]:
    """A suite whose variables stay."""
    found: list[Line] = []
    for _ in range(length):
        found += _statement(drawing)
        if found and not falls_through(found) and not drawing.chance(0.05):
            break
    return found or [Line("pass")]


def _statement(drawing: Drawing) -> list[Line]:
    drawing.budget -= 1
    for _ in range(20):
        compound = drawing.budget > 0 and drawing.chance(0.3)
        choices = [it for it in _choices() if it.compound == compound and (drawing.wide or not it.wide)]
        [choice] = drawing.random.choices(choices, [it.weight for it in choices])
        lines = choice.production(drawing)
        if lines is not None:
            return lines
    return [Line("pass")]


@cache
def _choices() -> tuple[_Choice, ...]:
    for module in pkgutil.iter_modules(productions.__path__):
        import_module(f"{productions.__name__}.{module.name}")
    return tuple(_CHOICES)


def falls_through(lines: list[Line]) -> bool:
    """Whether the end of a suite can be reached; may say yes where the compiler knows better."""
    number = 0
    while number < len(lines):
        chain = [lines[number]]
        while number + 1 < len(lines) and _continues(lines[number + 1]):
            number += 1
            chain.append(lines[number])
        number += 1
        if not _chain_falls_through(chain):
            return False
    return True


def _continues(line: Line) -> bool:
    return line.text.startswith(("elif ", "else:", "except", "finally:"))


def _chain_falls_through(chain: list[Line]) -> bool:
    head = chain[0].text
    if head.startswith(("return", "raise ", "break", "continue", "never()")):
        return False
    if head.startswith("if ") and chain[-1].text == "else:":
        return any(falls_through(line.body) for line in chain)
    if head == "try:":
        if chain[-1].text == "finally:" and not falls_through(chain[-1].body):
            return False
        ways = [line.body for line in chain if line.text.startswith("except")]
        normal = [line.body for line in chain if line.text in ("try:", "else:")]
        return any(map(falls_through, ways)) or all(map(falls_through, normal))
    if head.startswith("while True:"):
        return _breaks(chain[0].body)
    return True


def _breaks(lines: list[Line]) -> bool:
    """Whether a suite may contain a `break` of the loop around it."""
    return any(
        line.text == "break" or (not line.text.startswith(("while ", "for ")) and _breaks(line.body))
        for line in lines
    )
