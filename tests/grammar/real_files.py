"""Real Mojo sources: the files of one published wheel, downloaded once and kept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

WHEEL = "torch-mojo-backend==0.3.1"
COUNT = 77


def real_files(cache: Path) -> dict[str, bytes]:
    """The Mojo files of the wheel by path, in order; `cache` keeps it. Raises OSError when it cannot be had."""
    kept = sorted(cache.glob("*.whl"))
    wheel = kept[0] if kept else _download(cache)
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith((".mojo", ".🔥")))
        return {name: archive.read(name) for name in names}


def real_files_or_skip(config: pytest.Config) -> dict[str, bytes]:
    """Skips the test without network, but not in CI."""
    assert config.cache is not None
    try:
        return real_files(config.cache.mkdir("torch-mojo-backend"))
    except OSError as error:
        if os.environ.get("MINIMOJO_CI"):
            raise
        pytest.skip(f"needs `{WHEEL}`: {error}")


def _download(cache: Path) -> Path:
    """Downloads beside the cache and moves into place, so that no process sees half a file."""
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--only-binary=:all:", "--dest", folder, WHEEL]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            raise OSError(f"pip download failed: {done.stderr.strip()[-300:]}")
        return wheels[0].replace(cache / wheels[0].name)
