"""Searches through many files: others are answered meanwhile, and they can be called off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lsp.wire import JSON, Wire

FILES = 150
REQUEST_CANCELLED, CONTENT_MODIFIED = -32800, -32801

TARGET = "def target(count: Int) -> Int:\n    return count\n"
MODULE = "from target import target\n\n\n" + "\n\n".join(
    f"def use_{number}(count: Int) -> Int:\n    var s = String('a')\n    var t = s^\n    print(s, t)\n"
    f"    return target(count) + {number}\n"
    for number in range(4)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "target.mojo").write_text(TARGET)
    for number in range(FILES):
        (tmp_path / f"module_{number}.mojo").write_text(MODULE)
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[Wire]:
    """A server that has a file of the folder open."""
    wire = Wire()
    options = {"diagnosticMode": "workspace"}
    folders = [{"uri": folder.as_uri(), "name": "project"}]
    params = {"processId": None, "rootUri": folder.as_uri(), "workspaceFolders": folders}
    wire.request("initialize", {**params, "initializationOptions": options, "capabilities": {}})
    wire.notify("initialized", {})
    uri = (folder / "target.mojo").as_uri()
    wire.open(uri, TARGET)
    wire.published(uri, 1)
    yield wire
    wire.close()


def _place(folder: Path) -> JSON:
    uri = (folder / "target.mojo").as_uri()
    return {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}}


def _asked(server: Wire, number: int, method: str, params: Any) -> None:
    server.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})


def _progress(server: Wire, token: str) -> list[JSON]:
    told = [it["params"] for it in server.received if it.get("method") == "$/progress"]
    return [it["value"] for it in told if it["token"] == token]


def _searches(server: Wire, folder: Path) -> dict[str, JSON]:
    """The requests that look at all files."""
    place = _place(folder)
    [item] = server.request("textDocument/prepareCallHierarchy", place)["result"]
    return {
        "textDocument/references": {**place, "context": {"includeDeclaration": True}},
        "textDocument/rename": {**place, "newName": "aim"},
        "callHierarchy/incomingCalls": {"item": item},
        "workspace/diagnostic": {"previousResultIds": []},
    }


METHODS = (
    "textDocument/references",
    "textDocument/rename",
    "callHierarchy/incomingCalls",
    "workspace/diagnostic",
)


@pytest.mark.parametrize("method", METHODS)
def test_others_are_answered_while_files_are_searched(server: Wire, folder: Path, method: str) -> None:
    params = _searches(server, folder)[method]
    _asked(server, 1, method, params)
    _asked(server, 2, "textDocument/hover", _place(folder))
    assert server.answer(2)["result"] is not None
    assert all(it.get("id") != 1 for it in server.received), "the hover had to wait"
    assert "result" in server.answer(1)


@pytest.mark.parametrize("method", METHODS)
def test_a_search_that_is_called_off_ends(server: Wire, folder: Path, method: str) -> None:
    params = _searches(server, folder)[method]
    _asked(server, 1, method, params)
    server.notify("$/cancelRequest", {"id": 1})
    _asked(server, 2, "textDocument/hover", _place(folder))
    assert server.answer(1)["error"]["code"] == REQUEST_CANCELLED
    assert server.answer(2)["result"] is not None


def test_everything_is_found(server: Wire, folder: Path) -> None:
    searches = _searches(server, folder)
    found = server.request("textDocument/references", searches["textDocument/references"])["result"]
    assert len(found) == 1 + FILES * 5
    calls = server.request("callHierarchy/incomingCalls", searches["callHierarchy/incomingCalls"])["result"]
    assert len(calls) == FILES * 4


def test_a_search_is_over_when_its_document_changes(server: Wire, folder: Path) -> None:
    params = _searches(server, folder)["textDocument/references"]
    _asked(server, 1, "textDocument/references", params)
    server.change(params["textDocument"]["uri"], 2, {"text": "# new\n" + TARGET})
    assert server.answer(1)["error"]["code"] == CONTENT_MODIFIED


def test_a_search_is_begun_anew_when_another_file_changes(server: Wire, folder: Path) -> None:
    params = _searches(server, folder)["textDocument/references"]
    other = (folder / "module_149.mojo").as_uri()
    server.open(other, MODULE)
    server.published(other, 1)
    _asked(server, 1, "textDocument/references", params)
    server.change(other, 2, {"text": MODULE + "\n\ndef more() -> Int:\n    return target(1)\n"})
    assert len(server.answer(1)["result"]) == 1 + FILES * 5 + 1


def test_findings_of_all_files_come_bit_by_bit(server: Wire, folder: Path) -> None:
    params = {"previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work"}
    answer = server.request("workspace/diagnostic", params)["result"]
    parts = [it["items"] for it in _progress(server, "part")]
    items = [item for part in (*parts, answer["items"]) for item in part]
    assert len(parts) > 1
    assert len({it["uri"] for it in items}) == len(items) == FILES + 1
    assert sum(len(it["items"]) for it in items) == FILES * 4
    kinds = [it["kind"] for it in _progress(server, "work")]
    assert (kinds[0], kinds[-1], set(kinds[1:-1])) == ("begin", "end", {"report"})
