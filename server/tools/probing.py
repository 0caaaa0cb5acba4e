"""What the programs that probe the compiler have in common: how it is asked, and how answers are kept."""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Message:
    """An error or a warning with the notes below it; `line` counts from 1."""

    kind: str
    line: int
    text: str
    notes: list[str] = field(default_factory=list)


def messages(mojo: str, source: str) -> list[Message]:
    """The errors and warnings about a program that have a place in it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "probe.mojo"
        file.write_text(source)
        command = [mojo, "build", "--emit", "object", "--diagnostic-format", "json", str(file)]
        run = subprocess.run(
            [*command, "-o", f"{folder}/probe.o"], capture_output=True, text=True, check=False
        )
    found: list[Message] = []
    for entry in (json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")):
        if entry["kind"] == "note" and found:
            found[-1].notes.append(entry["message"])
        elif entry["kind"] in ("error", "warning") and entry.get("diagnostic"):
            found.append(Message(entry["kind"], entry["diagnostic"]["location"]["line"], entry["message"]))
    return found


def write(found: object, output: Path) -> None:
    """Keeps what was found as JSON that is easy to compare."""
    output.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
