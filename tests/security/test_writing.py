"""What is edited or written lies in what somebody opened or named; nothing in a workspace decides otherwise."""

import os
from pathlib import Path

import pytest

from command_line import minimojo
from minimojo.ide.refactorings import refactorings
from minimojo.ide.renaming import RefusedError, rename
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.files import DiskByUri
from minimojo.workspace.steps import finished
from minimojo.workspace.workspace import Workspace
from security.workspaces import SPOILT, Scene, scene

LIBRARY = "def take(text: String):\n    print(text)\n"
USER = "from helper import take\n\n\ndef main():\n    var s = String(1)\n    take(text=s)\n"
OLD = "fn main():\n    let x = 1\n    print(x)\n"


@pytest.fixture
def place(tmp_path: Path) -> Scene:
    return scene(tmp_path)


def _opened(place: Scene, roots: list[Path], folders: list[Path]) -> tuple[Workspace, str]:
    main = place.write("main.mojo", USER)
    workspace = Workspace(DiskByUri(), [it.as_uri() for it in roots], folders=[it.as_uri() for it in folders])
    workspace.open(main.as_uri(), USER.encode())
    assert {it.code for it in workspace.analysis(main.as_uri()).findings} == set()
    return workspace, main.as_uri()


def _changed_by_rename(workspace: Workspace, path: str) -> set[str]:
    found = finished(rename(Atlas(workspace), path, USER.rindex("take"), "give"))
    return {it.path.rpartition("/")[2] for it in found}


def _changed_by_refactorings(workspace: Workspace, path: str) -> set[str]:
    found = refactorings(Atlas(workspace), path, USER.rindex("text"))
    return {it.rpartition("/")[2] for _, change in found for it in change.edits}


def test_what_is_declared_in_the_workspace_is_edited(place: Scene) -> None:
    """What the next test is worth."""
    place.write("helper.mojo", LIBRARY)
    workspace, main = _opened(place, [], [place.workspace])
    assert _changed_by_rename(workspace, main) == {"main.mojo", "helper.mojo"}
    assert _changed_by_refactorings(workspace, main) == {"main.mojo", "helper.mojo"}


def test_import_roots_are_read_and_not_edited(place: Scene) -> None:
    helper = place.outside / "helper.mojo"
    helper.write_text(LIBRARY, encoding="utf-8")
    workspace, main = _opened(place, [place.outside], [place.workspace])
    with pytest.raises(RefusedError, match="outside of the open folders"):
        _changed_by_rename(workspace, main)
    assert _changed_by_refactorings(workspace, main) == set()
    workspace.open(helper.as_uri(), LIBRARY.encode())  # Somebody looks at it: it is theirs to change.
    assert _changed_by_rename(workspace, main) == {"main.mojo", "helper.mojo"}


@pytest.mark.parametrize(
    ("command", "text"),
    [(("check", "--no-cache", "--fix", "--unsafe-fixes"), SPOILT), (("migrate", "--write"), OLD)],
)
def test_commands_write_no_file_that_a_link_leads_to(
    place: Scene, command: tuple[str, ...], text: str
) -> None:
    victims = [place.outside / "spoilt.mojo", place.outside / "deep" / "spoilt.mojo"]
    victims[1].parent.mkdir()
    for victim in victims:
        victim.write_text(text, encoding="utf-8")
    place.link("link.mojo", victims[0])
    place.link("folder", place.outside)
    place.link("sub/chain.mojo", place.workspace / "link.mojo")
    own = place.write("own.mojo", text)
    before = _states(place.outside)
    run = minimojo(*command, place.workspace)
    assert own.read_text(encoding="utf-8") != text, run.stderr
    assert _states(place.outside) == before
    assert sorted(it.name for it in place.workspace.rglob("*")) == [
        "chain.mojo",
        "folder",
        "link.mojo",
        "own.mojo",
        "sub",
    ]


def _states(folder: Path) -> dict[str, tuple[bytes, int]]:
    paths = [Path(above, name) for above, _, names in os.walk(folder) for name in names]
    return {str(it): (it.read_bytes(), it.stat().st_mtime_ns) for it in paths}
