"""Kinds of hostile traffic. Each takes a server under attack, a source of chance, and how much to send."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from lsprotocol import types

from abuse.params import HOSTILE, NONSENSE, broken, fitting, position, span, uri
from abuse.siege import Siege, sensible
from lsp.wire import JSON
from minimojo.lsp.feature import all_features
from programs import TEXTS

Attack = Callable[[Siege, Random, int], None]

METHODS = sorted(
    (
        {it.method for it in all_features()}
        | {
            "workspace/executeCommand",
            "$/setTrace",
            "$/cancelRequest",
            "window/workDoneProgress/cancel",
            "notebookDocument/didOpen",
            "notebookDocument/didChange",
            "notebookDocument/didClose",
        }
    )
    - {"initialize", "initialized", "shutdown", "exit"}
)
"""Whatever is answered or listened to during a session."""

REQUESTS = [it for it in METHODS if types.METHOD_TO_TYPES.get(it, (None, True))[1] is not None]

PROGRAM = next(text for text in TEXTS.values() if len(text) > 2000).decode()


def open_documents(siege: Siege) -> None:
    """The documents that `params.URIS` speaks of, in a new state."""
    for name, text in (("good.mojo", PROGRAM), ("broken.mojo", PROGRAM[: len(PROGRAM) // 2] + "\n(")):
        siege.wire.open(f"{siege.folder}/{name}", text)


def malformed_params(siege: Siege, random: Random, count: int) -> None:
    """Every method, with parameters that do not fit; also requests as notifications and the reverse."""
    for _ in range(count):
        for method in METHODS:
            params = fitting(random, siege.folder, method)
            if siege.learned and method.endswith(("/resolve", "Calls")):
                params = {**params, **(it := random.choice(siege.learned)), "item": it}
            if random.random() < 0.9:
                params = broken(random, params)
            is_request = (method in REQUESTS) != (random.random() < 0.1)
            (siege.request if is_request else siege.notify)(method, params)


def positions(siege: Siege, random: Random, count: int) -> None:
    """Well-formed requests about places anywhere, beyond the text, and ranges of any order."""
    for _ in range(count):
        for method in REQUESTS:
            params = fitting(random, siege.folder, method)
            siege.request(method, params)


def changes(siege: Siege, random: Random, count: int) -> None:
    """Edits out of range, reversed, of old versions, of documents that are closed or were never opened."""
    for _ in range(count):
        for _ in range(10):
            about = uri(random, siege.folder)
            version = random.choice((None, -1, 0, 1, 2, 2**31 - 1, random.randrange(100)))
            place = span(random)
            siege.edit(
                about, version, random.choice(("", "x", "\r", "(", "🔥", "\ud800", "def f():\n    ")), **place
            )
        fate = random.random()
        if fate < 0.2:
            siege.notify("textDocument/didClose", {"textDocument": {"uri": uri(random, siege.folder)}})
        elif fate < 0.4:
            about = {"uri": uri(random, siege.folder), "version": 1, "languageId": "mojo", "text": PROGRAM}
            siege.notify("textDocument/didOpen", {"textDocument": about})
        at = {"textDocument": {"uri": uri(random, siege.folder)}, "position": position(random)}
        siege.request("textDocument/hover", at)


def identities(siege: Siege, random: Random, count: int) -> None:
    """Ids used twice at the same time, cancelled while they run, afterwards, or without having existed."""
    for number in range(count):
        identity = random.choice((0, -1, 2**40, "", "é", "x" * 1000, number % 7))
        for _ in range(random.randint(1, 3)):
            method = random.choice(REQUESTS)
            siege.request(method, fitting(random, siege.folder, method), identity)
            cancelled = random.choice((identity, number, "nobody", None, [], {"a": 1}, 1.5, "siege 1"))
            siege.notify("$/cancelRequest", {"id": cancelled})
        answer = {"jsonrpc": "2.0", "id": identity}
        siege.other({**answer, **random.choice(({"result": None}, {"error": {"code": 1, "message": "no"}}))})


def unknown(siege: Siege, random: Random, count: int) -> None:
    """Methods that there are not, messages that are none."""
    for _ in range(count):
        method = random.choice(("minimojo/nothing", "$/nothing", "", "exit ", "textDocument/", "é" * 99))
        siege.request(method, random.choice(HOSTILE))
        siege.notify(method, random.choice(HOSTILE))
        siege.other(random.choice(NONSENSE))
        siege.other({"jsonrpc": random.choice(NONSENSE), "method": random.choice(NONSENSE)})


def broken_bodies(siege: Siege, random: Random, count: int) -> None:
    """Messages cut short or with bytes changed, in a frame of the right length."""
    for _ in range(count):
        message = {
            "jsonrpc": "2.0",
            "method": "textDocument/didSave",
            "params": fitting(random, siege.folder),
        }
        body = bytearray(json.dumps(message).encode())
        if random.random() < 0.5:
            del body[random.randrange(len(body)) :]
        for _ in range(random.randint(0, 5)):
            if body:
                body[random.randrange(len(body))] = random.randrange(256)
        siege.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))


def wrong_lengths(siege: Siege, random: Random, count: int) -> None:
    """Frames that are too short, too long, too many, no numbers, or larger than any memory."""
    body = b'{"jsonrpc":"2.0","method":"minimojo/nothing","params":null}'
    absurd = (b"-1", b"0", b"many", b"1e3", b"9" * 12, b"9" * 18, b"9" * 400, b"0x10", b"")
    for _ in range(count):
        length = random.choice((b"%d" % random.randint(1, len(body) + 40), random.choice(absurd)))
        siege.raw(b"Content-Length: %s\r\n\r\n%s" % (length, body))
        if random.random() < 0.3:
            siege.raw(random.randbytes(random.randint(1, 200)))
        for _ in range(
            2
        ):  # What is too long takes of these, what is too short makes the next one hard to find.
            siege.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))


def flood(siege: Siege, random: Random, count: int) -> None:
    """Hovers and completions, faster than they are answered, with a key pressed after every fourth."""
    about = f"{siege.folder}/good.mojo"
    lines = PROGRAM.splitlines()
    for number in range(count):
        at = {"line": random.randrange(len(lines)), "character": random.randrange(30)}
        method = random.choice(("textDocument/hover", "textDocument/completion"))
        asked = siege.request(method, {"textDocument": {"uri": about}, "position": at})
        if number % 4 == 3:
            siege.edit(about, number, random.choice(("x", "\n", "(", ".", "")), at, at)
        if random.random() < 0.1:
            siege.notify("$/cancelRequest", {"id": asked})


def replies(siege: Siege, random: Random, count: int) -> None:
    """A client that answers what it is asked with nonsense."""

    def nonsense(asked: JSON) -> Any:
        answer = {"jsonrpc": "2.0", "id": asked["id"]}
        kind = random.choice(("result", "result", "error"))
        return {**answer, kind: random.choice(NONSENSE)}

    siege.answer = nonsense
    try:
        for _ in range(count):
            siege.notify("workspace/didChangeConfiguration", {"settings": random.choice(NONSENSE)})
            siege.request(
                "workspace/executeCommand",
                {"command": random.choice(("minimojo.migrate", "minimojo.report"))},
            )
            siege.assert_holds()
    finally:
        siege.answer = sensible


ATTACKS: tuple[Attack, ...] = (
    malformed_params,
    positions,
    changes,
    identities,
    unknown,
    broken_bodies,
    wrong_lengths,
    flood,
    replies,
)
