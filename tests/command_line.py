"""The `minimojo` command as its users run it: another process."""

import os
import subprocess
import sys
from pathlib import Path

SERVER = Path(__file__).parent.parent / "server"


def minimojo(*arguments: str | Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Runs the command of this checkout, installed or not. Raises TimeoutExpired."""
    path = os.pathsep.join([str(SERVER), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "minimojo.cli.main", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
