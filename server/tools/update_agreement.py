#!/usr/bin/env python3
"""Write the result of the conformance score into the documentation.

Usage: score.py -- minimojo check --output-format json | update_agreement.py VERSION_OR_DATE

Reads what `score.py` prints from standard input, and replaces what stands between the marks
`<!-- score -->` and `<!-- /score -->` of `server/docs/agreement.md`. Fails when the input has no score.
"""

import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "agreement.md"
_ROW = re.compile(r"^(?P<group>[a-z-]+) +(?P<expected>\d+) +(?P<found>\d+) +(?P<missed>\d+) +(?P<extra>\d+)$")
_BLOCK = re.compile(r"(<!-- score -->\n).*(<!-- /score -->)", re.DOTALL)


def table(output: str, when: str) -> str:
    """Markdown of a score. Raises ValueError when there is none in `output`."""
    rows = [match for line in output.splitlines() if (match := _ROW.match(line))]
    findings = re.search(r"recall ([\d.]+), precision ([\d.]+)", output)
    cases = re.search(r"cases in agreement: (\d+) of (\d+)", output)
    if not rows or findings is None or cases is None:
        raise ValueError("there is no score in the input")
    return "\n".join(
        [
            f"Measured {when}: precision {findings[2]}, recall {findings[1]} over all groups;",
            f"{cases[1]} of {cases[2]} programs agree in everything.",
            "",
            "| the compiler's message | expected | found | missed | extra |",
            "|---|---:|---:|---:|---:|",
            *(
                f"| {row['group']} | {row['expected']} | {row['found']} | {row['missed']} | {row['extra']} |"
                for row in rows
            ),
            "",
        ]
    )


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text = table(sys.stdin.read(), sys.argv[1])
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BLOCK.sub(lambda match: match[1] + text + match[2], page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
