"""What is shown while a call is written, in a program that is not finished."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from minimojo.ide.signatures import Shown, signature_help
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace

_PAGE = Path(__file__).with_name("calls.md").read_text("utf-8")
_PROGRAM = re.findall(r"```mojo\n(.*?)```", _PAGE, re.DOTALL)[0]
_ROWS = re.findall(r"^\| (.*?) +\| (.*?) +\|$", _PAGE, re.MULTILINE)[1:]


def _told(shown: Shown) -> str:
    text, active = shown.label.text, shown.active
    if active is None:
        return text
    entry = shown.label.entries[active]
    return f"{text[: entry.start]}**{text[entry.start : entry.end]}**{text[entry.end :]}"


def _asked(written: str) -> str:
    before, after = _PROGRAM.replace("«here»", written).split("¦")
    workspace = Workspace()
    workspace.open("a.mojo", (before + after).encode())
    found = signature_help(Atlas(workspace), "a.mojo", len(before.encode()))
    return "nothing" if found is None else _told(found.signatures[found.active])


@pytest.mark.parametrize(("written", "signature"), _ROWS)
def test_signature(written: str, signature: str) -> None:
    assert _asked(written) == signature.replace("\\", "")


def test_documentation_is_that_of_the_function() -> None:
    text = _PROGRAM.replace("«here»", "p.shift(").encode()
    workspace = Workspace()
    workspace.open("a.mojo", text)
    found = signature_help(Atlas(workspace), "a.mojo", text.index(b"p.shift(") + 8)
    assert found is not None
    assert found.signatures[0].label.doc == "Moves it."


def test_any_place_of_unfinished_code_has_an_answer() -> None:
    """Every prefix of the program, with the cursor at its end, and the whole of it with every cursor."""
    text = _PROGRAM.replace("«here»", "take(p, [Point(1, ").encode()
    for at in range(0, len(text), 7):
        for source in (text[:at], text):
            workspace = Workspace()
            workspace.open("a.mojo", source)
            signature_help(Atlas(workspace), "a.mojo", at)
