"""The request for the timeline of a function."""

from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from lsp.editor import Client, Document, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = """\
@fieldwise_init
struct Pet(Copyable):
    var name: String


def take(var pet: Pet):
    print(pet.name)


def grow(mut pet: Pet):
    pet.name += "!"


def main():
    var rex = Pet("Rex")
    grow(rex)
    var other = rex.copy()
    take(rex^)
    other.name = "Max"
    print(other.name)
"""


async def _asked(client: Client, document: Document, at: types.Position) -> Any:
    return await client.protocol.send_request_async(
        "minimojo/timeline",
        {"textDocument": {"uri": document.uri}, "position": {"line": at.line, "character": at.character}},
    )


async def test_everything_that_happens_to_variables(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    found = await _asked(client, document, document.at("take(rex^)"))
    assert found.name == "main"
    assert found.version == 1
    lines = {
        it.name: [
            f"{event.range.start.line + 1} {event.kind} {event.by or ''}".strip() for event in it.events
        ]
        for it in found.variables
    }
    assert lines == {
        "rex": [
            "15 initialized Pet",
            "16 borrowedMutably grow",
            "17 borrowed Copyable.copy",
            "18 transferred take",
        ],
        "other": [
            "17 initialized Copyable.copy",
            "17 destroyed",
            "19 assigned",
            "20 borrowed print",
            "20 destroyed",
        ],
    }
    [other] = [it for it in found.variables if it.name == "other"]
    assert (other.kind, other.type) == ("variable", "Pet")
    # Its name is given another value before anybody asks for the first one.
    assert [it.path for it in other.events] == [[], ["name"], ["name"], ["name"], []]


async def test_nothing_is_told_outside_of_functions(client: Client) -> None:
    await started(client)
    document = opened(client, PROGRAM)
    assert await _asked(client, document, document.at("var name")) is None


async def test_parameters_that_are_no_place_are_refused(client: Client) -> None:
    await started(client)
    opened(client, PROGRAM)
    for params in ({}, {"textDocument": {"uri": 3}, "position": {"line": "a", "character": 0}}, None):
        with pytest.raises(JsonRpcException):
            await client.protocol.send_request_async("minimojo/timeline", params)
