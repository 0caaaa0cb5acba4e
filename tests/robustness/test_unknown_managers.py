"""A context manager of which nothing is known may end an error, but hardly any does: nothing depends on it alone."""

import pytest

from support.checking import check

_AROUND = """\
from nowhere import Manager


def risky() raises -> Int:
    return 1


def take(var text: String):
    print(text)


{function}
"""

_SILENT = """\
def result(out text: String) raises:
    with Manager():
        return String(risky())
---
def judged(out number: Int) raises:
    with Manager():
        try:
            return risky()
        except:
            raise Error("no number")
---
def behind(var text: String) raises:
    with Manager():
        take(text^)
        _ = risky()
        return
    print(text)
---
def stored() raises -> Int:
    var number = 0
    with Manager():
        return risky()
    number = 2
---
def referred(mut texts: List[String]) raises -> Int:
    ref first = texts[0]
    with Manager():
        texts.clear()
        return risky()
    print(first)
---
def nested(out text: String) raises:
    with Manager():
        with Manager():
            return String(risky())
---
def looped(var text: String) raises:
    for _ in range(3):
        with Manager():
            _ = risky()
            return
        take(text^)
"""

_TOLD = """\
def behind(var text: String) raises:
    with Manager():
        take(text^)
        _ = risky()
    print(text)
---
def branched(var text: String) raises:
    with Manager():
        take(text^)
        if risky() > 0:
            return
    print(text)
"""


@pytest.mark.parametrize("function", _SILENT.split("---\n"))
def test_what_only_an_end_of_errors_leads_to_is_not_judged(function: str) -> None:
    assert [it.message for it in check(_AROUND.format(function=function)).diagnostics] == []


@pytest.mark.parametrize("function", _TOLD.split("---\n"))
def test_what_follows_in_any_case_is_judged(function: str) -> None:
    assert [it.code for it in check(_AROUND.format(function=function)).diagnostics] == ["use-after-transfer"]
