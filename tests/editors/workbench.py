"""VS Code's window as a person uses it: what is on show, and what the hands do."""

import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from .code_server import CodeServer

PATIENCE = 20_000
"""Milliseconds until something that should show up is given up on."""

HOVER_PATIENCE = 4_000
"""Milliseconds for which a hover or a menu is waited before the hands try again."""

REDRAWN = 200
"""Milliseconds after which something that is being drawn anew is looked for again."""

SIZE = {"width": 860, "height": 540}


class Workbench:
    """One window with one folder."""

    def __init__(self, browser: Browser, server: CodeServer, folder: Path) -> None:
        """Open the folder and wait until its files are listed."""
        self.page: Page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        self.page.set_default_timeout(PATIENCE)
        self.page.goto(f"{server.address}/?folder={folder}", wait_until="domcontentloaded")
        self._explorer = self.page.locator(".explorer-folders-view")
        self._explorer.wait_for(timeout=3 * PATIENCE)

    def close(self) -> None:
        """Close the window."""
        self.page.close()

    def open(self, name: str) -> None:
        """Open a file by a double click in the explorer, then put the explorer away."""
        self._explorer.locator(f'.monaco-list-row[aria-label^="{name}"]').dblclick()
        self.page.locator(f'.monaco-editor[data-uri$="{name}"] .view-line').first.wait_for()
        self.page.keyboard.press("Control+b")
        self._explorer.wait_for(state="hidden")

    @property
    def squiggles(self) -> Locator:
        """The red wavy lines in the editor."""
        return self.page.locator(".monaco-editor .squiggly-error")

    @property
    def lightbulb(self) -> Locator:
        """The sign that there is something to do where the cursor is."""
        return self.page.locator(".monaco-editor [class*=lightbulb i]:visible")

    def hover(self, place: Locator, wanted: re.Pattern[str]) -> str:
        """Rest the mouse on a place until a hover has the wanted text, and read it."""
        hover = self.page.locator(".monaco-hover:visible").filter(has_text=wanted)
        # While the window is still being laid out, the place moves away from under the mouse: try again, but
        # not with the hover of another place lying over this one.
        for _ in range(3 * PATIENCE // HOVER_PATIENCE):
            self.page.mouse.move(1, 1)
            self.page.keyboard.press("Escape")
            expect(self.page.locator(".monaco-hover:visible")).to_have_count(0)
            x, y = self._middle(place)
            self.page.mouse.move(x - 30, y)
            self.page.mouse.move(x, y, steps=4)
            with suppress(NotInTime):
                hover.first.wait_for(timeout=HOVER_PATIENCE)
                break
        return hover.first.inner_text()

    def quick_fix(self, place: Locator, wanted: re.Pattern[str]) -> Locator:
        """Put the cursor on a place and press Ctrl+. until the menu has a row with the wanted text; give that."""
        row = self.page.locator(".action-widget .monaco-list-row.action").filter(has_text=wanted)
        # As with hovers, the place may move away from under the mouse, and a menu is that of where the cursor is.
        for _ in range(3 * PATIENCE // HOVER_PATIENCE):
            self.page.keyboard.press("Escape")
            self.page.mouse.click(*self._middle(place))
            self.page.keyboard.press("Control+.")
            with suppress(NotInTime):
                row.wait_for(timeout=HOVER_PATIENCE)
                break
        return row

    def _middle(self, place: Locator) -> tuple[float, float]:
        # Squiggles have no size of their own: the mouse goes by coordinates. They are drawn anew all the time,
        # and what was found may be gone before it is measured, or be pushed away by lenses and hints.
        last = None
        for _ in range(PATIENCE // REDRAWN):
            box = place.bounding_box()
            if box is not None and box == last:
                return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            last = box
            self.page.wait_for_timeout(REDRAWN)
        raise AssertionError("the place is not on show, or does not rest")

    def save(self) -> None:
        """Press Ctrl+S and wait until the tab is clean."""
        self.page.keyboard.press("Control+s")
        expect(self.page.locator(".tab.active.dirty")).to_have_count(0, timeout=PATIENCE)

    def run_command(self, title: str) -> None:
        """Run a command by its title in the command palette."""
        self.page.keyboard.press("F1")
        field = self.page.locator(".quick-input-widget input[type=text]")
        field.wait_for()
        field.fill(f">{title}")
        self.page.locator(".quick-input-widget .monaco-list-row", has_text=title).first.click()

    def text(self) -> str:
        """What is on show of the document in front."""
        lines = self.page.locator(".editor-group-container.active .monaco-editor .view-lines").first
        return lines.inner_text().replace("\u00a0", " ")

    def trust(self) -> None:
        """Trust the folder, by the page that VS Code has for it."""
        self.run_command("Workspaces: Manage Workspace Trust")
        page = self.page.locator(".workspace-trust-editor")
        page.get_by_role("button", name="Trust", exact=True).click()

    def problems(self) -> list[str]:
        """Open the panel of problems and give the text of each."""
        self.run_command("Problems: Focus on Problems View")
        rows = self.page.locator(".markers-panel .monaco-list-row")
        rows.first.wait_for()
        return [row.replace("\n", " ") for row in rows.all_inner_texts()]

    @property
    def notifications(self) -> Locator:
        """The notifications on show."""
        return self.page.locator(".notifications-toasts .notification-toast")

    def notification(self, text: str) -> Locator:
        """Wait for a notification with a text."""
        toast = self.notifications.filter(has_text=text)
        toast.wait_for(timeout=3 * PATIENCE)
        return toast
