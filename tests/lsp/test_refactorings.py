"""Refactorings over the protocol: what is offered, and what it does when it is chosen."""

from collections.abc import Iterator
from typing import Any

import pytest

from lsp.wire import JSON, Wire

URI = "file:///refactorings/program.mojo"
PROGRAM = """\
def take(text: List[Int]):
    print(len(text))


def kept(mut text: List[Int]):
    text.append(1)


def main():
    var a: List[Int] = [1]
    take(a)
    kept(a)
"""
LATER = {"codeAction": {"dataSupport": True, "resolveSupport": {"properties": ["edit"]}}}
FAILED = -32803
MODIFIED = -32801


@pytest.fixture
def wire() -> Iterator[Wire]:
    found = Wire()
    yield found
    found.close()


def _begin(wire: Wire, can: JSON) -> None:
    wire.request("initialize", {"processId": None, "rootUri": None, "capabilities": {"textDocument": can}})
    wire.notify("initialized", {})
    wire.open(URI, PROGRAM)
    wire.published(URI, 1)


def _offered(wire: Wire, line: int, character: int) -> list[JSON]:
    at = {"line": line, "character": character}
    params: dict[str, Any] = {
        "textDocument": {"uri": URI},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": [], "only": ["refactor"]},
    }
    return wire.request("textDocument/codeAction", params)["result"]


def test_a_client_that_does_not_ask_again_gets_the_edits_at_once(wire: Wire) -> None:
    _begin(wire, {})
    actions = {it["title"]: it["edit"]["changes"][URI] for it in _offered(wire, 0, 10)}
    assert set(actions) == {
        "Take `text` by `mut`: 1 call site",
        "Take `text` by `var`: 1 call site, 1 copied",
    }


def test_others_get_them_when_one_is_chosen(wire: Wire) -> None:
    _begin(wire, LATER)
    offered = _offered(wire, 0, 10)
    assert [it["title"] for it in offered] == ["Take `text` by `mut`", "Take `text` by `var`"]
    assert not [it for it in offered if "edit" in it]
    chosen = wire.request("codeAction/resolve", offered[1])["result"]
    assert [it["newText"] for it in chosen["edit"]["changes"][URI]] == ["var ", ".copy()"]


def test_what_would_do_harm_is_refused(wire: Wire) -> None:
    _begin(wire, LATER)
    [reading] = [it for it in _offered(wire, 4, 14) if "reading" in it["title"]]
    assert wire.request("codeAction/resolve", reading)["error"]["code"] == FAILED


def test_what_was_offered_for_another_text_is_out_of_date(wire: Wire) -> None:
    _begin(wire, LATER)
    offered = _offered(wire, 0, 10)
    wire.change(URI, 2, {"text": "# new\n" + PROGRAM})
    assert wire.request("codeAction/resolve", offered[0])["error"]["code"] == MODIFIED


def test_an_action_of_somebody_else(wire: Wire) -> None:
    _begin(wire, LATER)
    assert wire.request("codeAction/resolve", {"title": "x", "data": "[]"})["error"]["code"] == -32602
