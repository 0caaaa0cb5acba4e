#!/usr/bin/env python3
"""Ask the official language server which modules the standard library of its version has.

Usage: list_std_modules.py MOJO_LSP_SERVER OUTPUT

OUTPUT is the list of paths that `probe_std_exports.py` reads, from completion behind `from PACKAGE.`, packages of
packages included.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from describe_std import Server
from probing import write

_DEPTH = 5
"""How many names a path has at most: some servers offer the content of a module behind it, too."""


def main(arguments: list[str]) -> None:
    program, output = arguments
    server = Server(program)
    write(sorted({*_modules(server, "std")}), Path(output))
    server.close()


def _modules(server: Server, package: str) -> Iterator[str]:
    if package.count(".") + 1 < _DEPTH:
        for item in server.complete(f"from {package}.\n"):
            if item["label"].isidentifier():
                module = f"{package}.{item['label']}"
                yield module
                yield from _modules(server, module)


if __name__ == "__main__":
    main(sys.argv[1:])
