#!/usr/bin/env python3
"""Ask the compiler which module of the standard library exports which of the public names.

Usage: probe_std_exports.py STD_API FACTS MOJO MODULES OUTPUT

STD_API describes the public declarations, each with one module (its home). FACTS is the folder of
stubs written by hand; what only they declare has no home: the first module that has the name.
MODULES is a JSON list of module paths. A name counts for a module when `from module import name`
compiles and denotes the same declaration as in its home: importing both under one name must not be
ambiguous. OUTPUT maps each module to its names.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from probe_std_deprecated import home_of_names
from probing import messages, write

BATCH = 6000  # imports per file: a second or two of the compiler


def main(arguments: list[str]) -> None:
    std_api, facts, mojo, modules, output = arguments
    homes = home_of_names(json.loads(Path(std_api).read_text()))
    names = [*homes, *(name for name in _written(Path(facts)) if name not in homes)]
    pairs = [(module, name) for module in json.loads(Path(modules).read_text()) for name in names]
    exporting = _accepted(mojo, pairs, lambda i, m, n: f"from {m} import {n} as z{i}")
    for module, name in exporting:
        homes.setdefault(name, module)
    same = _accepted(
        mojo, exporting, lambda i, m, n: f"from {homes[n]} import {n} as z{i}; from {m} import {n} as z{i}"
    )
    result: dict[str, list[str]] = defaultdict(list)
    for module, name in same:
        result[module].append(name)
    write(result, Path(output))


def _written(facts: Path) -> list[str]:
    """The names that the stubs by hand declare."""
    text = "\n".join(stub.read_text() for stub in sorted(facts.glob("*.mojo")))
    return re.findall(r"^(?:struct|trait|def|comptime) (\w+)", text, re.MULTILINE)


def _accepted(mojo: str, pairs: list[tuple[str, str]], line_of) -> list[tuple[str, str]]:
    """The pairs whose line compiles without an error."""
    result = []
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        lines = [line_of(index, *pair) for index, pair in enumerate(batch)]
        told = messages(mojo, "\n".join(lines) + "\ndef main():\n    pass\n")
        wrong = {message.line for message in told if message.kind == "error"}
        result += [pair for number, pair in enumerate(batch, 1) if number not in wrong]
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
