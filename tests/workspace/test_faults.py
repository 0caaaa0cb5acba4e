"""A fault of ours in one function costs that function its findings, and nobody else anything."""

import logging
from typing import Any

import pytest

from minimojo.hir.model import Unit
from minimojo.ide.hover import hover
from minimojo.text import Span, TextEdit
from minimojo.workspace import pipeline, run
from minimojo.workspace.atlas import Atlas
from minimojo.workspace.workspace import Workspace

PROGRAM = b"""\
def take(var text: String):
    print(text)


def wrong():
    var s = String("hi")
    take(s^)
    print(s)


def right():
    var t = String("hi")
    take(t^)
    print(t)
"""


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Both the graph and the names of one function cannot be told."""
    for where, what in ((pipeline, "_bodies"), (run, "names_of_unit")):
        monkeypatch.setattr(where, what, _faulty(getattr(where, what)))
    caplog.set_level(logging.ERROR)
    return caplog


def _faulty(honest: Any) -> Any:
    def stumbling(unit: Unit, *given: Any) -> Any:
        if unit.decl.name == "wrong":
            raise ZeroDivisionError
        return honest(unit, *given)

    return stumbling


def test_other_functions_keep_their_findings(logged: pytest.LogCaptureFixture) -> None:
    workspace = Workspace()
    workspace.open("a.mojo", PROGRAM)
    analysis = workspace.analysis("a.mojo")
    assert [(it.code, it.location.unit_key) for it in analysis.findings] == [("use-after-transfer", "right")]
    assert [it.failure for it in analysis.results.values() if it.failure] == ["ZeroDivisionError: "]
    assert "the analysis of wrong failed" in logged.text


def test_other_functions_keep_their_names(logged: pytest.LogCaptureFixture) -> None:
    workspace = Workspace()
    workspace.open("a.mojo", PROGRAM)
    found = hover(Atlas(workspace), "a.mojo", PROGRAM.index(b"t = "))
    assert found is not None
    assert "var t: String" in found.plain
    hover(Atlas(workspace), "a.mojo", PROGRAM.index(b"s = "))
    assert "the names of wrong cannot be told" in logged.text


def test_a_function_is_looked_at_again_when_it_is_edited(logged: pytest.LogCaptureFixture) -> None:
    workspace = Workspace()
    workspace.open("a.mojo", PROGRAM)
    workspace.analysis("a.mojo")
    place = PROGRAM.index(b"wrong")
    workspace.edit("a.mojo", (TextEdit(Span(place, place + 5), "mended"),))
    assert len(workspace.analysis("a.mojo").findings) == 2
