"""What is over leaves nothing behind in the server."""

import asyncio
from io import BytesIO
from typing import Any

from lsprotocol import types

from minimojo.lsp.server import create_server

URI = "file:///memory/program.mojo"


def _notification(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def test_no_key_is_kept_once_it_is_dealt_with() -> None:
    asyncio.run(_session())


async def _session() -> None:
    server, _ = create_server()
    protocol: Any = server.protocol
    protocol.set_writer(BytesIO())
    ask = {"jsonrpc": "2.0", "id": 1, "method": types.INITIALIZE}
    protocol.handle_message({**ask, "params": {"processId": None, "rootUri": None, "capabilities": {}}})
    document = {"uri": URI, "languageId": "mojo", "version": 1, "text": "def main():\n    pass\n"}
    protocol.handle_message(_notification(types.TEXT_DOCUMENT_DID_OPEN, textDocument=document))
    for version in range(2, 50):
        change = {"text": f"def main():\n    print({version})\n"}
        about = {"uri": URI, "version": version}
        protocol.handle_message(
            _notification(types.TEXT_DOCUMENT_DID_CHANGE, textDocument=about, contentChanges=[change])
        )
    protocol.handle_message(_notification(types.TEXT_DOCUMENT_DID_CLOSE, textDocument={"uri": URI}))
    await asyncio.sleep(0)
    assert protocol._request_futures == {}
