"""A person with the packaged extension in a real VS Code."""

import json
import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minimojo import __version__

from . import demo, packages
from .code_server import CodeServer, Profile, Release, Trust
from .demo import CODE, FIX, HOVER, MESSAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from .workbench import Workbench

OpenWindow = Callable[[CodeServer, Path], "Workbench"]


@pytest.fixture(scope="module", params=Release, ids=lambda release: release.name.lower())
def vscode(
    editors: Path,
    extension: Path,
    server_command: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[CodeServer]:
    """Give a VS Code with the extension and the server on its `PATH`."""
    profile = Profile(
        folder=tmp_path_factory.mktemp("vscode"),
        extensions=[extension],
        search_path=_search_path(server_command.parent),
        release=request.param,
    )
    with _running(editors, profile) as server:
        yield server


@pytest.fixture
def open_window(browser: "Browser", tmp_path: Path) -> Iterator[OpenWindow]:
    """Give a way to open a window on a folder; what it shows last is kept in `tmp_path`."""
    from .workbench import Workbench

    windows: list[Workbench] = []

    def open_window(server: CodeServer, folder: Path) -> Workbench:
        windows.append(Workbench(browser, server, folder))
        return windows[-1]

    yield open_window
    for number, window in enumerate(windows):
        window.page.screenshot(path=tmp_path / f"window-{number}.png")
        window.close()


def test_squiggle_hover_and_quick_fix(vscode: CodeServer, open_window: OpenWindow, folder: Path) -> None:
    """See the error, read why, fix it with a keystroke, and find the file changed."""
    from playwright.sync_api import expect

    from . import pictures

    window = open_window(vscode, folder)
    window.open("demo.mojo")
    window.squiggles.first.wait_for()
    expect(window.squiggles).to_have_count(1)
    pictures.take(vscode, window.page, "vscode-squiggle")

    told = window.hover(window.squiggles, HOVER)
    assert CODE in told
    assert MESSAGE.search(told)
    pictures.take(vscode, window.page, "vscode-hover")

    fix = window.quick_fix(window.squiggles, FIX)
    fix.wait_for()
    expect(window.lightbulb).to_have_count(1)  # It may come after the menu.
    pictures.take(vscode, window.page, "vscode-quick-fix")
    expect(fix).to_have_class(re.compile(r"\bfocused\b"))
    window.page.keyboard.press("Enter")

    window.squiggles.first.wait_for(state="detached")
    window.save()
    expect(window.lightbulb).to_have_count(0)
    pictures.take(vscode, window.page, "vscode-fixed")
    assert (folder / "demo.mojo").read_text(encoding="utf-8") == demo.fixed_source()


def test_another_server_after_a_restart_and_after_a_crash(
    vscode: CodeServer, open_window: OpenWindow, folder: Path
) -> None:
    """Restart the server by its command, then kill it: each time another one gives the same finding."""
    window = open_window(vscode, folder)
    window.open("demo.mojo")
    window.squiggles.first.wait_for()
    first = vscode.language_servers()
    window.run_command("MiniMojo: Restart Server")
    second = _others(vscode, first)
    _wait(lambda: _listed(window, CODE) == 1)
    os.kill(second[0], signal.SIGKILL)
    _others(vscode, second)
    _wait(lambda: _listed(window, CODE) == 1)


def test_shows_the_state_of_the_server(vscode: CodeServer, open_window: OpenWindow, folder: Path) -> None:
    """Run the command for bug reports: version, settings and open files are in a document."""
    window = open_window(vscode, folder)
    window.open("demo.mojo")
    window.squiggles.first.wait_for()
    window.run_command("MiniMojo: Show State of the Server")
    _wait(lambda: f"# MiniMojo {__version__}" in window.text() and "## Settings" in window.text())


def test_migrates_all_files(vscode: CodeServer, open_window: OpenWindow, folder: Path) -> None:
    """Run the command and say yes: a file that is not open is written as Mojo 1.2 spells it."""
    old = folder / "old.mojo"
    old.write_text("fn shout(inout text: String):\n    text += '!'\n", encoding="utf-8")
    window = open_window(vscode, folder)
    window.open("demo.mojo")
    window.squiggles.first.wait_for()
    window.run_command("MiniMojo: Migrate Old Spellings in All Files")
    question = window.notification("There are old spellings in 1 file")
    question.get_by_role("button", name="Write Them").click()
    window.page.get_by_role(
        "tab", name="old.mojo"
    ).wait_for()  # Changed and not saved, so that it can be undone.
    window.run_command("File: Save All")
    _wait(lambda: old.read_text(encoding="utf-8").startswith("def shout(mut text: String):"))


def test_tells_why_a_server_does_not_start(
    editors: Path, extension: Path, open_window: OpenWindow, folder: Path, tmp_path: Path
) -> None:
    """A server that ends at once is reported once, in its own words."""
    program = packages.program(tmp_path / "bin" / "minimojo", "echo 'Error: no such module' >&2; exit 1")
    profile = Profile(tmp_path / "profile", [extension], _search_path(program.parent))
    with _running(editors, profile) as server:
        window = open_window(server, folder)
        window.open("demo.mojo")
        window.notification(f"{program} does not start: Error: no such module")
        assert window.notifications.count() == 1


def test_installs_a_server_where_there_is_none(
    editors: Path,
    extension: Path,
    server_command: Path,
    open_window: OpenWindow,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Accept the offer to install: pip puts a server into the private environment, and it runs."""
    wheel = packages.wheel_that_starts(server_command, tmp_path)
    python = tmp_path / "python"
    python.mkdir()
    (python / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    profile = Profile(
        folder=tmp_path / "profile",
        extensions=[extension],
        search_path=_search_path(python),
        settings={"minimojo.server.package": str(wheel)},
    )
    with _running(editors, profile) as server:
        window = open_window(server, folder)
        window.open("demo.mojo")
        offer = window.notification("MiniMojo has no server")
        offer.get_by_role("button", name="Install").click()
        window.squiggles.first.wait_for(timeout=90_000)
        assert list(profile.folder.glob("data/User/globalStorage/*/server/bin/minimojo"))
        assert len(server.language_servers()) == 1


def test_hides_what_the_official_extension_shows(
    editors: Path,
    extension: Path,
    server_command: Path,
    open_window: OpenWindow,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Beside the official extension one problem is listed once: as the official one tells it."""
    official = packages.official_extension_that_reports("message)", "use of uninitialized", tmp_path)
    profile = Profile(
        folder=tmp_path / "profile",
        extensions=[extension, official],
        search_path=_search_path(server_command.parent),
    )
    with _running(editors, profile) as server:
        window = open_window(server, folder)
        window.open("demo.mojo")
        window.squiggles.first.wait_for()
        _wait(lambda: _listed(window, CODE) == 0 and _listed(window, "use of uninitialized") == 1)


def test_starts_nothing_from_an_untrusted_workspace(
    editors: Path,
    extension: Path,
    server_command: Path,
    open_window: OpenWindow,
    folder: Path,
    tmp_path: Path,
) -> None:
    """Neither a setting nor an environment of the workspace runs a program before it is trusted."""
    sprung = tmp_path / "sprung"
    trap = packages.program(folder / ".venv" / "bin" / "minimojo", f"touch {shlex.quote(str(sprung))}")
    (folder / ".vscode").mkdir()
    settings = json.dumps({"minimojo.server.path": str(trap)})
    (folder / ".vscode" / "settings.json").write_text(settings, encoding="utf-8")
    profile = Profile(
        folder=tmp_path / "profile",
        extensions=[extension],
        search_path=_search_path(server_command.parent),
        trust=Trust.ASKED_FOR,
    )
    with _running(editors, profile) as server:
        window = open_window(server, folder)
        window.open("demo.mojo")
        window.squiggles.first.wait_for()
        assert len(server.language_servers()) == 1
        assert not sprung.exists()
        window.trust()
        _wait(sprung.exists)


def _listed(window: "Workbench", text: str) -> int:
    return sum(text in problem for problem in window.problems())


@contextmanager
def _running(editors: Path, profile: Profile) -> Generator[CodeServer]:
    server = CodeServer(editors, profile)
    try:
        yield server
    finally:
        server.stop()


def _search_path(first: Path) -> str:
    return os.pathsep.join([str(first), "/usr/bin", "/bin"])


def _others(vscode: CodeServer, before: list[int]) -> list[int]:
    """Wait until other servers run, and none of those before: for a moment both may."""
    _wait(lambda: (now := vscode.language_servers()) and not set(now) & set(before))
    return vscode.language_servers()


def _wait(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never comes"
        time.sleep(0.1)
