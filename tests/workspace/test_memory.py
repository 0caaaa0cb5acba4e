"""What is held of a file does not grow with what was typed into it, and is little for functions at rest."""

import gc
from pathlib import Path

from minimojo.hir.model import Module
from minimojo.mir.body import Body
from minimojo.recent import Recent
from minimojo.text import Span, TextEdit
from minimojo.types import Program
from minimojo.workspace.files import Disk
from minimojo.workspace.project import Interfaces
from minimojo.workspace.workspace import Workspace

FUNCTION = """\
def work{n}(text: String) -> Int:
    var copy = text
    for i in range({n}):
        copy += String(i)
    return copy.byte_length()


"""
FUNCTIONS = 400
PATH = "program.mojo"


def opened() -> tuple[Workspace, str]:
    text = "".join(FUNCTION.format(n=n) for n in range(FUNCTIONS))
    workspace = Workspace()
    workspace.open(PATH, text.encode())
    return workspace, text


def alive(kind: type) -> int:
    gc.collect()
    return sum(type(it) is kind for it in gc.get_objects())


def typed(workspace: Workspace, text: str, functions: range) -> None:
    for number in functions:
        at = text.index("copy.byte", text.index(f"def work{number}("))
        workspace.edit(PATH, [TextEdit(Span(at, at), "0 + ")])
        workspace.analysis(PATH)
        workspace.edit(PATH, [TextEdit(Span(at, at + 4), "")])
        assert workspace.analysis(PATH).computed == (f"work{number}",)


def test_states_that_are_gone_are_forgotten() -> None:
    workspace, text = opened()
    workspace.analysis(PATH)
    others, programs = alive(Module), alive(Program)
    typed(workspace, text, range(0, FUNCTIONS, 10))
    assert alive(Module) <= others + 2
    assert alive(Program) <= programs + 1


def test_functions_at_rest_are_not_held_in_full() -> None:
    others = alive(Body)
    workspace, text = opened()
    analysis = workspace.analysis(PATH)
    assert len(analysis.results) == FUNCTIONS
    few = alive(Body) - others
    assert 0 < few < FUNCTIONS
    for number in range(FUNCTIONS):
        [cx] = analysis.evidence(f"work{number}")
        assert cx.source == analysis.units[f"work{number}"].source
        assert {it.name for it in cx.body.locals} >= {"text", "copy"}
    assert alive(Body) - others <= few + 1
    assert text


def test_one_look_serves_the_next() -> None:
    workspace, _ = opened()
    analysis = workspace.analysis(PATH)
    [cx] = analysis.evidence("work0")
    at = workspace.document(PATH).text.index(b"range(5)") + len("range(")
    workspace.edit(PATH, [TextEdit(Span(at, at), "1")])
    [later] = workspace.analysis(PATH).evidence("work0")
    assert later is cx


def test_what_is_known_about_declarations_outlives_an_edit_of_a_body() -> None:
    workspace, text = opened()
    before = workspace.run(PATH).scope.environment
    typed(workspace, text, range(3))
    assert workspace.run(PATH).scope.environment is before
    at = text.index("text: String")
    workspace.edit(PATH, [TextEdit(Span(at, at), "mut ")])
    assert workspace.run(PATH).scope.environment is not before


def test_what_is_known_about_declarations_ends_with_those_of_an_imported_file() -> None:
    workspace = Workspace()
    workspace.open("library.mojo", b"def take(var text: String):\n    pass\n")
    workspace.open(PATH, b"from library import take\n\n\ndef main():\n    take(String(1))\n")
    workspace.analysis(PATH)
    before = workspace.run(PATH).scope.environment
    workspace.edit("library.mojo", [TextEdit(Span(32, 36), "print(text)")])
    assert workspace.run(PATH).scope.environment is before
    workspace.edit("library.mojo", [TextEdit(Span(9, 13), "")])
    assert workspace.run(PATH).scope.environment is not before
    workspace.analysis(PATH)
    before = workspace.run(PATH).scope.environment
    workspace.close("library.mojo")
    assert workspace.run(PATH).scope.environment is not before


def test_the_latest_answers_are_kept_and_the_very_last_in_any_case() -> None:
    recent = Recent[str, int](10)
    recent.put("a", 1, 4)
    recent.put("b", 2, 4)
    assert recent.get("a") == 1
    recent.put("c", 3, 4)
    assert [recent.get(it) for it in "abc"] == [1, None, 3]
    recent.put("d", 4, 1000)
    assert [recent.get(it) for it in "acd"] == [None, None, 4]
    recent.put("e", 5, 1)
    assert [recent.get(it) for it in "de"] == [None, 5]
    recent.put("e", 6, 2)
    recent.put("f", 7, 8)
    assert [recent.get(it) for it in "ef"] == [6, 7]


def test_files_that_nobody_has_opened_do_not_hold_one_another(tmp_path: Path) -> None:
    for number in range(40):
        following = f"from .m{(number + 1) % 40} import give{(number + 1) % 40}\n\n\n"
        (tmp_path / f"m{number}.mojo").write_text(
            f"{following}def give{number}() -> Int:\n    return {number}\n"
        )
    (tmp_path / "__init__.mojo").write_text("")
    others = alive(Interfaces)
    workspace = Workspace(Disk())
    for path in sorted(tmp_path.glob("m*.mojo")):
        loaded = workspace.loaded_at(str(path))
        assert loaded is not None
        run = workspace.run_at(loaded)
        assert run.finish().results
        assert list(run.names(loaded.module.units[0]))
    assert alive(Interfaces) == others
