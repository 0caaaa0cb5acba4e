"""A person with the documented configuration in a real Neovim."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from . import demo, documented
from .conftest import FindProgram
from .demo import CODE, FIX, HOVER, MESSAGE
from .terminal import Terminal, person_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "neovim.md"


@pytest.mark.parametrize(
    ("heading", "old"),
    [("Neovim 0.11 and newer", False), ("Neovim 0.8 to 0.10", False), ("Neovim 0.7", True)],
)
def test_diagnostic_hover_and_quick_fix(
    heading: str,
    old: bool,
    editors: Path,
    program: FindProgram,
    browser: "Browser",
    server_command: Path,
    folder: Path,
    tmp_path: Path,
) -> None:
    """See the error, read why, fix it with a keystroke, and find the file changed."""
    from . import pictures

    configuration = documented.block(PAGE, "lua", after=f"## {heading}")
    editor = program("nvim") if old else editors / "bin" / "nvim"
    with _neovim(editor, server_command, configuration, folder, tmp_path) as nvim:
        nvim.wait_for("■")
        nvim.type("G", "$", "h", "C-w", "d")
        # The old one does not show codes.
        nvim.wait_for("Diagnostics:" if old else CODE)
        nvim.wait_for(MESSAGE)
        nvim.type("h", "l", "K")
        nvim.wait_for(HOVER)
        if not old:
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
    editor: Path, server_command: Path, configuration: str, folder: Path, scratch: Path
) -> Generator[Terminal]:
    home = scratch / "home"
    (home / ".config" / "nvim").mkdir(parents=True)
    (home / ".config" / "nvim" / "init.lua").write_text(configuration, encoding="utf-8")
    with person_at([str(editor), "demo.mojo"], folder, home, server_command) as terminal:
        yield terminal
