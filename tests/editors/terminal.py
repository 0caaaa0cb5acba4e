"""A terminal with one program in it, as a person sees it: tmux holds the screen."""

import re
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

COLUMNS, ROWS = 96, 20

PATIENCE = 20.0
"""Seconds until something that should show up is given up on."""


class Terminal:
    """The screen of a program, until it is closed."""

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], socket: Path
    ) -> None:
        """Start a program in a folder, in exactly this environment."""
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self._run(
            *["new-session", "-d", "-s", "screen", "-x", str(COLUMNS), "-y", str(ROWS)],
            *["-c", str(folder)],
            *["env", "-i", *(f"{name}={value}" for name, value in environment.items())],
            *command,
        )
        self._run("set-option", "-g", "status", "off")

    def type(self, *keys: str) -> None:
        """Press keys, in tmux's names (`Enter`, `Escape`); anything else is typed as it is."""
        self._run("send-keys", "-t", "screen", *keys)

    def text(self) -> str:
        """Read the screen."""
        return self._run("capture-pane", "-p", "-t", "screen")

    def colours(self) -> str:
        """Read the screen with its colours, as escape sequences."""
        return self._run("capture-pane", "-p", "-e", "-N", "-t", "screen")

    def wait_for(self, wanted: re.Pattern[str] | str) -> re.Match[str]:
        """Wait until the screen has a text; fail with the screen in the message."""
        pattern = re.compile(re.escape(wanted)) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if match := pattern.search(self.text()):
                return match
            time.sleep(0.05)
        raise AssertionError(f"the terminal never shows {pattern.pattern!r}:\n{self.text()}")

    def wait_for_no(self, unwanted: re.Pattern[str]) -> None:
        """Wait until the screen does not have a text any more."""
        deadline = time.monotonic() + PATIENCE
        while unwanted.search(screen := self.text()):
            assert time.monotonic() < deadline, f"the terminal keeps {unwanted.pattern!r}:\n{screen}"
            time.sleep(0.05)

    def wait_for_end(self) -> None:
        """Wait until the program has ended by itself."""
        deadline = time.monotonic() + PATIENCE
        while subprocess.run([*self._tmux, "has-session"], capture_output=True, check=False).returncode == 0:
            assert time.monotonic() < deadline, f"the program does not end:\n{self.text()}"
            time.sleep(0.05)

    def close(self) -> None:
        """End the terminal, and with it the program."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False, timeout=10)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._tmux, *arguments], capture_output=True, check=True, timeout=10, encoding="utf-8"
        )
        return done.stdout


@contextmanager
def person_at(command: Sequence[str], folder: Path, home: Path, server_command: Path) -> Generator[Terminal]:
    """Sit down at an editor that has nothing but a home of its own and the server on its `PATH`."""
    environment = {
        "HOME": str(home),
        "PATH": f"{server_command.parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "screen-256color",
        "COLORTERM": "truecolor",
    }
    terminal = Terminal(command, folder, environment, home / "tmux")
    try:
        yield terminal
    finally:
        terminal.close()
