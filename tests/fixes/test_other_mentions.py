"""What nobody reads may still be named: where a type or an origin is asked for, or in a function that captures it."""

import pytest

from minimojo.fixes.model import Applicability
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


_NEEDS_ITS_TYPE = """\
def main():
    var numbers: List[Int] = []
---
def main():
    var perhaps: Optional[Int] = {}
---
def main():
    var both: Tuple[Int, List[Int]] = 1, []
"""


@pytest.mark.parametrize("source", _NEEDS_ITS_TYPE.split("---\n"))
def test_what_has_no_type_of_its_own_keeps_that_of_its_variable(source: str) -> None:
    found = check(source)
    assert [it.code for it in found.diagnostics] == ["unused-assignment"]
    assert not list(found.repairs())


_CONVERTED = """\
struct Loud(Movable):
    @implicit
    def __init__(out self, number: Int):
        print("made of", number)


def main():
    var loud: Loud = 3
"""


def test_a_conversion_that_may_do_something_is_not_removed_unseen() -> None:
    found = check(_CONVERTED)
    assert [repair.applicability for _, repair in found.repairs()] == [Applicability.UNSAFE]


_ASKED_FOR = """\
trait Sink:
    def put(self, number: Int):
        ...


struct Last(Sink):
    var number: Int

    def __init__(out self):
        self.number = 0

    def put(self, number: Int):
        self.number = number
"""


def test_a_convention_that_a_trait_asks_for_is_not_changed() -> None:
    found = check(_ASKED_FOR)
    assert [it.code for it in found.diagnostics] == ["immutable-assignment"]
    assert not list(found.repairs())
