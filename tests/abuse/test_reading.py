"""What is no file, or no name that a person would write, neither stops nor slows anybody down."""

import os
from pathlib import Path

import pytest

from minimojo.config.reading import read
from minimojo.ide.catalogue import Catalogue, Listed
from minimojo.ide.skimming import skimmed
from minimojo.workspace.files import LARGEST, Disk, read_file
from minimojo.workspace.workspace import Workspace

LENGTH = 300_000
"""What takes the square of the time, with this many letters, takes longer than anybody waits."""


def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    pipe, zero = tmp_path / "pipe.mojo", tmp_path / "zero.mojo"
    os.mkfifo(pipe)
    zero.symlink_to("/dev/zero")
    for path in (pipe, zero, tmp_path):
        assert Disk().read(str(path)) is None
    with pytest.raises(OSError, match="not a regular file"):
        read_file(pipe)


def test_files_are_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.mojo"
    with path.open("wb") as file:
        file.truncate(LARGEST)
    assert len(read_file(path)) == LARGEST
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert Disk().read(str(path)) is None
    with pytest.raises(OSError, match="larger than 32 MB"):
        read_file(path)


def test_a_configuration_that_is_a_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "minimojo.toml")
    assert read(tmp_path / "minimojo.toml") is None


def _found(text: bytes, query: str) -> list[Listed]:
    workspace, catalogue = Workspace(), Catalogue()
    workspace.open("a.mojo", text)
    for _ in catalogue.refresh(workspace):
        pass
    matches = [it for page in catalogue.matches(query) for it in page]
    return catalogue.listed(workspace, matches)


def test_symbols_are_found_among_endless_names() -> None:
    text = b"def %s():\n    pass\ndef banana():\n    pass\n" % (b"a" * LENGTH)
    assert [it.name for it in _found(text, "aaan")] == []
    assert [it.name for it in _found(text, "BNN")] == ["banana"]
    assert {it.name[:6] for it in _found(text, "aaa")} == {"banana", "aaaaaa"}


def test_strings_that_are_left_open_are_skimmed_once() -> None:
    text = b'var a = "%s\ndef after():\n    pass\n' % (rb"\"" * LENGTH)
    assert [it.name for it in skimmed(text)] == ["a", "after"]
