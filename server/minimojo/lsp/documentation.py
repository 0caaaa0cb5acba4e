"""Where the page of a rule can be opened, also without a network.

In a source checkout the page is a file of the documentation. An installed server writes the page
once to the user's cache folder.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from msgspec import Struct, field

from minimojo import __version__
from minimojo.rules.pages import page
from minimojo.rules.registry import find_rule

_log = logging.getLogger(__name__)


class Documentation(Struct):
    """Links to pages, each looked up once."""

    _links: dict[str, str | None] = field(default_factory=dict[str, "str | None"])

    def link(self, code: str) -> str | None:
        """The URI of the page of a rule; None if there is none, or it cannot be written."""
        if code not in self._links:
            try:
                path = _in_checkout(code) or _in_cache(code)
            except OSError as error:
                _log.warning("the page of %s cannot be written: %s", code, error)
                path = None
            self._links[code] = None if path is None else path.as_uri()
        return self._links[code]


def _in_checkout(code: str) -> Path | None:
    path = Path(__file__).resolve().parents[2] / "docs" / "rules" / f"{code}.md"
    return path if path.is_file() else None


def _in_cache(code: str) -> Path | None:
    rule = find_rule(code)
    if rule is None:
        return None
    path = _cache_folder() / "minimojo" / __version__ / "rules" / f"{code}.md"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(rule), encoding="utf-8")
    return path


def _cache_folder() -> Path:
    home = Path.home()
    match sys.platform:
        case "win32":
            return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        case "darwin":
            return home / "Library" / "Caches"
        case _:
            return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache").absolute()
