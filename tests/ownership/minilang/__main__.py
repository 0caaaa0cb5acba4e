"""Compares the analysis with the compiler on random functions; a tool for maintainers.

Run from the folder `tests`, with `server` on PYTHONPATH:

    python -m ownership.minilang --seed 1 --count 500 --files 4 [--show 3]
"""

from __future__ import annotations

import argparse
import sys

from ownership.minilang.oracle import ask, compare, compiler, draw


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300, help="functions per file")
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="differences to print")
    parser.add_argument("--mojo", default=compiler(), help="path of the compiler (default: on PATH)")
    options = parser.parse_args()
    if options.mojo is None:
        print("no Mojo compiler on PATH", file=sys.stderr)
        return 2
    functions = diagnostics = wrong = 0
    for number in range(options.files):
        file = draw(options.seed + number, options.count)
        rows, others = ask(file.text, options.mojo)
        if others:
            print(f"seed {options.seed + number}: not comparable:", *others[:5], sep="\n  ")
            continue
        differences, found = compare(file, rows)
        functions += len(file.functions)
        diagnostics += found
        wrong += len(differences)
        for difference in differences[: max(0, options.show)]:
            options.show -= 1
            line = difference.function.first_line
            lines = file.text.splitlines()[line - 1 : difference.function.last_line]
            print(f"--- seed {options.seed + number}")
            print("\n".join(f"{line + n:5} {text}" for n, text in enumerate(lines)))
            print("only compiler:", *difference.only_compiler, sep="\n  ")
            print("only ours:", *difference.only_ours, sep="\n  ")
    print(f"{functions} functions, {diagnostics} diagnostics, {wrong} functions differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
