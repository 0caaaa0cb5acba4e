"""Fixes of many findings are tried together, and come out as they do one by one."""

from collections.abc import Sequence

import pytest

from minimojo.cli.files import Source
from minimojo.cli.fixing import ANY, Fixer
from minimojo.cli.jobs import Job
from minimojo.cli.projects import Setting
from minimojo.fixes.model import Applicability
from minimojo.ide.actions import actions
from minimojo.ide.fix_all import fix_all
from minimojo.text import Span, TextEdit, apply_edits
from minimojo.workspace.model import FileAnalysis
from minimojo.workspace.repairs import Repair, repairs, repairs_of
from minimojo.workspace.workspace import Workspace
from support.fixtures import Example, examples_in

PATH = "program.mojo"
FUNCTION = """\
def f{0}(var a: String) -> String:
    var n = 1
    var m = n^
    var b = a^
    print(a, m)
    return b^


"""
SIGNATURE = """\
def g{0}(a: String):
    var b = a^
    print(b)


"""


OLD = """\
fn h{0}(a: String, b: String) -> String:
    alias n = {0}
    return a + b


"""


class Trials:
    """A program, and how often it was analysed with edits."""

    def __init__(self, text: str) -> None:
        self.workspace = Workspace()
        self.workspace.open(PATH, text.encode())
        self.analysis = self.workspace.analysis(PATH)
        self.count = 0

    def trial(self, edits: tuple[TextEdit, ...]) -> FileAnalysis:
        self.count += 1
        return self.workspace.trial(PATH, edits)

    def apart(self) -> list[tuple[Repair, ...]]:
        return [repairs(self.analysis, it, self.trial) for it in self.analysis.findings]

    def together(self) -> list[tuple[Repair, ...]]:
        return repairs_of(self.analysis, self.analysis.findings, self.trial)


def program(functions: int, template: str = FUNCTION) -> str:
    return "".join(template.format(number) for number in range(functions))


@pytest.mark.parametrize("example", examples_in("fixes"), ids=str)
def test_fixes_of_the_fixtures_among_other_functions(example: Example) -> None:
    it = Trials(f"{example.source}\n\n{program(2)}{program(1, SIGNATURE)}")
    assert it.together() == it.apart()


def test_the_number_of_functions_is_not_that_of_trials() -> None:
    few, many = Trials(program(4)), Trials(program(40))
    assert sum(map(len, many.together())) == 10 * sum(map(len, few.together())) > 0
    assert many.count == few.count < 10


def test_old_words_are_tried_together_wherever_they_are() -> None:
    few, many = Trials(program(2, OLD)), Trials(program(20, OLD))
    assert sum(map(len, many.together())) == 10 * sum(map(len, few.together())) > 0
    assert many.count == few.count == 1
    assert many.together() == many.apart()


def test_an_old_word_that_has_to_stay_does_not_spoil_the_rest() -> None:
    """The first one would become a syntax error that swallows what follows."""
    it = Trials(program(16, OLD))
    honest = it.workspace.trial

    def swallowing(path: str, edits: Sequence[TextEdit]) -> FileAnalysis:
        first = [TextEdit(edit.span, "(\n") if edit.span.start < 3 else edit for edit in edits]
        return honest(path, first)

    it.workspace.trial = swallowing  # type: ignore[method-assign]
    found = it.together()
    assert found == it.apart()
    assert [number for number, repairs in enumerate(found) if not repairs] == [0]
    assert it.count < 16 + len(found)


def test_one_edit_that_concerns_others_does_not_spoil_the_rest() -> None:
    """The copy in `f0` would be a syntax error that swallows what follows."""
    it = Trials(program(16))
    honest = it.workspace.trial

    def swallowing(path: str, edits: Sequence[TextEdit]) -> FileAnalysis:
        first = [
            TextEdit(edit.span, "(\n" + edit.new_text) if edit.span.start < 100 else edit for edit in edits
        ]
        return honest(path, first)

    it.workspace.trial = swallowing  # type: ignore[method-assign]
    found = it.together()
    assert found == it.apart()
    per_function = len(found) // 16
    assert not any(found[:per_function])
    assert all(
        map(any, [found[at : at + per_function] for at in range(per_function, len(found), per_function)])
    )


def _fixed(text: str, allowed: frozenset[Applicability]) -> tuple[str, int]:
    done = Fixer(allowed).fix(Job(Source(PATH, text.encode()), Setting()))
    return done.text.decode(), done.count


def test_all_functions_are_fixed_at_once() -> None:
    text, count = _fixed(program(30), ANY)
    assert count == 60
    expected = program(30).replace("n^", "n").replace("a^", "a.copy()")
    assert text == expected


def test_all_safe_fixes_at_once() -> None:
    it = Trials(program(30))
    edits = fix_all(it.analysis, it.trial)
    assert apply_edits(it.analysis.text, edits).decode() == program(30).replace("n^", "n")
    assert it.count < 10


def _unused(count: int) -> str:
    """A function of so many variables that nobody reads."""
    return "def main():\n" + "".join(f"    var v{number} = {number}\n" for number in range(count))


def test_all_fixes_of_one_function_are_made_at_once() -> None:
    it = Trials(_unused(500))
    edits = fix_all(it.analysis, it.trial)
    assert it.count == 1
    expected = "def main():\n" + "".join(f"    _ = {number}\n" for number in range(500))
    assert apply_edits(it.analysis.text, edits).decode() == expected
    assert _fixed(_unused(500), ANY) == (expected, 500)


def test_a_fix_that_does_not_work_costs_some_trials_more() -> None:
    """The fix of the one in the middle would be a syntax error."""
    it = Trials(_unused(128))
    honest = it.workspace.trial
    middle = it.analysis.text.index(b"v64")

    def spoiling(path: str, edits: Sequence[TextEdit]) -> FileAnalysis:
        made = [
            TextEdit(edit.span, "(\n") if edit.span.start <= middle <= edit.span.end else edit
            for edit in edits
        ]
        return honest(path, made)

    it.workspace.trial = spoiling  # type: ignore[method-assign]
    fixed = apply_edits(it.analysis.text, fix_all(it.analysis, it.trial)).decode()
    assert "var v64 = 64" in fixed
    assert fixed.count("    _ = ") == 127
    assert it.count < 20


def test_the_work_for_one_long_function_is_bounded() -> None:
    it = Trials(_unused(1000))
    found = it.together()
    assert 16 <= it.count < 200
    assert [bool(repairs) for repairs in found] == sorted(map(bool, found), reverse=True)


def test_a_selection_of_a_whole_file_is_answered_in_bounded_work() -> None:
    it = Trials(program(300))
    found = list(actions(it.analysis, Span(0, len(it.analysis.text)), it.trial))
    assert 0 < len({action.diagnostic.span for action in found}) <= 100
    assert it.count < 10


def test_a_file_without_functions() -> None:
    it = Trials("import unknown  # minimojo: ignore[use-after-transfer]\n")
    assert [found[0].title for found in it.together()] == ["Remove the comment"]
