"""The pictures of the documents, taken while the tests run, where that is asked for."""

import io
import os
from pathlib import Path

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from .code_server import CodeServer, Release
from .terminal import COLUMNS

DARK = TerminalTheme(
    background=(20, 22, 27),  # Neovim's own, so that the screen has no seams
    foreground=(224, 226, 234),
    normal=[(20, 22, 27), *[(224, 226, 234)] * 7],
)

FOLDER = Path(__file__).parents[2] / "server" / "docs" / "images"


def are_wanted() -> bool:
    """Tell whether to write pictures; a plain test run leaves the repository as it is."""
    return os.environ.get("MINIMOJO_PICTURES", "") not in {"", "0"}


def take(server: CodeServer, page: Page, name: str) -> None:
    """Save what a page shows as a picture of the documents, which show the latest VS Code."""
    if are_wanted() and server.release is Release.LATEST:
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}.png")


def take_terminal(browser: Browser, screen: str, title: str, name: str) -> None:
    """Draw a terminal's screen, given with its escape sequences, and save it."""
    if not are_wanted():
        return
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(screen.rstrip("\n")), no_wrap=True, crop=True)
    page = browser.new_page(viewport={"width": 900, "height": 500})
    page.set_content(console.export_svg(title=title, theme=DARK))
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.locator("svg").first.screenshot(path=FOLDER / f"{name}.png")
    page.close()
