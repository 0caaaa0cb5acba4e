"""The `minimojo` command as its users run it: another process."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SERVER = Path(__file__).parent.parent / "server"

COMMAND = (sys.executable, "-m", "minimojo.cli.main")
"""The command of this checkout, installed or not; it needs `environment()`."""


def environment() -> dict[str, str]:
    path = os.pathsep.join([str(SERVER), *filter(None, [os.environ.get("PYTHONPATH")])])
    kept = Path(tempfile.gettempdir(), "minimojo-tests")  # Nothing of ours gets into what the user keeps.
    return {**os.environ, "PYTHONPATH": path, "XDG_CACHE_HOME": str(kept)}


def minimojo(*arguments: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Runs the command. Raises TimeoutExpired."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
