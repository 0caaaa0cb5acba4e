"""What a client sends is taken apart as it comes; short answers overtake long ones."""

import asyncio
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from lsp.wire import Wire
from minimojo.lsp.incoming import Incoming

URI = "file:///incoming/program.mojo"
LONG = "".join(
    f"def f{n}(x: Int) -> Int:\n    if x > {n}:\n        return 1\n    return x\n\n\n" for n in range(3000)
)


@pytest.fixture
def server() -> Iterator[Wire]:
    wire = Wire()
    wire.initialize()
    yield wire
    wire.close()


def read(data: bytes) -> list[bytes]:
    """The bodies in a stream, read as pygls reads them."""

    async def reading() -> list[bytes]:
        incoming, bodies = Incoming(BytesIO(data)), list[bytes]()
        while header := await incoming.readline():
            length = int(header.removeprefix(b"Content-Length: "))
            assert await incoming.readline() == b"\r\n"
            bodies.append(await incoming.readexactly(length))
            if not bodies[-1]:
                break
        return bodies

    return asyncio.run(reading())


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        (b"", []),
        (b"Content-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"content-length :2 \n\n{}Content-Length: 1\r\n\r\n1", [b"{}", b"1"]),
        (b"Content-Type: x\r\nContent-Length: 2\r\nOther: y\r\n\r\n{}", [b"{}"]),
        (b"nonsense\n\nleft over Content-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 99999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 10\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 10\r\n\r\n", [b""]),
        (b"x" * 200_000 + b"\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 200000\r\n\r\n" + b"y" * 200_000, [b"y" * 200_000]),
        (b"Content-Length: 1\r\n\r\nz" * 1000, [b"z"] * 1000),
    ],
)
def test_bodies_are_found_in_what_a_client_sends(data: bytes, bodies: list[bytes]) -> None:
    assert read(data) == bodies


def test_a_hover_overtakes_what_takes_long(server: Wire) -> None:
    server.open(URI, LONG)
    server.published(URI, 1)
    document = {"textDocument": {"uri": URI}}
    asked = ("foldingRange", "documentSymbol", "codeLens", "semanticTokens/full", "hover")
    at = {**document, "position": {"line": 0, "character": 5}}
    server.raw(b"".join(_frame(n, f"textDocument/{it}", at) for n, it in enumerate(asked, 1)))
    answers = [server.arrive() for _ in asked]
    assert answers[0]["id"] == asked.index("hover") + 1
    assert all("result" in it for it in answers)


def _frame(identity: int, method: str, params: Any) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", "id": identity, "method": method, "params": params}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
