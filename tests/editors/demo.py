"""The program that every editor opens, and what a person must get to see of it."""

import re
from pathlib import Path

SOURCE = Path(__file__).with_name("demo.mojo")
"""A value is transferred on one line and used on the next."""

CODE = "use-after-transfer"
"""The code of the one finding."""

MESSAGE = re.compile(r"use of transferred value .?message")
"""What the finding says. Editors may show the backticks or not."""

HOVER = re.compile(r"transferred away in line 8, into .?entry.? of .?archive")
"""What only the hover over the use tells: the state of the value there."""

FIX = re.compile(r"Pass a copy of `message`")
"""The title of the quick fix."""

BROKEN = "archive(message^, log)"
FIXED = "archive(message.copy(), log)"
"""The line with the transfer, before and after the quick fix."""


def fixed_source() -> str:
    """Give the program after the quick fix: one line differs."""
    return SOURCE.read_text(encoding="utf-8").replace(BROKEN, FIXED)
