"""A fault of ours in one feature is logged with its method, answered with an error, and costs nothing else."""

import sys
import time
from collections.abc import Iterator
from random import Random

import pytest

from abuse import faulty
from abuse.attacks import METHODS, REQUESTS
from abuse.faulty import COMMAND, FAULTY
from abuse.params import fitting
from abuse.siege import PROBE, Siege
from lsp.wire import JSON, PATIENCE, Wire
from minimojo.lsp.feature import all_features

FEATURES = sorted({it.method for it in all_features()} & {*METHODS})


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    """A server with a fault in every method, for what is called `faulty`."""
    wire = Wire((sys.executable, faulty.__file__))
    found = Siege(tmp_path_factory.mktemp("faults"), wire)
    yield found
    found.close()


def _about_faulty(method: str, folder: str) -> JSON:
    params, uri = fitting(Random(1), folder, method), f"{folder}/{FAULTY}.mojo"
    about = {"uri": uri, "name": FAULTY, "label": FAULTY, "data": FAULTY}
    for name in ("textDocument", "item"):
        params[name] |= about
    params["changes"] = [{"uri": uri, "type": 1}]
    params["previousResultIds"] = [{"uri": uri, "value": FAULTY}]
    params["event"] = {"added": [], "removed": [{"uri": uri, "name": FAULTY}]}
    return {**params, **about, "query": FAULTY, "settings": {FAULTY: 1}}


def _wait_for_log(siege: Siege, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while what not in siege.wire.log.decode():
        assert time.monotonic() < end, siege.wire.log.decode()[-2000:]
        time.sleep(0.01)


@pytest.mark.parametrize("method", FEATURES)
def test_faults_of_a_method(siege: Siege, method: str) -> None:
    siege.wire.log.clear()
    errors, is_request = siege.replies["error"], method in REQUESTS
    (siege.request if is_request else siege.notify)(method, _about_faulty(method, siege.folder))
    siege.assert_holds()
    assert siege.replies["error"] == errors + is_request
    _wait_for_log(siege, f"{method} failed\nTraceback")


def test_faults_of_a_command(siege: Siege) -> None:
    errors = siege.replies["error"]
    siege.request("workspace/executeCommand", {"command": COMMAND})
    siege.assert_holds()
    assert siege.replies["error"] == errors + 1
    _wait_for_log(siege, f"{COMMAND} failed\nTraceback")


def test_faults_of_the_analysis_of_a_file(siege: Siege) -> None:
    """Findings of an older text do not stay; who asks for them is told; other files have theirs."""
    uri, wire = f"{siege.folder}/wrong.mojo", siege.wire
    wire.open(uri, PROBE)
    assert wire.published(uri, 1) == []
    _wait_for_log(siege, f"the analysis of {uri} failed\nTraceback")
    about = {"textDocument": {"uri": uri}}
    assert "failed" in wire.request("textDocument/diagnostic", about)["error"]["message"]
    answer = wire.request("workspace/diagnostic", {"previousResultIds": []})
    assert [it["uri"] for it in answer["result"]["items"]] == [siege.probe]
    assert [it["code"] for it in answer["result"]["items"][0]["items"]] == ["use-after-transfer"]
    assert "var s: String" in wire.hover(uri, 5, 8)["result"]["contents"]["value"]
    siege.wire.received.clear()
    siege.assert_holds()
