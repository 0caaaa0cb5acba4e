"""Writes what is told about the programs of this folder into their pages, to be read before it is kept.

python tests/structure/rewrite.py tests/structure/programs/outline.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent / "server"), str(TESTS)]

from minimojo.workspace.workspace import Workspace  # noqa: E402
from structure.test_structure import ANSWERS, BLOCK, PATH  # noqa: E402


def main() -> None:
    for page in map(Path, sys.argv[1:]):
        program = ""

        def told(block: re.Match[str]) -> str:
            nonlocal program
            if block["kind"] == "mojo":
                program = block["text"]
                return block[0]
            workspace = Workspace()
            workspace.open(PATH, program.encode())
            text = "".join(f"{line}\n" for line in ANSWERS[block["kind"]](workspace))
            return f"```{block['kind']}\n{text}```"

        page.write_text(BLOCK.sub(told, page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
