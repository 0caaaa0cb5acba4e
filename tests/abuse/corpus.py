"""Real Mojo files, in groups that know one another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import minimojo.types.std
from minimojo.workspace.files import SUFFIXES
from programs import PATHS

Folder = dict[str, bytes]
"""Texts by path, of files in one folder of a project."""

_LIBRARY = Path(minimojo.types.std.__file__).parent
_LARGEST = 200_000
"""Bytes of a file that is edited."""


def folders(more: Iterable[Path] = ()) -> list[Folder]:
    """Those of the repository, and those below more folders; without files that are not UTF-8."""
    found = [_read(PATHS, PATHS[0].parent)]
    found += [_read([path], _LIBRARY) for path in sorted(_LIBRARY.glob("*/*.mojo"))]
    for root in more:
        paths = sorted(path for suffix in SUFFIXES for path in root.rglob(f"*{suffix}") if path.is_file())
        for parent in sorted({path.parent for path in paths}):
            found.append(_read([path for path in paths if path.parent == parent], root))
    return [folder for folder in found if folder]


def _read(paths: Iterable[Path], root: Path) -> Folder:
    texts = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {path: text for path, text in texts.items() if len(text) <= _LARGEST and _is_text(text)}


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
