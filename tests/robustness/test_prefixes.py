"""A person types a program from its first to its last letter; at no moment may anything fail."""

from minimojo.workspace.workspace import Workspace
from programs import every_program
from robustness.reports import report

FRESH = 97
"""At every so many letters, the result is compared with that of somebody who just opened the file."""


@every_program
def test_every_beginning_of_a_program_gets_a_result(text: bytes) -> None:
    workspace = Workspace()
    for length in range(len(text) + 1):
        workspace.open("typed.mojo", text[:length])
        analysis = workspace.analysis("typed.mojo")
        assert [result.failure for result in analysis.results.values() if result.failure] == []
        if length % FRESH == 0 or length == len(text):
            other = Workspace()
            other.open("typed.mojo", text[:length])
            assert report(analysis) == report(other.analysis("typed.mojo"))
