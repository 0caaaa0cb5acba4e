#!/usr/bin/env python3
"""Ask the compiler which initializers of the standard library are `@implicit`.

Usage: probe_std_implicit.py STUBS MOJO OUTPUT

STUBS is the folder of generated stubs. For every initializer that can take one positional operand
a function is written that stores an argument of that type into a variable of the initializer's
type; it is implicit if the compiler does not say `cannot implicitly convert`. OUTPUT maps types to
the whole lines of their implicit initializers, and lists under `undecided` those whose probe the
compiler refused for another reason.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from generate_std_stubs import UNKNOWN, bracketed, split
from probing import messages, write

_IMPORTS = (
    "from std.collections import *\nfrom std.memory import *\nfrom std.utils import *\nfrom std.ffi import *\n"
    "from std.python import *\nfrom std.complex import *\nfrom std.simd import *\nfrom std.hash import *\n"
    "from std.atomic import *\nfrom std.pathlib import *\nfrom std.reflection import *\nfrom std.logger import *\n"
    "from std.os import *\nfrom std.sys import *\nfrom std.collections.string import *\nfrom std.benchmark import *\n"
)


def main(arguments: list[str]) -> None:
    stubs, mojo, output = Path(arguments[0]), arguments[1], Path(arguments[2])
    probes = [probe for file in sorted(stubs.glob("*.mojo")) for probe in _probes(file.read_text())]
    source = _IMPORTS
    places = {}
    for number, (name, line, text) in enumerate(probes):
        places[source.count("\n") + 1] = (name, line)
        places[source.count("\n") + 2] = (name, line)
        source += text.format(number=number)
    errors = _errors(mojo, source + "def main():\n    pass\n")
    result: dict[str, list[str]] = defaultdict(list)
    undecided = []
    seen = set()
    for place, (name, line) in places.items():
        if (name, line) in seen:
            continue
        seen.add((name, line))
        told = errors.get(place, []) + errors.get(place + 1, [])
        if any("cannot implicitly convert" in text for text in told):
            continue
        # Refused copies come after a successful conversion.
        if all("cannot be implicitly copied" in text for text in told):
            result[name].append(line)
        else:
            undecided.append([name, line, told[0]])
    for names in result.values():
        names.sort()
    write(result, output)
    write(undecided, output.with_suffix(".undecided.json"))


def _probes(text: str) -> list[tuple[str, str, str]]:
    result = []
    for block in re.split(r"^(?=struct )", text, flags=re.MULTILINE):
        found = re.match(r"struct (\w+)", block)
        if not found or found[1].startswith("_"):
            continue
        parameters, _ = bracketed(block, found.end(), "[", "]")
        for line in re.findall(r"^    def (__init__.*): \.\.\.$", block, flags=re.MULTILINE):
            probe = _probe(found[1], parameters, line)
            if probe is not None:
                result.append((found[1], f"def {line}", probe))
    return result


def _probe(name: str, parameters: str, line: str) -> str | None:
    own, position = bracketed(line, len("__init__"), "[", "]")
    arguments, position = bracketed(line, position, "(", ")")
    rest = line[position:]
    parts = [part for part in split(arguments[1:-1]) if not re.match(r"out self\b", part) and part != "/"]
    if not parts or parts[0].startswith("*") or UNKNOWN in parts[0] or " raises" in rest:
        return None
    if any(" = " not in part and not part.startswith("*") for part in parts[1:]):
        return None
    argument = parts[0].partition(": ")[2].partition(" = ")[0]
    convention = parts[0].partition(": ")[0].rpartition(" ")[0]
    target = f"{name}[{', '.join(_argument_names(parameters))}]" if parameters else name
    argument = re.sub(r"\bSelf\b", target, argument)
    where = re.search(r" where (.*)$", rest)
    declared = ", ".join(
        part for part in (*split(parameters[1:-1]), *split(own[1:-1])) if part not in ("/", "//")
    )
    reference = "ref " if convention.startswith("ref") else ""
    clause = f" where {where[1]}" if where else ""
    return f"def p{{number}}[{declared}]({reference}x: {argument}){clause}:\n    var y: {target} = x\n"


def _argument_names(parameters: str) -> list[str]:
    names = []
    keyword_only = False
    parts = split(parameters[1:-1])
    hidden = parts.index("//") if "//" in parts else -1
    for part in parts[hidden + 1 :]:
        name = part.partition(":")[0].strip()
        if name == "*":
            keyword_only = True
        elif name != "/":
            names.append(f"{name}={name}" if keyword_only else name)
    return names


def _errors(mojo: str, source: str) -> dict[int, list[str]]:
    result: dict[int, list[str]] = defaultdict(list)
    for message in messages(mojo, source):
        if message.kind == "error":
            result[message.line].append(message.text)
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
