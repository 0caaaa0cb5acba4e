"""What comes from a package that is not there may be anything; what is known stays known beside it."""

import pytest

from support.checking import check

IN_CONTAINERS = """\
from package_that_is_not_installed import Foo


def take[T: Movable & Deinitable](var x: T):
    pass


def main():
    var value = {made}
    var other = value^
    take(other^)
"""

BESIDE_A_WILDCARD = """\
from {module} import *


def take(var text: String):
    print(text)


def main():
    var text = String("a")
    take(text^)
    print(text)
"""

RAISING = """\
from package_that_is_not_installed import Foo


def main(foo: Foo):
    try:
        {does}
    except error:
        print(error)
"""


@pytest.mark.parametrize(
    "made",
    [
        "Optional(Foo(1))",
        "Optional[Foo](None)",
        "[Foo(1)]",
        '{"a": Foo(1)}',
        "(Foo(1), 2)",
        "Set(Foo(1))",
    ],
)
def test_values_of_unknown_types_may_be_moved(made: str) -> None:
    assert check(IN_CONTAINERS.format(made=made)).lines() == set()


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ("std.testing", {(11, "use-after-transfer")}),
        ("package_that_is_not_installed", set[tuple[int, str]]()),
    ],
)
def test_the_library_has_nothing_else_of_the_same_name(module: str, found: set[tuple[int, str]]) -> None:
    assert check(BESIDE_A_WILDCARD.format(module=module)).lines() == found


@pytest.mark.parametrize(
    "does", ["foo(1)", "print(foo[1])", "foo[1] = 2", "foo[1].number += 1", "foo[1][2].text = String()"]
)
def test_getters_of_unknown_types_may_raise(does: str) -> None:
    assert check(RAISING.format(does=does)).lines() == set()


@pytest.mark.parametrize("does", ["print(bar)", "print(String(1).bar)", "_ = bar.foo(1)[2]"])
def test_what_does_not_exist_may_raise(does: str) -> None:
    assert check(RAISING.format(does=does)).lines() == set()
