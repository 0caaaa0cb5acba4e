"""An unknown function that is called as a statement may never return: behind it no value is missing for certain."""

import pytest

from support.checking import check

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
"""
_TOLD = """\
def beside(x: Int) -> Int:
    if x > 1:
        return 1
    elif x > 0:
        stop()
---
def as_a_value(x: Int) -> Int:
    print(stop(x))
---
def in_a_loop(x: Int) -> Int:
    for _ in range(x):
        stop()
"""


@pytest.mark.parametrize("function", _SILENT.split("---\n"))
def test_nothing_is_missing_for_certain(function: str) -> None:
    assert check(f"from nowhere import risky, stop\n\n\n{function}").diagnostics == ()


@pytest.mark.parametrize("function", _TOLD.split("---\n"))
def test_what_other_paths_miss_is_told(function: str) -> None:
    found = check(f"from nowhere import risky, stop\n\n\n{function}").diagnostics
    assert [it.code for it in found] == ["missing-return"]
