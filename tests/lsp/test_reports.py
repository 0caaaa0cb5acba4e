"""What helps to find out what is wrong: traces, a log, a report; and progress of long work."""

import asyncio
import json
import subprocess
from pathlib import Path

import pytest
from lsprotocol import types

from command_line import COMMAND, environment
from lsp.editor import PATIENCE, Client, capabilities, opened, started

pytestmark = pytest.mark.asyncio

PROGRAM = "def main():\n    print(1)\n"


async def test_report(client: Client) -> None:
    answer = await started(client, options={"codeLens": False})
    commands = answer.capabilities.execute_command_provider
    assert commands is not None
    assert "minimojo.report" in commands.commands
    document = opened(client, PROGRAM)
    await document.findings()
    told = await client.workspace_execute_command_async(types.ExecuteCommandParams("minimojo.report"))
    assert isinstance(told, str)
    assert told.startswith("# MiniMojo ")
    assert "- `codeLens`: `false`" in told
    assert "`file:///project/program.mojo` version 1: 3 lines, 25 bytes, 1 functions" in told
    assert "| textDocument/didOpen | 1 | 0 |" in told
    assert "print(1)" not in told


async def test_traces_are_sent_when_they_are_wanted(client: Client) -> None:
    traces: list[types.LogTraceParams] = []

    @client.feature(types.LOG_TRACE)
    def trace(params: types.LogTraceParams) -> None:
        traces.append(params)

    async def asked() -> None:
        await document.hover(document.at("print"))

    await started(client)
    document = opened(client, PROGRAM)
    await asked()
    assert not traces
    client.set_trace(types.SetTraceParams(types.TraceValue.Messages))
    await asked()
    client.set_trace(types.SetTraceParams(types.TraceValue.Verbose))
    await asked()
    client.set_trace(types.SetTraceParams(types.TraceValue.Off))
    await asked()
    told = [(it.message.partition(":")[0], it.verbose is not None) for it in traces]
    assert told == [("textDocument/hover", False), ("textDocument/hover", True)]
    assert json.loads(traces[1].verbose or "")["position"] == {"line": 1, "character": 4}


async def test_progress_of_long_work(client: Client) -> None:
    created: list[str | int] = []
    seen: list[str] = []
    ended = asyncio.Event()

    @client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)
    def create(params: types.WorkDoneProgressCreateParams) -> None:
        created.append(params.token)

    @client.feature(types.PROGRESS)
    def progress(params: types.ProgressParams) -> None:
        assert params.token in created
        value = params.value
        seen.append(str(value["kind"] if isinstance(value, dict) else value.kind))
        if seen[-1] == "end":
            ended.set()

    can = capabilities()
    can.window = types.WindowClientCapabilities(work_done_progress=True)
    await started(client, can)
    body = "".join(f"    var s{n} = String('a')\n    print(s{n})\n" for n in range(15))
    opened(client, "".join(f"def f{n}():\n{body}\n" for n in range(1000)))
    async with asyncio.timeout(PATIENCE):
        await ended.wait()
    assert seen[0] == "begin"
    assert seen[-1] == "end"


async def test_log_file(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    command = [*COMMAND, "lsp", "--log-file", str(log)]
    body = b'{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"position":3}}'
    message = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    subprocess.run(
        command, input=message, env=environment(), capture_output=True, timeout=PATIENCE, check=False
    )
    assert "cannot be used" in log.read_text("utf-8")
