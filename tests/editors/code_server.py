"""VS Code as a process: code-server with a profile of its own."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import psutil

QUIET_SETTINGS: Mapping[str, object] = {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.enableExperiments": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.colorTheme": "Default Light Modern",
    "chat.disableAIFeatures": True,
    "telemetry.telemetryLevel": "off",
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": "off",
    "extensions.ignoreRecommendations": True,
    "update.mode": "none",
    "update.showReleaseNotes": False,
    "editor.minimap.enabled": False,
    "editor.fontFamily": "DejaVu Sans Mono, monospace",
    "editor.accessibilitySupport": "off",
    "editor.hover.above": False,
    "editor.occurrencesHighlight": "off",
    "workbench.reduceMotion": "on",
    "files.autoSave": "off",
    "security.workspace.trust.startupPrompt": "never",
    "git.enabled": False,
    "window.commandCenter": False,
}
"""Nothing that moves on its own, asks the network, or covers the editor."""


class Trust(Enum):
    """What VS Code may start from a workspace."""

    GIVEN = "--disable-workspace-trust"
    """Every workspace is trusted."""
    ASKED_FOR = ""
    """The person is asked for each workspace."""


class Release(Enum):
    """Which VS Code it is, by the folder that it is installed in."""

    LATEST = "code-server"
    OLD = "code-server-old"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a VS Code is started with."""

    folder: Path
    """An empty folder that takes everything it writes."""
    extensions: Sequence[Path]
    """The packaged extensions to install."""
    search_path: str
    """Its `PATH`, where the MiniMojo extension looks for a server."""
    settings: Mapping[str, object] = field(default_factory=dict[str, object])
    """Settings of the machine."""
    trust: Trust = Trust.GIVEN
    release: Release = Release.LATEST


class CodeServer:
    """A VS Code that serves its window on a port of this machine, until it is stopped."""

    def __init__(self, editors: Path, profile: Profile) -> None:
        """Install the extensions into the profile, start, and wait until it answers."""
        self._node = [
            str(editors / "bin" / "node"),
            str(
                editors / profile.release.value / "node_modules" / "code-server" / "out" / "node" / "entry.js"
            ),
        ]
        self._profile = profile
        self._environment = _environment(profile)
        _write_settings(profile)
        for extension in profile.extensions:
            self._install(extension)
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._log = (profile.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [*self._node, *self._places(), "--bind-addr", f"127.0.0.1:{self._port}", *self._quiet()],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait_until_healthy()

    @property
    def release(self) -> Release:
        """Which VS Code it is."""
        return self._profile.release

    def language_servers(self) -> list[int]:
        """Give the process ids of the MiniMojo servers that run inside of it."""
        inside = psutil.Process(self._process.pid).children(recursive=True)
        return [process.pid for process in inside if _is_language_server(process)]

    def stop(self) -> None:
        """End it with everything that it started."""
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._log.close()

    def _install(self, extension: Path) -> None:
        subprocess.run(
            [*self._node, *self._places(), "--install-extension", str(extension)],
            env=self._environment,
            check=True,
            capture_output=True,
            timeout=60,
        )

    def _places(self) -> list[str]:
        folder = self._profile.folder
        return [
            f"--config={folder / 'config.yaml'}",
            f"--user-data-dir={folder / 'data'}",
            f"--extensions-dir={folder / 'extensions'}",
        ]

    def _quiet(self) -> list[str]:
        return [
            "--auth=none",
            "--disable-telemetry",
            "--disable-update-check",
            "--disable-getting-started-override",
            *filter(None, [self._profile.trust.value]),
        ]

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._is_healthy():
                return
            time.sleep(0.05)
        self.stop()
        message = (self._profile.folder / "log").read_text(errors="replace")
        raise RuntimeError(f"code-server does not answer:\n{message}")

    def _is_healthy(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


def _is_language_server(process: psutil.Process) -> bool:
    try:
        command = process.cmdline()
    except psutil.Error:
        return False
    return "lsp" in command and any("minimojo" in word for word in command)


def _write_settings(profile: Profile) -> None:
    (profile.folder / "home").mkdir(parents=True)
    (profile.folder / "config.yaml").write_text("cert: false\n")
    # Settings of the machine are read from their own file only.
    for kind, settings in (("User", QUIET_SETTINGS), ("Machine", profile.settings)):
        place = profile.folder / "data" / kind
        place.mkdir(parents=True)
        (place / "settings.json").write_text(json.dumps(dict(settings)), encoding="utf-8")


def _environment(profile: Profile) -> dict[str, str]:
    # An empty gallery stops every question to an extension marketplace.
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "HOME": str(profile.folder / "home"),
        "PATH": profile.search_path,
        "EXTENSIONS_GALLERY": "{}",
        # Started from a terminal, it does not ask a login shell for another `PATH`.
        "VSCODE_CLI": "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
