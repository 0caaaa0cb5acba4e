"""Help from a copy of the process changes nothing but the time: it may do its part, some of it, or none."""

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from minimojo.text import Span, TextEdit
from minimojo.workspace import companion as companions
from minimojo.workspace.companion import Companion
from minimojo.workspace.run import Run
from minimojo.workspace.workspace import Workspace

PATH = "program.mojo"
FUNCTIONS = """\
def given{n}(var text: String) -> Int:
    take{n}(text^)
    return text.byte_length()


def take{n}(text: String):
    print(text)


"""
COUNT = 400
BEGUN = 60
"""Steps after which there is a copy, if there will be one."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes well")


@pytest.fixture(autouse=True)
def several_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companions, "cores", lambda: 2)


@pytest.fixture
def workspace() -> Workspace:
    return opened("".join(FUNCTIONS.format(n=n) for n in range(COUNT)))


@pytest.fixture
def alone() -> list[tuple[str, str, object]]:
    return found(opened("".join(FUNCTIONS.format(n=n) for n in range(COUNT))))


def opened(text: str) -> Workspace:
    workspace = Workspace()
    workspace.open(PATH, text.encode())
    return workspace


def found(workspace: Workspace) -> list[tuple[str, str, object]]:
    return [(it.code, it.message, it.location) for it in workspace.analysis(PATH).findings]


def begun(run: Run, companion: Companion) -> None:
    for _ in range(BEGUN):
        assert run.step()
        companion.help()


def test_a_copy_does_its_part(workspace: Workspace, alone: list[tuple[str, str, object]]) -> None:
    run = workspace.run(PATH)
    with Companion(run) as companion:
        begun(run, companion)
        while companion.is_helped:
            companion.help()
            time.sleep(0.01)
    assert found(workspace) == alone
    by_itself = workspace.analysis(PATH).computed
    given = [it for it in by_itself if it.startswith("given")]
    assert len(given) == len(alone) == COUNT, "what there is something to be said about is not told"
    # The steps with which it began: where the copy is the faster one, some of them went to functions behind.
    assert len(by_itself) - len(given) <= BEGUN // 2, "the copy has told of all others"


def test_a_copy_that_breaks_down_is_done_without(
    workspace: Workspace, alone: list[tuple[str, str, object]]
) -> None:
    run = workspace.run(PATH)
    with Companion(run) as companion:
        begun(run, companion)
        for copy in children():
            os.kill(copy, signal.SIGKILL)
        while run.step():
            companion.help()
    assert found(workspace) == alone
    assert not list(children())


def test_nobody_is_left_behind(workspace: Workspace) -> None:
    run = workspace.run(PATH)
    with Companion(run) as companion:
        while not companion.is_helped:
            assert run.step()
            companion.help()
        assert list(children())
    assert not list(children())


def test_nobody_is_called_for_an_edit(workspace: Workspace) -> None:
    at = workspace.analysis(PATH).text.index(b"return")
    workspace.edit(PATH, [TextEdit(Span(at, at), "print(1)\n    ")])
    run = workspace.run(PATH)
    with Companion(run) as companion:
        while run.step():
            companion.help()
            assert not companion.is_helped


def test_what_no_longer_holds_is_not_taken_over(workspace: Workspace) -> None:
    run = workspace.run(PATH)
    told = run.told(run.left[-1])
    assert told is not None
    key, reads, usable = told
    assert reads
    other = opened("".join(FUNCTIONS.format(n=n) for n in range(COUNT))).run(PATH)
    other.take((key, ((reads[0][0], b"another text"), *reads[1:]), usable))
    assert key in other.finish().computed


def children() -> Iterator[int]:
    """The processes that this one has begun, and not yet seen the end of."""
    listed = open(f"/proc/self/task/{os.getpid()}/children").read()  # noqa: SIM115, PTH123
    return (int(it) for it in listed.split())
