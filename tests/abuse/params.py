"""Parameters for any method: first such as fit, then with something in them that does not."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from lsp.wire import JSON

URIS = (
    "good.mojo",
    "broken.mojo",
    "never-opened.mojo",
    "on-disk.mojo",
    "",
    "%00",
    "%ff.mojo",
    "../../../etc/passwd",
    "a" * 5000,
    ".",
    "minimojo.toml",
)
"""Relative to the folder; the first two are open."""

NUMBERS = (0, 1, 2, 3, 5, 8, 13, 40, 200, 10_000, 2**31 - 1)
NONSENSE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0.5,
    1e308,
    float("nan"),
    2**31,
    2**53 + 1,
    2**63,
    10**30,
    "",
    "a",
    "\0",
    "\ud800",
    "🔥" * 500,
    "x" * 100_000,
    "file:///nobody/has/this",
    [],
    [None],
    [[]],
    list(range(5000)),
    {},
    {"": None},
    {"uri": None},
    {"line": "0", "character": {}},
)
HOSTILE: tuple[Any, ...] = (
    *NONSENSE,
    {"jsonrpc": "2.0", "method": "exit"},
    {"jsonrpc": "2.0", "id": "nested", "method": "textDocument/hover", "params": 5},
    {"jsonrpc": "2.0", "id": {"a": []}, "result": None},
)


def uri(random: Random, folder: str) -> str:
    """Mostly that of an open document."""
    name = random.choice(URIS[:2] if random.random() < 0.7 else URIS)
    return f"{folder}/{name}"


def position(random: Random) -> JSON:
    """Anywhere, and often beyond the text."""
    return {"line": random.choice(NUMBERS), "character": random.choice(NUMBERS)}


def span(random: Random) -> JSON:
    """As often as not the wrong way round."""
    return {"start": position(random), "end": position(random)}


def fitting(random: Random, folder: str, method: str = "") -> JSON:
    """What fits a method: each takes what it knows and lets the rest be."""
    about = uri(random, folder)
    item = {"name": "f", "kind": 12, "uri": about, "range": span(random), "selectionRange": span(random)}
    finding = {"range": span(random), "message": "m", "code": "use-after-transfer", "source": "minimojo"}
    context = {
        "diagnostics": [finding],
        "triggerKind": random.choice((1, 2, 3)),
        "triggerCharacter": random.choice((".", "(", "^", "@")),
        "isRetrigger": random.random() < 0.5,
        "includeDeclaration": random.random() < 0.5,
        "only": [random.choice(("", "quickfix", "refactor", "source.fixAll.minimojo"))],
    }
    params = {
        "textDocument": {
            "uri": about,
            "version": random.choice((-5, 0, 1, 10**6)),
            "languageId": "mojo",
            "text": "def f(x: Int):\n    pass\n",
        },
        "position": position(random),
        "positions": [position(random) for _ in range(3)],
        "range": span(random),
        "context": context,
        "contentChanges": [{"range": span(random), "text": random.choice(("", "x", "\n", "(", '"""'))}],
        "item": item,
        "newName": random.choice(("fresh", "", "1", "def", "é", "a b")),
        "query": random.choice(("", "f", "ma", "\0")),
        "previousResultId": "1",
        "previousResultIds": [{"uri": about, "value": "1"}],
        "command": random.choice(("minimojo.migrate", "minimojo.report", "rm", "")),
        "arguments": [],
        "settings": {"minimojo": {"select": ["all"], "inlayHints": random.random() < 0.5}},
        "changes": [{"uri": about, "type": random.choice((1, 2, 3))}],
        "event": {"added": [], "removed": [{"uri": f"{folder}/other", "name": "o"}]},
        "value": random.choice(("off", "messages", "verbose")),
        "token": random.choice((1, "t")),
        "label": "s",
        "title": "t",
        "data": "[]",
        "notebookDocument": {
            "uri": about,
            "version": 1,
            "notebookType": "jupyter",
            "cells": [],
            "metadata": {},
        },
        "change": {"cells": {}},
        "cellTextDocuments": [],
        "files": [{"uri": about, "oldUri": about, "newUri": about}],
        "reason": 1,
    }
    if method.endswith("/resolve"):
        del params["command"]  # There it is an object, if anything.
    return params


def broken(random: Random, given: JSON) -> Any:
    """A copy with one to three things replaced, removed or added; or something else altogether."""
    if random.random() < 0.04:
        return random.choice(HOSTILE)
    params = deepcopy(given)
    for _ in range(random.randint(1, 3)):
        holder, key = random.choice(_places(params))
        fate = random.random()
        if fate < 0.7:
            holder[key] = deepcopy(random.choice(HOSTILE))
        elif fate < 0.9:
            del holder[key]
        elif isinstance(holder, dict):
            holder[random.choice(("jsonrpc", "id", "method", "", "more"))] = deepcopy(random.choice(HOSTILE))
        if not params:
            break
    return params


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Where something stands that can be replaced: what holds it, and its name or number there."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        pairs = [(value, key) for key in value]
    elif isinstance(value, list) and len(value) < 10:
        pairs = [(value, index) for index in range(len(value))]
    return pairs + [it for holder, key in list(pairs) for it in _places(holder[key])]
