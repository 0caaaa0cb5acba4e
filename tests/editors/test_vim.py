"""A person with the documented configuration in a real Vim, which talks to the server by ALE."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from . import demo, documented
from .conftest import FindProgram
from .demo import CODE, FIX, HOVER, MESSAGE
from .terminal import Terminal, person_at

PAGE = "vim.md"


def test_diagnostic_hover_and_quick_fix(
    program: FindProgram, server_command: Path, folder: Path, tmp_path: Path
) -> None:
    """See the error, read why, fix it with a keystroke, and find the file changed."""
    with _vim(program, server_command, folder, tmp_path) as vim:
        vim.wait_for(">>")
        vim.type("G", "$", "h")
        vim.wait_for(CODE)
        vim.wait_for(MESSAGE)
        vim.type("K")
        vim.wait_for(HOVER)
        vim.type("gra")
        choice = vim.wait_for(re.compile(rf"(\d+)\) {FIX.pattern}"))
        vim.type(choice[1], "Enter")
        vim.wait_for(demo.FIXED)
        vim.type(":wqa", "Enter")
        vim.wait_for_end()
    assert (folder / "demo.mojo").read_text(encoding="utf-8") == demo.fixed_source()


def test_findings_follow_what_is_typed(
    program: FindProgram, server_command: Path, folder: Path, tmp_path: Path
) -> None:
    """Take the `^` out by hand: the finding goes. Undo: it is back."""
    with _vim(program, server_command, folder, tmp_path) as vim:
        vim.wait_for(MESSAGE)
        vim.type("/\\^,", "Enter", "x")
        vim.wait_for_no(MESSAGE)
        vim.type("u")
        vim.wait_for(MESSAGE)


@contextmanager
def _vim(program: FindProgram, server_command: Path, folder: Path, scratch: Path) -> Generator[Terminal]:
    program("tmux")
    program("ale")
    home = scratch / "home"
    home.mkdir()
    (home / ".vimrc").write_text(documented.block(PAGE, "vim"), encoding="utf-8")
    with person_at([str(program("vim")), "demo.mojo"], folder, home, server_command) as terminal:
        yield terminal
