"""A person with the documented configuration in a real Emacs, which talks to the server by eglot."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from . import demo, documented
from .conftest import FindProgram
from .demo import FIX, HOVER, MESSAGE
from .terminal import Terminal, person_at

PAGE = "emacs.md"

# Every test has a new home; Emacs would compile its libraries in the background for each of them.
QUIET = "(setq native-comp-deferred-compilation nil native-comp-jit-compilation nil)\n"


def test_diagnostic_hover_and_quick_fix(
    program: FindProgram, server_command: Path, folder: Path, tmp_path: Path
) -> None:
    """See the error, read why, fix it from the menu, and find the file changed."""
    with _emacs(program, server_command, folder, tmp_path) as emacs:
        emacs.wait_for("Flymake[1 0]")
        emacs.type("M->", "C-b", "C-b", "C-b")
        emacs.wait_for("var message: String")
        emacs.type("C-h", ".")
        emacs.wait_for(HOVER)
        emacs.type("C-x", "1", "M-x", "flymake-show-buffer-diagnostics", "Enter")
        emacs.wait_for(MESSAGE)
        emacs.type("C-x", "1", "M-x", "eglot-code-actions", "Enter")
        emacs.wait_for("Pick an action")
        emacs.type("Pass", "Tab")
        emacs.wait_for(FIX)
        emacs.type("Enter")
        emacs.wait_for(demo.FIXED)
        emacs.type("C-x", "C-s")
        emacs.wait_for("Wrote ")
        emacs.wait_for("Flymake[0 0]")
        emacs.type("C-x", "C-c")
        emacs.wait_for_end()
    assert (folder / "demo.mojo").read_text(encoding="utf-8") == demo.fixed_source()


def test_findings_follow_what_is_typed(
    program: FindProgram, server_command: Path, folder: Path, tmp_path: Path
) -> None:
    """Take the `^` out by hand: the finding goes. Put it back: the finding is back."""
    with _emacs(program, server_command, folder, tmp_path) as emacs:
        emacs.wait_for("Flymake[1 0]")
        emacs.type("M-g", "g", "8", "Enter", "C-e", *["C-b"] * len(", log)"), "BSpace")
        emacs.wait_for("Flymake[0 0]")
        emacs.type("^")
        emacs.wait_for("Flymake[1 0]")


def test_settings_of_a_project(
    program: FindProgram, server_command: Path, folder: Path, tmp_path: Path
) -> None:
    """The documented settings hide one of two findings."""
    settings = documented.block(PAGE, "elisp", after="E.g. this leaves out the findings of a rule:")
    (folder / ".dir-locals.el").write_text(settings, encoding="utf-8")
    with (folder / "demo.mojo").open("a", encoding="utf-8") as source:
        source.write("\n\ndef change(number: Int):\n    number = 1\n")
    with _emacs(program, server_command, folder, tmp_path) as emacs:
        emacs.wait_for("Flymake[1 0]")
        emacs.type("M-x", "flymake-show-buffer-diagnostics", "Enter")
        emacs.wait_for("immutable")
        assert not MESSAGE.search(emacs.text())


@contextmanager
def _emacs(program: FindProgram, server_command: Path, folder: Path, scratch: Path) -> Generator[Terminal]:
    home = scratch / "home"
    (home / ".emacs.d").mkdir(parents=True)
    (home / ".emacs.d" / "early-init.el").write_text(QUIET, encoding="utf-8")
    (home / ".emacs.d" / "init.el").write_text(documented.block(PAGE, "elisp"), encoding="utf-8")
    program("tmux")
    command = [str(program("emacs")), "-nw", "demo.mojo"]
    with person_at(command, folder, home, server_command) as terminal:
        yield terminal
