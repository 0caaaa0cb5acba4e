"""What the programs that probe the compiler have in common: how it is asked, and how answers are kept."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Message:
    """An error or a warning; `line` counts from 1."""

    kind: str
    line: int
    text: str


def messages(mojo: str, source: str) -> Iterator[Message]:
    """The errors and warnings about a program that have a place in it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "probe.mojo"
        file.write_text(source)
        command = [mojo, "build", "--emit", "object", "--diagnostic-format", "json", str(file)]
        run = subprocess.run(
            [*command, "-o", f"{folder}/probe.o"], capture_output=True, text=True, check=False
        )
    for entry in (json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")):
        if entry["kind"] in ("error", "warning") and entry.get("diagnostic"):
            yield Message(entry["kind"], entry["diagnostic"]["location"]["line"], entry["message"])


def write(found: object, output: Path) -> None:
    """Keeps what was found as JSON that is easy to compare."""
    output.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
