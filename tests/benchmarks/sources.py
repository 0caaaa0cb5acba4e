"""Mojo files to measure with."""

from __future__ import annotations

from pathlib import Path


def mojo_files(path: Path) -> list[Path]:
    """Those below a folder, in order; a file is itself."""
    return sorted(path.rglob("*.mojo")) if path.is_dir() else [path]
