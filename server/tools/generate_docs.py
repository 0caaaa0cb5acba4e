#!/usr/bin/env python3
"""Write the pages of the documentation that are made from the code.

Usage: generate_docs.py [--check]

The page of a rule is the docstring of its module, as `minimojo explain` prints it; the README of
the pages lists all rules. The page of the settings is made from their declarations. With `--check`
nothing is written: the pages that are not current are printed, and the exit status is 1 if there are any.
"""

import argparse
import sys
from pathlib import Path

SERVER = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(SERVER))

from minimojo.config.model import Config  # noqa: E402
from minimojo.config.pages import table  # noqa: E402
from minimojo.lsp.settings import Settings  # noqa: E402
from minimojo.rules.pages import overview, page  # noqa: E402
from minimojo.rules.registry import all_rules  # noqa: E402

DOCS = SERVER / "docs"


def pages() -> dict[str, str]:
    """What each page has to hold, by its path below the folder of the documentation."""
    rules = all_rules()
    return {
        "settings.md": f"{_SETTINGS}\n{table(Settings)}\n\n{_CONFIGURATION}\n{table(Config)}\n\n{_END}",
        "rules/README.md": overview(rules),
        **{f"rules/{rule.code}.md": page(rule) for rule in rules},
    }


_SETTINGS = """\
# Settings

## In an editor

A client sends these when it starts the server (`initializationOptions`), or later, as the section `minimojo` of its
configuration; they are taken over at once. A setting that is not understood is told, and keeps its value.
"""

_CONFIGURATION = """\
## In a project

A project says the same to everybody, in the terminal and in editors, in `minimojo.toml`, or in its `pyproject.toml`
below `[tool.minimojo]`. The nearest file counts, from the folder of the source upwards. What it says comes before the
settings of an editor.

```toml
[tool.minimojo]
ignore = ["unused-assignment"]
import-roots = ["src"]
mojo-version = "1.2"

[tool.minimojo.severity]
unused-variable = "hint"
```
"""

_END = """\
## In a line

`# minimojo: ignore[use-after-transfer]` behind code leaves out the findings of that rule on its line,
`# minimojo: ignore` all of them; on a line of its own, the comment is about the next line of code. A comment that has
nothing to leave out is [reported](rules/unused-suppression.md).

This page is written by `server/tools/generate_docs.py`, from the declarations of the settings.
"""


def stale(folder: Path = DOCS) -> list[str]:
    """The pages that are missing, differ, or belong to no rule."""
    wanted = pages()
    paths = {*(folder / "rules").glob("*.md"), folder / "settings.md"}
    found = {it.relative_to(folder).as_posix(): it.read_text("utf-8") for it in paths if it.exists()}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path = DOCS) -> None:
    (folder / "rules").mkdir(parents=True, exist_ok=True)
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
        print(f"{DOCS.relative_to(SERVER.parent)}/{name}")
    if options.check:
        return 1 if changed else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
