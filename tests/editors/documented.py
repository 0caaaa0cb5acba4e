"""The configurations, as the pages of the documentation give them: what is tested is what people copy."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[2] / "server" / "docs" / "editors"


def block(page: str, language: str, after: str = "") -> str:
    """Give the first block of code in a language on an editor's page, after a line of the page if one is given."""
    text = (PAGES / page).read_text(encoding="utf-8")
    _, found, rest = text.partition(f"\n{after}\n") if after else ("", "all", text)
    assert found, f"{page} has no line {after!r}"
    code = re.search(rf"^```{language}\n(.*?)^```$", rest, re.DOTALL | re.MULTILINE)
    assert code, f"{page} has no block of {language} after {after!r}"
    return code[1]
