"""Records what an editor and the server say to one another.

Run with `server` and `tests` on PYTHONPATH:

    python -m abuse.recording FOLDER

makes `FOLDER/minimojo`, a command that is put in the place of the server's: everything passes through it, and is
written to `FOLDER/PID.jsonl`, a message a line, in the order in which it passed. With the sessions of `tests/editors`:

    MINIMOJO_EDITORS_SERVER=FOLDER/minimojo pytest tests/editors/test_vim.py

`python -m abuse.replay` makes test data of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from command_line import COMMAND, environment

_SCRIPT = """\
#!{python}
import os, sys
sys.path[:0] = {paths!r}
os.environ["PYTHONPATH"] = os.pathsep.join({paths!r})
from pathlib import Path
from abuse.recording import main
sys.exit(main(Path({folder!r}), sys.argv[1:]))
"""


def main(folder: Path, arguments: list[str]) -> int:
    """What the command does: to record is for the server only."""
    if arguments[:1] != ["lsp"]:
        return subprocess.run([*COMMAND, *arguments], env=environment(), check=False).returncode
    server = subprocess.Popen(
        [*COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    assert server.stdin is not None
    assert server.stdout is not None
    with (folder / f"{os.getpid()}.jsonl").open("w", encoding="utf-8") as file:
        tape = _Tape(file)
        to_server = threading.Thread(
            target=tape.pass_on, args=("client", sys.stdin.buffer, server.stdin), daemon=True
        )
        to_server.start()
        tape.pass_on("server", server.stdout, sys.stdout.buffer)
        return server.wait()


class _Tape:
    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._lock = threading.Lock()

    def pass_on(self, who: str, source: IO[bytes], target: IO[bytes]) -> None:
        """Message by message; each is written down before it is passed on, so that no answer comes before it."""
        while (message := _read(source)) is not None:
            body = json.dumps(message).encode()
            with self._lock:
                self._file.write(json.dumps([who, message], ensure_ascii=False) + "\n")
                self._file.flush()
            try:
                target.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                target.flush()
            except BrokenPipeError:
                return
        target.close()


def _read(source: IO[bytes]) -> Any:
    """The next message; None at the end."""
    length = 0
    while line := source.readline():
        if line == b"\r\n":
            return json.loads(source.read(length))
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return None


def make_command(folder: Path) -> Path:
    """Puts the command into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [it for it in os.environ.get("PYTHONPATH", "").split(os.pathsep) if it]
    path = folder / "minimojo"
    path.write_text(_SCRIPT.format(python=sys.executable, paths=paths, folder=str(folder.absolute())))
    path.chmod(0o755)
    return path


if __name__ == "__main__":
    print(make_command(Path(sys.argv[1])))
