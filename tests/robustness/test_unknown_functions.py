"""An unknown function that is called as a statement may never return: where an arm ends with it, what is behind comes
from the other arms; at the end of a function no result is missing for certain. Unknown elements may raise, and take
what is in their brackets."""

import pytest

from support.checking import check

_AROUND = """\
from nowhere import risky, stop, table


def take(var text: String):
    print(text)


"""
_SILENT = """\
def last(x: Int) -> Int:
    if x > 1:
        return 1
    stop()
---
def in_an_arm(x: Int) -> Int:
    if x > 1:
        return 1
    else:
        stop("bad", x)
---
def in_a_handler(x: Int) -> Int:
    try:
        return risky(x)
    except:
        stop.now()
---
def not_last(x: Int) -> Int:
    stop()
    print(x)
---
def set_by_the_other_arm(x: Int):
    var a: Int
    if x > 1:
        a = 1
    else:
        stop()
    print(a)
---
def set_in_a_try(x: Int):
    var a: Int
    try:
        a = risky(x)
    except:
        stop()
    print(a)
---
def set_by_another_case(x: Int):
    var a: Int
    match x:
        case 1:
            a = 1
        case _:
            stop("bad")
    print(a)
---
def transferred_before(x: Int, var text: String):
    if x > 1:
        take(text^)
        stop()
    print(text)
---
def used_as_an_index(x: Int):
    var at = x + 1
    print(table[at])
    var next = x + 2
    print(table.cells[next + undeclared], table[undeclared + next])
---
def given_by_an_element(x: Int):
    try:
        print(table["a"])
    except:
        print("none")
---
def transferred_as_an_index(var text: String):
    print(table[text^])
    print(text)
"""
_TOLD = """\
missing-return
def beside(x: Int) -> Int:
    if x > 1:
        return 1
    elif x > 0:
        stop()
---
missing-return
def as_a_value(x: Int) -> Int:
    print(stop(x))
---
missing-return
def in_a_loop(x: Int) -> Int:
    for _ in range(x):
        stop()
---
uninitialized-use
def set_by_nobody(x: Int):
    var a: Int
    if x > 1:
        stop()
    print(a)
---
use-after-transfer
def transferred_around(x: Int, var text: String):
    if x > 1:
        take(text^)
    stop()
    print(text)
"""


@pytest.mark.parametrize("function", _SILENT.split("---\n"))
def test_nothing_is_missing_for_certain(function: str) -> None:
    assert check(_AROUND + function).diagnostics == ()


@pytest.mark.parametrize("expected", _TOLD.split("---\n"))
def test_what_other_paths_miss_is_told(expected: str) -> None:
    code, _, function = expected.partition("\n")
    assert [it.code for it in check(_AROUND + function).diagnostics] == [code]
