"""Messages that no good client sends: they are answered or logged, and the server goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from lsprotocol import types

from lsp.wire import JSON, Wire
from minimojo.lsp.server import create_server

URI = "file:///project/program.mojo"
PROGRAM = """\
def take(var text: String):
    print(text)


def main():
    var s = String("hi")
    take(s^)
    print(s)
"""

METHOD_NOT_FOUND, INVALID_PARAMS, INVALID_REQUEST, PARSE_ERROR = -32601, -32602, -32600, -32700
NOT_INITIALIZED = -32002
_RANGE = types.Range(types.Position(0, 0), types.Position(0, 1))


@pytest.fixture
def fresh() -> Iterator[Wire]:
    """A server that nobody has spoken to."""
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Wire]]:
    """The servers that were started so far; the last one is in use."""
    wires: list[Wire] = []
    yield wires
    for wire in wires:
        wire.close()


@pytest.fixture
def server(servers: list[Wire]) -> Wire:
    """A server with an open document: that of the test before, if that left it in good health."""
    if not servers or not servers[-1].proven or servers[-1].process.poll() is not None:
        servers.append(Wire())
        assert "result" in servers[-1].initialize()
        servers[-1].notify("initialized", {})
    wire = servers[-1]
    wire.proven = False
    wire.received.clear()
    wire.open(URI, PROGRAM)
    assert codes(wire.published(URI, 1)) == ["use-after-transfer"]
    return wire


def codes(findings: list[JSON]) -> list[str]:
    return [str(it["code"]) for it in findings]


def assert_works(server: Wire, version: int = 90) -> None:
    """The server answers, and knows the document as it is after another change."""
    server.open(URI, PROGRAM, version)
    assert codes(server.published(URI, version)) == ["use-after-transfer"]
    whole = {
        "range": {"start": {"line": 6, "character": 4}, "end": {"line": 6, "character": 12}},
        "text": "pass",
    }
    server.change(URI, version + 1, whole)
    assert codes(server.published(URI, version + 1)) == []
    assert "var s: String" in server.hover(URI, 5, 8)["result"]["contents"]["value"]
    assert server.garbage == b""
    server.proven = True


# --- messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method", ["minimojo/nothing", "$/nothing", "textDocument/onTypeFormatting", "", "a" * 100_000]
)
def test_unknown_requests_are_refused(server: Wire, method: str) -> None:
    assert server.request(method, {"any": "thing"})["error"]["code"] == METHOD_NOT_FOUND
    assert_works(server)


@pytest.mark.parametrize("method", ["minimojo/nothing", "$/nothing", "textDocument/willSave", ""])
def test_unknown_notifications_are_ignored(server: Wire, method: str) -> None:
    server.notify(method, {"any": "thing"})
    assert_works(server)


_AT = {"line": 0, "character": 0}
_DOCUMENT = {"uri": URI}


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        "text",
        3,
        {},
        {"textDocument": None, "position": _AT},
        {"textDocument": _DOCUMENT},
        {"textDocument": _DOCUMENT, "position": {"line": "0", "character": []}},
        {"textDocument": _DOCUMENT, "position": {"line": -1, "character": 0}},
        {"textDocument": _DOCUMENT, "position": {"line": 0, "character": -7}},
        {"textDocument": _DOCUMENT, "position": {"line": 2**31, "character": 2**63}},
        {"textDocument": _DOCUMENT, "position": {"line": 0.5, "character": 1e300}},
        {"textDocument": {"uri": 5}, "position": _AT},
    ],
)
@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/codeAction"])
def test_parameters_of_another_shape_are_answered(server: Wire, method: str, params: Any) -> None:
    answer = server.request(method, params)
    assert answer.get("error", {"code": INVALID_PARAMS})["code"] == INVALID_PARAMS
    assert_works(server)


@pytest.mark.parametrize(
    "params", [None, [], "text", 3, {}, {"textDocument": None}, {"textDocument": {"uri": 5}}]
)
@pytest.mark.parametrize("what", ["didOpen", "didChange", "didClose", "didSave"])
def test_notifications_of_another_shape_are_logged(server: Wire, what: str, params: Any) -> None:
    server.notify(f"textDocument/{what}", params)
    assert_works(server)


@pytest.mark.parametrize("params", [None, [], {}, {"id": 77}, {"id": None}, {"id": {"a": 1}}])
def test_cancelling_what_does_not_run(server: Wire, params: Any) -> None:
    server.notify("$/cancelRequest", params)
    assert_works(server)


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "2.0", "id": 5, "result": None},
        {"jsonrpc": "2.0", "id": "unknown", "result": {"a": 1}},
        {"jsonrpc": "2.0", "id": 5, "error": {"code": 1, "message": "no"}},
        {"jsonrpc": "2.0", "id": 5, "error": "no"},
        {"jsonrpc": "2.0", "id": None, "method": "textDocument/hover"},
        {"jsonrpc": "2.0", "id": 1.5, "method": "textDocument/hover", "params": {}},
        {"jsonrpc": "2.0", "id": [1], "method": "textDocument/hover", "params": {}},
        {"jsonrpc": "2.0", "id": True, "method": "textDocument/hover", "params": {}},
        {"jsonrpc": "2.0", "id": {"a": {"jsonrpc": "2.0"}}, "method": "textDocument/hover"},
        {"jsonrpc": "1.0", "id": 6, "method": "textDocument/hover", "params": {}},
        {"jsonrpc": 2, "method": "exit"},
        {"jsonrpc": "2.0", "method": 5},
        {"jsonrpc": "2.0", "method": None, "params": {}},
        {"jsonrpc": "2.0", "method": ["exit"]},
        {"jsonrpc": "2.0"},
        {"jsonrpc": "2.0", "params": {"jsonrpc": "2.0"}},
        {"id": 5, "method": "textDocument/hover"},
        {},
        [],
        [{"jsonrpc": "2.0", "method": "exit"}],
        [[]],
        None,
        True,
        17,
        "exit",
    ],
    ids=repr,
)
def test_messages_that_are_no_messages(server: Wire, message: Any) -> None:
    server.send(message)
    assert_works(server)


def test_requests_that_cannot_be_understood_are_answered(server: Wire) -> None:
    server.send({"jsonrpc": "2.0", "id": "mine", "method": "textDocument/hover", "params": {"position": 1}})
    assert server.answer("mine")["error"]["code"] == INVALID_PARAMS


def test_what_is_wrong_is_told_once(server: Wire) -> None:
    """All that is wrong with a long list takes long to find out, and much to write down."""
    logged = len(server.log)
    params = {"textDocument": _DOCUMENT, "positions": list(range(200_000))}
    error = server.request("textDocument/selectionRange", params)["error"]
    assert error["code"] == INVALID_PARAMS
    assert error["message"] == "invalid params: TypeError: 'int' object is not subscriptable"
    assert_works(server)
    assert len(server.log) - logged < 10_000


def test_selections_in_what_is_nested_deeply_are_answered(fresh: Wire) -> None:
    fresh.request("initialize", {"capabilities": {}})
    fresh.notify("initialized", {})
    uri = "file:///project/deep.mojo"
    fresh.open(uri, f"def main():\n    {'(' * 5000}a{',)' * 5000} = 1\n")
    params = {"textDocument": {"uri": uri}, "positions": [{"line": 1, "character": 5004}]}
    answer = fresh.request("textDocument/selectionRange", params)
    innermost, steps = answer["result"][0], 0
    assert innermost["range"]["start"] == {"line": 1, "character": 5004}
    while "parent" in innermost:
        innermost, steps = innermost["parent"], steps + 1
    assert innermost["range"]["start"] == {"line": 0, "character": 0}
    assert steps == 99


def test_a_result_that_cannot_be_written_is_an_error() -> None:
    chain: types.SelectionRange | None = None
    for _ in range(5000):
        chain = types.SelectionRange(_RANGE, chain)
    protocol = create_server()[0].protocol
    message = types.SelectionRangeResponse(id=7, result=[chain] if chain else [])
    written = protocol._serialize_message(message)
    assert (written["id"], written["error"]["code"]) == (7, -32603)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not json",
        b'{"jsonrpc": "2.0", "method": ',
        b"\xff\xfe\x00\x01\x80",
        bytes(range(256)),
        b"\0" * 1000,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"jsonrpc": "2.0", "method": "x", "params": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": NaN}',
        b'{"jsonrpc": "2.0", "id": 1' + b"0" * 5000 + b', "method": "textDocument/hover"}',
        b'"' + b"a" * 1_000_000 + b'"',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_bodies_that_are_broken(server: Wire, body: bytes) -> None:
    server.body(body)
    assert_works(server)


def test_a_body_that_is_no_json_is_answered(server: Wire) -> None:
    server.body(b'{"jsonrpc": "2.0", "id": 3, "method": ')
    assert server.answer(None)["error"]["code"] == PARSE_ERROR


@pytest.mark.parametrize(
    "noise",
    [
        b"\r\n\r\n\r\n",
        b"X-Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: nobody\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"\xff\xfe\0\0\r\n",
        b"A" * 1_000_000 + b"\r\n",
    ],
    ids=lambda noise: repr(noise[:24]),
)
def test_noise_between_messages(server: Wire, noise: bytes) -> None:
    server.raw(noise)
    assert_works(server)


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
        b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        b"content-length: %d\r\n\r\n",
        b"CONTENT-LENGTH:%d\r\n\r\n",
        b"Content-Length:   %d  \r\n\r\n",
    ],
)
def test_headers_as_other_clients_write_them(server: Wire, header: bytes) -> None:
    body = b'{"jsonrpc": "2.0", "id": "other", "method": "minimojo/nothing"}'
    server.raw(header % len(body) + body)
    assert server.answer("other")["error"]["code"] == METHOD_NOT_FOUND
    assert_works(server)


# --- the order of messages ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method", ["textDocument/hover", "textDocument/codeAction", "shutdown", "minimojo/nothing"]
)
def test_requests_before_initialize_are_refused(fresh: Wire, method: str) -> None:
    params = {
        "textDocument/hover": {"textDocument": _DOCUMENT, "position": _AT},
        "textDocument/codeAction": {
            "textDocument": _DOCUMENT,
            "range": {"start": _AT, "end": _AT},
            "context": {"diagnostics": []},
        },
    }.get(method)
    assert fresh.request(method, params)["error"]["code"] == NOT_INITIALIZED
    assert "result" in fresh.initialize()
    assert_works(fresh)


def test_notifications_before_initialize_are_dropped(fresh: Wire) -> None:
    fresh.open(URI, PROGRAM)
    fresh.change(URI, 2, {"text": PROGRAM})
    fresh.notify("textDocument/didClose", {"textDocument": _DOCUMENT})
    fresh.notify("initialized", {})
    fresh.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": []}})
    fresh.notify("minimojo/nothing", None)
    assert "result" in fresh.initialize()
    assert fresh.hover(URI, 5, 8)["result"] is None
    assert_works(fresh)


def test_initialize_of_another_shape_is_refused(fresh: Wire) -> None:
    assert fresh.request("initialize", {"capabilities": 5})["error"]["code"] == INVALID_PARAMS
    assert fresh.request("initialize", None)["error"]["code"] == INVALID_PARAMS
    assert "result" in fresh.initialize()
    assert_works(fresh)


def test_a_second_initialize_is_refused(server: Wire) -> None:
    other = {
        "processId": None,
        "rootUri": None,
        "capabilities": {"general": {"positionEncodings": ["utf-8"]}},
    }
    assert server.request("initialize", other)["error"]["code"] == INVALID_REQUEST
    assert_works(server)


@pytest.mark.parametrize("method", ["textDocument/hover", "shutdown", "initialize", "minimojo/nothing"])
def test_requests_after_shutdown_are_refused(server: Wire, method: str) -> None:
    assert server.request("shutdown", None)["result"] is None
    server.open(URI, PROGRAM, 4)
    assert server.request(method, None)["error"]["code"] in (INVALID_REQUEST, INVALID_PARAMS)
    server.notify("exit", None)
    assert server.process.wait(60) == 0


def test_a_client_that_goes_away(server: Wire) -> None:
    assert server.process.stdin is not None
    server.process.stdin.close()
    assert server.process.wait(60) == 1


def test_exit_in_the_middle_of_work(server: Wire) -> None:
    server.open("file:///project/big.mojo", PROGRAM * 2000)
    server.notify("exit", None)
    assert server.process.wait(60) == 1


# --- documents ------------------------------------------------------------------------------------


def _range(start_line: int, start: int, end_line: int, end: int) -> JSON:
    return {
        "start": {"line": start_line, "character": start},
        "end": {"line": end_line, "character": end},
    }


def test_changes_beyond_the_text_are_made_at_its_end(server: Wire) -> None:
    server.change(
        URI, 2, {"range": _range(500, 500, 900, 1), "text": "\n\ndef f():\n    var x: Int\n    print(x)\n"}
    )
    assert codes(server.published(URI, 2)) == ["use-after-transfer", "uninitialized-use"]
    assert_works(server)


def test_changes_beyond_a_line_are_made_at_its_end(server: Wire) -> None:
    server.change(URI, 2, {"range": _range(6, 5000, 6, 5000), "text": "; s = String()"})
    assert codes(server.published(URI, 2)) == []
    assert_works(server)


def test_reversed_ranges_are_taken_the_right_way_round(server: Wire) -> None:
    server.change(URI, 2, {"range": _range(6, 12, 6, 4), "text": "pass"})
    assert codes(server.published(URI, 2)) == []
    assert_works(server)


def test_ranges_inside_of_characters(server: Wire) -> None:
    server.change(URI, 2, {"range": _range(7, 10, 7, 11), "text": '"🔥🔥🔥"'})
    server.change(URI, 3, {"range": _range(7, 12, 7, 14), "text": "x"})
    server.published(URI, 3)
    assert "result" in server.hover(URI, 7, 12)
    assert_works(server)


@pytest.mark.parametrize(
    "change",
    [
        {"range": _range(-1, 0, 0, 0), "text": ""},
        {"range": {"start": _AT}, "text": ""},
        {"range": None, "text": None},
        {"range": _range(2**40, 0, 0, 0), "text": ""},
        {"text": 5},
        {},
        None,
    ],
    ids=repr,
)
def test_changes_of_another_shape(server: Wire, change: Any) -> None:
    server.change(URI, 2, change)
    assert_works(server)


def test_no_changes_at_all(server: Wire) -> None:
    server.change(URI, 2)
    assert codes(server.published(URI, 2)) == ["use-after-transfer"]
    assert_works(server)


def test_changes_of_a_document_that_was_never_opened(server: Wire) -> None:
    other = "file:///project/other.mojo"
    server.change(other, 2, {"text": PROGRAM})
    server.notify("textDocument/didClose", {"textDocument": {"uri": other}})
    assert server.hover(other, 5, 8)["result"] is None
    params = {"textDocument": {"uri": other}, "range": _range(0, 0, 9, 0), "context": {"diagnostics": []}}
    assert not server.request("textDocument/codeAction", params)["result"]
    assert_works(server)
    assert not [it for it in server.received if it.get("params", {}).get("uri") == other]


def test_a_document_that_is_closed_twice(server: Wire) -> None:
    for _ in range(2):
        server.notify("textDocument/didClose", {"textDocument": _DOCUMENT})
    server.change(URI, 3, {"text": ""})
    assert_works(server)


@pytest.mark.parametrize("line", [0, 3, 7, 8, 9, 100, 2**31 - 1])
@pytest.mark.parametrize("character", [0, 12, 100, 2**31 - 1])
def test_positions_beyond_the_text_are_answered(server: Wire, line: int, character: int) -> None:
    assert "result" in server.hover(URI, line, character)
    at = {"line": line, "character": character}
    for range_ in ({"start": at, "end": at}, {"start": _AT, "end": at}, {"start": at, "end": _AT}):
        params = {"textDocument": _DOCUMENT, "range": range_, "context": {"diagnostics": []}}
        assert "result" in server.request("textDocument/codeAction", params)
    assert_works(server)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "a",
        "program.mojo",
        "/project/program.mojo",
        "file:",
        "file://",
        "file:///",
        "file:///%00.mojo",
        "file:///%ff%fe.mojo",
        "file:///%zz.mojo",
        "file:///c%3A/x.mojo",
        "file://[::1/x.mojo",
        "file://host/share/x.mojo",
        "http://example.invalid/x.mojo",
        "vscode-notebook-cell:/x.ipynb#W0",
        "file:///../../x.mojo",
        "file:///proc/self/mem",
        f"file:///{'a' * 100_000}.mojo",
        f"file:///{'a/' * 20_000}x.mojo",
        "\ud800",
        "a b\nc\0d",
    ],
    ids=lambda uri: repr(uri[:40]),
)
def test_documents_of_any_name(server: Wire, uri: str) -> None:
    program = f"from .near import a\nfrom far.away import b\n{PROGRAM}"
    server.open(uri, program)
    assert codes(server.published(uri, 1)) == ["use-after-transfer"]
    assert "result" in server.hover(uri, 7, 8)
    server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert_works(server)


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 10_000,
        "\ud800\udfff\ud83d",
        "".join(map(chr, range(0x20))) * 100,
        "\r" * 10_000,
        "\ufeff" + PROGRAM,
        PROGRAM.replace("\n", "\r"),
        "def main():\n    var x = " + "(" * 100_000,
        "def main():\n    var x = " + "[" * 5_000 + "]" * 5_000 + "\n",
        "".join(f"{' ' * depth}if x:\n" for depth in range(1_000)),
        "x" * 3_000_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_documents_of_any_content(server: Wire, text: str) -> None:
    uri = "file:///project/strange.mojo"
    server.open(uri, text)
    server.published(uri, 1)
    assert "result" in server.hover(uri, 1, 12)
    server.change(uri, 2, {"range": _range(1, 3, 1, 9), "text": "\ud800\0🔥"})
    server.published(uri, 2)
    params = {"textDocument": {"uri": uri}, "range": _range(0, 0, 1, 0), "context": {"diagnostics": []}}
    assert "result" in server.request("textDocument/codeAction", params)
    assert_works(server)


def test_the_server_answers_while_it_works_on_a_huge_file(server: Wire) -> None:
    functions = "".join(
        f"def f{n}(s: String):\n    var t = s.copy()\n    print(t)\n\n\n" for n in range(3_000)
    )
    huge = "file:///project/huge.mojo"
    server.open(huge, functions)
    assert "var s: String" in server.hover(URI, 5, 8)["result"]["contents"]["value"]
    assert not [it for it in server.received if it.get("params", {}).get("uri") == huge]
    server.published(huge, 1)
    assert_works(server)
