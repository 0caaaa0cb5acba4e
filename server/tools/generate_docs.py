#!/usr/bin/env python3
"""Write the pages of the documentation that are made from the code.

Usage: generate_docs.py [--check]

The page of a rule is the docstring of its module, as `minimojo explain` prints it; the README of
the pages lists all rules. With `--check` nothing is written: the pages that are not current are
printed, and the exit status is 1 if there are any.
"""

import argparse
import sys
from pathlib import Path

SERVER = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SERVER))

from minimojo.rules.pages import overview, page  # noqa: E402
from minimojo.rules.registry import all_rules  # noqa: E402

PAGES = SERVER / "docs" / "rules"


def pages() -> dict[str, str]:
    """What each file of the folder has to hold."""
    rules = all_rules()
    return {"README.md": overview(rules), **{f"{rule.code}.md": page(rule) for rule in rules}}


def stale(folder: Path = PAGES) -> list[str]:
    """The files that are missing, differ, or belong to no rule."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path = PAGES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for name in stale(folder):
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only tell which pages are not current")
    options = parser.parse_args()
    changed = stale()
    for name in changed:
        print(f"{PAGES.relative_to(SERVER.parent)}/{name}")
    if options.check:
        return 1 if changed else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
