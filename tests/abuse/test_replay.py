"""Sessions of real editors, recorded: the server says to them what it said. `python -m abuse.replay` makes them."""

import json
from pathlib import Path

import pytest

from abuse.replay import FOLDER, difference, read

RECORDINGS = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda it: it.stem)
def test_the_server_answers_as_it_did(path: Path) -> None:
    assert difference(read(path)) is None


def test_another_answer_is_noticed() -> None:
    recording = read(RECORDINGS[0])
    number = next(
        n for n, (_, it) in enumerate(recording) if it.get("method") == "textDocument/publishDiagnostics"
    )
    changed = json.loads(json.dumps(recording[number][1]).replace("is declared here", "was declared there"))
    assert changed != recording[number][1]
    recording[number] = ("server", changed)
    found = difference(recording)
    assert found is not None
    assert found.startswith(f"message {number}: ")
