"""The values of string literals, as far as messages quote them."""

from __future__ import annotations

import re

_SEAM = re.compile(r"(?<=[^\\])(\"|')\s*\1(?=.)", re.DOTALL)


def unquoted(text: str) -> str:
    """The value of a plain string literal without escapes; adjacent literals are one."""
    quote = '"""' if text.startswith('"""') else text[:1]
    inner = text.removeprefix(quote).removesuffix(quote)
    return _SEAM.sub("", inner) if len(quote) == 1 else inner
