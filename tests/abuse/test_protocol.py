"""A short siege of each kind; `python -m abuse.protocol` is the long one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from abuse.attacks import ATTACKS, Attack
from abuse.protocol import begin, run
from abuse.siege import Siege, sensible

_MESSAGES = 200
OLD = "fn old(owned x: String):\n    pass\n"
"""A file that can be migrated."""


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    found = begin(tmp_path_factory.mktemp("siege"))
    yield found
    found.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Siege]:
    """One without the files that attacks leave open, which may be old, too."""
    found = begin(tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda it: it.__name__)
def test_every_request_gets_a_reply_and_the_server_goes_on(siege: Siege, attack: Attack) -> None:
    run(siege, attack, Random(attack.__name__), _MESSAGES)


def test_a_length_beyond_all_memory_is_no_length(siege: Siege) -> None:
    for length in (b"9" * 10, b"9" * 17, b"9" * 5000):
        siege.raw(b"Content-Length: %s\r\n\r\n{}" % length)
        siege.assert_holds()


def test_after_a_length_that_was_too_short_the_next_message_is_found(siege: Siege) -> None:
    siege.raw(b"Content-Length: 1\r\n\r\n{}")
    siege.assert_holds()


def test_notifications_that_are_sent_as_requests_are_answered(siege: Siege) -> None:
    about = {"uri": f"{siege.folder}/good.mojo", "languageId": "mojo", "version": 1, "text": ""}
    siege.request("textDocument/didOpen", {"textDocument": about})
    errors = siege.replies["error"]
    siege.assert_holds()
    assert siege.replies["error"] == errors + 1


def test_objects_inside_of_messages_are_no_messages(siege: Siege) -> None:
    nested = {"jsonrpc": "2.0", "id": "nested", "method": "textDocument/hover", "params": 5}
    siege.request("textDocument/hover", {"textDocument": nested, "position": nested})
    siege.notify("workspace/didChangeConfiguration", {"settings": nested})
    siege.assert_holds()


def test_answers_do_not_become_the_results_of_requests_of_the_same_id(fresh: Siege) -> None:
    wire = fresh.wire
    wire.open(f"{fresh.folder}/old.mojo", OLD)
    params = {"command": "minimojo.migrate", "arguments": []}
    wire.send({"jsonrpc": "2.0", "id": "mine", "method": "workspace/executeCommand", "params": params})
    question = wire.wait(lambda it: it.get("method") == "window/showMessageRequest")
    wire.send(sensible(question))
    asked = wire.wait(lambda it: it.get("method") == "workspace/applyEdit")
    wire.send({"jsonrpc": "2.0", "id": "mine", "result": "made up"})
    wire.send({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": True}})
    assert wire.answer("mine")["result"] == 1


def test_an_answer_that_cannot_be_understood_ends_the_wait_for_it(siege: Siege) -> None:
    siege.wire.open(f"{siege.folder}/old.mojo", OLD)
    siege.answer = lambda asked: {"jsonrpc": "2.0", "id": asked["id"], "result": 5}
    errors = siege.replies["error"]
    siege.request("workspace/executeCommand", {"command": "minimojo.migrate"})
    siege.assert_holds()
    siege.answer = sensible
    assert siege.replies["error"] == errors + 1
