"""Prints what MiniMojo sees of a file: the syntax tree, the control-flow graphs, the states of values."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

from minimojo.cli.files import Barren, Foreign, Source, Unreadable, sources
from minimojo.cli.mojo_version import mojo_version_option
from minimojo.cli.roots import import_root_option, import_roots
from minimojo.edition import Edition

if TYPE_CHECKING:
    from minimojo.hir.model import Unit
    from minimojo.mir.dump import Places
    from minimojo.rules.rule import Evidence
    from minimojo.workspace.model import FileAnalysis


class Aspect(Enum):
    """What to print."""

    SYNTAX = "syntax"
    GRAPH = "graph"
    STATES = "states"


@click.command()
@click.argument("kind", metavar="<syntax|graph|states>", type=click.Choice([it.value for it in Aspect]))
@click.argument("target", metavar="FILE[:FUNCTION]")
@import_root_option
@mojo_version_option
def dump(kind: str, target: str, roots: tuple[Path, ...], edition: Edition | None) -> None:
    """Print what is seen of a file, or of one function of it such as a.mojo:Point.shift, as text.

    That is the syntax tree, the control-flow graphs, or the states of the values.
    """
    from minimojo.cli.excerpt import lines_for

    aspect = Aspect(kind)
    source, function = _target(target)
    analysis = _analysis(source, import_roots(roots, ()), edition)
    units = _chosen(analysis, function, source.path)
    if not analysis.units and aspect is not Aspect.SYNTAX:
        raise _failure(f"there are no functions in {source.path}")
    for text in _texts(aspect, analysis, units):
        sys.stdout.write(lines_for(sys.stdout, text))


def _target(target: str) -> tuple[Source, str | None]:
    """The file and the function that `FILE[:FUNCTION]` names. A file of that very name comes first."""
    path, colon, function = target.rpartition(":")
    named = (target, None) if not colon or Path(target).exists() else (path, function)
    if Path(named[0]).is_dir():
        raise _failure(f"{named[0]} is a directory, and `dump` prints one file")
    found = next(iter(sources([Path(named[0])])))
    if not isinstance(found, Source):
        found = Unreadable(found.path, "no file") if isinstance(found, Barren | Foreign) else found
        raise _failure(f"cannot read {found.path}: {found.reason}")
    return found, named[1]


def _analysis(source: Source, roots: list[str], edition: Edition | None) -> FileAnalysis:
    """The file as `check` sees it, too, with the configuration of its project."""
    from minimojo.cli.checking import new_workspace
    from minimojo.cli.projects import Choices, Projects

    problems: list[str] = []
    setting = Projects(Choices(roots=tuple(roots), edition=edition), problems.append).setting(source.path)
    if problems:
        raise _failure(problems[0])
    workspace = new_workspace(setting.roots, setting.edition)
    workspace.open(source.path, source.text)
    return workspace.analysis(source.path)


def _chosen(analysis: FileAnalysis, function: str | None, path: str) -> tuple[Unit, ...] | None:
    """The functions to print; None for the whole file."""
    if function is None:
        return None
    units = analysis.units
    if function not in units:
        known = ", ".join(units) or "none"
        raise _failure(f"there is no function `{function}` in {path}; its functions are {known}")
    return (units[function],)


def _texts(aspect: Aspect, analysis: FileAnalysis, units: tuple[Unit, ...] | None) -> Iterator[str]:
    chosen = analysis.units.values() if units is None else units
    match aspect:
        case Aspect.SYNTAX:
            yield from _trees(analysis, units)
        case Aspect.GRAPH:
            from minimojo.mir.dump import dump_body

            for cx, places in _bodies(analysis, chosen):
                yield dump_body(cx.body, places) + "\n"
        case Aspect.STATES:
            from minimojo.ownership.dump import dump as dump_states

            for cx, places in _bodies(analysis, chosen):
                yield dump_states(cx.lifetimes, places) + "\n"
        case _:
            assert_never(aspect)


def _trees(analysis: FileAnalysis, units: tuple[Unit, ...] | None) -> Iterator[str]:
    from minimojo.syntax.dump import dump as dump_syntax
    from minimojo.text import Span

    if units is None:
        yield dump_syntax(analysis.document)
        return
    for unit in units:
        yield dump_syntax(analysis.document, Span(unit.start, unit.start + len(unit.source)))


def _bodies(analysis: FileAnalysis, units: Iterable[Unit]) -> Iterator[tuple[Evidence, Places]]:
    from minimojo.mir.dump import Places

    for unit in units:
        result = analysis.results[unit.key]
        if result.failure is not None:
            click.echo(f"minimojo: {unit.key} could not be analysed: {result.failure}", err=True)
        for cx in analysis.evidence(unit.key):
            yield cx, Places(analysis.lines, unit.start)


def _failure(text: str) -> click.exceptions.Exit:
    from minimojo.cli.excerpt import printable

    click.echo(f"minimojo: {printable(text)}", err=True)
    return click.exceptions.Exit(2)


COMMAND = dump
