"""However a text came about: what is said about it is what is said to somebody who just opened it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from minimojo.workspace.workspace import Workspace
from robustness.reports import report
from syntax.edits import edits, programs


@given(st.data())
@settings(max_examples=60)
def test_results_do_not_depend_on_the_way(data: st.DataObject) -> None:
    workspace = Workspace()
    workspace.open("edited.mojo", data.draw(programs))
    workspace.analysis("edited.mojo")
    for _ in range(data.draw(st.integers(1, 4))):
        text = workspace.document("edited.mojo").text
        workspace.edit("edited.mojo", [data.draw(edits(text))])
        analysis = workspace.analysis("edited.mojo")
        assert [result.failure for result in analysis.results.values() if result.failure] == []
        other = Workspace()
        other.open("edited.mojo", workspace.document("edited.mojo").text)
        assert report(analysis) == report(other.analysis("edited.mojo"))
