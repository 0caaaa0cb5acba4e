#!/usr/bin/env python3
"""Ask the compiler which public names and members of the standard library are deprecated.

Usage: probe_std_deprecated.py STD_API STUBS MOJO OUTPUT

Every name and every member of a type (STD_API) is mentioned in a `comptime`, and every function and method
is called from a function that has its signature (STUBS, as `generate_std_stubs.py` writes them). What gets a
warning like `'old' is deprecated, use 'new' instead` counts; warnings in other words do not belong to the
rule. Errors do not matter: they stand for what cannot be written this way, and their number is told.
OUTPUT maps names to the argument of their decorator `@deprecated`, and types to their members with
theirs; where overloads differ, those that are meant stand there with their signature.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generate_std_stubs import split
from probing import messages, write

_WARNING = re.compile(r"is deprecated[,;] use ")
_OF_TWO_NAMES = re.compile(r"'[^']*' is deprecated, use '([^']*)' instead")


@dataclass(frozen=True)
class Mention:
    """One line of the program: a use of a name, of a member of it, or of one overload of that."""

    name: str
    member: str
    overload: str
    text: str


def main(arguments: list[str]) -> None:
    std_api, stubs, mojo, output = arguments
    api = json.loads(Path(std_api).read_text())
    entries = [entry for part in ("types", "functions", "aliases") for entry in api[part]]
    homes = home_of_names(api)
    names, members = _gathered(mojo, homes, list(_mentions(entries)))
    calls = list(_calls(Path(stubs), homes))
    for owner, found in _gathered(mojo, homes, calls)[1].items():
        members[owner] = _without_common(calls, owner, {**members.get(owner, {}), **found})
        if owner in members[owner]:  # All overloads of a function.
            names[owner] = members.pop(owner)[owner]
    write({"names": names, "members": members}, Path(output))


def home_of_names(api: dict) -> dict[str, str]:
    """The module that each public name is imported from."""
    return {
        entry["name"]: entry["module"] for part in ("types", "functions", "aliases") for entry in api[part]
    }


def _mentions(entries: list[dict]) -> Iterator[Mention]:
    for entry in entries:
        name = entry["name"]
        yield Mention(name, "", "", f"comptime m@ = {name}")
        for member in entry.get("members", ()):
            yield Mention(name, member, "", f"comptime m@ = {name}.{member}")


def _calls(stubs: Path, homes: dict[str, str]) -> Iterator[Mention]:
    """A function around a call of every function and method."""
    for file in sorted(stubs.glob("*.mojo")):
        for block in re.split(r"^(?=\S)", file.read_text(), flags=re.MULTILINE):
            function = re.match(r"(def (\w+).*): \.\.\.$", block)
            if function and function[2] in homes:
                yield Mention(function[2], function[2], function[1], _call("", [], function[1])[1])
            found = re.match(r"struct (\w+)(\[.*?\])?[(:]", block)
            if found and found[1] in homes:
                parameters = split((found[2] or "[]")[1:-1])
                for line in re.findall(r"^    (def .*): \.\.\.$", block, flags=re.MULTILINE):
                    member, text = _call(found[1], parameters, line)
                    yield Mention(found[1], member, line, text)


def _call(owner: str, parameters: list[str], line: str) -> tuple[str, str]:
    """The definition of a function that does nothing but call the method of `owner` declared by `line`."""
    signature, where, condition = line.partition(" where ")
    found = re.match(r"def `?(\w+)`?(\[.*?\])?\((.*)\)(?: raises)?(?: ->.*)?$", signature)
    if found is None:
        return "", "pass"
    name, own, written = found[1], split((found[2] or "[]")[1:-1]), split(found[3])
    type_ = f"{owner}[{', '.join(bound(parameters))}]" if parameters else owner
    arguments = [it for it in written if it not in ("*", "/") and not it.startswith("out self")]
    values = [_given(it, keyword="*" in written[: written.index(it)]) for it in arguments if "self" not in it]
    has_receiver = any("self" in it for it in arguments)
    receiver = "self^" if any(re.match(r"(deinit|var) self", it) for it in arguments) else "self"
    target = receiver if has_receiver else type_
    callee = type_ if name == "__init__" else f"{target}.{name}" if owner else name
    explicit = bound(own[own.index("//") + 1 :] if "//" in own else own)
    callee += f"[{', '.join(explicit)}]" if explicit and name != "__init__" else ""
    call = f"{callee}({', '.join(values)})"
    declared = [re.sub(r"^((?:\w+(?:\[[^\]]*\])? )?self)$", rf"\1: {type_}", it) for it in arguments]
    declared = [re.sub(r"\bSelf\b", type_, re.sub(r" = .*", "", it)) for it in declared]
    declared = [re.sub(r"^deinit ", "var ", it) for it in declared]
    every = [re.sub(r" = .*", "", it) for it in _merged(parameters, own)]
    clause = f" where {condition}" if where else ""
    return name, f"def m@[{', '.join(every)}]({', '.join(declared)}) raises{clause}: _ = {call}"


def bound(parameters: list[str]) -> list[str]:
    """The parameters of a type as its arguments: those that are inferred by keyword."""
    inferred = parameters.index("//") if "//" in parameters else 0
    stars = parameters.index("*") if "*" in parameters else len(parameters)
    result = []
    for index, parameter in enumerate(parameters):
        found = re.match(r"(\*?)(\w+)", parameter)
        if found:
            by_keyword = index < inferred or index > stars
            result.append(f"{found[2]}={found[2]}" if by_keyword else found[0])
    return result


def _merged(first: list[str], second: list[str]) -> list[str]:
    """Two parameter lists as one: what is inferred comes first."""
    inferred, rest = [], []
    for each in (first, second):
        middle = each.index("//") if "//" in each else 0
        inferred += each[:middle]
        rest += [it for it in each[middle:] if it not in ("//", "*", "/")]
    return [*inferred, "//", *rest] if inferred else rest


def _given(argument: str, *, keyword: bool) -> str:
    name = argument.partition(":")[0].split()[-1].lstrip("*")
    value = f"{name}^" if argument.startswith(("var ", "deinit ")) else name
    return f"{name}={value}" if keyword else value


def _without_common(calls: list[Mention], owner: str, found: dict[str, str]) -> dict[str, str]:
    """Members instead of their overloads where no overload differs from the others."""
    result: dict[str, str] = {}
    for each, replacement in found.items():
        member = next((call.member for call in calls if call.overload == each), each)
        overloads = [it.overload for it in calls if (it.name, it.member) == (owner, member)]
        known = [it for it in overloads if it in found]
        if len(known) in (0, len(overloads)):
            result[member] = replacement
        elif each in known:
            result[each] = replacement
    return result


def _gathered(
    mojo: str, homes: dict[str, str], mentions: list[Mention]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What is deprecated, of names and of members."""
    imports = [f"from {module} import {name}" for name, module in homes.items()]
    lines = [mention.text.replace("m@", f"m{number}") for number, mention in enumerate(mentions)]
    names: dict[str, str] = {}
    members: dict[str, dict[str, str]] = defaultdict(dict)
    wrong: set[int] = set()
    for message in messages(mojo, "\n".join([*imports, *lines, "def main():", "    pass", ""])):
        mention = mentions[message.line - 1 - len(imports)]
        found = _WARNING.search(message.text)
        if message.kind == "error":
            wrong.add(message.line)
        elif found and mention.member:
            members[mention.name].setdefault(mention.overload or mention.member, _decorator(message.text))
        elif found:
            names[mention.name] = _decorator(message.text)
    print(f"{len(mentions)} uses, {len(wrong)} of them with an error", file=sys.stderr)
    return names, members


def _decorator(message: str) -> str:
    """The argument of `@deprecated` that makes the compiler say this."""
    found = _OF_TWO_NAMES.fullmatch(message)
    return f"use={found[1]}" if found else json.dumps(message)


if __name__ == "__main__":
    main(sys.argv[1:])
