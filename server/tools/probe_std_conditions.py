#!/usr/bin/env python3
"""Ask the compiler on what conditions the types of the standard library conform to their traits.

Usage: probe_std_conditions.py STD_API STUBS NEWER MOJO OUTPUT

Some versions print conformances without their conditions. STUBS are those that `generate_std_stubs.py` makes of
such a version's STD_API, NEWER those of a version that prints them. A condition of the newer one holds for the
older one, too, if the compiler does not take a type to conform without it and takes it to conform with it.
OUTPUT maps types to traits to conditions; what was not confirmed is told.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from generate_std_stubs import bracketed, split
from probe_std_deprecated import bound, home_of_names
from probing import messages, write

_IMPLIED = ("Deinitable", "Movable")  # Stubs only tell where these do not hold.


class Header(NamedTuple):
    """What the first line of a stub says: the parameters, and the condition of each trait ("" if there is none)."""

    parameters: list[str]
    traits: dict[str, str]


class Candidate(NamedTuple):
    """A type that may conform to `trait` only if `condition` holds."""

    type_: str
    parameters: list[str]
    trait: str
    condition: str


def main(arguments: list[str]) -> None:
    std_api, stubs, newer, mojo, output = arguments
    homes = home_of_names(json.loads(Path(std_api).read_text()))
    headers = _headers(Path(stubs))
    candidates = [
        Candidate(name, headers[name].parameters, trait, _renamed(condition, header, headers[name]))
        for name, header in _headers(Path(newer)).items()
        for trait, condition in header.traits.items()
        if condition and name in homes and headers.get(name, header).traits.get(trait) == ""
    ]
    refused = _refused(mojo, homes, candidates)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for number, it in enumerate(candidates):
        if 2 * number in refused and 2 * number + 1 not in refused:
            found[it.type_][it.trait] = it.condition
        else:
            told = refused.get(2 * number + 1, "holds without it")
            print(f"{it.type_}: {it.trait} where {it.condition}: {told}", file=sys.stderr)
    write(found, Path(output))


def _headers(stubs: Path) -> dict[str, Header]:
    found = {}
    for file in sorted(stubs.glob("*.mojo")):
        for name, rest in re.findall(r"^struct (\w+)(.*):$", file.read_text(), re.MULTILINE):
            parameters, end = bracketed(rest, 0, "[", "]")
            bases = split(rest[end:][1:-1])
            traits = dict.fromkeys(_IMPLIED, "") | {
                it.partition(" where ")[0]: it.partition(" where ")[2] for it in bases
            }
            found[name] = Header(split(parameters[1:-1]), traits)
    return found


def _renamed(condition: str, header: Header, older: Header) -> str:
    """A condition with the names that the parameters have in the older version."""
    names, olds = (
        [re.findall(r"\w+", it.partition(":")[0]) for it in each.parameters] for each in (header, older)
    )
    for [name], [old] in zip(filter(None, names), filter(None, olds), strict=False):
        condition = re.sub(rf"\b{name}\b", old, condition)
    return condition


def _refused(mojo: str, homes: dict[str, str], candidates: list[Candidate]) -> dict[int, str]:
    """The numbers of the functions that do not compile: two for each candidate, without the condition and with it."""
    lines = [f"from {module} import {name}" for name, module in homes.items()]
    traits = sorted({it.trait for it in candidates})
    lines += [f"def need{trait}[Type: {trait}](value: Type): pass" for trait in traits]
    first = len(lines) + 1
    for it in candidates:
        type_ = f"{it.type_}[{', '.join(bound(it.parameters))}]"
        declared = ", ".join(parameter.partition(" = ")[0] for parameter in it.parameters)
        for where in ("", f" where {it.condition}"):
            head = f"def p{len(lines)}[{declared}](value: {type_}){where}"
            lines.append(f"{head}: need{it.trait}(value)")
    told = messages(mojo, "\n".join([*lines, "def main():", "    pass", ""]))
    return {it.line - first: it.text for it in told if it.kind == "error"}


if __name__ == "__main__":
    main(sys.argv[1:])
