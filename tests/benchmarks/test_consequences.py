"""Which complaints of the compiler are about the spelling at their place: those in lines that say so."""

from pathlib import Path

import pytest

from benchmarks.consequences import Source
from benchmarks.spelling import complaint
from support.compiler import compiler, verdict

PROGRAM = """from std.algorithm.memory import parallel_memcpy
from memory import unsafe_memcpy  # old
from std.builtin.math import pow  # old


@value  # old
struct Box:
    var x: Int


def f():
    var y: Foo
    y = 3
    if True:
        y = 4
    else:
        x = 5  # old
    var a, b = g()
    a = b
    print(value)
    var w: type_of(g())
    w = 3
    for i in range(3):
        var z: Foo
        z = i


def main():
    f()
"""


@pytest.mark.skipif(compiler() is None, reason="no Mojo compiler: `pip install mojo==1.2.0`")
def test_what_follows_from_unknown_names_is_no_matter_of_spelling(tmp_path: Path, verdicts: Path) -> None:
    file = tmp_path / "program.mojo"
    file.write_text(PROGRAM)
    told = [it for it in verdict(PROGRAM, verdicts) if it.severity == "error"]
    assert len(told) == PROGRAM.count("# old") + 11
    source = Source(file)
    spelled = [it for it in told if complaint(it.text) and not source.explains(it.line, it.column, it.text)]
    lines = [number for number, line in enumerate(PROGRAM.splitlines(), 1) if line.endswith("# old")]
    assert sorted(it.line for it in spelled) == lines
