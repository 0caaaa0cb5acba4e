"""A line that is being written is not judged by the half of it that is there."""

import pytest

from support.checking import check

_AROUND = """\
def keep(var names: List[String]):
    pass


def work(names: List[String]) -> List[String]:
    {line}


def last(var names: List[String]):
    keep(names^)
    print(names)
"""


@pytest.mark.parametrize(
    "line",
    [
        "var other = names.",
        "other = names.",
        "return names.",
        "keep(names.",
        "var a, b = names.",
        "names = names.",
        "del names",
        'var text = """names',
        'var text = "names',
        'return "names',
        'var text = "a" "names',
        'keep(names, "names',
        "def inner() -> ",
    ],
)
def test_only_the_whole_line_is_judged(line: str) -> None:
    found = check(_AROUND.format(line=line)).diagnostics
    swallowed = '"""' in line
    assert [it.code for it in found] == ([] if swallowed else ["use-after-transfer"])
