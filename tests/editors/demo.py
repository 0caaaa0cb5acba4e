"""The program that every editor opens, and what a person must get to see of it."""

import re
from pathlib import Path

SOURCE = Path(__file__).with_name("demo.mojo")
"""A value is transferred on one line and used on the next."""

CODE = "use-after-transfer"
"""The code of the one finding."""

HOVER = re.compile(r"message.*transferred", re.DOTALL)
"""What hovering over the use tells: the value and its state there."""

FIX = re.compile(r"Pass a copy[^\n]*")
"""The title of the quick fix."""

BROKEN = "archive(message^, log)"
FIXED = "archive(message.copy(), log)"
"""The line with the transfer, before and after the quick fix."""


def fixed_source() -> str:
    """Give the program after the quick fix: one line differs."""
    return SOURCE.read_text(encoding="utf-8").replace(BROKEN, FIXED)
