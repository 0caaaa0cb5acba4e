"""A person with the documented configuration in a real Neovim."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from . import demo
from .demo import CODE, FIX, HOVER, MESSAGE
from .terminal import Terminal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCUMENT = Path(__file__).parents[2] / "server" / "docs" / "editors.md"


def documented_configuration(heading: str) -> str:
    """Give the Lua block of the document that follows a heading."""
    text = DOCUMENT.read_text(encoding="utf-8")
    _, found, section = text.partition(f"\n### {heading}\n")
    assert found, f"{DOCUMENT.name} has no heading {heading!r}"
    block = re.search(r"^```lua\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert block, f"{DOCUMENT.name} has no Lua block under {heading!r}"
    return block[1]


@pytest.mark.parametrize("heading", ["Neovim 0.11 and newer", "Neovim 0.8 to 0.10"])
def test_diagnostic_hover_and_quick_fix(
    heading: str,
    editors: Path,
    browser: "Browser",
    server_command: Path,
    folder: Path,
    tmp_path: Path,
) -> None:
    """See the error, read why, fix it with a keystroke, and find the file changed."""
    from . import pictures

    with _neovim(editors, server_command, documented_configuration(heading), folder, tmp_path) as nvim:
        nvim.wait_for("■")
        nvim.type("G", "$", "h", "C-w", "d")
        nvim.wait_for(CODE)
        nvim.wait_for(MESSAGE)
        nvim.type("h", "l", "K")
        nvim.wait_for(HOVER)
        pictures.take_terminal(browser, nvim.colours(), "nvim demo.mojo", "neovim-hover")
        nvim.type("h", "l", "gra")
        choice = nvim.wait_for(re.compile(rf"(\d+): {FIX.pattern}"))
        nvim.type(choice[1], "Enter")
        nvim.wait_for(demo.FIXED)
        nvim.type(":wq", "Enter")
        nvim.wait_for_end()
    assert (folder / "demo.mojo").read_text(encoding="utf-8") == demo.fixed_source()


@contextmanager
def _neovim(
    editors: Path, server_command: Path, configuration: str, folder: Path, scratch: Path
) -> Generator[Terminal]:
    home = scratch / "home"
    (home / ".config" / "nvim").mkdir(parents=True)
    (home / ".config" / "nvim" / "init.lua").write_text(configuration, encoding="utf-8")
    environment = {
        "HOME": str(home),
        "PATH": f"{server_command.parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "screen-256color",
        "COLORTERM": "truecolor",
    }
    terminal = Terminal([str(editors / "bin" / "nvim"), "demo.mojo"], folder, environment, scratch / "tmux")
    try:
        yield terminal
    finally:
        terminal.close()
