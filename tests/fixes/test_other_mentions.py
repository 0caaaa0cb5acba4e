"""What nobody reads may still be named: where a type or an origin is asked for, or in a function that captures it."""

import pytest

from support.checking import check

_NAMED_AGAIN = """\
def main():
    var count = 3
    comptime Number = type_of(count)
    var other: Number = 4
    print(other)
---
def main():
    var numbers = [1, 2]
    ref first = numbers[0]
    comptime origin = origin_of(first)
---
def run[work: def(Int) capturing -> None]():
    work(3)


def main():
    for number in range(3):

        @__parameter
        def inner(row: Int):
            def most(column: Int) {imm}:
                print(row, column, number)

            most(2)

        run[inner]()
"""
_NAMED_ELSEWHERE = """\
def main():
    for number in range(3):
        print("again")
    for number in range(3):
        print(number)
---
def main():
    if True:
        var count = 3
    var count = 4
    print(count)
"""


@pytest.mark.parametrize("source", _NAMED_AGAIN.split("---\n"))
def test_it_keeps_its_name(source: str) -> None:
    found = check(source)
    assert [it.code for it in found.diagnostics] in (["unused-assignment"], ["unused-reference"])
    assert not list(found.repairs())


@pytest.mark.parametrize("source", _NAMED_ELSEWHERE.split("---\n"))
def test_other_variables_of_its_name_do_not_count(source: str) -> None:
    found = check(source)
    dead = [it for it in found.diagnostics if it.code.startswith("unused")]
    assert [it for it, _ in found.repairs()] == dead
    assert len(dead) == 1
