"""Imports: the standard library is `std` today, its names have moved, and relative ones say `from`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minimojo.ide.migrations.library import exports, home_of, is_module, needs_no_import
from minimojo.ide.migrations.model import Change, OldFile, is_of_library
from minimojo.ide.migrations.renamed import MOVED, RENAMED
from minimojo.syntax import ast
from minimojo.text import Span, TextEdit

_RELATIVE = re.compile(r"import[ \t]+(\.[\w., \t]*?)[ \t]*")
_ONE = re.compile(r"(\.+)[ \t]*((?:\w+\.)*)(\w+)(?:[ \t]+as[ \t]+(\w+))?")


def changes(file: OldFile) -> Iterator[Change]:
    for node in file.nodes:
        if isinstance(node, ast.Import):
            lines = _rewritten(node, file)
            if lines is not None:
                yield (replaced(node.span, lines, file),)
        elif isinstance(node, ast.BrokenStatement):
            found = _RELATIVE.fullmatch(file.source_of(node))
            lines = found and _relative(found[1])
            if lines:
                yield (replaced(node.span, lines, file),)


def _relative(names: str) -> list[str] | None:
    """`import .a.b as c` as it is written today."""
    lines: list[str] = []
    for name in names.split(","):
        found = _ONE.fullmatch(name.strip())
        if found is None:
            return None
        dots, package, last, bound = found.groups()
        lines.append(f"from {dots}{package.rstrip('.')} import {last}{f' as {bound}' if bound else ''}")
    return lines


def _rewritten(node: ast.Import, file: OldFile) -> list[str] | None:
    """The lines for an import that does not lead where it is meant to; None if it may stay."""
    if node.module is None:
        return _modules(node, file)
    if not is_of_library(node.module, file) or "#" in file.source_of(node):
        return None
    module = node.module if node.module.partition(".")[0] == "std" else f"std.{node.module}"
    if node.wildcard:
        return [f"from {module} import *"] if module != node.module and is_module(module) else None
    if (
        module == node.module
        and is_module(module)
        and RENAMED.keys().isdisjoint(it.path for it in node.names)
    ):
        return None
    places = [_place(module, node.module, it.path) for it in node.names]
    if all(place == (node.module, it.path) for place, it in zip(places, node.names, strict=True)):
        return None
    return _lines(node.names, places)


def _modules(node: ast.Import, file: OldFile) -> list[str] | None:
    """`import math, os.path`: these bind `math` and `os`."""
    lines: list[str] = []
    is_new = False
    for it in node.names:
        written = f"import {it.path}" + (f" as {it.bound}" if f"{it.path}.".find(f"{it.bound}.") != 0 else "")
        first = it.path.partition(".")[0]
        moved = MOVED.get(f"std.{it.path.removeprefix('std.')}")
        if moved is not None and it.bound != first and is_of_library(it.path, file):
            line = f"import {moved} as {it.bound}"
        elif first == "std" or file.has_module(it.path) or not is_module(f"std.{it.path}"):
            line = written
        elif it.bound == first:
            line = f"from std import {first}"
        else:
            line = f"import std.{it.path} as {it.bound}"
        is_new = is_new or line != written
        lines.append(line)
    return list(dict.fromkeys(lines)) if is_new else None


def _place(module: str, written: str, name: str) -> tuple[str, str]:
    """The module that has what is imported as `name` from `module`, and its present name; no module if it needs
    no import. What is unknown stays where it is."""
    old = module.removeprefix("std.")
    if name in exports(module) or is_module(f"{module}.{name}") or not _has_moved(name, module):
        return module, name
    if old.partition(".")[0] == "gpu":
        return f"max.{old}", name
    if not is_module(module) and not _is_old(old):
        return written, name
    new = RENAMED.get(name, name).partition(".")[0]
    if needs_no_import(new) or "&" in new:
        return "", new
    home = module if new in exports(module) else home_of(new)
    if home is not None:
        return home, new
    return MOVED.get(module, module), name


def _has_moved(name: str, module: str) -> bool:
    """Whether a name is known to be somewhere else today: not all is known of some modules that there are."""
    return name in RENAMED or not is_module(module) or bool(exports(module) and home_of(name))


def _is_old(module: str) -> bool:
    """Whether an older library had a module, of which at least the package is left."""
    return is_module(f"std.{module.partition('.')[0]}") or module in _MODULES


_MODULES = frozenset(("buffer", "tensor", "hashlib"))


def _lines(names: Sequence[ast.ImportedName], places: Sequence[tuple[str, str]]) -> list[str]:
    """An import statement for each module, in the order of their first names."""
    found: dict[str, list[str]] = {}
    for it, (module, new) in zip(names, places, strict=True):
        renamed = it.bound != it.path
        found.setdefault(module, []).append(f"{new} as {it.bound}" if renamed and module else new)
    lines: list[str] = []
    for module, written in found.items():
        if module:
            lines.append(_statement(module, list(dict.fromkeys(written))))
    for it, (module, new) in zip(names, places, strict=True):
        if not module and it.bound != it.path:
            lines.append(f"comptime {it.bound} = {new}")
    return lines


def _statement(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {it},\n" for it in names) + ")"


_WIDTH = 80


def replaced(span: Span, lines: Sequence[str], file: OldFile) -> TextEdit:
    """Lines in place of a statement, which goes with its line end if there is nothing to say any more."""
    text = file.text
    start = text.rfind(b"\n", 0, span.start) + 1
    before = text[start : span.start]
    if not lines:
        end = text.find(b"\n", span.end)
        is_alone = not before and not text[span.end : max(end, span.end)].strip()
        return (
            TextEdit(Span(start, end + 1 if end >= 0 else len(text)), "")
            if is_alone
            else TextEdit(span, "pass")
        )
    newline = "\r\n" if b"\r\n" in text else "\n"
    indent = before.decode() if not before.strip() else ""
    joined = "\n".join(lines)
    return TextEdit(span, joined.replace("\n", newline + indent))
