#!/usr/bin/env python3
"""Ask the official language server what the standard library of its version declares.

Usage: describe_std.py MOJO_LSP_SERVER OUTPUT

OUTPUT is the STD_API that `generate_std_stubs.py` reads: the public types with their members, functions and
aliases, as the server prints them. A name has one home: `std.prelude`, else the first package that exports it.
Names come from completion behind `from PACKAGE import `, declarations from hovering over the imported names,
members from completion behind `Type.`, and their signatures from hovering over `Type.member`.

The server keeps every document that it has seen: a new one is started every few documents.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_PATIENCE = 15
"""Documents for one server."""

_ATTEMPTS = 3

_HIDDEN = ("std", "builtin")
_CODE = re.compile(r"```mojo\n(.*?)\n```", re.DOTALL)


class Server:
    """A language server on its standard streams, with blocking requests."""

    def __init__(self, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._program = [program]
        self._documents = 0
        self._start()

    def complete(self, source: str) -> list[dict[str, Any]]:
        """What may stand at the end of a document."""
        lines = source.splitlines()
        try:
            [found] = self._asked("completion", source, [(len(lines) - 1, len(lines[-1]))])
        except EOFError as error:  # Some servers crash on one package whenever they are asked.
            print(error, file=sys.stderr, flush=True)
            return []
        return found.get("items", []) if isinstance(found, dict) else found or []

    def hovers(self, source: str, places: Sequence[tuple[int, int]]) -> list[list[str]]:
        """The declarations that are shown at each place of a document."""
        result = []
        for found in self._asked("hover", source, places):
            text = found["contents"]["value"] if found else ""
            blocks = re.split(r"^---$", text, flags=re.MULTILINE)
            declared = [_CODE.match(block.strip()) for block in blocks]
            result.append([_bare(it[1]) for it in declared if it and _is_declaration(it[1])])
        return result

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError("the server has no streams")
        self._input, self._output = self._process.stdin, self._process.stdout
        root = Path(self._folder.name).as_uri()
        formats = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        self._request("initialize", {"processId": None, "rootUri": root, "capabilities": formats})
        self._send({"method": "initialized", "params": {}})

    def _open(self, source: str) -> str:
        self._documents += 1
        if self._documents % _PATIENCE == 0:
            self.close()
            self._start()
        uri = f"{Path(self._folder.name).as_uri()}/document{self._documents}.mojo"
        document = {"uri": uri, "languageId": "mojo", "version": 1, "text": source}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _asked(self, what: str, source: str, places: Sequence[tuple[int, int]]) -> list[Any]:
        """The answers about places of a document. The server crashes now and then: it is started again."""
        for _ in range(_ATTEMPTS):
            try:
                uri = self._open(source)
                return [self._ask(what, uri, *place) for place in places]
            except (EOFError, BrokenPipeError):
                self.close()
                self._start()
        raise EOFError(f"the server crashes on {source[:200]}")

    def _ask(self, what: str, uri: str, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        return self._request(f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": position})

    def _request(self, method: str, params: Any) -> Any:
        self._send({"id": 1, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" not in message and message.get("id") == 1:
                return message.get("result")
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._input.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._output.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the server ended")
        return json.loads(self._output.read(length))


def main(arguments: list[str]) -> None:
    program, output = arguments
    server = Server(program)
    described: dict[str, Any] = {"types": [], "functions": [], "aliases": []}
    for module, names in _homes(server).items():
        for entry in _entries(server, module, names):
            part = "types" if "header" in entry else "functions" if "overloads" in entry else "aliases"
            described[part].append(entry)
            print(part, module, entry["name"], file=sys.stderr, flush=True)
    server.close()
    Path(output).write_text(json.dumps(described, indent=1) + "\n")


def _homes(server: Server) -> dict[str, list[str]]:
    """The public packages, `std.prelude` first, with the names that have no earlier home."""
    packages = [it for it in _names(server.complete("from std.\n")) if it not in _HIDDEN]
    packages.sort(key=lambda name: (name != "prelude", name))
    packages.insert(packages.index("collections") + 1, "collections.string")
    seen: set[str] = set()
    homes: dict[str, list[str]] = {}
    for package in packages:
        items = server.complete(f"from std.{package} import \n")
        names = [it for it in _names(items) if it not in seen and it not in _HIDDEN]
        print(len(names), f"names in std.{package}", file=sys.stderr, flush=True)
        seen.update(names)
        homes[f"std.{package}"] = names
    return homes


def _names(items: list[dict[str, Any]]) -> list[str]:
    return [it["label"] for it in items if not it["label"].startswith("_") and it["label"].isidentifier()]


def _entries(server: Server, module: str, names: list[str]) -> Iterator[dict[str, Any]]:
    head = f"from {module} import "
    source = "".join(f"{head}{name}\n" for name in names)
    for name, shown in zip(
        names, server.hovers(source, [(line, len(head)) for line in range(len(names))]), strict=True
    ):
        first = shown[0] if shown else ""
        entry: dict[str, Any] = {"module": module, "name": name}
        if re.match(r"struct |trait |enum ", first):
            header, _, traits = first.partition("\n# Traits: ")
            yield entry | {
                "header": header,
                "traits": [it for it in _split(traits) if it],
                "members": _members(server, module, name),
            }
        elif first.startswith("def "):
            yield entry | {"overloads": [{"sig": it} for it in shown]}
        elif first.startswith("comptime "):
            yield entry | {"decl": first}


def _members(server: Server, module: str, name: str) -> dict[str, list[dict[str, str]]]:
    """The members of a type by name, each with its declarations."""
    head = f"from {module} import {name}\n\ndef main():\n"
    items = server.complete(f"{head}    _ = {name}.")
    labels = [it["label"] for it in items if it["label"].isidentifier()]
    source = head + "".join(f"    _ = {name}.{label}\n" for label in labels)
    column = len(f"    _ = {name}.")
    shown = server.hovers(source, [(3 + line, column) for line in range(len(labels))])
    documented = {it["label"]: _documented(it) for it in items}
    result = {}
    for label, declared in zip(labels, shown, strict=True):
        kinds = [("function" if it.startswith("def ") else "field", it) for it in declared]
        kinds = [it for it in kinds if it[0] == "function" or it[1].startswith("var ")]
        kinds = kinds or [("completion", it) for it in documented[label]]
        result[label] = [{"kind": kind, "sig": text} for kind, text in kinds]
    return result


def _documented(item: dict[str, Any]) -> list[str]:
    text = item.get("documentation", {}).get("value", "")
    return [_bare(it) for it in _CODE.findall(text) if _is_declaration(it)][-1:]


def _is_declaration(text: str) -> bool:
    return re.match(r"(\(\w+\) )?(struct|trait|enum|def|comptime|var|alias) ", text) is not None


def _bare(text: str) -> str:
    return re.sub(r"^\(\w+\) ", "", text)


def _split(traits: str) -> list[str]:
    """`A, B (where conforms_to(T, B))` at the commas outside of brackets."""
    return re.split(r", (?![^()]*(?:\([^()]*\)[^()]*)*\))", traits)


if __name__ == "__main__":
    main(sys.argv[1:])
