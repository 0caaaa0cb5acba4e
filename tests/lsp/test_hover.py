"""Hovers as a client receives them; what they say is tested with the rules and hovers of the fixtures."""

import pytest
from lsprotocol import types

from lsp.editor import Client, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
@fieldwise_init
struct Pet(Movable):
    var name: String
    var age: Int


def take(var pet: Pet):
    print(pet.name)


def greet(guest: Pet, mut count: Int):
    count += 1
    print(guest.name)


def main():
    var visits = 0
    var rex = Pet("Rex", 3)
    greet(rex, visits)
    take(rex^)
    print(visits)
"""


@pytest.mark.parametrize(
    ("around", "at", "shown", "told"),
    [
        ("var rex = ", "rex", "rex", ["var rex: Pet", "Owner of its value"]),
        (
            "greet(rex, visits)",
            "rex",
            "rex",
            ["var rex: Pet", "State here:** initialized", "borrowed by `greet`"],
        ),
        ("greet(rex, visits)", "visits", "visits", ["var visits: Int", "borrowed mutably by `greet`"]),
        ("take(rex^)", "^", "rex^", ["var rex: Pet", "taken by `take`", "owns it from here on"]),
        ("take(rex^)", "take", "take", ["def take(var pet: Pet)", "`rex^` is transferred into `pet`"]),
        ("greet(rex, visits)", "(", "greet", ["def greet(guest: Pet, mut count: Int)"]),
        ("take(var pet", "pet", "pet", ["A `var` argument", "`take` owns the value"]),
        ("greet(guest: Pet", "guest", "guest", ["`imm` argument", "for reading only"]),
        ("mut count: Int", "count", "count", ["A `mut` argument", "who sees every change"]),
        ("print(guest.name)", "name", "guest.name", ["guest.name: String", "State here:** initialized"]),
        ("print(guest.name)", "guest", "guest", ["guest: Pet", "borrowed from the caller of `greet`"]),
        ("print(pet.name)", "name", "pet.name", ["pet.name: String", "Part of `pet`, a `var` argument"]),
    ],
)
async def test_hovers(client: Client, around: str, at: str, shown: str, told: list[str]) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    hover = await document.hover(document.at(around, at))
    assert hover is not None
    assert hover.range is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind is types.MarkupKind.Markdown
    assert document.shown(hover.range) == shown
    assert [it for it in told if it not in hover.contents.value] == []


@pytest.mark.parametrize("text", ["struct Pet", "def main", "@fieldwise_init", "def greet"])
async def test_nothing_is_shown_where_nothing_is_owned(client: Client, text: str) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    assert await document.hover(document.at(text)) is None


async def test_a_client_without_markdown_gets_plain_text(client: Client) -> None:
    await started(client, capabilities(formats=[types.MarkupKind.PlainText]))
    document = opened(client, PROGRAM)
    hover = await document.hover(document.at("take(rex^)", "rex"))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert hover.contents.kind is types.MarkupKind.PlainText
    assert "taken by take" in hover.contents.value
    assert not set("`*") & set(hover.contents.value)


async def test_a_hover_is_about_the_newest_text(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    for name in ("first", "second"):
        document.replace(("take(rex^)\n", f"take(rex^)\n    var {name} = visits\n    print({name})\n"))
        hover = await document.hover(document.at(f"var {name}", name))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert f"var {name}: Int" in hover.contents.value


async def test_hovers_work_in_code_that_is_not_finished(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM + "    take(rex.\n\n\ndef next():\n    pass\n")
    hover = await document.hover(document.at("take(rex^)", "rex"))
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    assert "taken by `take`" in hover.contents.value
