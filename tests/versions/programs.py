"""The programs about which compilers of several versions are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from support.fixtures import examples_in


def programs(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Titles and sources: the fixtures, and the Mojo files in some folders."""
    for folder in ("rules", "fixes", "hover"):
        for example in examples_in(folder):
            yield f"{folder}/{example}", example.source
    for folder in folders:
        for path in sorted(folder.glob("*.mojo")):
            yield path.name, path.read_text(encoding="utf-8")
