"""`unroll[f, n]()` called `f` with each number below `n`, as a loop that runs while compiling does (24.6)."""

from __future__ import annotations

from collections.abc import Iterator

from minimojo.ide.migrations.model import Change, OldFile, is_of_library
from minimojo.ide.migrations.old_imports import replaced
from minimojo.syntax import ast

_COUNTERS = ("i", "j", "k", "index", "step")


def changes(file: OldFile) -> Iterator[Change]:
    """Only where nothing in the file has that name, and `f` is one of its functions."""
    imports = [it for it in file.nodes if isinstance(it, ast.Import)]
    foreign = any(name.bound == "unroll" for it in imports if not _is_meant(it, file) for name in it.names)
    if "unroll" in file.bound or foreign or file.reads_others:
        return
    names = {it.name for it in file.nodes if isinstance(it, ast.Name)}
    functions = {it.name for it in file.nodes if isinstance(it, ast.FunctionDef)}
    for node in file.nodes:
        match node:
            case ast.ExprStatement(
                value=ast.Call(
                    callee=ast.Subscript(
                        value=ast.Name(name="unroll"),
                        arguments=[
                            ast.Argument(keyword=None, value=ast.Name(name=called)),
                            ast.Argument(keyword=None, value=count),
                        ],
                    ),
                    arguments=[],
                )
            ) if called in functions:
                counter = next((it for it in _COUNTERS if it not in names | file.bound), None)
                if counter and _is_alone(node, file):
                    lines = [
                        f"comptime for {counter} in range({file.source_of(count)}):",
                        f"    {called}[{counter}]()",
                    ]
                    yield (replaced(node.span, lines, file),)
            case ast.Import(names=[ast.ImportedName(path="unroll")]) if "unroll" not in names:
                yield (replaced(node.span, [], file),)
            case _:
                pass


def _is_meant(node: ast.Import, file: OldFile) -> bool:
    """Whether something is imported from where the library had the function."""
    module = (node.module or "").removeprefix("std.")
    return module in ("utils.loop", "utils") and is_of_library(module, file)


def _is_alone(node: ast.ExprStatement, file: OldFile) -> bool:
    """Whether a statement has its line for itself."""
    start = file.text.rfind(b"\n", 0, node.span.start) + 1
    return not file.text[start : node.span.start].strip()
