"""The declarations of a file in which something was typed that declares nothing: they are those that were there.

That is the case at nearly every key. Everything behind the cursor has moved, and one body is another.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from minimojo.hir.model import Header, Module, Unit
from minimojo.syntax import ast
from minimojo.syntax.outline import Outline, Part


def moved(module: Module, cut: Outline) -> Module | None:
    """The module of a file that is cut like this now and was `module`; None if it may declare something else."""
    old = module.outline
    if old is None or module.damaged or cut.errors or len(old.items) != len(cut.items):
        return None
    left, headers_left = iter(module.units), iter(module.headers)
    units: list[Unit] = []
    headers: list[Header] = []
    for item, before in zip(cut.items, old.items, strict=True):
        part, start = item.part, item.start
        if part is not before.part and not _declares_the_same(part, before.part):
            return None
        if isinstance(part.tree, ast.FunctionDef):
            unit = next(left)
            units.append(unit if item is before else _unit(unit, start, part))
        else:
            headers.append(_header(next(headers_left), start, part))
            units += [_unit(next(left), start + it.start, it.part) for it in part.members]
    starts = {unit.key: unit.start for unit in units}
    starts.update([(header.key, header.start) for header in headers])
    return replace(module, units=tuple(units), headers=tuple(headers), starts=starts, outline=cut)


def _declares_the_same(part: Part, before: Part) -> bool:
    if part.tree is not before.tree or part.head_damaged != before.head_damaged:
        return False
    if isinstance(part.tree, ast.FunctionDef):
        return True
    if not isinstance(part.tree, ast.TypeDef):
        return part.damaged == before.damaged
    if len(part.members) != len(before.members):
        return False
    return all(_declares_the_same(new, old) for new, old in _pairs(part, before))


def _pairs(part: Part, before: Part) -> Iterator[tuple[Part, Part]]:
    for new, old in zip(part.members, before.members, strict=True):
        yield new.part, old.part


def _unit(unit: Unit, start: int, part: Part) -> Unit:
    if unit.start == start and unit.part is part:
        return unit
    return Unit(
        key=unit.key, start=start, source=part.source, decl=unit.decl, damaged=part.damaged, part=part
    )


def _header(header: Header, start: int, part: Part) -> Header:
    if header.start == start and header.part is part:
        return header
    return replace(header, start=start, part=part)
