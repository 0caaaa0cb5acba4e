"""Where does a finding stand: which text on the compiler's line is it about?"""

from __future__ import annotations

import re

from minimojo.rules.rule import Evidence
from minimojo.text import Span


def name_on_line(cx: Evidence, name: str, at: Span) -> Span | None:
    """The identifier that begins `name` on the line of `at`: the one at `at`, else the nearest one.

    None for nameless values, and when the line does not mention the name.
    """
    root = name.partition(".")[0]
    if not root.isidentifier():
        return None
    start = max(cx.source.rfind(b"\n", 0, at.start), cx.source.rfind(b"\r", 0, at.start)) + 1
    found_end = cx.source.find(b"\n", at.start)
    end = len(cx.source) if found_end < 0 else found_end
    line = _without_comment(cx.source[start:end])
    found = [
        Span(start + match.start(), start + match.end())
        for match in re.finditer(rb"(?<![\w.])%s(?!\w)" % re.escape(root.encode()), line)
    ]
    return min(found, key=lambda span: abs(span.start - at.start), default=None)


def _without_comment(line: bytes) -> bytes:
    """A line up to its comment. A `#` in a string cuts too early, which loses a nicer range only."""
    return line.partition(b"#")[0]
