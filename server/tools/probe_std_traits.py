#!/usr/bin/env python3
"""Ask the compiler what the traits of the standard library require of the types that conform to them.

Usage: probe_std_traits.py STD_API MOJO OUTPUT

For every trait of STD_API a type without members is written that claims to conform; what the compiler misses
is required, everything else that the trait has comes with an implementation. OUTPUT maps each trait to the
names of its requirements, those of the traits that it inherits from not among them.
"""

import json
import re
import sys
from pathlib import Path

from probing import messages, write

_MISSED = re.compile(r"'(?P<type>\w+)' does not implement all requirements for '(?P<trait>\w+)'")
_REQUIRED = re.compile(r"(?:required \w+|no) '(?P<name>\w+)' (?:is not|candidates)")


def main(arguments: list[str]) -> None:
    std_api, mojo, output = arguments
    entries = json.loads(Path(std_api).read_text())["types"]
    traits = {it["name"]: it["module"] for it in entries if it["header"] == f"trait {it['name']}"}
    lines = [f"from {module} import {name}" for name, module in traits.items()]
    lines += [f"struct S{name}({name}):\n    var x: Int" for name in traits]
    found: dict[str, list[str]] = {name: [] for name in traits}
    for message in messages(mojo, "\n".join([*lines, "def main():", "    pass", ""])):
        missed = _MISSED.fullmatch(message.text)
        if missed and missed["type"] == "S" + missed["trait"]:
            required = filter(None, map(_REQUIRED.match, message.notes))
            found[missed["trait"]] = sorted({it["name"] for it in required})
    write(found, Path(output))


if __name__ == "__main__":
    main(sys.argv[1:])
