"""The editors, found or missed; a browser; a folder with the demo in it."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from . import demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


FindProgram = Callable[[str], Path]
"""What looks for an editor, or a part of one, and skips the test where it is missing."""

PLUGINS = {"ale": Path("/usr/share/vim-ale")}
"""Parts of editors that are no programs, where Debian puts them."""


# The modules of these tests need what install.sh installs; without it the Neovim tests tell so and skip.
if find_spec("psutil") is None and not os.environ.get("MINIMOJO_REQUIRE_EDITORS"):
    collect_ignore = ["test_vscode.py"]


@pytest.fixture(scope="session")
def editors() -> Path:
    """Give the folder that install.sh filled; everything else that it installs is there too."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("MINIMOJO_EDITORS") or cache / "minimojo-editors")
    if not (folder / "installed").exists():
        _miss("the editors are not installed")
    for program in ("chromium", "tmux", "npm"):
        if shutil.which(program) is None:
            _miss(f"{program} is not installed")
    if find_spec("playwright") is None:
        _miss("playwright is not installed")
    return folder


@pytest.fixture(scope="session")
def program() -> FindProgram:
    """Give what looks for the editors that come from the system's packages."""

    def find(name: str) -> Path:
        plugin = PLUGINS.get(name)
        found = str(plugin) if plugin and plugin.exists() else shutil.which(name, path="/usr/bin:/bin")
        return Path(found) if found else _miss(f"{name} is not installed")

    return find


@pytest.fixture(scope="module")
def browser(editors: Path) -> Iterator["Browser"]:
    """Give a Chromium without a window; its event loop must be gone when tests with one of their own come."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server_command() -> Path:
    """Give the `minimojo` command beside the Python that runs the tests, or one that records what is said."""
    if recording := os.environ.get("MINIMOJO_EDITORS_SERVER"):
        return Path(recording)
    found = shutil.which("minimojo", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.fail("the `minimojo` command is not installed beside this Python")
    return Path(found)


@pytest.fixture(scope="session")
def extension(editors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the packaged VS Code extension, built from its sources as they are now."""
    client = ROOT / "vscode-client"
    package = tmp_path_factory.mktemp("extension") / "minimojo.vsix"
    # Tests may run in several processes at once, and all of them build in one folder.
    with (Path(tempfile.gettempdir()) / "minimojo-extension.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (client / "node_modules").exists():
            _build(["npm", "ci", "--ignore-scripts"], client)
        _build(["npm", "run", "package", "--", "-o", str(package)], client)
    return package


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a copy of the demo."""
    workspace = tmp_path / "demo"
    workspace.mkdir()
    shutil.copy(demo.SOURCE, workspace)
    return workspace


def _build(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"


def _miss(reason: str) -> NoReturn:
    """Skip where editors are a luxury; fail where they were promised."""
    advice = f"{reason}: run tests/editors/install.sh"
    if os.environ.get("MINIMOJO_REQUIRE_EDITORS", "") not in {"", "0"}:
        pytest.fail(advice)
    pytest.skip(advice)
